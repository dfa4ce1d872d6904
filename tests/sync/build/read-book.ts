import type { StoredRecord } from '#shared/model/record.ts';
import type { Book } from '../../../extension/store/database.ts';
import { toRecord } from '../../../extension/store/records.ts';

/** Everything that a book holds, by id. */
export async function readBook(book: Book): Promise<Map<string, StoredRecord>> {
  const rows = (await Promise.all(book.allRows().map((table) => table.toArray()))).flat();
  return new Map(rows.map((row) => [row.id, toRecord(row)]));
}
