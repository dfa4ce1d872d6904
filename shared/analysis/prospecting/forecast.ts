import * as v from 'valibot';
import { Estimate } from '../core/evidence.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { fitHolt, findSlope, forecastHolt } from '../core/numerics/trend.ts';
import { roundTo6 } from '../core/stats.ts';

/** A trend needs so many periods that are over. */
export const MIN_PERIODS = 12;
/** The forecast goes so far, and the interval is the one of four in five. */
const AHEAD = 3;

/** How far a forecast made before the last periods was off them; beside it that which says "as in the last one". */
const HoldOut = v.object({
  periods: v.number(),
  /** Mean absolute error of the method that was chosen, in customers, and of Holt's. */
  mae: v.number(),
  holtMae: v.number(),
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
  /** What foretold the last periods better: Holt's method (1957), or the last value carried on. */
  by: v.picklist(['holt', 'last']),
  /** Interval of four in five. The places are those of the periods after the last complete one. */
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
    ...chooseForecast(counts),
  };
}

type Forecast = Trend['forecast'];

/** There is no count below nought. */
function tell(ahead: number, value: number, reach: number): Forecast[number] {
  return { ahead, value: roundTo6(Math.max(0, value)), low: roundTo6(Math.max(0, value - reach)), high: roundTo6(Math.max(0, value + reach)) };
}

function forecastByHolt(counts: readonly number[], most: number): Forecast {
  const fit = fitHolt(counts);
  return fit === undefined
    ? []
    : Array.from({ length: most }, (_, at) => {
        const { value, high } = forecastHolt(fit, at + 1);
        return tell(at + 1, value, high - value);
      });
}

/** The last value carried on; its interval is that of a random walk with the steps of before. */
function forecastByLast(counts: readonly number[], most: number): Forecast {
  const steps = counts.slice(1).map((count, at) => count - (counts[at] ?? 0));
  const spread = Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / Math.max(1, steps.length));
  return Array.from({ length: most }, (_, at) => tell(at + 1, counts.at(-1) ?? 0, normalQuantile(0.9) * spread * Math.sqrt(at + 1)));
}

/** Tries both methods on the last periods, which neither has seen, and forecasts by the one that was less off. */
function chooseForecast(counts: readonly number[]): Pick<Trend, 'by' | 'forecast' | 'holdout'> {
  const periods = Math.max(3, Math.min(6, Math.floor(counts.length / 4)));
  const [known, came] = [counts.slice(0, -periods), counts.slice(-periods)];
  const errorOf = (predicted: Forecast): number => came.reduce((sum, count, at) => sum + Math.abs(count - (predicted[at]?.value ?? 0)), 0) / periods;
  const [byHolt, byLast] = [forecastByHolt(known, periods), forecastByLast(known, periods)];
  const [holtMae, naiveMae] = [errorOf(byHolt), errorOf(byLast)];
  const isHolt = holtMae <= naiveMae;
  const chosen = isHolt ? byHolt : byLast;
  const mae = isHolt ? holtMae : naiveMae;
  const sum = came.reduce((all, count) => all + count, 0);
  return {
    by: isHolt ? 'holt' : 'last',
    forecast: isHolt ? forecastByHolt(counts, AHEAD) : forecastByLast(counts, AHEAD),
    holdout: {
      periods,
      mae: roundTo6(mae),
      holtMae: roundTo6(holtMae),
      share: sum === 0 ? null : roundTo6((mae * periods) / sum),
      naiveMae: roundTo6(naiveMae),
      inside: came.filter((count, at) => count >= (chosen[at]?.low ?? Infinity) && count <= (chosen[at]?.high ?? -Infinity)).length,
    },
  };
}
