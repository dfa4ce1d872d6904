import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesFromBook } from '#shared/analysis/core/book.ts';
import { createExchange } from '#shared/analysis/core/exchange.ts';
import { createSumming } from '#shared/analysis/core/sums.ts';
import { products } from '#shared/model/product.ts';
import { rates } from '#shared/model/target.ts';
import { aBookOf, aView } from '../a-book.ts';
import { aDay, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const rate = (number: number, fromDay: string, value: number, currency = 'USD', into = 'EUR') =>
  aView(rates, number, { what: 'exchange', fromDay, currency, into, rate: value });

describe('exchange', () => {
  const { convert } = createExchange([rate(1, '2026-01-01', 0.9), rate(2, '2026-07-01', 0.8), rate(3, '2026-01-01', 160, 'EUR', 'JPY')], 'EUR');

  it('takes the rate that held on the day, either way round, with the digits of each currency', () => {
    expect(convert(1000, 'USD', aDay('2026-06-30'))).toBe(900);
    expect(convert(1000, 'USD', aDay('2026-07-01'))).toBe(800);
    expect(convert(16_000, 'JPY', aDay('2026-07-01'))).toBe(10_000);
  });

  it('has no sum for a day before the first rate, a currency without one, or a sum without a currency', () => {
    expect([convert(1000, 'USD', aDay('2025-12-31')), convert(1000, 'GBP', aDay('2026-07-01')), convert(1000, undefined, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(createExchange([], null).convert(5, undefined, 0)).toBe(5);
    expect(createExchange([], null).convert(5, 'EUR', 0)).toBeUndefined();
  });

  it('turns a return back into what the sale came to', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (minor) => {
        expect(convert(-minor, 'USD', aDay('2026-06-30'))).toBe(-(convert(minor, 'USD', aDay('2026-06-30')) ?? Number.NaN) + 0);
      }),
    );
  });
});

describe('lines of a book', () => {
  const usd = (amountMinor: number, over = {}) =>
    anOrder(1, '2026-03-01', { currency: 'USD', lines: { 0: anOrderLine({ amountMinor, costMinor: 500, discountMinor: 100, ...over }) } });

  it('are in the book’s currency where a rate says so, and keep their own where none does', () => {
    const book = aBookOf({ currency: 'EUR', orders: [usd(1000)], rates: [rate(1, '2026-01-01', 0.9)] });
    const lines = linesFromBook(book);
    expect(lines.dictionary.currency.names).toEqual(['EUR']);
    expect([lines.number.amountMinor[0], lines.number.costMinor[0], lines.number.discountMinor[0]]).toEqual([900, 450, 90]);
    expect(linesFromBook({ ...book, rates: [] }).dictionary.currency.names).toEqual(['USD']);
  });

  it('know the cost and the category of their product, in its currency alone', () => {
    const tin = (currency: string) => aView(products, 1, { sku: 'T1', currency, costMinor: 300, category: 'food' });
    const order = anOrder(1, '2026-03-01', { lines: { 0: anOrderLine({ sku: 'T1', quantity: 4 }) } });
    const lines = linesFromBook(aBookOf({ orders: [order], products: [tin('EUR')] }));
    expect([lines.number.costMinor[0], lines.dictionary.category.names]).toEqual([1200, ['food']]);
    expect(linesFromBook(aBookOf({ orders: [order], products: [tin('USD')] })).number.costMinor[0]).toBeNaN();
  });

  it('name the currencies that could not be added', () => {
    const summing = createSumming(aBookOf({ currency: 'EUR' }), linesOf([]));
    expect([summing.read(5, 'EUR', 0), summing.read(5, 'USD', 0), summing.read(5, undefined, 0), summing.leftOut()]).toEqual([
      5,
      undefined,
      undefined,
      ['', 'USD'],
    ]);
  });
});
