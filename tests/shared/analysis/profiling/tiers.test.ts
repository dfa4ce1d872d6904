import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIERS, type TierFacts } from '#shared/analysis/customer-facts.ts';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { listDays } from '#shared/analysis/core/purchases.ts';
import { findWindowFrom, learnTiers, scoreTier, type TierLearnt } from '#shared/analysis/profiling/tiers.ts';
import type { Order } from '#shared/model/order.ts';
import { aDay, anId, anOrder, ordersOn } from '../an-order.ts';

/** High takes 100.00 and 10 orders, general 50.00 and 4, in the last twelve months. */
const cuts = { high: { netMinor: 10_000, orders: 10 }, general: { netMinor: 5000, orders: 4 } };
const learnt: TierLearnt = { version: '1', asOf: '2026-12-31', customers: 40, byCurrency: { EUR: { customers: 40, basis: 'percentile', cuts } } };

function score(orders: readonly Order[], asOf = '2026-12-31', of: TierLearnt | undefined = learnt): TierFacts {
  const index = indexByCustomer(linesFromOrders(orders));
  return scoreTier(index.lines, index.customers > 0 ? listDays(index, 0, aDay(asOf)) : [], of, aDay(asOf));
}
const tierOf = (facts: TierFacts): string => (facts.enough ? facts.tier : facts.missing);

describe('the tier of a customer', () => {
  it('takes both the amount and the orders', () => {
    expect(tierOf(score(ordersOn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])))).toBe('high');
    expect(tierOf(score(ordersOn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { amountMinor: 400 })))).toBe('low');
    expect(tierOf(score([anOrder(1, '2026-05-01', { amountMinor: 900_000 })]))).toBe('low');
  });

  it('tells what it rests on, what lifts it and what lowers it', () => {
    expect(score(ordersOn([1, 2, 3, 4, 5, 6, 7]))).toEqual({
      enough: true,
      tier: 'general',
      currency: 'EUR',
      windowFrom: '2026-01-01',
      windowTo: '2026-12-31',
      bought: { netMinor: 7000, orders: 7 },
      cuts,
      basis: 'percentile',
      customers: 40,
      up: { tier: 'high', netMinor: 3000, orders: 3 },
      down: { tier: 'low', netMinor: 4500, orders: 3 },
    });
    expect(score(ordersOn([1]))).toMatchObject({ tier: 'low', up: { tier: 'general', netMinor: 4000, orders: 3 }, down: null });
    expect(score(ordersOn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).toMatchObject({ up: null, down: { tier: 'general', netMinor: 9000, orders: 9 } });
  });

  it('is not lost for one late order, and is lost when 10 % are missing', () => {
    const orders = ordersOn([0, 60, 90, 120, 150, 180, 210, 240, 270, 300]);
    expect(tierOf(score(orders, '2026-12-31'))).toBe('high');
    // The first order leaves the window: nine are left, which nobody would be lifted by.
    expect(score(orders, '2027-01-02')).toMatchObject({ tier: 'high', bought: { netMinor: 9000, orders: 9 } });
    expect(score(orders, '2027-03-01')).toMatchObject({ tier: 'high', bought: { netMinor: 9000, orders: 9 } });
    expect(score(orders, '2027-03-02')).toMatchObject({ tier: 'general', bought: { netMinor: 8000, orders: 8 } });
    expect(tierOf(score(orders.slice(1), '2026-12-31'))).toBe('general');
  });

  it('is low, not unknown, for a customer of old who bought nothing for a year', () => {
    expect(score(ordersOn([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), '2028-06-01')).toMatchObject({
      enough: true,
      tier: 'low',
      currency: 'EUR',
      bought: { netMinor: 0, orders: 0 },
    });
  });

  it('never adds currencies', () => {
    const mixed = [anOrder(1, '2026-05-01'), anOrder(2, '2026-06-01', { currency: 'USD' })];
    expect(score(mixed)).toEqual({ enough: false, missing: 'currencies', orders: 2, needed: 1 });
    const before = [anOrder(1, '2024-05-01', { currency: 'USD' }), ...ordersOn([1, 2, 3, 4, 5, 6])];
    expect(score(before)).toMatchObject({ enough: true, tier: 'general', currency: 'EUR' });
  });

  it('says what is missing: orders, amounts, other customers', () => {
    expect(score([])).toEqual({ enough: false, missing: 'orders', orders: 0, needed: 1 });
    expect(score([anOrder(1, '2026-05-01', { lines: {} }), anOrder(2, '2026-06-01')])).toEqual({
      enough: false,
      missing: 'amounts',
      orders: 1,
      needed: 2,
    });
    expect(score([anOrder(1, '2026-05-01')], '2026-12-31', { ...learnt, customers: 7, byCurrency: {} })).toEqual({
      enough: false,
      missing: 'customers',
      orders: 1,
      needed: 20,
      customers: 7,
    });
  });

  it('trap: returns are taken off the amount and are no order', () => {
    const orders = [...ordersOn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), anOrder(99, '2026-02-01', { amountMinor: -5600 })];
    expect(score(orders)).toMatchObject({ tier: 'low', bought: { netMinor: 4400, orders: 10 } });
  });

  it('looks at twelve months, the day asked for included, leap days too', () => {
    expect(toDay(findWindowFrom(aDay('2026-11-22')))).toBe('2025-11-23');
    expect(toDay(findWindowFrom(aDay('2024-02-29')))).toBe('2023-03-01');
    expect(toDay(findWindowFrom(aDay('2025-02-28')))).toBe('2024-02-29');
  });
});

