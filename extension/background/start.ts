import { calls } from '../messages.ts';
import {
  createWaking,
  injectPageReader,
  listenForCommands,
  offerSelection,
  onEachMinute,
  onPageLeft,
  onSitesRemoved,
  onTabClosed,
  openPanelOnPress,
  readMarked,
  type CommandName,
} from '../platform.ts';
import { pressed, writeSetting } from '../settings.ts';
import { Book } from '../store/database.ts';
import { syncOnce } from '../sync/client.ts';
import { createSyncRunner } from '../sync/schedule.ts';
import { listen } from '../transport.ts';
import { createEarlierHandlers, endEarlierOf } from './earlier-handlers.ts';
import { createHealthTeller } from './tell-health.ts';
import { createImportHandlers } from './import-handlers.ts';
import { createLinkHandlers } from './link-handlers.ts';
import { createLearntHandlers } from './learn.ts';
import { dropWithdrawnSites } from './granted-sites.ts';
import { createOfferHandlers } from './offer-handlers.ts';
import { createBookHandlers } from './panel-handlers.ts';
import { createPageHandlers } from './page-handlers.ts';
import { createPictureHandlers } from './pictures.ts';
import { createRuleHandlers } from './rule-handlers.ts';
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
  const wake = createWaking('sync-again', () => void runner.now());
  const runner = createSyncRunner(() => syncOnce({ book, fetch: fetchNow, nowMs }), wake);
  const background = { book, nowMs, fetch: fetchNow, afterWrite: runner.afterWrite, syncNow: runner.now };

  listen(calls, {
    ...createPageHandlers(background),
    ...createBookHandlers(background),
    ...createSetUpHandlers(background),
    ...createLinkHandlers(background),
    ...createRuleHandlers(background),
    ...createImportHandlers(background),
    ...createOfferHandlers(background),
    ...createEarlierHandlers(background),
    ...createPictureHandlers(background),
    ...createLearntHandlers(background),
  });
  openPanelOnPress((tab) => void writeSetting(pressed, { tab, atMs: nowMs() }));
  offerSelection(menuTitle, (tab, text, url) => void keepPage(tab, originOf(url), readSelected(text, url, today())));
  listenForCommands((command, tab) => void capture(command, tab));
  const tellHealth = createHealthTeller(book, fetchNow);
  onEachMinute('sync', () => {
    void runner.now();
    void tellHealth();
  });
  onTabClosed((tab) => {
    void forgetTab(tab);
    void endEarlierOf(tab);
  });
  onPageLeft((tab) => void dropPage(tab));
  onSitesRemoved(() => void dropWithdrawnSites());
  globalThis.addEventListener('online', () => void runner.now());
  void resume(book, runner.now);
  void dropWithdrawnSites();
}

/** The calendar day that it is in this browser. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now());
}

/** What waited when the background was ended, or the browser was closed, goes on now and not at the next minute. */
async function resume(book: Book, syncNow: () => Promise<void>): Promise<void> {
  if ((await book.outbox.count()) > 0) {
    await syncNow();
  }
}

/**
 * Reads the page, or what is marked in it, for the keys of a command. A page that the browser lets nobody into changes
 * nothing: the panel that has opened offers to read it, and that press says why it cannot.
 */
async function capture(command: CommandName, tab: number): Promise<void> {
  try {
    if (command === 'capture-page') {
      await injectPageReader(tab);
    } else {
      const { text, url } = await readMarked(tab);
      await keepPage(tab, originOf(url), readSelected(text, url, today()));
    }
  } catch {
    return;
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
