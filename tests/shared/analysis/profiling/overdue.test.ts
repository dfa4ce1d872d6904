import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { factsOf } from '#shared/analysis/facts.ts';
import { findOverdue, grossOf } from '#shared/analysis/profiling/overdue.ts';
import type { Order, Payment } from '#shared/model/order.ts';
import { aDay, anId, anOrder, anOrderLine } from '../an-order.ts';

const today = aDay('2026-11-24');
const aPayment = (number: number, given: Partial<Payment>): Payment => ({
  id: anId('y', number),
  deleted: false,
  receivedOn: '2026-11-01',
  currency: 'EUR',
  ...given,
});
const due = (number: number, dueOn: string, amountMinor: number, given: Partial<Order> = {}): Order =>
  anOrder(number, '2026-09-01', { dueOn, amountMinor, number: `SO-${number}`, ...given });

describe('what an order comes to', () => {
  it('has the tax of each rate reckoned once, over the sum of its lines', () => {
    const third = { amountMinor: 33, taxRate: 0.2, taxIncluded: false };
    const order = anOrder(1, '2026-09-01', { lines: { 0: anOrderLine(third), 1: anOrderLine(third), 2: anOrderLine({ amountMinor: 50 }) } });
    // 66 x 0.2 = 13.2; line by line it would be 7 + 7.
    expect(grossOf(order)).toBe(66 + 13 + 50);
    expect(grossOf(anOrder(1, '2026-09-01', { lines: { 0: anOrderLine({ amountMinor: 120, taxRate: 0.2, taxIncluded: true }) } }))).toBe(120);
  });
});

describe('what is overdue', () => {
  it('is what is open of orders past their due day, with the oldest of them and its days', () => {
    const orders = [due(1, '2026-10-12', 30_000), due(2, '2026-11-10', 20_000), due(3, '2026-11-24', 9_000)];
    const payments = [aPayment(1, { order: anId('o', 2), amountMinor: 8_000 })];
    expect(findOverdue(orders, payments, today)).toEqual([
      {
        currency: 'EUR',
        openMinor: 42_000,
        oldestDueOn: '2026-10-12',
        daysOverdue: 43,
        orders: [
          { order: anId('o', 1), number: 'SO-1', dueOn: '2026-10-12', openMinor: 30_000 },
          { order: anId('o', 2), number: 'SO-2', dueOn: '2026-11-10', openMinor: 12_000 },
        ],
      },
    ]);
  });

  it('begins on the day after the due day', () => {
    expect(findOverdue([due(1, '2026-11-24', 100)], [], today)).toEqual([]);
    expect(findOverdue([due(1, '2026-11-24', 100)], [], today + 1)).toMatchObject([{ daysOverdue: 1 }]);
  });

  it('is never netted across currencies', () => {
    const orders = [due(1, '2026-11-01', 500), due(2, '2026-10-01', 700, { currency: 'USD' })];
    const payments = [aPayment(1, { order: anId('o', 1), amountMinor: 500, currency: 'USD' }), aPayment(2, { amountMinor: 100, currency: 'USD' })];
    expect(findOverdue(orders, payments, today).map(({ currency, openMinor }) => [currency, openMinor])).toEqual([
      ['USD', 600],
      ['EUR', 500],
    ]);
  });

  it('has money on account, overpayments and returns set against what was due first', () => {
    const orders = [due(1, '2026-10-12', 300), due(2, '2026-11-10', 200), anOrder(3, '2026-11-12', { amountMinor: -120 })];
    const payments = [aPayment(1, { amountMinor: 200 }), aPayment(2, { order: anId('o', 2), amountMinor: 50 })];
    expect(findOverdue(orders, payments, today)).toMatchObject([{ openMinor: 130, oldestDueOn: '2026-11-10', orders: [{ openMinor: 130 }] }]);
  });

  it('is nothing for what is not owed: drafts, cancelled and deleted orders, orders taken back, payments still to come', () => {
    const orders = [
      due(1, '2026-10-01', 100, { status: 'draft' }),
      due(2, '2026-10-01', 100, { status: 'cancelled' }),
      due(3, '2026-10-01', 100, { deleted: true }),
      due(4, '2026-10-01', 100, { status: 'returned' }),
      anOrder(5, '2026-10-01'),
    ];
    expect(findOverdue(orders, [], today)).toEqual([]);
    expect(
      findOverdue([due(6, '2026-10-01', 100)], [aPayment(1, { order: anId('o', 6), amountMinor: 100, receivedOn: '2026-12-01' })], today),
    ).toHaveLength(1);
  });

  it('stands among the facts of a customer', () => {
    const facts = factsOf(anId('c', 1), [due(1, '2026-10-12', 100)], undefined, toDay(today), { payments: [aPayment(1, { amountMinor: 40 })] });
    expect(facts.overdue).toMatchObject([{ openMinor: 60, daysOverdue: 43 }]);
  });
});

const currency = fc.constantFrom('EUR', 'USD');
const someOrders = fc.array(fc.record({ due: fc.integer({ min: -60, max: 20 }), amountMinor: fc.integer({ min: -300, max: 900 }), currency }), {
  maxLength: 12,
});
const somePayments = fc.array(
  fc.record({ of: fc.option(fc.integer({ min: 1, max: 14 })), amountMinor: fc.integer({ min: 0, max: 900 }), currency }),
  {
    maxLength: 12,
  },
);

describe('what is overdue, whatever the orders', () => {
  const build = (orders: readonly { due: number; amountMinor: number; currency: string }[]) =>
    orders.map((one, at) => due(at + 1, toDay(today + one.due), one.amountMinor, { currency: one.currency }));
  const pay = (payments: readonly { of: number | null; amountMinor: number; currency: string }[]) =>
    payments.map(({ of, ...rest }, at) => aPayment(at + 1, { ...rest, ...(of === null ? {} : { order: anId('o', of) }) }));

  it('adds up, comes by rising due day, and is the same in any order', () => {
    fc.assert(
      fc.property(someOrders, somePayments, (orders, payments) => {
        const found = findOverdue(build(orders), pay(payments), today);
        for (const one of found) {
          expect(one.openMinor).toBe(one.orders.reduce((sum, order) => sum + order.openMinor, 0));
          expect(one.orders.every((order) => order.openMinor > 0 && order.dueOn < toDay(today))).toBe(true);
          expect(one.orders.map((order) => order.dueOn)).toEqual(one.orders.map((order) => order.dueOn).toSorted());
          expect([one.oldestDueOn, one.daysOverdue]).toEqual([one.orders[0]?.dueOn, today - aDay(one.oldestDueOn)]);
        }
        expect(findOverdue(build(orders).toReversed(), pay(payments).toReversed(), today)).toEqual(found);
      }),
    );
  });

  it('never grows by a payment, and one currency never touches another', () => {
    fc.assert(
      fc.property(someOrders, somePayments, fc.integer({ min: 1, max: 900 }), (orders, payments, amountMinor) => {
        const owed = (more: readonly Payment[], of: string): number =>
          findOverdue(build(orders), [...pay(payments), ...more], today).find((one) => one.currency === of)?.openMinor ?? 0;
        const more = [aPayment(99, { amountMinor, currency: 'EUR' })];
        expect(owed(more, 'EUR')).toBeLessThanOrEqual(owed([], 'EUR'));
        expect(owed([], 'EUR') - owed(more, 'EUR')).toBeLessThanOrEqual(amountMinor);
        expect(owed(more, 'USD')).toBe(owed([], 'USD'));
      }),
    );
  });
});
