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

/** The same few counts come again for a hundred thousand customers, and a quantile is slow. */
const FEW = 128;
const held = Array.from({ length: FEW * FEW }, (): Change | undefined => undefined);

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
  const place = before < FEW && now < FEW ? before * FEW + now : -1;
  const known = held[place];
  if (known !== undefined) {
    return known;
  }
  const all = before + now;
  const low = now === 0 ? 0 : betaQuantile(0.025, now, all - now + 1);
  const high = betaQuantile(0.975, now + 1, all - now);
  const made = { ratio: roundTo6(now / before), low: roundTo6(low / (1 - low)), high: high >= 1 ? null : roundTo6(high / (1 - high)), before, now };
  if (place >= 0) {
    held[place] = made;
  }
  return made;
}

/** Purchase days after one day, up to and with another, of the places `from` up to and without `to`. */
export function countBetween(days: ArrayLike<DayNumber>, after: DayNumber, upTo: DayNumber, from = 0, to = days.length): number {
  let count = 0;
  for (let at = to - 1; at >= from && (days[at] ?? 0) > after; at -= 1) {
    count += (days[at] ?? 0) <= upTo ? 1 : 0;
  }
  return count;
}
