import type { Page } from 'puppeteer-core';
import { until } from './firefox.ts';

/** Signs in to Roundcube in Firefox. */
export async function signIn(page: Page, webmail: string, user: string): Promise<void> {
  await page.goto(webmail);
  await page.type('#rcmloginuser', user);
  await page.type('#rcmloginpwd', 'secret');
  await page.click('#rcmloginsubmit');
  await until('the list', () => page.evaluate(() => document.querySelector('#messagelist') !== null));
}

/** Reloads the list and opens a message in the preview beside it. */
export async function openInPreview(page: Page, webmail: string, subject: string): Promise<void> {
  await page.goto(`${webmail}/?_task=mail&_mbox=INBOX`);
  await until(`the message “${subject}”`, () =>
    page.evaluate((wanted) => {
      const row = [...document.querySelectorAll<HTMLElement>('#messagelist tr.message')].find((one) => one.innerText.includes(wanted));
      row?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
      row?.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
      row?.click();
      return row !== undefined;
    }, subject),
  );
  await until('the preview', () =>
    page.evaluate(() => document.querySelector<HTMLIFrameElement>('#messagecontframe')?.contentDocument?.querySelector('#message-header') !== null),
  );
}
