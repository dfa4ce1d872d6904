import * as v from 'valibot';
import type { PairCount, PairFacts } from '../customer-facts.ts';
import { NO_DAY, type DayNumber } from '../core/calendar.ts';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { wilsonInterval } from '../core/numerics/proportions.ts';
import { roundTo6 } from '../core/stats.ts';

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
const MIN_ORDERS = 10;
/** What was learnt travels in one field of a record, beside tiers and rhythms. */
const MAX_JSON_LENGTH = 6000;
/** Larger orders are whole assortments; who buys everything says nothing of two products. */
const MAX_PRODUCTS = 60;
/** A customer's own orders that have to hold a pair before it is called theirs, and pairs that are told. */
const MIN_OWN_ORDERS = 3;
const SHOWN = 2;

/** The products bought in each order up to and with `asOf`, each once, as numbers of the dictionary. */
function listBaskets(lines: Lines, asOf: DayNumber): readonly (readonly number[])[] {
  const baskets = new Map<number, Set<number>>();
  for (let line = 0; line < lines.count; line += 1) {
    const [order, product, day] = [lines.text.order[line] ?? -1, lines.text.product[line] ?? -1, lines.day[line] ?? NO_DAY];
    if (order < 0 || day > asOf || !isBought(lines, line)) {
      continue;
    }
    const held = baskets.get(order) ?? new Set();
    baskets.set(order, product < 0 ? held : held.add(product));
  }
  return [...baskets.values()].map((products) => [...products]);
}

/**
 * The pairs of products that the orders of a whole team hold together: at least ten times, and more often than chance has
 * it even at the lower end of the 95 % interval (Wilson 1927) of the confidence. `left` is the rarer product: who buys
 * it buys `right` as well. Those that explain most orders come first (leverage, Piatetsky-Shapiro 1991).
 */
export function learnPairs(lines: Lines, asOf: DayNumber): PairsLearnt {
  const baskets = listBaskets(lines, asOf);
  const { names } = lines.dictionary.product;
  const single = new Map<number, number>();
  const both = new Map<number, number>();
  for (const products of baskets) {
    products.forEach((product) => single.set(product, (single.get(product) ?? 0) + 1));
    for (const [at, a] of products.length > MAX_PRODUCTS ? [] : products.entries()) {
      for (const b of products.slice(at + 1)) {
        const key = Math.min(a, b) * names.length + Math.max(a, b);
        both.set(key, (both.get(key) ?? 0) + 1);
      }
    }
  }
  const orders = baskets.length;
  const found: Pair[] = [];
  for (const [key, together] of both) {
    const [a, b] = [Math.floor(key / names.length), key % names.length];
    const [first, second] = [names[a] ?? '', names[b] ?? ''];
    const [withFirst, withSecond] = [single.get(a) ?? 0, single.get(b) ?? 0];
    const isFirstLeft = withFirst < withSecond || (withFirst === withSecond && first < second);
    const pair = isFirstLeft
      ? { left: first, right: second, together, withLeft: withFirst, withRight: withSecond }
      : { left: second, right: first, together, withLeft: withSecond, withRight: withFirst };
    if (together >= MIN_ORDERS && wilsonInterval(together, pair.withLeft).low > pair.withRight / orders) {
      found.push(pair);
    }
  }
  const leverage = ({ together, withLeft, withRight }: Pair): number => together / orders - (withLeft / orders) * (withRight / orders);
  const ranked = found.toSorted((a, b) => leverage(b) - leverage(a) || (a.left + a.right < b.left + b.right ? -1 : 1));
  let left = MAX_JSON_LENGTH;
  const pairs = ranked.filter((pair) => (left -= JSON.stringify(pair).length + 1) >= 0);
  return { orders, pairs };
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
  const baskets = listBaskets(lines, asOf).map((products) => new Set(products.map((product) => names[product])));
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
