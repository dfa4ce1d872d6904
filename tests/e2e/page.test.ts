import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBook } from './book-copy.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startSite, type WebSite } from './web-site.ts';

/** Web pages that are no mail: read on a press, kept on another. */

let site: WebSite;
let rep: RepBrowser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  site = await startSite();
  rep = await startChromium();
  const first = await rep.pair('', '', 'ask');
  await first.getByRole('radio', { name: /In this browser only/u }).check({ force: true });
  await first.getByRole('button', { name: 'Start in this browser' }).click();
  await first.getByLabel('Your name').fill('Robin Reeve');
  await first.getByLabel('Your e-mail address').fill('rep@lab.test');
  await first.getByRole('button', { name: 'Start in this browser' }).click();
  await first.getByText('The book lives in this browser.').waitFor();
  page = await rep.context.newPage();
});

afterAll(async () => {
  await rep?.close();
  await site?.close();
});

describe('a web page', () => {
  it('is read on a press, and keeps nobody before the next', async () => {
    await page.goto(`${site.origin}/contact`);
    panel = await rep.openPanel(page);
    const done = panel.getByRole('button', { name: 'Open the book' });
    await done
      .or(panel.getByRole('button', { name: 'Read this page' }))
      .first()
      .waitFor();
    if (await done.isVisible()) {
      await done.click();
    }
    await panel.getByRole('button', { name: 'Read this page' }).click();
    const person = panel.getByRole('button', { name: 'Linnea Bergström' });
    await person
      .or(panel.getByRole('heading', { name: 'Linnea Bergström' }))
      .first()
      .waitFor();
    expect((await readBook(panel)).customers).toEqual([]);
    if (await person.isVisible()) {
      await person.click();
    }
    await panel.getByRole('button', { name: /^Save(?!d)/u }).click();
    await expect.poll(async () => (await readBook(panel)).customers.map((one) => one.name)).toEqual(['Linnea Bergström']);
    expect((await readBook(panel)).interactions).toEqual([]);
    await panel.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(async () => (await readBook(panel)).customers).toEqual([]);
  });

  it('that is an article offers nobody', async () => {
    await page.goto(`${site.origin}/article`);
    await panel.locator('body').press('Escape');
    await panel.getByRole('button', { name: 'Read this page' }).click();
    await panel.getByText('Nobody to keep on this page').waitFor();
  });
});
