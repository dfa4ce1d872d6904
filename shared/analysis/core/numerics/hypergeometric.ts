/** A number too large or small for a double: `value` times e to the `log`. */
type Scaled = { readonly value: number; readonly log: number };

/** Beyond so many terms a series is given up for another way. */
const MAX_TERMS = 4000;
const HUGE = 1e250;
const LOG_HUGE = Math.log(HUGE);
/** Terms that take each other away cost digits: 100 costs two of sixteen. */
const MAX_CANCELLATION = 100;

/**
 * The logarithm of Gauss's hypergeometric function 2F1(a, b; c; z) for a, b, c > 0 and 0 <= z < 1, where it is 1 or more;
 * NaN elsewhere. To 1e-12 of the larger of 1 and the logarithm, for parameters of many thousands and z up to 1 - 1e-9.
 *
 * Near zero by Gauss's series, directly or after Euler's transformation (DLMF 15.8.1), which is short where a, b and c are
 * large and close. Near one neither ends; the form in 1 - z (DLMF 15.8.4) loses all digits where c - a - b is close to a whole
 * number, so there the function is carried on from a point where the series does end, by Taylor steps of its differential
 * equation (DLMF 15.10.1).
 * @example
 * Math.round(logHypergeometric(0.5, 2, 1.5, 0.999999) * 1e9) / 1e9 // 13.122370978
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(a > 0 && b > 0 && c > 0 && z >= 0 && z < 1)) {
    return Number.NaN;
  }
  if (z === 0) {
    return 0;
  }
  const excess = a + b - c;
  if (excess > 0) {
    const euler = sumSeries(c - a, c - b, c, z, MAX_TERMS);
    if (euler !== undefined && euler.value > 0) {
      return Math.log(euler.value) + euler.log - excess * Math.log1p(-z);
    }
  }
  const direct = sumSeries(a, b, c, z, excess > 0 ? MAX_TERMS : 4 * MAX_TERMS);
  if (direct !== undefined) {
    return Math.log(direct.value) + direct.log;
  }
  // With positive parameters no term of the series takes another away.
  return excess > 0 && c >= a && c >= b ? carryOn(c - a, c - b, c, z) - excess * Math.log1p(-z) : carryOn(a, b, c, z);
}

/** Beyond so many terms nothing is gained by keeping them. */
const MAX_KEPT = 600;

/**
 * `logHypergeometric` of the same a, b and c for several z at once: the coefficients of Euler's form do not depend on z and are made
 * once, and where the series ends for the largest z it has ended for the others.
 * @returns writes the logarithm for each z to the place of it in `logs`
 */
export function createLogHypergeometric(a: number, b: number, c: number): (zs: ArrayLike<number>, logs: Float64Array) => void {
  const [A, B] = [c - a, c - b];
  const coefficients = [1];

  /** After how many terms the series ends; undefined where it does not, or its terms cancel. */
  const countTerms = (z: number): number | undefined => {
    let [power, sum, size] = [1, 1, 1];
    for (let n = 0; n < MAX_KEPT; n += 1) {
      if (n + 1 === coefficients.length) {
        coefficients.push(((coefficients[n] ?? 0) * (A + n) * (B + n)) / ((c + n) * (n + 1)));
      }
      power *= z;
      const term = (coefficients[n + 1] ?? 0) * power;
      sum += term;
      size += Math.abs(term);
      // From here on each term is at most z times the one before, once the coefficients fall.
      const isFalling = n > Math.abs(A) + Math.abs(B);
      if (isFalling && Math.abs(term) * z <= 1e-17 * (1 - z) * Math.abs(sum)) {
        return sum > 0 && size <= MAX_CANCELLATION * sum && size < HUGE ? n + 1 : undefined;
      }
    }
    return undefined;
  };

  return (zs, logs) => {
    let [least, most] = [Infinity, 0];
    for (let at = 0; at < zs.length; at += 1) {
      const z = zs[at] ?? Number.NaN;
      least = z >= least ? least : z;
      most = z <= most ? most : z;
    }
    const terms = a + b > c && c > 0 && least >= 0 && most < 1 ? countTerms(most) : undefined;
    if (terms === undefined) {
      for (let at = 0; at < zs.length; at += 1) {
        logs[at] = logHypergeometric(a, b, c, zs[at] ?? Number.NaN);
      }
      return;
    }
    logs.fill(0, 0, zs.length);
    for (let n = terms; n >= 0; n -= 1) {
      const coefficient = coefficients[n] ?? 0;
      for (let at = 0; at < zs.length; at += 1) {
        logs[at] = (logs[at] ?? 0) * (zs[at] ?? 0) + coefficient;
      }
    }
    for (let at = 0; at < zs.length; at += 1) {
      logs[at] = Math.log(logs[at] ?? 0) - (a + b - c) * Math.log1p(-(zs[at] ?? 0));
    }
  };
}

