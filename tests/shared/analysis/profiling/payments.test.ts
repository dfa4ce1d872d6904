import { describe, expect, it } from 'vitest';
import { paymentsDue } from '#shared/analysis/profiling/payments.ts';
import { customers } from '#shared/model/customer.ts';
import { payments } from '#shared/model/order.ts';
import type { Order } from '#shared/model/order.ts';
import { rates } from '#shared/model/target.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';

const asOf = aDay('2026-11-16');
const run = (lists: Parameters<typeof withLines>[0], params: unknown = {}) =>
  paymentsDue.run({ ...withLines({ currency: 'EUR', ...lists }), params, asOf, needs: {} });
const invoice = (number: number, invoicedOn: string, dueOn: string, amountMinor: number, given: Partial<Order> = {}) =>
  anOrder(number, invoicedOn, { invoicedOn, dueOn, amountMinor, ...given });
const paid = (number: number, order: number, receivedOn: string, amountMinor: number, currency = 'EUR') =>
  aView(payments, number, { order: anId('o', order), customer: anId('c', 1), receivedOn, amountMinor, currency });

describe('profiling.payments', () => {
  it('reckons what is open, how old it is, and days of sales outstanding', () => {
    const result = run({
      customers: [aView(customers, 1, { area: 'North', creditLimit: { minor: 20_000, currency: 'EUR' } })],
      orders: [
        invoice(1, '2026-11-01', '2026-12-01', 10_000),
        invoice(2, '2026-10-01', '2026-10-31', 20_000),
        invoice(3, '2026-09-01', '2026-10-01', 30_000),
        invoice(4, '2026-01-01', '2026-02-01', 5000),
        anOrder(5, '2026-11-02', { amountMinor: 99_999 }),
      ],
      payments: [paid(1, 3, '2026-09-20', 30_000), paid(2, 2, '2026-11-10', 5000), paid(3, 2, '2026-11-20', 15_000)],
    });
    expect(result).toMatchObject({ enough: true, n: { invoices: 4, payments: 2 }, openMinor: 30_000, overdueMinor: 20_000, receivedMinor: 35_000 });
    // Open 300.00 of 600.00 invoiced in the last 90 days.
    expect(result.salesOutstandingDays).toBe(45);
    expect(result.ages).toEqual({ notDue: 10_000, upTo30: 15_000, upTo60: 0, upTo90: 0, over90: 5000 });
    expect(result.daysToPay).toMatchObject({ n: 1, median: 19 });
    expect(result.paidOnTime).toMatchObject({ hits: 1, n: 3 });
    expect(result.byArea).toEqual([{ area: 'North', openMinor: 30_000, overdueMinor: 20_000, receivedMinor: 35_000 }]);
    expect(result.overdue).toMatchObject([{ customer: anId('c', 1), currency: 'EUR', openMinor: 20_000, oldestDueOn: '2026-02-01', orders: 2 }]);
    expect(result.overLimit).toEqual([{ customer: anId('c', 1), openMinor: 30_000, limitMinor: 20_000 }]);
  });

  it('counts tax, and takes no payment of another currency for an invoice', () => {
    const taxed = { lines: { 0: { productName: 'Tin', quantity: 1, amountMinor: 10_000, taxRate: 0.2, taxIncluded: false } } };
    const result = run({ orders: [invoice(1, '2026-11-01', '2026-11-10', 0, taxed)], payments: [paid(1, 1, '2026-11-05', 12_000, 'USD')] });
    expect(result).toMatchObject({ openMinor: 12_000, overdueMinor: 12_000, currenciesLeftOut: ['USD'] });
  });

  it('adds invoices of several currencies by the rate of their day, and never without one', () => {
    const orders = [invoice(1, '2026-11-01', '2026-11-10', 10_000), invoice(2, '2026-11-01', '2026-11-10', 10_000, { currency: 'USD' })];
    expect(run({ orders })).toMatchObject({ openMinor: 10_000, currenciesLeftOut: ['USD'] });
    const rate = aView(rates, 1, { what: 'exchange', currency: 'USD', into: 'EUR', rate: 0.9, fromDay: '2026-01-01' });
    expect(run({ orders, rates: [rate] })).toMatchObject({ openMinor: 19_000, currenciesLeftOut: [] });
  });

  it('says what is missing', () => {
    expect(paymentsDue.run({ lines: linesOf([]), params: {}, asOf, needs: {} })).toMatchObject({
      enough: false,
      missing: [{ what: 'orders' }, { what: 'payments' }],
    });
    expect(run({ orders: [anOrder(1, '2026-11-01')] }).missing.map(({ what }) => what)).toEqual(['payments', 'invoices']);
  });
});
