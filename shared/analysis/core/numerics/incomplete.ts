import { logBeta, logGamma, stirlingRest } from './gamma.ts';
import { normalQuantile } from './normal-quantile.ts';

const TINY = 1e-300;
const PRECISION = 1e-16;
const MAX_TERMS = 100_000;

/** ln(1 + d) - d, without loss for small d. */
function log1pLess(d: number): number {
  if (Math.abs(d) > 0.1) {
    return Math.log1p(d) - d;
  }
  // -d^2 (1/2 - d/3 + d^2/4 - ...)
  let sum = 0;
  for (let k = 20; k >= 2; k -= 1) {
    sum = 1 / k - d * sum;
  }
  return -d * d * sum;
}

/** x^a e^-x / Gamma(a), without loss for large a. */
function gammaDensity(a: number, x: number): number {
  if (a < 8) {
    return Math.exp(a * Math.log(x) - x - logGamma(a));
  }
  return Math.exp(a * log1pLess((x - a) / a) - stirlingRest(a)) * Math.sqrt(a / (2 * Math.PI));
}

/**
 * The regularised lower incomplete gamma function P(a, x): the chance that a gamma variable of shape `a` and rate 1 is at
 * most `x`; a > 0, x >= 0, else NaN. To about 1e-14.
 * Source: series and continued fraction, DLMF 8.11.4 and 8.9.2, the latter by Lentz's method.
 * @example
 * Math.round(gammaBelow(5, 3) * 1e9) / 1e9 // 0.184736755
 */
export function gammaBelow(a: number, x: number): number {
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/**
 * The upper part, Q(a, x) = 1 - P(a, x), exact where it is small too.
 * @example
 * Math.round(gammaAbove(0.5, 8.888888889 / 2) * 1e9) / 1e9 // 0.002869113
 */
export function gammaAbove(a: number, x: number): number {
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) {
    return Number.NaN;
  }
  if (x === 0) {
    return 0;
  }
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return Math.min(1, sum * gammaDensity(a, x));
}

function upperFraction(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) {
    return Number.NaN;
  }
  if (x === Infinity) {
    return 0;
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const part = -n * (n - a);
    b += 2;
    d = 1 / (part * d + b || TINY);
    c = b + part / c || TINY;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION * 2) {
      break;
    }
  }
  return Math.min(1, fraction * gammaDensity(a, x));
}

/** x^a (1-x)^b / B(a, b), without loss for large a and b. */
function betaDensity(a: number, b: number, x: number): number {
  const size = a + b;
  if (a < 8 || b < 8) {
    return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  }
  const off = x * size - a;
  const exponent = a * log1pLess(off / a) + b * log1pLess(-off / b) + stirlingRest(size) - stirlingRest(a) - stirlingRest(b);
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * size));
}

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a beta variable is at most `x`; a, b > 0,
 * 0 <= x <= 1, else NaN. To about 1e-14. Source: continued fraction DLMF 8.17.22 by Lentz's method, on the side where it
 * converges fast.
 * @example
 * Math.round(betaBelow(2, 3, 0.7) * 1e9) / 1e9 // 0.9163
 */
export function betaBelow(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) {
    return Number.NaN;
  }
  if (x === 0 || x === 1) {
    return x;
  }
  return x <= (a + 1) / (a + b + 2)
    ? (betaDensity(a, b, x) * betaFraction(a, b, x)) / a
    : 1 - (betaDensity(b, a, 1 - x) * betaFraction(b, a, 1 - x)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION * 2) {
      break;
    }
  }
  return fraction;
}

/** The x of [low, high] where a rising function reaches `share`, by bisection until doubles end, with Newton steps where they help. */
function invert(cumulative: (x: number) => number, density: (x: number) => number, share: number, low: number, high: number, start: number): number {
  let [below, above] = [low, high];
  let x = Math.min(high, Math.max(low, start));
  for (let round = 0; round < 200; round += 1) {
    const miss = cumulative(x) - share;
    if (miss === 0) {
      return x;
    }
    [below, above] = miss < 0 ? [x, above] : [below, x];
    const slope = density(x);
    const newton = x - miss / slope;
    // Between orders of magnitude the middle is the geometric one; towards zero it goes ever faster.
    const middle =
      below === 0 ? (above > 0.5 ? above / 4 : above ** 1.5) : above > 4 * below ? Math.sqrt(below) * Math.sqrt(above) : (below + above) / 2;
    const next = slope > 0 && newton > below && newton < above && round % 8 !== 7 ? newton : middle;
    if (Math.abs(next - x) <= 4e-16 * Math.abs(x) || next === below || next === above) {
      return next;
    }
    x = next;
  }
  return x;
}

