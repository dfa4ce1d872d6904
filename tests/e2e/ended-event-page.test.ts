import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook, settle } from './book-copy.ts';
import { startFirefox, syncNow, until, type FirefoxBrowser } from './firefox.ts';
import { startMailSite, type MailSite } from './mail-site.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';

/** Firefox ends the event page as soon as nothing has happened for a moment; every opened mail is there in the end, once. */

/** `npm run test:soak` opens a hundred mails. */
const MAILS = process.env['SIDEBOOK_SOAK'] === '1' ? 100 : 20;
/** Everyday's time-out is thirty seconds. At a fifth of one the page is ended between the steps of a capture and of a sync. */
const IDLE_MS = 200;
/** A page that was ended with a call in its hands is told again, when no answer can come any more. */
const PATIENCE_MS = 90_000;

let server: ServerProcess;
let site: MailSite;
let rep: FirefoxBrowser;
let own: Page;
let mail: Page;

beforeAll(async () => {
  server = await startServer();
  site = await startMailSite();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep', '--team', 'North');
  rep = await startFirefox({ 'extensions.background.idle.timeout': IDLE_MS });
  await rep.pair(server.url, await server.pairingCode('rep@lab.test'), 'always');
  own = await rep.openOwn('options.html', 'Robin Reeve');
  mail = await rep.browser.newPage();
});

afterAll(async () => {
  await rep?.close();
  await site?.close();
  await server?.close();
});

describe('an event page that is ended', () => {
  it(
    `after ${IDLE_MS} ms of idleness, for ${MAILS} mails, loses none and doubles none`,
    async () => {
      for (let number = 1; number <= MAILS; number += 1) {
        await mail.goto(site.mailAt(number));
        await until(
          `mail ${number} in the book`,
          async () => (await readBook(own)).interactions.some((one) => one.subject === `Mail ${number}`),
          PATIENCE_MS,
        );
        if (number % 2 === 0) {
          // Idle for longer than allowed with something still to send: the next opening finds the page gone.
          await new Promise((resolve) => setTimeout(resolve, 3 * IDLE_MS));
        }
      }
      await syncNow(own);
      const book = await settle(own, 70_000);
      const wanted = Array.from({ length: MAILS }, (_, at) => `Mail ${at + 1}`).toSorted();
      expect(book.interactions.map((one) => one.subject).toSorted()).toEqual(wanted);
      const held = (await readServer(server)).records.filter((record) => record.kind === 'i');
      expect(held.map((record) => /"subject":"([^"]+)"/u.exec(record.body)?.[1]).toSorted()).toEqual(wanted);
    },
    120_000 + MAILS * 10_000,
  );
});