/** Gauss's series; undefined where it does not end within `maxTerms` or its terms cancel. */
function sumSeries(a: number, b: number, c: number, z: number, maxTerms: number): Scaled | undefined {
  let term = 1;
  let sum = 1;
  let size = 1;
  let log = 0;
  for (let n = 0; n < maxTerms; n += 1) {
    const ratio = (((a + n) / (c + n)) * (b + n) * z) / (n + 1);
    term *= ratio;
    sum += term;
    size += Math.abs(term);
    if (size > HUGE) {
      [term, sum, size, log] = [term / HUGE, sum / HUGE, size / HUGE, log + LOG_HUGE];
    }
    // What is still to come is a geometric series at most, once the ratio falls below one.
    const bound = Math.max(Math.abs(ratio), z);
    if (bound < 1 && Math.abs(term) * bound <= 1e-17 * (1 - bound) * Math.abs(sum)) {
      return size > MAX_CANCELLATION * Math.abs(sum) ? undefined : { value: sum, log };
    }
  }
  return undefined;
}

/**
 * The logarithm of 2F1 near z = 1, from its value and slope at a point where the series ends, by steps that halve 1 - z. The
 * function bends within 1 / (a + b + c) of one, and steps that begin further out would cancel digits: so that is where they begin.
 */
function carryOn(a: number, b: number, c: number, z: number): number {
  // All in 1 - z, and in halves of it, so that none of its digits is lost.
  const end = 1 - z;
  let open = Math.max(end, 2 ** Math.floor(-Math.log2(2 + a + b + c)));
  const at = 1 - open;
  const value = sumSeries(a, b, c, at, Infinity) ?? { value: Number.NaN, log: 0 };
  const slope = sumSeries(a + 1, b + 1, c + 1, at, Infinity) ?? { value: Number.NaN, log: 0 };
  let log = Math.log(value.value) + value.log;
  // Slope of the function whose value is taken as 1.
  let rate = ((a * b) / c) * (slope.value / value.value) * Math.exp(slope.log - value.log);
  while (open > end) {
    const step = Math.min(open - end, open / 2);
    const width = open * (1 - open);
    const tilt = c - a - b - 1 + (a + b + 1) * open;
    let [before, last] = [1, rate * step];
    let [sum, derivative] = [1 + last, last];
    for (let n = 0; n < MAX_TERMS; n += 1) {
      const next = (((a + n) * (b + n) * before * step - ((2 * open - 1) * n + tilt) * (n + 1) * last) * step) / (width * (n + 1) * (n + 2));
      [before, last] = [last, next];
      sum += next;
      derivative += (n + 2) * next;
      if (Math.abs(next) * (n + 2) <= 1e-18 * Math.abs(derivative) && Math.abs(before) * (n + 1) <= 1e-18 * Math.abs(derivative)) {
        break;
      }
    }
    log += Math.log(sum);
    rate = derivative / step / sum;
    open -= step;
  }
  return log;
}
