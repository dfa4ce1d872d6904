import { customers, type Customer } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { prefixesOf } from '#shared/model/search.ts';
import type { Book, Row } from './database.ts';
import { toRecord } from './records.ts';

function toCustomer(row: Row): Customer {
  return toView(customers, toRecord(row));
}

/** The customer with this id; undefined when it is not held here or was deleted. */
export async function findCustomer(book: Book, id: string): Promise<Customer | undefined> {
  const row = await book.rows(customers.kind).get(id);
  return row && row.deleted === 0 ? toCustomer(row) : undefined;
}

/** The customer who has this address, compared whole; the address is normalized. An alias leads to its customer. */
export async function findCustomerByEmail(book: Book, email: string): Promise<Customer | undefined> {
  const row = await book.rows(customers.kind).where('emails').equals(email).first();
  if (row) {
    return toCustomer(row);
  }
  const alias = await book.rows('a').where('value').equals(email).first();
  const to = alias?.b['to'];
  return typeof to === 'string' ? findCustomer(book, to) : undefined;
}

/** The customers whose words begin with everything that was typed, at most `limit`, by name. */
export async function listFound(book: Book, typed: string, limit: number): Promise<readonly Customer[]> {
  const [first, ...rest] = prefixesOf(typed).toSorted((a, b) => b.length - a.length);
  if (first === undefined) {
    return [];
  }
  const rows = await book
    .rows(customers.kind)
    .where('words')
    .startsWith(first)
    .distinct()
    .filter((row) => rest.every((prefix) => row.words?.some((word) => word.startsWith(prefix)) ?? false))
    .limit(limit * 4)
    .toArray();
  return rows
    .map(toCustomer)
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
    .slice(0, limit);
}

/** The customers captured last, newest first. */
export async function listLately(book: Book, limit: number): Promise<readonly Customer[]> {
  const rows = await book
    .rows(customers.kind)
    .orderBy('capturedAt')
    .reverse()
    .filter((row) => row.deleted === 0)
    .limit(limit)
    .toArray();
  return rows.map(toCustomer);
}
