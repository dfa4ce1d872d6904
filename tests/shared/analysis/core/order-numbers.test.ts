import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrderNumbers } from '#shared/analysis/core/order-numbers.ts';

describe('numbers of orders', () => {
  it('are those that a map of customers and names would give, however many and in whatever order', () => {
    const anOrder = fc.tuple(
      fc.integer({ min: -1, max: 6 }),
      fc.oneof(fc.constantFrom('', '1', '1001', '\n20000', '订单'), fc.string({ maxLength: 3 })),
    );
    fc.assert(
      fc.property(fc.array(anOrder, { maxLength: 400 }), (orders) => {
        const [numbers, wanted] = [createOrderNumbers(), new Map<string, number>()];
        for (const [customer, name] of orders) {
          const key = JSON.stringify([customer, name]);
          const number = wanted.get(key) ?? wanted.size;
          wanted.set(key, number);
          expect(numbers.find(customer, name)).toBe(number);
        }
        expect(numbers.count()).toBe(wanted.size);
      }),
    );
  });

  it('are found again among many', () => {
    const numbers = createOrderNumbers();
    for (let order = 0; order < 20_000; order += 1) {
      numbers.find(order % 7, String(order));
    }
    for (let order = 0; order < 20_000; order += 1) {
      expect(numbers.find(order % 7, String(order))).toBe(order);
    }
  });
});
