import type { Client } from 'pg';
import { createHeads, type Heads } from './heads.ts';
import { createQuery, openClient, type Query } from './open.ts';

const CHANNEL = 'sidebook_heads';
/** Hints of one process go out at most this often. */
const COALESCE_MS = 250;
const REOPEN_MS = 1000;

/**
 * Passes numbers on between processes: a hint by NOTIFY, coalesced, and a look at the table every few seconds in case the
 * listening connection is gone. It opens when somebody first listens.
 */
export function createLive(url: string, query: Query): Heads {
  const heads = createHeads(() => query<{ id: string; seq: number }>('SELECT id, seq FROM org'));
  const unsent = new Map<string, number>();
  let sending: NodeJS.Timeout | undefined;
  let listening: Client | undefined;
  let reopening: NodeJS.Timeout | undefined;
  let isOpen = false;
  let isClosed = false;

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
          heads.note(payload.slice(0, at), head);
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
      heads.note(org, head);
      unsent.set(org, head);
      sending ??= setTimeout(send, COALESCE_MS).unref();
    },
    watch(onChange) {
      if (!isOpen) {
        void listen();
      }
      return heads.watch(onChange);
    },
    close() {
      isClosed = true;
      clearTimeout(sending);
      clearTimeout(reopening);
      heads.close();
      void listening?.end().catch(() => undefined);
    },
  };
}
