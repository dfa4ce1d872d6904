import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { matchKeysOf } from '#shared/model/match-keys.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { findEntity, indexedFields } from '#shared/model/registry.ts';
import { wordsOfCustomer } from '#shared/model/search.ts';
import type { Book, Row } from './database.ts';

/** The record that a row holds. */
export function toRecord(row: Row): StoredRecord {
  return { id: row.id, kind: row.kind, body: row.b, stamps: row.c, ...(row.floor === undefined ? {} : { floor: row.floor }) };
}

/** The row of a record: its values and stamps, and the indexed fields as its entity declares them. */
export function toRow(record: StoredRecord): Row {
  const entity = findEntity(record.kind);
  const view: Readonly<Record<string, unknown>> = entity ? toView(entity, record) : {};
  const deleted = isDeleted(record.body);
  const indexed = entity ? indexedFields(entity).flatMap(({ name }) => (view[name] === undefined || deleted ? [] : [[name, view[name]]])) : [];
  return {
    ...Object.fromEntries(indexed),
    id: record.id,
    kind: record.kind,
    b: record.body,
    c: record.stamps,
    deleted: deleted ? 1 : 0,
    ...(record.floor === undefined ? {} : { floor: record.floor }),
    // A deleted customer is found by no word and no index.
    ...(record.kind === customers.kind && !deleted ? { words: wordsOfCustomer(toView(customers, record)), ...keysOf(record) } : {}),
  };
}

/** Most customers have an address and nothing else that others could share: they take no room in the index. */
function keysOf(record: StoredRecord): { readonly keys?: readonly string[] } {
  const mayHave = Object.keys(record.body).some((field) => field === 'area' || /^(?:phones|handles|addresses)\//u.test(field));
  const keys = mayHave ? matchKeysOf(record) : [];
  return keys.length === 0 ? {} : { keys };
}

/** The stored record, deleted ones included; undefined when this device does not hold it. */
export async function findRecord(book: Book, id: string): Promise<StoredRecord | undefined> {
  const row = await book.rows(id.charAt(0)).get(id);
  return row && toRecord(row);
}

/** Which of these records are held and not deleted. */
export async function listHeld(book: Book, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await Promise.all(ids.map((id) => book.rows(id.charAt(0)).get(id)));
  return new Set(rows.flatMap((row) => (row && row.deleted === 0 ? [row.id] : [])));
}

/** Writes records as they are; the caller has merged them. */
export async function putRecords(book: Book, records: readonly StoredRecord[]): Promise<void> {
  for (const [kind, group] of Map.groupBy(records, (record) => record.kind)) {
    await book.rows(kind).bulkPut(group.map(toRow));
  }
}
