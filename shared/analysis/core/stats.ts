/**
 * The quantile of numbers in rising order, by linear interpolation between order statistics at `1 + (n - 1) share`.
 * Source: Hyndman and Fan (1996), "Sample quantiles in statistical packages", definition 7.
 * @param share 0 to 1
 * @param count only the first so many numbers are looked at
 * @returns NaN for no numbers
 * @example
 * findQuantile([1, 2, 3, 10], 0.8) // 5.8
 */
export function findQuantile(rising: ArrayLike<number>, share: number, count = rising.length): number {
  if (count === 0) {
    return Number.NaN;
  }
  const place = placeOf(count, share);
  const below = Math.floor(place);
  const low = rising[below] ?? Number.NaN;
  const high = rising[Math.min(below + 1, count - 1)] ?? Number.NaN;
  return between(low, high, place - below);
}

/** Where a quantile stands in rising numbers; mostly between two places. */
function placeOf(count: number, share: number): number {
  return (count - 1) * Math.min(1, Math.max(0, share));
}

function between(low: number, high: number, part: number): number {
  const found = low + (high - low) * part;
  // (n - 1) * share is off by a last bit for shares such as 0.2: what is whole in decimals stays whole.
  return Math.round(found * 1e9) / 1e9;
}

/**
 * Quantiles as `findQuantile` gives them, of numbers in any order, in time that grows with their count alone.
 * Source: Hoare (1961), algorithm 65, "Find". The numbers are moved about.
 * @param shares rising
 */
export function selectQuantiles(numbers: Float64Array, shares: readonly number[]): readonly number[] {
  let from = 0;
  return shares.map((share) => {
    if (numbers.length === 0) {
      return Number.NaN;
    }
    const place = placeOf(numbers.length, share);
    const below = Math.floor(place);
    moveToPlace(numbers, below, from, numbers.length - 1);
    from = below;
    const low = numbers[below] ?? Number.NaN;
    let high = below === numbers.length - 1 || below === place ? low : Infinity;
    for (let at = below + 1; high !== low && at < numbers.length; at += 1) {
      high = Math.min(high, numbers[at] ?? Infinity);
    }
    return between(low, high, place - below);
  });
}

/** Moves numbers so that the one of a place stands there, none before it is larger, and none behind it is smaller. */
function moveToPlace(numbers: Float64Array, place: number, first: number, last: number): void {
  let [from, to] = [first, last];
  while (from + FEW_LEFT <= to) {
    const pivot = middleOf(numbers[from] ?? 0, numbers[(from + to) >> 1] ?? 0, numbers[to] ?? 0);
    let [left, right] = [from, to];
    while (left <= right) {
      while ((numbers[left] ?? Infinity) < pivot) {
        left += 1;
      }
      while ((numbers[right] ?? -Infinity) > pivot) {
        right -= 1;
      }
      if (left <= right) {
        const held = numbers[left] ?? 0;
        numbers[left] = numbers[right] ?? 0;
        numbers[right] = held;
        left += 1;
        right -= 1;
      }
    }
    if (place <= right) {
      to = right;
    } else if (place >= left) {
      from = left;
    } else {
      return;
    }
  }
  for (let at = from + 1; at <= to; at += 1) {
    const moved = numbers[at] ?? 0;
    let free = at;
    while (free > from && (numbers[free - 1] ?? 0) > moved) {
      numbers[free] = numbers[free - 1] ?? 0;
      free -= 1;
    }
    numbers[free] = moved;
  }
}

/** So few numbers are sorted in less time than it takes to part them. */
const FEW_LEFT = 12;

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
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

/**
 * As `findMedian`, of the first `count` numbers, which are moved about; in time that grows with their count alone.
 * @returns NaN for no numbers
 */
export function selectMedian(numbers: Float64Array, count = numbers.length): number {
  const middle = count >> 1;
  moveToPlace(numbers, middle, 0, count - 1);
  const high = count === 0 ? Number.NaN : (numbers[middle] ?? Number.NaN);
  if (count % 2 === 1) {
    return high;
  }
  let low = -Infinity;
  for (let at = 0; at < middle; at += 1) {
    low = Math.max(low, numbers[at] ?? low);
  }
  return (low + high) / 2;
}

/** Up to so many numbers are sorted by moving them one by one, which is faster than anything else for a handful. */
const FEW = 32;

/** Puts the first numbers of a column in rising order. */
export function sortFirst(numbers: Int32Array, count: number): void {
  if (count > FEW) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let at = 1; at < count; at += 1) {
    const moved = numbers[at] ?? 0;
    let place = at;
    while (place > 0 && (numbers[place - 1] ?? 0) > moved) {
      numbers[place] = numbers[place - 1] ?? 0;
      place -= 1;
    }
    numbers[place] = moved;
  }
}

/** A number kept to six digits after the point: small as JSON, and the same number wherever it is read. */
export function roundTo6(number: number): number {
  // Minus nought is nought, as it is once it was written.
  return Math.round(number * 1e6) / 1e6 + 0;
}
