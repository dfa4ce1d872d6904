import { NO_DAY, type DayNumber } from './calendar.ts';
import { isBought } from './index-lines.ts';
import type { Lines, TextColumn } from './lines.ts';
import { areTogether } from './together.ts';

/**
 * What was bought together: the things of basket `b` are `item[start[b]]` up to and without `item[start[b + 1]]`, each once.
 * `owner` is whose basket it is: the number of the order, or of the customer.
 */
export type Baskets = {
  readonly count: number;
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly owner: Int32Array;
  /** How many different things there may be: the numbers of `item` are below it. */
  readonly items: number;
};

/**
 * Baskets of what was bought up to and with `asOf`; what came back is in none, and a basket without anything is none.
 * Lines without a day count as bought before any day.
 * @param by `order`: what stood in one order; `customer`: what one customer ever bought
 * @param what the things: products, or their categories
 */
export function gatherBaskets(lines: Lines, asOf: DayNumber, by: 'order' | 'customer', what: Extract<TextColumn, 'product' | 'category'>): Baskets {
  const ownerOf = lines.text[by];
  const itemOf = lines.text[what];
  const { day, count } = lines;
  const owners = by === 'order' ? lines.orders : lines.dictionary.customer.names.length;
  const items = lines.dictionary[what].names.length;
  const isBoughtThing = (line: number): boolean => (itemOf[line] ?? -1) >= 0 && (day[line] ?? NO_DAY) <= asOf && isBought(lines, line);
  if (areTogether(lines, by)) {
    return gatherOneByOne(ownerOf, itemOf, owners, items, isBoughtThing);
  }
  const filled = new Int32Array(owners + 1);
  // The owner of a line that counts, else -1.
  const counted = new Int32Array(count);
  for (let line = 0; line < count; line += 1) {
    const owner = ownerOf[line] ?? -1;
    const counts = owner >= 0 && isBoughtThing(line);
    counted[line] = counts ? owner : -1;
    if (counts) {
      filled[owner + 1] = (filled[owner + 1] ?? 0) + 1;
    }
  }
  for (let owner = 0; owner < owners; owner += 1) {
    filled[owner + 1] = (filled[owner + 1] ?? 0) + (filled[owner] ?? 0);
  }
  const sorted = new Int32Array(filled[owners] ?? 0);
  const free = filled.slice();
  for (let line = 0; line < count; line += 1) {
    const owner = counted[line] ?? -1;
    if (owner >= 0) {
      const place = free[owner] ?? 0;
      sorted[place] = itemOf[line] ?? 0;
      free[owner] = place + 1;
    }
  }
  return keepEachOnce(filled, sorted, items);
}

/** Baskets from lines of which those of one owner stand beside each other: one pass. */
function gatherOneByOne(ownerOf: Int32Array, itemOf: Int32Array, owners: number, items: number, counts: (line: number) => boolean): Baskets {
  const start = new Int32Array(owners + 1);
  const owner = new Int32Array(owners);
  const item = new Int32Array(itemOf.length);
  const seenIn = new Int32Array(items).fill(-1);
  let [baskets, kept, last] = [0, 0, -1];
  for (let line = 0; line < itemOf.length; line += 1) {
    const one = ownerOf[line] ?? -1;
    if (one >= 0 && counts(line)) {
      if (one !== last) {
        last = one;
        start[baskets] = kept;
        owner[baskets] = one;
        baskets += 1;
      }
      const thing = itemOf[line] ?? 0;
      if (seenIn[thing] !== one) {
        seenIn[thing] = one;
        item[kept] = thing;
        kept += 1;
      }
    }
  }
  start[baskets] = kept;
  return { count: baskets, start: start.subarray(0, baskets + 1), item: item.subarray(0, kept), owner: owner.subarray(0, baskets), items };
}

/** Baskets from things sorted by owner, where a thing may stand several times. The things are moved together in their place. */
function keepEachOnce(from: Int32Array, sorted: Int32Array, items: number): Baskets {
  const owners = from.length - 1;
  const start = new Int32Array(owners + 1);
  const owner = new Int32Array(owners);
  const seenIn = new Int32Array(items).fill(-1);
  let [count, kept] = [0, 0];
  for (let one = 0; one < owners; one += 1) {
    const end = from[one + 1] ?? 0;
    const first = from[one] ?? 0;
    if (end > first) {
      owner[count] = one;
      for (let at = first; at < end; at += 1) {
        const item = sorted[at] ?? 0;
        if (seenIn[item] !== one) {
          seenIn[item] = one;
          sorted[kept] = item;
          kept += 1;
        }
      }
      count += 1;
      start[count] = kept;
    }
  }
  return { count, start: start.subarray(0, count + 1), item: sorted.subarray(0, kept), owner: owner.subarray(0, count), items };
}
