import { EARLIER_WEBMAILS } from '../earlier-messages.ts';
import { listTabs } from '../platform.ts';
import { readSetting, sites, tabState, type FrameState } from '../settings.ts';

/** An open page of a switched-on webmail. `gives`: whether that webmail gives earlier mail. */
export type MailTab = { readonly tab: number; readonly host: string; readonly adapter: string; readonly gives: boolean };

function adapterOf(reading: FrameState['reading']): string | undefined {
  switch (reading.kind) {
    case 'message':
      return reading.message.adapter.split('@')[0];
    case 'compose':
    case 'list':
    case 'unreadable':
      return reading.adapter;
    case 'no-webmail':
    case 'page':
      return undefined;
  }
}

/** The open pages of the webmails that the user switched on, one for each host and webmail. */
export async function listMailTabs(): Promise<MailTab[]> {
  const found = new Map<string, MailTab>();
  for (const { origin } of await readSetting(sites)) {
    for (const tab of await listTabs(origin)) {
      const top = Object.values(await readSetting(tabState(tab))).find((frame) => frame.top);
      const adapter = top === undefined ? undefined : adapterOf(top.reading);
      const host = top === undefined || !URL.canParse(top.origin) ? '' : new URL(top.origin).host;
      if (adapter !== undefined && !found.has(`${host} ${adapter}`)) {
        found.set(`${host} ${adapter}`, { tab, host, adapter, gives: EARLIER_WEBMAILS.has(adapter) });
      }
    }
  }
  return [...found.values()];
}
