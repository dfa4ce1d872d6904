import { fakeBrowser } from 'wxt/testing/fake-browser';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { createPageHandlers } from '../../../extension/background/page-handlers.ts';
import { createBookHandlers } from '../../../extension/background/panel-handlers.ts';
import { findOpenMessage, type MessageReading } from '../../../extension/background/tabs.ts';
import type { CaptureMode } from '../../../extension/messages.ts';
import { defaultMode, readSetting, sites, tabState, writeSetting } from '../../../extension/settings.ts';
import type { Book } from '../../../extension/store/database.ts';
import type { Identity } from '../../../extension/store/meta.ts';
import type { Sender } from '../../../extension/transport.ts';
import { aBook, anIdentity } from '../../build/book.ts';

/** The tab in which the tests open their mail. */
export const TAB = 1;
const NOW_MS = Date.parse('2026-03-02T10:00:00Z');

/** Who sends: the top frame of a webmail's tab, or another of its frames. */
export function aSender(frame = 0): Sender {
  return { context: 'page', tab: TAB, frame, url: 'https://mail.shop.example/' };
}

/** The background of one rep's browser: its handlers over a real book, and how much it logs by itself. */
export async function aBackground(options: { readonly mode?: CaptureMode; readonly identity?: Identity; readonly book?: Book } = {}) {
  fakeBrowser.reset();
  await writeSetting(defaultMode, options.mode ?? 'ask');
  await writeSetting(sites, [{ origin: 'https://mail.shop.example', mode: options.mode ?? 'ask' }]);
  const identity = options.identity ?? anIdentity();
  const book = options.book ?? (await aBook(identity));
  const background = { book, nowMs: () => NOW_MS, afterWrite: () => undefined };
  const page = createPageHandlers(background);
  const panel = createBookHandlers(background);

  /** Opens a mail in the tab, as an adapter read it, without a raw message to fetch. */
  const open = async (message: CapturedMessage, frame = 0): Promise<MessageReading | undefined> => {
    await page.pageRead({ document: `document-${frame}`, top: frame === 0, report: { kind: 'message', message, hasRaw: false } }, aSender(frame));
    return findOpenMessage(await readSetting(tabState(TAB)))?.reading;
  };
  /** Keeps the sender of the open mail as a customer, and logs the mail, as the press in the panel does. */
  const saveSender = async (message: CapturedMessage): Promise<string> => {
    const email = normalizeEmail(message.from?.email ?? '') ?? '';
    const fields = [{ field: 'name', value: message.from?.name ?? '', confidence: 0.99, source: 'from-line' } as const];
    const done = await panel.saveLead({ tab: TAB, email, fields, corrected: [], lessons: [], log: true, into: null }, aPanel);
    return done.customer ?? '';
  };
  return { book, identity, page, panel, open, saveSender };
}

/** The panel as a sender. */
export const aPanel: Sender = { context: 'panel', tab: undefined, frame: undefined, url: 'chrome-extension://sidebook/sidepanel.html' };
