import type { Task } from '#shared/model/task.ts';
import { daysBetween, formatCalendarDay, todayOf } from '../format.ts';
import type { Reader } from '../reader.ts';

/** What a task is called: what somebody typed, else the sentence of the rule that made it. */
export function taskTitle(task: Task, { texts }: Reader): string {
  if (task.title !== undefined && task.title !== '') {
    return task.title;
  }
  return task.titleKey === undefined ? texts.tasks.noTitle : texts.taskTitles[task.titleKey](task.productName ?? '');
}

/**
 * When a task is due, and how that looks: late ones stand out, today's a little, later ones not. A reminder is not late
 * once its day is there: it holds until the order comes, and tells since when.
 */
export function taskDue({ dueOn, madeBy }: Task, reader: Reader): { readonly text: string; readonly tone: 'wrong' | 'due' | undefined } {
  if (dueOn === undefined) {
    return { text: '', tone: undefined };
  }
  const days = daysBetween(dueOn, todayOf(reader));
  const { tasks } = reader.texts;
  if (days > 0 && madeBy === 'reorder') {
    return { text: tasks.since(formatCalendarDay(dueOn, reader, 'short')), tone: 'due' };
  }
  return days > 0
    ? { text: tasks.late(days), tone: 'wrong' }
    : days === 0
      ? { text: tasks.today, tone: 'due' }
      : { text: formatCalendarDay(dueOn, reader), tone: undefined };
}
