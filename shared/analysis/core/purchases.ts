import { NO_DAY, type DayNumber } from './calendar.ts';
import type { CustomerIndex } from './index-lines.ts';

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

type Growing = { -readonly [K in keyof DayOfOrders]: DayOfOrders[K] };

/**
 * The days of one customer up to and with `asOf`, by rising day and then by the currency's name.
 * An order counts once, on the day on which it opened.
 */
export function listDays(index: CustomerIndex, customer: number, asOf: DayNumber): readonly DayOfOrders[] {
  const { lines, start, opens } = index;
  const { names } = lines.dictionary.currency;
  const end = start[customer + 1] ?? 0;
  const days: Growing[] = [];
  let isMixed = false;
  for (let at = start[customer] ?? 0; at < end; at += 1) {
    const line = index.line[at] ?? 0;
    const day = lines.day[line] ?? NO_DAY;
    if (day > asOf) {
      break;
    }
    const currency = lines.text.currency[line] ?? -1;
    let held = days.at(-1);
    if (held !== undefined && held.day === day && held.currency !== currency) {
      isMixed = true;
      held = days.findLast((one) => one.day === day && one.currency === currency);
    }
    if (held === undefined || held.day !== day) {
      held = { day, currency, orders: 0, withoutAmount: 0, netMinor: 0 };
      days.push(held);
    }
    const opening = opens[line] ?? 0;
    held.orders += opening > 0 ? 1 : 0;
    held.withoutAmount += opening === 2 ? 1 : 0;
    const amountMinor = lines.number.amountMinor[line] ?? Number.NaN;
    held.netMinor += Number.isNaN(amountMinor) ? 0 : amountMinor;
  }
  return isMixed ? days.toSorted((a, b) => a.day - b.day || ((names[a.currency] ?? '') < (names[b.currency] ?? '') ? -1 : 1)) : days;
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
