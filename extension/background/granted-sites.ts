import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import type { CaptureMode } from '../messages.ts';
import { injectMailReader, isSiteGranted, listAllTabs, listTabs, registerMailReader, withdrawSite } from '../platform.ts';
import { isSameHost, mailSeenSince, readSetting, sites, tabState, writeSetting } from '../settings.ts';
import { updateTab } from './tabs.ts';

/** The mail reader runs on the sites that the user switched on and has not taken back. */
async function registerSites(): Promise<void> {
  await registerMailReader((await readSetting(sites)).map((site) => site.origin));
}

/** Pages that were open before are read now; one that the browser does not let us into stays as it is. */
export async function readOpenTabs(): Promise<void> {
  for (const site of await readSetting(sites)) {
    for (const tab of await listTabs(site.origin)) {
      await injectMailReader(tab).catch(() => undefined);
    }
  }
}

/** Reads a site from now on. */
export async function addSite(origin: string, mode: CaptureMode): Promise<void> {
  const held = await readSetting(sites);
  await writeSetting(sites, [...held.filter((site) => site.origin !== origin), { origin, mode }]);
  if ((await readSetting(mailSeenSince)) === null) {
    await writeSetting(mailSeenSince, toInstant(Date.now()));
  }
  await registerSites();
  await readOpenTabs();
}

/** Changes how much a site logs by itself. Throws `site-not-granted` for a site that is not read. */
export async function setMode(origin: string, mode: CaptureMode): Promise<void> {
  const held = await readSetting(sites);
  if (!held.some((site) => site.origin === origin)) {
    throw new AppError('site-not-granted');
  }
  await writeSetting(
    sites,
    held.map((site) => (site.origin === origin ? { origin, mode } : site)),
  );
}

/**
 * Reads a site no longer, and gives the browser's leave for it back unless something else needs it: another site on the
 * same host, since a leave has no port, or the team's server (`serverUrl`).
 */
export async function removeSite(origin: string, serverUrl: string | undefined): Promise<void> {
  const left = (await readSetting(sites)).filter((site) => site.origin !== origin);
  await writeSetting(sites, left);
  await registerSites();
  await forgetUnread();
  const needed = [...left.map((site) => site.origin), ...(serverUrl === undefined ? [] : [serverUrl])];
  if (!needed.some((other) => isSameHost(other, origin))) {
    await withdrawSite(origin);
  }
}

/**
 * Sites that the user took back in the browser's own settings are forgotten with their mode: allowed again later, they
 * begin with asking. Called at each start too, since a leave may be withdrawn while the worker is away.
 */
export async function dropWithdrawnSites(): Promise<void> {
  const held = await readSetting(sites);
  const granted = await Promise.all(held.map((site) => isSiteGranted(site.origin)));
  if (granted.includes(false)) {
    await writeSetting(
      sites,
      held.filter((_, index) => granted[index]),
    );
    await forgetUnread();
  }
  await registerSites();
}

/** True where the user lets mail be read. A reader that was started earlier runs on in its page, and is not listened to. */
export async function isRead(origin: string): Promise<boolean> {
  return (await readSetting(sites)).some((site) => isSameHost(site.origin, origin));
}

/** What tabs showed of sites that are read no longer; what a press read from a page is the press's own matter. */
async function forgetUnread(): Promise<void> {
  const read = await readSetting(sites);
  for (const tab of await listAllTabs()) {
    const state = await readSetting(tabState(tab));
    const stays = Object.entries(state).filter(
      ([, frame]) => frame.reading.kind === 'page' || read.some((site) => isSameHost(site.origin, frame.origin)),
    );
    if (stays.length < Object.keys(state).length) {
      const frames = new Set(stays.map(([frame]) => frame));
      await updateTab(tab, (now) => Object.fromEntries(Object.entries(now).filter(([frame]) => frames.has(frame))));
    }
  }
}
