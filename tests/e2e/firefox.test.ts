import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook, settle } from './book-copy.ts';
import { extension, press, startFirefox, syncNow, textOf, until, type FirefoxBrowser } from './firefox.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail } from './mails.ts';
import { writeOrders } from './order-file.ts';
import { openInPreview, signIn } from './roundcube-firefox.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';
import { layCable, type Cable } from './tcp-proxy.ts';
import { startSite, type WebSite } from './web-site.ts';

/** The same journeys in Firefox: the same extension as an event page with a sidebar. */

let lab: Lab;
let server: ServerProcess;
let cable: Cable;
let site: WebSite;
let rep: FirefoxBrowser;
let second: FirefoxBrowser;
let mail: Page;
let panel: Page;

/** An event page may be ended after this many milliseconds of idleness; the thirty seconds of every day hide what a restart loses. */
const harsh = { 'extensions.background.idle.timeout': 1000 };
/** What has to reach the server does so in this time: the alarm of each minute is not waited for. */
const SOON_MS = 15_000;
const ENQUIRY_AT = '2026-11-16T09:23:41Z';
const SECOND_AT = '2026-11-17T08:05:07Z';

beforeAll(async () => {
  lab = await startLab(100);
  server = await startServer();
  cable = await layCable(server.port);
  site = await startSite();
  for (const [email, name] of [
    ['rep@lab.test', 'Robin Reeve'],
    ['second@lab.test', 'Tove Lund'],
  ] as const) {
    await server.cli('user', 'add', '--email', email, '--name', name, '--role', 'rep', '--team', 'North');
    await appendMail(lab.imapPort, email, aMail(enquiry));
    await appendMail(lab.imapPort, email, aMail(secondMail));
  }
  rep = await startFirefox(harsh);
});

afterAll(async () => {
  await rep?.close();
  await second?.close();
  await site?.close();
  await cable?.close();
  await server?.close();
  await lab?.close();
});

/** When the mails that the server holds were sent. */
async function instants(): Promise<readonly string[]> {
  const bodies = (await readServer(server)).records
    .filter((record) => record.kind === 'i')
    .map((record) => /"happenedAt":"([^"]+)"/u.exec(record.body)?.[1] ?? '');
  return bodies.toSorted();
}

async function shows(page: Page, text: string): Promise<void> {
  await until(`the panel to show “${text}”`, async () => (await textOf(page)).includes(text));
}

/** Waits longer than the event page may be idle. */
async function idle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 4000));
}

describe('the built extension', () => {
  it('is an event page with a sidebar, manifest 3', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      manifest_version: 3,
      background: { scripts: ['background.js'] },
      sidebar_action: { default_panel: 'sidepanel.html' },
    });
    expect(manifest).not.toHaveProperty('background.service_worker');
    expect(manifest).not.toHaveProperty('side_panel');
    expect(manifest).toHaveProperty('permissions', expect.not.arrayContaining(['sidePanel']));
  });
});

