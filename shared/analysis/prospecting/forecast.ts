import * as v from 'valibot';
import { Estimate } from '../core/evidence.ts';
import { fitHolt, findSlope, forecastHolt } from '../core/numerics/trend.ts';
import { roundTo6 } from '../core/stats.ts';

/** A trend needs so many periods that are over. */
export const MIN_PERIODS = 12;
/** The forecast goes so far, and the interval is the one of four in five. */
const AHEAD = 3;

/** How far a forecast made before the last periods was off them; beside it that which says "as in the last one". */
const HoldOut = v.object({
  periods: v.number(),
  /** Mean absolute error, in customers. */
  mae: v.number(),
  /** The same as a share of what came; null where nothing came. */
  share: v.nullable(v.number()),
  /** Mean absolute error of the last known value carried on. */
  naiveMae: v.number(),
  /** How many of the periods lay within the interval of four in five. */
  inside: v.number(),
});

/** A trend of counts, with what comes next and how well that was said before. */
export const Trend = v.object({
  /** Change a period: median of the slopes of all pairs (Theil 1950, Sen 1968), 95 % interval. */
  slope: Estimate,
  /** Whether the interval of the slope leaves out 0. */
  direction: v.picklist(['rising', 'falling', 'steady']),
  /** Holt 1957; interval of four in five. The places are those of the periods after the last complete one. */
  forecast: v.array(v.object({ ahead: v.number(), value: v.number(), low: v.number(), high: v.number() })),
  holdout: HoldOut,
});
export type Trend = v.InferOutput<typeof Trend>;

/** The trend of counts in periods that are over, the oldest first; undefined for fewer than twelve. */
export function findTrend(counts: readonly number[]): Trend | undefined {
  const slope = counts.length < MIN_PERIODS ? undefined : findSlope(counts);
  if (slope === undefined) {
    return undefined;
  }
  const { low, high } = slope.interval;
  return {
    slope: { value: roundTo6(slope.slope), low: roundTo6(low), high: roundTo6(high), n: counts.length },
    direction: low > 0 ? 'rising' : high < 0 ? 'falling' : 'steady',
    forecast: forecastCounts(counts, AHEAD),
    holdout: holdOut(counts),
  };
}

function forecastCounts(counts: readonly number[], most: number): Trend['forecast'] {
  const fit = fitHolt(counts);
  return fit === undefined
    ? []
    : Array.from({ length: most }, (_, at) => {
        // There is no count below nought.
        const { value, low, high } = forecastHolt(fit, at + 1);
        return { ahead: at + 1, value: roundTo6(Math.max(0, value)), low: roundTo6(Math.max(0, low)), high: roundTo6(Math.max(0, high)) };
      });
}

function holdOut(counts: readonly number[]): Trend['holdout'] {
  const periods = Math.max(3, Math.min(6, Math.floor(counts.length / 4)));
  const known = counts.slice(0, -periods);
  const predicted = forecastCounts(known, periods);
  let [error, naive, came, inside] = [0, 0, 0, 0];
  counts.slice(-periods).forEach((count, at) => {
    const one = predicted[at];
    error += Math.abs(count - (one?.value ?? 0));
    naive += Math.abs(count - (known.at(-1) ?? 0));
    came += count;
    inside += one !== undefined && count >= one.low && count <= one.high ? 1 : 0;
  });
  return {
    periods,
    mae: roundTo6(error / periods),
    share: came === 0 ? null : roundTo6(error / came),
    naiveMae: roundTo6(naive / periods),
    inside,
  };
}
