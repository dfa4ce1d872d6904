import type { Book } from '../store/database.ts';
import { findIdentity, getSyncState } from '../store/meta.ts';
import { followHeads } from './live.ts';
import type { Fetch } from './request.ts';

/** How often it is looked whose book it is: a browser may be paired while its panel is open. */
const LOOK_MS = 15_000;

/** The page that is in sight or not. */
type Page = Pick<Document, 'visibilityState' | 'addEventListener'>;

/**
 * While the page is in sight it hears from the server that something changed, and has the background fetch it at once; out
 * of sight, and where the hint is lost, the minute's alarm does.
 */
export function followInSight(book: Book, page: Page, fetch: Fetch, syncNow: () => void): void {
  let following: { readonly key: string; readonly controller: AbortController } | undefined;
  const stop = (): void => {
    following?.controller.abort();
    following = undefined;
  };
  const onHead = async (head: number): Promise<void> => {
    const { cursors } = await getSyncState(book);
    if (Object.values(cursors).some((cursor) => cursor < head)) {
      syncNow();
    }
  };
  const look = async (): Promise<void> => {
    const server = page.visibilityState === 'visible' ? (await findIdentity(book))?.server : undefined;
    const key = server ? `${server.url} ${server.token}` : '';
    if (key !== (following?.key ?? '')) {
      stop();
      if (server) {
        following = { key, controller: new AbortController() };
        void followHeads({ fetch, server, signal: following.controller.signal, onHead: (head) => void onHead(head) });
      }
    }
  };
  page.addEventListener('visibilitychange', () => void look());
  setInterval(() => void look(), LOOK_MS);
  void look();
}
