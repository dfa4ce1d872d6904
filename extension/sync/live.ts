import * as v from 'valibot';
import { API_BASE, routes } from '#shared/wire/routes.ts';
import { LiveHead } from '#shared/wire/sync.ts';
import type { Fetch, Server } from './request.ts';

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 5 * 60_000;

/** What following needs: how to reach the server, and how to wait. `onHead` gets the number of the newest change. */
export type Following = { readonly fetch: Fetch; readonly server: Server; readonly onHead: (head: number) => void; readonly signal: AbortSignal };

/**
 * Listens to the server's hints until `signal` aborts (sync design 2.16). A stream that breaks is opened again, later and
 * later; nothing depends on it, since every minute the background looks anyhow.
 */
export async function followHeads(following: Following, sleep: (ms: number) => Promise<void> = wait): Promise<void> {
  const { signal } = following;
  for (let failures = 0; !signal.aborted; failures += 1) {
    const started = await readStream(following).catch(() => false);
    failures = started ? 0 : failures;
    if (!signal.aborted) {
      await sleep(Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
    }
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** True when the server had something to say. */
async function readStream({ fetch, server, onHead, signal }: Following): Promise<boolean> {
  const response = await fetch(server.url + API_BASE + routes.liveDevice.path, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${server.token ?? ''}` },
    credentials: 'omit',
    cache: 'no-store',
    signal,
  });
  if (!response.ok || !response.body) {
    return false;
  }
  let told = false;
  let rest = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = line.startsWith('data:') ? v.safeParse(v.pipe(v.string(), v.parseJson(), LiveHead), line.slice('data:'.length)) : undefined;
      if (parsed?.success) {
        told = true;
        onHead(parsed.output.head);
      }
    }
  }
  return told;
}