describe('the story in Firefox', () => {
  it('pairs by a code', async () => {
    await rep.pair(`http://127.0.0.1:${cable.port}`, await server.pairingCode('rep@lab.test'), 'ask');
  });

  it('reads an opened mail and keeps it with one press', async () => {
    mail = await rep.browser.newPage();
    await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
    await openInPreview(mail, lab.webmail.elastic, 'Anfrage');
    panel = await rep.openOwn('sidepanel.html?tab=active', 'Jan-Hendrik Vogelsang');
    for (const value of ['jh.vogelsang@kleine-eule.example', 'Kleine Eule Babyfachmarkt GmbH & Co. KG', 'Einkaufsleitung', '+49 40 5550148']) {
      await shows(panel, value);
    }
    await press(panel, 'Save and log mail');
    await shows(panel, 'This mail is logged');
    await until('the server to have it', async () => (await instants()).includes(ENQUIRY_AT), SOON_MS);
  });

  it('loses nothing when the event page is ended in the middle, with the network cut, and sends it soon after', async () => {
    await cable.cut();
    await openInPreview(mail, lab.webmail.elastic, 'Noch eine Frage');
    await shows(panel, 'Log this mail');
    await press(panel, 'Log this mail');
    await shows(panel, 'This mail is logged');
    // Longer than the idle time: the event page is gone, and whatever it held in memory with it.
    await idle();
    expect((await readBook(panel)).waiting).toBeGreaterThan(0);
    await cable.mend();
    await until('the server to have both', async () => (await instants()).length === 2, SOON_MS);
    expect(await instants()).toEqual([ENQUIRY_AT, SECOND_AT]);
  });

  it('a saved field is changed and the change undone', async () => {
    const title = async (): Promise<string | undefined> => (await readBook(panel)).customers[0]?.title;
    await press(panel, 'Title:');
    await until('the field', () =>
      panel.evaluate(() => {
        const field = document.activeElement;
        if (!(field instanceof HTMLInputElement) || !field.matches('.ed-in input')) {
          return false;
        }
        field.select();
        return true;
      }),
    );
    await panel.keyboard.type('Leiter Einkauf');
    await panel.keyboard.press('Enter');
    await until('the new title', async () => (await title()) === 'Leiter Einkauf');
    await press(panel, 'Undo');
    await until('the title of before', async () => (await title()) === 'Einkaufsleitung');
    await settle(panel, SOON_MS);
    expect((await readServer(server)).records.some((record) => record.body.includes('Einkaufsleitung'))).toBe(true);
  });

  it('trap: one mail, two reps, two computers = one interaction, with both reps in it', async () => {
    second = await startFirefox(harsh);
    await second.pair(`http://127.0.0.1:${cable.port}`, await server.pairingCode('second@lab.test'), 'known');
    const page = await second.browser.newPage();
    await signIn(page, lab.webmail.elastic, 'second@lab.test');
    await openInPreview(page, lab.webmail.elastic, 'Anfrage');
    const beside = await second.openOwn('sidepanel.html?tab=active', 'Jan-Hendrik Vogelsang');
    await press(beside, 'Save and log mail');
    await shows(beside, 'This mail is logged');
    await settle(beside, SOON_MS);

    // The second rep logs mail of known customers by itself: nothing is pressed for the next one.
    await openInPreview(page, lab.webmail.elastic, 'Noch eine Frage');
    const inBothHands = async (own: Page): Promise<boolean> => {
      await syncNow(own);
      return (await readBook(own)).interactions.filter((held) => held.users.length === 2).length === 2;
    };
    await until('both mails in both hands, as the second rep has them', () => inBothHands(beside));
    await settle(beside, SOON_MS);
    await until('both mails in both hands, as the first rep has them', () => inBothHands(panel));
    const [one, other] = [await readBook(panel), await readBook(beside)];
    expect(one.interactions.map((held) => [held.happenedAt, held.users.length]).toSorted()).toEqual([
      [ENQUIRY_AT, 2],
      [SECOND_AT, 2],
    ]);
    const byId = (book: typeof one) => book.interactions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(other)).toEqual(byId(one));
    expect(other.customers.map(({ id }) => id)).toEqual(one.customers.map(({ id }) => id));
    expect(await instants()).toEqual([ENQUIRY_AT, SECOND_AT]);
    await second.close();
  });

  it('reads a web page on a press, and keeps nobody before the next', async () => {
    const page = await rep.browser.newPage();
    await page.goto(`${site.origin}/contact`);
    await panel.bringToFront();
    await press(panel, 'Read this page');
    await shows(panel, 'Linnea Bergström');
    expect((await readBook(panel)).customers).toHaveLength(1);
    await press(panel, 'Linnea Bergström');
    await press(panel, 'Save');
    await until('her in the book', async () => (await readBook(panel)).customers.some((one) => one.name === 'Linnea Bergström'));
    await settle(panel, SOON_MS);
    await page.close();
  });

  it('shows the tier with its reason and the next order, also without the server', async () => {
    await server.cli('import', writeOrders(server.folder, { lines: 1200, shops: 40 }), '--json');
    await syncNow(panel);
    await cable.cut();
    await panel.bringToFront();
    await panel.keyboard.press('/');
    await panel.keyboard.type('buyer7@shop7');
    await shows(panel, 'Shop 7');
    await panel.keyboard.press('Enter');
    await until('tier and rhythm', () =>
      panel.evaluate(
        () => document.querySelector('.rhythm') !== null && /High.*£/su.test(document.querySelector<HTMLElement>('.who')?.innerText ?? ''),
      ),
    );
    await cable.mend();
  });
});
