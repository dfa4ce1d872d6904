import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook, settle, type BookCopy } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail } from './mails.ts';
import { openInFull, openInPreview, reply, signIn } from './roundcube.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';
import { layCable, type Cable } from './tcp-proxy.ts';

/** The one story that runs through every room: from a mail in a real Roundcube to the lead's console. */

let lab: Lab;
let server: ServerProcess;
let cable: Cable;
let first: RepBrowser;
let second: RepBrowser;
let webmail: string;

const shots = process.env['E2E_SHOTS'];

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  }
}

beforeAll(async () => {
  lab = await startLab(100);
  webmail = lab.webmail.elastic;
  server = await startServer();
  cable = await layCable(server.port);
  for (const [email, name, role] of [
    ['rep@lab.test', 'Robin Reeve', 'rep'],
    ['second@lab.test', 'Tove Lund', 'rep'],
    ['lead@lab.test', 'Ines Brandt', 'lead'],
  ] as const) {
    await server.cli('user', 'add', '--email', email, '--name', name, '--role', role, '--team', 'North', '--password-stdin');
  }
  await Promise.all(['rep@lab.test', 'second@lab.test'].map((user) => appendMail(lab.imapPort, user, aMail(enquiry))));
  await Promise.all(['rep@lab.test', 'second@lab.test'].map((user) => appendMail(lab.imapPort, user, aMail(secondMail))));
  first = await startChromium();
});

afterAll(async () => {
  await first?.close();
  await second?.close();
  await cable?.close();
  await server?.close();
  await lab?.close();
});

/** All that the timeline holds: days out of sight are not drawn (content-visibility), so what is drawn would be a part of it. */
const readHistory = async (page: Page): Promise<string> => (await page.getByRole('feed').textContent()) ?? '';

describe('the story', () => {
  let mail: Page;
  let panel: Page;

  it('a rep pairs a browser with a code', async () => {
    const options = await first.pair(`http://127.0.0.1:${cable.port}`, await server.pairingCode('rep@lab.test'), 'ask');
    await options.getByText('Paired with').waitFor();
    await options.close();
  });

  it('opens a mail of an unknown person: the panel offers name, address, company, title and phone', async () => {
    mail = await first.context.newPage();
    await signIn(mail, webmail, 'rep@lab.test');
    await openInPreview(mail, webmail, 'Anfrage');
    panel = await first.openPanel(mail);
    await panel.getByRole('heading', { name: 'Jan-Hendrik Vogelsang' }).waitFor();
    await shoot(panel, 'offer');
    const found = await panel.locator('.found').innerText();
    for (const value of [
      'Jan-Hendrik Vogelsang',
      'jh.vogelsang@kleine-eule.example',
      'Kleine Eule Babyfachmarkt GmbH & Co. KG',
      'Einkaufsleitung',
      '+49405550148',
    ]) {
      expect(found.replaceAll(/(?<=\d)\s(?=\d)/gu, '')).toContain(value);
    }
  });

  it('one press keeps the contact and logs the mail, to the second of its Date header', async () => {
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    await shoot(panel, 'kept');
    const book = await settle(panel);
    expect(book.customers.map((customer) => customer.name)).toEqual(['Jan-Hendrik Vogelsang']);
    expect(book.interactions.map((one) => [one.happenedAt, one.precision, one.direction])).toEqual([['2026-11-16T09:23:41Z', 'second', 'in']]);
  });

  it('a second mail of the same person shows both in the history, one entry each', async () => {
    await openInFull(mail, webmail, 'Noch eine Frage');
    await panel.getByRole('button', { name: 'Log this mail' }).click();
    await panel.getByText('This mail is logged').waitFor();
    await panel.getByRole('feed').getByText('Noch eine Frage').waitFor({ state: 'attached' });
    const history = await readHistory(panel);
    expect(history.match(/Noch eine Frage zur Lieferung/gu)).toHaveLength(1);
    expect(history.match(/Anfrage: Folgemilch/gu)).toHaveLength(1);
    const book = await settle(panel);
    expect(book.interactions.map((one) => one.happenedAt).toSorted()).toEqual(['2026-11-16T09:23:41Z', '2026-11-17T08:05:07Z']);
    await shoot(panel, 'history');
  });

  it('an answer sent from Roundcube counts as an outgoing contact', async () => {
    await reply(mail, 'Guten Tag, ja, wir liefern nach Hamburg. Viele Grüße, Robin');
    await openInPreview(mail, webmail, 'Noch eine Frage', 'Sent');
    await panel.getByRole('button', { name: 'Log this mail' }).click();
    await panel.getByText('This mail is logged').waitFor();
    const book = await settle(panel);
    expect(book.interactions.filter((one) => one.direction === 'out')).toHaveLength(1);
    expect(book.interactions).toHaveLength(3);
  });

  it('trap: one mail, two reps, two computers = one interaction, with both reps in it', async () => {
    second = await startChromium();
    const options = await second.pair(`http://127.0.0.1:${cable.port}`, await server.pairingCode('second@lab.test'), 'ask');
    await options.getByText('Paired with').waitFor();
    const page = await second.context.newPage();
    await signIn(page, webmail, 'second@lab.test');
    await openInPreview(page, webmail, 'Anfrage');
    const beside = await second.openPanel(page);
    await beside.getByRole('button', { name: /Save and log mail/u }).click();
    await beside.getByText('This mail is logged').waitFor();
    await settle(beside);
    await panel.evaluate(() => globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} }));
    await expect
      .poll(async () => (await readBook(panel)).interactions.find((one) => one.happenedAt === '2026-11-16T09:23:41Z')?.users.length)
      .toBe(2);

    const [one, other] = [await readBook(panel), await readBook(beside)];
    const held = (book: BookCopy) => book.interactions.find((interaction) => interaction.happenedAt === '2026-11-16T09:23:41Z');
    expect(held(other)).toEqual(held(one));
    expect(held(one)?.users).toHaveLength(2);
    expect(one.customers[0]?.id).toBe(other.customers[0]?.id);

    const copy = await readServer(server);
    const id = held(one)?.id ?? '';
    expect(copy.records.filter((record) => record.id === id)).toHaveLength(1);
    expect(
      copy.vis
        .filter((row) => row.id === id && row.gone === 0)
        .map((row) => row.scope)
        .toSorted(),
    ).toEqual(
      copy.users
        .filter((user) => user.role === 'rep')
        .map((user) => `r:${user.id}`)
        .toSorted(),
    );
  });

  it('the lead sees all of it in the console', async () => {
    const page = await first.context.newPage();
    await page.goto(server.url);
    await page.getByLabel('E-mail').fill('lead@lab.test');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Jan-Hendrik Vogelsang' }).click();
    const history = await readHistory(page);
    expect(history).toContain('Anfrage: Folgemilch');
    expect(history.match(/Noch eine Frage zur Lieferung/gu)).toHaveLength(2);
    await shoot(page, 'console-customer');
    await page.close();
  });
});

