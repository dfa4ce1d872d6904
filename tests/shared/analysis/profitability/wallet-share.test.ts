import { describe, expect, it } from 'vitest';
import { walletByRank, walletShare } from '#shared/analysis/profitability/wallet-share.ts';
import { answers } from '#shared/model/answer.ts';
import { customers } from '#shared/model/customer.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Json } from '#shared/model/record.ts';
import { rates } from '#shared/model/target.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const run = (lists: Parameters<typeof withLines>[0]) =>
  walletShare.run({ ...withLines({ currency: 'EUR', ...lists }), params: {}, asOf: aDay('2026-11-16'), needs: {} });
const answer = (number: number, customer: number, over: Record<string, Json>) =>
  aView(answers, number, { customer: anId('c', customer), answeredOn: '2026-11-01', currency: 'EUR', ...over });
const bought = (number: number, customer: number, placedOn: string, amountMinor: number, category = 'food') =>
  anOrder(number, placedOn, { customer: anId('c', customer), lines: { 0: anOrderLine({ amountMinor, category, productName: `P${number}` }) } });

describe('the wallet by rank', () => {
  it('adds up to one over all suppliers, for any number of them', () => {
    for (let suppliers = 1; suppliers < 12; suppliers += 1) {
      const sum = Array.from({ length: suppliers }, (_, at) => walletByRank(at + 1, suppliers) ?? Number.NaN).reduce((all, share) => all + share, 0);
      expect(sum).toBeCloseTo(1, 12);
    }
    expect([walletByRank(1, 2), walletByRank(2, 2)]).toEqual([expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12)]);
    expect([walletByRank(3, 2), walletByRank(0, 2)]).toEqual([undefined, undefined]);
  });
});

describe('profitability.wallet-share', () => {
  it('sets what we sold in the category against what the customer said to spend, and never guesses', () => {
    const result = run({
      customers: [1, 2, 3, 4].map((number) => aView(customers, number, {})),
      orders: [
        bought(1, 1, '2026-06-01', 30_000),
        bought(2, 1, '2026-06-01', 50_000, 'toys'),
        bought(3, 1, '2025-06-01', 90_000),
        bought(4, 3, '2026-06-01', 10_000),
      ],
      answers: [
        answer(1, 1, { kind: 'spend', category: 'food', spendMinor: 100_000 }),
        answer(2, 2, { kind: 'suppliers', category: 'food', rank: 1, suppliers: 2 }),
        answer(3, 3, { kind: 'suppliers', rank: 5, suppliers: 2 }),
        answer(4, 4, { kind: 'spend', spendMinor: 100, answeredOn: '2025-01-01' }),
      ],
    });
    expect(result).toMatchObject({ enough: true, n: { asked: 1, estimated: 1, unknown: 2 }, askedShare: 0.3 });
    expect(result.customers).toMatchObject([
      { customer: anId('c', 1), category: 'food', share: 0.3, basis: 'asked', oursMinor: 30_000, spendMinor: 100_000 },
      { customer: anId('c', 2), share: 0.666667, basis: 'estimated', oursMinor: null },
    ]);
  });

  it('takes the last answer, an asked one before a rank, and marks an answer that is below what we sold', () => {
    const result = run({
      orders: [bought(1, 1, '2026-06-01', 30_000)],
      answers: [
        answer(1, 1, { kind: 'suppliers', category: 'food', rank: 2, suppliers: 2 }),
        answer(2, 1, { kind: 'spend', category: 'food', spendMinor: 90_000, answeredOn: '2026-05-01' }),
        answer(3, 1, { kind: 'spend', category: 'food', spendMinor: 20_000 }),
      ],
    });
    expect(result.customers).toMatchObject([{ basis: 'asked', share: 1, isAboveOne: true, spendMinor: 20_000 }]);
  });

  it('adds another currency by the rate of the day, and leaves out what has none', () => {
    const orders = [bought(1, 1, '2026-06-01', 30_000)];
    const answered = [answer(1, 1, { kind: 'spend', spendMinor: 120_000, currency: 'USD' })];
    const rate = (fromDay: string, value: number) =>
      aView(rates, Number(fromDay.slice(0, 4)), { what: 'exchange', currency: 'USD', into: 'EUR', fromDay, rate: value });
    expect(run({ orders, answers: answered })).toMatchObject({ enough: false, customers: [], currenciesLeftOut: ['USD'] });
    expect(run({ orders, answers: answered, rates: [rate('2025-01-01', 2), rate('2026-07-01', 0.5)] }).customers).toMatchObject([
      { spendMinor: 60_000, share: 0.5 },
    ]);
  });

  it('has the share of a market whose size was told, and what winning and keeping take', () => {
    const result = run({
      customers: [
        aView(customers, 1, { area: 'North', wonCost: { minor: 900, currency: 'EUR' }, capturedAt: '2026-03-01T08:00:00Z' }),
        aView(customers, 2, { area: 'South' }),
      ],
      orders: [bought(1, 1, '2026-06-01', 30_000), bought(2, 2, '2024-06-01', 1), bought(3, 2, '2026-06-01', 20_000)],
      answers: [answer(1, 1, { kind: 'market', area: 'North', marketMinor: 300_000 })],
      rates: [aView(rates, 1, { what: 'hour', costMinor: 6000, currency: 'EUR', fromDay: '2020-01-01' })],
      interactions: [
        aView(interactions, 1, { happenedAt: '2026-05-01T08:00:00Z', durationMinutes: 30, [`participants/${anId('c', 1)}`]: true }),
        aView(interactions, 2, { happenedAt: '2026-07-01T08:00:00Z', durationMinutes: 60, [`participants/${anId('c', 1)}`]: true }),
        aView(interactions, 3, { happenedAt: '2026-07-01T08:00:00Z', [`participants/${anId('c', 2)}`]: true }),
      ],
    });
    expect(result.market).toEqual([{ area: 'North', category: null, marketMinor: 300_000, oursMinor: 30_000, share: 0.1, answeredOn: '2026-11-01' }]);
    expect(result.winning).toEqual({ customers: 1, revenueMinor: 30_000, minutes: 30, moneyMinor: 3900, minutesKnown: 1, interactions: 1 });
    expect(result.keeping).toEqual({ customers: 1, revenueMinor: 20_000, minutes: 60, moneyMinor: 6000, minutesKnown: 1, interactions: 2 });
  });

  it('is unknown where nobody was asked', () => {
    const result = walletShare.run({ lines: linesOf([{ customer: 'a', day: 1, amountMinor: 5 }]), params: {}, asOf: 2, needs: {} });
    expect(result).toMatchObject({ enough: false, n: { asked: 0, estimated: 0, unknown: 1 }, customers: [], missing: [{ what: 'answers' }] });
  });
});
