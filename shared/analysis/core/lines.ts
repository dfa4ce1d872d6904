import { NO_DAY, type DayNumber } from './calendar.ts';

/** Which number in a column stands for which text. The number is the text's place in `names`. */
export type Dictionary = { readonly names: readonly string[]; readonly places: ReadonlyMap<string, number> };

const TEXT_COLUMNS = ['customer', 'product', 'order', 'category', 'channel', 'place', 'rep', 'campaign', 'currency'] as const;
const NUMBER_COLUMNS = ['quantity', 'amountMinor', 'costMinor', 'discountMinor'] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];
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
  readonly dictionary: Readonly<Record<TextColumn, Dictionary>>;
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

function forText<V>(make: (column: TextColumn) => V): Record<TextColumn, V> {
  return {
    customer: make('customer'),
    product: make('product'),
    order: make('order'),
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

/** Columns that take room only once a line has a value in them. */
type TextStore = {
  readonly column: TextColumn;
  readonly names: string[];
  readonly places: Map<string, number>;
  values: Int32Array<ArrayBuffer> | undefined;
};
type NumberStore = { readonly column: NumberColumn; values: Float64Array<ArrayBuffer> | undefined };

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
  const texts = TEXT_COLUMNS.map((column): TextStore => ({ column, names: [], places: new Map(), values: undefined }));
  const numbers = NUMBER_COLUMNS.map((column): NumberStore => ({ column, values: undefined }));
  // All columns without a value share one that holds nothing; it is made when somebody reads such a column.
  let emptyTexts: Int32Array<ArrayBuffer> | undefined;
  let emptyNumbers: Float64Array<ArrayBuffer> | undefined;
  const dictionary = forText((column) => texts[TEXT_COLUMNS.indexOf(column)] ?? { names: [], places: new Map() });
  const known = new Set<KnownColumn>();

  const grow = (): void => {
    size = Math.ceil(size * GROWTH);
    [day, hour] = [enlarge(day, size), enlarge(hour, size)];
    [emptyTexts, emptyNumbers] = [undefined, undefined];
    texts.forEach((text) => (text.values &&= enlarge(text.values, size)));
    numbers.forEach((number) => (number.values &&= enlarge(number.values, size)));
  };

  const write = (at: number, line: NewLine): void => {
    for (const text of texts) {
      const given = line[text.column];
      const name = text.column === 'order' ? orderKey(line) : given;
      if (name !== undefined) {
        let place = text.places.get(name);
        if (place === undefined) {
          place = text.names.push(name) - 1;
          text.places.set(name, place);
        }
        text.values ??= noTexts(size);
        text.values[at] = place;
        if (given !== undefined) {
          known.add(text.column);
        }
      } else if (text.values !== undefined) {
        text.values[at] = -1;
      }
    }
    for (const number of numbers) {
      const value = line[number.column] ?? Number.NaN;
      if (!Number.isNaN(value)) {
        number.values ??= noNumbers(size);
        number.values[at] = value;
        known.add(number.column);
      } else if (number.values !== undefined) {
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
    read: () => ({
      count,
      day: day.subarray(0, count),
      hour: hour.subarray(0, count),
      text: forText((column) => (texts[TEXT_COLUMNS.indexOf(column)]?.values ?? (emptyTexts ??= noTexts(size))).subarray(0, count)),
      number: forNumbers((column) => (numbers[NUMBER_COLUMNS.indexOf(column)]?.values ?? (emptyNumbers ??= noNumbers(size))).subarray(0, count)),
      dictionary,
      known,
    }),
  };
}

type Column = Int8Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A longer column with the same values in front and zeros behind. */
export function enlarge<A extends Column>(column: A, size: number): A;
export function enlarge(column: Column, size: number): Column {
  const bytes = new Uint8Array(size * column.BYTES_PER_ELEMENT);
  bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return column instanceof Float64Array
    ? new Float64Array(bytes.buffer)
    : column instanceof Int32Array
      ? new Int32Array(bytes.buffer)
      : column instanceof Int8Array
        ? new Int8Array(bytes.buffer)
        : bytes;
}

/** Two customers may both have an order "1001", so an order's name carries its customer. */
function orderKey(line: NewLine): string | undefined {
  if (line.order !== undefined) {
    return `${line.customer ?? ''}\n${line.order}`;
  }
  return line.customer === undefined || line.day === undefined ? undefined : `${line.customer}\n\n${line.day}`;
}
