/** The Euler-Mascheroni constant. */
const EULER = 0.5772156649015329;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ... 29, from values of zeta to 40 digits. */
const ZETA = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261,
  0.0005096695247430425, -0.00022315475845357939, 0.00009945751278180853, -0.00004492623673813314, 0.00002050721277567069, -0.000009439488275268397,
  0.000004374866789907488, -0.000002039215753801366, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7,
  4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10, -6.4229645638381e-11,
] as const;

/** ln Gamma(2 + e) for -1/2 <= e <= 1/2. Source: Abramowitz and Stegun 6.1.33 with ln(1 + e) taken out. */
function logGammaNearTwo(e: number): number {
  let sum = 0;
  for (let at = ZETA.length - 1; at >= 0; at -= 1) {
    sum = sum * e + (ZETA[at] ?? 0);
  }
  return e * (1 - EULER + e * sum);
}

/**
 * What ln Gamma(x) has above (x - 1/2) ln x - x + ln(2 pi) / 2, for x >= 8.
 * Source: Stirling's series, Abramowitz and Stegun 6.1.41.
 */
export function stirlingRest(x: number): number {
  const s = 1 / (x * x);
  const head = 1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360_360 - s * (1 / 156 - (s * 3617) / 122_400))))));
  return head / x;
}

/**
 * The natural logarithm of the gamma function, for x > 0, to about 3e-16 of its value, near its zeros at 1 and 2 too.
 * NaN for x <= 0, Infinity for Infinity.
 * @example
 * Math.round(logGamma(10) * 1e9) / 1e9 // 12.80182748
 */
export function logGamma(x: number): number {
  if (!(x > 0)) {
    return Number.NaN;
  }
  if (x < 0.5) {
    return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  }
  if (x < 1.5) {
    const e = x - 1;
    return logGammaNearTwo(e) - Math.log1p(e);
  }
  if (x <= 2.5) {
    return logGammaNearTwo(x - 2);
  }
  if (x < 8) {
    let product = 1;
    let left = x;
    while (left > 2.5) {
      left -= 1;
      product *= left;
    }
    return logGammaNearTwo(left - 2) + Math.log(product);
  }
  return x === Infinity ? Infinity : (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingRest(x);
}

/** The derivative of `logGammaNearTwo`. */
function digammaNearTwo(e: number): number {
  let sum = 0;
  for (let at = ZETA.length - 1; at >= 0; at -= 1) {
    sum = sum * e + (at + 2) * (ZETA[at] ?? 0);
  }
  return 1 - EULER + e * sum;
}

/**
 * The derivative of ln Gamma, for x > 0, to a few 1e-16 (of 1 near its zero at 1.46). NaN for x <= 0.
 * Source: as `logGamma`; from 8 on the asymptotic series, Abramowitz and Stegun 6.3.18.
 * @example
 * Math.round(digamma(1) * 1e9) / 1e9 // -0.577215665
 */
export function digamma(x: number): number {
  if (!(x > 0)) {
    return Number.NaN;
  }
  if (x < 8) {
    let above = 0;
    let near = x;
    while (near > 2.5) {
      near -= 1;
      above += 1 / near;
    }
    if (near < 0.5) {
      return digammaNearTwo(near) - 1 / (1 + near) - 1 / near;
    }
    return near < 1.5 ? digammaNearTwo(near - 1) - 1 / near : digammaNearTwo(near - 2) + above;
  }
  const s = 1 / (x * x);
  const tail = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32_760 - s / 12))))));
  return Math.log(x) - 0.5 / x - tail;
}

/**
 * The second derivative of ln Gamma, for x > 0. NaN for x <= 0.
 * Source: recurrence to x >= 8, then the asymptotic series, Abramowitz and Stegun 6.4.6 and 6.4.12.
 */
export function trigamma(x: number): number {
  if (!(x > 0)) {
    return Number.NaN;
  }
  let shifted = x;
  let below = 0;
  while (shifted < 8) {
    below += 1 / (shifted * shifted);
    shifted += 1;
  }
  const s = 1 / (shifted * shifted);
  const tail = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - (s * 7) / 6))))));
  return (1 + 0.5 / shifted + tail) / shifted + below;
}

/**
 * ln(Gamma(x + d) / Gamma(x)) for x > 0 and x + d > 0, without the loss of taking two large logarithms from each other.
 * @example
 * Math.round(logGammaRatio(1e9, 2) * 1e9) / 1e9 // 41.446531675
 */
export function logGammaRatio(x: number, d: number): number {
  if (x < 8 || x + d < 8) {
    return logGamma(x + d) - logGamma(x);
  }
  return (x - 0.5) * Math.log1p(d / x) + d * (Math.log(x + d) - 1) + stirlingRest(x + d) - stirlingRest(x);
}

/**
 * The logarithm of the beta function, a and b > 0, as exact for large arguments as for small ones.
 * Source: with Stirling's series for the larger argument, as in Didonato and Morris 1992 (ACM TOMS 708).
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < 8) {
    return logGamma(small) + (logGamma(large) - logGamma(small + large));
  }
  if (small < 8) {
    return logGamma(small) - logGammaRatio(large, small);
  }
  return (
    HALF_LOG_TWO_PI -
    0.5 * Math.log(large) +
    (small - 0.5) * Math.log(small / (small + large)) -
    large * Math.log1p(small / large) +
    (stirlingRest(small) + (stirlingRest(large) - stirlingRest(small + large)))
  );
}
