import { NO_DAY, type DayNumber } from './calendar.ts';
import { enlarge } from './enlarge.ts';
import { createOrderNumbers } from './order-numbers.ts';

/** Which number in a column stands for which text. The number is the text's place in `names`. */
export type Dictionary = { readonly names: readonly string[]; readonly places: ReadonlyMap<string, number> };

/** Columns whose texts are read again. */
const NAMED_COLUMNS = ['customer', 'product', 'category', 'channel', 'place', 'rep', 'campaign', 'currency'] as const;
const NUMBER_COLUMNS = ['quantity', 'amountMinor', 'costMinor', 'discountMinor'] as const;
export type NamedColumn = (typeof NAMED_COLUMNS)[number];
/** Of an order only its number is of use. */
export type TextColumn = NamedColumn | 'order';
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];
export type KnownColumn = TextColumn | NumberColumn | 'day' | 'hour';

/**
 * Order lines as columns, the one input of every analysis. A line is one place in all columns. Texts are numbers of a
 * dictionary, -1 where none is known; numbers are NaN where none is known; money is whole minor units of the line's
 * currency, net of tax and discount. A return is a line with negative quantity and amount. Lines are only ever added.
 */
export type Lines = {
  readonly count: number;
  readonly day: Int32Array;
  /** Hour of the day, 0 to 23, as the shop's clock had it; -1 where none is known. */
  readonly hour: Int8Array;
  readonly text: Readonly<Record<TextColumn, Int32Array>>;
  readonly number: Readonly<Record<NumberColumn, Float64Array>>;
  readonly dictionary: Readonly<Record<NamedColumn, Dictionary>>;
  /** How many orders there are: the numbers of `text.order` are below it. An order's number is one customer's. */
  readonly orders: number;
  /** Columns in which at least one line has a value; an analysis that needs another says so. */
  readonly known: ReadonlySet<KnownColumn>;
};

/** One line to add. Without `order`, all lines of a customer on a day are one order. */
export type NewLine = {
  readonly customer?: string | undefined;
  readonly day?: DayNumber | undefined;
  readonly hour?: number | undefined;
} & {
  readonly [K in Exclude<TextColumn, 'customer'>]?: string | undefined;
} & { readonly [K in NumberColumn]?: number | undefined };

/** Lines that grow. */
export type LineStore = {
  /** Adds one line in constant time on average. */
  readonly append: (line: NewLine) => void;
  /**
   * Puts another line in the place of one, or nothing (`{}`). What was read before shows it too, though what was derived from
   * it does not: whoever replaces lines reads them anew.
   */
  readonly replace: (at: number, line: NewLine) => void;
  /** All lines so far, without copying: columns are views, and later appends do not change the lines before them. */
  readonly read: () => Lines;
};

function forNames<V>(make: (column: NamedColumn) => V): Record<NamedColumn, V> {
  return {
    customer: make('customer'),
    product: make('product'),
    category: make('category'),
    channel: make('channel'),
    place: make('place'),
    rep: make('rep'),
    campaign: make('campaign'),
    currency: make('currency'),
  };
}

function forNumbers<V>(make: (column: NumberColumn) => V): Record<NumberColumn, V> {
  return { quantity: make('quantity'), amountMinor: make('amountMinor'), costMinor: make('costMinor'), discountMinor: make('discountMinor') };
}

/** A column takes room only once a line has a value in it. */
type Column<Values> = { values: Values | undefined };
type Names = Column<Int32Array<ArrayBuffer>> & { readonly names: string[]; readonly places: Map<string, number> };

const noTexts = (size: number): Int32Array<ArrayBuffer> => new Int32Array(size).fill(-1);
const noNumbers = (size: number): Float64Array<ArrayBuffer> => new Float64Array(size).fill(Number.NaN);

/** How much a full store grows: doubling would leave half of the memory of a large one empty. */
const GROWTH = 1.5;

/**
 * An empty store of lines.
 * @param expected how many lines are coming, when that is known; it grows by itself
 */