/**
 * The quantile of a gamma variable of shape `shape` and rate 1 (divide by a rate).
 * @param share 0 to 1
 * @example
 * Math.round((gammaQuantile(0.5, 3.2) / 0.7) * 1e6) / 1e6 // 4.105073
 */
export function gammaQuantile(share: number, shape: number): number {
  if (!(share >= 0 && share <= 1 && shape > 0)) {
    return Number.NaN;
  }
  if (share === 0 || share === 1) {
    return share === 0 ? 0 : Infinity;
  }
  // The first guess by Wilson and Hilferty (1931), or by the head of the series where that is negative.
  const cube = 1 - 1 / (9 * shape) + normalQuantile(share) / (3 * Math.sqrt(shape));
  const guess = cube > 0.2 ? shape * cube ** 3 : Math.exp((Math.log(share) + logGamma(shape + 1)) / shape);
  let high = Math.max(guess, shape) * 2 + 1;
  while (gammaBelow(shape, high) < share) {
    high *= 2;
  }
  return invert(
    (x) => gammaBelow(shape, x),
    (x) => gammaDensity(shape, x) / x,
    share,
    0,
    high,
    guess,
  );
}

/**
 * The quantile of a beta variable.
 * @param share 0 to 1
 * @example
 * Math.round(betaQuantile(0.025, 16, 86) * 1e6) / 1e6 // 0.093347
 */
export function betaQuantile(share: number, a: number, b: number): number {
  if (!(share >= 0 && share <= 1 && a > 0 && b > 0)) {
    return Number.NaN;
  }
  if (share === 0 || share === 1) {
    return share;
  }
  return invert(
    (x) => betaBelow(a, b, x),
    (x) => betaDensity(a, b, x) / (x * (1 - x)),
    share,
    0,
    1,
    a / (a + b),
  );
}

/**
 * The standard normal distribution function, exact in both tails.
 * @example
 * Math.round(normalBelow(-1.959963985) * 1e9) / 1e9 // 0.025
 */
export function normalBelow(z: number): number {
  const half = 0.5 * gammaAbove(0.5, (z * z) / 2);
  return z < 0 ? half : 1 - half;
}

/**
 * The chance that a chi-square variable is above `statistic`.
 * @param freedom degrees of freedom, above 0
 * @example
 * Math.round(chiSquareAbove(3.841458821, 1) * 1e6) / 1e6 // 0.05
 */
export function chiSquareAbove(statistic: number, freedom: number): number {
  return gammaAbove(freedom / 2, statistic / 2);
}

/**
 * The chance that a negative binomial count is at most `count`: of a Poisson whose rate is gamma with shape `size` and mean `mean`.
 * @example
 * Math.round(negativeBinomialBelow(2, 2.243, 3.1) * 1e6) / 1e6 // 0.503194
 */
export function negativeBinomialBelow(count: number, size: number, mean: number): number {
  return count < 0 ? 0 : betaBelow(size, Math.floor(count) + 1, size / (size + mean));
}

/**
 * The quantile of a negative binomial count of shape `size` > 0 and mean `mean` >= 0: the least count of which the
 * distribution reaches `share`.
 * @example
 * negativeBinomialQuantile(0.95, 2.243, 3.1) // 8
 */
export function negativeBinomialQuantile(share: number, size: number, mean: number): number {
  if (!(share >= 0 && share <= 1 && size > 0 && mean >= 0)) {
    return Number.NaN;
  }
  if (share === 1) {
    return mean === 0 ? 0 : Infinity;
  }
  // A share that was computed (1 - 0.9) may miss a step of the distribution by a last bit.
  const wanted = share * (1 - 64 * Number.EPSILON);
  let high = 1;
  while (negativeBinomialBelow(high, size, mean) < wanted) {
    high *= 2;
  }
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    [low, high] = negativeBinomialBelow(middle, size, mean) < wanted ? [middle, high] : [low, middle];
  }
  return high;
}
