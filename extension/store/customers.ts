import { customers, type Customer } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { phoneKeysOf } from '#shared/model/same-phone.ts';
import { prefixesOf, wordsOf } from '#shared/model/search.ts';
import { foldMembers } from '#shared/sync/links.ts';
import type { Book, Row } from './database.ts';
import { listMembers, readRoots } from './links.ts';
import { toRecord } from './records.ts';

function toCustomer(rows: readonly Row[]): Customer {
  return toView(customers, foldMembers(rows.map(toRecord)));
}

/**
 * The customer with this id, all records that are one with it folded into one; undefined when none of them is held here
 * or all were deleted. The customer's own id may be another than the one asked for.
 */
export async function findCustomer(book: Book, id: string): Promise<Customer | undefined> {
  const held = await book.rows(customers.kind).bulkGet([...(await listMembers(book, id))]);
  const rows = held.filter((row): row is Row => row?.deleted === 0);
  return rows.length > 0 ? toCustomer(rows) : undefined;
}

/** The record that holds this address, compared whole; the address is normalized. An alias leads to its customer. */
export async function findIdByEmail(book: Book, email: string): Promise<string | undefined> {
  const row = await book.rows(customers.kind).where('emails').equals(email).first();
  if (row) {
    return row.id;
  }
  const alias = await book.rows('a').where('value').equals(email).first();
  const to = alias?.b['to'];
  return typeof to === 'string' ? to : undefined;
}

/** The customer who has this address. */
export async function findCustomerByEmail(book: Book, email: string): Promise<Customer | undefined> {
  const id = await findIdByEmail(book, email);
  return id === undefined ? undefined : findCustomer(book, id);
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
  const found = await foldRows(book, rows);
  // Whoever has exactly what was typed comes first: another may hold all of its words in name, company and domain.
  const exact = typed.trim().toLowerCase();
  const hasIt = (one: Customer): number => (one.emails.includes(exact) || one.phones.includes(exact) ? 0 : 1);
  return found.toSorted((a, b) => hasIt(a) - hasIt(b) || (a.name ?? '').localeCompare(b.name ?? '')).slice(0, limit);
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
  return foldRows(book, rows);
}

/** At most this many records are compared with one customer: a big company has more people than anybody looks through. */
const COMPARED = 200;

/** Records that may be the same customer as somebody: an equal number or company, or a word of the name in common. */
export async function listSimilar(
  book: Book,
  like: { readonly name: string | null; readonly phones: readonly string[]; readonly companyName: string | null },
): Promise<readonly Customer[]> {
  const table = book.rows(customers.kind);
  const words = like.name === null ? [] : wordsOf(like.name).filter((word) => word.length > 1);
  const rows = await Promise.all([
    table.where('keys').anyOf(phoneKeysOf(like.phones)).limit(COMPARED).toArray(),
    like.companyName === null ? [] : table.where('companyName').equals(like.companyName).limit(COMPARED).toArray(),
    // The longest word is the rarest, as a rule.
    ...words
      .toSorted((a, b) => b.length - a.length)
      .slice(0, 2)
      .map((word) => table.where('words').equals(word).limit(COMPARED).toArray()),
  ]);
  return foldRows(
    book,
    rows.flat().filter((row) => row.deleted === 0),
  );
}

/** The customers that records belong to, each once, in the order of the records. */
async function foldRows(book: Book, rows: readonly Row[]): Promise<readonly Customer[]> {
  const roots = await readRoots(book);
  const found = new Map<string, Customer>();
  for (const row of rows) {
    const root = roots.get(row.id);
    const key = root ?? row.id;
    if (!found.has(key)) {
      const customer = root === undefined ? toCustomer([row]) : await findCustomer(book, row.id);
      if (customer) {
        found.set(key, customer);
      }
    }
  }
  return [...found.values()];
}
