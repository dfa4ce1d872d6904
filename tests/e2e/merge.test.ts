import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry } from './mails.ts';
import { openInPreview, signIn } from './roundcube.ts';
import { startServer, type ServerProcess } from './server.ts';

/** One person who writes from two addresses: suggested with the reason, merged, and separated again. */

const fromPhone = {
  from: 'J. Vogelsang <janhv@gmail.com>',
  to: 'Robin Reeve <rep@lab.test>',
  subject: 'Kurz vom Telefon',
  date: 'Wed, 18 Nov 2026 19:12:40 +0100',
  messageId: '<private-1@gmail.com>',
  text: 'Guten Abend,\r\n\r\ndie Paletten bitte erst am Freitag.\r\n\r\nViele Grüße\r\nJ. Vogelsang\r\nTel. +49 40 5550148',
} as const;

let lab: Lab;
let server: ServerProcess;
let rep: RepBrowser;
let mail: Page;
let panel: Page;
let lead: Page;
const shots = process.env['E2E_SHOTS'];

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  }
}

async function openMail(subject: string): Promise<void> {
  await openInPreview(mail, lab.webmail.elastic, subject);
  await panel?.close();
  panel = await rep.openPanel(mail);
}

beforeAll(async () => {
  lab = await startLab(100);
  server = await startServer();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep', '--team', 'North');
  await server.cli('user', 'add', '--email', 'lead@lab.test', '--name', 'Ines Brandt', '--role', 'lead', '--team', 'North', '--password-stdin');
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(fromPhone));
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(enquiry));
  rep = await startChromium();
  await (await rep.pair(server.url, await server.pairingCode('rep@lab.test'), 'ask')).getByText('Paired with').waitFor();
  mail = await rep.context.newPage();
  await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
  lead = await rep.context.newPage();
  await lead.goto(server.url);
  await lead.getByLabel('E-mail').fill('lead@lab.test');
  await lead.getByLabel('Password').fill('correct horse battery');
  await lead.getByRole('button', { name: 'Sign in' }).click();
});

afterAll(async () => {
  await rep?.close();
  await server?.close();
  await lab?.close();
});

/** How many rows the lead's table says there are. */
async function countInConsole(): Promise<string> {
  await lead.bringToFront();
  await lead.reload();
  return (await lead.getByText(/^\d+ customers?$/u).textContent()) ?? '';
}

describe('one person, two addresses', () => {
  it('is suggested beside the second mail, with the reason, and nothing is done by itself', async () => {
    await openMail('Anfrage');
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    await openMail('Kurz vom Telefon');
    const known = panel.getByRole('region', { name: 'Perhaps in the book already' });
    await known.getByText(/same number, name fits/u).waitFor();
    await shoot(panel, 'merge-offer');
    expect((await readBook(panel)).customers).toHaveLength(1);
  });

  it('becomes a second customer where the rep says so, and is suggested there as well', async () => {
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    await panel.getByRole('region', { name: 'Perhaps the same customer' }).getByText('Jan-Hendrik Vogelsang').waitFor();
    await shoot(panel, 'merge-suggested');
    await expect.poll(countInConsole, { timeout: 20_000 }).toBe('2 customers');
  });

  it('is one customer after one press: both addresses, both mails, one row in the console', async () => {
    await panel.getByRole('button', { name: 'Merge: Jan-Hendrik Vogelsang' }).click();
    await panel.getByText('One customer of 2 records').waitFor();
    await panel.getByText('jh.vogelsang@kleine-eule.example').first().waitFor();
    await panel.getByText('janhv@gmail.com').first().waitFor();
    await panel.getByRole('feed').getByText('Anfrage').waitFor({ state: 'attached' });
    await panel.getByRole('feed').getByText('Kurz vom Telefon').waitFor({ state: 'attached' });
    await shoot(panel, 'merge-merged');
    await expect.poll(countInConsole, { timeout: 20_000 }).toBe('1 customer');
    await lead.getByRole('link', { name: /Vogelsang/u }).click();
    await lead.getByRole('feed').getByText('Anfrage').waitFor({ state: 'attached' });
    await lead.getByRole('feed').getByText('Kurz vom Telefon').waitFor({ state: 'attached' });
    await lead.goBack();
  });

  it('is two again by Undo, merged once more, and separated long after', async () => {
    await panel.bringToFront();
    await panel.locator('body').press('u');
    await panel.getByRole('region', { name: 'Perhaps the same customer' }).waitFor();
    await expect.poll(countInConsole, { timeout: 20_000 }).toBe('2 customers');
    await panel.bringToFront();
    await panel.getByRole('button', { name: 'Merge: Jan-Hendrik Vogelsang' }).click();
    await panel.getByRole('button', { name: 'Separate' }).click();
    await panel.getByText('One customer of 2 records').waitFor({ state: 'detached' });
    await panel.getByRole('feed').getByText('Anfrage').waitFor({ state: 'detached' });
    await expect.poll(countInConsole, { timeout: 20_000 }).toBe('2 customers');
    // What somebody took apart is not suggested again.
    expect(await panel.getByRole('region', { name: 'Perhaps the same customer' }).count()).toBe(0);
  });
});
