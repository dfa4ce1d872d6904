import { NO_DAY, type DayNumber } from './calendar.ts';
import type { CustomerIndex } from './index-lines.ts';
import { enlarge, type Lines } from './lines.ts';

/** What one customer did on one day in one currency. */
export type DayOfOrders = {
  readonly day: DayNumber;
  /** Number of the currency in the dictionary, -1 where lines name none. */
  readonly currency: number;
  /** Orders in which something was bought; an order with only returns is none. */
  readonly orders: number;
  /** Orders of these whose amount is not known. */
  readonly withoutAmount: number;
  /** Net of tax, discount and returns; what is not known is not in it. */
  readonly netMinor: number;
};

/**
 * The days of all customers as columns: those of customer `c` are the rows `start[c]` up to and without `start[c + 1]`, by
 * rising day and then by the currency's name. The columns are those of `DayOfOrders`.
 */
export type DayTable = {
  readonly start: Int32Array;
  readonly day: Int32Array;
  readonly currency: Int32Array;
  readonly orders: Int32Array;
  readonly withoutAmount: Int32Array;
  readonly netMinor: Float64Array;
};

const made = new WeakMap<Lines, DayTable>();

/** The days of all customers. All analyses of the same lines share one table. */
export function tabulateDays(lines: Lines): DayTable {
  const held = made.get(lines);
  if (held !== undefined) {
    return held;
  }
  const table = makeDays(lines);
  made.set(lines, table);
  return table;
}

/** Lines of one order, day and currency put together, in the order in which they were met. */
type Parts = {
  readonly count: number;
  readonly customer: Int32Array;
  readonly order: Int32Array;
  readonly day: Int32Array;
  /** Where the currency's name stands among the names; 0 where none is known. */
  readonly currency: Int32Array;
  readonly netMinor: Float64Array;
  /** 0 nothing was bought; 1 something was; 2 a bought line has no amount. */
  readonly bought: Uint8Array;
};

/** Lines of one order mostly stand beside each other: this pass reads and writes memory in its order, which is what makes it fast. */
function gatherParts(lines: Lines, rankOf: Int32Array): Parts {
  const { count, day: dayOf } = lines;
  const { customer: customerOf, order: orderOf, currency: currencyOf } = lines.text;
  const { quantity, amountMinor } = lines.number;
  // Each order's newest part, plus one, and each part's older one.
  const newest = new Int32Array(lines.dictionary.order.names.length);
  // Most orders are one part: memory is taken for that, and more where it is not so.
  let room = Math.min(count, newest.length) + 16;
  let customer = new Int32Array(room);
  let order = new Int32Array(room);
  let day = new Int32Array(room);
  let currency = new Int32Array(room);
  let older = new Int32Array(room);
  let netMinor = new Float64Array(room);
  let bought = new Uint8Array(room);
  let parts = 0;
  for (let line = 0; line < count; line += 1) {
    const owner = customerOf[line] ?? -1;
    const on = dayOf[line] ?? NO_DAY;
    if (owner >= 0 && on !== NO_DAY) {
      const number = orderOf[line] ?? 0;
      const paidIn = rankOf[(currencyOf[line] ?? -1) + 1] ?? 0;
      let part = (newest[number] ?? 0) - 1;
      while (part >= 0 && (day[part] !== on || currency[part] !== paidIn)) {
        part = (older[part] ?? 0) - 1;
      }
      if (part < 0) {
        if (parts === room) {
          room *= 2;
          [customer, order, day] = [enlarge(customer, room), enlarge(order, room), enlarge(day, room)];
          [currency, older] = [enlarge(currency, room), enlarge(older, room)];
          netMinor = enlarge(netMinor, room);
          bought = enlarge(bought, room);
        }
        part = parts;
        parts += 1;
        customer[part] = owner;
        order[part] = number;
        day[part] = on;
        currency[part] = paidIn;
        older[part] = newest[number] ?? 0;
        newest[number] = parts;
      }
      const amount = amountMinor[line] ?? Number.NaN;
      const isUnknown = Number.isNaN(amount);
      if (!isUnknown) {
        netMinor[part] = (netMinor[part] ?? 0) + amount;
      }
      if (!((quantity[line] ?? Number.NaN) <= 0) && !(amount < 0) && bought[part] !== 2) {
        bought[part] = isUnknown ? 2 : 1;
      }
    }
  }
  return { count: parts, customer, order, day, currency, netMinor, bought };
}

/**
 * An order counts once, on the day on which it opened: the first on which something was bought, and there in the currency
 * that comes first by name. A return under the same number opens none. It is without an amount where it has a bought line
 * of that day without one.
 */
