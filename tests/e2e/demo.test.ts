import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planted } from '../../server/demo/story.ts';
import { startChromium, type RepBrowser } from './chromium.ts';
import { startDemo, type Demo } from './demo.ts';

/** What the sample team's book has planted in it can be found by somebody who looks, in the panel and in the console. */

let demo: Demo;
let rep: RepBrowser;
let panel: Page;
let console_: Page;

const shots = process.env['E2E_SHOTS'];
/** Keeps a picture of the page, when the run is asked for pictures. */
async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  }
}

type Truth = keyof typeof planted;
const truths = Object.keys(planted).filter((name): name is Truth => name in planted);
const squeeze = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** The parts of a customer's card, as read; empty where the card has no such part. */
type Card = Readonly<Record<'tier' | 'rhythm' | 'risk' | 'together' | 'open', string>>;

async function readCard(page: Page, isConsole: boolean): Promise<Card> {
  const part = async (selector: string): Promise<string> => {
    const found = page.locator(selector);
    // The console only tells: what the panel's rows offer beside is left out.
    return (await found.count()) === 0 ? '' : squeeze(await found.first().innerText()).replaceAll(isConsole ? /$^/gu : / ?Not needed/gu, '');
  };
  return {
    tier: await part('.who .reason'),
    rhythm: await part('.rhythm'),
    risk: await part('.risk'),
    together: await part('.together'),
    open: await part('.open-s'),
  };
}

async function openInPanel(truth: Truth): Promise<Card> {
  await panel.locator('body').press('/');
  // Two customers may share a name, and words of an address; the firm tells them apart.
  await panel.getByRole('combobox').fill(planted[truth].name);
  await panel.getByRole('option').filter({ hasText: planted[truth].firm }).click();
  await panel.getByRole('heading', { name: planted[truth].name }).waitFor();
  await panel.locator('.rhythm').waitFor();
  await panel.locator('.who .reason b').waitFor();
  return readCard(panel, false);
}

async function openInConsole(truth: Truth): Promise<Card> {
  await console_.goto(`${demo.server}/customers`);
  await console_.getByRole('textbox').or(console_.getByRole('searchbox')).first().fill(planted[truth].email);
  await console_.getByRole('row').filter({ hasText: planted[truth].firm }).getByRole('link', { name: planted[truth].name }).click();
  await console_.getByRole('heading', { name: planted[truth].name }).waitFor();
  await console_.locator('.rhythm').waitFor();
  return readCard(console_, true);
}

const panels = new Map<Truth, Card>();
const consoles = new Map<Truth, Card>();

beforeAll(async () => {
  demo = await startDemo();
  rep = await startChromium();
  await (await rep.pair(demo.server, demo.code, 'ask')).getByRole('button', { name: 'Open the book' }).waitFor({ timeout: 60_000 });
  console_ = await rep.context.newPage();
  await console_.goto(demo.console);
  await console_
    .getByRole('link', { name: /Customers/u })
    .first()
    .waitFor();
  panel = await rep.openPanel(console_);
  const done = panel.getByRole('button', { name: 'Open the book' });
  await done.or(panel.getByRole('combobox')).first().waitFor();
  if (await done.isVisible()) {
    await done.click();
  }
  for (const truth of truths) {
    panels.set(truth, await openInPanel(truth));
    await shoot(panel, `demo-panel-${truth}`);
    consoles.set(truth, await openInConsole(truth));
    await shoot(console_, `demo-console-${truth}`);
  }
});

afterAll(async () => {
  await rep?.close();
  await demo?.close();
});

describe.each([
  ['panel', panels],
  ['console', consoles],
] as const)('the %s of the demo', (_, cards) => {
  const card = (truth: Truth): Card => cards.get(truth) ?? { tier: '', rhythm: '', risk: '', together: '', open: '' };

  it('shows who buys formula every three weeks, due in the third, with a reminder that is due', () => {
    expect(card('formula').rhythm).toMatch(/today, day 18\b.*Usually 21 days/u);
    expect(card('formula').open).toMatch(/^Open Reorder reminder since \d+ \w+ Formula Stage 1, 900 g$/u);
  });

  it('shows who buys beer and nappies together, with what the team’s orders say', () => {
    expect(card('beerAndNappies').together).toMatch(
      /Pale ale, crate of 24 and Nappies, size 3 25 of 25 orders In the team 25 of [\d,]+ orders \([\d.]+%\): 100% of .* [\d.]+ times/u,
    );
  });

  it('shows who pays late: how much, for how long, for which order', () => {
    // 20 tins, 30 packs and 8 swaddles with 20 % tax, due 12 days ago.
    expect(card('overdue').risk).toMatch(/^Risk Overdue £843\.60, 12 days since \d{1,2} \w{3} \(SO-\d+\)/u);
    expect(truths.filter((truth) => card(truth).risk.includes('Overdue'))).toEqual(['overdue']);
  });

  it('shows who has gone silent, and reminds nobody of them', () => {
    expect(card('silent').rhythm).toMatch(/56 days late.*today, day 70/u);
    expect(card('silent').open).toBe('');
    expect(card('silent').risk).toMatch(/^Risk Leaving Silent for 70 days, longer than any of \d+ gaps before\./u);
  });

  it('shows who is in the highest tier', () => {
    expect(card('high').tier).toMatch(/^High £[\d,]+ and \d+ orders in 12 months/u);
  });

  it('shows who is nearly there', () => {
    expect(card('nearlyHigh').tier).toMatch(/^Ordinary £[\d,]+ and 2\d orders in 12 months/u);
  });
});

