import { fileURLToPath } from 'node:url';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';

/*
 * Builds the gallery, photographs every view of it, and runs axe with its colour contrast, which needs a real browser.
 * `node tests/ui/gallery/shoot.ts [name…]`; the pictures lie in .output/shots.
 */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const out = at('../../../.output/shots');
const configFile = at('vite.config.ts');
const axe = readFileSync(at('../../../node_modules/axe-core/axe.min.js'), 'utf8');

type Shot = {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly height?: number;
  readonly act?: (page: Page) => Promise<void>;
  readonly dark?: boolean;
  /** As it leaves the printer. */
  readonly isPrinted?: boolean;
};

const TECHNICIAN = `u${'7'.repeat(32)}`;

const shots: readonly Shot[] = [
  { name: 'panel-known', path: 'index.html?only=known,known-zh,known-de', width: 1200 },
  { name: 'panel-dark', path: 'index.html?theme=dark&only=known,review,sync', width: 1200 },
  { name: 'panel-review', path: 'index.html?only=review,review-busy,bare', width: 1200 },
  { name: 'panel-search', path: 'index.html?only=search,search-none,nothing,nothing-new', width: 1600 },
  { name: 'panel-states', path: 'index.html?only=locked,unreadable,grant', width: 1200 },
  { name: 'panel-unsent', path: 'index.html?only=unsent,leave,locked', width: 1200, act: saveAndLeave },
  { name: 'panel-unsent-dark', path: 'index.html?theme=dark&only=unsent,leave,locked', width: 1200 },
  { name: 'panel-unsent-zh-320', path: 'index.html?locale=zh-TW&width=320&only=unsent,leave,locked', width: 1100, act: saveAndLeave },
  { name: 'panel-settings', path: 'index.html?only=settings,settings-new,keys', width: 1400 },
  { name: 'panel-settings-dark', path: 'index.html?theme=dark&only=settings,settings-new,keys', width: 1400 },
  { name: 'panel-settings-320', path: 'index.html?width=320&only=settings,settings-new,keys', width: 1400 },
  { name: 'panel-settings-zh', path: 'index.html?locale=zh-CN&width=320&only=settings,settings-new,keys', width: 1400 },
  { name: 'panel-settings-zh-hant', path: 'index.html?locale=zh-TW&only=settings,settings-new,keys', width: 1400 },
  { name: 'panel-sync', path: 'index.html?only=sync,sync-clean,sync-local,keys', width: 1600 },
  { name: 'panel-first', path: 'index.html?only=first,first-two,first-local,call,note', width: 2000 },
  { name: 'panel-320', path: 'index.html?width=320&only=known-de,review,first,sync', width: 1400 },
  { name: 'panel-320-dark', path: 'index.html?width=320&theme=dark&only=first-two,search,note,nothing', width: 1400 },
  { name: 'panel-orders', path: 'index.html?only=known,rhythms,why-high,why-general,why-low,order', width: 2400 },
  { name: 'panel-orders-dark', path: 'index.html?theme=dark&only=known,rhythms,why-high,order', width: 1700 },
  { name: 'panel-orders-320', path: 'index.html?width=320&only=known,known-de,rhythms,why-high,order', width: 1900 },
  { name: 'panel-today', path: 'index.html?only=today,today-twins,today-none', width: 1200 },
  { name: 'panel-today-320', path: 'index.html?width=320&theme=dark&locale=zh-TW&currency=TWD&only=today,today-twins,today-none', width: 1100 },
  { name: 'panel-zh', path: 'index.html?locale=zh-CN&currency=CNY&only=known-zh,rhythms,why-general,order,first,sync', width: 2400 },
  { name: 'panel-zh-320', path: 'index.html?locale=zh-TW&currency=TWD&width=320&only=known,review,rhythms,why-high,order', width: 1900 },
  { name: 'panel-earlier', path: 'index.html?only=earlier-start,earlier-progress,earlier-list', width: 1300 },
  { name: 'panel-earlier-dark', path: 'index.html?theme=dark&only=earlier-start,earlier-progress,earlier-list', width: 1300 },
  { name: 'panel-earlier-zh-320', path: 'index.html?locale=zh-TW&width=320&only=earlier-start,earlier-progress,earlier-list', width: 1200 },
  { name: 'panel-offers', path: 'index.html?only=order-found,pasted-talk,mail-offers', width: 1300 },
  { name: 'panel-offers-dark', path: 'index.html?theme=dark&only=order-found,pasted-talk,mail-offers', width: 1300 },
  { name: 'panel-offers-zh-320', path: 'index.html?locale=zh-TW&currency=TWD&width=320&only=order-found,pasted-talk,mail-offers', width: 1200 },
  { name: 'panel-behind', path: 'index.html?only=known,known-zh,known-de,behind,why-high', width: 2100 },
  { name: 'panel-behind-dark', path: 'index.html?theme=dark&only=known,behind', width: 1000 },
  { name: 'panel-behind-zh-320', path: 'index.html?locale=zh-TW&currency=TWD&width=320&only=known-zh,behind', width: 900 },
  { name: 'console-customers', path: 'console.html?to=/customers', width: 1440, height: 900 },
  {
    name: 'console-customers-far',
    path: 'console.html?to=/customers',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page.evaluate(() => scrollTo(0, 1_500_000));
      await page.waitForTimeout(500);
    },
  },
  { name: 'console-customers-1280', path: 'console.html?to=/customers', width: 1280, height: 900 },
  { name: 'console-customers-1024', path: 'console.html?to=/customers', width: 1024, height: 900 },
  { name: 'console-search', path: 'console.html?to=/customers?search=lin', width: 1440, height: 900 },
  { name: 'console-customer', path: 'console.html?to=/customers/c1', width: 1440, height: 900 },
  { name: 'console-customer-dark', path: 'console.html?theme=dark&to=/customers/c1', width: 1440, height: 900 },
  { name: 'console-customer-1100', path: 'console.html?to=/customers/c1', width: 1100, height: 900 },
  {
    name: 'console-people',
    path: 'console.html?to=/people',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page.getByRole('button', { name: 'Pair a browser of Tom Aldous' }).click();
      await page.waitForTimeout(200);
      await page.getByRole('button', { name: 'End the access of Firefox on Linux' }).click();
    },
  },
  {
    name: 'console-settings',
    path: 'console.html?to=/settings',
    width: 1440,
    height: 1000,
    act: async (page) => {
      await page.getByLabel('High: the best').fill('10');
      await page.waitForTimeout(700);
    },
  },
  { name: 'console-settings-dark', path: 'console.html?theme=dark&to=/settings', width: 1100, act: writeWrongSettings },
  {
    name: 'console-settings-zh',
    path: 'console.html?to=/settings',
    width: 1440,
    act: async (page) => {
      await page.getByLabel('Language').selectOption('zh-Hant');
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'console-months',
    path: 'console.html?to=/months',
    width: 1440,
    act: async (page) => {
      await page.getByRole('button', { name: 'Close October 2026' }).last().click();
    },
  },
  { name: 'console-months-closed-dark', path: 'console.html?theme=dark&to=/months?month=2026-09', width: 1440 },
  { name: 'console-months-unfinished', path: 'console.html?to=/months?month=2026-11', width: 1024 },
  { name: 'console-months-empty', path: 'console.html?to=/months?month=2026-08', width: 1440, height: 700 },
  { name: 'console-months-zh', path: 'console.html?to=/months', width: 1440, act: inChinese },
  { name: 'console-sheet', path: `console.html?to=/months/${TECHNICIAN}?month=2026-10`, width: 1440 },
  { name: 'console-sheet-dark', path: `console.html?theme=dark&to=/months/${TECHNICIAN}?month=2026-09`, width: 1440 },
  { name: 'console-sheet-zh', path: `console.html?to=/months/${TECHNICIAN}?month=2026-09`, width: 1440, act: inChinese },
  { name: 'console-sheet-print', path: `console.html?to=/months/${TECHNICIAN}?month=2026-09`, width: 800, act: inChinese, isPrinted: true },
  { name: 'phone-months', path: 'console.html?to=/months', width: 390 },
  { name: 'phone-sheet', path: `console.html?to=/months/${TECHNICIAN}?month=2026-10`, width: 390 },
  { name: 'phone-settings', path: 'console.html?to=/settings', width: 390, act: writeWrongSettings },
  {
    name: 'console-import',
    path: 'console.html?to=/import',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'orders.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('customer,date,order,product,amount,colour\nLittle Acorn,2026-11-02,SO-20871,"Formula Stage 1, 900 g",619.20,red\n'),
      });
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'console-imported',
    path: 'console.html?to=/import&theme=dark',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from('customer,date,amount\nC1,2026-11-02,1\n') });
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'console-unsent',
    path: 'console.html?to=/import',
    width: 1440,
    height: 900,
    act: async (page) => {
      const text = '{"format":"sidebook-unsent","version":1}';
      const name = 'sidebook-unsent-a1b2c3d4e5f6-2026-11-20T08-05-00Z.json';
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
      await page.locator('.unsent-f .btn').waitFor();
    },
  },
  {
    name: 'console-unsent-taken-dark',
    path: 'console.html?to=/import&theme=dark',
    width: 1440,
    height: 900,
    act: async (page) => {
      const file = { name: 'sidebook-unsent.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"sidebook-unsent"') };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.locator('.unsent-f .btn').click();
      await page.locator('.unsent-f [role=status]').waitFor();
    },
  },
  {
    name: 'console-import-contacts',
    path: 'console.html?to=/import',
    width: 1440,
    height: 1200,
    act: chooseContacts,
  },
  {
    name: 'console-import-contacts-dark',
    path: 'console.html?to=/import&theme=dark',
    width: 1440,
    height: 1200,
    act: async (page) => {
      await page.getByLabel('Language').selectOption('zh-Hans');
      await chooseContacts(page);
      await page.locator('.import-f .go').click();
      await page.locator('.sum-p .btn').first().click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'console-import-mail',
    path: 'console.html?to=/import',
    width: 1440,
    height: 1000,
    act: async (page) => {
      const mail =
        'From: Hannah Weiss <hannah@little-acorn.example>\nTo: tom@acorn.example\nSubject: Two tins\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n\nTwo tins.\n';
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'All mail Including Spam and Trash.mbox', mimeType: 'application/mbox', buffer: Buffer.from(mail) });
      await page.locator('.import-f .go').click();
      await page.locator('.prop-l input').first().check();
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'console-import-narrow',
    path: 'console.html?to=/import',
    width: 320,
    height: 1400,
    act: chooseContacts,
  },
  {
    name: 'console-why',
    path: 'console.html?to=/customers/c1',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page.getByRole('button', { name: 'Why High?' }).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'console-zh',
    path: 'console.html?to=/customers',
    width: 1440,
    height: 900,
    act: async (page) => {
      await page.getByLabel('Language').selectOption('zh-Hant');
      await page.waitForTimeout(200);
    },
  },
  { name: 'console-down', path: 'console.html?sample=down', width: 1440, height: 700 },
  { name: 'console-empty', path: 'console.html?sample=empty', width: 1440, height: 700 },
  {
    name: 'console-sign-in',
    path: 'console.html?sample=signed-out',
    width: 1440,
    height: 700,
    act: async (page) => {
      await page.getByLabel('E-mail').fill('ines@acorntrading.example');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'console-set-up',
    path: 'console.html?to=/set-up%23token',
    width: 1440,
    height: 700,
    act: async (page) => {
      await page.getByRole('button', { name: 'Set up' }).click();
    },
  },
  { name: 'phone-customers', path: 'console.html?to=/customers', width: 390, height: 844 },
  {
    name: 'phone-contents',
    path: 'console.html?to=/customers',
    width: 390,
    height: 844,
    act: async (page) => {
      await page.getByRole('button', { name: 'Contents' }).click();
    },
  },
  { name: 'phone-customer', path: 'console.html?to=/customers/c1', width: 390, height: 844 },
  { name: 'console-people-dark', path: 'console.html?theme=dark&to=/people', width: 1440, height: 1500 },
  { name: 'phone-people', path: 'console.html?to=/people', width: 390, height: 844 },
];

