import { findMedian } from '../stats.ts';
import { normalQuantile } from './normal-quantile.ts';
import type { Interval } from './proportions.ts';

/** A straight line through values, one a period. */
export type Slope = {
  /** Change a period. */
  readonly slope: number;
  /** The line at the first value (period 0). */
  readonly intercept: number;
  readonly interval: Interval;
};

/**
 * The slope of values that are one period apart: the median of the slopes of all pairs, which one odd period cannot move.
 * Source: Theil 1950, Sen 1968 with its interval by Kendall's variance (ties in value counted). Undefined for fewer than 2 values.
 * @param confidence 0 to 1, such as 0.95
 * @example
 * findSlope([1, 2, 3, 40, 5]).slope // 1
 */
export function findSlope(values: readonly number[], confidence = 0.95): Slope | undefined {
  const slopes: number[] = [];
  for (const [at, value] of values.entries()) {
    for (let later = at + 1; later < values.length; later += 1) {
      slopes.push(((values[later] ?? 0) - value) / (later - at));
    }
  }
  if (slopes.length === 0) {
    return undefined;
  }
  const rising = Float64Array.from(slopes).sort();
  const slope = findMedian(rising);
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) {
    ties.set(value, (ties.get(value) ?? 0) + 1);
  }
  const tied = [...ties.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt((n * (n - 1) * (2 * n + 5) - tied) / 18);
  const below = Math.max(0, Math.round((rising.length - reach) / 2) - 1);
  const above = Math.min(rising.length - 1, Math.round((rising.length + reach) / 2));
  const intercept = findMedian(values) - (slope * (n - 1)) / 2;
  return { slope, intercept, interval: { low: Math.min(slope, rising[below] ?? slope), high: Math.max(slope, rising[above] ?? slope) } };
}

/** A level and a slope that follow values, and how far off each next value was. */
export type Smoothing = {
  readonly level: number;
  readonly slope: number;
  /** What one new value counts for the level, and the level's change for the slope; 0 to 1. */
  readonly levelWeight: number;
  readonly slopeWeight: number;
  /** Standard deviation of the errors one step ahead. */
  readonly spread: number;
  readonly values: number;
};

/** Follows values with given weights; the first two give level and slope. */
function smooth(values: readonly number[], levelWeight: number, slopeWeight: number): Smoothing & { readonly squares: number } {
  let level = values[0] ?? 0;
  let slope = (values[1] ?? level) - level;
  let squares = 0;
  for (const value of values.slice(1)) {
    const error = value - (level + slope);
    squares += error * error;
    level += slope + levelWeight * error;
    slope += levelWeight * slopeWeight * error;
  }
  // The first error is nought by the way it begins; two weights were fitted.
  const spread = Math.sqrt(squares / Math.max(1, values.length - 4));
  return { level, slope, levelWeight, slopeWeight, spread, values: values.length, squares };
}

const STEPS = 20;

/**
 * Double exponential smoothing of values one period apart. Source: Holt 1957; the weights are those of least squared error one
 * step ahead, on a grid that is refined around its best. Undefined for fewer than 4 values.
 * @example
 * Math.round(fitHolt([1, 2, 3, 4, 5, 6]).slope * 1e6) / 1e6 // 1
 */
export function fitHolt(values: readonly number[]): Smoothing | undefined {
  if (values.length < 4) {
    return undefined;
  }
  let best = smooth(values, 0.5, 0.1);
  for (let reach = 0.5; reach > 1e-4; reach /= 4) {
    const centre = reach === 0.5 ? { levelWeight: 0.5, slopeWeight: 0.5 } : best;
    for (let i = 0; i <= STEPS; i += 1) {
      for (let j = 0; j <= STEPS; j += 1) {
        const at = (weight: number, step: number): number => Math.min(1, Math.max(0, weight + reach * ((2 * step) / STEPS - 1)));
        const tried = smooth(values, at(centre.levelWeight, i), at(centre.slopeWeight, j));
        if (tried.squares < best.squares) {
          best = tried;
        }
      }
    }
  }
  const { squares: _, ...found } = best;
  return found;
}

/**
 * What comes `ahead` periods after the last value, 1 or more, with its interval.
 * Source: variance of Holt's method as an ARIMA(0,2,2) process, Hyndman and Athanasopoulos, Forecasting, 3rd edition, table 8.8.
 */
export function forecastHolt(smoothing: Smoothing, ahead: number, confidence = 0.8): Interval & { readonly value: number } {
  const { level, slope, levelWeight, slopeWeight, spread } = smoothing;
  let variance = 1;
  for (let j = 1; j < ahead; j += 1) {
    variance += (levelWeight + levelWeight * slopeWeight * j) ** 2;
  }
  const value = level + slope * ahead;
  const reach = normalQuantile((1 + confidence) / 2) * spread * Math.sqrt(variance);
  return { value, low: value - reach, high: value + reach };
}
