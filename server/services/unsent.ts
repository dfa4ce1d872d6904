import type { UnsentHead } from '#shared/model/unsent.ts';
import type { Unsent } from '#shared/sync/unsent-file.ts';
import { AppError } from '#shared/errors.ts';
import type { RejectCode } from '#shared/sync/op.ts';
import { MAX_BATCH_OPS } from '#shared/sync/outbox.ts';
import type { StoredDevice, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import { storeBlob } from './blobs.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { OPERATOR } from './operate.ts';
import { toPrincipal } from './people.ts';
import { applyOps } from './push-changes.ts';

/** What became of a file: records that it changed, pictures that were taken, and edits that were refused, by reason. */
export type UnsentBrought = { readonly records: number; readonly pictures: number; readonly refused: Readonly<Partial<Record<RejectCode, number>>> };

/** The browser that wrote a file, whether or not its access was ended since; undefined: it was none of ours. */
export async function findAuthor({ store }: Deps, { device }: UnsentHead): Promise<(PairedDevice & { readonly name: string }) | undefined> {
  for (const org of await store.listOrgs()) {
    const found: StoredDevice | undefined = await store.findDevice(org.id, device);
    const user = found && (await store.findUser(org.id, found.user));
    if (found && user) {
      return { device: found, principal: toPrincipal(user), name: user.name };
    }
  }
  return undefined;
}

/**
 * Takes the edits of a browser whose access was ended, as words of its user at the moments when they were said: each is
 * judged as if it were sent now, and a second time changes nothing. Its numbers are left alone, since the browser is gone.
 */
export async function bringUnsent(deps: Deps, author: PairedDevice, { ops, pictures }: Unsent): Promise<UnsentBrought> {
  const { device, principal } = author;
  const refused: Partial<Record<RejectCode, number>> = {};
  let records = 0;
  for (let from = 0; from < ops.length; from += MAX_BATCH_OPS) {
    const numbered = ops.slice(from, from + MAX_BATCH_OPS).map((op, at) => ({ n: from + at, op }));
    const applied = await deps.store.write(async (tx: Tx) => {
      const org = await tx.findOrg(device.org);
      const nowMs = deps.clock.nowMs();
      const writer = { org: device.org, device: device.id, user: principal.user, nowMs, shareOnCapture: org?.shareOnCapture === true };
      return applyOps(tx, writer, principal, numbered);
    });
    records += applied.saved;
    for (const [, code] of applied.rejected) {
      refused[code] = (refused[code] ?? 0) + 1;
    }
  }
  await deps.store.write((tx) => writeAudit(tx, device.org, deps.clock.nowMs(), OPERATOR, 'unsent-imported', device.id));
  return { records, pictures: await storePictures(deps, author, pictures), refused };
}

/** A picture whose record was refused, or does not name it any more, is not taken. Gives how many were. */
async function storePictures(deps: Deps, author: PairedDevice, pictures: Unsent['pictures']): Promise<number> {
  let taken = 0;
  for (const { record, hash, bytes } of pictures) {
    try {
      await storeBlob(deps, author, record, hash, bytes);
      taken += 1;
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
    }
  }
  return taken;
}
