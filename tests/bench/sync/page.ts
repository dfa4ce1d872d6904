import { Book } from '../../../extension/store/database.ts';
import type { Identity } from '../../../extension/store/meta.ts';
import { syncOnce } from '../../../extension/sync/client.ts';

/** What the extension's background does, in a page, so that the bench can ask it: sync on the browser's own IndexedDB. */
const bench = {
  async sync(identity: Identity): Promise<string | null> {
    const book = new Book();
    await book.meta.put(identity);
    return syncOnce({ book, fetch: (url, init) => fetch(url, init), nowMs: Date.now });
  },
  async read(): Promise<readonly { readonly id: string; readonly body: Readonly<Record<string, unknown>> }[]> {
    return (await new Book().rows('c').toArray()).map(({ id, b }) => ({ id, body: b }));
  },
};

Object.assign(globalThis, { bench });
