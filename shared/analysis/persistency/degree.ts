import * as v from 'valibot';
import type { DayNumber } from '../core/calendar.ts';
import { ShareOf, type Estimate } from '../core/evidence.ts';
import { roundTo6 } from '../core/stats.ts';

/** How much each part of the degree counts; parts that are not known count nothing. */
export const DegreeWeights = v.object({
  repeat: v.optional(v.pipe(v.number(), v.minValue(0)), 50),
  staying: v.optional(v.pipe(v.number(), v.minValue(0)), 30),
  attitude: v.optional(v.pipe(v.number(), v.minValue(0)), 20),
});
export type DegreeWeights = v.InferOutput<typeof DegreeWeights>;

/** The parts of a degree, each a share with its counts; null where it is not known. */
export const DegreeParts = v.object({
  /** Periods of one usual gap of all customers in which the customer bought, of those since the first purchase. */
  repeat: v.nullable(ShareOf),
  /** Gaps of the customer that were longer than the silence now, of all. */
  staying: v.nullable(ShareOf),
  /** The newest asked answer, 0 to 1. */
  attitude: v.nullable(ShareOf),
});
export type DegreeParts = v.InferOutput<typeof DegreeParts>;

type Hits = { readonly hits: number; readonly n: number };

/** Periods that are looked at: a year, or six periods where these are longer. */
const WINDOW_DAYS = 365;
const MIN_PERIODS = 3;
const MAX_PERIOD_DAYS = 183;
const MIN_PERIOD_DAYS = 7;

/** The length of a period of the repeat part, from the usual gap of all customers. */
export function periodOf(upperGapDays: number): number {
  return Math.round(Math.min(MAX_PERIOD_DAYS, Math.max(MIN_PERIOD_DAYS, upperGapDays)));
}

/**
 * In how many of the periods before `asOf` a customer bought. A period counts when the customer had bought before it began;
 * so the first purchase is not its own repetition.
 * @param days purchase days, rising, each once; those of the customer are the places `from` up to and without `to`
 * @returns null for fewer than three such periods
 * @example
 * repeatOf([0, 30, 60, 90], 30, 91)?.hits // 3
 */
export function repeatOf(days: ArrayLike<DayNumber>, periodDays: number, asOf: DayNumber, from = 0, to = days.length): Hits | null {
  const firstDay = days[from] ?? asOf;
  const most = Math.max(6, Math.floor(WINDOW_DAYS / periodDays));
  const n = Math.min(most, Math.floor((asOf - firstDay) / periodDays));
  if (n < MIN_PERIODS) {
    return null;
  }
  let hits = 0;
  let last = -1;
  for (let at = to - 1; at >= from; at -= 1) {
    // Period 0 ends with asOf.
    const period = Math.floor((asOf - (days[at] ?? 0)) / periodDays);
    if (period >= n) {
      break;
    }
    if (period !== last) {
      hits += 1;
      last = period;
    }
  }
  return { hits, n };
}

/** How many own gaps were longer than the silence now; null without a gap. */
export function stayingOf(days: ArrayLike<DayNumber>, asOf: DayNumber, from = 0, to = days.length): Hits | null {
  const n = to - from - 1;
  const silentDays = asOf - (days[to - 1] ?? asOf);
  let hits = 0;
  for (let at = from; at < to - 1; at += 1) {
    hits += (days[at + 1] ?? 0) - (days[at] ?? 0) > silentDays ? 1 : 0;
  }
  return n < 1 ? null : { hits, n };
}

/**
 * The degree of loyalty, 0 to 100: the weighted mean of the parts that are known. Its interval is that mean of their
 * intervals, which is wide: the parts are not independent, and it holds for the worst case of that.
 * @returns null where the repeat part is not known
 */
export function degreeOf(parts: DegreeParts, weights: DegreeWeights): Estimate | null {
  let [weight, value, low, high, n] = [0, 0, 0, 0, 0];
  for (const name of ['repeat', 'staying', 'attitude'] as const) {
    const part = parts[name];
    if (part !== null) {
      weight += weights[name];
      value += weights[name] * part.value;
      low += weights[name] * part.low;
      high += weights[name] * part.high;
      n += part.n;
    }
  }
  return parts.repeat === null || weight === 0
    ? null
    : { value: roundTo6((100 * value) / weight), low: roundTo6((100 * low) / weight), high: roundTo6((100 * high) / weight), n };
}
