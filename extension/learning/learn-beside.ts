import { liveQuery } from 'dexie';
import type { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import type { LearntBook } from './learn-book.ts';

/**
 * While a page of the extension is open and its book has no server, a worker beside the page learns from the book: the page
 * itself stays free for whoever reads it. A team's server learns from the whole team and says so itself.
 * @param keep has the background write what was learnt
 */
export function learnBeside(book: Book, keep: (learnt: LearntBook) => void): void {
  let worker: Worker | undefined;
  liveQuery(async () => (await findIdentity(book))?.server === null).subscribe((isLocal) => {
    if (isLocal && worker === undefined) {
      worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<LearntBook>) => keep(data));
    } else if (!isLocal) {
      worker?.terminate();
      worker = undefined;
    }
  });
}
