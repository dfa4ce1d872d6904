import * as v from 'valibot';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { gatherBaskets, type Baskets } from '../core/baskets.ts';
import type { Lines } from '../core/lines.ts';
import { findFrequentSets, type FrequentSets } from './frequent.ts';
import { describeWhom, listOverTime, OverTime, Whom } from './pair-parts.ts';
import { listPairs, MIN_ORDERS, type CountedPair } from './pairs.ts';
import { findRules, measureRules, Rule } from './rules.ts';

/** Raised when the same orders give other rules. */
const BASKET_VERSION = '1';

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const Size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(250));

const BasketParams = v.object({
  /** Products, or their categories. */
  of: v.optional(v.picklist(['product', 'category']), 'product'),
  /**
   * Share of all orders that a set must be in, rounded up to whole orders, and of the orders with the left side that must
   * hold the right one. Any of these four asks for all sets and rules at these thresholds; without them there are pairs that
   * people can rely on: in ten orders, and above chance at the lower end of the interval.
   */
  minSupport: v.optional(Share),
  minConfidence: v.optional(Share),
  /** Things in a whole rule, both sides together; 1 lists rules with an empty left side too. */
  minLength: v.optional(Size),
  maxLength: v.optional(Size),
});
type BasketParams = v.InferOutput<typeof BasketParams>;

const Basket = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  /** Orders that name what they hold, and how many different things they hold. */
  orders: v.number(),
  items: v.number(),
  /** Orders that a set must be in. */
  minCount: v.number(),
  /** Frequent sets, and how many have one thing, two, and so on. */
  itemsets: v.object({ total: v.number(), bySize: v.array(v.number()) }),
  /** Rules found, of which the first are listed: those with the highest lift on top. */
  found: v.number(),
  rules: v.array(Rule),
  /** Pairs that one customer bought, in one order or in several; null where lines name no customers. */
  overTime: v.nullable(v.array(OverTime)),
  /** Those of them that ten customers bought at different places, most customers first; null where lines name no places. */
  acrossPlaces: v.nullable(v.array(OverTime)),
  /** By whom and where the pairs that explain most orders are bought; null where lines name no customers. */
  byWhom: v.nullable(v.array(Whom)),
});
type Basket = v.InferOutput<typeof Basket>;

/** What is bought together: in one order, by one customer over time, at different places, and by whom. */
export const basket = defineAnalysis({
  id: 'product.basket',
  version: BASKET_VERSION,
  needs: [],
  params: BasketParams,
  output: Basket,
  run: runBasket,
});

/** Sets after which a threshold is too low to be of use: the result says so instead of filling the memory. */
const MAX_SETS = 3_000_000;
/** Pairs and rules that people are shown; who asks for thresholds gets all. */
const SHOWN_PAIRS = 500;
const SHOWN_WHOM = 50;

/** Sets and rules, however they were asked for. */
type Mined = {
  readonly sets: FrequentSets;
  readonly minCount: number;
  readonly found: number;
  readonly rules: Rule[];
  readonly pairs: readonly CountedPair[];
};

function runBasket({ lines, params, asOf }: AnalysisInput<BasketParams>): Basket {
  const baskets = gatherBaskets(lines, asOf, 'order', params.of);
  const { names } = lines.dictionary[params.of];
  const { minSupport, minConfidence, minLength, maxLength } = params;
  const isForPeople = [minSupport, minConfidence, minLength, maxLength].every((given) => given === undefined);
  const mined = isForPeople ? minePairs(baskets, names) : mineDeep(baskets, names, params);
  const missing = findMissing(lines, baskets, mined, params.of);
  const hasCustomers = lines.known.has('customer') && lines.known.has('day');
  const overTime = hasCustomers ? listOverTime(lines, asOf, params.of) : null;
  const acrossPlaces = lines.known.has('place') ? overTime : null;
  return {
    method: isForPeople
      ? 'pairs in ten orders, Wilson interval of the lift above 1; Fisher exact, Benjamini-Hochberg'
      : 'frequent sets depth first (Eclat, occurrence deliver); Fisher exact, Benjamini-Hochberg',
    version: BASKET_VERSION,
    enough: missing.length === 0,
    missing,
    orders: baskets.count,
    items: mined.sets.withItem.reduce((sum, orders) => sum + (orders > 0 ? 1 : 0), 0),
    minCount: mined.minCount,
    itemsets: { total: mined.sets.count, bySize: countBySize(mined.sets) },
    found: mined.found,
    rules: mined.rules,
    overTime: overTime && [...overTime],
    acrossPlaces:
      acrossPlaces &&
      acrossPlaces.filter(({ atTwoPlaces }) => (atTwoPlaces ?? 0) >= MIN_ORDERS).toSorted((a, b) => (b.atTwoPlaces ?? 0) - (a.atTwoPlaces ?? 0)),
    byWhom: hasCustomers ? [...describeWhom(lines, baskets, params.of, mined.pairs.slice(0, SHOWN_WHOM))] : null,
  };
}

function minePairs(baskets: Baskets, names: readonly string[]): Mined {
  const { sets, tested, pairs } = listPairs(baskets, Infinity, names);
  const shown = pairs.slice(0, SHOWN_PAIRS).map((pair) => ({ ...pair, left: [pair.left] }));
  return { sets, minCount: MIN_ORDERS, found: pairs.length, rules: measureRules(shown, baskets.count, names, tested), pairs };
}

function mineDeep(baskets: Baskets, names: readonly string[], params: BasketParams): Mined {
  const { minSupport = 0.01, minConfidence = 0.5, minLength = 1, maxLength = 10 } = params;
  // What is asked for in decimals is met in decimals: 0.07 of 100 orders is 7, though in binary it is a little more.
  const minCount = Math.max(1, Math.ceil(minSupport * baskets.count - 1e-9));
  const sets = findFrequentSets(baskets, { minCount, maxSize: maxLength, maxSets: MAX_SETS });
  const counted = sets.isCut ? [] : findRules(sets, baskets.count, minConfidence, minLength);
  const pairs = counted.flatMap(({ left, right, both, withLeft, withRight }) =>
    left.length === 1 ? left.map((one) => ({ left: one, right, both, withLeft, withRight })) : [],
  );
  return { sets, minCount, found: counted.length, rules: measureRules(counted, baskets.count, names), pairs };
}

function countBySize(sets: FrequentSets): number[] {
  const bySize: number[] = [];
  for (const size of sets.size) {
    bySize[size - 1] = (bySize[size - 1] ?? 0) + 1;
  }
  return bySize;
}

function findMissing(lines: Lines, baskets: Baskets, { sets, found, minCount }: Mined, of: 'product' | 'category'): Missing[] {
  // Without numbers of orders, what a customer bought on one day is one order.
  const hasOrders = lines.known.has('order') || (lines.known.has('customer') && lines.known.has('day'));
  const unknown = [...(lines.known.has(of) ? [] : [of]), ...(hasOrders ? [] : ['order'])];
  if (unknown.length > 0) {
    return unknown.map((what) => ({ what, have: 0, needed: 1 }));
  }
  if (sets.isCut) {
    return [{ what: 'support', have: minCount, needed: minCount + 1 }];
  }
  return found > 0 || sets.count > 0 ? [] : [{ what: 'orders', have: baskets.count, needed: minCount }];
}
