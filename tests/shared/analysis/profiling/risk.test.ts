import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { churnOf } from '#shared/analysis/profiling/churn.ts';
import { concentrationOf } from '#shared/analysis/profiling/concentration.ts';
import { market } from '#shared/analysis/profiling/market.ts';
import { risk } from '#shared/analysis/profiling/risk.ts';
import { tastes } from '#shared/analysis/profiling/tastes.ts';
import { usualGapOf } from '#shared/analysis/core/usual-gaps.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { cases } from '#shared/model/service.ts';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';
import { buys } from '../some-lines.ts';

const asOf = aDay('2026-06-30');
const nobody = { medianGapDays: null, upperGapDays: null };
const churnAt = (days: readonly number[], now: number) => churnOf(days, usualGapOf(days, nobody), 1.5, now);

describe('what speaks for leaving', () => {
  it('is silence, with how many own gaps were longer', () => {
    expect(churnAt([0, 20, 40, 60, 100], 165)).toMatchObject([{ code: 'risk.silence', numbers: { longerGaps: 0, gaps: 4, silentDays: 65 } }]);
    expect(churnAt([0, 20, 40, 60, 100], 120)).toEqual([]);
  });

  it('is half as many purchases as in the half-year before, or fewer', () => {
    const days = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 400];
    expect(churnAt(days, 410).map(({ code }) => code)).toEqual(['risk.fewer']);
    expect(churnAt(days, 410)[0]).toMatchObject({ numbers: { before: 6, now: 3, windowDays: 182 } });
  });
});

describe('concentration', () => {
  it('is the sum of squared shares', () => {
    expect(concentrationOf([50, 30, 20])).toEqual({
      netMinor: 100,
      customers: 3,
      index: 0.38,
      equalCustomers: 2.631579,
      largest: 0.5,
      largestFifth: 0.5,
    });
    expect(concentrationOf([7, 7, 7, 7])?.equalCustomers).toBe(4);
    expect(concentrationOf([0, -3])).toBeNull();
  });
});

describe('profiling.risk', () => {
  const [a, b, c] = [anId('c', 1), anId('c', 2), anId('c', 3)];
  const days = Array.from({ length: 13 }, (_, at) => asOf - 390 + at * 30);
  const lines = linesOf([
    ...buys(a, days, { amountMinor: 9000, rep: 'tom' }),
    ...buys(b, days.slice(0, 7), { rep: 'tom' }),
    ...buys(c, days, { rep: 'ines' }),
  ]);
  const book: Book = {
    ...EMPTY_BOOK,
    orders: [anOrder(1, toDay(asOf - 50), { customer: c, dueOn: toDay(asOf - 20), amountMinor: 4200 })],
    cases: [toView(cases, { id: anId('s', 1), body: { kind: 'complaint', customer: c, openedAt: '2026-06-01T10:00:00Z' } })],
  };
  const result = risk.run({ lines, book, params: { shareFrom: 0.5 }, asOf, needs: {} });

  it('tells each risk apart, and of whom there is none tells nothing', () => {
    expect(result.customers.map(({ customer, reasons }) => [customer, reasons.map(({ code }) => code)])).toEqual([
      [a, ['risk.share']],
      [b, ['risk.silence', 'risk.fewer']],
      [c, ['risk.overdue', 'risk.complaints']],
    ]);
    expect(result.customers[0]?.reasons[0]).toMatchObject({ numbers: { share: 0.857143, netMinor: 108_000 } });
    expect(result.customers[2]?.reasons).toMatchObject([
      { numbers: { openMinor: 4200, daysOverdue: 20, orders: 1 }, from: toDay(asOf - 20) },
      { numbers: { complaints: 1, open: 1 } },
    ]);
  });

  it('sums what is late, and how much hangs on one', () => {
    expect(result).toMatchObject({
      churn: { silent: 1, of: 3, left: null },
      overdue: [{ currency: 'EUR', openMinor: 4200, customers: 1, orders: 1 }],
      complaints: { customers: 1, complaints: 1, open: 1 },
      byRep: [
        { rep: 'tom', concentration: { customers: 2 } },
        { rep: 'ines', concentration: { customers: 1, index: 1 } },
      ],
    });
  });

  it('says how likely each has left, where there is a purchase model', () => {
    const needs = {
      'prospecting.purchases': {
        method: '',
        version: '1',
        enough: true,
        missing: [],
        customers: [
          { customer: b, alive: 0.25 },
          { customer: c, alive: 1 },
        ],
      },
    };
    const told = risk.run({ lines, book, params: {}, asOf, needs });
    expect(told.churn.left).toBe(0.75);
    expect(told.customers.find(({ customer }) => customer === b)?.leaving).toBe(0.75);
  });

  it('says which records it lacks where only lines are given', () => {
    expect(risk.run({ lines, params: {}, asOf, needs: {} }).missing.map(({ what }) => what)).toEqual(['orders', 'payments', 'interactions', 'cases']);
  });
});

