import { HIGH_SHARE, LOW_SHARE } from './model.ts';

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

/** Mean and interval of a count of which the chance of y or more is `chances[y]`, y > 0. The interval holds the mean. */
export function summarise({ chances, length }: Tail): { readonly expected: number; readonly low: number; readonly high: number } {
  let expected = 0;
  let low = -1;
  let high = -1;
  for (let y = 1; y < length; y += 1) {
    const chance = chances[y] ?? 0;
    expected += chance;
    // A chance that was computed may miss a step of the distribution by a last bit.
    if (low < 0 && 1 - chance >= LOW_SHARE - 1e-12) {
      low = y - 1;
    }
    if (high < 0 && 1 - chance >= HIGH_SHARE - 1e-12) {
      high = y - 1;
    }
  }
  const end = Math.max(0, length - 1);
  return {
    expected,
    low: Math.min(low < 0 ? end : low, Math.floor(expected)),
    high: Math.max(high < 0 ? end : high, Math.ceil(expected)),
  };
}
