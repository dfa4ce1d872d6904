import type { DayNumber } from '../core/calendar.ts';
import { betaQuantile } from '../core/numerics/incomplete.ts';
import { roundTo6 } from '../core/stats.ts';

/** Purchase days in two windows of equal length, and how much more often in the second; 1: as often. */
export type Change = {
  readonly ratio: number;
  readonly low: number;
  /** Null: without bound, since the first window has too few to set one. */
  readonly high: number | null;
  readonly before: number;
  readonly now: number;
};

const held = new Map<string, Change>();
const MOST_HELD = 20_000;

/**
 * The ratio of two Poisson rates over windows of equal length with its exact 95 % interval: given the sum, the second count
 * is binomial (Clopper and Pearson 1934; Przyborowski and Wilenski 1940).
 * @returns null where nothing was bought in the first window: then there is no rate to compare with
 * @example
 * rateRatio(4, 4)?.ratio // 1
 */
export function rateRatio(before: number, now: number): Change | null {
  if (before <= 0) {
    return null;
  }
  const key = `${before}/${now}`;
  const known = held.get(key);
  if (known !== undefined) {
    return known;
  }
  const all = before + now;
  const low = now === 0 ? 0 : betaQuantile(0.025, now, all - now + 1);
  const high = betaQuantile(0.975, now + 1, all - now);
  const made = { ratio: roundTo6(now / before), low: roundTo6(low / (1 - low)), high: high >= 1 ? null : roundTo6(high / (1 - high)), before, now };
  // The same few counts come again for a hundred thousand customers, and a quantile is slow.
  if (held.size < MOST_HELD) {
    held.set(key, made);
  }
  return made;
}

/** Purchase days after `from`, up to and with `to`. */
export function countBetween(days: ArrayLike<DayNumber>, from: DayNumber, to: DayNumber): number {
  let count = 0;
  for (let at = days.length - 1; at >= 0 && (days[at] ?? 0) > from; at -= 1) {
    count += (days[at] ?? 0) <= to ? 1 : 0;
  }
  return count;
}