const aHistory = fc.array(fc.record({ day: fc.integer({ min: 0, max: 900 }), amountMinor: fc.integer({ min: 1, max: 4000 }) }), {
  maxLength: 40,
});
const toOrders = (history: readonly { readonly day: number; readonly amountMinor: number }[]): readonly Order[] =>
  history.map(({ day, amountMinor }, at) => anOrder(at + 1, toDay(aDay('2025-01-01') + day), { amountMinor }));
const rankOf = (facts: TierFacts): number => (facts.enough ? TIERS.length - TIERS.indexOf(facts.tier) : 0);

describe('tiers, for any orders', () => {
  it('are never lowered by a purchase more', () => {
    fc.assert(
      fc.property(aHistory, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 950 }), (history, day, today) => {
        const asOf = toDay(aDay('2025-01-01') + today);
        const [less, more] = [score(toOrders(history), asOf), score(toOrders([...history, { day, amountMinor: 700 }]), asOf)];
        expect(rankOf(more)).toBeGreaterThanOrEqual(rankOf(less));
        if (less.enough && more.enough) {
          expect(more.bought.netMinor).toBeGreaterThanOrEqual(less.bought.netMinor);
          expect(more.bought.orders).toBeGreaterThanOrEqual(less.bought.orders);
        }
      }),
    );
  });

  it('are kept while the volumes that keep them are there, and what lifts them lifts them', () => {
    fc.assert(
      fc.property(aHistory, fc.integer({ min: 0, max: 950 }), (history, today) => {
        const facts = score(toOrders(history), toDay(aDay('2025-01-01') + today));
        if (facts.enough) {
          const { bought, up, down } = facts;
          expect(down === null || (bought.netMinor >= down.netMinor && bought.orders >= down.orders)).toBe(true);
          expect(up === null || up.netMinor > 0 || up.orders > 0).toBe(true);
        }
      }),
    );
  });

  it('are learnt alike from lines in any order', () => {
    fc.assert(
      fc.property(aHistory, (history) => {
        const orders = toOrders(history).map((order, at) => ({ ...order, customer: anId('c', at % 25) }));
        const learn = (of: readonly Order[]) =>
          learnTiers(indexByCustomer(linesFromOrders(of)), { highShare: 0.8, generalShare: 0.5, fixed: {} }, aDay('2026-06-30'));
        expect(learn(orders.toReversed())).toEqual(learn(orders));
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
