import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startLab, type Lab } from './lab.ts';
import { appendMail } from './mailbox.ts';
import { aMail, enquiry, secondMail, type MailParts } from './mails.ts';
import { makeOrderTable } from './picture-orders.ts';
import { openInPreview, signIn } from './roundcube.ts';
import { startServer, type ServerProcess } from './server.ts';

/**
 * Makes the pictures of the README from the real thing: `node tests/e2e/pictures.ts`. Light and dark, the panel beside a
 * real Roundcube, and the console.
 */

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

const mails: readonly MailParts[] = [
  {
    ...enquiry,
    from: 'Siobhán Ní Dhuibhir <siobhan@cradle.example>',
    subject: 'Delivery on Tuesday',
    date: 'Wed, 18 Nov 2026 14:10:59 +0000',
    messageId: '<1@cradle.example>',
    text: 'Morning Robin,\r\n\r\ncould you add two cartons of the oat cereal to Tuesday’s delivery?\r\n\r\nBest wishes,\r\nSiobhán Ní Dhuibhir\r\nOwner, The Cradle & Co.\r\nTel. +44 113 496 0182',
  },
  {
    ...enquiry,
    from: '=?utf-8?B?5qyn6Ziz5aic5LuB5omY5aiF?= <ouyang@xiangguo.example>',
    subject: '=?utf-8?B?5ZGo5LqM6YCB6LSn55qE5LqL?=',
    date: 'Thu, 19 Nov 2026 09:38:20 +0800',
    messageId: '<2@xiangguo.example>',
    text: '您好，\r\n\r\n请再加两箱燕麦米粉，谢谢。\r\n\r\n此致\r\n敬礼\r\n欧阳娜仁托娅\r\n采购总监\r\n上海小橡果母婴用品有限公司\r\n电话：+86 21 5550 0114',
  },
  secondMail,
  enquiry,
];

async function beside(rep: RepBrowser, mail: Page, panel: Page, file: string): Promise<void> {
  const [left, right] = [await mail.screenshot(), await panel.screenshot()];
  const page = await rep.context.newPage();
  await page.setViewportSize({ width: 1280 + 361, height: 900 });
  const image = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString('base64')}`;
  await page.setContent(
    `<body style="margin:0;display:flex;background:#888"><img src="${image(left)}" width="1280" height="900"><img src="${image(right)}" width="360" height="900" style="margin-left:1px"></body>`,
  );
  await page.screenshot({ path: join(folder, file) });
  await page.close();
}

async function tellStory(lab: Lab, server: ServerProcess, theme: 'light' | 'dark'): Promise<void> {
  const code = await server.pairingCode('rep@lab.test');
  const rep = await startChromium({ theme });
  try {
    await (await rep.pair(server.url, code, 'ask')).getByText('Paired with').waitFor();
    const mail = await rep.context.newPage();
    await signIn(mail, lab.webmail.elastic, 'rep@lab.test');
    const panelOf = async (subject: string): Promise<Page> => {
      await openInPreview(mail, lab.webmail.elastic, subject);
      const panel = await rep.openPanel(mail);
      await panel.getByRole('heading', { level: 2 }).first().waitFor();
      await panel.waitForTimeout(1200);
      return panel;
    };
    if (theme === 'light') {
      const offer = await panelOf('Anfrage');
      await beside(rep, mail, offer, 'panel-offer.png');
      await offer.getByRole('button', { name: /Save and log mail/u }).click();
      await offer.getByText('This mail is logged').waitFor();
      await offer.close();
      {
        const panel = await panelOf('周二送货的事');
        await panel.getByRole('button', { name: /Save and log mail/u }).click();
        await panel.getByText('This mail is logged').waitFor();
        await panel.close();
      }
    }
    const known = await panelOf('Delivery on Tuesday');
    const log = known.getByRole('button', { name: 'Log this mail' });
    if (await log.isVisible()) {
      await log.click();
      await known.getByText('This mail is logged').waitFor();
      await known.waitForTimeout(11_000);
    }
    await beside(rep, mail, known, `panel-known-${theme}.png`);
    await known.close();

    const console = await rep.context.newPage();
    await console.setViewportSize({ width: 1280, height: 720 });
    await console.goto(server.url);
    await console.getByLabel('E-mail').fill('lead@lab.test');
    await console.getByLabel('Password').fill('correct horse battery');
    await console.getByRole('button', { name: 'Sign in' }).click();
    await console.getByRole('link', { name: 'Siobhán Ní Dhuibhir' }).first().waitFor();
    await console.screenshot({ path: join(folder, `console-customers-${theme}.png`) });
    await console.getByRole('link', { name: 'Siobhán Ní Dhuibhir' }).first().click();
    await console.getByRole('feed').waitFor();
    await console.screenshot({ path: join(folder, `console-customer-${theme}.png`) });
  } finally {
    await rep.close();
  }
}

mkdirSync(folder, { recursive: true });
const lab = await startLab(120);
const server = await startServer();
try {
  for (const [email, name, role] of [
    ['rep@lab.test', 'Robin Reeve', 'rep'],
    ['lead@lab.test', 'Ines Brandt', 'lead'],
  ] as const) {
    await server.cli('user', 'add', '--email', email, '--name', name, '--role', role, '--team', 'North', '--password-stdin');
  }
  const orders = join(server.folder, 'orders.csv');
  writeFileSync(orders, makeOrderTable(Date.now()));
  await server.cli('import', orders, '--json');
  for (const mail of mails) {
    await appendMail(lab.imapPort, 'rep@lab.test', aMail(mail));
  }
  await tellStory(lab, server, 'light');
  await tellStory(lab, server, 'dark');
} finally {
  await server.close();
  await lab.close();
}
console.log(`${readFileSync(join(folder, 'panel-offer.png')).length} bytes, and more, in docs/pictures`);
