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

/** What a quantity is in millionths. */
export const MICRO = 1e6;

/** So many rows fit into the caches together with the sums that they go into. */
const ROWS = 2048;

/** Some rows as columns, of which the first `count` hold. A row is one line, or some lines of one order added up. */
export type Block = {
  count: number;
  /** The flags that any of the rows has. */
  anyFlags: number;
  /** The (first) line of the row, its order, and its flags. */
  readonly line: Int32Array;
  readonly order: Int32Array;
  readonly flags: Uint8Array;
  /** Whole minor units, and millionths of a piece; 0 where none are known. */
  readonly amountMinor: Float64Array;
  readonly quantityMicro: Float64Array;
};

function createBlock(rows: number): Block {
  return {
    count: 0,
    anyFlags: 0,
    line: new Int32Array(rows),
    order: new Int32Array(rows),
    flags: new Uint8Array(rows),
    amountMinor: new Float64Array(rows),
    quantityMicro: new Float64Array(rows),
  };
}

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

/**
 * Shows the lines that are flagged block by block, order by order. `each` has every line by itself; `alike` adds up those that stand
 * beside each other and differ in nothing but what was bought, as most lines of an order do: whoever sums by channel or month then
 * looks at an order once. Both are used again for the next block, so that all of it happens in the caches; columns of their own
 * for a million lines would cost more than the sums. Source of the method: Boncz, Zukowski and Nes 2005, "MonetDB/X100" (CIDR).
 * @param flags what is counted of each line, 0 for those that are left out
 */
export function passBlocks(lines: Lines, flags: Uint8Array, visit: (each: Block, alike: Block) => void): void {
  const first = listByOrder(lines);
  const rows = Math.min(ROWS, lines.count);
  const [each, alike] = [createBlock(rows), createBlock(rows)];
  for (let from = 0; from < lines.count; from += rows) {
    fill(each, alike, lines, flags, first, from, Math.min(lines.count, from + rows));
    visit(each, alike);
  }
}

/** Fills both blocks with the lines from place `from` up to and without `to`. */
function fill(each: Block, alike: Block, lines: Lines, flags: Uint8Array, first: Int32Array | null, from: number, to: number): void {
  const { day, hour } = lines;
  const { order, channel, place, rep } = lines.text;
  const { amountMinor, quantity } = lines.number;
  let count = 0;
  let row = -1;
  let anyFlags = 0;
  // The line before, its order and its flags; and what the lines that are alike add up to.
  let before = -1;
  let ofOrder = -1;
  let ofFlags = 0;
  let amounts = 0;
  let pieces = 0;
  for (let at = from; at < to; at += 1) {
    const line = first === null ? at : (first[at] ?? 0);
    const flag = flags[line] ?? 0;
    if (flag === 0) {
      continue;
    }
    const number = order[line] ?? -1;
    const amount = amountMinor[line] ?? Number.NaN;
    const quantityHere = quantity[line] ?? Number.NaN;
    const amountHere = Number.isNaN(amount) ? 0 : amount;
    const microHere = Number.isNaN(quantityHere) ? 0 : Math.round(quantityHere * MICRO);
    each.line[count] = line;
    each.order[count] = number;
    each.flags[count] = flag;
    each.amountMinor[count] = amountHere;
    each.quantityMicro[count] = microHere;
    count += 1;
    anyFlags |= flag;
    // Differences within an order at once: asking for one after the other would cost more than it saves.
    const differs =
      number !== ofOrder ||
      ((flag ^ ofFlags) |
        ((day[line] ?? 0) ^ (day[before] ?? 0)) |
        ((hour[line] ?? 0) ^ (hour[before] ?? 0)) |
        ((channel[line] ?? 0) ^ (channel[before] ?? 0)) |
        ((place[line] ?? 0) ^ (place[before] ?? 0)) |
        ((rep[line] ?? 0) ^ (rep[before] ?? 0))) !==
        0;
    if (differs) {
      if (row >= 0) {
        alike.amountMinor[row] = amounts;
        alike.quantityMicro[row] = pieces;
      }
      row += 1;
      alike.line[row] = line;
      alike.order[row] = number;
      alike.flags[row] = flag;
      amounts = 0;
      pieces = 0;
      ofOrder = number;
      ofFlags = flag;
    }
    before = line;
    amounts += amountHere;
    pieces += microHere;
  }
  if (row >= 0) {
    alike.amountMinor[row] = amounts;
    alike.quantityMicro[row] = pieces;
  }
  each.count = count;
  each.anyFlags = anyFlags;
  alike.count = row + 1;
  alike.anyFlags = anyFlags;
}
