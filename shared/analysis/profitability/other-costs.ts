import type { Currency } from '../../model/field.ts';
import type { Book } from '../core/book.ts';
import { createDayReader, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';

/** What customers cost besides goods, by their number in the dictionary, in minor units. */
export type OtherCosts = { readonly byCustomer: Float64Array; readonly hasServing: boolean; readonly hasWinning: boolean };

/** What an hour with a customer costs, and a visit besides. */
type Rates = { readonly costPerHourMinor?: number | undefined; readonly costPerVisitMinor?: number | undefined };

const MINUTES_AN_HOUR = 60;

/**
 * Serving: hours and visits of interactions at the rates given, and the cost of service cases. Winning: what winning the
 * customer cost. Only what is in the same currency is taken: amounts of two currencies are never added.
 */
export function findOtherCosts(lines: Lines, book: Book, currency: Currency, rates: Rates, asOf: DayNumber): OtherCosts {
  const { names, places } = lines.dictionary.customer;
  const byCustomer = new Float64Array(names.length);
  const readDay = createDayReader(book.zone);
  const isBy = (at: string | undefined): boolean => at === undefined || (readDay(at) ?? asOf) <= asOf;
  let [hasServing, hasWinning] = [false, false];
  const add = (customer: string | undefined, minor: number): boolean => {
    const place = customer === undefined ? undefined : places.get(customer);
    if (place === undefined || !(minor > 0)) {
      return false;
    }
    byCustomer[place] = (byCustomer[place] ?? 0) + minor;
    return true;
  };
  for (const { participants = [], channel, durationMinutes = 0, happenedAt } of book.interactions) {
    const served = [...participants].filter((one) => places.has(one));
    const hours = (durationMinutes / MINUTES_AN_HOUR) * (rates.costPerHourMinor ?? 0);
    const visit = channel === 'meeting' ? (rates.costPerVisitMinor ?? 0) : 0;
    // Time with several customers at once is shared by them.
    for (const customer of isBy(happenedAt) ? served : []) {
      hasServing = add(customer, (hours + visit) / served.length) || hasServing;
    }
  }
  for (const { customer, cost, openedAt } of book.cases) {
    hasServing = (cost?.currency === currency && isBy(openedAt) && add(customer, cost.minor)) || hasServing;
  }
  for (const { id, wonCost } of book.customers) {
    hasWinning = (wonCost?.currency === currency && add(id, wonCost.minor)) || hasWinning;
  }
  return { byCustomer, hasServing, hasWinning };
}
