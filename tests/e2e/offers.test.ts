import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail } from './mails.ts';
import { openInPreview, signIn } from './roundcube.ts';

/** Orders and meetings in an opened mail, and pasted talks and orders: each is offered, looked at, kept and taken back. */

let lab: Lab;
let rep: RepBrowser;
let mail: Page;
let panel: Page;

const shots = process.env['E2E_SHOTS'];
const from = 'Imke Ferris <imke@corner-grocer.example>';
const to = 'Robin Reeve <rep@lab.test>';

const order = aMail({
  from,
  to,
  subject: 'Order for Thursday',
  date: 'Mon, 16 Nov 2026 10:23:41 +0100',
  messageId: '<o1@corner-grocer.example>',
  html: '<p>Hi Robin,</p><p>our order, PO 4500781:</p><table><tr><th>Item</th><th>Soll</th><th>Qty</th><th>Unit price</th></tr><tr><td>Oat drink</td><td>30</td><td>24</td><td>&pound;1.35</td></tr><tr><td>Rye crackers</td><td>20</td><td>18</td><td>&pound;1.10</td></tr></table><p>Regards<br>Imke</p>',
});

function invitation(sequence: number, starts: string, subject: string): string {
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:77@corner-grocer.example',
    `SEQUENCE:${sequence}`,
    `DTSTART;TZID=W. Europe Standard Time:${starts}`,
    'DURATION:PT45M',
    'SUMMARY:Price talk',
    'ORGANIZER;CN=Imke Ferris:mailto:imke@corner-grocer.example',
    'ATTENDEE;CN=Robin Reeve:mailto:rep@lab.test',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Mon, 16 Nov 2026 11:00:00 +0100',
    `Message-ID: <m${sequence}@corner-grocer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'See you there.',
    '--b',
    'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
    '',
    ...calendar,
    '--b--',
    '',
  ].join('\r\n');
}

async function shoot(name: string): Promise<void> {
  if (shots !== undefined) {
    await panel.setViewportSize({ width: 360, height: 900 });
    await panel.screenshot({ path: `${shots}/${name}.png` });
  }
}

/** Pastes as the keyboard does, without the machine's own clipboard. */
async function paste(text: string): Promise<void> {
  await panel.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function orders(): Promise<readonly { readonly source: string; readonly currency: string; readonly lines: number; readonly number: string }[]> {
  return panel.evaluate(async () => {
    const open = indexedDB.open('sidebook');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error ?? new Error('IndexedDB'));
    });
    type Row = { deleted: number; b: Record<string, unknown> };
    const rows = await new Promise<Row[]>((resolve, reject) => {
      const request = database.transaction('orders').objectStore('orders').getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('orders'));
    });
    database.close();
    return rows
      .filter((row) => row.deleted === 0)
      .map(({ b }) => ({
        source: String(b['source']),
        currency: String(b['currency']),
        lines: Object.keys(b).filter((field) => field.startsWith('lines/')).length,
        number: String(b['number'] ?? ''),
      }));
  });
}

beforeAll(async () => {
  lab = await startLab(100);
  await appendMail(lab.imapPort, 'rep@lab.test', order);
  await appendMail(lab.imapPort, 'rep@lab.test', invitation(0, '20261126T100000', 'Invitation: Price talk'));
  await appendMail(lab.imapPort, 'rep@lab.test', invitation(1, '20261127T150000', 'Moved: Price talk'));
  rep = await startChromium();
  const page = await rep.pair('', '', 'ask');
  await page.getByRole('radio', { name: /In this browser only/u }).check({ force: true });
  await page.getByRole('button', { name: 'Start in this browser' }).click();
  await page.getByLabel('Your name').fill('Robin Reeve');
  await page.getByLabel('Your e-mail address').fill('rep@lab.test');
  await page.getByRole('button', { name: 'Start in this browser' }).click();
  await page.getByText('The book lives in this browser.').waitFor();
  await page.close();
  mail = await rep.context.newPage();
  await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
  await openInPreview(mail, lab.webmail.elastic, 'Order for Thursday');
  panel = await rep.openPanel(mail);
  const done = panel.getByRole('button', { name: 'Open the book' });
  const save = panel.getByRole('button', { name: /Save and log mail/u });
  await done.or(save).first().waitFor();
  if (await done.isVisible()) {
    await done.click();
  }
  await save.waitFor();
  await panel.locator('body').press('Enter');
  await panel.getByText('This mail is logged').waitFor();
});

afterAll(async () => {
  await rep?.close();
  await lab?.close();
});

describe('an order that is a table in the mail', () => {
  it('is offered, looked at with its lines, and kept only on a press', async () => {
    const look = panel.getByRole('button', { name: /An order of 2 lines.*look at it/u });
    await look.waitFor();
    await shoot('offers-mail');
    expect(await orders()).toEqual([]);
    await look.press('Enter');
    await panel.getByRole('heading', { name: 'Order of Imke Ferris' }).waitFor();
    expect(await panel.getByLabel('Product', { exact: true }).first().inputValue()).toBe('Oat drink');
    expect(await panel.getByLabel('Date').inputValue()).toBe('2026-11-16');
    await shoot('offers-order');
    await panel.keyboard.press('Control+Enter');
    await panel.getByText('This order is in the book').waitFor();
    expect(await orders()).toEqual([{ source: 'mail', currency: 'GBP', lines: 2, number: '4500781' }]);
  });

  it('is taken back, and offered again', async () => {
    await panel.locator('body').press('u');
    await panel.getByRole('button', { name: /An order of 2 lines.*look at it/u }).waitFor();
    expect(await orders()).toEqual([]);
  });

  it('is read as the user says, and the next time too', async () => {
    await panel.getByRole('button', { name: /look at it/u }).click();
    await panel.getByText('Columns').click();
    await panel.getByLabel('Soll', { exact: true }).selectOption('quantity');
    await expect.poll(() => panel.getByLabel('Quantity', { exact: true }).first().inputValue()).toBe('30');
    await panel.keyboard.press('Control+Enter');
    await panel.getByText('This order is in the book').waitFor();
    await panel.locator('body').press('u');
    await panel.getByRole('button', { name: /look at it/u }).waitFor();
    await openInPreview(mail, lab.webmail.elastic, 'Invitation: Price talk');
    await panel.getByRole('button', { name: 'Keep the meeting' }).waitFor();
    await openInPreview(mail, lab.webmail.elastic, 'Order for Thursday');
    await panel.getByRole('button', { name: /look at it/u }).click();
    expect(await panel.getByLabel('Quantity', { exact: true }).first().inputValue()).toBe('30');
    await panel.keyboard.press('Escape');
  });
});

describe('an invitation', () => {
  it('is kept as a meeting; moved, the earlier time goes; and it is taken back', async () => {
    await openInPreview(mail, lab.webmail.elastic, 'Invitation: Price talk');
    await panel.getByRole('button', { name: 'Keep the meeting' }).click();
    await panel.getByText('This meeting is in the book').waitFor();
    const times = async (): Promise<readonly string[]> =>
      (await readBook(panel)).interactions.filter((one) => one.subject === 'Price talk').map((one) => one.happenedAt);
    expect(await times()).toEqual(['2026-11-26T09:00:00Z']);
    await openInPreview(mail, lab.webmail.elastic, 'Moved: Price talk');
    await panel.getByText('It was moved').waitFor();
    await shoot('offers-meeting');
    await panel.getByRole('button', { name: 'Keep the meeting' }).click();
    await expect.poll(times).toEqual(['2026-11-27T14:00:00Z']);
    await panel.locator('body').press('u');
    await expect.poll(times).toEqual(['2026-11-26T09:00:00Z']);
  });
});

describe('what is pasted', () => {
  it('a WeChat talk of two days is kept with the customer, one contact a day, and taken back', async () => {
    await mail.goto(`${lab.webmail.elastic}/?_task=mail&_mbox=INBOX`);
    await panel.getByText('No mail open').waitFor();
    await paste(
      'Imke Ferris 2026/11/16 09:12:05\n早上好，还有燕麦奶吗？\n\nRobin Reeve 2026/11/16 09:40:11\n有的\n\nImke Ferris 2026/11/17 08:05:00\n三箱\n',
    );
    await panel.getByText('This looks like a WeChat talk of 2 days with Imke Ferris.').waitFor();
    const choice = panel.getByRole('radio', { name: /Imke Ferris/u });
    await expect.poll(() => choice.isChecked(), { timeout: 10_000 }).toBe(true);
    await shoot('offers-paste');
    await choice.press('Control+Enter');
    await panel.getByRole('heading', { name: 'Imke Ferris' }).first().waitFor();
    await panel.getByText('Kept a talk of 2 days with Imke Ferris').waitFor();
    const talks = async (): Promise<readonly string[]> =>
      (await readBook(panel)).interactions
        .filter((one) => one.direction === 'in' && one.precision === 'minute')
        .map((one) => one.happenedAt)
        .toSorted();
    expect(await talks()).toEqual(['2026-11-16T08:12:00Z', '2026-11-17T07:05:00Z']);
    await shoot('offers-talk-kept');
    await panel.locator('body').press('u');
    await expect.poll(talks).toEqual([]);
  });

  it('an order list goes into the order sheet of the open customer', async () => {
    await paste('牛奶 3箱 单价45元\n面包 2袋 单价8元');
    await panel.getByText('This looks like an order of 2 lines.').waitFor();
    await panel.getByRole('button', { name: 'Look at the order' }).click();
    await panel.getByRole('heading', { name: 'Order of Imke Ferris' }).waitFor();
    expect(await panel.getByLabel('Product', { exact: true }).first().inputValue()).toBe('牛奶');
    await panel.keyboard.press('Control+Enter');
    await expect.poll(orders).toEqual([{ source: 'paste', currency: 'CNY', lines: 2, number: '' }]);
  });
});
