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

/** Sums of the lines of each cell: whole minor units, different orders in which something was bought, and pieces. */
export type Tally = {
  readonly amountMinor: Float64Array;
  readonly orders: Int32Array;
  /** In millionths of a piece: whole numbers, whose sum does not depend on the order of lines. */
  readonly quantityMicro: Float64Array;
  /** Lines that count, and those of them without an amount. */
  readonly lines: Int32Array;
  readonly withoutAmount: Int32Array;
};

/** What a quantity is in millionths. */
export const MICRO = 1e6;

const inOrder = new WeakMap<Lines, Int32Array | 'as they are'>();

/** The lines order by order, or that they are so already: only then an order is counted once in a cell by looking at the last one. */
function listByOrder(lines: Lines): Int32Array | 'as they are' {
  const held = inOrder.get(lines);
  if (held !== undefined) {
    return held;
  }
  const listed = areTogether(lines, 'order') ? 'as they are' : sortByOrder(lines);
  inOrder.set(lines, listed);
  return listed;
}

function sortByOrder({ count, text: { order }, dictionary }: Lines): Int32Array {
  const free = new Int32Array(dictionary.order.names.length + 2);
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

/**
 * Sums lines by cell.
 * @param cellOf the cell of each line, -1 for none
 * @param flags what is counted of each line
 */
export function tallyLines(lines: Lines, cellOf: Int32Array, cells: number, flags: Uint8Array): Tally {
  const amountMinor = new Float64Array(cells);
  const orders = new Int32Array(cells);
  const quantityMicro = new Float64Array(cells);
  const counted = new Int32Array(cells);
  const withoutAmount = new Int32Array(cells);
  const lastOrder = new Int32Array(cells).fill(-1);
  const { order } = lines.text;
  const { amountMinor: amounts, quantity } = lines.number;
  const listed = listByOrder(lines);
  const sorted = typeof listed === 'string' ? undefined : listed;
  for (let at = 0; at < lines.count; at += 1) {
    const line = sorted === undefined ? at : (sorted[at] ?? 0);
    const flag = flags[line] ?? 0;
    const cell = cellOf[line] ?? -1;
    if (flag !== 0 && cell >= 0) {
      counted[cell] = (counted[cell] ?? 0) + 1;
      const amount = amounts[line] ?? Number.NaN;
      if (Number.isNaN(amount)) {
        withoutAmount[cell] = (withoutAmount[cell] ?? 0) + 1;
      } else {
        amountMinor[cell] = (amountMinor[cell] ?? 0) + amount;
      }
      const pieces = quantity[line] ?? Number.NaN;
      if (!Number.isNaN(pieces)) {
        quantityMicro[cell] = (quantityMicro[cell] ?? 0) + Math.round(pieces * MICRO);
      }
      const number = order[line] ?? -1;
      if ((flag & BOUGHT) !== 0 && number >= 0 && lastOrder[cell] !== number) {
        lastOrder[cell] = number;
        orders[cell] = (orders[cell] ?? 0) + 1;
      }
    }
  }
  return { amountMinor, orders, quantityMicro, lines: counted, withoutAmount };
}

/** Sums of amounts by cell in the two periods that are compared. */
export function tallyPeriods(
  lines: Lines,
  cellOf: Int32Array,
  cells: number,
  flags: Uint8Array,
): { readonly now: Float64Array; readonly before: Float64Array } {
  const [now, before] = [new Float64Array(cells), new Float64Array(cells)];
  const amounts = lines.number.amountMinor;
  for (let line = 0; line < lines.count; line += 1) {
    const flag = flags[line] ?? 0;
    const cell = cellOf[line] ?? -1;
    const amount = amounts[line] ?? Number.NaN;
    if ((flag & (NOW | BEFORE)) !== 0 && cell >= 0 && !Number.isNaN(amount)) {
      const sums = (flag & NOW) === 0 ? before : now;
      sums[cell] = (sums[cell] ?? 0) + amount;
    }
  }
  return { now, before };
}
