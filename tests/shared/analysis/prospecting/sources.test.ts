import { describe, expect, it } from 'vitest';
import { sources } from '#shared/analysis/prospecting/sources.ts';
import { wilsonInterval } from '#shared/analysis/core/numerics/proportions.ts';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { customers } from '#shared/model/customer.ts';
import { deals, type Deal } from '#shared/model/deal.ts';
import type { Json } from '#shared/model/record.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';

const first = aDay('2025-01-01');
const at = (day: number): string => `${toDay(first + day)}T09:00:00Z`;

/** A deal that goes from lead to offer, then is won or lost, or still open. */
function aDeal(
  number: number,
  opened: number,
  over: Record<string, Json> = {},
  moves: readonly (readonly [string, number])[] = [
    ['lead', 0],
    ['offer', 10],
  ],
): Deal {
  return aView(deals, number, {
    openedOn: toDay(first + opened),
    amountMinor: 10_000,
    currency: 'EUR',
    state: 'open',
    ...Object.fromEntries(moves.map(([stage, after]) => [`stages/${at(opened + after)}`, { stage, at: at(opened + after) }])),
    ...over,
  });
}

const closed = (number: number, opened: number, state: 'won' | 'lost', after = 30, over: Record<string, Json> = {}) =>
  aDeal(number, opened, { state, closedOn: toDay(first + opened + after), ...over });

const run = (lists: Parameters<typeof withLines>[0], asOfDay = 600) =>
  sources.run({ ...withLines({ currency: 'EUR', ...lists }), params: {}, asOf: first + asOfDay, needs: {} });

describe('prospecting.sources', () => {
  it('has win rate, cost and revenue by source, with intervals', () => {
    const result = run({
      customers: [
        aView(customers, 1, { wonSource: 'fair', wonMeans: 'visit', wonCost: { minor: 5000, currency: 'EUR' } }),
        aView(customers, 2, { wonSource: 'fair', wonCost: { minor: 7000, currency: 'EUR' } }),
        aView(customers, 3, {}),
      ],
      orders: [anOrder(1, '2026-01-05', { customer: anId('c', 1), amountMinor: 40_000 })],
      deals: [
        closed(1, 0, 'won', 30, { customer: anId('c', 1) }),
        closed(2, 0, 'lost', 30, { source: 'fair', cost: { minor: 1000, currency: 'EUR' } }),
        closed(3, 0, 'lost'),
      ],
    });
    const [fair, unknown] = result.bySource;
    const { low, high } = wilsonInterval(1, 2);
    expect(fair).toMatchObject({
      source: 'fair',
      customers: 2,
      buyers: { hits: 1, n: 2 },
      deals: 2,
      costMinor: 13_000,
      costKnown: 3,
      costPerBuyerMinor: 13_000,
      revenueMinor: 40_000,
    });
    expect(fair?.won).toMatchObject({ value: 0.5, low: expect.closeTo(low, 5), high: expect.closeTo(high, 5) });
    expect(unknown).toMatchObject({ source: '', customers: 1, deals: 1, costPerBuyerMinor: null });
    expect(result.byMeans.map(({ source }) => source)).toEqual(['', 'visit']);
  });

  it('follows deals step by step, and counts who still stands in one as undecided', () => {
    const { steps, cycle, won } = run({
      deals: [closed(1, 0, 'won', 30), closed(2, 0, 'lost', 50), aDeal(3, 590, {}, [['lead', 0]]), aDeal(4, 560)],
    });
    expect(steps.map(({ stage, reached, wentOn, medianDays }) => [stage, reached, wentOn?.hits, wentOn?.n, medianDays])).toEqual([
      ['lead', 4, 3, 3, 10],
      ['offer', 3, 1, 2, 30],
    ]);
    expect(cycle).toMatchObject({ n: 1, meanDays: 30, medianDays: 30 });
    expect(won).toMatchObject({ hits: 1, n: 2 });
  });

  it('weighs open deals by the odds of their stage, and tells how far earlier forecasts were off', () => {
    const past = Array.from({ length: 200 }, (_, n) => closed(n + 1, n * 2, n % 2 === 0 ? 'won' : 'lost', 60));
    const result = run({ deals: [...past, ...Array.from({ length: 10 }, (_, n) => aDeal(900 + n, 580))] });
    expect(result.forecast).toMatchObject({ open: 10, amountMinor: 100_000, weightedMinor: 50_000, withoutAmount: 0 });
    expect(result.forecast?.lowMinor).toBeLessThan(50_000);
    expect(result.forecast?.highMinor).toBeGreaterThan(50_000);
    expect(result.forecast?.pastError?.forecasts).toBe(2);
    expect(Math.abs(result.forecast?.pastError?.share ?? 1)).toBeLessThan(0.1);
    expect(run({ deals: past.slice(0, 10) })).toMatchObject({
      forecast: null,
      missing: [{ what: 'customers' }, { what: 'closed-deals', have: 10, needed: 20 }],
    });
  });

  it('names deals that wait longer in their stage than won ones do', () => {
    const past = Array.from({ length: 30 }, (_, n) => closed(n + 1, n, 'won', 30));
    const { drop } = run({ deals: [...past, aDeal(900, 100), aDeal(901, 575)] });
    expect(drop).toEqual([{ deal: anId('d', 900), name: null, stage: 'offer', days: 490, longestWonDays: 20, deals: 30 }]);
  });

  it('knows nothing of what came after the day asked for', () => {
    const deal = closed(1, 0, 'won', 300);
    expect(run({ deals: [deal] }, 100).n).toEqual({ customers: 0, deals: 1, closed: 0 });
    expect(run({ deals: [deal] }, 300).n).toEqual({ customers: 0, deals: 1, closed: 1 });
    expect(run({ deals: [aDeal(1, 50)] }, 40).n.deals).toBe(0);
    // Opened on day 50, in the offer from day 60 on.
    expect(run({ deals: [aDeal(1, 50)] }, 55).steps.map(({ stage }) => stage)).toEqual(['lead']);
    expect(run({ deals: [aDeal(1, 50)] }, 60).steps.map(({ stage }) => stage)).toEqual(['lead', 'offer']);
  });

  it('adds up what referred customers bought, and finds thin places', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      aView(customers, n + 1, {
        area: n < 40 ? 'North' : 'South',
        industry: n % 2 === 0 && n < 40 ? 'Shop' : n < 40 ? 'Nursery' : 'Shop',
        ...(n === 1 ? { referredBy: anId('c', 1) } : n === 2 ? { referredBy: anId('c', 1) } : {}),
      }),
    );
    const result = run({ customers: many, orders: [anOrder(1, '2026-01-05', { customer: anId('c', 2), amountMinor: 7000 })] });
    expect(result.referrers).toEqual([{ customer: anId('c', 1), referred: 2, buyers: 1, revenueMinor: 7000 }]);
    expect(result.thin).toEqual([{ area: 'South', industry: 'Nursery', customers: 0, expected: 6.666667 }]);
  });

  it('says which records are missing', () => {
    const result = sources.run({ lines: linesOf([]), params: {}, asOf: 0, needs: {} });
    expect(result).toMatchObject({ enough: false });
    expect(result.missing.map(({ what }) => what)).toEqual(['customers', 'deals']);
  });
});
