import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLines } from '#shared/analysis/core/lines.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { findMedian, findQuantile, selectQuantiles } from '#shared/analysis/core/stats.ts';
import { minorPerMajor, withoutTax } from '#shared/analysis/core/money.ts';

describe('lines', () => {
  it('grow, and what was read before stays as it was', () => {
    const store = createLines(1);
    store.append({ customer: 'A', day: 1, amountMinor: 5 });
    const before = store.read();
    for (let day = 2; day <= 100; day += 1) {
      store.append({ customer: `c${day}`, day, quantity: 2 });
    }
    expect([before.count, [...before.day], [...before.number.amountMinor]]).toEqual([1, [1], [5]]);
    const after = store.read();
    expect([after.count, after.day[99], after.number.quantity[99], after.dictionary.customer.names.length]).toEqual([100, 100, 2, 100]);
    expect(after.text.product[0]).toBe(-1);
  });

  it('are indexed by customer and rising day, those without either left out', () => {
    const aLine = fc.record({
      customer: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
      day: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 60 }), (given) => {
        const store = createLines();
        for (const line of given) {
          store.append(line);
        }
        const index = indexByCustomer(store.read());
        expect(index.line.length).toBe(given.filter(({ customer, day }) => customer !== undefined && day !== undefined).length);
        for (let customer = 0; customer < index.customers; customer += 1) {
          const own = [...index.line.subarray(index.start[customer], index.start[customer + 1])];
          expect(own.every((line) => index.lines.text.customer[line] === customer)).toBe(true);
          const days = own.map((line) => index.lines.day[line] ?? 0);
          expect(days).toEqual(days.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('stand days that are thousands of years apart', () => {
    const store = createLines();
    for (const day of [2_000_000_000, -2_000_000_000, 0]) {
      store.append({ customer: 'A', day });
    }
    expect([...indexByCustomer(store.read()).line]).toEqual([1, 2, 0]);
  });
});

describe('statistics', () => {
  it('take quantiles of type 7 and medians', () => {
    expect([0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => findQuantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], share))).toEqual([1, 3, 5, 7, 9, 11]);
    expect(findQuantile([], 0.5)).toBeNaN();
    expect(findMedian([4, 1, 3, 2])).toBe(2.5);
    expect(findMedian([])).toBeNaN();
  });

  it('select the same quantiles as sorting gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), { maxLength: 200 }),
        (numbers) => {
          const rising = Float64Array.from(numbers).sort();
          const shares = [0, 0.2, 0.4, 0.5, 0.8, 1];
          expect(selectQuantiles(Float64Array.from(numbers), shares)).toEqual(shares.map((share) => findQuantile(rising, share)));
        },
      ),
    );
  });

  it('know how many minor units a currency has', () => {
    expect(['EUR', 'JPY', 'KWD', 'XXX'].map(minorPerMajor)).toEqual([100, 1, 1000, 100]);
    expect([withoutTax(-11_900, 0.19), withoutTax(0, 0.19)]).toEqual([-10_000, 0]);
  });
});
