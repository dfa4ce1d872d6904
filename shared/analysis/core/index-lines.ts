import { NO_DAY } from './calendar.ts';
import type { Lines } from './lines.ts';
import { sortNames } from './sort-names.ts';

/**
 * Lines by customer: those of customer `c` are `line[start[c]]` up to and without `line[start[c + 1]]`, by rising day.
 * Lines without a customer or a day are left out.
 */
export type CustomerIndex = {
  readonly lines: Lines;
  readonly customers: number;
  readonly start: Int32Array;
  readonly line: Int32Array;
};

/** True where something was bought; a return has a negative quantity or amount. */
export function isBought(lines: Lines, line: number): boolean {
  const quantity = lines.number.quantity[line] ?? Number.NaN;
  const amountMinor = lines.number.amountMinor[line] ?? Number.NaN;
  return !(quantity <= 0) && !(amountMinor < 0);
}

/** What was derived from lines once; lines never change, so it holds as long as they are there. */
const made = new WeakMap<Lines, CustomerIndex>();

/** Sorts lines by customer and day. All analyses of the same lines share one index. */
export function indexByCustomer(lines: Lines): CustomerIndex {
  const held = made.get(lines);
  if (held !== undefined) {
    return held;
  }
  const index = makeIndex(lines);
  made.set(lines, index);
  return index;
}

function makeIndex(lines: Lines): CustomerIndex {
  const { day, count } = lines;
  const { customer } = lines.text;
  const customers = lines.dictionary.customer.names.length;
  const start = new Int32Array(customers + 1);
  for (let line = 0; line < count; line += 1) {
    const owner = customer[line] ?? -1;
    if (owner >= 0 && day[line] !== NO_DAY) {
      start[owner + 1] = (start[owner + 1] ?? 0) + 1;
    }
  }
  for (let at = 0; at < customers; at += 1) {
    start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  }
  const free = start.slice();
  const sorted = new Int32Array(start[customers] ?? 0);
  // Lines mostly come in the order of their days, so most customers need no sorting of their own: it is seen on the way.
  const newest = new Int32Array(customers).fill(NO_DAY);
  const isMixed = new Uint8Array(customers);
  for (let line = 0; line < count; line += 1) {
    const owner = customer[line] ?? -1;
    const on = day[line] ?? NO_DAY;
    if (owner >= 0 && on !== NO_DAY) {
      const place = free[owner] ?? 0;
      sorted[place] = line;
      free[owner] = place + 1;
      if (on < (newest[owner] ?? NO_DAY)) {
        isMixed[owner] = 1;
      }
      newest[owner] = on;
    }
  }
  const days = new Int32Array(FEW);
  for (let owner = 0; owner < customers; owner += 1) {
    if (isMixed[owner] === 1) {
      sortByDay(day, sorted, start[owner] ?? 0, start[owner + 1] ?? 0, days);
    }
  }
  return { lines, customers, start, line: sorted };
}

/** Up to so many lines are sorted by moving them one by one, which is faster than anything else for a handful. */
const FEW = 32;

/** Sorts the lines of one customer by day; those of one day keep their order. @param days room for the days of a few lines */
function sortByDay(day: Int32Array, sorted: Int32Array, from: number, end: number, days: Int32Array): void {
  if (end - from > FEW) {
    sorted.subarray(from, end).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b);
    return;
  }
  for (let at = 0; at < end - from; at += 1) {
    const line = sorted[from + at] ?? 0;
    const on = day[line] ?? 0;
    let place = at;
    while (place > 0 && (days[place - 1] ?? 0) > on) {
      days[place] = days[place - 1] ?? 0;
      sorted[from + place] = sorted[from + place - 1] ?? 0;
      place -= 1;
    }
    days[place] = on;
    sorted[from + place] = line;
  }
}

const ranked = new WeakMap<Lines, Int32Array>();

/** The numbers of all customers, in the order of their ids: sums made in this order do not depend on the order of lines. */
export function listCustomers(index: CustomerIndex): Int32Array {
  const held = ranked.get(index.lines);
  if (held !== undefined) {
    return held;
  }
  const listed = sortNames(index.lines.dictionary.customer.names.slice(0, index.customers));
  ranked.set(index.lines, listed);
  return listed;
}
