import * as v from 'valibot';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { wilsonInterval } from '../core/numerics/proportions.ts';
import { findMedian, roundTo6 } from '../core/stats.ts';

/**
 * One measure: its value, or null where nothing says it; the records that it rests on and how many; of how many it could
 * rest (its coverage); an interval of 95 % where there is one.
 */
export const Measure = v.object({
  value: v.nullable(v.number()),
  unit: v.picklist(['minutes-a-day', 'minutes', 'customers', 'hours', 'cases', 'minor', 'share', 'letters', 'points']),
  /** Names of the lists that it was made from. */
  records: v.array(v.string()),
  n: v.number(),
  of: v.number(),
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
});
export type Measure = v.InferOutput<typeof Measure>;

type Basis = Pick<Measure, 'unit' | 'records'> & { readonly n: number; readonly of?: number };

const rounded = (value: number): number | null => (Number.isFinite(value) ? roundTo6(value) : null);

/** A measure without an interval: a sum or a count. */
export function measure(value: number | null, { unit, records, n, of = n }: Basis): Measure {
  return { value: value === null ? null : rounded(value), unit, records, n, of, low: null, high: null };
}

/** The mean of values with its interval by the normal distribution; null for none, without an interval below two. */
export function meanMeasure(values: readonly number[], { unit, records, of = values.length }: Omit<Basis, 'n'>): Measure {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = n < 2 ? Number.NaN : normalQuantile(0.975) * Math.sqrt(variance / n);
  return { value: rounded(mean), unit, records, n, of, low: rounded(mean - reach), high: rounded(mean + reach) };
}

/** The median of values; null for none. */
export function medianMeasure(values: readonly number[], { unit, records, of = values.length }: Omit<Basis, 'n'>): Measure {
  return { value: rounded(findMedian(values)), unit, records, n: values.length, of, low: null, high: null };
}

/** A share with Wilson's interval; null for none. */
export function shareMeasure(hits: number, n: number, { unit, records, of = n }: Omit<Basis, 'n'>): Measure {
  if (n === 0) {
    return measure(null, { unit, records, n, of });
  }
  const { low, high } = wilsonInterval(hits, n);
  return { value: rounded(hits / n), unit, records, n, of, low: rounded(low), high: rounded(high) };
}
