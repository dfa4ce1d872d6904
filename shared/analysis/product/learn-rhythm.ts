import type { DayNumber } from '../core/calendar.ts';
import { findMedian, roundTo6 } from '../core/stats.ts';
import { fitRhythm, MIN_GAPS, NOTHING_LEARNT, type RhythmLearnt } from './rhythm.ts';
import { learnWaiting, type Residual } from './waiting.ts';

/** The purchase days of one customer (or one customer and product), each day once, rising. */
export type Series = { readonly days: readonly DayNumber[]; readonly gapsDays: readonly number[]; readonly logGaps: readonly number[] };

/**
 * Days as a series.
 * @example
 * toSeries([0, 20, 41, 62]).gapsDays // [20, 21, 21]
 */
export function toSeries(days: readonly DayNumber[]): Series {
  const gapsDays = days.slice(1).map((day, at) => day - (days[at] ?? 0));
  return { days, gapsDays, logGaps: gapsDays.map((gap) => Math.log(gap)) };
}

/** Below so many customers with a rhythm of their own there is no pool to draw to. */
const MIN_SERIES = 10;
/** Enough predictions to choose weights by, and to see how far off they are; more change nothing but the time it takes. */
const MAX_TRIALS = 4000;
const MAX_RESIDUALS = 20_000;
const AGE_WEIGHTS = [1, 0.9, 0.8] as const;
const CENTRE_WEIGHTS = [0.1, 0.3, 1, 3] as const;

/**
 * Learns the pool of all series, given in an order that does not depend on the order of lines (by id). The two weights
 * are those of a small grid that would have predicted best, one step ahead, by mean absolute error of the logarithm.
 */
export function learnRhythm(series: readonly Series[], asOf: DayNumber): RhythmLearnt {
  const withGaps = series.filter(({ gapsDays }) => gapsDays.length > 0);
  const gaps = withGaps.flatMap(({ gapsDays }) => gapsDays);
  const counted: RhythmLearnt = {
    ...NOTHING_LEARNT,
    customers: withGaps.length,
    gaps: gaps.length,
    medianGapDays: gaps.length > 0 ? findMedian(gaps) : null,
  };
  const personal = withGaps.filter(({ gapsDays }) => gapsDays.length >= MIN_GAPS);
  if (personal.length < MIN_SERIES) {
    return counted;
  }
  const apart = personal.flatMap(({ logGaps }) => {
    const own = findMedian(logGaps);
    return logGaps.map((gap) => Math.abs(gap - own));
  });
  const pool: RhythmLearnt = {
    ...counted,
    basis: 'pool',
    centre: roundTo6(findMedian(withGaps.flatMap(({ logGaps }) => logGaps))),
    // 1.4826 makes the median absolute deviation of a normal distribution its standard deviation. Never below a tenth:
    // a pool that is regular to the day would take any other gap for an outlier.
    spread: roundTo6(Math.max(0.1, 1.4826 * findMedian(apart))),
  };
  const weighted = chooseWeights(pool, thin(personal, MAX_TRIALS));
  const waiting = learnWaiting(listResiduals(thin(personal, MAX_RESIDUALS), weighted, asOf));
  return waiting === undefined ? counted : { ...weighted, waiting };
}

/** Every k-th series, so that they hold about `maxGaps` gaps. */
function thin(series: readonly Series[], maxGaps: number): readonly Series[] {
  const gaps = series.reduce((sum, { gapsDays }) => sum + gapsDays.length, 0);
  const step = Math.ceil(gaps / maxGaps);
  return step <= 1 ? series : series.filter((_, at) => at % step === 0);
}

function chooseWeights(pool: RhythmLearnt, series: readonly Series[]): RhythmLearnt {
  let best = pool;
  let least = Infinity;
  for (const ageWeight of AGE_WEIGHTS) {
    for (const centreWeight of CENTRE_WEIGHTS) {
      const tried: RhythmLearnt = { ...pool, ageWeight, centreWeight };
      let error = 0;
      for (const { logGaps } of series) {
        for (let next = MIN_GAPS; next < logGaps.length; next += 1) {
          error += Math.abs((logGaps[next] ?? 0) - fitRhythm(logGaps, tried, next).centre);
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
function listResiduals(series: readonly Series[], learnt: RhythmLearnt, asOf: DayNumber): readonly Residual[] {
  return series.flatMap(({ days, logGaps }) => {
    const residuals: Residual[] = [];
    for (let next = MIN_GAPS; next <= logGaps.length; next += 1) {
      const { centre, spread } = fitRhythm(logGaps, learnt, next);
      const gap = logGaps[next];
      const silentDays = asOf - (days.at(-1) ?? asOf);
      if (gap !== undefined) {
        residuals.push({ spreads: (gap - centre) / spread, came: true });
      } else if (silentDays > 0) {
        residuals.push({ spreads: (Math.log(silentDays) - centre) / spread, came: false });
      }
    }
    return residuals;
  });
}
