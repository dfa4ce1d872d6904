import * as v from 'valibot';
import { gatherBaskets, type Baskets } from '../core/baskets.ts';
import type { DayNumber } from '../core/calendar.ts';
import { indexByCustomer, isBought } from '../core/index-lines.ts';
import type { Lines, TextColumn } from '../core/lines.ts';
import { listPairs, type CountedPair } from './pairs.ts';

/** Two things that one customer bought, whether in one order or in several. */
export const OverTime = v.object({
  left: v.string(),
  right: v.string(),
  /** Customers who bought both, of all who bought anything, and of those who bought the left one. */
  customers: v.number(),
  support: v.number(),
  confidence: v.number(),
  lift: v.number(),
  /** Customers of these whose first purchase of the right one came on a later day than that of the left one, and the reverse. */
  leftFirst: v.number(),
  rightFirst: v.number(),
  /** Customers of these who bought the two at different places; null where lines name no places. */
  atTwoPlaces: v.nullable(v.number()),
});
export type OverTime = v.InferOutput<typeof OverTime>;

const Part = v.array(v.object({ name: v.string(), orders: v.number() }));

/** By whom, and where, two things are bought in one order. */
export const Whom = v.object({
  left: v.string(),
  right: v.string(),
  orders: v.number(),
  /** Different customers, and those of them who did it more than once. */
  customers: v.number(),
  again: v.number(),
  /** Orders by customer, channel, place and rep: the most frequent first, five at most; empty where none is known. */
  topCustomers: Part,
  channels: Part,
  places: Part,
  reps: Part,
});
export type Whom = v.InferOutput<typeof Whom>;

/** Customers with more products than this buy whole assortments. */
const MAX_PRODUCTS = 200;
/** Pairs that are looked at more closely. */
const LOOKED_AT = 300;
const SHOWN_PARTS = 5;

type What = Extract<TextColumn, 'product' | 'category'>;

/**
 * Pairs by customer: at least ten customers bought both, more than chance has it. For each, which came first and whether the
 * two came from different places.
 */
export function listOverTime(lines: Lines, asOf: DayNumber, what: What): readonly OverTime[] {
  const baskets = gatherBaskets(lines, asOf, 'customer', what);
  const { names } = lines.dictionary[what];
  const pairs = listPairs(baskets, MAX_PRODUCTS, names).pairs.slice(0, LOOKED_AT);
  const followed = followCustomers(lines, asOf, what, pairs);
  return pairs.map((pair, at): OverTime => {
    const { left, right, both, withLeft, withRight } = pair;
    const seen = followed[at] ?? { leftFirst: 0, rightFirst: 0, atTwoPlaces: 0 };
    return {
      left: names[left] ?? '',
      right: names[right] ?? '',
      customers: both,
      support: both / baskets.count,
      confidence: both / withLeft,
      lift: (both * baskets.count) / (withLeft * withRight),
      leftFirst: seen.leftFirst,
      rightFirst: seen.rightFirst,
      atTwoPlaces: lines.known.has('place') ? seen.atTwoPlaces : null,
    };
  });
}

/** Pairs by the thing on their left, as places in the list. */
function byLeft(pairs: readonly CountedPair[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [at, { left }] of pairs.entries()) {
    places.set(left, [...(places.get(left) ?? []), at]);
  }
  return places;
}

