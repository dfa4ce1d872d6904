import { HIGH_SHARE, LOW_SHARE, type CountSummary } from './model.ts';

/** A further term that adds less than this to a chance is left out. */
const NEGLIGIBLE = 1e-15;
/** Below e to this a double loses digits. */
const MIN_EXPONENT = -600;
const MAX_COUNTS = 2_000_000;

/** Chances that grow as they are needed: the chance of `y` or more at place y. */
export type Tail = { chances: Float64Array; length: number };

/** An empty tail, to be used again and again. */
export function createTail(): Tail {
  return { chances: new Float64Array(256), length: 0 };
}

function addAt(tail: Tail, place: number, chance: number): void {
  if (place >= tail.chances.length) {
    const grown = new Float64Array(place * 2);
    grown.set(tail.chances);
    tail.chances = grown;
  }
  while (tail.length <= place) {
    tail.chances[tail.length] = 0;
    tail.length += 1;
  }
  tail.chances[place] = (tail.chances[place] ?? 0) + chance;
}

/**
 * Adds to a tail, for every whole y > 0, `weight` times the chance that a negative binomial count of shape `size` and odds
 * z = exposure / (rate + exposure) is at least `k` y - `ahead`: so many hidden events make y purchases, of which `ahead` have gone by.
 */
export function addNegativeBinomial(tail: Tail, size: number, rate: number, exposure: number, weight: number, k = 1, ahead = 0): void {
  if (weight === 0 || !(exposure > 0)) {
    return;
  }
  const odds = exposure / (rate + exposure);
  let exponent = -size * Math.log1p(exposure / rate);
  // The first terms of many events are too small for a double: they are counted once they are not.
  let term = Math.exp(Math.max(exponent, MIN_EXPONENT));
  exponent = Math.min(0, exponent - MIN_EXPONENT);
  let below = 0;
  let next = k - ahead;
  let place = 1;
  for (let events = 0; events < MAX_COUNTS; events += 1) {
    if (events === next) {
      addAt(tail, place, weight * (exponent < 0 ? 1 : Math.max(0, 1 - below)));
      place += 1;
      next += k;
    }
    below += term;
    const ratio = ((size + events) / (events + 1)) * odds;
    term *= ratio;
    if (exponent < 0) {
      // Well before the largest term, which is no smaller than one part in millions.
      if (term > 1e-100) {
        const scale = Math.max(exponent, MIN_EXPONENT / 2);
        term *= Math.exp(scale);
        below *= Math.exp(scale);
        exponent -= scale;
      }
    } else if (ratio < 1 && term <= NEGLIGIBLE * (1 - ratio)) {
      return;
    }
  }
}

/** Sums up a count of which the chance of y or more is `chances[y]`, y > 0. */
export function summarise(tail: Tail): CountSummary {
  const { chances, length } = tail;
  let expected = 0;
  for (let y = 1; y < length; y += 1) {
    expected += chances[y] ?? 0;
  }
  const none = length > 1 ? 1 - (chances[1] ?? 0) : 1;
  return {
    expected,
    none,
    low: Math.min(wholeQuantile(tail, LOW_SHARE), Math.floor(expected)),
    high: Math.max(wholeQuantile(tail, HIGH_SHARE), Math.ceil(expected)),
    smoothLow: smoothQuantile(tail, LOW_SHARE),
    smoothMiddle: smoothQuantile(tail, (1 + none) / 2),
    smoothHigh: smoothQuantile(tail, HIGH_SHARE),
  };
}

/** The first place at which the chance of more is no larger than what the share leaves. */
function wholeQuantile({ chances, length }: Tail, share: number): number {
  // A chance that was computed may miss a step of the distribution by a last bit.
  const left = 1 - share + 1e-12;
  let below = 0;
  let found = Math.max(0, length - 1);
  while (found > below) {
    const middle = (below + found) >> 1;
    if ((chances[middle + 1] ?? 0) <= left) {
      found = middle;
    } else {
      below = middle + 1;
    }
  }
  return found;
}

/** The quantile where each whole number is spread evenly over half a step to both sides; 0 where none has that share. */
function smoothQuantile(tail: Tail, share: number): number {
  const { chances, length } = tail;
  const y = wholeQuantile(tail, share);
  if (y === 0) {
    return 0;
  }
  const from = chances[y] ?? 0;
  const to = y + 1 < length ? (chances[y + 1] ?? 0) : 0;
  return y - 0.5 + (from > to ? Math.min(1, Math.max(0, (from - (1 - share)) / (from - to))) : 0.5);
}
