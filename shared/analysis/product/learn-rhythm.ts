import type { DayNumber } from '../core/calendar.ts';
import { enlarge } from '../core/enlarge.ts';
import { roundTo6, selectMedian } from '../core/stats.ts';
import { valueAt } from '../core/usual-gaps.ts';
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

/** All numbers below a count, such as those of all series of a table. */
export function numbersTo(count: number): Picked {
  const numbers = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    numbers[at] = at;
  }
  return numbers;
}

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
export function learnRhythm(table: SeriesTable, asOf: DayNumber, picked: Picked = numbersTo(table.count)): RhythmLearnt {
  const { customers, gaps, middle, personal, personalGaps } = survey(table, picked);
  const [low, high] = middle;
  const counted: RhythmLearnt = { ...NOTHING_LEARNT, customers, gaps, medianGapDays: gaps > 0 ? (low + high) / 2 : null };
  if (personal.length < MIN_SERIES) {
    return counted;
  }
  const pool: RhythmLearnt = {
    ...counted,
    basis: 'pool',
    // The logarithm keeps the order of gaps, so the same two are in the middle.
    centre: roundTo6((Math.log(low) + Math.log(high)) / 2),
    // 1.4826 makes the median absolute deviation of a normal distribution its standard deviation. Never below a tenth:
    // a pool that is regular to the day would take any other gap for an outlier.
    spread: roundTo6(Math.max(0.1, 1.4826 * findApart(table, personal, personalGaps))),
  };
  const weighted = chooseWeights(pool, table, thin(personal, personalGaps / MAX_TRIALS));
  const waiting = learnWaiting(listResiduals(table, thin(personal, personalGaps / MAX_RESIDUALS), weighted, asOf));
  return waiting === undefined ? counted : { ...weighted, waiting };
}

type Survey = {
  /** Series with a gap, their gaps, and the two in the middle of these (one twice where their count is odd), in days. */
  readonly customers: number;
  readonly gaps: number;
  readonly middle: readonly [low: number, high: number];
  /** Series with enough gaps for a rhythm of their own, and their gaps. */
  readonly personal: Picked;
  readonly personalGaps: number;
};

/** Gaps are whole days: counted by their length they need no sorting. */
function survey(table: SeriesTable, picked: Picked): Survey {
  const { start, day } = table;
  const personal = new Int32Array(picked.length);
  let counts = new Int32Array(1024);
  let [customers, gaps, personalCount, personalGaps] = [0, 0, 0, 0];
  for (let place = 0; place < picked.length; place += 1) {
    const series = picked[place] ?? 0;
    const own = gapsOf(table, series);
    for (let at = (start[series] ?? 0) + 1; at < (start[series + 1] ?? 0); at += 1) {
      const gap = (day[at] ?? 0) - (day[at - 1] ?? 0);
      counts = gap < counts.length ? counts : enlarge(counts, 2 * gap);
      counts[gap] = (counts[gap] ?? 0) + 1;
    }
    customers += own > 0 ? 1 : 0;
    gaps += Math.max(0, own);
    if (own >= MIN_GAPS) {
      personal[personalCount] = series;
      personalCount += 1;
      personalGaps += own;
    }
  }
  const middle = [valueAt(counts, (gaps - 1) >> 1), valueAt(counts, gaps >> 1)] as const;
  return { customers, gaps, middle, personal: personal.subarray(0, personalCount), personalGaps };
}

/** How far the gaps of one series are from their middle: the median of all, in logarithms of days. */
function findApart(table: SeriesTable, picked: Picked, gaps: number): number {
  const { start, logGap } = table;
  const apart = new Float64Array(gaps);
  let own = new Float64Array(64);
  let count = 0;
  for (let place = 0; place < picked.length; place += 1) {
    const series = picked[place] ?? 0;
    const [first, used] = [(start[series] ?? 0) + 1, gapsOf(table, series)];
    own = used > own.length ? new Float64Array(2 * used) : own;
    for (let at = 0; at < used; at += 1) {
      own[at] = logGap[first + at] ?? 0;
    }
    const median = selectMedian(own, used);
    for (let at = 0; at < used; at += 1) {
      apart[count] = Math.abs((logGap[first + at] ?? 0) - median);
      count += 1;
    }
  }
  return selectMedian(apart);
}

/** Every k-th series, the first whole k that is not below `step`. */
function thin(picked: Picked, step: number): Picked {
  const whole = Math.ceil(step);
  return whole <= 1 ? picked : Int32Array.from({ length: Math.ceil(picked.length / whole) }, (_, at) => picked[at * whole] ?? 0);
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
