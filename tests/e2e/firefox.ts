import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

/** The built extension that Firefox is given. */
export const extension = fileURLToPath(new URL('../../.output/firefox-mv3-e2e', import.meta.url));
const EXTENSION_ID = 'sidebook@sidebook.example';
/** The host of the extension's pages: fixed here, since Firefox makes a new one for each profile. */
const HOST = '5d1f0c0e-6a1b-4c57-9b5e-0a1f5b9f7c11';

/** Firefox with the built extension, as one rep has it. */
export type FirefoxBrowser = {
  readonly browser: Browser;
  /** Opens a page of the extension. Its load is waited for by looking, because Firefox never reports it. */
  readonly openOwn: (path: string, isReady: string) => Promise<Page>;
  /** Pairs with a server by a code; `mode`: how much is logged without a press. */
  readonly pair: (server: string, code: string, mode: 'ask' | 'known' | 'always') => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Waits until `check` gives something other than null, undefined or false; a page that is not there yet counts as not. */
export async function until<T>(what: string, check: () => Promise<T | null | undefined | false>, patienceMs = 30_000): Promise<T> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs;) {
    const found = await check().catch(() => null);
    if (found !== null && found !== undefined && found !== false) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** The visible text of a page. */
export function textOf(page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText);
}

/** Presses the button whose name matches. */
export async function press(page: Page, name: string): Promise<void> {
  await until(`the button “${name}”`, () =>
    page.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('button, [role="button"], a')];
      const found = buttons.find((button) => (button.getAttribute('aria-label') ?? button.innerText).trim().startsWith(wanted));
      found?.click();
      return found !== undefined;
    }, name),
  );
}

/** Sends and fetches what waits; `page` is one of the extension's own. */
export async function syncNow(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await globalThis.chrome.runtime.sendMessage({ sidebook: 'syncNow', input: {} });
  });
}

/** Starts Firefox with a fresh profile. `preferences`: about:config values beside those that every test needs. */
export async function startFirefox(preferences: Readonly<Record<string, string | number | boolean>> = {}): Promise<FirefoxBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    userDataDir: profile,
    args: ['--remote-allow-system-access', '--width=1280', '--height=900'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION_ID]: HOST }),
      'app.update.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'browser.safebrowsing.downloads.remote.enabled': false,
      ...preferences,
    },
  });
  await browser.installExtension(extension);
  const openOwn = async (path: string, isReady: string): Promise<Page> => {
    const page = await browser.newPage();
    page.goto(`moz-extension://${HOST}/${path}`).catch(() => undefined);
    await until(`${path} to show “${isReady}”`, async () => (await textOf(page)).includes(isReady));
    return page;
  };
  return {
    browser,
    openOwn,
    async pair(server, code, mode) {
      const page = await openOwn(`options.html?server=${encodeURIComponent(server)}&code=${code}&mode=${mode}`, 'Paired with');
      await page.close();
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
