import type { Currency } from '../../model/field.ts';
import { NO_DAY, type DayNumber } from './calendar.ts';
import { indexByCustomer, type CustomerIndex } from './index-lines.ts';
import type { Lines } from './lines.ts';
import { NO_CURRENCY } from './money.ts';
import { tabulateDays, type DayTable } from './purchases.ts';

/**
 * The days of all customers up to and with a day, as columns: those of customer `c` are places `start[c]` up to and without
 * `start[c + 1]`, by rising day, each day once. Money is of one currency, that of most orders; others count as orders
 * and not as money.
 */
export type BuyingDays = {
  readonly index: CustomerIndex;
  readonly asOf: DayNumber;
  readonly customers: number;
  readonly start: Int32Array;
  readonly day: Int32Array;
  /** Orders that opened on the day; 0 where only something was taken back. */
  readonly orders: Int32Array;
  /** Net of tax, discount and returns, minor units of `currency`; what is not known is not in it. */
  readonly netMinor: Float64Array;
  /** Orders of the day of which something was sold below its price. */
  readonly discounted: Int32Array;
  /** The currency of most lines; null without any day. */
  readonly currency: Currency | null;
  /** Its number in the dictionary; -1 where most orders name none. */
  readonly currencyNumber: number;
  /** Orders of other currencies, whose money is left out. */
  readonly otherOrders: number;
  /** First and last day of all; NO_DAY without any. */
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
};

const held = new WeakMap<Lines, BuyingDays>();

/** The days of all customers of `lines`, made once for all analyses of one run. */
export function listBuyingDays(lines: Lines, asOf: DayNumber): BuyingDays {
  const before = held.get(lines);
  if (before !== undefined && before.asOf === asOf) {
    return before;
  }
  const made = makeBuyingDays(indexByCustomer(lines), asOf);
  held.set(lines, made);
  return made;
}

function makeBuyingDays(index: CustomerIndex, asOf: DayNumber): BuyingDays {
  const { lines, customers } = index;
  const table = tabulateDays(lines);
  const main = findMainCurrency(lines, table, asOf);
  const start = new Int32Array(customers + 1);
  const day = new Int32Array(table.day.length);
  const orders = new Int32Array(table.day.length);
  const netMinor = new Float64Array(table.day.length);
  let [rows, otherOrders, firstDay, lastDay] = [0, 0, Infinity, NO_DAY];
  for (let customer = 0; customer < customers; customer += 1) {
    start[customer] = rows;
    const end = table.start[customer + 1] ?? 0;
    for (let at = table.start[customer] ?? end; at < end; at += 1) {
      const on = table.day[at] ?? 0;
      if (on > asOf) {
        break;
      }
      // Rows of the table are apart by currency; a day is one here.
      if (rows === start[customer] || day[rows - 1] !== on) {
        day[rows] = on;
        rows += 1;
        firstDay = on < firstDay ? on : firstDay;
        lastDay = on > lastDay ? on : lastDay;
      }
      orders[rows - 1] = (orders[rows - 1] ?? 0) + (table.orders[at] ?? 0);
      if (table.currency[at] === main) {
        netMinor[rows - 1] = (netMinor[rows - 1] ?? 0) + (table.netMinor[at] ?? 0);
      } else {
        otherOrders += table.orders[at] ?? 0;
      }
    }
  }
  start[customers] = rows;
  const days = { start, day: day.slice(0, rows), orders: orders.slice(0, rows), netMinor: netMinor.slice(0, rows) };
  return {
    index,
    asOf,
    customers,
    ...days,
    discounted: countDiscounted(index, days),
    currency: rows === 0 ? null : (lines.dictionary.currency.names[main] ?? NO_CURRENCY),
    currencyNumber: main,
    otherOrders,
    firstDay: rows === 0 ? NO_DAY : firstDay,
    lastDay,
  };
}

/** Orders of each day of which a line was sold below its price; two such lines of one order are one. */
function countDiscounted({ lines, line, start: starts, customers }: CustomerIndex, { start, day }: Pick<BuyingDays, 'start' | 'day'>): Int32Array {
  const discounted = new Int32Array(day.length);
  if (!lines.known.has('discountMinor')) {
    return discounted;
  }
  const countedOn = new Int32Array(lines.orders).fill(NO_DAY);
  for (let customer = 0; customer < customers; customer += 1) {
    let row = start[customer] ?? 0;
    const end = start[customer + 1] ?? 0;
    for (let at = starts[customer] ?? 0; at < (starts[customer + 1] ?? 0) && row < end; at += 1) {
      const one = line[at] ?? 0;
      const on = lines.day[one] ?? NO_DAY;
      while (row < end && (day[row] ?? 0) < on) {
        row += 1;
      }
      const order = lines.text.order[one] ?? -1;
      if (row < end && day[row] === on && (lines.number.discountMinor[one] ?? 0) > 0 && order >= 0 && countedOn[order] !== on) {
        countedOn[order] = on;
        discounted[row] = (discounted[row] ?? 0) + 1;
      }
    }
  }
  return discounted;
}

/** The number of the currency of most orders, -1 where most name none; of equal ones the first by name. */
function findMainCurrency(lines: Lines, table: DayTable, asOf: DayNumber): number {
  const { names } = lines.dictionary.currency;
  const counts = new Int32Array(names.length + 1);
  for (let row = 0; row < table.day.length; row += 1) {
    if ((table.day[row] ?? 0) <= asOf) {
      const place = (table.currency[row] ?? -1) + 1;
      counts[place] = (counts[place] ?? 0) + (table.orders[row] ?? 0);
    }
  }
  let main = 0;
  for (let place = 1; place < counts.length; place += 1) {
    const [most, here] = [counts[main] ?? 0, counts[place] ?? 0];
    if (here > most || (here === most && main > 0 && (names[place - 1] ?? '') < (names[main - 1] ?? ''))) {
      main = place;
    }
  }
  return main - 1;
}
