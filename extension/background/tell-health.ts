import type { LayoutCounts } from '#shared/wire/blobs.ts';
import { routes } from '#shared/wire/routes.ts';
import { layoutHealth, layoutTold, readSetting, writeSetting } from '../settings.ts';
import type { Book } from '../store/database.ts';
import { findIdentity } from '../store/meta.ts';
import { post, type Fetch } from '../sync/request.ts';

/** What an adapter's counts are as the server takes them: by version, and what no version could read under none. */
function countsOf(
  adapter: string,
  held: { readonly read: Readonly<Record<string, number>>; readonly fellBack: number; readonly failedMessages: number },
): LayoutCounts[] {
  const versions = Object.entries(held.read).map(([version, read]) => ({ adapter, version, read, fellBack: 0, failed: 0 }));
  const { fellBack, failedMessages: failed } = held;
  return [...versions, ...(fellBack + failed === 0 ? [] : [{ adapter, version: '', read: 0, fellBack, failed }])];
}

/**
 * Tells the server how this browser's readers do, where it was not told so yet: counts by webmail and version, and nothing of any
 * mail. A server that cannot be reached is told the next time.
 */
export function createHealthTeller(book: Book, fetch: Fetch): () => Promise<void> {
  return async () => {
    const identity = await findIdentity(book);
    const health = await readSetting(layoutHealth);
    const layouts = Object.entries(health).flatMap(([adapter, held]) => countsOf(adapter, held));
    const told = JSON.stringify([identity?.device, layouts]);
    if (!identity?.server || layouts.length === 0 || told === (await readSetting(layoutTold))) {
      return;
    }
    try {
      await post(fetch, identity.server, routes.tellHealth, { layouts });
      await writeSetting(layoutTold, told);
    } catch {
      // An older server does not know the address, and without a connection there is a next minute.
      return;
    }
  };
}
