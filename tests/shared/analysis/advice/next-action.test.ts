import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '#shared/model/reason.ts';
import { adviseNext, RULES, type Evidence } from '#shared/analysis/advice/rules.ts';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { stageOf, StageParams } from '#shared/analysis/core/stages.ts';
import { usualGapOf } from '#shared/analysis/core/usual-gaps.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { nextAction } from '#shared/analysis/advice/next-action.ts';
import { toView } from '#shared/model/entity.ts';
import type { Body } from '#shared/model/record.ts';
import { cases } from '#shared/model/service.ts';
import { tasks } from '#shared/model/task.ts';
import * as v from 'valibot';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';
import { buys } from '../some-lines.ts';

const asOf = aDay('2026-06-30');
const params = v.parse(StageParams, {});
const nothing: Evidence = { asOf, stage: null, overdue: [], complaintSince: null, rhythm: null, tier: null };
const stageOn = (days: readonly number[]) => stageOf(days, usualGapOf(days, { medianGapDays: 20, upperGapDays: 30 }), params, asOf);
const late: Evidence['overdue'] = [{ currency: 'EUR', openMinor: 4200, oldestDueOn: toDay(asOf - 12), daysOverdue: 12, orders: [] }];

describe('the table of rules', () => {
  it('has each rule once, and the most pressing first', () => {
    expect(RULES.map(({ id }) => id)).toEqual([...RULE_IDS]);
    const everything: Evidence = {
      ...nothing,
      overdue: late,
      complaintSince: asOf - 2,
      stage: stageOn([asOf - 45 - 60, asOf - 45 - 40, asOf - 45 - 20, asOf - 45]),
    };
    expect(adviseNext(everything, []).map(({ rule }) => rule)).toEqual(['collect', 'complaint', 'call-silent']);
    expect(adviseNext(nothing, [])).toEqual([]);
  });

  it('is silent while a cool-down runs, and speaks again after it', () => {
    const evidence = { ...nothing, overdue: late };
    const advised = (daysAgo: number) => adviseNext(evidence, [{ rule: 'collect', how: 'done', onDay: asOf - daysAgo }]).length;
    expect([advised(0), advised(6), advised(7)]).toEqual([0, 0, 1]);
    expect(adviseNext(evidence, [{ rule: 'win-back', how: 'done', onDay: asOf }])).toHaveLength(1);
  });

  it('expires: a first order is asked about from the third day, for three weeks', () => {
    const advised = (daysAgo: number) => adviseNext({ ...nothing, stage: stageOn([asOf - daysAgo]) }, []).map(({ rule }) => rule);
    expect([advised(2), advised(3), advised(24), advised(25)]).toEqual([[], ['first-order'], ['first-order'], []]);
  });

  it('reminds before an order, within its window and not after it', () => {
    const rhythm = { dueOn: toDay(asOf + 5), windowFrom: toDay(asOf + 2), windowTo: toDay(asOf + 9), remindOn: toDay(asOf) };
    const stage = stageOn([asOf - 55, asOf - 35, asOf - 15]);
    expect(adviseNext({ ...nothing, stage, rhythm }, [])).toMatchObject([
      { rule: 'reorder', since: toDay(asOf), reason: { numbers: { dueOn: rhythm.dueOn } } },
    ]);
    expect(adviseNext({ ...nothing, stage, rhythm: { ...rhythm, remindOn: toDay(asOf + 1) } }, [])).toEqual([]);
    expect(adviseNext({ ...nothing, stage, rhythm: { ...rhythm, windowTo: toDay(asOf - 1) } }, [])).toEqual([]);
  });

  it('never advises what it was told within the cool-down, whatever the evidence', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...RULE_IDS),
        fc.integer({ min: 0, max: 2 }),
        (ago, rule, days) => {
          const stage = stageOn(ago.map((one) => asOf - one).toSorted((a, b) => a - b));
          const advised = adviseNext({ ...nothing, stage, overdue: late, complaintSince: asOf - 5 }, [
            { rule, how: 'dismissed', onDay: asOf - days },
          ]);
          expect(advised.map((one) => one.rule)).not.toContain(rule);
        },
      ),
    );
  });
});

describe('advice.next-action', () => {
  const [a, b, c] = [anId('c', 1), anId('c', 2), anId('c', 3)];
  const lines = linesOf([
    ...buys(a, [asOf - 300, asOf - 280, asOf - 260, asOf - 240, asOf - 150, asOf - 100]),
    ...buys(b, [asOf - 5]),
    ...buys(c, [asOf - 90, asOf - 60, asOf - 30, asOf - 1]),
  ]);
  const settled = (number: number, body: Body) => toView(tasks, { id: anId('k', number), body });
  const book: Book = {
    ...EMPTY_BOOK,
    orders: [anOrder(1, toDay(asOf - 60), { customer: c, dueOn: toDay(asOf - 30), amountMinor: 500 })],
    cases: [toView(cases, { id: anId('s', 1), body: { kind: 'complaint', customer: c, openedAt: '2026-06-20T10:00:00Z' } })],
    tasks: [
      settled(1, { customer: a, rule: 'call-silent', doneAt: `${toDay(asOf - 170)}T10:00:00Z` }),
      settled(2, { customer: a, rule: 'call-silent', dismissedAt: `${toDay(asOf - 100)}T10:00:00Z` }),
      settled(3, { customer: c, rule: 'collect', doneAt: `${toDay(asOf - 2)}T10:00:00Z` }),
      settled(4, { customer: c, rule: 'no-such-rule', doneAt: `${toDay(asOf - 2)}T10:00:00Z` }),
    ],
  };
  const ran = runAnalyses(lines, asOf, { book, only: ['advice.next-action'] })['advice.next-action'];

  it('gives each customer the first rule that holds and is not cooling down', () => {
    expect(ran).toMatchObject({
      enough: true,
      n: 3,
      customers: [
        { customer: c, next: { rule: 'complaint', reason: { code: 'next.complaint', numbers: { openSince: '2026-06-20', days: 10 } } }, also: [] },
        { customer: b, next: { rule: 'first-order' } },
        { customer: a, next: { rule: 'win-back', reason: { numbers: { silentDays: 100, orders: 6 } } } },
      ],
    });
  });

  it('keeps what became of advice: orders within 30 days, once these are over', () => {
    expect(ran).toMatchObject({
      outcomes: [
        { rule: 'collect', done: null, dismissed: null, waiting: 1 },
        { rule: 'call-silent', done: { hits: 1, n: 1 }, dismissed: { hits: 0, n: 1 }, waiting: 0 },
      ],
    });
  });

  it('says which records it lacks where only lines are given', () => {
    expect(nextAction.run({ lines, params: {}, asOf, needs: {} }).missing.map(({ what }) => what)).toEqual(['orders', 'payments', 'cases', 'tasks']);
  });
});
