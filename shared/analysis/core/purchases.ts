import { NO_DAY, type DayNumber } from './calendar.ts';
import type { CustomerIndex } from './index-lines.ts';
import { enlarge } from './enlarge.ts';
import type { Lines } from './lines.ts';

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
  /** Where the currency's name stands among the names, 0 where none is known; times `CURRENCY`, and with the bits below it. */
  readonly kind: Int32Array;
  readonly netMinor: Float64Array;
};
/** Something was bought; a bought line has no amount; the order has other parts too; and above them the currency. */
const [BOUGHT, UNKNOWN, SPLIT, CURRENCY] = [1, 2, 4, 8] as const;

/**
 * Lines of one order mostly stand beside each other: this pass reads and writes memory in its order, and looks for a part only where
 * the line before was of another one.
 */
function gatherParts(lines: Lines, rankOf: Int32Array): Parts {
  const { count, day: dayOf } = lines;
  const { customer: customerOf, order: orderOf, currency: currencyOf } = lines.text;
  const { quantity, amountMinor } = lines.number;
  // Each order's newest part, plus one, and each part's older one.
  const newest = new Int32Array(lines.orders);
  // Most orders are one part: memory is taken for that, and more where it is not so.
  let room = Math.min(count, newest.length) + 16;
  let customer = new Int32Array(room);
  let order = new Int32Array(room);
  let day = new Int32Array(room);
  let kind = new Int32Array(room);
  let older = new Int32Array(room);
  let netMinor = new Float64Array(room);
  let parts = 0;

  const findPart = (owner: number, number: number, on: DayNumber, paidIn: number): number => {
    const last = (newest[number] ?? 0) - 1;
    for (let part = last; part >= 0; part = (older[part] ?? 0) - 1) {
      if (day[part] === on && (kind[part] ?? 0) >> 3 === paidIn) {
        return part;
      }
    }
    if (parts === room) {
      room *= 2;
      [customer, order, day] = [enlarge(customer, room), enlarge(order, room), enlarge(day, room)];
      [kind, older, netMinor] = [enlarge(kind, room), enlarge(older, room), enlarge(netMinor, room)];
    }
    const part = parts;
    parts += 1;
    customer[part] = owner;
    order[part] = number;
    day[part] = on;
    kind[part] = paidIn * CURRENCY;
    older[part] = last + 1;
    newest[number] = parts;
    for (let one = last < 0 ? -1 : part; one >= 0; one = (older[one] ?? 0) - 1) {
      kind[one] = (kind[one] ?? 0) | SPLIT;
    }
    return part;
  };

  // The part of the line before, and what is put together of it.
  let [part, ofOrder, ofDay, ofCurrency, net, bits] = [-1, -1, NO_DAY, -2, 0, 0];
  const close = (): void => {
    if (part >= 0) {
      netMinor[part] = (netMinor[part] ?? 0) + net;
      kind[part] = (kind[part] ?? 0) | bits;
    }
  };
  for (let line = 0; line < count; line += 1) {
    const owner = customerOf[line] ?? -1;
    const on = dayOf[line] ?? NO_DAY;
    if (owner < 0 || on === NO_DAY) {
      continue;
    }
    const number = orderOf[line] ?? 0;
    const currency = currencyOf[line] ?? -1;
    if (number !== ofOrder || on !== ofDay || currency !== ofCurrency) {
      close();
      part = findPart(owner, number, on, rankOf[currency + 1] ?? 0);
      ofOrder = number;
      ofDay = on;
      ofCurrency = currency;
      net = 0;
      bits = 0;
    }
    const amount = amountMinor[line] ?? Number.NaN;
    const isKnown = !Number.isNaN(amount);
    net += isKnown ? amount : 0;
    if (!((quantity[line] ?? Number.NaN) <= 0) && !(amount < 0)) {
      bits |= isKnown ? BOUGHT : BOUGHT | UNKNOWN;
    }
  }
  close();
  return { count: parts, customer, order, day, kind, netMinor };
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
  const { starts, sorted, days } = sortParts(parts, customers);
  const start = new Int32Array(customers + 1);
  const day = new Int32Array(parts.count);
  const currency = new Int32Array(parts.count);
  const orders = new Int32Array(parts.count);
  const withoutAmount = new Int32Array(parts.count);
  const netMinor = new Float64Array(parts.count);
  // The row in which an order of several parts opened, plus one; -1 once it is known to have no amount.
  const openedIn = new Map<number, number>();
  let rows = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const first = rows;
    start[customer] = rows;
    for (let at = starts[customer] ?? 0; at < (starts[customer + 1] ?? 0); at += 1) {
      const part = sorted[at] ?? 0;
      const kind = parts.kind[part] ?? 0;
      const on = days[at] ?? 0;
      const paidIn = byName[kind >> 3] ?? -1;
      if (rows === first || day[rows - 1] !== on || currency[rows - 1] !== paidIn) {
        day[rows] = on;
        currency[rows] = paidIn;
        rows += 1;
      }
      const row = rows - 1;
      netMinor[row] = (netMinor[row] ?? 0) + (parts.netMinor[part] ?? 0);
      if ((kind & BOUGHT) === 0) {
        continue;
      }
      const order = (kind & SPLIT) === 0 ? -1 : (parts.order[part] ?? 0);
      const held = order < 0 ? 0 : (openedIn.get(order) ?? 0);
      const opened = held === 0 ? row : held - 1;
      if (held === 0) {
        orders[row] = (orders[row] ?? 0) + 1;
      }
      const isWithout = (kind & UNKNOWN) !== 0 && opened >= 0 && day[opened] === on;
      if (isWithout) {
        withoutAmount[opened] = (withoutAmount[opened] ?? 0) + 1;
      }
      if (order >= 0) {
        openedIn.set(order, isWithout ? -1 : opened + 1);
      }
    }
  }
  start[customers] = rows;
  // Rows are mostly as many as parts: room for a few more costs less than copying.
  return {
    start,
    day: day.subarray(0, rows),
    currency: currency.subarray(0, rows),
    orders: orders.subarray(0, rows),
    withoutAmount: withoutAmount.subarray(0, rows),
    netMinor: netMinor.subarray(0, rows),
  };
}

