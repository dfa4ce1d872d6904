import { liveQuery } from 'dexie';
import type { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import type { LearntBook } from './learn-book.ts';

/** Of several open pages of the extension one learns; the next goes on when it is closed. */
const LOCK = 'sidebook-learning';

/**
 * While a page of the extension is open and its book has no server, a worker beside the page learns from the book: the page
 * itself stays free for whoever reads it. A team's server learns from the whole team and says so itself.
 * @param keep has the background write what was learnt; `isStale`: something newer was learnt meanwhile
 */
export function learnBeside(book: Book, keep: (learnt: LearntBook, isStale: () => boolean) => void): void {
  let turn: AbortController | undefined;
  liveQuery(async () => (await findIdentity(book))?.server === null).subscribe((isLocal) => {
    if (isLocal && turn === undefined) {
      turn = new AbortController();
      void learnInTurn(keep, turn.signal);
    } else if (!isLocal) {
      turn?.abort();
      turn = undefined;
    }
  });
}

/**
 * Waits for its turn among the open pages, then has a worker learn until the signal. The page holds the lock, not the worker:
 * a page that only waits then has no worker.
 */
async function learnInTurn(keep: (learnt: LearntBook, isStale: () => boolean) => void, signal: AbortSignal): Promise<void> {
  const learn = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    let latest: LearntBook | undefined;
    worker.addEventListener('message', ({ data }: MessageEvent<LearntBook>) => {
      latest = data;
      keep(data, () => latest !== data);
    });
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    worker.terminate();
  };
  // Asking for the lock ends with the signal too; an end that was asked for is none to report.
  await navigator.locks.request(LOCK, { signal }, learn).catch((error: unknown) => {
    if (!signal.aborted) {
      throw error;
    }
  });
}
