import * as v from 'valibot';
import { defineEntity, fww, lww, type ViewOf } from './entity.ts';
import { Day, Id, Instant, Line, Text } from './field.ts';

/** Something to do (A7); with a cadence it moves by itself when a contact happens. */
export const tasks = defineEntity({
  name: 'tasks',
  kind: 'k',
  fields: {
    title: lww(Line),
    /** The sentence that stands for a title where nobody typed one; said in the reader's own language. */
    titleKey: lww(v.picklist(['task.reorder'])),
    /** What a reorder reminder is likely to be about, where the orders agree on one product. */
    productName: lww(v.nullable(Line)),
    note: lww(Text),
    customer: lww(Id, { indexed: true }),
    owner: lww(Id, { indexed: true }),
    dueOn: lww(Day, { indexed: true }),
    cadenceDays: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    madeBy: lww(v.picklist(['hand', 'reorder', 'lifecycle', 'campaign'])),
    /** The last order that a reorder reminder follows. */
    cycleFrom: fww(Day),
    /** Why a rule took its own task back: the order came, its time went by, or the orders no longer have a rhythm. */
    withdrawn: lww(v.nullable(v.picklist(['ordered', 'late', 'no-rhythm']))),
    doneAt: lww(v.nullable(Instant)),
    /** The rule of the next best action that this answers (`collect`, `win-back`, …), and when it was put away as not fitting. */
    rule: fww(Line),
    dismissedAt: lww(v.nullable(Instant)),
    keyedBy: fww(Line),
  },
});
export type Task = ViewOf<typeof tasks>;

/** True while a task waits to be done: neither done, nor put away, nor taken back by the rule that made it. */
export function isOpen(task: Task): boolean {
  return !task.deleted && (task.doneAt ?? null) === null && (task.dismissedAt ?? null) === null && (task.withdrawn ?? null) === null;
}

/** Open tasks, those due first on top; without a day they come last. */
export function listOpen(all: readonly Task[]): readonly Task[] {
  const rank = (task: Task): string => `${task.dueOn ?? '9999'} ${task.id}`;
  return all.filter(isOpen).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
