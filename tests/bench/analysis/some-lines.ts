import { createLines, type Lines, type NewLine } from '#shared/analysis/core/lines.ts';

/** Numbers that look like chance and are the same in every run. Source: Mulberry32 by Tommy Ettinger, public domain. */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIRST_DAY = 19_400;
const DAYS = 1000;
const PRODUCTS = 5000;

/**
 * Orders of many customers by day, as a shop would have them: a tenth as many customers as lines, each with an own rhythm and
 * a few favourite products, some of whom leave; five thousand products of which few sell much.
 */
export function* makeOrders(lines: number): Generator<readonly NewLine[]> {
  const chance = createChance(7);
  const customers = Math.max(20, Math.floor(lines / 10));
  const product = (): number => Math.floor(Math.min(PRODUCTS, lines) * chance() ** 2.2);
  const gamma = (shape: number): number => Array.from({ length: shape }, () => -Math.log(1 - chance())).reduce((sum, more) => sum + more, 0) / shape;
  const byDay: number[][] = Array.from({ length: DAYS }, () => []);
  const favourites: number[][] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    favourites.push(Array.from({ length: 5 }, product));
    const gap = 180 * Math.exp(1.4 * (chance() + chance() + chance() - 1.5));
    const until = chance() < 0.5 ? DAYS : DAYS * chance();
    for (let day = DAYS * chance() ** 1.5; day < until; day += Math.max(1, gap * gamma(3))) {
      byDay[Math.floor(day)]?.push(customer);
    }
  }
  let [made, number] = [0, 0];
  // Where the rhythms do not make lines enough, the days are gone through again as other orders.
  while (made < lines) {
    for (const [day, buyers] of byDay.entries()) {
      for (const customer of buyers) {
        const size = Math.min(lines - made, 1 + Math.floor(chance() * chance() * 8));
        if (size === 0) {
          return;
        }
        number += 1;
        made += size;
        yield makeOrder(
          number,
          customer,
          FIRST_DAY + day,
          size,
          () => (chance() < 0.6 ? (favourites[customer]?.[Math.floor(chance() * 5)] ?? 0) : product()),
          chance,
        );
      }
    }
  }
}

function makeOrder(number: number, customer: number, day: number, size: number, product: () => number, chance: () => number): readonly NewLine[] {
  const head = {
    customer: `customer ${customer}`,
    day,
    order: `${number}`,
    channel: `channel ${number % 4}`,
    place: `place ${customer % 50}`,
    rep: `rep ${customer % 30}`,
  };
  return Array.from({ length: size }, () => {
    const bought = product();
    const quantity = 1 + Math.floor(chance() * 4);
    const amountMinor = quantity * (100 + (bought % 977) * 10);
    return {
      ...head,
      product: `product ${bought}`,
      category: `category ${bought % 40}`,
      currency: 'EUR',
      quantity,
      amountMinor,
      costMinor: Math.round(amountMinor * 0.6),
      discountMinor: chance() < 0.1 ? Math.round(amountMinor * 0.1) : undefined,
    };
  });
}

/** All of them as columns. */
export function makeLines(lines: number): Lines {
  const store = createLines(lines);
  for (const order of makeOrders(lines)) {
    order.forEach((line) => store.append(line));
  }
  return store.read();
}
