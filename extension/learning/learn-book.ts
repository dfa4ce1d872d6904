import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOf, learnFacts, settledFacts, type LearntFacts } from '#shared/analysis/facts.ts';
import { findUsualProduct } from '#shared/analysis/product/usual.ts';
import { planReorderTasks, type TaskWrite } from '#shared/analysis/reorder-tasks.ts';
import type { Day } from '#shared/model/field.ts';
import type { Order } from '#shared/model/order.ts';
import type { Task } from '#shared/model/task.ts';
import type { Book } from '../store/database.ts';
import { listAllOrders } from '../store/orders.ts';
import { findSettings } from '../store/settings.ts';
import { listAllTasks } from '../store/tasks.ts';

/** What a book without a server says of all its customers, and what its reorder reminders have to become. */
export type LearntBook = { readonly asOf: Day; readonly learnt: LearntFacts; readonly reminders: TaskWrite[] };

/** Learns from every order of the book, up to and with a day. It only reads: the background writes what comes of it. */
export async function learnBook(book: Book, today: Day): Promise<LearntBook> {
  const all = await listAllOrders(book);
  const learnt = learnFacts(linesFromOrders(all), settledFacts(await findSettings(book)), today);
  const ordersOf = Map.groupBy(all, (order) => order.customer);
  const tasksOf = Map.groupBy(await listAllTasks(book), (task) => task.customer);
  const customers = new Set([...ordersOf.keys(), ...tasksOf.keys()]);
  const reminders = [...customers].flatMap((customer) =>
    customer === undefined ? [] : planReminders(customer, ordersOf.get(customer) ?? [], tasksOf.get(customer) ?? [], learnt, today),
  );
  return { asOf: today, learnt, reminders };
}

/** What one customer's reorder reminders have to become. */
export function planReminders(
  customer: string,
  own: readonly Order[],
  tasks: readonly Task[],
  learnt: LearntFacts | undefined,
  today: Day,
): readonly TaskWrite[] {
  return planReorderTasks(factsOf(customer, own, learnt, today), tasks, findUsualProduct(own));
}

/** The calendar day of a moment where this browser is; en-CA writes days as ISO 8601 does. */
export function dayHere(nowMs: number): Day {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(nowMs);
}
