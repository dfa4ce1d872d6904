import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { lastMonth } from '#shared/analysis/core/calendar.ts';
import { closeSheets, tellMonth } from '#shared/analysis/performance/month-sheets.ts';
import { serviceScore } from '#shared/analysis/performance/service-score.ts';
import type { Json } from '#shared/model/record.ts';
import { checkField } from '#shared/model/registry.ts';
import { MonthSheet } from '#shared/model/month-sheet.ts';
import { customers } from '#shared/model/customer.ts';
import { payments } from '#shared/model/order.ts';
import { assessments, cases, duties } from '#shared/model/service.ts';
import { settings } from '#shared/model/settings.ts';
import { teams } from '#shared/model/team.ts';
import { users } from '#shared/model/user.ts';
import { monthOf } from '../../../ui/gallery/sample-months.ts';
import { aBookOf, aView } from '../a-book.ts';
import { aDay, anId, linesOf } from '../an-order.ts';

const MONTH = '2026-10';
const day = (n: number): string => `${MONTH}-${String(n).padStart(2, '0')}`;
const user = anId('u', 1);
const asOf = aDay('2026-11-16');

/** The month that was worked by hand, 96, 90, 85 and 86; `kept`: what its assessment says beside the mark. */
function aBook(kept: Readonly<Record<string, Json>> = {}, over: { readonly settings?: Readonly<Record<string, Json>>; readonly paid?: number } = {}) {
  return aBookOf({
    currency: 'EUR',
    users: [aView(users, 1, { name: '林怡君', role: 'service', team: anId('t', 1) })],
    teams: [aView(teams, 1, { name: 'One', area: '北區' })],
    customers: [aView(customers, 1, { name: 'Ada', area: '北區' })],
    payments: [aView(payments, 1, { customer: anId('c', 1), receivedOn: day(5), amountMinor: over.paid ?? 1_000_000, currency: 'EUR' })],
    duties: Array.from({ length: 20 }, (_, at) =>
      aView(duties, at, { user, onDay: day(at + 1), present: true, ...(at === 4 ? { leave: true } : {}) }),
    ),
    cases: Array.from({ length: 5 }, (_, at) =>
      aView(cases, at, {
        technician: user,
        'visits/0': { plannedAt: `${day(at + 2)}T09:00:00Z`, solved: at !== 0 },
        form: { attitude: 80, solved: 90, professional: 100, onDay: day(at + 2) },
        feedback: { mark: 90, onDay: day(20) },
      }),
    ),
    assessments: [aView(assessments, 1, { user, month: MONTH, leadMark: 85, remark: '可靠', ...kept })],
    settings: over.settings === undefined ? null : aView(settings, 1, over.settings),
  });
}

const sheetOf = (book = aBook()): MonthSheet => {
  const [one] = tellMonth(book, MONTH, asOf).technicians;
  if (one === undefined) {
    throw new Error('nobody is in the month');
  }
  return one.sheet;
};

