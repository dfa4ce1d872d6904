import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOf, learnFacts } from '#shared/analysis/facts.ts';
import { findPairs, learnPairs } from '#shared/analysis/product/pairs.ts';
import { findUsualProduct } from '#shared/analysis/product/usual.ts';
import type { Order } from '#shared/model/order.ts';
import { aDay, anId, anOrder, anOrderLine } from '../an-order.ts';

const asOf = '2026-11-24';
const today = aDay(asOf);

/** One order of some products, 1.00 for each. */
const anOrderOf = (number: number, products: readonly string[], given: Partial<Order> = {}): Order =>
  anOrder(number, '2026-10-01', {
    lines: Object.fromEntries(products.map((productName, at) => [at, anOrderLine({ productName, amountMinor: 100 })])),
    ...given,
  });

/** 12 orders with beer and nappies by customer 1; customer 2 buys nappies 20 times and wipes 68 times alone. */
const orders: readonly Order[] = [
  ...Array.from({ length: 12 }, (_, at) => anOrderOf(at + 1, ['Nappies', 'Beer', 'Beer'])),
  ...Array.from({ length: 20 }, (_, at) => anOrderOf(at + 100, ['Nappies'], { customer: anId('c', 2) })),
  ...Array.from({ length: 68 }, (_, at) => anOrderOf(at + 200, ['Wipes'], { customer: anId('c', 2) })),
];

describe('products that are bought together', () => {
  it('are learnt with their counts, the rarer one first', () => {
    expect(learnPairs(linesFromOrders(orders), today)).toEqual({
      orders: 100,
      pairs: [{ left: 'Beer', right: 'Nappies', together: 12, withLeft: 12, withRight: 32 }],
    });
  });

  it('are told of a customer with support, confidence and lift, here and in the whole team', () => {
    const learnt = learnFacts(linesFromOrders(orders), {}, asOf);
    const own = orders.filter((order) => order.customer === anId('c', 1));
    expect(factsOf(anId('c', 1), own, learnt, asOf).together).toEqual([
      {
        left: 'Beer',
        right: 'Nappies',
        here: { together: 12, orders: 12, support: 1, confidence: 1, lift: 1 },
        // 12 of 100 orders; all 12 with beer; 12 x 100 / (12 x 32).
        everywhere: { together: 12, orders: 100, support: 0.12, confidence: 1, lift: 3.125 },
      },
    ]);
    expect(factsOf(anId('c', 2), orders.slice(12), learnt, asOf).together).toEqual([]);
    expect(factsOf(anId('c', 1), own, undefined, asOf).together).toEqual([]);
  });

  it('need ten orders, purchases up to the day, and more than chance', () => {
    const few = orders.filter((_, at) => at >= 3);
    expect(learnPairs(linesFromOrders(few), today).pairs).toEqual([]);
    expect(learnPairs(linesFromOrders(orders), aDay('2026-09-30'))).toEqual({ orders: 0, pairs: [] });
    // Everybody buys both: knowing one says nothing of the other.
    expect(learnPairs(linesFromOrders(Array.from({ length: 40 }, (_, at) => anOrderOf(at, ['A', 'B']))), today).pairs).toEqual([]);
  });

  it('are called by the names that the orders give, not by their numbers', () => {
    const line = (sku: string, productName: string) => anOrderLine({ sku, productName, amountMinor: 100 });
    const own = Array.from({ length: 4 }, (_, at) => anOrder(at, '2026-10-01', { lines: { 0: line('B1', 'Beer'), 1: line('N1', 'Nappies') } }));
    const learnt = {
      ...learnFacts(linesFromOrders([]), {}, asOf),
      pairs: { orders: 90, pairs: [{ left: 'B1', right: 'N1', together: 12, withLeft: 12, withRight: 30 }] },
    };
    expect(factsOf(anId('c', 1), own, learnt, asOf).together).toMatchObject([{ left: 'Beer', right: 'Nappies' }]);
  });

  it('keep to one field of a record, however long the names are', () => {
    const products = Array.from({ length: 12 }, (_, at) => `${at} `.padEnd(400, 'x'));
    const many = Array.from({ length: 240 }, (_, at) => anOrderOf(at, [products[(at % 6) * 2] ?? '', products[(at % 6) * 2 + 1] ?? '']));
    const learnt = learnPairs(linesFromOrders(many), today);
    expect(learnt.pairs.length).toBeGreaterThan(2);
    expect(JSON.stringify(learnt).length).toBeLessThan(6100);
  });

  it('count alike in any order, within bounds, and never more together than apart', () => {
    const basket = fc.uniqueArray(fc.constantFrom<string>('A', 'B', 'C', 'D', 'E'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(basket, { minLength: 30, maxLength: 90 }), (baskets) => {
        const given = baskets.map((products, at) => anOrderOf(at, products));
        const learnt = learnPairs(linesFromOrders(given), today);
        expect(learnPairs(linesFromOrders(given.toReversed()), today)).toEqual(learnt);
        for (const { left, right, together, withLeft, withRight } of learnt.pairs) {
          expect(together).toBe(baskets.filter((products) => products.includes(left) && products.includes(right)).length);
          expect(withLeft).toBeLessThanOrEqual(withRight);
          expect(together * learnt.orders).toBeGreaterThan(withLeft * withRight);
        }
        for (const { here } of findPairs(linesFromOrders(given), learnt, today, (product) => product)) {
          expect([here.support, here.confidence].every((share) => share > 0 && share <= 1)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the usual product', () => {
  it('is in three of five orders at least, and the one that most was spent on', () => {
    const dear = anOrder(9, '2026-10-02', {
      lines: { 0: anOrderLine({ productName: 'Tins', amountMinor: 900 }), 1: anOrderLine({ productName: 'Wipes' }) },
    });
    expect(findUsualProduct([anOrderOf(1, ['Wipes', 'Tins']), dear])).toBe('Wipes');
    expect(findUsualProduct([anOrderOf(1, ['Tins', 'Wipes']), anOrderOf(2, ['Tins']), anOrderOf(3, ['Oats'])])).toBe('Tins');
    expect(findUsualProduct([anOrderOf(1, ['Tins']), anOrderOf(2, ['Oats'])])).toBeUndefined();
    expect(findUsualProduct([])).toBeUndefined();
  });
});
