import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { listDays } from '#shared/analysis/core/purchases.ts';
import { benefits } from '#shared/analysis/profiling/benefits.ts';
import { learnTiers, scoreTier, TierParams } from '#shared/analysis/profiling/tiers.ts';
import { customers } from '#shared/model/customer.ts';
import * as v from 'valibot';
import type { Order } from '#shared/model/order.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const asOf = aDay('2026-11-16');
const terms = { high: { discountShare: 0.1, services: ['delivery'] }, general: { discountShare: 0.05 } };

/** Customers 1 to 30, each with as many orders of 10.00 in the year as its number says. */
const orders: Order[] = Array.from({ length: 30 }, (_, at) => at + 1).flatMap((number) =>
  Array.from({ length: number }, (_, n) => anOrder(number * 100 + n, toDay(asOf - 10 - n * 5), { customer: anId('c', number) })),
);
const run = (lists: Parameters<typeof withLines>[0], params: unknown = { benefits: terms }) =>
  benefits.run({ ...withLines({ currency: 'EUR', ...lists }), params, asOf, needs: {} });

describe('profiling.benefits', () => {
  it('adds up what each tier brings its customers and costs', () => {
    const { tiers, n, enough, missing } = run({ orders });
    expect([enough, missing, n]).toEqual([true, [], 30]);
    expect(tiers.high).toEqual({
      customers: 6,
      netMinor: 165_000,
      discountShare: 0.1,
      services: ['delivery'],
      costMinor: 16_500,
      heldByHysteresis: 0,
    });
    expect(tiers.general.customers + tiers.low.customers).toBe(24);
    expect(tiers.low).toMatchObject({ discountShare: 0, costMinor: 0 });
  });

  it('says until when a tier lasts: on that day it is gone, on the day before it is there', () => {
    const result = run({ orders });
    const { lines } = withLines({ orders, currency: 'EUR' });
    const index = indexByCustomer(lines);
    const learnt = learnTiers(index, v.parse(TierParams, {}), asOf);
    const tierOn = (customer: string, day: number) => {
      const facts = scoreTier(lines, listDays(index, lines.dictionary.customer.names.indexOf(customer), asOf), learnt, day);
      return facts.enough ? facts.tier : undefined;
    };
    const lasting = result.customers.filter(({ expiresOn }) => expiresOn !== null);
    expect(lasting.length).toBe(15);
    for (const { customer, tier, expiresOn } of lasting) {
      expect(tierOn(customer, aDay(expiresOn ?? '') - 1)).toBe(tier);
      expect(tierOn(customer, aDay(expiresOn ?? ''))).not.toBe(tier);
    }
    expect(result.expiring).toEqual([]);
    expect(run({ orders }, { benefits: terms, expiringDays: 366 }).expiring.length).toBe(15);
  });

  it('shows other cuts before they apply, and changes nothing by it', () => {
    const now = run({ orders });
    const { tiers, simulation } = run({ orders }, { benefits: terms, simulate: { highShare: 0.5, generalShare: 0.2 } });
    expect(tiers).toEqual(now.tiers);
    expect(simulation?.tiers).toEqual({ high: 15, general: 9, low: 6 });
    const moves = Object.fromEntries(simulation?.moved.map(({ from, to, customers: many }) => [`${from}-${to}`, many]) ?? []);
    expect(moves).toEqual({ 'general-high': 9, 'low-general': 9 });
    expect(simulation?.costChangeMinor).toBeGreaterThan(0);
  });

  it('counts what was given by reason, and orders that did not get what their tier has', () => {
    const given = (reason: 'tier' | 'rep' | undefined) => ({
      0: anOrderLine({ discountMinor: 100, ...(reason === undefined ? {} : { discountReason: reason }) }),
    });
    const [first, second, third, ...rest] = orders.filter(({ customer }) => customer === anId('c', 30));
    const others = orders.filter(({ customer }) => customer !== anId('c', 30));
    const changed = [first, second, third].flatMap((order, at) =>
      order === undefined ? [] : [{ ...order, lines: given((['tier', 'rep', undefined] as const)[at]) }],
    );
    const before = run({ orders }).given;
    expect(run({ orders: [...others, ...changed, ...rest] }).given).toEqual({
      tierMinor: 100,
      offerMinor: 0,
      repMinor: 100,
      unsaidMinor: 100,
      ordersWithoutTheirs: before.ordersWithoutTheirs - 1,
    });
  });

  it('adds up points, and says that no benefits are set', () => {
    const member = aView(customers, 1, {
      memberNumber: '7',
      'points/1': { points: 50, on: '2026-10-01', why: 'order' },
      'points/2': { points: -20, on: '2026-11-01', why: 'cup' },
      'points/3': { points: 5, on: '2026-12-01', why: 'order' },
    });
    const result = run({ orders, customers: [member] }, {});
    expect(result.members).toEqual({ members: 1, pointsOpen: 30, pointsEarned: 50, pointsSpent: 20 });
    expect(result.missing).toEqual([{ what: 'benefits', have: 0, needed: 1 }]);
    expect(benefits.run({ lines: linesOf([]), params: {}, asOf, needs: {} })).toMatchObject({ enough: false, customers: [] });
  });

  it('gives higher cuts to nobody more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.9, noNaN: true }), fc.double({ min: 0.5, max: 0.9, noNaN: true }), (a, b) => {
        const high = (share: number) => run({ orders }, { benefits: terms, tiers: { highShare: share, generalShare: 0.3 } }).tiers.high.customers;
        expect(high(Math.max(a, b))).toBeLessThanOrEqual(high(Math.min(a, b)));
      }),
      { numRuns: 10 },
    );
  });
});
