import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail } from './mails.ts';
import { openInFull, signIn } from './roundcube.ts';

/** The settings of a browser, by keyboard: how much a webmail logs by itself, whose mail never is, and the end of reading. */

let lab: Lab;
let rep: RepBrowser;
let mail: Page;
let panel: Page;
const shots = process.env['E2E_SHOTS'];

async function openSettings(): Promise<void> {
  if (await panel.getByRole('heading', { name: 'Settings' }).isVisible()) {
    return;
  }
  await panel.getByRole('button', { name: 'Settings' }).press('Enter');
  await panel.getByRole('heading', { name: 'Settings' }).waitFor();
}

async function shoot(name: string): Promise<void> {
  if (shots !== undefined) {
    await panel.screenshot({ path: `${shots}/${name}.png` });
  }
}

const loggedOf = async (): Promise<number> => (await readBook(panel)).interactions.length;

beforeAll(async () => {
  lab = await startLab(100);
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(enquiry));
  await appendMail(lab.imapPort, 'rep@lab.test', aMail(secondMail));
  rep = await startChromium();
  const options = await rep.pair('', '', 'ask');
  await options.getByRole('radio', { name: /In this browser only/u }).check({ force: true });
  await options.getByRole('button', { name: 'Start in this browser' }).click();
  await options.getByLabel('Your name').fill('Robin Reeve');
  await options.getByLabel('Your e-mail address').fill('rep@lab.test');
  await options.getByRole('button', { name: 'Start in this browser' }).click();
  await options.getByText('The book lives in this browser.').waitFor();
  // A webmail without https, as it is written out, and with its port.
  await options.getByLabel('Or any other by its address').fill(`${lab.webmail.elastic}/?_task=mail`);
  await options.getByLabel('Or any other by its address').press('Enter');
  await options.getByRole('radiogroup', { name: `What is logged on ${new URL(lab.webmail.elastic).host}` }).waitFor();
  await options.close();
  mail = await rep.context.newPage();
  await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
  await openInFull(mail, lab.webmail.elastic, 'Anfrage');
  panel = await rep.openPanel(mail);
  const done = panel.getByRole('button', { name: 'Open the book' });
  const save = panel.getByRole('button', { name: /Save and log mail/u });
  await done.or(save).first().waitFor();
  if (await done.isVisible()) {
    await done.click();
  }
  await save.waitFor();
});

afterAll(async () => {
  await rep?.close();
  await lab?.close();
});

describe('the mode of a webmail', () => {
  it('is changed by the arrow keys, holds from then on, and is taken back by U', async () => {
    await panel.locator('body').press('Enter');
    await panel.getByText('This mail is logged').waitFor();
    expect(await loggedOf()).toBe(1);
    await openSettings();
    await shoot('settings');
    const modes = panel.getByRole('radiogroup', { name: new URL(lab.webmail.elastic).host });
    await modes.getByRole('radio', { name: /^Ask/u }).focus();
    await panel.keyboard.press('ArrowDown');
    await expect.poll(() => modes.getByRole('radio', { name: /^Known customers/u }).isChecked()).toBe(true);
    await panel.getByText(': Known customers').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).waitFor();
    await panel.locator('body').press('u');
    await expect.poll(() => modes.getByRole('radio', { name: /^Ask/u }).isChecked()).toBe(true);
    await modes.getByRole('radio', { name: /^Ask/u }).focus();
    await panel.keyboard.press('ArrowDown');
    await panel.getByText(': Known customers').waitFor();
    await panel.locator('body').press('Escape');
    await panel.getByRole('button', { name: 'Put away' }).click();

    await openInFull(mail, lab.webmail.elastic, 'Noch eine Frage');
    await panel.getByText('This mail is logged').waitFor();
    await expect.poll(loggedOf).toBe(2);
    await panel.getByRole('button', { name: 'Undo' }).first().waitFor();
    await panel.locator('body').press('z');
    await panel.getByRole('button', { name: 'Log this mail' }).waitFor();
    expect(await loggedOf()).toBe(1);
  });
});

describe('the never-log list', () => {
  it('says what is wrong with a rule', async () => {
    await openSettings();
    const field = panel.getByLabel('Address or domain');
    for (const [written, sentence] of [
      ['kleine eule', 'Write an address'],
      ['com', 'Write an address'],
      ['lab.test', 'your own address'],
    ] as const) {
      await field.fill(written);
      await field.press('Enter');
      await panel.getByText(sentence).waitFor();
      expect(await field.inputValue()).toBe(written);
    }
  });

  it('is offered on the customer’s page, holds before the raw message is asked for, and is taken back', async () => {
    // The first Escape leaves the field, the second the settings.
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('Escape');
    await panel.getByText('What is logged').click();
    await panel.getByRole('button', { name: /Log nothing from anyone at/u }).press('Enter');
    await panel.getByText('on your never-log list').first().waitFor();
    await shoot('never-log-customer');
    const raws: string[] = [];
    mail.on('request', (request) => {
      if (request.url().includes('viewsource')) {
        raws.push(request.url());
      }
    });
    await mail.reload();
    await panel.getByText('the address is on your never-log list').waitFor();
    await panel.waitForTimeout(1500);
    expect(raws).toEqual([]);
    expect(await loggedOf()).toBe(1);

    await openSettings();
    await panel.getByText('everyone there').waitFor();
    await shoot('settings-rules');
    await panel.getByRole('button', { name: /off the list$/u }).press('Enter');
    await panel.getByText('Nobody is on the list.').waitFor();
    await panel.getByRole('button', { name: 'Undo' }).press('Enter');
    await panel.getByText('everyone there').waitFor();
    await panel.getByRole('button', { name: /off the list$/u }).press('Enter');
    await panel.getByText('Nobody is on the list.').waitFor();
    await mail.reload();
    await expect.poll(() => raws.length, { timeout: 15_000 }).toBeGreaterThan(0);
  });
});

describe('the end of reading', () => {
  it('is at once, also in pages that are open, and is taken back with the mode that was set', async () => {
    await panel.locator('body').press('Escape');
    // The test build comes with loopback switched on as two sites without a port.
    for (let left = 3; left > 0; left -= 1) {
      await openSettings();
      await expect.poll(() => panel.getByRole('radiogroup').count()).toBe(left);
      await panel
        .getByRole('button', { name: /^Do not read/u })
        .first()
        .press('Enter');
    }
    await panel.getByText('No webmail may be read yet.').waitFor();
    await openInFull(mail, lab.webmail.elastic, 'Anfrage');
    await panel.waitForTimeout(1500);
    await panel.locator('body').press('u');
    await expect.poll(() => panel.getByRole('radio', { name: /^Known customers/u }).isChecked()).toBe(true);
    // Nothing was read in between; from now on it is.
    await panel.locator('body').press('Escape');
    await panel.getByText('This mail is').waitFor();
  });
});
