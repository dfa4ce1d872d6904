import type { Book } from './database.ts';

/** Gives refused edits negative numbers, so that new ones with the old numbers do not take their place. */
export async function setRefusedAside(book: Book): Promise<void> {
  const refused = await book.rejected.orderBy('n').toArray();
  await book.rejected.clear();
  await book.rejected.bulkAdd(refused.map((entry, at) => ({ ...entry, n: at - refused.length })));
}
