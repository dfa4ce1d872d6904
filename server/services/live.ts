import type { Store } from '../store/port.ts';

/** Numbers reach listeners at most this often for one organization. */
const COALESCE_MS = 250;
/** Changes that the database did not tell of (another process's, a lost notice) are found by looking. */
const LOOK_MS = 5000;

/** Tells whoever listens that an organization has changed: a hint that saves waiting for the next minute (sync design 2.16). */
export type Live = {
  /** Calls `onHead` with the number of the newest change, now and after each change, until the function given back is called. */
  readonly follow: (org: string, onHead: (head: number) => void) => () => void;
  /** How many listen. */
  readonly listeners: () => number;
  readonly close: () => void;
  /** Aborts when the server stops, so that open streams end. */
  readonly closing: AbortSignal;
};

type Followed = { readonly listeners: Set<(head: number) => void>; head: number; timer: NodeJS.Timeout | undefined };

/** Follows the commits of a store. */
export function createLive(store: Store): Live {
  const followed = new Map<string, Followed>();
  const stop = new AbortController();

  const tell = async (org: string): Promise<void> => {
    const held = followed.get(org);
    const head = held && (await store.findOrg(org))?.seq;
    if (held && head !== undefined && head > held.head) {
      held.head = head;
      held.listeners.forEach((onHead) => onHead(head));
    }
  };
  const schedule = (org: string): void => {
    const held = followed.get(org);
    if (held && held.timer === undefined) {
      held.timer = setTimeout(() => {
        held.timer = undefined;
        // A database that cannot answer just now is asked again at the next look.
        tell(org).catch(() => undefined);
      }, COALESCE_MS).unref();
    }
  };
  const unwatch = store.watch(schedule);
  const look = setInterval(() => [...followed.keys()].forEach(schedule), LOOK_MS).unref();

  return {
    follow(org, onHead) {
      const held = followed.get(org) ?? { listeners: new Set(), head: 0, timer: undefined };
      followed.set(org, held);
      held.listeners.add(onHead);
      if (held.head > 0) {
        onHead(held.head);
      } else {
        tell(org).catch(() => undefined);
      }
      return () => {
        held.listeners.delete(onHead);
        if (held.listeners.size === 0) {
          clearTimeout(held.timer);
          followed.delete(org);
        }
      };
    },
    listeners: () => [...followed.values()].reduce((sum, { listeners }) => sum + listeners.size, 0),
    close() {
      unwatch();
      clearInterval(look);
      stop.abort();
    },
    closing: stop.signal,
  };
}
