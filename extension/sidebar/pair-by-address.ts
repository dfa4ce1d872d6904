import { is } from 'valibot';
import { calls, CaptureMode } from '../messages.ts';
import { defaultMode, writeSetting } from '../settings.ts';
import { send, type Failure } from '../transport.ts';

/** Hosts that the test build may read from the start. */
const LOOPBACK = ['http://127.0.0.1', 'http://localhost'];

/** How pairing by the page's own address went. */
export type PairedByAddress =
  | { readonly ok: true; readonly organization: string; readonly user: string }
  | { readonly ok: false; readonly failure: Failure };

/**
 * The test build alone: `options.html?server=URL&code=CODE&mode=ask|known|always` pairs at once, sets the mode and
 * switches the loopback sites on, so that a test needs no press in the browser's own windows.
 */
export async function pairByAddress(search: string): Promise<PairedByAddress | undefined> {
  const query = new URLSearchParams(search);
  const [server, code, mode] = [query.get('server'), query.get('code'), query.get('mode') ?? 'ask'];
  if (is(CaptureMode, mode) && (server !== null || query.has('mode'))) {
    await writeSetting(defaultMode, mode);
    for (const origin of LOOPBACK) {
      await send(calls.addSite, { origin, mode });
    }
  }
  if (server === null || code === null) {
    return undefined;
  }
  const done = await send(calls.pair, { server, code });
  return done.ok ? { ok: true, ...done.value } : { ok: false, failure: done.error };
}
