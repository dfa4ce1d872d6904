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

/** The sums of a cell stand beside each other, so that a line touches one place of memory: in this order, and the last order at the end. */
const [LINES, AMOUNT, ORDERS, QUANTITY, IN_NOW, IN_BEFORE, LAST_ORDER, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * Sums lines by cell.
 * @param cellOf the cell of each line, -1 for none
 * @param flags what is counted of each line
 */
export function tallyLines(lines: Lines, cellOf: Int32Array, cells: number, flags: Uint8Array): Tally {
  const sums = new Float64Array(cells * WIDTH);
  for (let last = LAST_ORDER; last < sums.length; last += WIDTH) {
    sums[last] = -1;
  }
  const { order } = lines.text;
  const { amountMinor, quantity } = lines.number;
  const sorted = listByOrder(lines);
  for (let at = 0; at < lines.count; at += 1) {
    const line = sorted === null ? at : (sorted[at] ?? 0);
    const flag = flags[line] ?? 0;
    const cell = cellOf[line] ?? -1;
    if (flag === 0 || cell < 0) {
      continue;
    }
    const to = cell * WIDTH;
    sums[to] = (sums[to] ?? 0) + 1;
    const amount = amountMinor[line] ?? Number.NaN;
    if (!Number.isNaN(amount)) {
      sums[to + AMOUNT] = (sums[to + AMOUNT] ?? 0) + amount;
      if ((flag & (NOW | BEFORE)) !== 0) {
        const period = to + ((flag & NOW) === 0 ? IN_BEFORE : IN_NOW);
        sums[period] = (sums[period] ?? 0) + amount;
      }
    }
    const pieces = quantity[line] ?? Number.NaN;
    if (!Number.isNaN(pieces)) {
      sums[to + QUANTITY] = (sums[to + QUANTITY] ?? 0) + Math.round(pieces * MICRO);
    }
    const number = order[line] ?? -1;
    if ((flag & BOUGHT) !== 0 && number >= 0 && sums[to + LAST_ORDER] !== number) {
      sums[to + LAST_ORDER] = number;
      sums[to + ORDERS] = (sums[to + ORDERS] ?? 0) + 1;
    }
  }
  const at = (cell: number, which: number): number => sums[cell * WIDTH + which] ?? 0;
  return {
    cells,
    read: (cell) => ({
      lines: at(cell, LINES),
      amountMinor: at(cell, AMOUNT),
      orders: at(cell, ORDERS),
      quantityMicro: at(cell, QUANTITY),
      nowMinor: at(cell, IN_NOW),
      beforeMinor: at(cell, IN_BEFORE),
    }),
  };
}
