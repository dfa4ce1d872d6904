import { toView } from '#shared/model/entity.ts';
import { settings, SETTINGS_ID, type Settings } from '#shared/model/settings.ts';
import type { Book } from './database.ts';
import { toRecord } from './records.ts';

/** What the team has settled for everybody, or null where it has settled nothing. */
export async function findSettings(book: Book): Promise<Settings | null> {
  const row = await book.rows(settings.kind).get(SETTINGS_ID);
  return row === undefined || row.deleted === 1 ? null : toView(settings, toRecord(row));
}
