import type { Currency } from '../../model/field.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { NO_DAY, type DayNumber } from '../core/calendar.ts';
import { indexByCustomer, listCustomers } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { minorPerMajor, NO_CURRENCY } from '../core/money.ts';
import { tabulateDays, type DayTable } from '../core/purchases.ts';
import { fitSpend, type Amounts, type SpendModel } from './gamma-gamma.ts';

/** Below so many customers with amounts of repeats the spread of amounts is not seen. */
export const MIN_SPENDERS = 50;

/** What customers spent on the days on which they came again, in one currency, that of most orders. */
export type Spending = {
  readonly currency: Currency | null;
  /** Numbers of the customers, by name, and the amounts of each in major units. */
  readonly customers: readonly number[];
  readonly amounts: readonly Amounts[];
  /** Customers who bought in another currency too; they are in neither list. */
  readonly otherCurrencies: number;
};

/** Reads the amounts of all customers who bought up to and with `until`. */
export function readSpending(lines: Lines, until: DayNumber, asOf: DayNumber): Spending {
  const { currency } = listBuyingDays(lines, asOf);
  const main = numberOf(lines, currency);
  const table = tabulateDays(lines);
  const customers: number[] = [];
  const amounts: Amounts[] = [];
  let otherCurrencies = 0;
  for (const customer of listCustomers(indexByCustomer(lines))) {
    const found = readAmounts(table, customer, main, minorPerMajor(currency ?? NO_CURRENCY), until);
    if (found === 'other-currency') {
      otherCurrencies += 1;
    } else if (found !== undefined) {
      customers.push(customer);
      amounts.push(found);
    }
  }
  return { currency, customers, amounts, otherCurrencies };
}

/** The number of a currency in the dictionary: -1 for that of lines that name none, and -2 for one that no line has. */
export function numberOf(lines: Lines, currency: Currency | null): number {
  const code = currency ?? NO_CURRENCY;
  return lines.dictionary.currency.places.get(code) ?? (code === NO_CURRENCY ? -1 : -2);
}

/**
 * The amounts of one customer's repeats up to and with `until`; undefined without any purchase. All of a day is one amount; what
 * is taken back on a day without a purchase comes off the purchase before. Days with an amount that is not known are left out.
 */
export function readAmounts(
  table: DayTable,
  customer: number,
  currency: number,
  perMajor: number,
  until: DayNumber,
): Amounts | 'other-currency' | undefined {
  const { start, day, orders, netMinor, withoutAmount } = table;
  let last = NO_DAY;
  // Of the purchase that rows belong to: its number, from 0, what it brought, and whether that is known.
  let purchase = -1;
  let bought = 0;
  let isKnown = true;
  let count = 0;
  let sum = 0;
  const close = (): void => {
    if (purchase > 0 && isKnown) {
      count += 1;
      sum += bought;
    }
  };
  const end = start[customer + 1] ?? 0;
  for (let row = start[customer] ?? 0; row < end; row += 1) {
    const on = day[row] ?? NO_DAY;
    if (on > until) {
      break;
    }
    const isPurchase = (orders[row] ?? 0) > 0;
    if (isPurchase && table.currency[row] !== currency) {
      return 'other-currency';
    }
    if (isPurchase && on !== last) {
      close();
      [purchase, bought, isKnown, last] = [purchase + 1, 0, true, on];
    }
    isKnown = isKnown && (withoutAmount[row] ?? 0) === 0;
    bought += table.currency[row] === currency ? (netMinor[row] ?? 0) : 0;
  }
  close();
  return purchase < 0 ? undefined : { count, mean: count === 0 ? 0 : Math.max(0, sum / count / perMajor) };
}

/** A customer who came again, with amounts above nought: the model of amounts knows no others. */
export function isSpender({ count, mean }: Amounts): boolean {
  return count > 0 && mean > 0;
}

/** The model of amounts; undefined where too few customers have any, or they do not differ. */
export function fitSpending({ amounts }: Spending): SpendModel | undefined {
  const spenders = amounts.filter(isSpender);
  return spenders.length < MIN_SPENDERS ? undefined : fitSpend(spenders);
}
