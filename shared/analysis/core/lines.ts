import { NO_DAY, type DayNumber } from './calendar.ts';

/** Which number in a column stands for which text. The number is the text's place in `names`. */
export type Dictionary = { readonly names: readonly string[]; readonly places: ReadonlyMap<string, number> };

const TEXT_COLUMNS = ['customer', 'product', 'order', 'category', 'channel', 'place', 'rep', 'campaign', 'currency'] as const;
const NUMBER_COLUMNS = ['quantity', 'amountMinor', 'costMinor', 'discountMinor'] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/**
 * Order lines as columns, the one input of every analysis. A line is one place in all columns. Texts are numbers of a
 * dictionary, -1 where none is known; numbers are NaN where none is known; money is whole minor units of the line's
 * currency, net of tax and discount. A return is a line with negative quantity and amount. Lines are only ever added.
 */
export type Lines = {
  readonly count: number;
  readonly day: Int32Array;
  readonly text: Readonly<Record<TextColumn, Int32Array>>;
  readonly number: Readonly<Record<NumberColumn, Float64Array>>;
  readonly dictionary: Readonly<Record<TextColumn, Dictionary>>;
  /** Columns in which at least one line has a value; an analysis that needs another says so. */
  readonly known: ReadonlySet<TextColumn | NumberColumn | 'day'>;
};

/** One line to add. Without `order`, all lines of a customer on a day are one order. */
export type NewLine = { readonly customer?: string | undefined; readonly day?: DayNumber | undefined } & {
  readonly [K in Exclude<TextColumn, 'customer'>]?: string | undefined;
} & { readonly [K in NumberColumn]?: number | undefined };

/** Lines that grow. */
export type LineStore = {
  /** Adds one line in constant time on average. */
  readonly append: (line: NewLine) => void;
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

function growInts(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size);
  grown.set(column);
  return grown;
}

function growFloats(column: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(size);
  grown.set(column);
  return grown;
}

/**
 * An empty store of lines.
 * @param expected how many lines are coming, when that is known; it grows by itself
 */
export function createLines(expected = 1024): LineStore {
  let size = Math.max(16, expected);
  let count = 0;
  let day = new Int32Array(size);
  let text = forText(() => new Int32Array(size));
  let number = forNumbers(() => new Float64Array(size));
  const dictionary = forText(() => ({ names: new Array<string>(), places: new Map<string, number>() }));
  const known = new Set<TextColumn | NumberColumn | 'day'>();

  const intern = (column: TextColumn, name: string): number => {
    const { names, places } = dictionary[column];
    const held = places.get(name);
    if (held !== undefined) {
      return held;
    }
    places.set(name, names.length);
    return names.push(name) - 1;
  };

  const grow = (): void => {
    size *= 2;
    day = growInts(day, size);
    const [heldText, heldNumber] = [text, number];
    text = forText((column) => growInts(heldText[column], size));
    number = forNumbers((column) => growFloats(heldNumber[column], size));
  };

  return {
    append(line) {
      if (count === size) {
        grow();
      }
      for (const column of TEXT_COLUMNS) {
        const name = column === 'order' ? orderKey(line) : line[column];
        text[column][count] = name === undefined ? -1 : intern(column, name);
        if (line[column] !== undefined) {
          known.add(column);
        }
      }
      for (const column of NUMBER_COLUMNS) {
        const value = line[column] ?? Number.NaN;
        number[column][count] = value;
        if (!Number.isNaN(value)) {
          known.add(column);
        }
      }
      day[count] = line.day ?? NO_DAY;
      if (line.day !== undefined) {
        known.add('day');
      }
      count += 1;
    },
    read: () => ({
      count,
      day: day.subarray(0, count),
      text: forText((column) => text[column].subarray(0, count)),
      number: forNumbers((column) => number[column].subarray(0, count)),
      dictionary,
      known,
    }),
  };
}

/** Two customers may both have an order "1001", so an order's name carries its customer. */
function orderKey(line: NewLine): string | undefined {
  if (line.order !== undefined) {
    return `${line.customer ?? ''}\n${line.order}`;
  }
  return line.customer === undefined || line.day === undefined ? undefined : `${line.customer}\n\n${line.day}`;
}
