import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { readFlags } from './imap-flags.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail } from './mails.ts';
import { signIn } from './roundcube.ts';

/**
 * A customer's earlier mail, fetched by the real webmails' own searches: listed with what was left out, kept as one act, never twice,
 * and no message is marked as read by it.
 */

const shots = process.env['E2E_SHOTS'];
const anna = 'Anna Berg <anna@larch-dairy.example>';
const rep = 'Robin Reeve <rep@lab.test>';

let lab: Lab;
let browser: RepBrowser;
let panel: Page;

const inbox = [
  aMail({
    from: anna,
    to: rep,
    subject: 'First enquiry',
    date: 'Tue, 3 Mar 2026 09:00:00 +0100',
    messageId: '<e1@larch-dairy.example>',
    text: 'Hello',
  }),
  aMail({
    from: anna,
    to: rep,
    cc: 'Bo Stein <bo@larch-dairy.example>',
    subject: 'Re: "); this.add_message_row(99,{},{},false); (',
    date: 'Wed, 8 Apr 2026 10:30:00 +0200',
    messageId: '<e2@larch-dairy.example>',
    text: 'Prices?',
  }),
  // Found by a part of her address only.
  aMail({
    from: 'Joanna <joanna@larch-dairy.example>',
    to: rep,
    subject: 'Not hers',
    date: 'Thu, 9 Apr 2026 10:30:00 +0200',
    messageId: '<e3@larch-dairy.example>',
    text: 'x',
  }),
  // Someone of the never-log list is in it.
  aMail({
    from: anna,
    to: `${rep}, lawyer@quiet-law.example`,
    subject: 'For the lawyer',
    date: 'Fri, 10 Apr 2026 10:30:00 +0200',
    messageId: '<e4@larch-dairy.example>',
    text: 'x',
  }),
  aMail({
    from: anna,
    to: rep,
    subject: 'Dairy news 12',
    date: 'Sat, 11 Apr 2026 10:30:00 +0200',
    messageId: '<e5@larch-dairy.example>',
    text: 'x',
  }).replace('MIME-Version', 'List-Id: <news.larch-dairy.example>\r\nMIME-Version'),
  aMail({
    from: 'Zoe <zoe@else.example>',
    to: rep,
    subject: 'Another one',
    date: 'Sun, 12 Apr 2026 10:30:00 +0200',
    messageId: '<e6@else.example>',
    text: 'x',
  }),
];
const sent = [
  aMail({ from: rep, to: anna, subject: 'Re: First enquiry', date: 'Tue, 3 Mar 2026 15:00:00 +0100', messageId: '<s1@lab.test>', text: 'Dear Anna' }),
  aMail({
    from: rep,
    to: `Zoe <zoe@else.example>`,
    subject: 'To Zoe',
    date: 'Tue, 3 Mar 2026 16:00:00 +0100',
    messageId: '<s2@lab.test>',
    text: 'x',
  }),
];
const expected = ['Re: "); this.add_message_row(99,{},{},false); (', 'Re: First enquiry', 'First enquiry'];

async function flags(): Promise<readonly (readonly [number, string])[][]> {
  return [[...(await readFlags(lab.imapPort, 'rep@lab.test', 'INBOX'))], [...(await readFlags(lab.imapPort, 'rep@lab.test', 'Sent'))]];
}

async function enterSogo(page: Page): Promise<void> {
  await page.goto(`${lab.sogo ?? ''}/`);
  await page.fill('input[ng-model="app.creds.username"]', 'rep@lab.test');
  await page.fill('input[type="password"]', 'secret');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/Mail\/view/u);
}

async function subjects(): Promise<string[]> {
  return (await readBook(panel)).interactions.map(({ subject }) => subject).toSorted();
}

beforeAll(async () => {
  lab = await startLab(1200, { sogo: true });
  for (const raw of inbox) {
    await appendMail(lab.imapPort, 'rep@lab.test', raw);
  }
  for (const raw of sent) {
    await appendMail(lab.imapPort, 'rep@lab.test', raw, 'Sent');
  }
  browser = await startChromium();
  panel = await browser.pair('', '', 'ask');
  await panel.evaluate(async () => {
    const ask = (sidebook: string, input: unknown): Promise<unknown> => globalThis.chrome.runtime.sendMessage({ sidebook, input });
    await ask('useLocally', { name: 'Robin Reeve', email: 'rep@lab.test' });
    await ask('neverLog', { value: 'quiet-law.example' });
    await ask('addCustomer', { name: 'Anna Berg', email: 'anna@larch-dairy.example', phone: null });
  });
  await panel.close();
});

afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

const webmails = [
  ...(['elastic', 'larry', 'classic'] as const).map((skin) => ({
    name: `Roundcube ${skin}`,
    from: 'Fetch from Roundcube',
    enter: (page: Page) => signIn(page, lab.webmail[skin], 'rep@lab.test'),
  })),
  { name: 'SOGo', from: 'Fetch from SOGo', enter: enterSogo },
];

describe.each(webmails)('earlier mail from $name', ({ name, from, enter }) => {
  it('is listed, kept, not kept twice, and taken back as one; no flag changes', async () => {
    const mail = await browser.context.newPage();
    await enter(mail);
    await mail.waitForTimeout(700);
    const before = await flags();
    panel = await browser.openPanel(mail);
    const done = panel.getByRole('button', { name: 'Open the book' });
    const search = panel.getByRole('combobox');
    await done.or(search).first().waitFor();
    if (await done.isVisible()) {
      await done.click();
    }
    const openAnna = async (): Promise<void> => {
      await search.fill('anna');
      await panel
        .getByRole('option', { name: /Anna Berg/u })
        .first()
        .click();
      await panel.getByRole('button', { name: 'Fetch earlier mail' }).click();
    };
    await openAnna();
    await panel.getByText(/^Mail with Anna Berg/u).waitFor();
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/earlier-start-${name}.png` });
    }
    await panel.getByRole('button', { name: from }).first().click();
    await panel.getByText('3 mails found').waitFor();
    const dialog = panel.getByRole('dialog');
    expect(await dialog.locator('.row .t').allInnerTexts()).toEqual(expected);
    expect(await dialog.locator('.row .s').allInnerTexts()).toEqual(['Received', 'Sent', 'Received']);
    await expect.poll(() => dialog.innerText()).toContain('Never-log list (quiet-law.example): 1');
    expect(await dialog.innerText()).toContain('Lists and automatic mail: 1');
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/earlier-list-${name}.png` });
    }
    expect(await subjects()).toEqual([]);
    await panel.getByRole('button', { name: 'Keep 3 mails' }).click();
    await panel.getByText('Kept 3 mails with Anna Berg').waitFor();
    expect(await subjects()).toEqual(expected.toSorted());
    await panel.getByText(/Earlier mail was fetched from .*, back to 3 Mar 2026/u).waitFor();
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/earlier-kept-${name}.png`, fullPage: true });
    }

    // Fetched again, all of it is known.
    await panel.getByRole('button', { name: 'Fetch earlier mail' }).click();
    await panel.getByRole('button', { name: from }).first().click();
    await panel.getByText('3 mails found').waitFor();
    expect(await dialog.locator('.row .s').allInnerTexts()).toEqual(['Received, in the book', 'Sent, in the book', 'Received, in the book']);
    await panel.keyboard.press('Escape');

    await panel.locator('body').press('u');
    await panel
      .getByText('Taken back')
      .or(panel.getByText(/undone/iu))
      .first()
      .waitFor();
    expect(await subjects()).toEqual([]);
    expect(await flags()).toEqual(before);
    await panel.close();
    await mail.close();
  });
});
