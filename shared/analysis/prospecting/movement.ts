import type { BuyingDays } from '../core/buying-days.ts';
import type { Periods } from '../core/periods.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
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

/**
 * Who came, went and came back in each period. The limits are those of the stages, in usual gaps of each customer as they
 * are known on the last day; so the active ones at the end are those whom the stages call neither lapsed nor lost.
 */
export function countMovement(buying: BuyingDays, usual: readonly UsualGap[], periods: Periods, params: StageParams): readonly Movement[] {
  const { names, placeOf } = periods;
  const counted = () => new Int32Array(names.length);
  const [come, regained, lapsed, lost, buyers, orders] = [counted(), counted(), counted(), counted(), counted(), counted()];
  const add = (counts: Int32Array, day: number, count = 1): void => {
    const period = day > buying.asOf ? -1 : placeOf(day);
    if (period >= 0) {
      counts[period] = (counts[period] ?? 0) + count;
    }
  };
  const { start, day } = tabulatePurchaseDays(buying);
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? 0;
    const gap = usual[customer];
    if (gap === undefined || from === to) {
      continue;
    }
    const { lapsedDays, lostDays } = limitsOf(gap, params);
    add(come, day[from] ?? 0);
    let period = -1;
    for (let at = from; at < to; at += 1) {
      const on = day[at] ?? 0;
      const next = at + 1 < to ? (day[at + 1] ?? 0) : Infinity;
      const place = placeOf(on);
      if (place !== period) {
        period = place;
        add(buyers, on);
      }
      if (next - on > lapsedDays) {
        // Silence is longer than the limit from the day after it.
        add(lapsed, on + lapsedDays + 1);
        add(regained, next);
      }
      if (next - on > lostDays) {
        add(lost, on + lostDays + 1);
      }
    }
  }
  for (let at = 0; at < buying.day.length; at += 1) {
    add(orders, buying.day[at] ?? 0, buying.orders[at] ?? 0);
  }
  let active = 0;
  return names.map((_, at) => {
    const moved = { new: come[at] ?? 0, regained: regained[at] ?? 0, lapsed: lapsed[at] ?? 0, lost: lost[at] ?? 0 };
    active += moved.new + moved.regained - moved.lapsed;
    return { ...moved, active, buyers: buyers[at] ?? 0, orders: orders[at] ?? 0 };
  });
}
