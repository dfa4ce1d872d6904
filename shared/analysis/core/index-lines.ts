import { NO_DAY } from './calendar.ts';
import type { Lines } from './lines.ts';

/**
 * Lines by customer: those of customer `c` are `line[start[c]]` up to and without `line[start[c + 1]]`, by rising day.
 * Lines without a customer or a day are left out.
 */
export type CustomerIndex = {
  readonly lines: Lines;
  readonly customers: number;
  readonly start: Int32Array;
  readonly line: Int32Array;
  /**
   * 1 at the line that opens its order, 2 where that order has a bought line of that day without an amount, else 0. An order
   * opens with the first line by day on which something was bought: a return under the same number opens none.
   */
  readonly opens: Uint8Array;
};

/** True where something was bought; a return has a negative quantity or amount. */
export function isBought(lines: Lines, line: number): boolean {
  const quantity = lines.number.quantity[line] ?? Number.NaN;
  const amountMinor = lines.number.amountMinor[line] ?? Number.NaN;
  return !(quantity <= 0) && !(amountMinor < 0);
}

function findOpeningLines(lines: Lines, sorted: Int32Array): Uint8Array {
  const opens = new Uint8Array(lines.count);
  const openedBy = new Int32Array(lines.dictionary.order.names.length).fill(-1);
  for (const line of sorted) {
    if (isBought(lines, line)) {
      const order = lines.text.order[line] ?? 0;
      if ((openedBy[order] ?? 0) < 0) {
        openedBy[order] = line;
        opens[line] = 1;
      }
      const opener = openedBy[order] ?? 0;
      if (Number.isNaN(lines.number.amountMinor[line] ?? Number.NaN) && lines.day[line] === lines.day[opener]) {
        opens[opener] = 2;
      }
    }
  }
  return opens;
}

/** Sorts lines by customer and day: two counting sorts, so that a million lines take tens of milliseconds. */
export function indexByCustomer(lines: Lines): CustomerIndex {
  const customer = lines.text.customer;
  const customers = lines.dictionary.customer.names.length;
  const byDay = sortByDay(lines);
  const start = new Int32Array(customers + 1);
  for (const line of byDay) {
    const next = (customer[line] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let at = 0; at < customers; at += 1) {
    start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  }
  const free = start.slice();
  const sorted = new Int32Array(byDay.length);
  for (const line of byDay) {
    const owner = customer[line] ?? 0;
    const place = free[owner] ?? 0;
    sorted[place] = line;
    free[owner] = place + 1;
  }
  return { lines, customers, start, line: sorted, opens: findOpeningLines(lines, sorted) };
}

function sortByDay(lines: Lines): Int32Array {
  const { day } = lines;
  const customer = lines.text.customer;
  let first = Infinity;
  let last = -Infinity;
  let placed = 0;
  for (let line = 0; line < lines.count; line += 1) {
    const on = day[line] ?? NO_DAY;
    if (on !== NO_DAY && (customer[line] ?? -1) >= 0) {
      first = Math.min(first, on);
      last = Math.max(last, on);
      placed += 1;
    }
  }
  const sorted = new Int32Array(placed);
  if (placed === 0) {
    return sorted;
  }
  if (last - first > 4_000_000) {
    // Days thousands of years apart are typing errors; counting them would need a table of that length.
    return sorted.length === 0 ? sorted : sortFarApart(lines, sorted);
  }
  const free = new Int32Array(last - first + 2);
  for (let line = 0; line < lines.count; line += 1) {
    const on = day[line] ?? NO_DAY;
    if (on !== NO_DAY && (customer[line] ?? -1) >= 0) {
      free[on - first + 1] = (free[on - first + 1] ?? 0) + 1;
    }
  }
  for (let at = 0; at + 1 < free.length; at += 1) {
    free[at + 1] = (free[at + 1] ?? 0) + (free[at] ?? 0);
  }
  for (let line = 0; line < lines.count; line += 1) {
    const on = day[line] ?? NO_DAY;
    if (on !== NO_DAY && (customer[line] ?? -1) >= 0) {
      const place = free[on - first] ?? 0;
      sorted[place] = line;
      free[on - first] = place + 1;
    }
  }
  return sorted;
}

function sortFarApart(lines: Lines, sorted: Int32Array): Int32Array {
  let at = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (lines.day[line] !== NO_DAY && (lines.text.customer[line] ?? -1) >= 0) {
      sorted[at] = line;
      at += 1;
    }
  }
  return sorted.sort((a, b) => (lines.day[a] ?? 0) - (lines.day[b] ?? 0));
}

/** The numbers of all customers, in the order of their ids: sums made in this order do not depend on the order of lines. */
export function listCustomers(index: CustomerIndex): readonly number[] {
  const { names } = index.lines.dictionary.customer;
  return names
    .map((name, customer) => ({ name, customer }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ customer }) => customer);
}