const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });
await build({ configFile, logLevel: 'warn' });
const server = await preview({ configFile, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'warn' });
const base = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
});
let faults = 0;
for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))) {
  const context = await browser.newContext({
    viewport: { width: shot.width, height: shot.height ?? 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stdout.write(`${shot.name}: ${error.message}\n`));
  await page.goto(base + shot.path);
  await page.waitForTimeout(400);
  await shot.act?.(page);
  if (shot.isPrinted === true) {
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: `${out}/${shot.name}.pdf`, format: 'A4', preferCSSPageSize: true });
  }
  await page.screenshot({ path: `${out}/${shot.name}.png`, fullPage: shot.height === undefined });
  await page.evaluate(axe);
  const found = await page.evaluate(
    'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"], rules: { "page-has-heading-one": { enabled: false }, "landmark-unique": { enabled: false }, region: { enabled: false }, "heading-order": { enabled: false }, "landmark-no-duplicate-contentinfo": { enabled: false }, "duplicate-id-aria": { enabled: false }, "landmark-contentinfo-is-top-level": {enabled: false}, "landmark-banner-is-top-level": {enabled:false}, "landmark-no-duplicate-banner": {enabled:false}, "aria-dialog-name": {enabled: true}}}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 4).map((n) => n.target.join(" ") + " (" + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? "") + ")").join(" | ")))',
  );
  if (Array.isArray(found)) {
    faults += found.length;
    found.forEach((line) => process.stdout.write(`${shot.name}: ${String(line)}\n`));
  }
  await context.close();
}
await browser.close();
await server.close();
process.stdout.write(`${faults} faults of accessibility\n`);

