import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { toBook } from '#shared/analysis/core/book.ts';
import { learnFacts, settledFacts } from '#shared/analysis/facts.ts';
import { serviceScore } from '#shared/analysis/performance/service-score.ts';
import { loyalty } from '#shared/analysis/persistency/loyalty.ts';
import { margin } from '#shared/analysis/profitability/margin.ts';
import { benefits } from '#shared/analysis/profiling/benefits.ts';
import { level } from '#shared/analysis/profiling/level.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { toView } from '#shared/model/entity.ts';
import type { Json } from '#shared/model/record.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import { withLines } from './a-book.ts';
import { aDay, anId, anOrder, anOrderLine } from './an-order.ts';

const asOf = aDay('2026-11-16');

/** Customers 1 to 30, each with as many orders of 10.00 in the year as its number says. */
const orders = Array.from({ length: 30 }, (_, at) => at + 1).flatMap((number) =>
  Array.from({ length: number }, (_, n) => anOrder(number * 100 + n, toDay(asOf - 10 - n * 5), { customer: anId('c', number) })),
);
const held = (body: Readonly<Record<string, Json>>) => withLines({ orders, currency: 'EUR', settings: toView(settings, { id: SETTINGS_ID, body }) });
const run = (body: Readonly<Record<string, Json>>, params: unknown = {}) => benefits.run({ ...held(body), params, asOf, needs: {} });

const settled = { tierShares: { high: 0.5, general: 0.2 }, 'tierDiscounts/high': 0.1, 'tierServices/high': 'Delivery' };

describe('what a team has settled', () => {
  it('are the terms of its benefits, unless others are asked for', () => {
    expect(run(settled)).toMatchObject({ missing: [], tiers: { high: { customers: 15, discountShare: 0.1, services: ['Delivery'] } } });
    expect(run(settled, { benefits: { low: { discountShare: 0.5 } } }).tiers).toMatchObject({
      high: { discountShare: 0 },
      low: { discountShare: 0.5 },
    });
    expect(run({ tierShares: settled.tierShares }).missing).toEqual([{ what: 'benefits', have: 0, needed: 1 }]);
  });

  it('are the cuts of its tiers, on the card as in the analysis of all', () => {
    const given = held(settled);
    const all = level.run({ ...given, params: {}, asOf, needs: {} });
    expect(all.tiers?.high.customers).toBe(15);
    const { tier } = learnFacts(given.lines, settledFacts(given.book.settings), toDay(asOf));
    expect(tier.byCurrency['EUR']?.cuts.high.orders).toBe(all.tiers?.high.from.orders);
  });

  it('are the weights of a technician’s month; a team that settled none has those of the analysis', () => {
    const marks = [{ user: 'u', onDuty: 0, onTime: 0, attitude: 0, solved: 0, professional: 0, lead: 100, solvedRate: 0, feedback: 0 }];
    const scoreBy = (body: Readonly<Record<string, Json>>) =>
      serviceScore.run({ ...held(body), params: { marks }, asOf, needs: {} }).technicians.map(({ score }) => score);
    expect([scoreBy({}), scoreBy({ moduleWeights: { attendance: 10, customer: 20, lead: 45, problem: 25 } })]).toEqual([[30], [45]]);
  });

  it('are read from a book by whoever runs all analyses, and from no other record than the one of settings', () => {
    const record = (id: string) => ({ id, kind: 'g', body: { 'tierDiscounts/high': 0.25 }, stamps: {} });
    const ran = (id: string) =>
      runAnalyses(withLines({ orders }).lines, asOf, { only: ['profiling.benefits'], book: { ...toBook([record(id)]), orders } })[
        'profiling.benefits'
      ];
    expect(ran(SETTINGS_ID)).toMatchObject({ tiers: { high: { discountShare: 0.25 } } });
    expect(ran(anId('g', 7))).toMatchObject({ tiers: { high: { discountShare: 0 } } });
  });

  it('simulates other benefits with other cuts, or at those that hold: what they would have cost, and who moves', () => {
    const now = run(settled);
    const dearer = run(settled, { simulateBenefits: { high: { discountShare: 0.2 } } });
    expect(dearer.simulation).toMatchObject({ moved: [], costMinor: now.tiers.high.costMinor * 2, costChangeMinor: now.tiers.high.costMinor });
    const fewer = run(settled, { simulateBenefits: { high: { discountShare: 0.2 } }, simulate: {} });
    expect(fewer.simulation?.moved.map(({ from, to }) => `${from} to ${to}`)).toContain('high to general');
    expect(fewer.simulation?.costMinor).toBe(run({}, { benefits: { high: { discountShare: 0.2 } } }).tiers.high.costMinor);
  });

  it('is counted where it was given: in what the tiers cost, in profit, and in what keeps a customer', () => {
    const discounted = (number: number) =>
      Array.from({ length: 8 }, (_, n) => {
        const line = anOrderLine({ amountMinor: 900, costMinor: 500, discountMinor: 100, discountReason: 'tier' });
        return anOrder(9000 + number * 10 + n, toDay(asOf - 5 - n * 20), { customer: anId('c', number), lines: { 0: line } });
      });
    const full = orders.map((order) => ({ ...order, lines: { 0: anOrderLine({ costMinor: 500, discountMinor: 0 }) } }));
    const given = withLines({
      orders: [...full, ...discounted(31)],
      currency: 'EUR',
      settings: toView(settings, { id: SETTINGS_ID, body: { 'tierDiscounts/general': 0.1 } }),
    });
    const by = { ...given, params: {}, asOf, needs: {} };
    expect(benefits.run(by).given).toMatchObject({ tierMinor: 800, repMinor: 0, unsaidMinor: 0 });
    const earned = margin.run(by);
    expect(earned.discounts).toMatchObject({ lines: 8, given: 800 });
    expect(earned.customers.find(({ customer }) => customer === anId('c', 31))).toMatchObject({ amount: 7200, profit: 3200 });
    const kinds = new Map(loyalty.run(by).customers.map(({ customer, kind, discounted: share }) => [customer, { kind, share }]));
    expect(kinds.get(anId('c', 31))).toMatchObject({ kind: 'incentive' });
    expect(kinds.get(anId('c', 30))?.kind).not.toBe('incentive');
  });
});
