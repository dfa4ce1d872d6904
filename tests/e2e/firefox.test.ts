import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press, startFirefox, textOf, until, type FirefoxBrowser } from './firefox.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail } from './mails.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';
import { layCable, type Cable } from './tcp-proxy.ts';

/** The story of the house in Firefox: the same extension as an event page with a sidebar. */

let lab: Lab;
let server: ServerProcess;
let cable: Cable;
let rep: FirefoxBrowser;
let mail: Page;
let panel: Page;

beforeAll(async () => {
  lab = await startLab(100);
  server = await startServer();
  cable = await layCable(server.port);
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep');
  for (const one of [enquiry, secondMail]) {
    await appendMail(lab.imapPort, 'rep@lab.test', aMail(one));
  }
  // An event page may be ended after this many milliseconds of idleness; 30 seconds would hide what a restart loses.
  rep = await startFirefox({ 'extensions.background.idle.timeout': 3000 });
});

afterAll(async () => {
  await rep?.close();
  await cable?.close();
  await server?.close();
  await lab?.close();
});

async function open(subject: string): Promise<void> {
  await mail.goto(`${lab.webmail.elastic}/?_task=mail&_mbox=INBOX`);
  await until(`the message “${subject}”`, () =>
    mail.evaluate((wanted) => {
      const row = [...document.querySelectorAll<HTMLElement>('#messagelist tr.message')].find((one) => one.innerText.includes(wanted));
      row?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      row?.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
      row?.click();
      return row !== undefined;
    }, subject),
  );
  await until('the preview', () =>
    mail.evaluate(() => document.querySelector<HTMLIFrameElement>('#messagecontframe')?.contentDocument?.querySelector('#message-header') !== null),
  );
}

async function instants(): Promise<readonly string[]> {
  const bodies = (await readServer(server)).records
    .filter((record) => record.kind === 'i')
    .map((record) => /"happenedAt":"([^"]+)"/u.exec(record.body)?.[1] ?? '');
  return bodies.toSorted();
}

describe('the story in Firefox', () => {
  it('pairs by a code', async () => {
    const said: unknown = JSON.parse(await server.cli('device', 'pair', '--user', 'rep@lab.test', '--json'));
    const code = typeof said === 'object' && said !== null && 'code' in said ? String(said.code) : '';
    const options = await rep.openOwn(
      `options.html?server=${encodeURIComponent(`http://127.0.0.1:${cable.port}`)}&code=${code}&mode=ask`,
      'Paired with',
    );
    await options.close();
  });

  it('reads an opened mail and keeps it with one press', async () => {
    mail = await rep.browser.newPage();
    await mail.goto(lab.webmail.elastic);
    await mail.type('#rcmloginuser', 'rep@lab.test');
    await mail.type('#rcmloginpwd', 'secret');
    await mail.click('#rcmloginsubmit');
    await until('the list', () => mail.evaluate(() => document.querySelector('#messagelist tr.message') !== null));
    await open('Anfrage');
    panel = await rep.openOwn('sidepanel.html?tab=active', 'Jan-Hendrik Vogelsang');
    for (const value of ['jh.vogelsang@kleine-eule.example', 'Kleine Eule Babyfachmarkt GmbH & Co. KG', 'Einkaufsleitung', '+49 40 5550148']) {
      await until(`the panel to offer ${value}`, async () => (await textOf(panel)).includes(value));
    }
    await press(panel, 'Save and log mail');
    await until('the mail to be logged', async () => (await textOf(panel)).includes('This mail is logged'));
    await until('the server to have it', async () => (await instants()).includes('2026-11-16T09:23:41Z'));
  });

  it('loses nothing when the event page is ended in the middle, with the network cut', async () => {
    await cable.cut();
    await open('Noch eine Frage');
    await until('the known customer', async () => (await textOf(panel)).includes('Log this mail'));
    await press(panel, 'Log this mail');
    await until('the mail to be logged', async () => (await textOf(panel)).includes('This mail is logged'));
    // Longer than the idle time: the event page is gone, and whatever it held in memory with it.
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await cable.mend();
    await panel.reload().catch(() => undefined);
    await until('the server to have both', async () => (await instants()).length === 2, 60_000);
    expect(await instants()).toEqual(['2026-11-16T09:23:41Z', '2026-11-17T08:05:07Z']);
  });
});
