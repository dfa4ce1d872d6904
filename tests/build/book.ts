import { Book } from '../../extension/store/database.ts';
import type { Identity } from '../../extension/store/meta.ts';

let books = 0;

/** Whose book a test's is: a rep paired with a server that nobody calls, or with none. */
export function anIdentity(over: Partial<Identity> = {}): Identity {
  return {
    key: 'identity',
    user: { id: `u${'a'.repeat(26)}`, name: 'Robin Reeve', email: 'rep@lab.test', role: 'rep' },
    device: 'aaaaaaaaaaaa',
    idSalt: '07'.repeat(32),
    server: { url: 'http://127.0.0.1:1', token: 'sb_dev_test', organization: 'Lab' },
    ...over,
  };
}

/** A fresh book that belongs to somebody; real Dexie, on IndexedDB in memory. */
export async function aBook(identity: Identity = anIdentity()): Promise<Book> {
  books += 1;
  const book = new Book(`book-${books}`);
  await book.meta.put(identity);
  return book;
}