/** The parts of each customer, by day and then by currency: places `starts[c]` up to and without `starts[c + 1]`, and the day of each. */
type SortedParts = { readonly starts: Int32Array; readonly sorted: Int32Array; readonly days: Int32Array };

function sortParts({ count, customer, day, kind }: Parts, customers: number): SortedParts {
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
  const days = new Int32Array(count);
  const compareCurrencies = (a: number, b: number): number => ((kind[a] ?? 0) >> 3) - ((kind[b] ?? 0) >> 3);
  for (let part = 0; part < count; part += 1) {
    const owner = customer[part] ?? 0;
    const on = day[part] ?? 0;
    const first = starts[owner] ?? 0;
    const end = free[owner] ?? 0;
    free[owner] = end + 1;
    let place = end;
    // Orders mostly come in the order of their days; what does not moves back a few places. A long way is sorted below.
    while (place > first && end - place < FEW) {
      const before = days[place - 1] ?? 0;
      const other = sorted[place - 1] ?? 0;
      if (before < on || (before === on && compareCurrencies(other, part) <= 0)) {
        break;
      }
      days[place] = before;
      sorted[place] = other;
      place -= 1;
    }
    days[place] = on;
    sorted[place] = part;
  }
  for (let owner = 0; owner < customers; owner += 1) {
    const from = starts[owner] ?? 0;
    const end = starts[owner + 1] ?? 0;
    if (end - from > FEW) {
      const own = sorted.subarray(from, end).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || compareCurrencies(a, b) || a - b);
      days.set(
        own.map((part) => day[part] ?? 0),
        from,
      );
    }
  }
  return { starts, sorted, days };
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
