import { toView } from '#shared/model/entity.ts';
import type { Day } from '#shared/model/field.ts';
import { isOpen, listOpen, tasks, type Task } from '#shared/model/task.ts';
import type { Book } from './database.ts';
import { findCustomer } from './customers.ts';
import { listMembers, readRoots } from './links.ts';
import { findRecord, toRecord } from './records.ts';

/** All tasks of a customer, done ones too; deleted ones are left out. */
export async function listTasks(book: Book, customer: string): Promise<readonly Task[]> {
  const rows = await book
    .rows(tasks.kind)
    .where('customer')
    .anyOf([...(await listMembers(book, customer))])
    .toArray();
  return rows.filter((row) => row.deleted === 0).map((row) => toView(tasks, toRecord(row)));
}

/** Every task in the book under its customer's root, for the rules that make and withdraw them. */
export async function listAllTasks(book: Book): Promise<readonly Task[]> {
  const [rows, roots] = await Promise.all([book.rows(tasks.kind).toArray(), readRoots(book)]);
  return rows
    .map((row) => toView(tasks, toRecord(row)))
    .map((task) => (task.customer === undefined ? task : { ...task, customer: roots.get(task.customer) ?? task.customer }));
}

/** The task with this id; undefined when it is not held here or was deleted. */
export async function findTask(book: Book, id: string): Promise<Task | undefined> {
  const record = await findRecord(book, id);
  const task = record?.kind === tasks.kind ? toView(tasks, record) : undefined;
  return task?.deleted === false ? task : undefined;
}

/** An open task and what its customer is called; undefined for a task of nobody, or of somebody not held here. */
export type DueTask = { readonly task: Task; readonly customer: { readonly id: string; readonly name: string } | undefined };

/** The open tasks that are due up to and with a day, those due first on top. */
export async function listDue(book: Book, upTo: Day): Promise<readonly DueTask[]> {
  const rows = await book.rows(tasks.kind).where('dueOn').belowOrEqual(upTo).toArray();
  const open = listOpen(rows.map((row) => toView(tasks, toRecord(row))));
  return Promise.all(
    open.map(async (task) => {
      const customer = task.customer === undefined ? undefined : await findCustomer(book, task.customer);
      return { task, customer: customer && { id: customer.id, name: customer.name ?? customer.companyName ?? customer.emails[0] ?? '' } };
    }),
  );
}

/** How many open tasks are due up to and with a day. */
export async function countDue(book: Book, upTo: Day): Promise<number> {
  const rows = await book.rows(tasks.kind).where('dueOn').belowOrEqual(upTo).toArray();
  return rows.filter((row) => isOpen(toView(tasks, toRecord(row)))).length;
}
