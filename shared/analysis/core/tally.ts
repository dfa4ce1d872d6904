import type { Lines } from './lines.ts';
import { areTogether } from './together.ts';

/**
 * What is counted of each line, as bits: 1 it counts; 2 something was bought with it; 4 and 8 it lies in the first and in the
 * second of two periods that are compared.
 */
export const COUNTS = 1;
export const BOUGHT = 2;
export const NOW = 4;
export const BEFORE = 8;

/** Sums of the lines of one cell: whole minor units, different orders in which something was bought, and pieces. */
export type Sums = {
  readonly lines: number;
  readonly amountMinor: number;
  readonly orders: number;
  /** In millionths of a piece: whole numbers, whose sum does not depend on the order of lines. */
  readonly quantityMicro: number;
  /** The amounts of the two periods that are compared. */
  readonly nowMinor: number;
  readonly beforeMinor: number;
};

/** Sums by cell. */
export type Tally = { readonly cells: number; readonly read: (cell: number) => Sums };

/** What a quantity is in millionths. */
export const MICRO = 1e6;

const inOrder = new WeakMap<Lines, Int32Array | null>();

/** The lines order by order, null where they are so already: only then an order is counted once in a cell by looking at the last one. */
function listByOrder(lines: Lines): Int32Array | null {
  const held = inOrder.get(lines);
  if (held !== undefined) {
    return held;
  }
  const listed = areTogether(lines, 'order') ? null : sortByOrder(lines);
  inOrder.set(lines, listed);
  return listed;
}

function sortByOrder({ count, text: { order }, orders }: Lines): Int32Array {
  const free = new Int32Array(orders + 2);
  for (let line = 0; line < count; line += 1) {
    const next = (order[line] ?? -1) + 2;
    free[next] = (free[next] ?? 0) + 1;
  }
  for (let at = 1; at < free.length; at += 1) {
    free[at] = (free[at] ?? 0) + (free[at - 1] ?? 0);
  }
  const sorted = new Int32Array(count);
  for (let line = 0; line < count; line += 1) {
    const place = free[(order[line] ?? -1) + 1] ?? 0;
    sorted[place] = line;
    free[(order[line] ?? -1) + 1] = place + 1;
  }
  return sorted;
}

/** What is summed in one step: a line by itself, or some lines that stand beside each other. */
export type Rows = {
  readonly lines: Lines;
  readonly flags: Uint8Array;
  readonly count: number;
  /** The first line of each row; null where every line is a row and they come order by order. */
  readonly first: Int32Array | null;
  /** How many lines each row has; null where each has one. */
  readonly size: Int32Array | null;
  /** Minor units by row, NaN where none is known. */
  readonly amountMinor: Float64Array;
  /** Millionths of a piece by row, 0 where none is known. */
  readonly quantityMicro: Float64Array;
};

/**
 * `each` has every line by itself; `alike` adds up those that differ in nothing but what was bought, as most lines of an order do:
 * whoever sums by channel or month then looks at an order once.
 */
export type RowsOfLines = { readonly each: Rows; readonly alike: Rows };

/**
 * Puts lines into rows, order by order.
 * @param flags what is counted of each line; it must not change afterwards
 */
export function listRows(lines: Lines, flags: Uint8Array): RowsOfLines {
  const each = listEach(lines, flags);
  return { each, alike: addAlike(each) };
}

function listEach(lines: Lines, flags: Uint8Array): Rows {
  const { count } = lines;
  const { amountMinor, quantity } = lines.number;
  const first = listByOrder(lines);
  const quantityMicro = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const pieces = quantity[first === null ? row : (first[row] ?? 0)] ?? Number.NaN;
    quantityMicro[row] = Number.isNaN(pieces) ? 0 : Math.round(pieces * MICRO);
  }
  return {
    lines,
    flags,
    count,
    first,
    size: null,
    amountMinor: first === null ? amountMinor : Float64Array.from(first, (line) => amountMinor[line] ?? Number.NaN),
    quantityMicro,
  };
}

function addAlike({ lines, flags, count, first, amountMinor, quantityMicro }: Rows): Rows {
  const { day, hour } = lines;
  const { order, channel, place, rep } = lines.text;
  const firsts = new Int32Array(count);
  const size = new Int32Array(count);
  const amounts = new Float64Array(count);
  const micros = new Float64Array(count);
  let rows = -1;
  let before = -1;
  for (let at = 0; at < count; at += 1) {
    const line = first === null ? at : (first[at] ?? 0);
    if (
      before < 0 ||
      order[line] !== order[before] ||
      flags[line] !== flags[before] ||
      day[line] !== day[before] ||
      hour[line] !== hour[before] ||
      channel[line] !== channel[before] ||
      place[line] !== place[before] ||
      rep[line] !== rep[before]
    ) {
      rows += 1;
      firsts[rows] = line;
    }
    before = line;
    const amount = amountMinor[at] ?? Number.NaN;
    size[rows] = (size[rows] ?? 0) + 1;
    amounts[rows] = (amounts[rows] ?? 0) + (Number.isNaN(amount) ? 0 : amount);
    micros[rows] = (micros[rows] ?? 0) + (quantityMicro[at] ?? 0);
  }
  return { lines, flags, count: rows + 1, first: firsts, size, amountMinor: amounts, quantityMicro: micros };
}

/**
 * Sums rows by cell.
 * @param cellOf the cell of each line, -1 for none
 */
export function tallyRows({ lines, flags, count, first, size, amountMinor, quantityMicro }: Rows, cellOf: Int32Array, cells: number): Tally {
  const counted = new Int32Array(cells);
  const amounts = new Float64Array(cells);
  const orders = new Int32Array(cells);
  const micros = new Float64Array(cells);
  const now = new Float64Array(cells);
  const before = new Float64Array(cells);
  const lastOrder = new Int32Array(cells).fill(-1);
  const { order } = lines.text;
  for (let row = 0; row < count; row += 1) {
    const line = first === null ? row : (first[row] ?? 0);
    const flag = flags[line] ?? 0;
    const cell = cellOf[line] ?? -1;
    if (flag === 0 || cell < 0) {
      continue;
    }
    counted[cell] = (counted[cell] ?? 0) + (size === null ? 1 : (size[row] ?? 0));
    micros[cell] = (micros[cell] ?? 0) + (quantityMicro[row] ?? 0);
    const amount = amountMinor[row] ?? Number.NaN;
    if (!Number.isNaN(amount)) {
      amounts[cell] = (amounts[cell] ?? 0) + amount;
      if ((flag & NOW) !== 0) {
        now[cell] = (now[cell] ?? 0) + amount;
      } else if ((flag & BEFORE) !== 0) {
        before[cell] = (before[cell] ?? 0) + amount;
      }
    }
    const number = order[line] ?? -1;
    if ((flag & BOUGHT) !== 0 && number >= 0 && lastOrder[cell] !== number) {
      lastOrder[cell] = number;
      orders[cell] = (orders[cell] ?? 0) + 1;
    }
  }
  return {
    cells,
    read: (cell) => ({
      lines: counted[cell] ?? 0,
      amountMinor: amounts[cell] ?? 0,
      orders: orders[cell] ?? 0,
      quantityMicro: micros[cell] ?? 0,
      nowMinor: now[cell] ?? 0,
      beforeMinor: before[cell] ?? 0,
    }),
  };
}
