import { toView } from '#shared/model/entity.ts';
import { links, type Link } from '#shared/model/link.ts';
import { findMembers, rootsOf, type Edge } from '#shared/sync/links.ts';
import type { Book, Row } from './database.ts';
import { toRecord } from './records.ts';

/** The ids of all records that are one customer with this one, itself included. */
export function listMembers(book: Book, id: string): Promise<readonly string[]> {
  return findMembers([id], async (ids) => (await listTouching(book, ids)).flatMap(toEdge));
}

/** Of every linked record the smallest id of its customer; records that are not in it stand alone. */
export async function readRoots(book: Book): Promise<ReadonlyMap<string, string>> {
  return rootsOf((await book.rows(links.kind).toArray()).flatMap(toEdge));
}

/** Everything that was decided about a customer and others, also that they are not one. */
export async function listDecided(book: Book, id: string): Promise<readonly Link[]> {
  return (await listTouching(book, [id])).filter((row) => row.deleted === 0).map((row) => toView(links, toRecord(row)));
}

async function listTouching(book: Book, ids: readonly string[]): Promise<readonly Row[]> {
  const table = book.rows(links.kind);
  return (await Promise.all([table.where('one').anyOf(ids).toArray(), table.where('other').anyOf(ids).toArray()])).flat();
}

function toEdge(row: Row): readonly Edge[] {
  const { one, other, on } = toView(links, toRecord(row));
  return row.deleted === 0 && on === true && one !== undefined && other !== undefined ? [{ one, other }] : [];
}
