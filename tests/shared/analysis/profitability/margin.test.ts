import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { margin } from '#shared/analysis/profitability/margin.ts';
import { drawWhaleCurve } from '#shared/analysis/profitability/whale-curve.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import { aDay, linesOf } from '../an-order.ts';

const asOf = aDay('2026-06-30');
const run = (lines: readonly NewLine[], params: unknown = {}, book: Book = EMPTY_BOOK) =>
  margin.run({ lines: linesOf(lines), book, params, asOf, needs: {} });
const sold = (customer: string, given: Partial<NewLine> = {}): NewLine => ({
  customer,
  day: aDay('2026-05-01'),
  product: 'tea',
  quantity: 2,
  amountMinor: 1000,
  costMinor: 600,
  currency: 'EUR',
  ...given,
});

describe('margins', () => {
  it('are marginal, total and net, by customer and product', () => {
    const result = run([
      sold('A', { order: '1' }),
      sold('A', { order: '2', amountMinor: 2000, costMinor: 800, product: 'cake', quantity: 4, discountMinor: 500 }),
      sold('B', { order: '3', costMinor: 1400 }),
      sold('A', { order: '1', quantity: -1, amountMinor: -500, costMinor: -300 }),
    ]);
    expect(result.customers).toEqual([
      // 2500 less 1100, of two orders.
      { customer: 'A', amount: 2500, cost: 1100, coverage: 1, marginal: 700, profit: 1400, otherCosts: null, net: 1400 },
      { customer: 'B', amount: 1000, cost: 1400, coverage: 1, marginal: -400, profit: -400, otherCosts: null, net: -400 },
    ]);
    expect(result.products.map(({ product, marginal, profit }) => [product, marginal, profit])).toEqual([
      ['cake', 300, 1200],
      // 1500 less 1700 of three pieces.
      ['tea', -67, -200],
    ]);
    expect(result).toMatchObject({
      enough: true,
      missing: [],
      total: { amount: 3500, profit: 1000, net: 1000 },
      discounts: { lines: 1, given: 500, share: 0.2 },
      returns: { lines: 1, amount: -500, share: 0.125 },
      whaleCurve: null,
    });
    expect(v.is(margin.output, result)).toBe(true);
  });

  it('are no net profit below nine tenths of known cost, and say how much is known', () => {
    const lines = [...Array.from({ length: 8 }, () => sold('A')), sold('B', { costMinor: undefined }), sold('B', { costMinor: undefined })];
    const result = run(lines);
    expect(result).toMatchObject({ missing: [{ what: 'costs', have: 0.8, needed: 0.9 }], total: { coverage: 0.8, profit: 3200, net: null } });
    expect(result.customers[1]).toMatchObject({ customer: 'B', coverage: 0, marginal: null, profit: 0, net: null });
    expect(run([...lines, ...Array.from({ length: 10 }, () => sold('A'))]).total).toMatchObject({ coverage: 0.9, net: 7200 });
    expect(run([sold('A', { costMinor: undefined })])).toMatchObject({ enough: false, missing: [{ what: 'cost' }] });
  });

  it('take off what serving and winning cost, a product its share', () => {
    const stored = (kind: 'c' | 'i', id: string, body: Record<string, unknown>) => ({ id, kind, body: JSON.parse(JSON.stringify(body)), stamps: {} });
    const book: Book = {
      ...EMPTY_BOOK,
      customers: [toView(customers, stored('c', 'A', { wonCost: { minor: 100, currency: 'EUR' } }))],
      interactions: [
        toView(
          interactions,
          stored('i', 'i1', { channel: 'meeting', happenedAt: '2026-05-01T09:00:00Z', durationMinutes: 90, participants: ['A', 'B'] }),
        ),
        toView(interactions, stored('i', 'i2', { channel: 'phone', happenedAt: '2026-08-01T09:00:00Z', durationMinutes: 90, participants: ['A'] })),
      ].map((one, at) => ({ ...one, participants: at === 0 ? ['A', 'B'] : ['A'] })),
    };
    const result = run(
      [sold('A'), sold('A', { product: 'cake', amountMinor: 3000, costMinor: 0 }), sold('B')],
      { costPerHourMinor: 40, costPerVisitMinor: 20 },
      book,
    );
    // An hour and a half at 40 and a visit of 20, half of it for each; winning A cost 100 more. August is not over yet.
    expect(result.customers.map(({ customer, otherCosts, net }) => [customer, otherCosts, net])).toEqual([
      ['A', 140, 3260],
      ['B', 40, 360],
    ]);
    expect(result.products.map(({ product, otherCosts }) => [product, otherCosts])).toEqual([
      ['cake', 105],
      ['tea', 75],
    ]);
    expect([result.netOf, result.total.otherCosts]).toEqual([{ goods: true, serving: true, winning: true }, 180]);
  });

  it('of other currencies are not added', () => {
    expect(run([sold('A'), sold('A'), sold('A', { currency: 'USD' })])).toMatchObject({
      currency: 'EUR',
      linesInOtherCurrencies: 1,
      total: { amount: 2000 },
    });
  });

  it('add up alike by customer and by product, in any order of lines', () => {
    const aLine = fc.record({
      customer: fc.constantFrom('A', 'B', 'C'),
      product: fc.constantFrom('tea', 'cake'),
      amountMinor: fc.integer({ min: -500, max: 9000 }),
      costMinor: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
      quantity: fc.constantFrom(0.1, 3, undefined),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(aLine, fc.nat(1000)), { minLength: 1, maxLength: 40 }), (given) => {
        const lines = given.map(([line]) => sold(line.customer, line));
        const result = run(lines);
        expect(run(given.toSorted(([, a], [, b]) => a - b).map(([line]) => sold(line.customer, line)))).toEqual(result);
        const sum = (of: readonly { profit: number }[]) => of.reduce((all, { profit }) => all + profit, 0);
        expect([sum(result.customers), sum(result.products)]).toEqual([result.total.profit, result.total.profit]);
      }),
    );
  });
});

describe('the whale curve', () => {
  it('rises above the whole where some customers cost more than they bring', () => {
    const falling = [...Array.from({ length: 15 }, () => 100), ...Array.from({ length: 5 }, () => -100)];
    expect(drawWhaleCurve(falling)).toMatchObject({
      customers: 20,
      peak: { customers: 0.75, profit: 1.5 },
      losing: { customers: 5, profit: -500 },
      bestFifth: 0.4,
    });
    expect(drawWhaleCurve(falling)?.points.at(-1)).toEqual({ customers: 1, profit: 1 });
    expect(drawWhaleCurve(falling.slice(1))).toBeNull();
    expect(drawWhaleCurve(falling.map((profit) => -profit))).toBeNull();
  });
});
