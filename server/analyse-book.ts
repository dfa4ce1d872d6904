import { linesFromBook, toBook, type Book } from '#shared/analysis/core/book.ts';
import { createDayReader, type DayNumber } from '#shared/analysis/core/calendar.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { foldBook } from '#shared/sync/links.ts';
import { readEntries, readHead } from './book-lines.ts';

/** A book as analyses take it; `exportedOn` is the day of its export in the team's zone. */
export type GivenBook = { readonly book: Book; readonly lines: Lines; readonly exportedOn: DayNumber };

/** Reads the one-file export of a book. Throws BookFileFault, whose message names the file and the line. */
export async function readBookFile(file: string): Promise<GivenBook> {
  const { organization, exportedAt } = await readHead(file);
  const records: StoredRecord[] = [];
  for await (const { record } of readEntries(file)) {
    records.push(record);
  }
  const zone = organization.timeZone;
  const book = toBook(foldBook(records), { zone, currency: organization.currency });
  return { book, lines: linesFromBook(book), exportedOn: createDayReader(zone)(exportedAt) ?? 0 };
}
