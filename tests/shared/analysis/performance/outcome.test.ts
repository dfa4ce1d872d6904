import { describe, expect, it } from 'vitest';
import { outcome } from '#shared/analysis/performance/outcome.ts';
import { answers } from '#shared/model/answer.ts';
import { deals } from '#shared/model/deal.ts';
import type { Json } from '#shared/model/record.ts';
import { targets } from '#shared/model/target.ts';
import { users } from '#shared/model/user.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const months = ['04', '05', '06', '07', '08', '09'];
let figures = 0;
const base = (measure: string, month: string, amount: number, over: Record<string, Json> = {}) =>
  aView(targets, (figures += 1), { kind: 'base', measure, month, amount, currency: 'EUR', ...over });
const orders = months.flatMap((month, at) =>
  [1, 2].map((user) =>
    anOrder(Number(month) * 10 + user, `2026-${month}-10`, {
      rep: anId('u', user),
      lines: { 0: anOrderLine({ amountMinor: 10_000 + at * 100, costMinor: 6000, discountMinor: 1000 }) },
    }),
  ),
);
const run = (lists: Parameters<typeof withLines>[0], asOf = '2026-10-16') =>
  outcome.run({
    ...withLines({ currency: 'EUR', users: [aView(users, 1, { role: 'rep' })], orders, ...lists }),
    params: { months: 6 },
    asOf: aDay(asOf),
    needs: {},
  });

describe('performance.outcome', () => {
  const kept = [
    ...['01', '02', '03'].map((month) => base('revenue', `2026-${month}`, 8000, { rep: anId('u', 1) })),
    ...['01', '02', '03'].map((month) => base('revenue', `2026-${month}`, 8000, { rep: anId('u', 2) })),
    base('margin', '2026-01', 0.3),
    base('discount', '2026-01', 0.15),
    base('win-rate', '2026-01', 0.2, { of: 100 }),
    base('satisfaction', '2026-01', 3),
  ];

  it('sets complete months against the base with intervals, and claims no effect', () => {
    const result = run({
      targets: kept,
      deals: Array.from({ length: 50 }, (_, n) => aView(deals, n + 1, { state: n < 20 ? 'won' : 'lost', closedOn: '2026-05-20' })),
      answers: [4, 5, 4].map((received, n) => aView(answers, n + 1, { received, answeredOn: '2026-06-01' })),
    });
    expect(result).toMatchObject({
      enough: true,
      missing: [],
      period: { from: '2026-04-01', to: '2026-09-30' },
      base: { from: '2026-01', to: '2026-03' },
      reading: 'difference-not-effect',
    });
    const of = (measure: string) => result.measures.find((one) => one.measure === measure);
    expect(of('sales-per-rep')).toMatchObject({ base: 8000, now: 10_250, difference: 2250, n: { base: 3, now: 6 } });
    expect(of('sales-per-rep')?.low).toBeGreaterThan(0);
    expect(of('win-rate')).toMatchObject({ base: 0.2, now: 0.4, difference: 0.2, n: { base: 100, now: 50 } });
    expect(of('win-rate')?.low).toBeCloseTo(0.0433, 3);
    expect(of('margin')).toMatchObject({ base: 0.3, coverage: 1 });
    expect(of('discount')?.now).toBeLessThan(0.1);
    expect(of('satisfaction')).toMatchObject({ base: 3, now: 4.333333, difference: 1.333333 });
  });

  it('leaves out the month that goes on and those of the base, and says when there are too few', () => {
    expect(run({ targets: kept }, '2026-09-30').period).toEqual({ from: '2026-04-01', to: '2026-09-30' });
    expect(run({ targets: kept }, '2026-09-29').period).toEqual({ from: '2026-04-01', to: '2026-08-31' });
    expect(run({ targets: kept }, '2026-05-20')).toMatchObject({ enough: false, missing: [{ what: 'complete-months', have: 1, needed: 3 }] });
  });

  it('says that no base was kept', () => {
    expect(run({}).missing).toEqual([{ what: 'targets', have: 0, needed: 1 }]);
    expect(outcome.run({ lines: linesOf([]), params: {}, asOf: 20_000, needs: {} })).toMatchObject({ enough: false });
  });
});
