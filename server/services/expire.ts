import { EXPIRY_MS } from '#shared/sync/limits.ts';
import type { Deps } from './deps.ts';

/** How long it can be seen who wrote what, and how long an import can be taken back. */
const HISTORY_MS = 400 * 86_400_000;

/**
 * Forgets what is over (sync design 2.18): deletions and rows of scopes that were left half a year ago, and history beyond
 * its time. Devices that saw less fetch everything anew. Gives how many rows went. Run once a day.
 */
export async function expire({ store, clock }: Deps, orgId: string): Promise<number> {
  return store.write(async (tx) => {
    const org = await tx.findOrg(orgId);
    if (!org) {
      return 0;
    }
    const nowMs = clock.nowMs();
    const firstKept = await tx.findSeqSince(orgId, org.floorSeq, nowMs - EXPIRY_MS);
    const removed = await tx.removeExpired(orgId, (firstKept ?? org.seq + 1) - 1);
    await tx.removeHistoryBefore(orgId, (await tx.findSeqSince(orgId, 0, nowMs - HISTORY_MS)) ?? org.seq + 1);
    return removed;
  });
}
