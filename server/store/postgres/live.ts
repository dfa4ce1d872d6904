import type { Client } from 'pg';
import { createQuery, openClient, type Query } from './open.ts';

const CHANNEL = 'sidebook_heads';
/** Hints of one process go out at most this often. */
const COALESCE_MS = 250;
const REOPEN_MS = 1000;

/** Passes on that organizations changed, from whoever notices first. */
type Live = {
  /** An organization's number is `head` now, by this process. */
  readonly note: (org: string, head: number) => void;
  readonly watch: (onChange: (org: string) => void) => () => void;
  readonly close: () => void;
};

/**
 * Passes numbers on between processes by NOTIFY, coalesced: a hint that may be lost, so whoever must know looks at the
 * number now and then as well. It listens from the first watcher on, and again after the connection was gone.
 */
export function createLive(url: string, query: Query): Live {
  const watchers = new Set<(org: string) => void>();
  const last = new Map<string, number>();
  const unsent = new Map<string, number>();
  let sending: NodeJS.Timeout | undefined;
  let listening: Client | undefined;
  let reopening: NodeJS.Timeout | undefined;
  let isOpen = false;
  let isClosed = false;

  function tell(org: string, head: number): void {
    if (head > (last.get(org) ?? -1)) {
      last.set(org, head);
      watchers.forEach((onChange) => onChange(org));
    }
  }
  function send(): void {
    sending = undefined;
    const hints = [...unsent].map(([org, head]) => `${org}:${head}`);
    unsent.clear();
    query('SELECT pg_notify($1, hint) FROM unnest($2::text[]) AS hint', [CHANNEL, hints]).catch(() => undefined);
  }
  async function listen(): Promise<void> {
    isOpen = true;
    try {
      const client = await openClient(url);
      listening = client;
      client.on('notification', ({ payload = '' }) => {
        const at = payload.lastIndexOf(':');
        const head = Number(payload.slice(at + 1));
        if (at > 0 && Number.isSafeInteger(head)) {
          tell(payload.slice(0, at), head);
        }
      });
      client.on('end', reopen);
      await createQuery(client)(`LISTEN ${CHANNEL}`);
      if (isClosed) {
        await client.end();
      }
    } catch {
      reopen();
    }
  }
  function reopen(): void {
    listening = undefined;
    if (!isClosed) {
      clearTimeout(reopening);
      reopening = setTimeout(() => void listen(), REOPEN_MS).unref();
    }
  }
  return {
    note(org, head) {
      tell(org, head);
      unsent.set(org, head);
      sending ??= setTimeout(send, COALESCE_MS).unref();
    },
    watch(onChange) {
      if (!isOpen) {
        void listen();
      }
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
    close() {
      isClosed = true;
      clearTimeout(sending);
      clearTimeout(reopening);
      void listening?.end().catch(() => undefined);
    },
  };
}
