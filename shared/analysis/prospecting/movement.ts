import { purchaseDaysOf, type BuyingDays } from '../core/buying-days.ts';
import type { Periods } from '../core/periods.ts';
import { limitsOf, type StageParams } from '../core/stages.ts';
import type { UsualGap } from '../core/usual-gaps.ts';

/** What happened in one period; counts of customers, and of orders. */
export type Movement = {
  /** First purchase ever. */
  readonly new: number;
  /** Bought again after having lapsed or been lost. */
  readonly regained: number;
  /** Silent for longer than the limit since this period. */
  readonly lapsed: number;
  /** Of the lapsed, those that are lost since this period. */
  readonly lost: number;
  /** Not lapsed at the end: those of the period before, plus new and regained, less lapsed. */
  readonly active: number;
  /** Bought in the period, and how many orders they made. */
  readonly buyers: number;
  readonly orders: number;
};

type Growing = { -readonly [K in keyof Movement]: Movement[K] };

/**
 * Who came, went and came back in each period. The limits are those of the stages, in usual gaps of each customer as they
 * are known on the last day; so the active ones at the end are those whom the stages call neither lapsed nor lost.
 */
export function countMovement(buying: BuyingDays, usual: readonly UsualGap[], periods: Periods, params: StageParams): readonly Movement[] {
  const { names, placeOf } = periods;
  const found = names.map((): Growing => ({ new: 0, regained: 0, lapsed: 0, lost: 0, active: 0, buyers: 0, orders: 0 }));
  const add = (day: number, what: keyof Movement, count = 1): void => {
    const period = day > buying.asOf ? undefined : found[placeOf(day)];
    if (period !== undefined) {
      period[what] += count;
    }
  };
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const gap = usual[customer];
    const days = purchaseDaysOf(buying, customer);
    const first = days[0];
    if (gap === undefined || first === undefined) {
      continue;
    }
    const { lapsedDays, lostDays } = limitsOf(gap, params);
    add(first, 'new');
    let period = -1;
    for (let at = 0; at < days.length; at += 1) {
      const day = days[at] ?? 0;
      const next = days[at + 1] ?? Infinity;
      if (placeOf(day) !== period) {
        period = placeOf(day);
        add(day, 'buyers');
      }
      if (next - day > lapsedDays) {
        // Silence is longer than the limit from the day after it.
        add(day + lapsedDays + 1, 'lapsed');
        add(next, 'regained');
      }
      if (next - day > lostDays) {
        add(day + lostDays + 1, 'lost');
      }
    }
  }
  for (let at = 0; at < buying.day.length; at += 1) {
    add(buying.day[at] ?? 0, 'orders', buying.orders[at] ?? 0);
  }
  let active = 0;
  for (const period of found) {
    active += period.new + period.regained - period.lapsed;
    period.active = active;
  }
  return found;
}
