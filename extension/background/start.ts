import { calls } from '../messages.ts';
import { onEachMinute, onSitesRemoved, onTabClosed, openPanelOnPress, registerMailReader } from '../platform.ts';
import { readSetting, sites } from '../settings.ts';
import { Book } from '../store/database.ts';
import { syncOnce } from '../sync/client.ts';
import { createSyncRunner } from '../sync/schedule.ts';
import { listen } from '../transport.ts';
import { createBookHandlers } from './panel-handlers.ts';
import { createPageHandlers } from './page-handlers.ts';
import { createSetUpHandlers } from './set-up-handlers.ts';
import { forgetTab } from './tabs.ts';

/**
 * Wires the background: the only writer of the book. Every listener is set in the first turn of the worker, since the
 * browser wakes a sleeping worker only for listeners that it knows.
 */
export function startBackground(): void {
  const book = new Book();
  const nowMs = (): number => Date.now();
  const fetchNow = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  const runner = createSyncRunner(() => syncOnce({ book, fetch: fetchNow, nowMs }));
  const background = { book, nowMs, fetch: fetchNow, afterWrite: runner.afterWrite, syncNow: runner.now };

  listen(calls, { ...createPageHandlers(background), ...createBookHandlers(background), ...createSetUpHandlers(background) });
  openPanelOnPress();
  onEachMinute('sync', () => void runner.now());
  onTabClosed((tab) => void forgetTab(tab));
  onSitesRemoved(() => void registerSites());
  globalThis.addEventListener('online', () => void runner.now());
  void registerSites();
}

/** The mail reader runs on the sites that the user switched on and has not taken back. */
async function registerSites(): Promise<void> {
  await registerMailReader((await readSetting(sites)).map((site) => site.origin));
}
