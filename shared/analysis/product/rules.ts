import * as v from 'valibot';
import { adjustForMany, fisherAbove } from '../core/numerics/proportions.ts';
import type { FrequentSets } from './frequent.ts';

/** One rule: baskets with everything on the left often hold what is on the right as well. */
export const Rule = v.object({
  left: v.array(v.string()),
  right: v.array(v.string()),
  /** Share of all baskets that hold both sides, and of those with the left side that hold the right one. */
  support: v.number(),
  confidence: v.number(),
  /** How many times more often than if both sides had nothing to do with each other. */
  lift: v.number(),
  /** By how large a share of all baskets they stand together more often than by chance (Piatetsky-Shapiro 1991). */
  leverage: v.number(),
  /** How many times more often the rule would be wrong by chance (Brin et al. 1997); null where it is never wrong. */
  conviction: v.nullable(v.number()),
  /** Pearson's chi-squared of the table of two by two, without correction; null where a side is in all baskets. */
  chi2: v.nullable(v.number()),
  /** Baskets with both sides. */
  count: v.number(),
  /** Fisher's exact test, one-sided, and the same adjusted for all rules that were tested (Benjamini and Hochberg 1995). */
  pValue: v.number(),
  adjustedPValue: v.number(),
});
export type Rule = v.InferOutput<typeof Rule>;

/** A rule by the counts that all its measures come from. The numbers are those of things. */
export type Counted = {
  readonly left: readonly number[];
  readonly right: number;
  readonly both: number;
  readonly withLeft: number;
  readonly withRight: number;
};

/**
 * All rules with one thing on the right whose confidence is high enough, from sets that are frequent.
 * @param minLength things on both sides together; 1 asks for rules with an empty left side as well, which say how frequent a thing is
 */
export function findRules(sets: FrequentSets, baskets: number, minConfidence: number, minLength: number): readonly Counted[] {
  const stride = sets.withItem.length;
  const places = new Map<number, number>();
  for (let set = 0; set < sets.count; set += 1) {
    places.set(((sets.parent[set] ?? -1) + 1) * stride + (sets.item[set] ?? 0), set);
  }
  const found: Counted[] = [];
  const chain: number[] = [];
  for (let set = 0; set < sets.count; set += 1) {
    const size = sets.size[set] ?? 0;
    if (size < minLength) {
      continue;
    }
    for (let one = set, at = size - 1; at >= 0; one = sets.parent[one] ?? -1, at -= 1) {
      chain[at] = one;
    }
    const both = sets.baskets[set] ?? 0;
    for (let at = 0; at < size; at += 1) {
      // The set without one thing is frequent too, so it is in the tree, under the things before that one and those behind it.
      let without = at === 0 ? -1 : (chain[at - 1] ?? -1);
      for (let next = at + 1; next < size; next += 1) {
        without = places.get((without + 1) * stride + (sets.item[chain[next] ?? 0] ?? 0)) ?? -1;
      }
      const withLeft = size === 1 ? baskets : (sets.baskets[without] ?? 0);
      // What is asked for in decimals is met in decimals: 0.8 of 15 is 12.
      if (both >= minConfidence * withLeft - 1e-9) {
        const right = sets.item[chain[at] ?? 0] ?? 0;
        const left = chain.slice(0, size).flatMap((one, place) => (place === at ? [] : [sets.item[one] ?? 0]));
        found.push({ left, right, both, withLeft, withRight: sets.withItem[right] ?? 0 });
      }
    }
  }
  return found;
}

/**
 * Rules with their measures, those with the highest lift first.
 * @param tested how many rules were looked at; those that are not given were no more frequent than chance
 */
export function measureRules(counted: readonly Counted[], baskets: number, names: readonly string[], tested = counted.length): Rule[] {
  const pValues = counted.map(({ left, both, withLeft, withRight }) => (left.length === 0 ? 1 : fisherAbove(both, withLeft, withRight, baskets)));
  // The untested ones would stand behind all others with a chance of 1: all they do is to raise the number of tests.
  const share = tested / Math.max(1, counted.length);
  const adjusted = adjustForMany(pValues).map((pValue) => Math.min(1, pValue * share));
  const nameOf = (item: number): string => names[item] ?? '';
  return counted
    .map(({ left, right, both, withLeft, withRight }, at): Rule => {
      const [support, confidence] = [both / baskets, both / withLeft];
      const expected = (withLeft / baskets) * (withRight / baskets);
      return {
        left: left.map(nameOf).toSorted(),
        right: [nameOf(right)],
        support,
        confidence,
        lift: (both * baskets) / (withLeft * withRight),
        leverage: support - expected,
        conviction: both === withLeft ? null : (1 - withRight / baskets) / (1 - confidence),
        chi2: chiSquared(both, withLeft, withRight, baskets),
        count: both,
        pValue: pValues[at] ?? 1,
        adjustedPValue: adjusted[at] ?? 1,
      };
    })
    .sort((a, b) => b.lift - a.lift || b.count - a.count || compare(a, b));
}

/** Pearson's statistic of a table of two by two: how far the counts are from those that chance would give. */
function chiSquared(both: number, withLeft: number, withRight: number, of: number): number | null {
  const margins = withLeft * (of - withLeft) * withRight * (of - withRight);
  const apart = both * of - withLeft * withRight;
  return margins === 0 ? null : (apart * apart * of) / margins;
}

function compare(a: Rule, b: Rule): number {
  const [one, other] = [[...a.left, ...a.right].join('\n'), [...b.left, ...b.right].join('\n')];
  return one < other ? -1 : one > other ? 1 : 0;
}
