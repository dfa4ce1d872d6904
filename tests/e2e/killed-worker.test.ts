import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook, settle } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startMailSite, type MailSite } from './mail-site.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';

/**
 * The service worker is killed anywhere between a mail's opening and its arrival on the server: while the page tells what it
 * shows, while the mail is written to the book, while it is sent. Every mail that was opened is there in the end, once.
 */

/** `npm run test:soak` kills it five hundred times. */
const KILLS = process.env['SIDEBOOK_SOAK'] === '1' ? 500 : 50;
/** The mail comes to the book within this time after the kill, without a further press. */
const SOON_MS = 15_000;
/** Reading begins some 350 ms after a page's load and the writing is over after a second. */
const CAPTURE_MS = 600;
const SYNC_MS = 150;

let server: ServerProcess;
let site: MailSite;
let rep: RepBrowser;
let own: Page;
let devTools: CDPSession;
let mail: Page;

/** A sequence that is the same in each run: mulberry32 (T. Ettinger). */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function kill(): Promise<void> {
  await devTools.send('ServiceWorker.stopAllWorkers');
}

async function subjects(): Promise<readonly string[]> {
  return (await readBook(own)).interactions.map((one) => one.subject);
}

beforeAll(async () => {
  server = await startServer();
  site = await startMailSite();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep', '--team', 'North');
  rep = await startChromium();
  own = await rep.pair(server.url, await server.pairingCode('rep@lab.test'), 'always');
  await own.getByText('Paired with').waitFor();
  devTools = await rep.context.newCDPSession(own);
  await devTools.send('ServiceWorker.enable');
  mail = await rep.context.newPage();
});

afterAll(async () => {
  await rep?.close();
  await site?.close();
  await server?.close();
});

describe('a background that is killed', () => {
  it(
    `${KILLS} times, anywhere in capture, queue and sync, loses no mail and doubles none`,
    async () => {
      const seed = Number(process.env['SIDEBOOK_KILL_SEED'] ?? 20261127);
      console.log(`seed ${seed}`);
      const chance = createChance(seed);
      const late: number[] = [];
      for (let number = 1; number <= KILLS; number += 1) {
        await mail.goto(site.mailAt(number), { waitUntil: 'commit' });
        if (number % 3 !== 0) {
          await pause(chance() * CAPTURE_MS);
          await kill();
        }
        const isThere = await expect
          .poll(async () => (await subjects()).includes(`Mail ${number}`), { timeout: SOON_MS, interval: 50 })
          .toBe(true)
          .then(
            () => true,
            () => false,
          );
        if (!isThere) {
          late.push(number);
        }
        if (number % 3 !== 1) {
          // Sent at once, and killed while it is.
          void own.evaluate(() => globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} }).catch(() => undefined));
          await pause(chance() * SYNC_MS);
          await kill();
        }
      }
      expect(late, 'mails that did not come to the book by themselves').toEqual([]);
      await own.evaluate(() => globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} }));
      const book = await settle(own);
      const wanted = Array.from({ length: KILLS }, (_, at) => `Mail ${at + 1}`).toSorted();
      expect(book.interactions.map((one) => one.subject).toSorted()).toEqual(wanted);
      const held = (await readServer(server)).records.filter((record) => record.kind === 'i');
      expect(held.map((record) => /"subject":"([^"]+)"/u.exec(record.body)?.[1]).toSorted()).toEqual(wanted);
    },
    60_000 + KILLS * 20_000,
  );
});
