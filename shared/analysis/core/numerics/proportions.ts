import { logGammaRatio, logGamma } from './gamma.ts';
import { chiSquareAbove } from './incomplete.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Lower and upper end. */
export type Interval = { readonly low: number; readonly high: number };

/**
 * The interval of a share of which `hits` of `of` are seen. Source: Wilson 1927, without continuity correction; it stays
 * within 0 to 1 and holds for few cases too. Without any cases: 0 to 1.
 * @param confidence 0 to 1, such as 0.95
 * @example
 * Math.round(wilsonInterval(15, 100).low * 1e6) / 1e6 // 0.09306
 */
export function wilsonInterval(hits: number, of: number, confidence = 0.95): Interval {
  if (!(of > 0)) {
    return { low: 0, high: 1 };
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { low: hits <= 0 ? 0 : Math.max(0, (middle - reach) / scale), high: hits >= of ? 1 : Math.min(1, (middle + reach) / scale) };
}

/** How two shares differ. */
export type ShareDifference = {
  /** First share less second. */
  readonly difference: number;
  readonly interval: Interval;
  readonly chiSquare: number;
  /** The chance of a difference as large or larger when there is none. */
  readonly pValue: number;
};

/**
 * Compares two shares: Pearson's chi-square with one degree of freedom, without continuity correction, and Wald's interval of
 * the difference. Source: as R's prop.test(correct = FALSE). Undefined when one group is empty. When all or none of both
 * groups hit there is no difference to test: chi-square 0, p 1.
 * @example
 * Math.round(compareShares(120, 1000, 80, 1000).chiSquare * 1e6) / 1e6 // 8.888889
 */
export function compareShares(hits1: number, of1: number, hits2: number, of2: number, confidence = 0.95): ShareDifference | undefined {
  if (!(of1 > 0 && of2 > 0)) {
    return undefined;
  }
  const [share1, share2] = [hits1 / of1, hits2 / of2];
  const difference = share1 - share2;
  const pooled = (hits1 + hits2) / (of1 + of2);
  const variance = pooled * (1 - pooled) * (1 / of1 + 1 / of2);
  const chiSquare = variance > 0 ? (difference * difference) / variance : 0;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt((share1 * (1 - share1)) / of1 + (share2 * (1 - share2)) / of2);
  return {
    difference,
    interval: { low: Math.max(-1, difference - reach), high: Math.min(1, difference + reach) },
    chiSquare,
    pValue: chiSquareAbove(chiSquare, 1),
  };
}

/** ln of the binomial coefficient. */
function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? -Infinity : logGammaRatio(n - k + 1, k) - logGamma(k + 1);
}

/**
 * The chance that of `drawn` cases out of `total`, of which `marked` are marked, `seen` or more are marked: Fisher's exact
 * test, one-sided, that two marks go together. Source: Fisher 1934, the upper tail of the hypergeometric distribution.
 * @example
 * Math.round(fisherAbove(3, 4, 4, 8) * 1e6) / 1e6 // 0.242857
 */
export function fisherAbove(seen: number, marked: number, drawn: number, total: number): number {
  const least = Math.max(0, marked + drawn - total);
  const most = Math.min(marked, drawn);
  if (seen <= least) {
    return 1;
  }
  if (seen > most) {
    return 0;
  }
  const mode = Math.floor(((marked + 1) * (drawn + 1)) / (total + 2));
  // From the tail's largest term on, each by its ratio to the one before; the shorter side is summed.
  const sumFrom = (from: number, towards: 1 | -1): number => {
    let term = 1;
    let sum = 1;
    for (let k = from; towards === 1 ? k < most : k > least; k += towards) {
      term *=
        towards === 1
          ? ((marked - k) * (drawn - k)) / ((k + 1) * (total - marked - drawn + k + 1))
          : (k * (total - marked - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
      sum += term;
      if (term < sum * 1e-17) {
        break;
      }
    }
    return sum * Math.exp(logChoose(marked, from) + logChoose(total - marked, drawn - from) - logChoose(total, drawn));
  };
  return Math.min(1, seen > mode ? sumFrom(seen, 1) : 1 - sumFrom(seen - 1, -1));
}

/**
 * p-values as they count when so many tests were made at once: the least share of false finds at which each would still
 * be called one. Source: Benjamini and Hochberg 1995, as R's p.adjust(method = "BH").
 * @returns in the order given
 * @example
 * adjustForMany([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function adjustForMany(pValues: readonly number[]): readonly number[] {
  const falling = pValues.map((pValue, at) => ({ pValue, at })).toSorted((a, b) => b.pValue - a.pValue);
  const adjusted = pValues.map(() => 1);
  let least = 1;
  for (const [place, { pValue, at }] of falling.entries()) {
    least = Math.min(least, (pValue * pValues.length) / (pValues.length - place));
    adjusted[at] = least;
  }
  return adjusted;
}
