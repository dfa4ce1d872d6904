import { selectQuantiles } from '../core/stats.ts';

/** What RFM looks at in one customer: days since the last purchase, orders, and the sum of what was paid. */
export type RfmFacts = { readonly recencyDays: number; readonly orders: number; readonly amountMinor: number };

/** The facts of many customers as columns. */
export type RfmColumns = { readonly [K in keyof RfmFacts]: ArrayLike<number> };

/** Four cuts a measure, rising, for the scores 1 to 5. */
export type RfmCuts = { readonly recency: readonly number[]; readonly frequency: readonly number[]; readonly amount: readonly number[] };

/** Scores from 1 (worst) to 5 (best). */
export type RfmScore = { readonly recency: number; readonly frequency: number; readonly amount: number };

const SHARES = [0.2, 0.4, 0.6, 0.8] as const;

type Box = { readonly name: string; readonly r: readonly [number, number]; readonly fm: readonly [number, number] };

/**
 * The segments, each a box of scores, both ends in; the first that fits wins. Frequency and amount have the same bounds.
 * Source of names and bounds: the worked example of the R package rfm (MIT). Customers in no box are `Others`.
 */
const SEGMENTS: readonly Box[] = [
  { name: 'Champions', r: [4, 5], fm: [4, 5] },
  { name: 'Loyal Customers', r: [2, 5], fm: [3, 5] },
  { name: 'Potential Loyalist', r: [3, 5], fm: [1, 3] },
  { name: 'New Customers', r: [4, 5], fm: [1, 1] },
  { name: 'Promising', r: [3, 4], fm: [1, 1] },
  { name: 'Need Attention', r: [2, 3], fm: [2, 3] },
  { name: 'About To Sleep', r: [2, 3], fm: [1, 2] },
  { name: 'At Risk', r: [1, 2], fm: [2, 5] },
  { name: "Can't Lose Them", r: [1, 1], fm: [4, 5] },
  { name: 'Lost', r: [1, 2], fm: [1, 2] },
];
/** The segment of scores that no box holds, such as a good amount from one order. */
export const OTHERS = 'Others';

/** Names of all segments, in the order in which they are tried. */
export const SEGMENT_NAMES: readonly string[] = [...SEGMENTS.map(({ name }) => name), OTHERS];

/**
 * Cuts at 20, 40, 60 and 80 % (type 7), each plus one unit: a day, an order, one major unit of money.
 * Source: the R package rfm, whose upper bounds are the quantiles plus 1, so that a customer at a quantile is below the cut.
 * @param unitMinor how many minor units the plus of the amount is
 */
export function learnRfmCuts(facts: RfmColumns, unitMinor: number): RfmCuts {
  const cut = (measure: ArrayLike<number>, unit: number): readonly number[] =>
    selectQuantiles(new Float64Array(measure), SHARES).map((quantile) => quantile + unit);
  return { recency: cut(facts.recencyDays, 1), frequency: cut(facts.orders, 1), amount: cut(facts.amountMinor, unitMinor) };
}

/**
 * Score 1 to 5: how many cuts a number has reached, plus one.
 * @example
 * scoreByCuts(4, [4, 5, 6, 8]) // 2
 */
export function scoreByCuts(number: number, cuts: readonly number[]): number {
  let score = 1;
  for (let at = 0; at < cuts.length; at += 1) {
    score += number >= (cuts[at] ?? 0) ? 1 : 0;
  }
  return score;
}

/** The three scores of a customer; few days since the last purchase are a good score. */
export function scoreRfm(facts: RfmFacts, cuts: RfmCuts): RfmScore {
  return {
    recency: 6 - scoreByCuts(facts.recencyDays, cuts.recency),
    frequency: scoreByCuts(facts.orders, cuts.frequency),
    amount: scoreByCuts(facts.amountMinor, cuts.amount),
  };
}

/** The segments of all scores, each under `placeOfScore`: looking up is faster than asking ten boxes. */
const SEGMENT_OF = Array.from({ length: 125 }, (_, place) =>
  findSegment({ recency: Math.floor(place / 25) + 1, frequency: (Math.floor(place / 5) % 5) + 1, amount: (place % 5) + 1 }),
);

/** Customers, orders and amount of each segment; of those that hold a customer, in the order of `SEGMENT_NAMES`. */
export function countSegments(
  facts: RfmColumns,
  cuts: RfmCuts,
): readonly (readonly [string, { readonly customers: number; readonly orders: number; readonly amount: number }])[] {
  const [customers, orders, amounts] = [new Float64Array(125), new Float64Array(125), new Float64Array(125)];
  for (let at = 0; at < facts.orders.length; at += 1) {
    const days = facts.recencyDays[at] ?? 0;
    const bought = facts.orders[at] ?? 0;
    const amountMinor = facts.amountMinor[at] ?? 0;
    const place =
      (5 - scoreByCuts(days, cuts.recency)) * 25 + (scoreByCuts(bought, cuts.frequency) - 1) * 5 + scoreByCuts(amountMinor, cuts.amount) - 1;
    customers[place] = (customers[place] ?? 0) + 1;
    orders[place] = (orders[place] ?? 0) + bought;
    amounts[place] = (amounts[place] ?? 0) + amountMinor;
  }
  return SEGMENT_NAMES.flatMap((name) => {
    const sum = (of: Float64Array): number => of.reduce((before, more, place) => before + (SEGMENT_OF[place] === name ? more : 0), 0);
    const count = sum(customers);
    return count === 0 ? [] : [[name, { customers: count, orders: sum(orders), amount: sum(amounts) }] as const];
  });
}

/**
 * The name of the segment that three scores fall into.
 * @example
 * findSegment({ recency: 5, frequency: 4, amount: 5 }) // 'Champions'
 */
export function findSegment(score: RfmScore): string {
  const isIn = (of: number, [from, to]: readonly [number, number]): boolean => of >= from && of <= to;
  return SEGMENTS.find(({ r, fm }) => isIn(score.recency, r) && isIn(score.frequency, fm) && isIn(score.amount, fm))?.name ?? OTHERS;
}