function followCustomers(lines: Lines, asOf: DayNumber, what: What, pairs: readonly CountedPair[]) {
  const index = indexByCustomer(lines);
  const pairsOf = byLeft(pairs);
  const items = lines.dictionary[what].names.length;
  const isLookedAt = new Uint8Array(items);
  pairs.forEach(({ left, right }) => (isLookedAt[left] = isLookedAt[right] = 1));
  const boughtBy = new Int32Array(items).fill(-1);
  const firstDay = new Int32Array(items);
  const firstPlace = new Int32Array(items);
  const hasPlaces = new Uint8Array(items);
  const found = pairs.map(() => ({ leftFirst: 0, rightFirst: 0, atTwoPlaces: 0 }));
  const text = lines.text[what];
  const own: number[] = [];
  for (let customer = 0; customer < index.customers; customer += 1) {
    own.length = 0;
    for (let at = index.start[customer] ?? 0; at < (index.start[customer + 1] ?? 0); at += 1) {
      const line = index.line[at] ?? 0;
      const item = text[line] ?? -1;
      const day = lines.day[line] ?? 0;
      if (item >= 0 && isLookedAt[item] === 1 && day <= asOf && isBought(lines, line)) {
        const place = lines.text.place[line] ?? -1;
        if (boughtBy[item] !== customer) {
          boughtBy[item] = customer;
          firstDay[item] = day;
          firstPlace[item] = place;
          hasPlaces[item] = 0;
          own.push(item);
        } else if (place >= 0 && place !== firstPlace[item]) {
          // A purchase without a place says nothing of where the others were.
          hasPlaces[item] = (firstPlace[item] ?? -1) < 0 ? 0 : 1;
          firstPlace[item] = (firstPlace[item] ?? -1) < 0 ? place : (firstPlace[item] ?? -1);
        }
      }
    }
    for (const left of own) {
      for (const at of pairsOf.get(left) ?? []) {
        const right = pairs[at]?.right ?? -1;
        const seen = found[at];
        if (seen !== undefined && boughtBy[right] === customer) {
          const leftDay = firstDay[left] ?? 0;
          const rightDay = firstDay[right] ?? 0;
          seen.leftFirst += leftDay < rightDay ? 1 : 0;
          seen.rightFirst += rightDay < leftDay ? 1 : 0;
          const leftPlace = firstPlace[left] ?? -1;
          const rightPlace = firstPlace[right] ?? -1;
          const isApart = leftPlace >= 0 && rightPlace >= 0 && (leftPlace !== rightPlace || hasPlaces[left] === 1 || hasPlaces[right] === 1);
          seen.atTwoPlaces += isApart ? 1 : 0;
        }
      }
    }
  }
  return found;
}

/**
 * By whom and where pairs are bought in one order.
 * @param baskets one for each order, of the things of the pairs
 */
export function describeWhom(lines: Lines, baskets: Baskets, what: What, pairs: readonly CountedPair[]): readonly Whom[] {
  const pairsOf = byLeft(pairs);
  const firstLine = findFirstLines(lines);
  const columns = ['customer', 'channel', 'place', 'rep'] as const;
  const counted = pairs.map(() => columns.map(() => new Map<number, number>()));
  const isLeft = new Uint8Array(baskets.items);
  pairs.forEach(({ left }) => (isLeft[left] = 1));
  const heldBy = new Int32Array(baskets.items).fill(-1);
  for (let basket = 0; basket < baskets.count; basket += 1) {
    const from = baskets.start[basket] ?? 0;
    const end = baskets.start[basket + 1] ?? 0;
    for (let at = from; at < end; at += 1) {
      heldBy[baskets.item[at] ?? 0] = basket;
    }
    for (let at = from; at < end; at += 1) {
      const left = baskets.item[at] ?? 0;
      for (const pair of isLeft[left] === 1 ? (pairsOf.get(left) ?? []) : []) {
        if (heldBy[pairs[pair]?.right ?? -1] === basket) {
          const line = firstLine[baskets.owner[basket] ?? 0] ?? 0;
          for (let place = 0; place < columns.length; place += 1) {
            const name = lines.text[columns[place] ?? 'rep'][line] ?? -1;
            const counts = counted[pair]?.[place];
            counts?.set(name, (counts.get(name) ?? 0) + 1);
          }
        }
      }
    }
  }
  const { names } = lines.dictionary[what];
  return pairs.map(({ left, right, both }, at) => {
    const [customers = new Map<number, number>(), ...others] = counted[at] ?? [];
    customers.delete(-1);
    const [channels = [], places = [], reps = []] = others.map((counts, place) => topOf(counts, lines.dictionary[columns[place + 1] ?? 'rep'].names));
    return {
      left: names[left] ?? '',
      right: names[right] ?? '',
      orders: both,
      customers: customers.size,
      again: [...customers.values()].filter((orders) => orders > 1).length,
      topCustomers: topOf(customers, lines.dictionary.customer.names),
      channels,
      places,
      reps,
    };
  });
}

/** The first line of each order. */
function findFirstLines({ count, text: { order }, orders }: Lines): Int32Array {
  const first = new Int32Array(orders);
  for (let line = count - 1; line >= 0; line -= 1) {
    const number = order[line] ?? -1;
    if (number >= 0) {
      first[number] = line;
    }
  }
  return first;
}

function topOf(counts: ReadonlyMap<number, number>, names: readonly string[]): v.InferOutput<typeof Part> {
  return [...counts]
    .flatMap(([place, orders]) => (names[place] === undefined ? [] : [{ name: names[place], orders }]))
    .sort((a, b) => b.orders - a.orders || (a.name < b.name ? -1 : 1))
    .slice(0, SHOWN_PARTS);
}
