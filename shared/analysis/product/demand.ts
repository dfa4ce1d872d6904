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

/** The calendar of past months, read once for all products. */
type Calendar = {
  /** Months, and those of them that are over. */
  readonly months: number;
  readonly whole: number;
  /** The calendar month of each, 0 to 11. */
  readonly monthOf: Int32Array;
};

/** The interval of the expected demand holds four in five. */
const [LOW, HIGH] = [0.1, 0.9];

/**
 * Expects the demand of the days after `asOf`: the mean of the last six whole months without their season, times the season
 * of the days to come (ratio of each calendar month to the mean of its year, drawn half-way to 1 where it rests on two years). The
 * spread is that of the past months around the same forecast, made then; the demand over the days is taken as a gamma variable of that
 * mean and spread, since it is not below nought.
 * @returns what expects it, given the pieces in each month of `months`, net of returns, and the number of days to come: undefined for fewer
 * than six whole months, and where nothing was sold in the last twelve
 */
export function createDemand(months: Periods, asOf: DayNumber, service: number): (byMonth: Float64Array, days: number) => Demand | undefined {
  const calendar: Calendar = {
    months: months.names.length,
    whole: months.names.filter((_, at) => months.isComplete(at)).length,
    monthOf: Int32Array.from(months.names, (name) => Number(name.slice(5)) - 1),
  };
  const aheadOf = new Map<number, Float64Array>();
  return (byMonth, days) => {
    const ahead = aheadOf.get(days) ?? listAhead(asOf, days);
    aheadOf.set(days, ahead);
    return expectDemand(byMonth, calendar, ahead, days, service);
  };
}

function expectDemand(byMonth: Float64Array, calendar: Calendar, ahead: Float64Array, days: number, service: number): Demand | undefined {
  const { months, whole } = calendar;
  const counts = byMonth.slice(0, whole);
  let lastYear = 0;
  for (let at = 0; at < whole; at += 1) {
    counts[at] = Math.max(0, counts[at] ?? 0);
    lastYear += at >= whole - 12 ? (counts[at] ?? 0) : 0;
  }
  lastYear += whole < months ? Math.max(0, byMonth[whole] ?? 0) : 0;
  if (whole < MIN_MONTHS || lastYear <= 0) {
    return undefined;
  }
  const season = whole >= SEASON_MONTHS ? findSeason(counts, calendar) : undefined;
  const seasonAhead = season === undefined ? 1 : ahead.reduce((sum, share, month) => sum + share * (season[month] ?? 1), 0);
  const flat = withoutSeason(counts, calendar, season);
  const mean = levelOf(flat, whole) * seasonAhead * (days / DAYS_A_MONTH);
  const { error, variance, n } = lookBack(counts, flat, calendar, season);
  // Months are taken as independent: the variance of some days is their part of a month's.
  const spread = Math.max(variance * (days / DAYS_A_MONTH), mean);
  const at = (share: number): number => (mean <= 0 ? 0 : (gammaQuantile(share, (mean * mean) / spread) * spread) / mean);
  const high = at(HIGH);
  return {
    expected: { value: roundTo6(mean), low: roundTo6(Math.min(mean, at(LOW))), high: roundTo6(Math.max(mean, high)), n: whole },
    upTo: Math.max(mean, service === HIGH ? high : at(service)),
    season: season === undefined ? null : roundTo6(seasonAhead),
    error: n === 0 ? null : error,
  };
}

/** What part of the days to come lies in each calendar month. */
function listAhead(asOf: DayNumber, days: number): Float64Array {
  const found = new Float64Array(12);
  for (let at = 1; at <= days; at += 1) {
    const month = new Date((asOf + at) * 86_400_000).getUTCMonth();
    found[month] = (found[month] ?? 0) + 1 / days;
  }
  return found;
}

/** Twelve factors around 1, of whole years before the end. */
function findSeason(counts: Float64Array, { monthOf }: Calendar): Float64Array {
  const years = Math.floor(counts.length / 12);
  const from = counts.length - years * 12;
  const season = new Float64Array(12);
  for (let first = from; first < counts.length; first += 12) {
    let sold = 0;
    for (let at = first; at < first + 12; at += 1) {
      sold += counts[at] ?? 0;
    }
    const mean = sold / 12;
    for (let at = first; at < first + 12; at += 1) {
      const month = monthOf[at] ?? 0;
      season[month] = (season[month] ?? 0) + (mean === 0 ? 1 : (counts[at] ?? 0) / mean) / years;
    }
  }
  // Few years say little of a month: the weight is that of as many years against two.
  const weight = years / (years + 2);
  return season.map((sum) => 1 + weight * (sum - 1));
}

/** The pieces of each month as they would be without its season. */
function withoutSeason(counts: Float64Array, { monthOf }: Calendar, season: Float64Array | undefined): Float64Array {
  const flat = counts.slice();
  for (let at = 0; season !== undefined && at < flat.length; at += 1) {
    flat[at] = (flat[at] ?? 0) / Math.max(0.1, season[monthOf[at] ?? 0] ?? 1);
  }
  return flat;
}

function levelOf(flat: Float64Array, end: number): number {
  const from = Math.max(0, end - LEVEL_MONTHS);
  let sum = 0;
  for (let at = from; at < end; at += 1) {
    sum += flat[at] ?? 0;
  }
  return end === from ? 0 : sum / (end - from);
}

/** How far the same forecast was off each month after the sixth. */
function lookBack(counts: Float64Array, flat: Float64Array, { monthOf }: Calendar, season: Float64Array | undefined) {
  let [absolute, squares, sold, n, all] = [0, 0, 0, 0, 0];
  for (let at = Math.max(LEVEL_MONTHS, counts.length - 24); at < counts.length; at += 1) {
    const expected = levelOf(flat, at) * (season?.[monthOf[at] ?? 0] ?? 1);
    const off = (counts[at] ?? 0) - expected;
    absolute += Math.abs(off);
    squares += off * off;
    sold += counts[at] ?? 0;
    n += 1;
  }
  for (let at = 0; at < counts.length; at += 1) {
    all += counts[at] ?? 0;
  }
  const mean = all / counts.length;
  let around = 0;
  for (let at = 0; at < counts.length; at += 1) {
    around += ((counts[at] ?? 0) - mean) ** 2;
  }
  around /= Math.max(1, counts.length - 1);
  return { error: sold === 0 ? null : roundTo6(absolute / sold), variance: n >= 6 ? squares / n : Math.max(around, n === 0 ? 0 : squares / n), n };
}