describe('the sheet of a month', () => {
  it('is the one that was worked by hand, with weights, remark and the days behind it', () => {
    const sheet = sheetOf();
    expect(sheet).toMatchObject({
      area: '北區',
      name: '林怡君',
      marks: { attendance: 96, customer: 90, lead: 85, problem: 86 },
      score: 87.5,
      remark: '可靠',
      weights: { modules: { attendance: 10, customer: 20, lead: 30, problem: 40 } },
      netCollectionsMinor: 1_000_000,
      poolMinor: 1000,
      bonusMinor: 1000,
    });
    expect(sheet.days.filter(({ leave }) => leave)).toEqual([
      { onDay: day(5), present: true, late: false, leftEarly: false, leave: true, missed: 0 },
    ]);
    expect(checkField('b', 'sheet', JSON.parse(JSON.stringify(sheet))).ok).toBe(true);
  });

  it('is weighed as the team has settled it', () => {
    const moduleWeights = { attendance: 0, customer: 0, lead: 100, problem: 0 };
    expect(sheetOf(aBook({}, { settings: { moduleWeights } }))).toMatchObject({ score: 85, weights: { modules: moduleWeights } });
  });

  it('names the day of a missed visit, where nobody kept the duty too', () => {
    const book = aBook();
    const missed = aView(cases, 90, { technician: user, 'visits/0': { plannedAt: `${day(28)}T09:00:00Z`, missed: true } });
    const { days, marks } = sheetOf({ ...book, cases: [...book.cases, missed] });
    expect(marks.attendance).toBe(0);
    expect(days.at(-1)).toEqual({ onDay: day(28), present: null, late: false, leftEarly: false, leave: false, missed: 1 });
  });

  it('fits into one field of a record with the longest remark and every day of a month', () => {
    const remark = '記'.repeat(15_000);
    const book = aBook({ remark });
    const all = Array.from({ length: 31 }, (_, at) => aView(duties, at, { user, onDay: day(at + 1), present: false, late: true, leftEarly: true }));
    const sheet = sheetOf({ ...book, duties: all });
    expect(sheet.days).toHaveLength(31);
    expect(checkField('b', 'sheet', JSON.parse(JSON.stringify(sheet))).ok).toBe(true);
  });

  it('is told as it was closed, by every analysis, whatever the records say by now', () => {
    const sheet = sheetOf();
    const closed = { sheet: JSON.parse(JSON.stringify(sheet)), closedAt: '2026-11-02T09:00:00Z', leadMark: 1, area: 'South' };
    const book = aBook(closed, { settings: { moduleWeights: { attendance: 100, customer: 0, lead: 0, problem: 0 } }, paid: 9_000_000 });
    const later = { ...book, users: [aView(users, 1, { name: 'Other', role: 'rep' })], duties: [], cases: [] };
    expect(sheetOf(later)).toEqual(sheet);
    const result = serviceScore.run({ lines: linesOf([]), book: later, params: { month: MONTH }, asOf, needs: {} });
    expect(result.technicians).toMatchObject([{ user, name: '林怡君', score: 87.5, bonusMinor: 1000, closedAt: '2026-11-02T09:00:00Z' }]);
    expect(result.areas).toMatchObject([{ area: '北區', netCollectionsMinor: 1_000_000, poolMinor: 1000 }]);
  });
});

describe('closing', () => {
  it('shares the pool among those with a score, to the last unit, and gives nothing to the others', () => {
    const sheet = sheetOf();
    const scores = fc.array(fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), scores, (poolMinor, hundredths) => {
        const closed = closeSheets(hundredths.map((score) => ({ ...sheet, poolMinor, score: score === null ? null : score / 100 })));
        const sum = closed.reduce((all, { bonusMinor }) => all + (bonusMinor ?? Number.NaN), 0);
        expect(sum).toBe(hundredths.some((score) => score !== null && score > 0) ? poolMinor : 0);
        closed.forEach(({ score, bonusMinor }) => expect(score !== null || bonusMinor === 0).toBe(true));
        closed.forEach(({ bonusMinor }) => expect(Number.isInteger(bonusMinor)).toBe(true));
      }),
    );
  });

  it('gives nobody a bonus where there is no pool', () => {
    expect(closeSheets([{ ...sheetOf(), poolMinor: null }]).map(({ bonusMinor }) => bonusMinor)).toEqual([null]);
  });
});

describe('the last month that is over', () => {
  it.each([
    ['2026-11-16', '2026-10'],
    ['2026-11-30', '2026-11'],
    ['2026-01-01', '2025-12'],
    ['2028-02-28', '2028-01'],
    ['2028-02-29', '2028-02'],
  ])('on %s is %s', (on, month) => {
    expect(lastMonth(aDay(on))).toBe(month);
  });
});

it('the sheets that pages are looked at with are sheets', () => {
  for (const month of ['2026-09', '2026-10', '2026-11']) {
    monthOf(month).technicians.forEach(({ sheet }) => expect(v.is(MonthSheet, sheet)).toBe(true));
  }
});
