import type { CustomerFacts, OverdueFacts, PairFacts } from '#shared/analysis/customer-facts.ts';
import type { Task } from '#shared/model/task.ts';
import type { DueTask } from '../../../extension/store/tasks.ts';
import type { TwinPair } from '../../../extension/sidebar/parts/types.ts';
import { hannah } from './sample.ts';

/** Tasks, overdue money and pairs as the mock-ups have them; the day is Friday 20 November 2026. */

const aTask = (n: number, given: Partial<Task>): Task => ({ id: `k${String(n).padStart(32, '0')}`, deleted: false, customer: hannah.id, ...given });
const aReminder = (n: number, dueOn: string, productName: string | null): Task =>
  aTask(n, { titleKey: 'task.reorder', madeBy: 'reorder', dueOn, productName });

export const openTasks: readonly Task[] = [
  aTask(1, { title: 'Call back about dented tins', dueOn: '2026-11-20' }),
  aReminder(2, '2026-11-18', 'Formula Stage 1, 900 g'),
  aTask(3, { title: 'Send spring catalogue', dueOn: '2026-11-24' }),
  aTask(4, { title: 'Price list', dueOn: '2026-11-01', doneAt: '2026-11-02T09:00:00Z' }),
];

const of = (n: number, name: string, task: Task): DueTask => ({ task, customer: { id: `c${n}`, name } });
export const dueTasks: readonly DueTask[] = [
  of(1, 'Caroline Okafor-Whittaker', aTask(11, { title: 'Quote for own-label wipes', dueOn: '2026-11-18' })),
  of(2, 'Hannah Whitfield', aReminder(12, '2026-11-20', 'Formula Stage 1, 900 g')),
  of(3, '林佳穎', aReminder(13, '2026-11-20', '嬰兒配方奶粉 第二階段 900 公克 促銷組合裝')),
  of(4, 'Oluwaseun Adebayo-Featherstonehaugh, Featherstonehaugh Maternity and Nursery Supplies', aReminder(14, '2026-11-24', null)),
  of(5, 'Mareike Thomsen', aReminder(15, '2026-11-25', 'Oat cereal')),
];

export const overdue: readonly OverdueFacts[] = [
  {
    currency: 'GBP',
    openMinor: 64_200,
    oldestDueOn: '2026-11-08',
    daysOverdue: 12,
    orders: [{ order: 'o1', number: 'SO-20718', dueOn: '2026-11-08', openMinor: 64_200 }],
  },
  {
    currency: 'EUR',
    openMinor: 42_000,
    oldestDueOn: '2026-10-12',
    daysOverdue: 39,
    orders: ['2026-10-12', '2026-11-01'].map((dueOn, at) => ({ order: `o${at + 2}`, number: null, dueOn, openMinor: 21_000 })),
  },
];

export const complaints: CustomerFacts['complaints'] = [
  { case: 's1', title: 'Six of 48 tins dented', openedOn: '2026-11-18' },
  { case: 's2', title: null, openedOn: '2026-11-19' },
];

export const together: readonly PairFacts[] = [
  {
    left: 'Pale ale, crate of 24',
    right: 'Nappies, size 3',
    here: { together: 25, orders: 25, support: 1, confidence: 1, lift: 1 },
    everywhere: { together: 25, orders: 3000, support: 0.008333, confidence: 1, lift: 2.64 },
  },
];

/** The same facts with everything that can be said beside tier and rhythm. */
export const withRisk = (facts: CustomerFacts): CustomerFacts => ({ ...facts, complaints, overdue, together });

/** Customers whom two people may have entered apart. */
export const twins: readonly TwinPair[] = [
  {
    one: { customer: 'c1', name: '林記茶行', detail: '+886 2 1234 5678' },
    other: { customer: 'c2', name: 'Lin Tea House', detail: '+886 2 1234 5678' },
    reasons: ['same-phone'],
  },
  {
    one: { customer: 'c3', name: 'Jan-Hendrik Vogelsang', detail: 'jhv@kleine-eule.example' },
    other: { customer: 'c4', name: 'J. Vogelsang', detail: 'j.vogelsang@post.example' },
    reasons: ['same-phone', 'short-name'],
  },
  {
    one: { customer: 'c5', name: '大同婦幼用品', detail: '' },
    other: { customer: 'c6', name: '大同婦幼用品', detail: '' },
    reasons: ['same-name', 'same-place'],
  },
];
