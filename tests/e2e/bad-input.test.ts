import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../server/store/open-store.ts';
import { openConnection } from '../../server/store/sqlite/open.ts';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry } from './mails.ts';
import { openInFull, openInPreview, signIn } from './roundcube.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';

/** What goes wrong gets a clear sentence; nothing is lost, and nothing is half saved. */

let lab: Lab;
let server: ServerProcess;
let rep: RepBrowser;
let webmail: string;

const newCode = (): Promise<string> => server.pairingCode('rep@lab.test');

/** Types a code into the first run as a person does, and gives the sentence that answers. */
async function tryCode(page: Page, code: string): Promise<string> {
  const boxes = page.getByRole('textbox', { name: /^Digit/u });
  for (let place = 0; place < 8; place += 1) {
    await boxes.nth(place).fill(code.charAt(place));
  }
  await page.getByRole('button', { name: 'Pair this browser' }).click();
  await page.getByRole('button', { name: 'Pair this browser' }).or(page.getByText('Paired with')).first().waitFor();
  await page.waitForTimeout(300);
  return page.locator('main').innerText();
}

beforeAll(async () => {
  lab = await startLab(100);
  webmail = lab.webmail.elastic;
  server = await startServer();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep', '--team', 'North');
  rep = await startChromium();
});

afterAll(async () => {
  await rep?.close();
  await server?.close();
  await lab?.close();
});

describe('pairing', () => {
  let page: Page;

  beforeAll(async () => {
    page = await rep.pair('', '', 'ask');
    await page.getByLabel('Address of the server').fill(server.url);
  });

  it('an expired code says so', async () => {
    const code = await newCode();
    const db = openConnection(join(server.folder, 'data', DATABASE_FILE), readFileSync(join(server.folder, 'key'), 'utf8').trim());
    db.prepare('UPDATE pairing_code SET expires_at_ms = 1').run();
    db.close();
    expect(await tryCode(page, code)).toMatch(/ten minutes|10 minutes|too old|expired|ran out/iu);
  });

  it('five wrong codes burn the right one as well; a new one works', async () => {
    const good = await newCode();
    const wrong = good === '11111111' ? '22222222' : '11111111';
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await tryCode(page, wrong);
    }
    const said = await tryCode(page, good);
    expect(said).toMatch(/five/iu);
    expect(said).not.toContain('Paired with');
    expect((await readServer(server)).users).toHaveLength(1);
    expect(await tryCode(page, await newCode())).toContain('Paired with Sidebook');
    await page.close();
  });
});

describe('a page of the webmail', () => {
  let mail: Page;

  beforeAll(async () => {
    const options = await rep.pair('', '', 'ask');
    await options.close();
    mail = await rep.context.newPage();
    await signIn(mail, webmail, 'rep@lab.test');
  });

  it('whose layout has changed is named as such, and nobody is offered', async () => {
    await appendMail(lab.imapPort, 'rep@lab.test', aMail({ ...enquiry, subject: 'Changed layout', messageId: '<layout@kleine-eule.example>' }));
    await mail.route(/_action=show/u, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('header from', 'header sender') });
    });
    await openInFull(mail, webmail, 'Changed layout');
    const panel = await rep.openPanel(mail);
    await panel.getByText('This page is no mail that I can read').waitFor();
    expect(await panel.locator('main').innerText()).toContain('sender');
    expect(await panel.locator('main').innerText()).not.toContain('Vogelsang');
    await mail.unroute(/_action=show/u);
    await panel.close();
  });

  it('that is no message at all offers nobody', async () => {
    await mail.goto(`${webmail}/?_task=settings`);
    const panel = await rep.openPanel(mail);
    await panel.getByText('No mail open').waitFor();
    await panel.close();
  });

  it('of 10 MB is read to 5 MB, the rest is noted, and it is logged whole', { timeout: 240_000 }, async () => {
    const line = `${'All of this is one very long letter about prices. '.repeat(2)}\r\n`;
    const text = line.repeat(Math.ceil((10 * 1024 * 1024) / line.length));
    await appendMail(lab.imapPort, 'rep@lab.test', aMail({ ...enquiry, subject: 'Ten megabytes', messageId: '<big@kleine-eule.example>', text }));
    await openInPreview(mail, webmail, 'Ten megabytes');
    const panel = await rep.openPanel(mail);
    await panel.getByRole('button', { name: /Save and log mail/u }).waitFor({ timeout: 60_000 });
    await expect.poll(() => panel.locator('main').innerText(), { timeout: 60_000 }).toMatch(/5(?:\.0)? MB/u);
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    const logged = (await readBook(panel)).interactions.find((one) => one.subject === 'Ten megabytes');
    expect(logged?.happenedAt).toBe('2026-11-16T09:23:41Z');
    await expect.poll(async () => (await readServer(server)).records.some((record) => record.id === logged?.id), { timeout: 20_000 }).toBe(true);
    await panel.close();
  });

  it('with markup that names __proto__ is kept without it, said in a sentence', async () => {
    const markup = '{"@context":"https://schema.org","@type":"Order","orderNumber":"SO-1","__proto__":{"polluted":true}}';
    await appendMail(
      lab.imapPort,
      'rep@lab.test',
      aMail({
        ...enquiry,
        from: 'Shop <orders@cradle.example>',
        subject: 'Your order SO-1',
        messageId: '<proto@cradle.example>',
        html: `<p>Thank you.</p><script type="application/ld+json">${markup}</script>`,
      }),
    );
    await openInPreview(mail, webmail, 'Your order SO-1');
    const panel = await rep.openPanel(mail);
    await panel.getByRole('button', { name: /Save and log mail/u }).waitFor();
    await expect.poll(() => panel.locator('main').innerText()).toContain('__proto__');
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    expect(await panel.evaluate(() => Reflect.get({}, 'polluted') === undefined)).toBe(true);
    const [worker] = rep.context.serviceWorkers();
    expect(await worker?.evaluate(() => Reflect.get({}, 'polluted') === undefined)).toBe(true);
    await panel.close();
  });

  it('without a sender is no mail that can be kept', async () => {
    const raw = aMail({ ...enquiry, subject: 'From nobody', messageId: '<nobody@kleine-eule.example>' }).replace(/^From: .*\r\n/mu, '');
    await appendMail(lab.imapPort, 'rep@lab.test', raw);
    await openInPreview(mail, webmail, 'From nobody');
    const panel = await rep.openPanel(mail);
    await panel.getByText(/no mail that I can read|Nobody to keep/u).waitFor();
    await panel.close();
  });
});