describe('the same with the network cut between opening and saving', () => {
  it('keeps everything, says so, and sends it when the network is back', async () => {
    const mailText = {
      ...enquiry,
      from: 'Siobhán Ní Dhuibhir <siobhan@cradle.example>',
      subject: 'Delivery on Tuesday',
      messageId: '<cut-1@cradle.example>',
      date: 'Wed, 18 Nov 2026 14:10:59 +0000',
    };
    await appendMail(lab.imapPort, 'rep@lab.test', aMail(mailText));
    const mail = await first.context.newPage();
    await openInPreview(mail, webmail, 'Delivery on Tuesday');
    const panel = await first.openPanel(mail);
    await panel.getByRole('heading', { name: 'Siobhán Ní Dhuibhir' }).waitFor();

    await cable.cut();
    await panel.getByRole('button', { name: /Save and log mail/u }).click();
    await panel.getByText('This mail is logged').waitFor();
    await panel
      .getByRole('button', { name: /No connection|Offline|wait/u })
      .first()
      .waitFor();
    await expect.poll(async () => (await readBook(panel)).failure, { timeout: 20_000 }).toBe('server-unreachable');
    await shoot(panel, 'offline');
    expect((await readBook(panel)).waiting).toBeGreaterThan(0);
    expect((await readServer(server)).records.some((record) => record.body.includes('Delivery on Tuesday'))).toBe(false);

    await cable.mend();
    await panel.evaluate(() => globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} }));
    const book = await settle(panel);
    const kept = book.interactions.find((one) => one.subject === 'Delivery on Tuesday');
    expect(kept?.happenedAt).toBe('2026-11-18T14:10:59Z');
    expect((await readServer(server)).records.filter((record) => record.id === kept?.id)).toHaveLength(1);
    await panel.close();
    await mail.close();
  });

  it('a saved field is changed and the change undone', async () => {
    const mail = await first.context.newPage();
    await openInPreview(mail, webmail, 'Anfrage');
    const panel = await first.openPanel(mail);
    await panel.getByRole('button', { name: /^Title:/u }).click();
    await panel.getByRole('textbox', { name: 'Title' }).fill('Leiter Einkauf');
    await panel.keyboard.press('Enter');
    await expect
      .poll(async () => (await readBook(panel)).customers.find((one) => one.name === 'Jan-Hendrik Vogelsang')?.title)
      .toBe('Leiter Einkauf');
    await shoot(panel, 'edited');
    await panel.getByRole('button', { name: 'Undo' }).first().click();
    await expect
      .poll(async () => (await readBook(panel)).customers.find((one) => one.name === 'Jan-Hendrik Vogelsang')?.title)
      .toBe('Einkaufsleitung');
    await settle(panel);
    expect((await readServer(server)).records.find((record) => record.body.includes('Einkaufsleitung'))).toBeDefined();
    await panel.close();
    await mail.close();
  });
});