function makeDays(lines: Lines): DayTable {
  const { names } = lines.dictionary.currency;
  const byName = [-1, ...names.keys()].toSorted((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  const rankOf = new Int32Array(byName.length);
  byName.forEach((currency, rank) => (rankOf[currency + 1] = rank));
  const parts = gatherParts(lines, rankOf);
  const customers = lines.dictionary.customer.names.length;
  const { starts, sorted } = sortParts(parts, customers);
  const start = new Int32Array(customers + 1);
  const day = new Int32Array(parts.count);
  const currency = new Int32Array(parts.count);
  const orders = new Int32Array(parts.count);
  const withoutAmount = new Int32Array(parts.count);
  const netMinor = new Float64Array(parts.count);
  // The row in which an order opened, plus one; -1 once it is known to have no amount.
  const openedIn = new Int32Array(lines.dictionary.order.names.length);
  let rows = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    start[customer] = rows;
    for (let at = starts[customer] ?? 0; at < (starts[customer + 1] ?? 0); at += 1) {
      const part = sorted[at] ?? 0;
      const on = parts.day[part] ?? 0;
      const paidIn = byName[parts.currency[part] ?? 0] ?? -1;
      if (rows === start[customer] || day[rows - 1] !== on || currency[rows - 1] !== paidIn) {
        day[rows] = on;
        currency[rows] = paidIn;
        rows += 1;
      }
      const row = rows - 1;
      netMinor[row] = (netMinor[row] ?? 0) + (parts.netMinor[part] ?? 0);
      const bought = parts.bought[part] ?? 0;
      if (bought > 0) {
        const order = parts.order[part] ?? 0;
        if (openedIn[order] === 0) {
          openedIn[order] = rows;
          orders[row] = (orders[row] ?? 0) + 1;
        }
        const opened = (openedIn[order] ?? 0) - 1;
        if (bought === 2 && opened >= 0 && day[opened] === on) {
          withoutAmount[opened] = (withoutAmount[opened] ?? 0) + 1;
          openedIn[order] = -1;
        }
      }
    }
  }
  start[customers] = rows;
  return {
    start,
    day: day.slice(0, rows),
    currency: currency.slice(0, rows),
    orders: orders.slice(0, rows),
    withoutAmount: withoutAmount.slice(0, rows),
    netMinor: netMinor.slice(0, rows),
  };
}

/** The parts of each customer, by day and then by currency: `sorted[starts[c]]` up to and without `sorted[starts[c + 1]]`. */
function sortParts(parts: Parts, customers: number): { readonly starts: Int32Array; readonly sorted: Int32Array } {
  const { count, customer, day, currency } = parts;
  const starts = new Int32Array(customers + 1);
  for (let part = 0; part < count; part += 1) {
    const next = (customer[part] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let at = 0; at < customers; at += 1) {
    starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  }
  const free = starts.slice();
  const sorted = new Int32Array(count);
  const isAfter = (a: number, b: number): boolean =>
    (day[a] ?? 0) > (day[b] ?? 0) || ((day[a] ?? 0) === (day[b] ?? 0) && (currency[a] ?? 0) > (currency[b] ?? 0));
  for (let part = 0; part < count; part += 1) {
    const owner = customer[part] ?? 0;
    const first = starts[owner] ?? 0;
    let place = free[owner] ?? 0;
    free[owner] = place + 1;
    // Orders mostly come in the order of their days; what does not moves back a few places. A long way is sorted below.
    for (let steps = 0; steps < FEW && place > first && isAfter(sorted[place - 1] ?? 0, part); steps += 1) {
      sorted[place] = sorted[place - 1] ?? 0;
      place -= 1;
    }
    sorted[place] = part;
  }
  for (let owner = 0; owner < customers; owner += 1) {
    const own = sorted.subarray(starts[owner] ?? 0, starts[owner + 1] ?? 0);
    if (own.length > FEW && own.some((part, at) => at > 0 && isAfter(own[at - 1] ?? 0, part))) {
      own.sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || (currency[a] ?? 0) - (currency[b] ?? 0) || a - b);
    }
  }
  return { starts, sorted };
}

const FEW = 24;

/**
 * The days of one customer up to and with `asOf`, by rising day and then by the currency's name.
 * An order counts once, on the day on which it opened.
 */
export function listDays(index: CustomerIndex, customer: number, asOf: DayNumber): readonly DayOfOrders[] {
  const table = tabulateDays(index.lines);
  const days: DayOfOrders[] = [];
  const end = table.start[customer + 1] ?? 0;
  for (let row = table.start[customer] ?? end; row < end && (table.day[row] ?? asOf + 1) <= asOf; row += 1) {
    days.push({
      day: table.day[row] ?? 0,
      currency: table.currency[row] ?? -1,
      orders: table.orders[row] ?? 0,
      withoutAmount: table.withoutAmount[row] ?? 0,
      netMinor: table.netMinor[row] ?? 0,
    });
  }
  return days;
}

/** The days on which something was bought, each once, rising: a rhythm counts days, not orders. */
export function listPurchaseDays(days: readonly DayOfOrders[]): readonly DayNumber[] {
  const found: DayNumber[] = [];
  for (const { day, orders } of days) {
    if (orders > 0 && found.at(-1) !== day) {
      found.push(day);
    }
  }
  return found;
}
