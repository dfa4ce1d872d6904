import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type RepBrowser } from './chromium.ts';
import { writeOrders } from './order-file.ts';
import { readServer } from './server-copy.ts';
import { startServer, type ServerProcess } from './server.ts';

/** Tiers and reorder dates are reckoned by one code: the console and the panel show the same, with or without the server. */

let server: ServerProcess;
let rep: RepBrowser;
let panel: Page;
let isStopped = false;

const LINES = 10_000;

async function openCustomer(page: Page, email: string): Promise<void> {
  await page.locator('body').press('/');
  await page.getByRole('combobox').fill(email);
  await page.getByRole('option').first().waitFor({ timeout: 20_000 });
  await page.getByRole('combobox').press('Enter');
  await page.locator('.rhythm').waitFor();
}

/** The tier with its reason, and the rhythm, as a page shows them. */
async function factsOn(page: Page): Promise<{ readonly tier: string; readonly rhythm: string }> {
  const squeeze = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
  return { tier: squeeze(await page.locator('.who .reason').innerText()), rhythm: squeeze(await page.locator('.rhythm').innerText()) };
}

beforeAll(async () => {
  server = await startServer();
  for (const [email, role] of [
    ['rep@lab.test', 'rep'],
    ['lead@lab.test', 'admin'],
  ] as const) {
    await server.cli('user', 'add', '--email', email, '--name', email, '--role', role, '--password-stdin');
  }
  rep = await startChromium();
});

afterAll(async () => {
  await rep?.close();
  if (!isStopped) {
    await server?.close();
  }
});

describe('ten thousand order lines', () => {
  let file: string;

  it('are imported; the broken one is named by its number and reason, the rest is in', async () => {
    file = writeOrders(server.folder, { lines: LINES, shops: 250 });
    const said: unknown = JSON.parse(await server.cli('import', file, '--json'));
    const text = JSON.stringify(said);
    expect(text).toContain('501');
    expect((await readServer(server)).records.filter((record) => record.kind === 'o')).toHaveLength(LINES - 1);
  });

  it('change nothing when they are imported again', async () => {
    const before = await readServer(server);
    await server.cli('import', file, '--json');
    expect(await readServer(server)).toEqual(before);
  });

  it('give a tier, its reason and the next order, the same in the console and in the panel without the server', async () => {
    const options = await rep.pair(server.url, await server.pairingCode('rep@lab.test'), 'ask');
    await options.getByText('Paired with').waitFor({ timeout: 60_000 });
    await options.getByRole('button', { name: 'Open the book' }).waitFor();

    const console_ = await rep.context.newPage();
    await console_.goto(server.url);
    await console_.getByLabel('E-mail').fill('lead@lab.test');
    await console_.getByLabel('Password').fill('correct horse battery');
    await console_.getByRole('button', { name: 'Sign in' }).click();
    await console_
      .getByRole('searchbox')
      .or(console_.getByPlaceholder(/Search/u))
      .first()
      .fill('buyer7@shop7');
    await console_.getByRole('link', { name: 'Shop 7', exact: true }).click();
    await console_.locator('.rhythm').waitFor();
    const onServer = await factsOn(console_);
    expect(onServer.tier).toContain('High');
    expect(onServer.tier).toMatch(/£\d/u);

    panel = await rep.openPanel(console_);
    const done = panel.getByRole('button', { name: 'Open the book' });
    await done.or(panel.getByRole('combobox')).first().waitFor();
    if (await done.isVisible()) {
      await done.click();
    }
    await openCustomer(panel, 'buyer7@shop7');
    // What was learnt of all orders comes with the last page of the first sync.
    await panel.locator('.who .reason b').waitFor({ timeout: 30_000 });
    await server.close();
    isStopped = true;
    await panel.reload();
    await openCustomer(panel, 'buyer7@shop7');
    expect(await factsOn(panel)).toEqual(onServer);
  });
});
