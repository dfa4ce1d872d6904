import { browser } from 'wxt/browser';

/** The only file beside transport and settings that speaks with the browser's own interfaces. */

const CONTENT_SCRIPT = 'mail';
const CONTENT_FILE = 'content-scripts/mail.js';

/** The origin with the wildcard that permissions and content scripts take. */
function toMatch(origin: string): string {
  // A match pattern has no port: it stands for all ports of the host.
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** Asks the user for a site. Must be called straight from a press. */
export function requestSite(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [toMatch(origin)] });
}

/** True when pages of `origin` may be read. */
export function isSiteGranted(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [toMatch(origin)] });
}

/** Gives the browser's leave for a site back. A leave that came with the installation stays: the browser does not take it back. */
export async function withdrawSite(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [toMatch(origin)] }).catch(() => false);
}

/**
 * Registers the mail reader for exactly these origins. What is registered is compared first: a second registration of
 * the same id throws after a restart.
 */
export async function registerMailReader(origins: readonly string[]): Promise<void> {
  const granted: string[] = [];
  for (const origin of origins) {
    if (await isSiteGranted(origin)) {
      granted.push(toMatch(origin));
    }
  }
  const matches = [...new Set(granted)];
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [CONTENT_SCRIPT] });
  if (matches.length === 0) {
    if (registered) {
      await browser.scripting.unregisterContentScripts({ ids: [CONTENT_SCRIPT] });
    }
    return;
  }
  const script = { id: CONTENT_SCRIPT, js: [CONTENT_FILE], matches, allFrames: true, runAt: 'document_idle' as const, persistAcrossSessions: true };
  if (registered) {
    await browser.scripting.updateContentScripts([script]);
  } else {
    await browser.scripting.registerContentScripts([script]);
  }
}

/** Starts the mail reader in the tabs that were open before their site was granted. */
export async function injectMailReader(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab, allFrames: true }, files: [`/${CONTENT_FILE}`] });
}

/** Runs the page reader once in a tab: a granted site, or the page on which the button was just pressed. */
export async function injectPageReader(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/page.js'] });
}

/** Has the page of a tab fetch a customer's earlier mail, for which the user pressed. */
export async function injectEarlierReader(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/earlier.js'] });
}

/** Has every frame of a tab say how it is built. */
export async function injectStructureReader(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab, allFrames: true }, files: ['/structure.js'] });
}

/** Calls `onLeft` when a tab goes on to another page. */
export function onPageLeft(onLeft: (tab: number) => void): void {
  browser.tabs.onUpdated.addListener((tab, change) => {
    if (change.status === 'loading') {
      onLeft(tab);
    }
  });
}

/** Offers a selection's menu entry; `onChosen` gets the text and the page it stands in. The panel opens with it. */
export function offerSelection(title: string, onChosen: (tab: number, text: string, url: string) => void): void {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.create({ id: 'selection', title, contexts: ['selection'] }, () => void browser.runtime.lastError);
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (tab?.id !== undefined && info.selectionText !== undefined) {
      openPanel(tab.windowId).catch(() => undefined);
      onChosen(tab.id, info.selectionText, info.pageUrl ?? '');
    }
  });
}

/** The commands beside opening the panel, which the browser does itself; their keys can be changed in the browser's settings. */
export type CommandName = 'capture-page' | 'capture-selection';

/** Calls `onCommand` when the user strikes the keys of a command. The panel opens before any wait, as the browsers demand. */
export function listenForCommands(onCommand: (command: CommandName, tab: number) => void): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined && (command === 'capture-page' || command === 'capture-selection')) {
      openPanel(tab.windowId).catch(() => undefined);
      onCommand(command, tab.id);
    }
  });
}

/** The keys of each command as they are set now, as the browser writes them; an empty text where the user has none. */
export async function listCommandKeys(): Promise<Readonly<Record<string, string>>> {
  const all = await browser.commands.getAll();
  return Object.fromEntries(all.flatMap(({ name, shortcut }) => (name === undefined ? [] : [[name, shortcut ?? '']])));
}

