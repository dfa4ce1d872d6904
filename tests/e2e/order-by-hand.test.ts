import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startServer, type ServerProcess } from './server.ts';

/** An order that a rep writes by hand: by keyboard, seen at once in the timeline and in what the orders say, and taken back. */

let server: ServerProcess;
let rep: RepBrowser;
let panel: Page;
const shots = process.env['E2E_SHOTS'];
const DAY_MS = 86_400_000;

/** The calendar day so many days ago, in the zone of the browser. */
function dayAgo(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(Date.now() - days * DAY_MS);
}

/** The lead settles something for the team, as the console does. */
async function settle(fields: Readonly<Record<string, unknown>>): Promise<void> {
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, ...headers },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/sign-in', { email: 'lead@lab.test', password: 'correct horse battery' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await post('/settings', { fields }, { cookie })).status).toBe(200);
}

async function tabTo(name: string): Promise<void> {
  const wanted = panel.getByRole('dialog').getByLabel(name).last();
  for (let steps = 0; steps < 40; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await panel.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

const orders = () => panel.getByRole('feed').getByText(/Formula Stage/u);
const said = async (selector: string): Promise<string> => (await panel.locator(selector).innerText()).replaceAll(/\s+/gu, ' ').trim();

/** One order by keyboard alone: its day, and its lines as product, quantity and price. */
async function writeOrder(day: string, lines: readonly (readonly [product: string, quantity: string, price: string])[]): Promise<void> {
  await panel.getByRole('button', { name: 'Order', exact: true }).press('Enter');
  const sheet = panel.getByRole('dialog');
  await sheet.waitFor();
  await sheet.locator('input[type="date"]').fill(day);
  for (const [index, [product, quantity, price]] of lines.entries()) {
    if (index > 0) {
      await sheet.getByRole('button', { name: 'Add a line' }).press('Enter');
    }
    await tabTo('Product');
    await panel.keyboard.type(product);
    await tabTo('Quantity');
    await panel.keyboard.press('Control+a');
    await panel.keyboard.type(quantity);
    await tabTo('Price');
    await panel.keyboard.type(price);
  }
}

/** Thirty shops with three orders each, thirty days apart: enough that tiers and a rhythm are reckoned. */
function writeOrders(folder: string): string {
  const rows = ['customer,email,date,order,product,quantity,amount,currency'];
  for (let shop = 0; shop < 30; shop += 1) {
    for (const days of [100, 70, 40]) {
      rows.push(`Shop ${shop},buyer@shop${shop}.example,${dayAgo(days)},SO-${shop}-${days},Wipes,1,${20 + shop * 3}.00,GBP`);
    }
  }
  const file = join(folder, 'orders.csv');
  writeFileSync(file, rows.join('\n'));
  return file;
}

beforeAll(async () => {
  server = await startServer();
  await server.cli('user', 'add', '--email', 'rep@lab.test', '--name', 'Robin Reeve', '--role', 'rep');
  await server.cli('user', 'add', '--email', 'lead@lab.test', '--name', 'Lea Lead', '--role', 'lead', '--password-stdin');
  await server.cli('import', writeOrders(server.folder), '--json');
  const paired: unknown = JSON.parse(await server.cli('device', 'pair', '--user', 'rep@lab.test', '--json'));
  rep = await startChromium();
  const code = typeof paired === 'object' && paired !== null && 'code' in paired ? String(paired.code) : '';
  const options = await rep.pair(server.url, code, 'ask');
  await options.getByText('Paired with').waitFor({ timeout: 60_000 });
  panel = await rep.openPanel(options);
  const done = panel.getByRole('button', { name: 'Open the book' });
  await done.or(panel.getByRole('combobox')).first().waitFor();
  if (await done.isVisible()) {
    await done.press('Enter');
  }
  await panel.locator('body').press('/');
  await panel.keyboard.type('buyer@shop3.example');
  await panel.getByRole('option').first().waitFor({ timeout: 20_000 });
  await panel.getByRole('combobox').press('Enter');
  await panel.locator('.rhythm').waitFor();
});

afterAll(async () => {
  await rep?.close();
  await server?.close();
});

describe('an order by hand', () => {
  it('is not taken with a day to come, without a product, or with a price that is none; each is said, and all stays', async () => {
    await writeOrder(dayAgo(-3), [['', '0', 'ten pounds']]);
    await panel.keyboard.press('Control+Enter');
    const sheet = panel.getByRole('dialog');
    for (const sentence of ['This day is still to come', 'Write what was ordered', 'A quantity is a number other than 0', 'A price is a number']) {
      await sheet.getByText(sentence).waitFor();
    }
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/order-faults.png` });
    }
    expect(await sheet.getByLabel('Price').inputValue()).toBe('ten pounds');
    await panel.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await orders().count()).toBe(0);
  });

  it('with two lines stands in the timeline, and tier and rhythm follow at once; it is taken back by U', async () => {
    const before = { tier: await said('.who .reason'), rhythm: await said('.rhythm') };
    expect(before.tier).toContain('£87');
    await writeOrder(dayAgo(1), [
      ['Formula Stage 1, 900 g', '1,000', '18.50'],
      ['Formula Stage 2, 900 g', '3', '2'],
    ]);
    await panel.keyboard.press('Control+Enter');
    await panel.getByRole('dialog').waitFor({ state: 'detached' });
    await orders().first().waitFor();
    // 29 three times, and 1,000 times 18.50 and 3 times 2 more.
    await expect.poll(() => said('.who .reason')).toContain('£18,593');
    expect(await said('.who .reason')).toContain('High');
    await expect.poll(() => said('.rhythm')).not.toBe(before.rhythm);
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/order-saved.png`, fullPage: true });
    }

    await panel.locator('body').press('u');
    await panel.getByText('Taken back').waitFor();
    await expect.poll(() => orders().count()).toBe(0);
    await expect.poll(async () => ({ tier: await said('.who .reason'), rhythm: await said('.rhythm') })).toEqual(before);
  });

  it('gets the discount of the tier that the lead settled, says it, and gets it no more after one key; U takes the order back', async () => {
    await settle({ 'tierDiscounts/low': 0.1, 'tierServices/low': 'A card at New Year' });
    // The panel hears of it by itself: it stands on the card of a customer of that tier.
    await expect.poll(() => panel.locator('.brings').innerText(), { timeout: 60_000 }).toContain('10% discount');
    expect(await said('.brings')).toContain('A card at New Year');
    const sum = () => panel.getByRole('dialog').locator('.order-sum output').innerText();

    await writeOrder(dayAgo(2), [['Formula Stage 1', '3', '20']]);
    expect(await panel.getByRole('dialog').locator('.tier-off').innerText()).toContain('Discount of Low, 10%');
    expect(await sum()).toBe('£54.00');
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/order-tier.png`, fullPage: true });
    }
    await panel.keyboard.press('Alt+t');
    await expect.poll(sum).toBe('£60.00');
    await panel.keyboard.press('Alt+t');
    await expect.poll(sum).toBe('£54.00');
    await panel.keyboard.press('Control+Enter');
    await panel.getByRole('dialog').waitFor({ state: 'detached' });
    await orders().first().waitFor();
    await panel.getByRole('feed').getByRole('button', { name: 'Order, 1 line' }).press('Enter');
    await expect.poll(() => said('.lines-t')).toContain('£6.00 discount: tier');
    if (shots !== undefined) {
      await panel.screenshot({ path: `${shots}/order-tier-saved.png`, fullPage: true });
    }

    await panel.locator('body').press('u');
    await panel.getByText('Taken back').waitFor();
    await expect.poll(() => orders().count()).toBe(0);
  });
});
