import * as v from 'valibot';
import type { PairCount, PairFacts } from '../customer-facts.ts';
import { gatherBaskets, type Baskets } from '../core/baskets.ts';
import type { DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { wilsonInterval } from '../core/numerics/proportions.ts';
import { roundTo6 } from '../core/stats.ts';
import { findFrequentSets, type FrequentSets } from './frequent.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Pairs of products that stand in one order more often than chance has it, and of how many orders. */
export const PairsLearnt = v.object({
  orders: Count,
  pairs: v.array(v.object({ left: v.string(), right: v.string(), together: Count, withLeft: Count, withRight: Count })),
});
export type PairsLearnt = v.InferOutput<typeof PairsLearnt>;
type Pair = PairsLearnt['pairs'][number];

export const NO_PAIRS: PairsLearnt = { orders: 0, pairs: [] };

/** A pair that fewer orders hold is an accident (analysis design 6.9). */
export const MIN_ORDERS = 10;
/** What was learnt travels in one field of a record, beside tiers and rhythms. */
const MAX_JSON_LENGTH = 6000;
/** Larger orders are whole assortments; who buys everything says nothing of two products. */
const MAX_PRODUCTS = 60;
/** Single things and pairs together; more than that is no sign of anything, and would fill the memory. */
const MAX_PAIRS = 5_000_000;
/** A customer's own orders that have to hold a pair before it is called theirs, and pairs that are told. */
const MIN_OWN_ORDERS = 3;
const SHOWN = 2;

/**
 * The pairs of products that the orders of a whole team hold together: at least ten times, and more often than chance has
 * it even at the lower end of the 95 % interval (Wilson 1927) of the confidence. `left` is the rarer product: who buys
 * it buys `right` as well. Those that explain most orders come first (leverage, Piatetsky-Shapiro 1991).
 */
export function learnPairs(lines: Lines, asOf: DayNumber): PairsLearnt {
  const baskets = gatherBaskets(lines, asOf, 'order', 'product');
  const { names } = lines.dictionary.product;
  const found = listPairs(baskets, MAX_PRODUCTS, names);
  let left = MAX_JSON_LENGTH;
  const pairs: Pair[] = [];
  for (const { left: one, right, both, withLeft, withRight } of found.pairs) {
    const pair = { left: names[one] ?? '', right: names[right] ?? '', together: both, withLeft, withRight };
    left -= JSON.stringify(pair).length + 1;
    if (left >= 0) {
      pairs.push(pair);
    }
  }
  return { orders: baskets.count, pairs };
}

/** A pair by its counts; `left` is the rarer thing. */
export type CountedPair = {
  readonly left: number;
  readonly right: number;
  readonly both: number;
  readonly withLeft: number;
  readonly withRight: number;
};

/** Pairs that so many baskets hold that it is no accident, and those of them that chance does not explain. */
export type FoundPairs = {
  readonly sets: FrequentSets;
  /** Pairs in ten baskets or more: so many were looked at. */
  readonly tested: number;
  /** Those that explain most baskets come first (leverage, Piatetsky-Shapiro 1991). */
  readonly pairs: readonly CountedPair[];
};

/**
 * Pairs in at least ten baskets that stand together more often than chance has it even at the lower end of the 95 % interval
 * (Wilson 1927) of the confidence: who buys the rarer thing buys the other as well.
 * @param maxBasket baskets with more things count for single things only
 * @param names by which pairs are told apart that are alike in all else
 */
export function listPairs(baskets: Baskets, maxBasket: number, names: readonly string[]): FoundPairs {
  const sets = findFrequentSets(baskets, { minCount: MIN_ORDERS, maxSize: 2, maxBasket, maxSets: MAX_PAIRS });
  const pairs: CountedPair[] = [];
  let tested = 0;
  for (let set = 0; set < sets.count; set += 1) {
    const parent = sets.parent[set] ?? -1;
    if (parent >= 0) {
      tested += 1;
      const [one, other] = [sets.item[parent] ?? 0, sets.item[set] ?? 0];
      const [withOne, withOther] = [sets.withItem[one] ?? 0, sets.withItem[other] ?? 0];
      const isOneLeft = withOne < withOther || (withOne === withOther && (names[one] ?? '') < (names[other] ?? ''));
      const [left, right] = isOneLeft ? [one, other] : [other, one];
      const [withLeft, withRight] = isOneLeft ? [withOne, withOther] : [withOther, withOne];
      const both = sets.baskets[set] ?? 0;
      if (wilsonInterval(both, withLeft).low > withRight / baskets.count) {
        pairs.push({ left, right, both, withLeft, withRight });
      }
    }
  }
  const leverage = ({ both, withLeft, withRight }: CountedPair): number => both * baskets.count - withLeft * withRight;
  const nameOf = ({ left, right }: CountedPair): string => (names[left] ?? '') + (names[right] ?? '');
  return { sets, tested, pairs: pairs.sort((a, b) => leverage(b) - leverage(a) || (nameOf(a) < nameOf(b) ? -1 : 1)) };
}

function countOf(together: number, withLeft: number, withRight: number, orders: number): PairCount {
  return {
    together,
    orders,
    support: roundTo6(together / orders),
    confidence: roundTo6(together / withLeft),
    lift: roundTo6((together * orders) / (withLeft * withRight)),
  };
}

/**
 * Which of the learnt pairs one customer buys together: in at least three orders, the most frequent first.
 * @param lines the lines of this customer alone
 * @param nameOf what a product of the lines is called where people read it
 */
export function findPairs(lines: Lines, learnt: PairsLearnt, asOf: DayNumber, nameOf: (product: string) => string): readonly PairFacts[] {
  if (learnt.pairs.length === 0) {
    return [];
  }
  const { names } = lines.dictionary.product;
  const { count, start, item } = gatherBaskets(lines, asOf, 'order', 'product');
  const baskets = Array.from({ length: count }, (_, at) => new Set(Array.from(item.subarray(start[at], start[at + 1]), (product) => names[product])));
  const holding = (...products: readonly string[]): number => baskets.filter((held) => products.every((product) => held.has(product))).length;
  return learnt.pairs
    .flatMap(({ left, right, together, withLeft, withRight }): PairFacts[] => {
      const own = holding(left, right);
      const here = own < MIN_OWN_ORDERS ? undefined : countOf(own, holding(left), holding(right), baskets.length);
      return here ? [{ left: nameOf(left), right: nameOf(right), here, everywhere: countOf(together, withLeft, withRight, learnt.orders) }] : [];
    })
    .toSorted((a, b) => b.here.together - a.here.together || b.everywhere.lift - a.everywhere.lift)
    .slice(0, SHOWN);
}
