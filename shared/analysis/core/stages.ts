import * as v from 'valibot';
import type { StageId } from '../../model/reason.ts';
import type { DayNumber } from './calendar.ts';
import type { UsualGap } from './usual-gaps.ts';

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
 * @param days purchase days up to and with `asOf`, rising, each once
 * @returns null without a purchase day: then the customer is a prospect
 */
export function stageOf(days: ArrayLike<DayNumber>, usual: UsualGap, params: StageParams, asOf: DayNumber): Stage | null {
  const orders = days.length;
  const [firstDay, lastDay] = [days[0], days[orders - 1]];
  if (firstDay === undefined || lastDay === undefined) {
    return null;
  }
  const silentDays = asOf - lastDay;
  const { lapsedDays, lostDays } = limitsOf(usual, params);
  const found = { orders, firstDay, lastDay, silentDays, usual, ratio: silentDays / usual.gapDays };
  if (silentDays > lostDays) {
    return { ...found, stage: 'lost', back: null };
  }
  if (silentDays > lapsedDays) {
    return { ...found, stage: 'lapsed', back: null };
  }
  const back = findReturn(days, lostDays);
  if (back !== null && asOf - back.onDay <= params.regainedDays) {
    return { ...found, stage: 'regained', back };
  }
  if (silentDays > params.decliningAt * usual.gapDays && orders > 1) {
    return { ...found, stage: 'declining', back: null };
  }
  const stage = orders === 1 ? 'first-buyer' : orders < params.establishedFrom ? 'developing' : 'established';
  return { ...found, stage, back: null };
}

/** The newest silence that was long enough to call the customer lost, and ended. */
function findReturn(days: ArrayLike<DayNumber>, lostDays: number): Stage['back'] {
  for (let at = days.length - 1; at > 0; at -= 1) {
    const onDay = days[at] ?? 0;
    const breakDays = onDay - (days[at - 1] ?? 0);
    if (breakDays > lostDays) {
      return { breakDays, onDay };
    }
  }
  return null;
}
