import { toView } from '#shared/model/entity.ts';
import { insights, type Insight } from '#shared/model/insight.ts';
import { orders, payments, type Order, type Payment } from '#shared/model/order.ts';
import { cases, type ServiceCase } from '#shared/model/service.ts';
import type { Book } from './database.ts';
import { listMembers, readRoots } from './links.ts';
import { toRecord } from './records.ts';

/** All orders of a customer, those of every record that is one with it, under the id asked for, newest first; deleted ones are left out. */
export async function listOrders(book: Book, customer: string): Promise<readonly Order[]> {
  const rows = await book
    .rows(orders.kind)
    .where('customer')
    .anyOf([...(await listMembers(book, customer))])
    .toArray();
  return rows
    .filter((row) => row.deleted === 0)
    .map((row) => ({ ...toView(orders, toRecord(row)), customer }))
    .toSorted((a, b) => ((a.placedOn ?? '') < (b.placedOn ?? '') ? 1 : -1));
}

/** What a customer paid, in no order; deleted payments are left out. */
export async function listPayments(book: Book, customer: string): Promise<readonly Payment[]> {
  const rows = await book
    .rows(payments.kind)
    .where('customer')
    .anyOf([...(await listMembers(book, customer))])
    .toArray();
  return rows.filter((row) => row.deleted === 0).map((row) => toView(payments, toRecord(row)));
}

/** What a customer had served, in no order; deleted cases are left out. */
export async function listCases(book: Book, customer: string): Promise<readonly ServiceCase[]> {
  const rows = await book
    .rows(cases.kind)
    .where('customer')
    .anyOf([...(await listMembers(book, customer))])
    .toArray();
  return rows.filter((row) => row.deleted === 0).map((row) => toView(cases, toRecord(row)));
}

/** Whose orders an act changed: at most the customers of a handful of orders. */
export async function listBuyersIn(book: Book, act: number): Promise<readonly string[]> {
  const ids = new Set((await book.acts.get(act))?.before.filter(({ kind }) => kind === orders.kind).map(({ id }) => id));
  const rows = await book.rows(orders.kind).bulkGet([...ids]);
  return [...new Set(rows.flatMap((row) => (typeof row?.b['customer'] === 'string' ? [row.b['customer']] : [])))];
}

/** Every order in the book under its customer's root, for learning where there is no server. */
export async function listAllOrders(book: Book): Promise<readonly Order[]> {
  const [rows, roots] = await Promise.all([book.rows(orders.kind).toArray(), readRoots(book)]);
  return rows
    .filter((row) => row.deleted === 0)
    .map((row) => toView(orders, toRecord(row)))
    .map((order) => (order.customer === undefined ? order : { ...order, customer: roots.get(order.customer) ?? order.customer }));
}

/** What an analysis learnt from all records, or undefined when none has come yet. */
export async function findInsight(book: Book, analysis: string): Promise<Insight | undefined> {
  const row = await book.rows(insights.kind).where('analysis').equals(analysis).first();
  return row && row.deleted === 0 ? toView(insights, toRecord(row)) : undefined;
}