async function inChinese(page: Page): Promise<void> {
  await page.getByLabel('Language').selectOption('zh-Hant');
  await page.waitForTimeout(200);
}

async function writeWrongSettings(page: Page): Promise<void> {
  await page.getByLabel('Discount of High in per cent').fill('ten');
  await page.getByLabel('Attendance, per cent of the month').fill('15');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForTimeout(600);
}

async function chooseContacts(page: Page): Promise<void> {
  const rows = [
    'Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Lifecycle Stage,Contact owner,Shoe size',
    '80011,Hannah,Weiss,hannah@little-acorn.example,+44 20 7946 0011,Head of Purchasing,Little Acorn,Customer,ines@acorntrading.example,38',
    '80012,怡君,林,lin@chenguang.example,+886 2 2555 0123,採購經理,台北晨光實業股份有限公司,Lead,,',
    '80013,,,not an address,,,Harbour Supplies,Lead,,',
    '80014,Maximilian Alexander,von und zu Hohenstein-Waldburg,max@hohenstein-waldburg-handelsgesellschaft.example,,,Hohenstein-Waldburg Handelsgesellschaft mbH & Co. KG,,,',
  ];
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'hubspot-crm-exports-all-contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.locator('.pre-t').waitFor();
  await page.waitForTimeout(200);
}

async function saveAndLeave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Remove the book|移除客戶簿/u }).click();
}