describe('panel and console', () => {
  it('say the same of every one of them', () => {
    expect([...panels]).toEqual([...consoles]);
  });

  it('both say what would change the tier of who is nearly there', async () => {
    const words: string[] = [];
    for (const page of [panel, console_]) {
      await (page === panel ? openInPanel('nearlyHigh') : openInConsole('nearlyHigh'));
      await page.getByRole('button', { name: /^Why Ordinary/u }).click();
      await page.getByRole('dialog').waitFor();
      words.push(squeeze(await page.getByRole('dialog').innerText()));
      await page.keyboard.press('Escape');
    }
    expect(words[0]).toMatch(/What would change it.*High with £[\d,]+ more in 12 months/u);
    expect(words[1]).toContain(/High with £[\d,]+ more in 12 months/u.exec(words[0] ?? '')?.[0]);
  });
});

/** What a figure says in hundredths: £1,234.50, and −3.00 with its sign in the head of the column. */
function minorOf(text: string): number {
  const [found = 'nothing'] = /\u2212?-?£?[\d,]+(?:\.\d\d)?/u.exec(text) ?? [];
  return Math.round(Number(found.replaceAll(/[£,]/gu, '').replace('\u2212', '-')) * 100);
}

/** The amounts of the rows of a table of orders, each order opened on the way: they must be what its lines come to. */
async function addUpOrders(dialog: Locator): Promise<{ readonly orders: number; readonly minor: number }> {
  const more = dialog.locator('table.counted tbody > tr:not(.sub) button', { hasText: /^[\d,]+ more$/u });
  if ((await more.count()) > 0) {
    await more.click();
  }
  const rows = dialog.locator('table.counted tbody > tr:not(.sub)');
  const orders = await rows.count();
  let minor = 0;
  for (let at = 0; at < orders; at += 1) {
    const row = rows.nth(at);
    const title = row.getByRole('button');
    if ((await title.getAttribute('aria-expanded')) !== 'true') {
      await title.click();
    }
    // The last of a long order's lines stand together in one row, with what they come to.
    const lines = await dialog.locator('table.counted tr.sub:not(.show) td:last-child').allInnerTexts();
    const own = minorOf(await row.locator('td.num').innerText());
    expect(lines.reduce((sum, line) => sum + minorOf(line), 0)).toBe(own);
    minor += own;
  }
  return { orders, minor };
}

describe.each(['panel', 'console'] as const)('from a number to its lines, in the %s', (where) => {
  const open = async (truth: Truth): Promise<Page> => {
    await (where === 'panel' ? openInPanel(truth) : openInConsole(truth));
    return where === 'panel' ? panel : console_;
  };

  it('what a customer bought in 12 months is the sum of the orders that are shown for it, and each of these of its lines', async () => {
    const page = await open('high');
    const said = await page.locator('.who .reason').innerText();
    const [, bought = '', orders = ''] = /^High\s+(£[\d,]+) and (\d+) orders/u.exec(squeeze(said)) ?? [];
    await page.getByRole('button', { name: /^Why High/u }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('table.counted').waitFor();
    await shoot(page, `demo-${where}-lines`);
    const sum = minorOf(await dialog.locator('table.counted tfoot td.num').innerText());
    expect(await addUpOrders(dialog)).toEqual({ orders: Number(orders), minor: sum });
    expect(Math.round(sum / 100)).toBe(minorOf(bought) / 100);
    await page.keyboard.press('Escape');
  });

  it('what is overdue leads to the orders that are not paid', async () => {
    const page = await open('overdue');
    const said = minorOf(await page.locator('.risk').innerText());
    await page
      .locator('.risk')
      .getByRole('button', { name: /^Why\?/u })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await shoot(page, `demo-${where}-overdue`);
    expect(said).toBe(84_360);
    expect(await dialog.innerText()).toMatch(/£843\.60/u);
    await page.keyboard.press('Escape');
  });
});

describe('today', () => {
  it('lists the reminder first thing; ticked it is gone, taken back it is there again', async () => {
    await panel.locator('.bar .today').click();
    const row = panel.locator('.today-s .row', { hasText: planted.formula.name });
    const showAll = panel.getByRole('button', { name: /^Show all/u }).first();
    await row.or(showAll).first().waitFor();
    if (!(await row.isVisible())) {
      await showAll.click();
    }
    await row.waitFor();
    await shoot(panel, 'demo-panel-today');
    const before = Number(await panel.locator('.bar .today b').innerText());
    await row.getByRole('checkbox').click();
    await row.waitFor({ state: 'detached' });
    expect(Number(await panel.locator('.bar .today b').innerText())).toBe(before - 1);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor();
  });

  it('what is ticked in the panel is gone from the console', async () => {
    await openInPanel('formula');
    await panel.locator('.open-s input').first().click();
    await panel.locator('.open-s').waitFor({ state: 'detached' });
    await panel.evaluate(() => globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} }));
    await expect.poll(async () => (await openInConsole('formula')).open, { timeout: 20_000 }).toBe('');
  });
});