export function createLines(expected = 1024): LineStore {
  let size = Math.max(16, expected);
  let count = 0;
  let day = new Int32Array(size);
  let hour = new Int8Array(size);
  const dictionary = forNames((): Names => ({ names: [], places: new Map(), values: undefined }));
  const orders: Column<Int32Array<ArrayBuffer>> = { values: undefined };
  const orderNumbers = createOrderNumbers();
  const numbers = forNumbers((): Column<Float64Array<ArrayBuffer>> => ({ values: undefined }));
  const texts = [orders, ...Object.values(dictionary)];
  // All columns without a value share one that holds nothing; it is made when somebody reads such a column.
  let emptyTexts: Int32Array<ArrayBuffer> | undefined;
  let emptyNumbers: Float64Array<ArrayBuffer> | undefined;
  const known = new Set<KnownColumn>();

  const grow = (): void => {
    size = Math.ceil(size * GROWTH);
    [day, hour] = [enlarge(day, size), enlarge(hour, size)];
    [emptyTexts, emptyNumbers] = [undefined, undefined];
    texts.forEach((text) => (text.values &&= enlarge(text.values, size)));
    Object.values(numbers).forEach((number) => (number.values &&= enlarge(number.values, size)));
  };

  const numberOf = ({ names, places }: Names, name: string): number => {
    const held = places.get(name);
    if (held !== undefined) {
      return held;
    }
    const made = names.push(name) - 1;
    places.set(name, made);
    return made;
  };

  /** @param number -1 for none */
  const writeText = (text: Column<Int32Array<ArrayBuffer>>, at: number, number: number): void => {
    if (number >= 0) {
      text.values ??= noTexts(size);
    }
    if (text.values !== undefined) {
      text.values[at] = number;
    }
  };

  const write = (at: number, line: NewLine): void => {
    for (const column of NAMED_COLUMNS) {
      const name = line[column];
      writeText(dictionary[column], at, name === undefined ? -1 : numberOf(dictionary[column], name));
      if (name !== undefined) {
        known.add(column);
      }
    }
    const order = orderName(line);
    const customer = line.customer === undefined ? -1 : numberOf(dictionary.customer, line.customer);
    writeText(orders, at, order === undefined ? -1 : orderNumbers.find(customer, order));
    if (line.order !== undefined) {
      known.add('order');
    }
    for (const column of NUMBER_COLUMNS) {
      const [number, value] = [numbers[column], line[column] ?? Number.NaN];
      if (!Number.isNaN(value)) {
        number.values ??= noNumbers(size);
        known.add(column);
      }
      if (number.values !== undefined) {
        number.values[at] = value;
      }
    }
    day[at] = line.day ?? NO_DAY;
    hour[at] = line.hour ?? -1;
    if (line.day !== undefined) {
      known.add('day');
    }
    if (line.hour !== undefined) {
      known.add('hour');
    }
  };

  return {
    append(line) {
      if (count === size) {
        grow();
      }
      write(count, line);
      count += 1;
    },
    replace(at, line) {
      if (at < count) {
        write(at, line);
      }
    },
    read() {
      const textOf = ({ values }: Column<Int32Array>): Int32Array => (values ?? (emptyTexts ??= noTexts(size))).subarray(0, count);
      return {
        count,
        day: day.subarray(0, count),
        hour: hour.subarray(0, count),
        text: { ...forNames((column) => textOf(dictionary[column])), order: textOf(orders) },
        number: forNumbers((column) => (numbers[column].values ?? (emptyNumbers ??= noNumbers(size))).subarray(0, count)),
        dictionary,
        orders: orderNumbers.count(),
        known,
      };
    },
  };
}

/** What an order is called by its customer; all lines of a day are one where no line names an order. */
function orderName({ order, customer, day }: NewLine): string | undefined {
  return order ?? (customer === undefined || day === undefined ? undefined : `\n${day}`);
}