/** What is marked in a tab, in whichever frame, and the page's address. Throws where the browser lets nobody in. */
export async function readMarked(tab: number): Promise<{ readonly text: string; readonly url: string }> {
  const frames = await browser.scripting.executeScript({
    target: { tabId: tab, allFrames: true },
    func: () => ({ text: globalThis.getSelection()?.toString() ?? '', url: location.href }),
  });
  const found = frames.flatMap(({ result }) => (result ? [result] : []));
  return found.find(({ text }) => text.trim() !== '') ?? found[0] ?? { text: '', url: '' };
}

/** The tabs that show a page of `origin` (only of granted sites the browser tells the address). */
export async function listTabs(origin: string): Promise<readonly number[]> {
  const tabs = await browser.tabs.query({ url: toMatch(origin) });
  return tabs.flatMap((tab) => (tab.id === undefined ? [] : [tab.id]));
}

/** Opens a page of the extension in a tab of its own. */
export async function openOwnTab(path: `/${string}`): Promise<void> {
  await browser.tabs.create({ url: globalThis.location.origin + path });
}

/** Every tab of the browser, by number. */
export async function listAllTabs(): Promise<readonly number[]> {
  return (await browser.tabs.query({})).flatMap((tab) => (tab.id === undefined ? [] : [tab.id]));
}

/** A tab's address where the browser tells it: granted sites, and any page right after the toolbar button was pressed. */
export async function addressOfTab(tab: number): Promise<string | undefined> {
  try {
    return (await browser.tabs.get(tab)).url;
  } catch {
    // The tab was closed in between.
    return undefined;
  }
}

/** Calls `onMoved` when a tab goes to another page or has loaded one. */
export function onTabMoved(tab: number, signal: AbortSignal, onMoved: () => void): void {
  const tell = (moved: number, change: { readonly status?: string; readonly url?: string }): void => {
    if (moved === tab && (change.status !== undefined || change.url !== undefined)) {
      onMoved();
    }
  };
  browser.tabs.onUpdated.addListener(tell);
  signal.addEventListener('abort', () => browser.tabs.onUpdated.removeListener(tell));
}

/**
 * Calls `onChange` when the tab that the user looks at in this window changes or goes to another page, and at once. A
 * panel that stands in a tab of its own (a browser without a side panel) follows the tab that was looked at before it.
 */
export function watchActiveTab(signal: AbortSignal, onChange: (tab: number) => void): void {
  const tell = (): void => {
    findLookedAt().then(
      (tab) => {
        if (!signal.aborted && tab !== undefined) {
          onChange(tab);
        }
      },
      () => undefined,
    );
  };
  browser.tabs.onActivated.addListener(tell);
  browser.tabs.onUpdated.addListener(tell);
  signal.addEventListener('abort', () => {
    browser.tabs.onActivated.removeListener(tell);
    browser.tabs.onUpdated.removeListener(tell);
  });
  tell();
}

async function findLookedAt(): Promise<number | undefined> {
  const own = await browser.tabs.getCurrent();
  const tabs = await browser.tabs.query(own ? {} : { active: true, currentWindow: true });
  const others = tabs.filter((tab) => tab.id !== undefined && tab.id !== own?.id && !isOwnAddress(tab.url));
  return others.toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))[0]?.id;
}

function isOwnAddress(url: string | undefined): boolean {
  return url?.startsWith(`${globalThis.location.origin}/`) ?? false;
}

/**
 * Makes the toolbar button open the panel. It is opened before any wait, as the browsers demand; a browser without a side
 * panel gets the same page in a tab. `onPressed` gets the tab: from now on the browser tells its address (activeTab).
 */
export function openPanelOnPress(onPressed: (tab: number) => void): void {
  browser.action.onClicked.addListener((tab) => {
    openPanel(tab.windowId).catch(() => undefined);
    if (tab.id !== undefined) {
      onPressed(tab.id);
    }
  });
}

