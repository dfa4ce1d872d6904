import { describe, expect, it } from 'vitest';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { listDays, listPurchaseDays } from '#shared/analysis/core/purchases.ts';
import type { Order } from '#shared/model/order.ts';
import { aDay, anId, anOrder, anOrderLine } from '../an-order.ts';

const daysOf = (orders: readonly Order[]) => listDays(indexByCustomer(linesFromOrders(orders)), 0, aDay('2030-01-01'));
const sumOf = (orders: readonly Order[]): number => daysOf(orders).reduce((sum, day) => sum + day.netMinor, 0);

describe('orders as lines', () => {
  it('are net of tax where the amount holds it, and as they are where it does not', () => {
    const taxed = (given: Parameters<typeof anOrderLine>[0]): Order => anOrder(1, '2026-01-01', { lines: { 0: anOrderLine(given) } });
    expect(sumOf([taxed({ amountMinor: 11_900, taxIncluded: true, taxRate: 0.19 })])).toBe(10_000);
    expect(sumOf([taxed({ amountMinor: 11_900, taxIncluded: false, taxRate: 0.19 })])).toBe(11_900);
    expect(sumOf([taxed({ amountMinor: 11_900, taxIncluded: true })])).toBe(11_900);
    // The discount is off the amount already; taking it off again would count it twice.
    expect(sumOf([taxed({ amountMinor: 9000, discountMinor: 1000 })])).toBe(9000);
  });

  it('take back to the cent what a return takes back', () => {
    const line = { taxIncluded: true, taxRate: 0.07, quantity: 1, amountMinor: 999 };
    const sold = anOrder(1, '2026-01-01', { lines: { 0: anOrderLine(line) } });
    const back = anOrder(2, '2026-01-05', { lines: { 0: anOrderLine({ ...line, quantity: -1, amountMinor: -999 }) } });
    expect(sumOf([sold, back])).toBe(0);
  });

  it.each(['draft', 'cancelled'] as const)('leave out a %s order', (status) => {
    expect(daysOf([anOrder(1, '2026-01-01', { status })])).toEqual([]);
  });

  it('leave out deleted orders, orders of nobody, and orders without a day', () => {
    const { customer: _, ...ofNobody } = anOrder(2, '2026-01-01');
    const { placedOn: __, ...withoutDay } = anOrder(3, '2026-01-01');
    expect(linesFromOrders([anOrder(1, '2026-01-01', { deleted: true }), ofNobody, withoutDay]).count).toBe(0);
  });

  it('count an order that came back as a whole as not bought, and one that lists its return as bought', () => {
    expect(daysOf([anOrder(1, '2026-01-01', { status: 'returned' })])).toEqual([]);
    const lines = { 0: anOrderLine(), 1: anOrderLine({ quantity: -1, amountMinor: -400 }) };
    expect(daysOf([anOrder(1, '2026-01-01', { status: 'returned', lines })])).toMatchObject([{ orders: 1, netMinor: 600 }]);
  });

  it('keep an order without lines as an order without an amount', () => {
    expect(daysOf([anOrder(1, '2026-01-01', { lines: {} })])).toMatchObject([{ orders: 1, withoutAmount: 1, netMinor: 0 }]);
  });

  it('read the day of an instant in the zone of the team', () => {
    const { placedOn: _, ...rest } = anOrder(1, '2026-01-01');
    const lines = linesFromOrders([{ ...rest, placedAt: '2026-03-09T16:30:00Z' }], { zone: 'Asia/Taipei' });
    expect([...lines.day]).toEqual([aDay('2026-03-10')]);
  });

  it('stand under the record that merged customers became', () => {
    const orders = [anOrder(1, '2026-01-01'), anOrder(2, '2026-01-02', { customer: anId('c', 2) })];
    expect(linesFromOrders(orders, { customerOf: () => anId('c', 9) }).dictionary.customer.names).toEqual([anId('c', 9)]);
  });
});

describe('days of orders', () => {
  it('trap: same-day orders are two orders and one day', () => {
    const days = daysOf([anOrder(1, '2026-01-01'), anOrder(2, '2026-01-01'), anOrder(3, '2026-01-08')]);
    expect(days.map(({ orders }) => orders)).toEqual([2, 1]);
    expect(listPurchaseDays(days)).toEqual([aDay('2026-01-01'), aDay('2026-01-08')]);
  });

  it('trap: returns are no order, though they have a day and an amount', () => {
    const days = daysOf([anOrder(1, '2026-01-01'), anOrder(2, '2026-01-10', { amountMinor: -300 })]);
    expect(days).toMatchObject([
      { orders: 1, netMinor: 1000 },
      { orders: 0, netMinor: -300 },
    ]);
    expect(listPurchaseDays(days)).toEqual([aDay('2026-01-01')]);
  });

  it('keep currencies apart on one day', () => {
    const days = daysOf([anOrder(1, '2026-01-01', { currency: 'USD' }), anOrder(2, '2026-01-01'), anOrder(3, '2026-01-01', { currency: 'USD' })]);
    expect(days.map(({ orders, netMinor }) => [orders, netMinor])).toEqual([
      [1, 1000],
      [2, 2000],
    ]);
    expect(listPurchaseDays(days)).toHaveLength(1);
  });
});
