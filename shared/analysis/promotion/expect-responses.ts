import { logBeta, logGammaRatio, logGamma } from '../core/numerics/gamma.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';

/** What one campaign brought: so many of those reached responded. */
export type Response = { readonly responded: number; readonly reached: number };

/** What is known of a share before it is seen: a beta distribution. */
export type Prior = { readonly a: number; readonly b: number };

/** How many responses are expected: the mean, and the interval that holds `confidence` of the chance. */
export type Expected = { readonly mean: number; readonly low: number; readonly high: number };

/**
 * The spread of response shares over past campaigns as a beta distribution, by the method of moments. Source: Kleinman 1973,
 * "Proportions with extraneous variance". One campaign, or campaigns that differ no more than chance lets them, are one share
 * that was seen so often, with Jeffreys' half a case on either side. Undefined for none.
 */
export function learnPrior(past: readonly Response[]): Prior | undefined {
  const seen = past.filter(({ reached }) => reached > 0);
  const reached = seen.reduce((sum, one) => sum + one.reached, 0);
  const responded = seen.reduce((sum, one) => sum + one.responded, 0);
  if (reached === 0) {
    return undefined;
  }
  const pooled: Prior = { a: responded + 0.5, b: reached - responded + 0.5 };
  const mean = responded / reached;
  if (seen.length < 2 || mean <= 0 || mean >= 1) {
    return pooled;
  }
  const k = seen.length;
  const squares = seen.reduce((sum, one) => sum + one.reached * (one.responded / one.reached - mean) ** 2, 0);
  const sizes = reached - seen.reduce((sum, one) => sum + one.reached ** 2, 0) / reached;
  // The share of the variance that lies between campaigns; chance alone gives k - 1 times mean (1 - mean).
  const between = (squares - (k - 1) * mean * (1 - mean)) / (sizes - (k - 1)) / (mean * (1 - mean));
  if (!(between > 1e-9)) {
    return pooled;
  }
  const strength = Math.min(reached, 1 / Math.min(between, 0.999) - 1);
  return { a: mean * strength, b: (1 - mean) * strength };
}

/**
 * Responses of `reached` people, when the share of each campaign comes from the prior: the beta-binomial distribution. The
 * interval is exact up to 20,000 people and by the normal distribution above.
 * @param confidence 0 to 1, such as 0.8
 */
export function expectResponses({ a, b }: Prior, reached: number, confidence = 0.8): Expected {
  const mean = (reached * a) / (a + b);
  if (reached > 20_000) {
    const spread = Math.sqrt((reached * a * b * (a + b + reached)) / ((a + b) ** 2 * (a + b + 1)));
    const reach = normalQuantile((1 + confidence) / 2) * spread;
    return { mean, low: Math.max(0, Math.floor(mean - reach)), high: Math.min(reached, Math.ceil(mean + reach)) };
  }
  const tail = (1 - confidence) / 2;
  let below = 0;
  let low: number | undefined;
  for (let count = 0; count < reached; count += 1) {
    below += Math.exp(logChoose(reached, count) + logBeta(a + count, b + reached - count) - logBeta(a, b));
    // What binary leaves below a round share is that share.
    low ??= below >= tail - 1e-12 ? count : undefined;
    if (below >= 1 - tail - 1e-12) {
      return { mean, low: low ?? count, high: count };
    }
  }
  return { mean, low: low ?? reached, high: reached };
}

function logChoose(n: number, k: number): number {
  return k === 0 || k === n ? 0 : logGammaRatio(n - k + 1, k) - logGamma(k + 1);
}

/**
 * How many people each of two groups of one size needs, so that a difference of two shares would be seen. Source: Fleiss,
 * Levin and Paik, Statistical Methods for Rates and Proportions, 3rd edition, formula 4.14, without continuity correction.
 * Undefined for equal shares.
 * @param power the chance of seeing it, 0 to 1
 * @example
 * findGroupSize(0.12, 0.08) // 882
 */
export function findGroupSize(share: number, other: number, power = 0.8, significance = 0.05): number | undefined {
  if (share === other) {
    return undefined;
  }
  const middle = (share + other) / 2;
  const [z, reach] = [normalQuantile(1 - significance / 2), normalQuantile(power)];
  const sum = z * Math.sqrt(2 * middle * (1 - middle)) + reach * Math.sqrt(share * (1 - share) + other * (1 - other));
  return Math.ceil(sum ** 2 / (share - other) ** 2);
}
