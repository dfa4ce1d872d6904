import type { Book } from '../core/book.ts';
import { NO_DAY, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { NetByCustomer } from '../core/net-by-customer.ts';
import type { Summing } from '../core/sums.ts';

/** What was spent on customers: minutes of contacts that say how long they took, money written down, and hours and visits at their rates. */
export type Effort = {
  customers: number;
  revenueMinor: number;
  minutes: number;
  moneyMinor: number;
  minutesKnown: number;
  interactions: number;
};

const nothing = (): Effort => ({ customers: 0, revenueMinor: 0, minutes: 0, moneyMinor: 0, minutesKnown: 0, interactions: 0 });

/**
 * Revenue, time and money for winning (customers before their first order, and the orders of those who were won in the
 * window) and for keeping (everybody else), from `from` to `to`.
 * @param ever what customers ever bought, with the day of their first purchase
 * @param inside what they bought in the window
 */
export function sumEffort(
  book: Book,
  ever: NetByCustomer,
  inside: NetByCustomer,
  summing: Summing,
  from: DayNumber,
  to: DayNumber,
  readDay: (instant: string) => DayNumber | undefined,
): { readonly winning: Effort; readonly keeping: Effort } {
  const [winning, keeping] = [nothing(), nothing()];
  for (let customer = 0; customer < inside.firstOn.length; customer += 1) {
    if (inside.firstOn[customer] !== NO_DAY) {
      const side = (ever.firstOn[customer] ?? NO_DAY) >= from ? winning : keeping;
      side.customers += 1;
      side.revenueMinor += inside.netMinor[customer] ?? 0;
    }
  }
  const rateOf = createRates(book, summing);
  for (const { participants, happenedAt, durationMinutes, channel, loggedBy, purpose } of book.interactions) {
    const day = happenedAt === undefined ? undefined : readDay(happenedAt);
    const customers = participants.filter((id) => id.startsWith('c'));
    if (day === undefined || day < from || day > to || customers.length === 0 || purpose === 'team' || purpose === 'information') {
      continue;
    }
    const isWon = customers.some((id) => (ever.find(id)?.firstOn ?? Infinity) <= day);
    const side = isWon ? keeping : winning;
    side.interactions += 1;
    side.minutes += durationMinutes ?? 0;
    side.minutesKnown += durationMinutes === undefined ? 0 : 1;
    side.moneyMinor += ((durationMinutes ?? 0) / 60) * rateOf('hour', loggedBy, day) + (channel === 'meeting' ? rateOf('visit', loggedBy, day) : 0);
  }
  for (const { wonCost, capturedAt } of book.customers) {
    const day = capturedAt === undefined ? undefined : readDay(capturedAt);
    if (wonCost !== undefined && day !== undefined && day >= from && day <= to) {
      winning.moneyMinor += summing.read(wonCost.minor, wonCost.currency, day) ?? 0;
    }
  }
  for (const side of [winning, keeping]) {
    side.moneyMinor = Math.round(side.moneyMinor);
  }
  return { winning, keeping };
}

/** What an hour or a visit of a user costs on a day: the own rate, else that of everybody, else nothing. */
function createRates(book: Book, summing: Summing): (what: 'hour' | 'visit', user: string | undefined, day: DayNumber) => number {
  const rates = book.rates
    .flatMap(({ what, fromDay, costMinor, currency, user }) => {
      const from = fromDay === undefined ? undefined : toDayNumber(fromDay);
      return from === undefined || costMinor === undefined || what === 'exchange' ? [] : [{ what, from, costMinor, currency, user }];
    })
    .toSorted((a, b) => a.from - b.from);
  return (what, user, day) => {
    const there = rates.filter((rate) => rate.what === what && rate.from <= day);
    const rate = there.findLast((one) => one.user !== undefined && one.user === user) ?? there.findLast((one) => one.user === undefined);
    return rate === undefined ? 0 : (summing.read(rate.costMinor, rate.currency, day) ?? 0);
  };
}
