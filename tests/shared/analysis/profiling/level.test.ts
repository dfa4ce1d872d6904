import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readCsv } from '#shared/import/csv.ts';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { level } from '#shared/analysis/profiling/level.ts';
import { learnRfmCuts, scoreRfm } from '#shared/analysis/profiling/rfm.ts';
import { aDay, linesOf } from '../an-order.ts';
import { areMissing, readRfmTable, readSample, titled } from '../samples.ts';

const asOf = aDay('2026-12-31');
const run = (lines: readonly NewLine[], params: unknown = {}) => level.run({ lines: linesOf(lines), params, asOf, needs: {} });
/** Customers 1 to `count`; the n-th has n orders of n euros each, the last on the n-th of December at the latest. */
const aLadder = (count: number, given: Partial<NewLine> = {}): readonly NewLine[] =>
  Array.from({ length: count }, (_, at) =>
    Array.from({ length: at + 1 }, (__, order) => ({
      customer: `c${at}`,
      day: asOf - count + at - order,
      amountMinor: 100 * (at + 1),
      currency: 'EUR',
      ...given,
    })),
  ).flat();

describe.skipIf(areMissing)(titled('the level of the rfm sample'), () => {
  type Expected = {
    readonly analysis_date: string;
    readonly customers: number;
    readonly orders: number;
    readonly bins: { readonly recency_days: number[]; readonly orders: number[]; readonly amount: number[] };
    readonly score_counts: Record<'R1..5' | 'F1..5' | 'M1..5', number[]>;
    readonly segments: Record<string, readonly [number, number, number]>;
  };

  it('has every number of the reference', () => {
    const expected: Expected = JSON.parse(readSample('rfm/expected.json'));
    const { lines, badLines } = linesFromCsv(readCsv(readRfmTable()));
    expect([badLines.length, lines.count]).toEqual([0, expected.orders]);
    const result = level.run({ lines, params: {}, asOf: aDay(expected.analysis_date), needs: {} });
    expect(result.customers).toBe(expected.customers);
    expect(result.cuts).toEqual({
      recency: expected.bins.recency_days,
      frequency: expected.bins.orders,
      amount: expected.bins.amount.map((major) => Math.round(major * 100)),
    });
    const segments = Object.entries(expected.segments).map(([name, [customers, orders, major]]) => [
      name,
      { customers, orders, amount: major * 100 },
    ]);
    expect(result.segments).toEqual(Object.fromEntries(segments));
    expect(v.is(level.output, result)).toBe(true);
  });

  it('has the number of customers of each score', () => {
    const expected: Expected = JSON.parse(readSample('rfm/expected.json'));
    const { lines } = linesFromCsv(readCsv(readRfmTable()));
    const byCustomer = new Map<number, { last: number; orders: number; amountMinor: number }>();
    for (let line = 0; line < lines.count; line += 1) {
      const customer = lines.text.customer[line] ?? -1;
      const held = byCustomer.get(customer) ?? { last: 0, orders: 0, amountMinor: 0 };
      held.last = Math.max(held.last, lines.day[line] ?? 0);
      held.orders += 1;
      held.amountMinor += lines.number.amountMinor[line] ?? 0;
      byCustomer.set(customer, held);
    }
    const facts = [...byCustomer.values()].map(({ last, ...rest }) => ({ recencyDays: aDay(expected.analysis_date) - last, ...rest }));
    const learnt = learnRfmCuts(
      {
        recencyDays: facts.map((one) => one.recencyDays),
        orders: facts.map((one) => one.orders),
        amountMinor: facts.map((one) => one.amountMinor),
      },
      100,
    );
    const scores = facts.map((one) => scoreRfm(one, learnt));
    const count = (of: 'recency' | 'frequency' | 'amount') => [1, 2, 3, 4, 5].map((score) => scores.filter((one) => one[of] === score).length);
    expect([count('recency'), count('frequency'), count('amount')]).toEqual([
      expected.score_counts['R1..5'],
      expected.score_counts['F1..5'],
      expected.score_counts['M1..5'],
    ]);
  });
});

describe('the level of customers', () => {
  it('puts each in one segment and one tier', () => {
    const result = run(aLadder(30));
    expect(result.enough).toBe(true);
    expect(Object.values(result.segments ?? {}).reduce((sum, { customers }) => sum + customers, 0)).toBe(30);
    expect(result.tiers).toEqual({
      high: { customers: 6, from: { amount: 58_580, orders: 25 } },
      general: { customers: 9, from: { amount: 24_050, orders: 16 } },
      low: { customers: 15, from: { amount: 0, orders: 0 } },
    });
  });

  it('says how many customers it needs instead of quintiles of nineteen', () => {
    const result = run(aLadder(19));
    expect(result).toMatchObject({ enough: false, cuts: null, segments: null, tiers: null, missing: [{ what: 'customers', have: 19, needed: 20 }] });
  });

  it('takes limits set by hand where there are too few', () => {
    const fixed = { EUR: { high: { netMinor: 4000, orders: 3 }, general: { netMinor: 900, orders: 2 } } };
    const result = run(aLadder(8), { fixed });
    expect([result.enough, result.basis, result.segments, result.tiers?.high.customers, result.tiers?.general.customers]).toEqual([
      true,
      'fixed',
      null,
      2,
      4,
    ]);
  });

  it('says that amounts are missing', () => {
    const result = run(aLadder(30, { amountMinor: undefined }));
    expect(result).toMatchObject({ enough: false, missing: [{ what: 'amount', have: 0, needed: 1 }] });
  });

  it('never adds currencies: those who buy in another are counted apart', () => {
    const lines = [...aLadder(30), ...aLadder(3, { currency: 'USD' }).map((line) => ({ ...line, customer: `us-${line.customer}` }))];
    const result = run(lines);
    expect([result.currency, result.customers, result.otherCurrencies, result.tiers]).toEqual(['EUR', 30, 3, run(aLadder(30)).tiers]);
  });

  it('does not see what comes after the day asked for', () => {
    const later = aLadder(30).map((line) => ({ ...line, day: asOf + 5 }));
    expect(run([...aLadder(30), ...later])).toEqual(run(aLadder(30)));
  });

  it('does not depend on the order of lines', () => {
    expect(run(aLadder(30).toReversed())).toEqual(run(aLadder(30)));
  });
});
