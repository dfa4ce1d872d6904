import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { factsOf, reorderTasks } from '#shared/analysis/facts.ts';
import { planReorderTasks } from '#shared/analysis/reorder-tasks.ts';
import { toView } from '#shared/model/entity.ts';
import type { Body } from '#shared/model/record.ts';
import { checkField } from '#shared/model/registry.ts';
import { isOpen, tasks, type Task } from '#shared/model/task.ts';
import { idFromKey } from '#shared/sync/ids.ts';
import { aDay, anId, ordersOn } from './an-order.ts';

const customer = anId('c', 1);
const day = (number: number): string => toDay(aDay('2026-01-01') + number);
const salt = new Uint8Array(32).fill(3);
type Book = ReadonlyMap<string, Body>;

const tasksIn = (book: Book): readonly Task[] => [...book].map(([key, body]) => toView(tasks, { id: idFromKey('k', salt, key), body }));
const openIn = (book: Book): readonly Task[] => tasksIn(book).filter(isOpen);

/** The book after the reminders were brought up to date on a day. */
function keep(book: Book, days: readonly number[], on: number, product?: string): Book {
  const facts = factsOf(customer, ordersOn(days), undefined, day(on));
  const next = new Map(book);
  for (const { key, fields } of planReorderTasks(facts, tasksIn(book), product)) {
    for (const [field, value] of Object.entries(fields)) {
      expect(checkField('k', field, value).ok).toBe(true);
    }
    next.set(key, { ...next.get(key), ...fields });
  }
  return next;
}
const act = (book: Book, body: Body): Book => new Map([...book].map(([key, held]) => [key, { ...held, ...body }]));
const DAYS = [0, 20, 41, 62];

describe('reorder reminders', () => {
  it('are one task for the order that they follow, due when the rhythm says', () => {
    const book = keep(new Map(), DAYS, 64, 'Formula Stage 1');
    const [proposed] = reorderTasks(factsOf(customer, ordersOn(DAYS), undefined, day(64)));
    expect(openIn(book)).toMatchObject([
      { customer, madeBy: 'reorder', titleKey: 'task.reorder', productName: 'Formula Stage 1', dueOn: proposed?.dueOn, cycleFrom: day(62) },
    ]);
    expect([...book.keys()]).toEqual([`reorder/${customer}/${day(62)}`]);
  });

  it('say nothing twice', () => {
    const book = keep(new Map(), DAYS, 64);
    expect(planReorderTasks(factsOf(customer, ordersOn(DAYS), undefined, day(64)), tasksIn(book))).toEqual([]);
  });

  it('move when the rhythm moves', () => {
    const before = keep(new Map(), DAYS, 64);
    const after = keep(before, [-31, 0, 31, 62], 64);
    const [was, is] = [openIn(before)[0]?.dueOn ?? '', openIn(after)[0]?.dueOn ?? ''];
    expect(openIn(after)).toHaveLength(1);
    expect(is > was).toBe(true);
  });

  it('are taken back when the order came, and one for the next is made', () => {
    const book = keep(keep(new Map(), DAYS, 64), [...DAYS, 80], 81);
    expect(tasksIn(book).map(({ withdrawn, cycleFrom }) => [cycleFrom, withdrawn ?? null])).toEqual([
      [day(62), 'ordered'],
      [day(80), null],
    ]);
  });

  it('come back when that order turns out to be none', () => {
    const book = keep(keep(keep(new Map(), DAYS, 64), [...DAYS, 80], 81), DAYS, 81);
    expect(openIn(book).map(({ cycleFrom }) => cycleFrom)).toEqual([day(62)]);
  });

  it('are taken back when their time went by, and when there is no rhythm any more', () => {
    expect(tasksIn(keep(keep(new Map(), DAYS, 64), DAYS, 200))).toMatchObject([{ withdrawn: 'late' }]);
    expect(tasksIn(keep(keep(new Map(), DAYS, 64), [0], 64))).toMatchObject([{ withdrawn: 'no-rhythm' }]);
  });

  it.each([
    ['done', { doneAt: '2026-03-06T09:00:00Z' }],
    ['put away', { _del: true }],
  ])('that were %s are not made again for the same order, but for the next', (_, body) => {
    const closed = act(keep(new Map(), DAYS, 64), body);
    expect(openIn(keep(closed, DAYS, 70))).toEqual([]);
    expect(planReorderTasks(factsOf(customer, ordersOn([-31, 0, 31, 62]), undefined, day(70)), tasksIn(closed))).toEqual([]);
    expect(openIn(keep(closed, [-31, 0, 31, 62], 70))).toEqual([]);
    expect(openIn(keep(closed, [...DAYS, 80], 81))).toMatchObject([{ cycleFrom: day(80) }]);
  });

  it('of a record that became one with this customer hold for the same order, done or open', () => {
    const facts = factsOf(customer, ordersOn(DAYS), undefined, day(64));
    const [proposed] = reorderTasks(facts);
    const other = {
      madeBy: 'reorder',
      titleKey: 'task.reorder',
      keyedBy: 'reorder/other',
      cycleFrom: day(62),
      dueOn: proposed?.dueOn ?? '',
    } as const;
    expect(planReorderTasks(facts, [{ id: anId('k', 1), deleted: false, ...other }])).toEqual([]);
    expect(planReorderTasks(facts, [{ id: anId('k', 1), deleted: false, ...other, doneAt: '2026-03-06T09:00:00Z' }])).toEqual([]);
  });

  it('leave what somebody wrote alone', () => {
    const own: Task = { id: anId('k', 1), deleted: false, customer, title: 'Call back', madeBy: 'hand', dueOn: day(60), keyedBy: 'x' };
    const facts = factsOf(customer, ordersOn([0]), undefined, day(64));
    expect(planReorderTasks(facts, [own])).toEqual([]);
  });

  it('are one open task at most, the same whether looked at daily or now and then', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 12, max: 30 }), { minLength: 3, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (gaps, every) => {
        const days = gaps.reduce<number[]>((sum, gap) => [...sum, (sum.at(-1) ?? 0) + gap], [0]);
        const last = (days.at(-1) ?? 0) + 20;
        let [daily, rarely]: Book[] = [new Map(), new Map()];
        for (let on = days[2] ?? 0; on <= last; on += 1) {
          const known = days.filter((one) => one <= on);
          daily = keep(daily ?? new Map(), known, on);
          rarely = on % every === 0 || on === last ? keep(rarely ?? new Map(), known, on) : rarely;
          expect(openIn(daily).length).toBeLessThanOrEqual(1);
        }
        expect(openIn(rarely ?? new Map())).toEqual(openIn(daily ?? new Map()));
      }),
      { numRuns: 30 },
    );
  });
});
