import { calls } from '../messages.ts';
import { offerSelection, onEachMinute, onSitesRemoved, onPageLeft, onTabClosed, openPanelOnPress, registerMailReader } from '../platform.ts';
import { pressed, readSetting, sites, writeSetting } from '../settings.ts';
import { Book } from '../store/database.ts';
import { syncOnce } from '../sync/client.ts';
import { createSyncRunner } from '../sync/schedule.ts';
import { listen } from '../transport.ts';
import { createLinkHandlers } from './link-handlers.ts';
import { createDailyLearner } from './learn.ts';
import { createBookHandlers } from './panel-handlers.ts';
import { createPageHandlers } from './page-handlers.ts';
import { createSetUpHandlers } from './set-up-handlers.ts';
import { readSelected } from './selection.ts';
import { dropPage, forgetTab, keepPage } from './tabs.ts';

/**
 * Wires the background: the only writer of the book. Every listener is set in the first turn of the worker, since the
 * browser wakes a sleeping worker only for listeners that it knows. `menuTitle`: what a selection's menu says.
 */
export function startBackground(menuTitle: string): void {
  const book = new Book();
  const nowMs = (): number => Date.now();
  const fetchNow = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  const runner = createSyncRunner(() => syncOnce({ book, fetch: fetchNow, nowMs }));
  const background = { book, nowMs, fetch: fetchNow, afterWrite: runner.afterWrite, syncNow: runner.now };

  listen(calls, {
    ...createPageHandlers(background),
    ...createBookHandlers(background),
    ...createSetUpHandlers(background),
    ...createLinkHandlers(background),
  });
  openPanelOnPress((tab) => void writeSetting(pressed, { tab, atMs: nowMs() }));
  offerSelection(menuTitle, (tab, text, url) => void keepPage(tab, originOf(url), readSelected(text, url)));
  const learnDaily = createDailyLearner(book);
  onEachMinute('sync', () => {
    void runner.now();
    void learnDaily(nowMs());
  });
  onTabClosed((tab) => void forgetTab(tab));
  onPageLeft((tab) => void dropPage(tab));
  onSitesRemoved(() => void registerSites());
  globalThis.addEventListener('online', () => void runner.now());
  void registerSites();
}

/** The mail reader runs on the sites that the user switched on and has not taken back. */
async function registerSites(): Promise<void> {
  await registerMailReader((await readSetting(sites)).map((site) => site.origin));
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
