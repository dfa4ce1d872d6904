import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { toDay } from '#shared/analysis/core/calendar.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { sales } from '#shared/analysis/performance/sales.ts';
import { aDay, linesOf } from '../an-order.ts';

const run = (lines: readonly NewLine[], asOf = '2026-06-30') => sales.run({ lines: linesOf(lines), params: {}, asOf: aDay(asOf), needs: {} });
const sold = (on: string, given: Partial<NewLine> = {}): NewLine => ({
  customer: 'A',
  day: aDay(on),
  product: 'tea',
  quantity: 1,
  amountMinor: 1000,
  currency: 'EUR',
  ...given,
});

describe('sales', () => {
  it('are summed by each name, an order once in each, returns taken off', () => {
    const result = run([
      sold('2026-05-01', { order: '1', category: 'hot', channel: 'web', place: 'north', rep: 'kim' }),
      sold('2026-05-01', { order: '1', quantity: 0.1, amountMinor: 500, category: 'hot', channel: 'web' }),
      sold('2026-05-03', { order: '1', quantity: -1, amountMinor: -1000 }),
      sold('2026-06-02', { customer: 'B', order: '1', product: 'cake', quantity: 0.2, amountMinor: 300, channel: 'shop' }),
      sold('2026-07-02', { order: '9' }),
    ]);
    expect(result.by).toEqual({
      product: { tea: { amount: 500, orders: 1, quantity: 0.1 }, cake: { amount: 300, orders: 1, quantity: 0.2 } },
      category: { hot: { amount: 1500, orders: 1, quantity: 1.1 } },
      channel: { shop: { amount: 300, orders: 1, quantity: 0.2 }, web: { amount: 1500, orders: 1, quantity: 1.1 } },
      place: { north: { amount: 1000, orders: 1, quantity: 1 } },
      rep: { kim: { amount: 1000, orders: 1, quantity: 1 } },
      month: { '2026-05': { amount: 500, orders: 1, quantity: 0.1 }, '2026-06': { amount: 300, orders: 1, quantity: 0.2 } },
    });
    expect(result).toMatchObject({ enough: true, currency: 'EUR', lines: 4, otherCurrencies: {} });
    expect(v.is(sales.output, result)).toBe(true);
  });

  it('of two currencies are never added', () => {
    const result = run([sold('2026-05-01'), sold('2026-05-02'), sold('2026-05-03', { currency: 'USD', amountMinor: 777 })]);
    expect(result.by.product).toEqual({ tea: { amount: 2000, orders: 2, quantity: 2 } });
    expect(result.otherCurrencies['USD']?.product).toEqual({ tea: { amount: 777, orders: 1, quantity: 1 } });
  });

  it('grow against the same complete months a year before, and a month that runs is no fall', () => {
    const months = Array.from({ length: 26 }, (_, at) => toDay(aDay('2024-04-01') + Math.round(at * 30.44))).map((day) => `${day.slice(0, 7)}-01`);
    const lines = months.flatMap((on) => [
      sold(on, { amountMinor: on < '2025-06' ? 1000 : 1500 }),
      sold(`${on.slice(0, 8)}20`, { amountMinor: 500, product: 'cake' }),
    ]);
    const result = run(lines, '2026-05-10');
    expect(result.growth?.now).toEqual({ from: '2025-05-01', to: '2026-04-30' });
    expect(result.growth?.before).toEqual({ from: '2024-05-01', to: '2025-04-30' });
    // Eleven of the twelve months hold half as much again.
    expect(result.growth?.total).toEqual({ amount: 23_500, before: 18_000, change: 0.305556 });
    expect(result.growth?.by.product['cake']).toEqual({ amount: 6000, before: 6000, change: 0 });
    expect(result.months.at(-1)).toEqual({ month: '2026-05', amount: 1500, isComplete: false, to: '2026-05-10', before: 1000, change: 0.5 });
    expect(run(lines, '2025-04-29').growth).toBeNull();
    expect(run(lines, '2025-04-30').growth?.now).toEqual({ from: '2025-04-01', to: '2025-04-30' });
  });

  it('peak where orders are, an hour or a weekday as many times as the mean one', () => {
    const monday = aDay('2026-01-05');
    const lines = Array.from({ length: 28 }, (_, at) => sold('2026-01-05', { day: monday + at, hour: at % 7 === 0 ? 9 : 17, order: `${at}` }));
    const { peaks } = run([...lines, ...[0, 7, 14, 21].map((at) => sold('2026-01-05', { day: monday + at, hour: 9, order: `more${at}` }))]);
    expect(peaks?.weekday.map(({ at, orders, index }) => [at, orders, index]).slice(0, 2)).toEqual([
      [1, 8, 1.75],
      [2, 4, 0.875],
    ]);
    expect(peaks?.hour?.filter(({ orders }) => orders > 0).map(({ at, orders }) => [at, orders])).toEqual([
      [9, 8],
      [17, 24],
    ]);
    expect(peaks?.season).toBeNull();
  });

  it('with a discount stand beside those of the same product without one', () => {
    const lines = Array.from({ length: 40 }, (_, at) =>
      at < 20
        ? sold('2026-05-01', { order: `${at}`, quantity: 2 + (at % 2), amountMinor: 1800, discountMinor: 200, costMinor: 900 })
        : sold('2026-05-01', { order: `${at}`, quantity: 1 + (at % 2), amountMinor: 1000, costMinor: 400 }),
    );
    const { discounts } = run(lines);
    expect(discounts).toMatchObject({ lines: 20, given: 4000, share: 0.1, products: 1, marginShare: { with: 0.5, without: 0.6 } });
    // 2.5 pieces a line against 1.5.
    expect(discounts?.quantity?.ratio).toBeCloseTo(1.666667, 6);
    expect(discounts?.quantity?.low).toBeGreaterThan(1.39);
    expect(discounts?.quantity?.high).toBeLessThan(2);
    expect(run([sold('2026-05-01')]).discounts).toBeNull();
  });

  it('say that amounts are missing, and still count pieces', () => {
    expect(run([sold('2026-05-01', { amountMinor: undefined })])).toMatchObject({
      enough: false,
      missing: [{ what: 'amount', have: 0, needed: 1 }],
      by: { product: { tea: { amount: 0, orders: 1, quantity: 1 } } },
    });
  });

  it('are the same in any order of lines, and the months add up to the products', () => {
    const aLine = fc.record({
      customer: fc.constantFrom('A', 'B'),
      day: fc.integer({ min: aDay('2024-01-01'), max: aDay('2026-06-30') }),
      order: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
      product: fc.constantFrom('tea', 'cake'),
      channel: fc.constantFrom('web', 'shop'),
      quantity: fc.constantFrom(0.1, 0.2, 0.3, 7, -1),
      amountMinor: fc.integer({ min: -500, max: 9000 }),
      discountMinor: fc.constantFrom(undefined, 0, 30),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(aLine, fc.nat(1000)), { minLength: 1, maxLength: 60 }), (given) => {
        const result = run(given.map(([line]) => line));
        expect(run(given.toSorted(([, a], [, b]) => a - b).map(([line]) => line))).toEqual(result);
        const sum = (of: Record<string, { amount: number }>) => Object.values(of).reduce((all, { amount }) => all + amount, 0);
        expect(sum(result.by.month)).toBe(sum(result.by.product));
        expect(result.months.reduce((all, { amount }) => all + amount, 0)).toBe(sum(result.by.product));
      }),
    );
  });
});
