import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail } from './mails.ts';
import { openInFull, openInPreview, signIn } from './roundcube.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';

/** The panel as a rep works with it: without a server at first, by keyboard, and with logging that was switched on. */

let lab: Lab;
let server: ServerProcess;
let rep: RepBrowser;
let mail: Page;
let panel: Page;

beforeAll(async () => {
  lab = await startLab(100);
  server = await startServer();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep');
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(enquiry));
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(secondMail));
  rep = await startChromium();
});

afterAll(async () => {
  await rep?.close();
  await server?.close();
  await lab?.close();
});

describe('a book in this browser only', () => {
  it('begins with a name and an address, and no server', async () => {
    const page = await rep.pair('', '', 'ask');
    await page.getByRole('radio', { name: /In this browser only/u }).check({ force: true });
    await page.getByRole('button', { name: 'Start in this browser' }).click();
    await page.getByLabel('Your name').fill('Robin Reeve');
    await page.getByLabel('Your e-mail address').fill('rep@lab.test');
    await page.getByRole('button', { name: 'Start in this browser' }).click();
    await page.getByText('The book lives in this browser.').waitFor();
    await page.close();
  });

  it('keeps a contact and its mail', async () => {
    mail = await rep.context.newPage();
    await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
    await openInPreview(mail, lab.webmail.elastic, 'Anfrage');
    panel = await rep.openPanel(mail);
    const done = panel.getByRole('button', { name: 'Open the book' });
    await done
      .or(panel.getByRole('button', { name: /Save and log mail/u }))
      .first()
      .waitFor();
    if (await done.isVisible()) {
      await done.click();
    }
    await panel.getByRole('button', { name: /Save and log mail/u }).waitFor();
    await panel.locator('body').press('Enter');
    await panel.getByText('This mail is logged').waitFor();
    const book = await readBook(panel);
    expect([book.customers.length, book.interactions.length, book.waiting]).toEqual([1, 1, 0]);
  });

  it.each(['jan-h', 'Vogel', 'kleine eule', 'jh.vogelsang@kl', '0148', '+49 40 555'])('is searched by "%s"', async (typed) => {
    await panel.locator('body').press('/');
    await panel.getByRole('combobox').fill(typed);
    await panel
      .getByRole('option', { name: /Vogelsang/u })
      .or(panel.getByRole('button', { name: /Vogelsang/u }))
      .first()
      .waitFor();
    await panel.getByRole('combobox').press('Enter');
    await panel.getByRole('heading', { name: /Vogelsang/u }).waitFor();
  });

  it('takes a quick note, and takes it back', async () => {
    await panel.getByRole('button', { name: 'Note', exact: true }).click();
    await panel.getByRole('textbox', { name: 'Note' }).fill('Wants a catalogue in spring.');
    await panel.keyboard.press('Control+Enter');
    await panel.getByRole('feed').getByText('Wants a catalogue').waitFor();
    await panel.locator('body').press('u');
    await panel.getByRole('feed').getByText('Wants a catalogue').waitFor({ state: 'detached' });
    expect((await readBook(panel)).interactions).toHaveLength(1);
  });

  it('lists who was captured lately when no mail is open', async () => {
    await mail.goto(`${lab.webmail.elastic}/?_task=mail&_mbox=INBOX`);
    await panel.locator('body').press('Escape');
    await panel.getByText('No mail open').waitFor();
    await panel.getByRole('button', { name: /Vogelsang/u }).waitFor();
  });

  it('trap: keyboard focus can leave the side panel: M gives it back to the mail, and a key opens the panel', async () => {
    const shown = (): Promise<string | undefined> =>
      panel.evaluate(async () => (await globalThis.chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.url);
    await panel.bringToFront();
    expect(await shown()).toContain('sidepanel.html');
    await panel.locator('body').press('m');
    await expect.poll(shown).toContain('_task=mail');
    const { commands } = await panel.evaluate(() => globalThis.chrome.runtime.getManifest());
    expect(commands).toMatchObject({ _execute_action: { suggested_key: { default: 'Alt+Shift+S' } } });
  });
});

describe('the same book joins a team', () => {
  it('with everything that it holds', async () => {
    const before = await readBook(panel);
    const page = await rep.pair(server.url, await server.pairingCode('rep@lab.test'), 'known');
    await page.getByText('Paired with').waitFor();
    await page.close();
    await expect.poll(async () => (await readBook(panel)).waiting, { timeout: 20_000 }).toBe(0);
    const after = await readBook(panel);
    expect(after.customers.map((one) => one.name)).toEqual(before.customers.map((one) => one.name));
    expect(after.interactions.map((one) => one.happenedAt)).toEqual(before.interactions.map((one) => one.happenedAt));
    const copy = await readServer(server);
    expect(copy.records.filter((record) => record.kind === 'c').map((record) => record.id)).toEqual(after.customers.map((one) => one.id));
  });

  it('and logs mail of known customers by itself once that is switched on, undoably', async () => {
    await openInFull(mail, lab.webmail.elastic, 'Noch eine Frage');
    await panel.getByText('This mail is logged').waitFor();
    expect((await readBook(panel)).interactions.map((one) => one.happenedAt).toSorted()).toEqual(['2026-11-16T09:23:41Z', '2026-11-17T08:05:07Z']);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await panel.getByRole('button', { name: 'Log this mail' }).waitFor();
    await mail.reload();
    await panel.getByRole('button', { name: 'Log this mail' }).waitFor();
    await panel.waitForTimeout(1500);
    expect((await readBook(panel)).interactions).toHaveLength(1);
  });
});
