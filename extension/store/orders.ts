import { toView } from '#shared/model/entity.ts';
import { insights, type Insight } from '#shared/model/insight.ts';
import { orders, type Order } from '#shared/model/order.ts';
import type { Book } from './database.ts';
import { toRecord } from './records.ts';

/** All orders of a customer, newest first; deleted ones are left out. */
export async function listOrders(book: Book, customer: string): Promise<readonly Order[]> {
  const rows = await book.rows(orders.kind).where('customer').equals(customer).toArray();
  return rows
    .filter((row) => row.deleted === 0)
    .map((row) => toView(orders, toRecord(row)))
    .toSorted((a, b) => ((a.placedOn ?? '') < (b.placedOn ?? '') ? 1 : -1));
}

/** Every order in the book, for learning where there is no server. */
export async function listAllOrders(book: Book): Promise<readonly Order[]> {
  const rows = await book.rows(orders.kind).toArray();
  return rows.filter((row) => row.deleted === 0).map((row) => toView(orders, toRecord(row)));
}

/** What an analysis learnt from all records, or undefined when none has come yet. */
export async function findInsight(book: Book, analysis: string): Promise<Insight | undefined> {
  const row = await book.rows(insights.kind).where('analysis').equals(analysis).first();
  return row && row.deleted === 0 ? toView(insights, toRecord(row)) : undefined;
}
