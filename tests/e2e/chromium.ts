import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const extension = fileURLToPath(new URL('../../.output/chrome-mv3-e2e', import.meta.url));

/** A browser with the built extension, as one rep has it. */
export type RepBrowser = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Opens the panel beside `page` as a page of its own that follows that tab. */
  readonly openPanel: (page: Page) => Promise<Page>;
  readonly pair: (server: string, code: string, mode: 'ask' | 'known' | 'always') => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** Starts Chromium with a fresh profile. */
export async function startChromium(options: { readonly theme?: 'light' | 'dark' } = {}): Promise<RepBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    colorScheme: options.theme ?? 'light',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    args: [
      '--no-sandbox',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
  const [running] = context.serviceWorkers();
  const worker = running ?? (await context.waitForEvent('serviceworker'));
  const extensionId = new URL(worker.url()).host;
  const address = (path: string): string => `chrome-extension://${extensionId}/${path}`;

  /** The browser's own number of a tab, which only its extensions know. */
  const tabIdOf = async (page: Page): Promise<number> => {
    const url = page.url();
    const found = await (context.serviceWorkers()[0] ?? worker).evaluate(async (wanted) => {
      const tabs = await globalThis.chrome.tabs.query({});
      return tabs.find((tab) => tab.url === wanted)?.id ?? -1;
    }, url);
    if (found < 0) {
      throw new Error(`No tab shows ${url}`);
    }
    return found;
  };

  return {
    context,
    extensionId,
    async openPanel(page) {
      const tab = await tabIdOf(page);
      const panel = await context.newPage();
      await panel.setViewportSize({ width: 360, height: 900 });
      await panel.goto(address(`sidepanel.html?tab=${tab}`));
      return panel;
    },
    async pair(server, code, mode) {
      const page = await context.newPage();
      await page.goto(address(`options.html?server=${encodeURIComponent(server)}&code=${code}&mode=${mode}`));
      return page;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