function openPanel(windowId: number | undefined): Promise<unknown> {
  if (browser.sidePanel && windowId !== undefined) {
    return browser.sidePanel.open({ windowId });
  }
  const sidebar: unknown = Reflect.get(browser, 'sidebarAction');
  if (typeof sidebar === 'object' && sidebar !== null) {
    const open: unknown = Reflect.get(sidebar, 'open');
    return typeof open === 'function' ? Promise.resolve(Reflect.apply(open, sidebar, [])) : Promise.resolve();
  }
  return browser.tabs.create({ url: '/sidepanel.html' });
}

/**
 * Asks the browser to keep the book when its disk is full, and says whether it will. Chromium answers no to extensions and keeps what
 * belongs to one with `unlimitedStorage` all the same (developer.chrome.com/docs/extensions/develop/concepts/storage-and-cookies).
 */
export async function keepStorage(): Promise<boolean> {
  const [isPersisted, isUnlimited] = await Promise.all([
    navigator.storage.persist().catch(() => false),
    browser.permissions.contains({ permissions: ['unlimitedStorage'] }).catch(() => false),
  ]);
  return isPersisted || isUnlimited;
}

/** Calls `run` each minute while the browser is open, also after the background was put to sleep. */
export function onEachMinute(name: string, run: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) {
      run();
    }
  });
  browser.alarms.get(name).then(
    async (alarm) => {
      if (!alarm) {
        await browser.alarms.create(name, { periodInMinutes: 1 });
      }
    },
    () => undefined,
  );
}

/** Calls `run` once after `delayMs`, also when the background was put to sleep before; a later call moves it, null calls it off. */
export function createWaking(name: string, run: () => void): (delayMs: number | null) => void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) {
      run();
    }
  });
  return (delayMs) => {
    void (delayMs === null ? browser.alarms.clear(name) : browser.alarms.create(name, { when: Date.now() + delayMs }));
  };
}

/** Calls `onClosed` when a tab is closed. */
export function onTabClosed(onClosed: (tab: number) => void): void {
  browser.tabs.onRemoved.addListener(onClosed);
}

/** Calls `onRemoved` when the user takes sites back. */
export function onSitesRemoved(onRemoved: () => void): void {
  browser.permissions.onRemoved.addListener(onRemoved);
}

/**
 * What gives the keyboard back to the page beside the panel. No extension can move the focus out of a side panel; when it
 * closes, the browser puts the focus back into the page (tried in Chromium 156: typing reaches the page). A panel that
 * stands in a tab of its own shows the other tab. The press has to be answered at once, or Firefox does not close.
 */
export function createBackToPage(): (tab: number | undefined) => void {
  let isTab = false;
  browser.tabs.getCurrent().then(
    (own) => (isTab = own !== undefined),
    () => undefined,
  );
  return (tab) => {
    const sidebar: unknown = Reflect.get(browser, 'sidebarAction');
    const close: unknown = typeof sidebar === 'object' && sidebar !== null ? Reflect.get(sidebar, 'close') : undefined;
    if (isTab && tab !== undefined) {
      void browser.tabs.update(tab, { active: true });
    } else if (typeof close === 'function') {
      Reflect.apply(close, sidebar, []);
    } else {
      globalThis.close();
    }
  };
}

/** What this browser is called on the people page of the console. */
export async function nameThisBrowser(): Promise<string> {
  const { os } = await browser.runtime.getPlatformInfo();
  const family = navigator.userAgent.includes('Firefox/') ? 'Firefox' : navigator.userAgent.includes('Edg/') ? 'Edge' : 'Chrome';
  const systems: Readonly<Record<string, string>> = { win: 'Windows', mac: 'macOS', linux: 'Linux', cros: 'ChromeOS', android: 'Android' };
  return `${family}, ${systems[os] ?? os}`;
}
