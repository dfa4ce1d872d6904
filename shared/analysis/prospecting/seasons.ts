import * as v from 'valibot';
import { NO_DAY, type DayNumber } from '../core/calendar.ts';
import { listPeriods, PeriodUnit } from '../core/periods.ts';
import { fitOpportunities, opportunityAlive, opportunityExpected, type Taken } from '../core/purchase-models/opportunities.ts';
import type { DayTable } from '../core/purchases.ts';
import { roundTo6 } from '../core/stats.ts';

/** Where a customer buys once a season at most: how many will take the next one. */
export const Seasons = v.object({
  every: PeriodUnit,
  customers: v.number(),
  /** Seasons that were over by the last day that counts, after that of the first purchase of all. */
  chances: v.number(),
  model: v.object({ alpha: v.number(), beta: v.number(), gamma: v.number(), delta: v.number(), logLikelihood: v.number(), customers: v.number() }),
  /** Customers who are still there for the next season, and who take it, on average. */
  alive: v.number(),
  next: v.number(),
});
export type Seasons = v.InferOutput<typeof Seasons>;

/** Fewer seasons say nothing of who stays. */
const MIN_CHANCES = 3;

/**
 * Each customer's seasons after that of the first purchase: how many there were, in how many something was bought, and the last of
 * these; customers of equal counts as one. A season that is not over is none yet, and customers of the last one are left out.
 */
export function countSeasons({ start, day, orders }: DayTable, every: PeriodUnit, until: DayNumber): readonly Taken[] {
  const bought = (row: number): boolean => (orders[row] ?? 0) > 0 && (day[row] ?? NO_DAY) <= until;
  const firstDay = day.reduce((first, on, row) => (bought(row) ? Math.min(first, on) : first), Infinity);
  if (firstDay === Infinity) {
    return [];
  }
  const periods = listPeriods(firstDay, until, every);
  const count = periods.starts.length - 1;
  const over = periods.isComplete(count - 1) ? count : count - 1;
  const groups = new Map<string, { taken: number; last: number; chances: number; customers: number }>();
  for (let customer = 0; customer + 1 < start.length; customer += 1) {
    let began = -1;
    let taken = 0;
    let last = 0;
    for (let row = start[customer] ?? 0; row < (start[customer + 1] ?? 0); row += 1) {
      const period = bought(row) ? periods.placeOf(day[row] ?? 0) : over;
      if (period < over && began < 0) {
        began = period;
      } else if (period < over && period - began > last) {
        [taken, last] = [taken + 1, period - began];
      }
    }
    const chances = over - 1 - began;
    if (began >= 0 && chances > 0) {
      const key = `${chances}/${taken}/${last}`;
      const held = groups.get(key) ?? { taken, last, chances, customers: 0 };
      groups.set(key, held);
      held.customers += 1;
    }
  }
  return [...groups.values()].toSorted((a, b) => a.chances - b.chances || a.taken - b.taken || a.last - b.last);
}

/** What BG/BB says of the season to come; null with fewer than three seasons, or nobody who came back. */
export function foretellSeason(table: DayTable, every: PeriodUnit, until: DayNumber): Seasons | null {
  const groups = countSeasons(table, every, until);
  const chances = groups.reduce((most, group) => Math.max(most, group.chances), 0);
  if (chances < MIN_CHANCES || groups.every(({ taken }) => taken === 0)) {
    return null;
  }
  const model = fitOpportunities(groups);
  const sum = (of: (group: Taken) => number): number => roundTo6(groups.reduce((total, group) => total + group.customers * of(group), 0));
  return {
    every,
    customers: model.customers,
    chances,
    model,
    alive: sum((group) => opportunityAlive(model, group)),
    next: sum((group) => opportunityExpected(model, group, 1)),
  };
}
