import type { Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { endsOf, regroupMembers } from './link-members.ts';
import { SERVER_DEVICE } from './server-records.ts';

/** Kinds that are the organization's own and are switched off, never erased. */
const KEPT_KINDS: ReadonlySet<string> = new Set(['u', 't', 'x']);

/**
 * Erases a record (sync design 2.6): its fields and its history go, its id stays with a floor, so that edits which devices
 * still hold do not bring it back; only what is captured anew later does. Throws `not-found` and `forbidden`.
 */
export async function purgeRecord(deps: Deps, { org, user }: Principal, id: string): Promise<void> {
  await deps.store.write(async (tx) => {
    const held = (await tx.lockRecords(org, [id])).get(id)?.record;
    if (!held) {
      throw new AppError('not-found');
    }
    if (KEPT_KINDS.has(held.kind)) {
      throw new AppError('forbidden');
    }
    const nowMs = deps.clock.nowMs();
    const seen = [...Object.values(held.stamps), ...(held.floor === undefined ? [] : [held.floor])].reduce(receive, createClock(SERVER_DEVICE));
    const floor = toStamp(tick(seen, nowMs));
    await tx.removeHistoryOf(org, [id]);
    await tx.removeBlobsOf(org, id);
    await tx.replaceMatchKeys(org, id, []);
    await tx.saveRecord(org, { id, kind: held.kind, body: {}, stamps: {}, floor }, await tx.takeSeq(org, 1));
    await regroupMembers(tx, org, endsOf(held));
    await writeAudit(tx, org, nowMs, user, 'record-purged', id);
  });
}
