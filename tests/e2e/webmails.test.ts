import { isDeepStrictEqual } from 'node:util';
import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendAll } from './messages/append.ts';
import { byMakes } from './messages/makes.ts';
import { toBytes, type KnownMessage } from './messages/message.ts';
import { byNames } from './messages/names.ts';
import { signIn } from './roundcube.ts';

/**
 * Twenty messages of different make in four webmails, beside the list and on a page of their own: what the extension would log
 * equals the raw headers, as a person read them. The reading is taken from the background's own state of the tab.
 */

const messages: readonly KnownMessage[] = [...byNames, ...byMakes];

let lab: Lab;
let rep: RepBrowser;
let worker: Worker;

type Person = { readonly name: string; readonly email: string };
/** What the test looks at of a frame's state; `extension/settings.ts` has all of it. */
type Frame = {
  readonly reading: {
    readonly kind: string;
    readonly waitsForRaw?: boolean;
    readonly missing?: readonly string[];
    readonly message?: {
      readonly adapter: string;
      readonly nativeId: string | null;
      readonly from: Person | null;
      readonly to: readonly Person[];
      readonly cc: readonly Person[];
      readonly subject: string;
      readonly sentAt: string | null;
      readonly messageId: string | null;
      readonly text: string;
      readonly ownAddresses: readonly string[];
      readonly notes: readonly { readonly key: string }[];
    };
  };
};
type Message = NonNullable<Frame['reading']['message']>;

/** The frames of a webmail's tab as the background knows them; the tab is told by the address of its webmail. */
async function readFrames(webmail: string): Promise<readonly Frame[]> {
  return worker.evaluate(async (origin) => {
    const tabs = await globalThis.chrome.tabs.query({ url: 'http://127.0.0.1/*' });
    const key = `tab:${tabs.find((tab) => tab.url?.startsWith(origin))?.id ?? -1}`;
    const held: Record<string, unknown> = await globalThis.chrome.storage.session.get(key);
    return Object.values(held[key] ?? {});
  }, webmail);
}

/** Waits until the message with this UID is read, with its source. */
async function readMessage(webmail: string, uid: number): Promise<Message> {
  let frames: readonly Frame[] = [];
  for (const untilMs = Date.now() + 20_000; Date.now() < untilMs;) {
    frames = await readFrames(webmail);
    const open = frames.find(({ reading }) => reading.message?.nativeId === `INBOX/${uid}` && reading.waitsForRaw === false);
    if (open?.reading.message) {
      return open.reading.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`Message ${uid} of ${webmail} was not read; the tab shows ${JSON.stringify(frames)}`);
}

function toPerson([name, email]: readonly [string, string]): Person {
  return { name, email };
}

/** What the headers of a message say, as the test's own list has it. */
function expectedOf(known: KnownMessage): Record<string, unknown> {
  return {
    from: toPerson(known.from),
    to: known.to.map(toPerson),
    cc: known.cc.map(toPerson),
    subject: known.subject,
    sentAt: known.sentAt,
    messageId: known.messageId,
  };
}

function factsOf(message: Message): Record<string, unknown> {
  const { from, to, cc, subject, sentAt, messageId } = message;
  return { from, to, cc, subject, sentAt, messageId };
}

/** The id of a message's row in Roundcube's list: its UID in base64 without the filling. */
function rowId(uid: number): string {
  return `#rcmrow${Buffer.from(String(uid)).toString('base64').replaceAll('=', '')}`;
}

/** A webmail with its two ways to show a message. */
type Webmail = {
  readonly name: string;
  readonly origin: () => string;
  readonly enter: (page: Page) => Promise<void>;
  readonly preview: (page: Page, uid: number) => Promise<void>;
  readonly full: (page: Page, uid: number) => Promise<void>;
};

const roundcubes = (['elastic', 'larry', 'classic'] as const).map((skin): Webmail => ({
  name: `Roundcube ${skin}`,
  origin: () => lab.webmail[skin],
  enter: async (page) => {
    await signIn(page, lab.webmail[skin], 'rep@lab.test');
    await page.goto(`${lab.webmail[skin]}/?_task=mail&_mbox=INBOX`);
  },
  preview: (page, uid) => page.locator(rowId(uid)).click({ position: { x: 150, y: 8 } }),
  full: async (page, uid) => {
    await page.goto(`${lab.webmail[skin]}/?_task=mail&_mbox=INBOX&_uid=${uid}&_action=show`, { waitUntil: 'domcontentloaded' });
  },
}));

/** The address changes first, as by SOGo's own list: the page still shows the message before. */
async function goToHash(page: Page, uid: number): Promise<void> {
  await page.evaluate((wanted) => (location.hash = `#!/Mail/0/INBOX/${wanted}`), uid);
}

const sogo: Webmail = {
  name: 'SOGo',
  origin: () => new URL(lab.sogo ?? '').origin,
  enter: async (page) => {
    await page.goto(`${lab.sogo ?? ''}/`);
    await page.fill('input[ng-model="app.creds.username"]', 'rep@lab.test');
    await page.fill('input[type="password"]', 'secret');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/Mail\/view/u);
  },
  preview: goToHash,
  full: async (page, uid) => {
    await page.goto('about:blank');
    await page.goto(`${lab.sogo ?? ''}/so/rep@lab.test/Mail/UIxMailPopupView#!/Mail/0/INBOX/${uid}`, { waitUntil: 'domcontentloaded' });
  },
};

