import * as v from 'valibot';
import type { StageId } from '../../model/reason.ts';
import type { BuyingDays } from './buying-days.ts';
import type { DayNumber } from './calendar.ts';
import { tabulatePurchaseDays } from './purchase-days.ts';
import { usualGapsOf, type UsualGap } from './usual-gaps.ts';

const Ratio = v.pipe(v.number(), v.minValue(0));

/** When silence says something, in usual gaps of the customer; and how many days with an order make an established customer. */
export const StageParams = v.object({
  decliningAt: v.optional(Ratio, 1.5),
  lapsedAt: v.optional(Ratio, 3),
  lostAt: v.optional(Ratio, 6),
  /** Nobody is lost before so many days, however often they used to buy. */
  lostMinDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
  establishedFrom: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2)), 4),
  /** So long after the return somebody is called regained. */
  regainedDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 365),
});
export type StageParams = v.InferOutput<typeof StageParams>;

const LIMITS = ['decliningAt', 'lapsedAt', 'lostAt', 'lostMinDays', 'establishedFrom', 'regainedDays'] as const;

/** Silence after which a customer has lapsed and is lost, in days. */
export function limitsOf({ gapDays }: UsualGap, params: StageParams): { readonly lapsedDays: number; readonly lostDays: number } {
  const lapsedDays = Math.ceil(params.lapsedAt * gapDays);
  return { lapsedDays, lostDays: Math.max(lapsedDays + 1, params.lostMinDays, Math.ceil(params.lostAt * gapDays)) };
}

/** A stage, and the numbers that placed the customer there. */
export type Stage = {
  readonly stage: StageId;
  /** Days with an order. */
  readonly orders: number;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  readonly silentDays: number;
  readonly usual: UsualGap;
  /** Silence in usual gaps. */
  readonly ratio: number;
  /** The silence that ended with the return, and when that was; null for nobody regained. */
  readonly back: { readonly breakDays: number; readonly onDay: DayNumber } | null;
};

/**
 * The stage of one customer: by days with an order, by the silence now in usual gaps of the customer, and by silences that
 * ended. No single standard exists (Buckinx and Van den Poel 2005 use such ratios); every limit is a setting.
 * @param days purchase days up to and with `asOf`, rising, each once; those of the customer are the places `from` up to and
 * without `to`
 * @returns null without a purchase day: then the customer is a prospect
 */
export function stageOf(days: ArrayLike<DayNumber>, usual: UsualGap, params: StageParams, asOf: DayNumber, from = 0, to = days.length): Stage | null {
  const orders = to - from;
  const [firstDay, lastDay] = [days[from], days[to - 1]];
  if (orders <= 0 || firstDay === undefined || lastDay === undefined) {
    return null;
  }
  const silentDays = asOf - lastDay;
  const { lapsedDays, lostDays } = limitsOf(usual, params);
  const back = silentDays > lapsedDays ? null : findReturn(days, lostDays, asOf - params.regainedDays, from, to);
  const stage =
    silentDays > lostDays
      ? 'lost'
      : silentDays > lapsedDays
        ? 'lapsed'
        : back !== null
          ? 'regained'
          : orders > 1 && silentDays > params.decliningAt * usual.gapDays
            ? 'declining'
            : orders === 1
              ? 'first-buyer'
              : orders < params.establishedFrom
                ? 'developing'
                : 'established';
  return { stage, orders, firstDay, lastDay, silentDays, usual, ratio: silentDays / usual.gapDays, back };
}

/** The newest silence that was long enough to call the customer lost, and ended on a day or later. */
function findReturn(days: ArrayLike<DayNumber>, lostDays: number, since: DayNumber, from: number, to: number): Stage['back'] {
  for (let at = to - 1; at > from && (days[at] ?? 0) >= since; at -= 1) {
    const onDay = days[at] ?? 0;
    const breakDays = onDay - (days[at - 1] ?? 0);
    if (breakDays > lostDays) {
      return { breakDays, onDay };
    }
  }
  return null;
}

const held = new WeakMap<BuyingDays, { readonly params: StageParams; readonly stages: readonly (Stage | null)[] }>();

/** The stage of every customer, by number; null for who never bought. Made once for all analyses of a run that have the same limits. */
export function stagesOf(buying: BuyingDays, params: StageParams): readonly (Stage | null)[] {
  const before = held.get(buying);
  if (before !== undefined && LIMITS.every((limit) => before.params[limit] === params[limit])) {
    return before.stages;
  }
  const usual = usualGapsOf(buying);
  const { start, day } = tabulatePurchaseDays(buying);
  const stages = usual.map((gap, customer) => stageOf(day, gap, params, buying.asOf, start[customer] ?? 0, start[customer + 1] ?? 0));
  held.set(buying, { params, stages });
  return stages;
}
