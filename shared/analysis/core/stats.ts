/**
 * The quantile of numbers in rising order, by linear interpolation between order statistics at `1 + (n - 1) share`.
 * Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages", definition 7.
 * @param share 0 to 1
 * @returns NaN for no numbers
 * @example
 * findQuantile([1, 2, 3, 10], 0.8) // 5.8
 */
export function findQuantile(rising: ArrayLike<number>, share: number): number {
  if (rising.length === 0) {
    return Number.NaN;
  }
  const place = (rising.length - 1) * Math.min(1, Math.max(0, share));
  const below = Math.floor(place);
  const low = rising[below] ?? Number.NaN;
  const high = rising[Math.min(below + 1, rising.length - 1)] ?? Number.NaN;
  const found = low + (high - low) * (place - below);
  // (n - 1) * share is off by a last bit for shares such as 0.2: what is whole in decimals stays whole.
  return Math.round(found * 1e9) / 1e9;
}

/**
 * The middle of numbers in any order; of an even count the mean of the two in the middle.
 * @returns NaN for no numbers
 * @example
 * findMedian([21, 20, 21]) // 21
 */
export function findMedian(numbers: Iterable<number>): number {
  const rising = [...numbers].toSorted((a, b) => a - b);
  const middle = rising.length >> 1;
  const high = rising[middle] ?? Number.NaN;
  return rising.length % 2 === 1 ? high : ((rising[middle - 1] ?? Number.NaN) + high) / 2;
}

/** A number kept to six digits after the point: small as JSON, and the same number wherever it is read. */
export function roundTo6(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}