/** Opens every message in one way and gives those that were read otherwise than their headers say. */
async function readAll(webmail: Webmail, layout: 'preview' | 'full', page: Page): Promise<unknown[]> {
  const wrong: unknown[] = [];
  for (const [index, known] of messages.entries()) {
    await webmail[layout](page, index + 1);
    const message = await readMessage(webmail.origin(), index + 1);
    const [read, expected] = [factsOf(message), expectedOf(known)];
    if (!isDeepStrictEqual(read, expected) || !message.ownAddresses.includes('rep@lab.test')) {
      wrong.push({ layout, what: known.what, read, notes: message.notes, expected });
    }
  }
  return wrong;
}

beforeAll(async () => {
  lab = await startLab(220, { sogo: true });
  await appendAll(lab.imapPort, 'rep@lab.test', messages.map(toBytes));
  rep = await startChromium();
  const [running] = rep.context.serviceWorkers();
  worker = running ?? (await rep.context.waitForEvent('serviceworker'));
  const options = await rep.pair('', '', 'ask');
  await options.evaluate(() =>
    globalThis.chrome.runtime.sendMessage({ sidebook: 'useLocally', input: { name: 'Robin Reeve', email: 'rep@lab.test' } }),
  );
});

afterAll(async () => {
  await rep?.close();
  await lab?.close();
});

describe('From, To, Cc, subject, instant and Message-ID of twenty messages are those of the raw headers', () => {
  // Side by side: what takes the time is waiting for pages to rest.
  it.concurrent.each([...roundcubes, sogo])(
    '$name, beside the list and on a page of their own',
    async (webmail) => {
      const page = await rep.context.newPage();
      await webmail.enter(page);
      const wrong = [...(await readAll(webmail, 'preview', page)), ...(await readAll(webmail, 'full', page))];
      await page.close();
      expect(wrong).toEqual([]);
    },
    220_000,
  );
});

describe('SOGo, message after message in a hurry', () => {
  it('never takes the message before for the one that the address names', async () => {
    const page = await rep.context.newPage();
    await page.goto(`${lab.sogo ?? ''}/so/rep@lab.test/Mail/view#!/Mail/0/INBOX/1`);
    await readMessage(sogo.origin(), 1);
    for (const [turn, uid] of [2, 3, 9, 5, 1, 12].entries()) {
      await goToHash(page, uid);
      for (const { reading } of await readFrames(sogo.origin())) {
        const shown = messages[Number(reading.message?.nativeId?.split('/')[1]) - 1];
        expect(reading.message?.from?.email).toBe(shown?.from[1]);
      }
      await page.waitForTimeout(turn * 60);
    }
    expect((await readMessage(sogo.origin(), 12)).from?.email).toBe('piet@maas-fietsen.example');
    await page.close();
  });
});
