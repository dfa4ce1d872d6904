import type { Page } from 'playwright-core';

/** Signs in to Roundcube; two first sign-ins at the same moment collide in its database, so one retry is fair. */
export async function signIn(page: Page, webmail: string, user: string): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await page.goto(webmail);
    await page.fill('#rcmloginuser', user);
    await page.fill('#rcmloginpwd', 'secret');
    await Promise.all([page.waitForLoadState('load'), page.click('#rcmloginsubmit')]);
    const list = page.locator('#messagelist');
    // An empty mailbox has a list too, only none to be seen.
    const isIn = await list.waitFor({ state: 'attached', timeout: 15_000 }).then(
      () => true,
      () => false,
    );
    if (isIn) {
      return;
    }
  }
  throw new Error(`Roundcube did not let ${user} in`);
}

/** How long Roundcube may take to show a message: it draws one of ten megabytes in half a minute on a quiet machine. */
const SHOWN_MS = 120_000;

/** Reloads the list and opens a message in the preview beside it. */
export async function openInPreview(page: Page, webmail: string, subject: string, box = 'INBOX'): Promise<void> {
  await page.goto(`${webmail}/?_task=mail&_mbox=${box}`);
  await page.locator('#messagelist tr.message', { hasText: subject }).first().click();
  await page.frameLocator('#messagecontframe').locator('#message-header').waitFor({ timeout: SHOWN_MS });
}

/** Opens a message on a page of its own. */
export async function openInFull(page: Page, webmail: string, subject: string, box = 'INBOX'): Promise<void> {
  await page.goto(`${webmail}/?_task=mail&_mbox=${box}`);
  await page.locator('#messagelist tr.message', { hasText: subject }).first().dblclick();
  await page.waitForURL(/_action=show/u);
  await page.locator('#message-header').waitFor({ timeout: SHOWN_MS });
}

/** Answers the open message with `text` and waits until Roundcube has sent it. */
export async function reply(page: Page, text: string): Promise<void> {
  await page.locator('a.reply[data-content-button]').click();
  await page.waitForURL(/_action=compose/u);
  await page.locator('#composebody').fill(text);
  await Promise.all([page.waitForURL((url) => !url.search.includes('_action=compose')), page.locator('button.send, a.send').first().click()]);
}