describe('profiling.tastes', () => {
  // Mondays, of which the last is 2026-06-29.
  const mondays = Array.from({ length: 10 }, (_, at) => aDay('2026-06-29') - 7 * at);
  const lines = linesOf([
    ...buys('m', mondays, { product: 'tin', category: 'food', channel: 'web', quantity: 2, amountMinor: 3000 }),
    ...buys('m', mondays.slice(0, 4), { product: 'tea', category: 'food', channel: 'web', quantity: 1, amountMinor: 500 }),
    ...buys(
      'other',
      Array.from({ length: 21 }, (_, at) => asOf - 1 - at),
      { product: 'tea', category: 'food', channel: 'shop' },
    ),
    ...buys('few', [asOf - 1]),
  ]);
  const result = tastes.run({ lines, params: {}, asOf, needs: {} });

  it('counts orders, not lines, and calls a habit what differs from all others', () => {
    const [m] = result.customers;
    expect(m).toMatchObject({
      customer: 'm',
      orders: 10,
      weekday: { name: '1', habit: true, share: { hits: 10, n: 10 } },
      channel: { name: 'web', habit: true },
      category: { name: 'food', habit: false },
      products: [
        { name: 'tin', share: { hits: 10, n: 10 } },
        { name: 'tea', share: { hits: 4, n: 10 } },
      ],
      quantity: { low: 1.25, median: 2, high: 2, n: 14 },
      unitPriceMinor: { low: 750, median: 1500, high: 1500, n: 14 },
      hour: null,
    });
    expect(result.customers[1]).toMatchObject({ customer: 'other', weekday: { habit: false } });
    expect(result.tooFew).toBe(1);
  });

  it('knows the hour where lines have one', () => {
    const late = buys('m', mondays.slice(0, 6), { hour: 22, order: undefined });
    const { customers: told, hours } = tastes.run({
      lines: linesOf([...late, ...buys('x', [asOf - 3, asOf - 2], { hour: 9 })]),
      params: {},
      asOf,
      needs: {},
    });
    expect(hours).toMatchObject([
      { name: '22', share: { hits: 6, n: 8 } },
      { name: '9', share: { hits: 2, n: 8 } },
    ]);
    expect(told[0]?.hour).toMatchObject({ name: '22', share: { hits: 6, n: 6 }, ofAll: 0.75, habit: false });
  });
});

describe('profiling.market', () => {
  it('places customers by their record, and counts whom it does not know', () => {
    const lines = linesOf([1, 2, 3].flatMap((at) => buys(anId('c', at), [asOf - 5], { place: 'Leeds' })));
    const record = (number: number, body: Record<string, string | number>) => toView(customers, { id: anId('c', number), body });
    const book = { ...EMPTY_BOOK, customers: [record(1, { birthYear: 1990, industry: 'retail' }), record(2, { ageBand: '30-39', area: 'North' })] };
    const { positions } = market.run({ lines, book, params: {}, asOf, needs: {} });
    expect(positions.map(({ by, known, unknown }) => [by, known, unknown])).toEqual([
      ['age', 2, 1],
      ['industry', 1, 2],
      ['area', 1, 2],
      ['place', 3, 0],
    ]);
    expect(positions[0]?.rows).toMatchObject([{ name: '30-39', share: { hits: 2, n: 2 }, orders: 2, netMinor: 2000, medianMinor: null }]);
  });
});
