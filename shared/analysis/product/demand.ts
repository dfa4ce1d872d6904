import type { DayNumber } from '../core/calendar.ts';
import type { Estimate } from '../core/evidence.ts';
import { gammaQuantile } from '../core/numerics/incomplete.ts';
import type { Periods } from '../core/periods.ts';
import { roundTo6 } from '../core/stats.ts';

/** A demand needs so many months that are over, and a season two years of them. */
export const MIN_MONTHS = 6;
const SEASON_MONTHS = 24;
/** The level is the mean of so many of the last months. */
const LEVEL_MONTHS = 6;
const DAYS_A_MONTH = 365.25 / 12;

/** What is expected of a product over some days. */
export type Demand = {
  /** Pieces, with the interval of four in five. */
  readonly expected: Estimate;
  /** So many have to be there for the demand to be met as often as asked. */
  readonly upTo: number;
  readonly season: number | null;
  readonly error: number | null;
};

/**
 * Expects the demand of the days after `asOf`: the mean of the last six whole months without their season, times the season
 * of the days to come (ratio of each calendar month to the mean of its year, drawn half-way to 1 where it rests on two years). The
 * spread is that of the past months around the same forecast, made then; the demand over the days is taken as a gamma variable of that
 * mean and spread, since it is not below nought.
 * @param byMonth pieces in each month of `months`, net of returns
 * @returns undefined for fewer than six whole months, and where nothing was sold in the last twelve
 */
export function expectDemand(byMonth: ArrayLike<number>, months: Periods, asOf: DayNumber, days: number, service: number): Demand | undefined {
  const whole = months.names.filter((_, at) => months.isComplete(at)).length;
  const counts = Array.from({ length: whole }, (_, at) => Math.max(0, byMonth[at] ?? 0));
  const lastYear = counts.slice(-12).reduce((sum, count) => sum + count, 0) + Math.max(0, whole < months.names.length ? (byMonth[whole] ?? 0) : 0);
  if (whole < MIN_MONTHS || lastYear <= 0) {
    return undefined;
  }
  const calendarMonth = (at: number): number => Number((months.names[at] ?? '').slice(5)) - 1;
  const season = whole >= SEASON_MONTHS ? findSeason(counts, calendarMonth) : undefined;
  const ahead = listAhead(asOf, days);
  const seasonAhead = season === undefined ? 1 : ahead.reduce((sum, { month, share }) => sum + share * (season[month] ?? 1), 0);
  const mean = levelOf(counts, whole, season, calendarMonth) * seasonAhead * (days / DAYS_A_MONTH);
  const { error, variance, n } = lookBack(counts, season, calendarMonth);
  // Months are taken as independent: the variance of some days is their part of a month's.
  const spread = Math.max(variance * (days / DAYS_A_MONTH), mean);
  const at = (share: number): number => (mean <= 0 ? 0 : (gammaQuantile(share, (mean * mean) / spread) * spread) / mean);
  return {
    expected: { value: roundTo6(mean), low: roundTo6(Math.min(mean, at(0.1))), high: roundTo6(Math.max(mean, at(0.9))), n: whole },
    upTo: Math.max(mean, at(service)),
    season: season === undefined ? null : roundTo6(seasonAhead),
    error: n === 0 ? null : error,
  };
}

/** What part of the days to come lies in which calendar month. */
function listAhead(asOf: DayNumber, days: number): readonly { readonly month: number; readonly share: number }[] {
  const found = new Map<number, number>();
  for (let at = 1; at <= days; at += 1) {
    const month = new Date((asOf + at) * 86_400_000).getUTCMonth();
    found.set(month, (found.get(month) ?? 0) + 1 / days);
  }
  return [...found].map(([month, share]) => ({ month, share }));
}

/** Twelve factors around 1, of whole years before the end. */
function findSeason(counts: readonly number[], calendarMonth: (at: number) => number): readonly number[] {
  const years = Math.floor(counts.length / 12);
  const from = counts.length - years * 12;
  const sums = Array.from({ length: 12 }, () => 0);
  for (let year = 0; year < years; year += 1) {
    const own = counts.slice(from + year * 12, from + (year + 1) * 12);
    const mean = own.reduce((sum, count) => sum + count, 0) / 12;
    own.forEach((count, at) => {
      const month = calendarMonth(from + year * 12 + at);
      sums[month] = (sums[month] ?? 0) + (mean === 0 ? 1 : count / mean) / years;
    });
  }
  // Few years say little of a month: the weight is that of as many years against two.
  const weight = years / (years + 2);
  return sums.map((sum) => 1 + weight * (sum - 1));
}

function levelOf(counts: readonly number[], end: number, season: readonly number[] | undefined, calendarMonth: (at: number) => number): number {
  const from = Math.max(0, end - LEVEL_MONTHS);
  let sum = 0;
  for (let at = from; at < end; at += 1) {
    sum += (counts[at] ?? 0) / Math.max(0.1, season?.[calendarMonth(at)] ?? 1);
  }
  return end === from ? 0 : sum / (end - from);
}

/** How far the same forecast was off each month after the sixth. */
function lookBack(counts: readonly number[], season: readonly number[] | undefined, calendarMonth: (at: number) => number) {
  let [absolute, squares, sold, n] = [0, 0, 0, 0];
  for (let at = Math.max(LEVEL_MONTHS, counts.length - 24); at < counts.length; at += 1) {
    const expected = levelOf(counts, at, season, calendarMonth) * (season?.[calendarMonth(at)] ?? 1);
    const off = (counts[at] ?? 0) - expected;
    absolute += Math.abs(off);
    squares += off * off;
    sold += counts[at] ?? 0;
    n += 1;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const around = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(1, counts.length - 1);
  return { error: sold === 0 ? null : roundTo6(absolute / sold), variance: n >= 6 ? squares / n : Math.max(around, n === 0 ? 0 : squares / n), n };
}
