import { isOpen, type Task } from '../model/task.ts';
import type { PurchaseFacts } from './customer-facts.ts';
import { reorderTasks } from './facts.ts';

/** What is to be written into the task of a key; its id comes from the key, so that device and server write one record. */
export type TaskWrite = { readonly key: string; readonly fields: Readonly<Record<string, string | null>> };

/**
 * What has to change so that a customer's reorder reminders say what the rhythm says: one open task for the cycle that
 * runs, moved when the rhythm moved, and none for cycles that are over. What somebody ticked or put away stays as it is:
 * it is not made again for the same last order. Nothing to write gives an empty list.
 * @param held all tasks of this customer and of the records that are one with it, those that are done or deleted too
 * @param productName what the order will probably be about
 */
export function planReorderTasks(facts: PurchaseFacts, held: readonly Task[], productName?: string): readonly TaskWrite[] {
  const [proposed] = reorderTasks(facts);
  const made = held.filter((task) => task.madeBy === 'reorder' && task.keyedBy !== undefined);
  // A customer who became one with another keeps the reminder that was made for the same order under the other's id.
  const running = proposed && (made.find((task) => task.keyedBy === proposed.key) ?? made.find((task) => task.cycleFrom === proposed.lastOrderOn));
  const over = made
    .filter((task) => isOpen(task) && task !== running)
    .map((task): TaskWrite => ({ key: task.keyedBy ?? '', fields: { withdrawn: whyOver(task, facts) } }));
  if (proposed === undefined) {
    return over;
  }
  const wanted = { dueOn: proposed.dueOn, productName: productName ?? null };
  if (running === undefined) {
    const { customer, key, titleKey, lastOrderOn } = proposed;
    return [...over, { key, fields: { ...wanted, titleKey, customer, madeBy: 'reorder', cycleFrom: lastOrderOn, keyedBy: key } }];
  }
  const isSettled = running.deleted || (running.doneAt ?? null) !== null;
  const changed = isSettled
    ? []
    : [
        ...(running.dueOn === wanted.dueOn ? [] : [['dueOn', wanted.dueOn] as const]),
        ...((running.productName ?? null) === wanted.productName ? [] : [['productName', wanted.productName] as const]),
        ...((running.withdrawn ?? null) === null ? [] : [['withdrawn', null] as const]),
      ];
  return changed.length === 0 ? over : [...over, { key: running.keyedBy ?? proposed.key, fields: Object.fromEntries(changed) }];
}

function whyOver({ cycleFrom }: Task, { rhythm }: PurchaseFacts): 'ordered' | 'late' | 'no-rhythm' {
  if (!rhythm.enough) {
    return 'no-rhythm';
  }
  return cycleFrom !== undefined && cycleFrom < rhythm.lastOrderOn ? 'ordered' : 'late';
}
