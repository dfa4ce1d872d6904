import type { DayNumber } from '../core/calendar.ts';
import { roundTo6, selectMedian } from '../core/stats.ts';
import { fitRhythm, MIN_GAPS, NOTHING_LEARNT, type RhythmLearnt } from './rhythm.ts';
import { learnWaiting, type Residuals } from './waiting.ts';

/**
 * Purchase days of many series (each of one customer, or of one customer and product) as columns: those of series `s` are
 * `day[start[s]]` up to and without `day[start[s + 1]]`, each day once, rising. `logGap` is the logarithm of the days since
 * the purchase before, 0 at the first of a series.
 */
export type SeriesTable = { readonly count: number; readonly start: Int32Array; readonly day: Int32Array; readonly logGap: Float64Array };

/** The numbers of some series of a table, in an order that does not depend on the order of lines. */
export type Picked = Int32Array;

/**
 * Series as a table.
 * @example
 * toSeriesTable([[0, 20, 41], [5]]).start.join() // '0,3,4'
 */
export function toSeriesTable(series: readonly (readonly DayNumber[])[]): SeriesTable {
  const start = new Int32Array(series.length + 1);
  series.forEach((days, at) => (start[at + 1] = (start[at] ?? 0) + days.length));
  const day = Int32Array.from(series.flat());
  return { count: series.length, start, day, logGap: toLogGaps(start, day) };
}

/** The column of logarithms of a table of days. */
export function toLogGaps(start: Int32Array, day: Int32Array): Float64Array {
  const logGap = new Float64Array(day.length);
  // Gaps are whole days and few different ones, so most logarithms are taken once.
  const known = new Float64Array(1024);
  for (let series = 0; series + 1 < start.length; series += 1) {
    for (let at = (start[series] ?? 0) + 1; at < (start[series + 1] ?? 0); at += 1) {
      const gap = (day[at] ?? 0) - (day[at - 1] ?? 0);
      if (gap >= known.length) {
        logGap[at] = Math.log(gap);
      } else if (gap > 1) {
        known[gap] ||= Math.log(gap);
        logGap[at] = known[gap] ?? 0;
      }
    }
  }
  return logGap;
}

const gapsOf = ({ start }: SeriesTable, series: number): number => (start[series + 1] ?? 0) - (start[series] ?? 0) - 1;

/** Below so many customers with a rhythm of their own there is no pool to draw to. */
const MIN_SERIES = 10;
/** Enough predictions to choose weights by, and to see how far off they are; more change nothing but the time it takes. */
const MAX_TRIALS = 4000;
const MAX_RESIDUALS = 20_000;
const AGE_WEIGHTS = [1, 0.9, 0.8] as const;
const CENTRE_WEIGHTS = [0.1, 0.3, 1, 3] as const;

/**
 * Learns the pool of all series, or of those picked, whose order must not depend on the order of lines (by id). The two
 * weights are those of a small grid that would have predicted best, one step ahead, by mean absolute error of the logarithm.
 */
export function learnRhythm(
  table: SeriesTable,
  asOf: DayNumber,
  picked: Picked = Int32Array.from({ length: table.count }, (_, at) => at),
): RhythmLearnt {
  const { start, day, logGap } = table;
  const withGaps = picked.filter((series) => gapsOf(table, series) > 0);
  const all = collect(table, withGaps, (at) => (day[at] ?? 0) - (day[at - 1] ?? 0));
  const counted: RhythmLearnt = {
    ...NOTHING_LEARNT,
    customers: withGaps.length,
    gaps: all.length,
    medianGapDays: all.length > 0 ? selectMedian(all) : null,
  };
  const personal = withGaps.filter((series) => gapsOf(table, series) >= MIN_GAPS);
  if (personal.length < MIN_SERIES) {
    return counted;
  }
  const centre = selectMedian(collect(table, withGaps, (at) => logGap[at] ?? 0));
  const medians = new Float64Array(table.count);
  for (const series of personal) {
    const from = (start[series] ?? 0) + 1;
    medians[series] = selectMedian(logGap.slice(from, start[series + 1] ?? from));
  }
  const apart = selectMedian(collect(table, personal, (at, series) => Math.abs((logGap[at] ?? 0) - (medians[series] ?? 0))));
  const pool: RhythmLearnt = {
    ...counted,
    basis: 'pool',
    centre: roundTo6(centre),
    // 1.4826 makes the median absolute deviation of a normal distribution its standard deviation. Never below a tenth:
    // a pool that is regular to the day would take any other gap for an outlier.
    spread: roundTo6(Math.max(0.1, 1.4826 * apart)),
  };
  const weighted = chooseWeights(pool, table, thin(table, personal, MAX_TRIALS));
  const waiting = learnWaiting(listResiduals(table, thin(table, personal, MAX_RESIDUALS), weighted, asOf));
  return waiting === undefined ? counted : { ...weighted, waiting };
}

/** One number for each gap of some series; `at` is the place of the day that ends it. */
function collect(table: SeriesTable, picked: Picked, read: (at: number, series: number) => number): Float64Array {
  const found = new Float64Array(picked.reduce((sum, series) => sum + gapsOf(table, series), 0));
  let count = 0;
  for (const series of picked) {
    const end = table.start[series + 1] ?? 0;
    for (let at = (table.start[series] ?? 0) + 1; at < end; at += 1) {
      found[count] = read(at, series);
      count += 1;
    }
  }
  return found;
}

/** Every k-th series, so that they hold about `maxGaps` gaps. */
function thin(table: SeriesTable, picked: Picked, maxGaps: number): Picked {
  const step = Math.ceil(picked.reduce((sum, series) => sum + gapsOf(table, series), 0) / maxGaps);
  return step <= 1 ? picked : picked.filter((_, at) => at % step === 0);
}

function chooseWeights(pool: RhythmLearnt, table: SeriesTable, picked: Picked): RhythmLearnt {
  let best = pool;
  let least = Infinity;
  for (const ageWeight of AGE_WEIGHTS) {
    for (const centreWeight of CENTRE_WEIGHTS) {
      const tried: RhythmLearnt = { ...pool, ageWeight, centreWeight };
      let error = 0;
      for (const series of picked) {
        const first = (table.start[series] ?? 0) + 1;
        for (let next = MIN_GAPS; next < gapsOf(table, series); next += 1) {
          error += Math.abs((table.logGap[first + next] ?? 0) - fitRhythm(table.logGap, tried, next, first).centre);
        }
      }
      if (error < least) {
        least = error;
        best = tried;
      }
    }
  }
  return best;
}

/** How far each gap after the third was from what could be said before it, and how far today is for those who still wait. */
function listResiduals(table: SeriesTable, picked: Picked, learnt: RhythmLearnt, asOf: DayNumber): Residuals {
  const came: number[] = [];
  const open: number[] = [];
  for (const series of picked) {
    const first = (table.start[series] ?? 0) + 1;
    const gaps = gapsOf(table, series);
    const silentDays = asOf - (table.day[first + gaps - 1] ?? asOf);
    for (let next = MIN_GAPS; next <= gaps; next += 1) {
      const { centre, spread } = fitRhythm(table.logGap, learnt, next, first);
      if (next < gaps) {
        came.push(((table.logGap[first + next] ?? 0) - centre) / spread);
      } else if (silentDays > 0) {
        open.push((Math.log(silentDays) - centre) / spread);
      }
    }
  }
  return { came: Float64Array.from(came), open: Float64Array.from(open) };
}
