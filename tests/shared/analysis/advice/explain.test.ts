import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { linesBehind } from '#shared/analysis/advice/explain.ts';
import { toDay } from '#shared/analysis/core/calendar.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { Reason, type ReasonCode } from '#shared/model/reason.ts';
import { reasonText, textsFor, type Say } from '#shared/text/index.ts';
import { aDay } from '../an-order.ts';
import { anyLines, aTable } from '../some-lines.ts';

const AS_OF = 20_300;

/** Customers that buy at a pace of their own, some after a long break, and stopped some time ago. */
const buyers = fc
  .array(
    fc.record({
      paces: fc.array(fc.integer({ min: 5, max: 40 }), { minLength: 0, maxLength: 18 }),
      breakDays: fc.constantFrom(0, 0, 250, 251),
      silence: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 13 })),
      amountMinor: fc.integer({ min: 1, max: 5000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.flatMap(({ paces, breakDays, silence, amountMinor }, customer) => {
      const gaps = breakDays === 0 || paces.length < 4 ? paces : paces.with(paces.length - (breakDays === 251 ? 1 : 2), breakDays);
      const days = gaps.reduceRight<number[]>((later, gap) => [(later[0] ?? 0) - gap, ...later], [AS_OF - silence]);
      return days.map((day) => ({ customer: `c${customer}`, day, quantity: 1, amountMinor, currency: 'EUR' }));
    }),
  );

/** The plain facts of some lines, reckoned by nothing of the analyses: days with a purchase, and what they brought. */
function readBehind(lines: Lines, behind: readonly number[]) {
  const rows = behind.map((line) => ({
    day: lines.day[line] ?? 0,
    quantity: lines.number.quantity[line] ?? Number.NaN,
    amountMinor: lines.number.amountMinor[line] ?? Number.NaN,
    currency: lines.dictionary.currency.names[lines.text.currency[line] ?? -1] ?? 'XXX',
    order: lines.text.order[line] ?? -1,
  }));
  const firstOf = new Map<number, number>();
  for (const row of rows.toSorted((a, b) => a.day - b.day)) {
    if (!(row.quantity <= 0) && !(row.amountMinor < 0) && !firstOf.has(row.order)) {
      firstOf.set(row.order, row.day);
    }
  }
  const days = [...new Set(firstOf.values())].toSorted((a, b) => a - b);
  const gaps = days.slice(1).map((day, at) => day - (days[at] ?? 0));
  return { rows, days, gaps, silentDays: AS_OF - (days.at(-1) ?? Number.NaN) };
}

/** What each code's numbers have to be, from the lines behind the reason alone. */
const recomputed: { readonly [C in ReasonCode]?: (facts: ReturnType<typeof readBehind>, numbers: Readonly<Record<string, unknown>>) => object } = {
  'stage.first-buyer': ({ silentDays }) => ({ silentDays }),
  'stage.developing': ({ days }) => ({ orders: days.length, establishedFrom: 4 }),
  'stage.established': ({ days, silentDays }, { gapDays }) => ({ orders: days.length, silentDays, gapDays }),
  'stage.declining': ({ silentDays }, { gapDays }) => ({ silentDays, gapDays, ratio: Math.round((silentDays / Number(gapDays)) * 1e6) / 1e6 }),
  'stage.lapsed': ({ silentDays }, { gapDays }) => ({ silentDays, gapDays, ratio: Math.round((silentDays / Number(gapDays)) * 1e6) / 1e6 }),
  'stage.lost': ({ silentDays }, { gapDays }) => ({ silentDays, gapDays, ratio: Math.round((silentDays / Number(gapDays)) * 1e6) / 1e6 }),
  'stage.regained': ({ days, gaps }, { breakDays }) => {
    const at = gaps.lastIndexOf(Number(breakDays));
    return { breakDays: gaps[at], returnedOn: toDay(days[at + 1] ?? 0) };
  },
  'risk.silence': ({ gaps, silentDays }) => ({ longerGaps: gaps.filter((gap) => gap > silentDays).length, gaps: gaps.length, silentDays }),
  'risk.fewer': ({ days }) => ({
    before: days.filter((day) => day <= AS_OF - 182).length,
    now: days.filter((day) => day > AS_OF - 182).length,
    windowDays: 182,
  }),
  'risk.share': ({ rows }, { share, currency }) => ({
    share,
    currency,
    netMinor: rows.reduce((sum, row) => sum + (row.currency === currency && !Number.isNaN(row.amountMinor) ? row.amountMinor : 0), 0),
  }),
  'next.call-silent': ({ silentDays }, { gapDays }) => ({ silentDays, gapDays }),
  'next.win-back': ({ days, silentDays }) => ({ orders: days.length, silentDays }),
  'next.first-order': ({ days, silentDays }) => ({ orderedOn: toDay(days.at(-1) ?? 0), days: silentDays }),
  'next.welcome-back': ({ days, gaps }, { breakDays }) => {
    const at = gaps.lastIndexOf(Number(breakDays));
    return { returnedOn: toDay(days[at + 1] ?? 0), breakDays: gaps[at] };
  },
};

const Told = v.object({
  customers: v.array(
    v.object({
      customer: v.string(),
      reason: v.optional(v.nullable(Reason)),
      reasons: v.optional(v.array(Reason)),
      next: v.optional(v.object({ reason: Reason })),
    }),
  ),
});

describe('reasons', () => {
  it('have numbers that come out of the lines behind them, and of nothing else', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.oneof(anyLines, buyers), (given) => {
        const lines = aTable(given.map((line) => ({ ...line, day: line.day ?? 0 })));
        const ran = runAnalyses(lines, AS_OF, { only: ['prospecting.lifecycle', 'profiling.risk', 'advice.next-action'] });
        for (const id of ['prospecting.lifecycle', 'profiling.risk', 'advice.next-action']) {
          for (const { customer, reason, reasons = [], next } of v.parse(Told, ran[id]).customers) {
            for (const one of [...(reason ? [reason] : []), ...reasons, ...(next ? [next.reason] : [])]) {
              const again = recomputed[one.code]?.(readBehind(lines, linesBehind(lines, customer, one)), one.numbers);
              if (again !== undefined) {
                seen.set(one.code, (seen.get(one.code) ?? 0) + 1);
                expect({ customer, code: one.code, numbers: again }).toEqual({ customer, code: one.code, numbers: one.numbers });
              }
            }
          }
        }
      }),
      { numRuns: 200 },
    );
    // Every code that lines alone can give was met, so that none is passed over.
    expect(Object.keys(recomputed).filter((code) => !seen.has(code))).toEqual([]);
  });

  it('lead to the lines of their customer and their days alone', () => {
    const lines = aTable([
      { customer: 'a', day: '2026-01-01' },
      { customer: 'b', day: '2026-01-02' },
      { customer: 'a', day: '2026-01-03' },
      { customer: 'a', day: '2026-01-04' },
    ]);
    expect(linesBehind(lines, 'a', { from: '2026-01-01', to: '2026-01-03' })).toEqual([0, 2]);
    expect(linesBehind(lines, 'nobody', { from: '2026-01-01', to: '2026-01-03' })).toEqual([]);
  });

  it('are sentences in three languages, with their numbers in them', () => {
    const say: Say = { money: (minor, currency) => `${currency} ${minor / 100}`, day: (day) => day, share: (share) => `${share * 100} %` };
    const span = { from: '2026-01-01', to: toDay(aDay('2026-06-30')) };
    const overdue: Reason = { code: 'risk.overdue', numbers: { openMinor: 64_200, currency: 'GBP', daysOverdue: 12, orders: 1 }, ...span };
    expect(['en-GB', 'zh-CN', 'zh-TW'].map((locale) => reasonText(textsFor(locale), overdue, say))).toEqual([
      'GBP 642 overdue for 12 days (1 order).',
      'GBP 642 逾期 12 天（1 个订单）。',
      'GBP 642 逾期 12 天（1 個訂單）。',
    ]);
  });
});
