import { toView } from '#shared/model/entity.ts';
import { interactions, type Interaction } from '#shared/model/interaction.ts';
import { users, type User } from '#shared/model/user.ts';
import type { Book } from './database.ts';
import { listMembers } from './links.ts';
import { toRecord } from './records.ts';

/** All interactions of a customer, those of every record that is one with it, newest first. */
export async function listInteractions(book: Book, customer: string): Promise<readonly Interaction[]> {
  const rows = await book
    .rows(interactions.kind)
    .where('participants')
    .anyOf([...(await listMembers(book, customer))])
    .distinct()
    .toArray();
  return rows
    .filter((row) => row.deleted === 0)
    .map((row) => toView(interactions, toRecord(row)))
    .toSorted((a, b) => ((a.happenedAt ?? '') < (b.happenedAt ?? '') ? 1 : -1));
}

/** The interaction with this id, deleted ones included; undefined when it is not held here. */
export async function findInteraction(book: Book, id: string): Promise<Interaction | undefined> {
  const row = await book.rows(interactions.kind).get(id);
  return row && toView(interactions, toRecord(row));
}

/** The ids of the customers with whom mails of a thread are logged. */
export async function listThreadCustomers(book: Book, threadId: string): Promise<readonly string[]> {
  const rows = await book.rows(interactions.kind).where('threadId').equals(threadId).toArray();
  const participants = rows.filter((row) => row.deleted === 0).flatMap((row) => toView(interactions, toRecord(row)).participants);
  return [...new Set(participants.filter((id) => id.startsWith('c')))];
}

/** The interactions of one conversation or meeting, deleted ones included. */
export async function listThread(book: Book, thread: string): Promise<readonly Interaction[]> {
  const rows = await book.rows(interactions.kind).where('threadId').equals(thread).toArray();
  return rows.map((row) => toView(interactions, toRecord(row)));
}

/** Which of these conversations or meetings have an interaction that is not deleted. */
export async function listHeldThreads(book: Book, threads: readonly string[]): Promise<ReadonlySet<string>> {
  const held = await Promise.all(threads.map(async (thread) => ((await listThread(book, thread)).some((one) => !one.deleted) ? [thread] : [])));
  return new Set(held.flat());
}

/** The people who work with the book, as far as this device knows them. */
export async function listUsers(book: Book): Promise<readonly User[]> {
  const rows = await book.rows(users.kind).toArray();
  return rows.map((row) => toView(users, toRecord(row)));
}
