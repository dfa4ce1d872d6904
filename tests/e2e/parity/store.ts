import { Book } from '../../../extension/store/database.ts';
import { findIdentity } from '../../../extension/store/meta.ts';
import { resultsHere, type Results } from '../../sync/build/results.ts';

// Put into a page of the extension: it opens the book as the panel does, in the browser's own IndexedDB.
declare global {
  /** What the book in this browser says, as of a day in a zone. */
  // oxlint-disable-next-line no-var
  var readResults: (today: string, zone: string) => Promise<Results>;
  /** The device's token, '' without a server. */
  // oxlint-disable-next-line no-var
  var readToken: () => Promise<string>;
}

async function withBook<T>(read: (book: Book) => Promise<T>): Promise<T> {
  const book = new Book();
  try {
    return await read(book);
  } finally {
    book.close();
  }
}

globalThis.readResults = async (today, zone) => withBook((book) => resultsHere(book, today, zone));
globalThis.readToken = async () => withBook(async (book) => (await findIdentity(book))?.server?.token ?? '');
