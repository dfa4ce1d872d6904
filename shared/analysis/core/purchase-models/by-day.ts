import { NO_DAY, type DayNumber } from '../calendar.ts';
import type { DayTable } from '../purchases.ts';
import { DAYS_PER_UNIT, type PurchaseModel, type TimeUnit } from './model.ts';
import { expectedOfNew } from './outlook.ts';

/** First purchases and repeats on each day from the first, of customers who first bought up to and with `until`. */
export type PurchasesByDay = { readonly firstDay: DayNumber; readonly firsts: Int32Array; readonly repeats: Int32Array };

/** Counts days of purchase by date, up to and with `asOf`; undefined when nobody bought until `until`. */
export function countByDay({ start, day, orders }: DayTable, until: DayNumber, asOf: DayNumber): PurchasesByDay | undefined {
  let firstDay = Infinity;
  for (let row = 0; row < day.length; row += 1) {
    firstDay = (orders[row] ?? 0) > 0 ? Math.min(firstDay, day[row] ?? NO_DAY) : firstDay;
  }
  if (!(firstDay <= until)) {
    return undefined;
  }
  const firsts = new Int32Array(asOf - firstDay + 1);
  const repeats = new Int32Array(asOf - firstDay + 1);
  for (let one = 0; one + 1 < start.length; one += 1) {
    let last = NO_DAY;
    for (let row = start[one] ?? 0; row < (start[one + 1] ?? 0); row += 1) {
      const on = day[row] ?? NO_DAY;
      if ((orders[row] ?? 0) === 0 || on === last) {
        continue;
      }
      if (on > asOf || (last === NO_DAY && on > until)) {
        break;
      }
      const column = last === NO_DAY ? firsts : repeats;
      column[on - firstDay] = (column[on - firstDay] ?? 0) + 1;
      last = on;
    }
  }
  return { firstDay, firsts, repeats };
}

/** Cumulative repeats on the first `t` units of time. */
export type Cumulative = { readonly t: number; readonly actual: number; readonly predicted: number };

/**
 * Repeats since the first day, unit by unit, and what the model says of them: the sum of E[X(t)] over the customers, each from the
 * day of the first purchase. Whole units only.
 */
export function trackRepeats(model: PurchaseModel, { firsts, repeats }: PurchasesByDay, unit: TimeUnit): readonly Cumulative[] {
  const days = DAYS_PER_UNIT[unit];
  const expectedAfter = new Float64Array(firsts.length + 1).fill(Number.NaN);
  const tracked: Cumulative[] = [];
  let actual = 0;
  for (let t = 1; t * days <= firsts.length; t += 1) {
    let predicted = 0;
    for (let on = (t - 1) * days; on < t * days; on += 1) {
      actual += repeats[on] ?? 0;
    }
    for (let on = 0; on < t * days; on += 1) {
      const newcomers = firsts[on] ?? 0;
      if (newcomers > 0) {
        const gone = t * days - on;
        let expected = expectedAfter[gone] ?? 0;
        if (Number.isNaN(expected)) {
          expected = expectedOfNew(model, gone / days);
          expectedAfter[gone] = expected;
        }
        predicted += newcomers * expected;
      }
    }
    tracked.push({ t, actual, predicted });
  }
  return tracked;
}
