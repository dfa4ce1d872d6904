import type { Principal } from '#shared/access.ts';
import { readUnsentHead, type UnsentHead } from '#shared/model/unsent.ts';
import { openUnsent, type Unsent } from '#shared/sync/unsent-file.ts';
import type { ImportUnsentReply, ImportUnsentRequest } from '#shared/wire/imports.ts';
import { AppError } from '#shared/errors.ts';
import type { RejectCode } from '#shared/sync/op.ts';
import { MAX_BATCH_OPS } from '#shared/sync/outbox.ts';
import type { StoredDevice, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import { storeBlob } from './blobs.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { OPERATOR } from './operate.ts';
import { looksAfter, toPrincipal } from './people.ts';
import { runAnalyses } from './run-analyses.ts';
import { applyOps } from './push-changes.ts';

/** What became of a file: records that it changed, pictures that were taken, and edits that were refused, by reason. */
export type UnsentBrought = { readonly records: number; readonly pictures: number; readonly refused: Readonly<Partial<Record<RejectCode, number>>> };

/** A file that was opened with the key of the browser that wrote it. */
export type OpenedUnsent = { readonly head: UnsentHead; readonly author: PairedDevice & { readonly name: string }; readonly unsent: Unsent };

/** Opens a file of unsent edits. Throws `unsent-altered` and, for one of a browser that was never paired here, `unsent-foreign` with its `organization`. */
export async function openUnsentText(deps: Deps, text: string): Promise<OpenedUnsent> {
  const head = readUnsentHead(text);
  if (head === undefined) {
    throw new AppError('unsent-altered');
  }
  const author = await findAuthor(deps, head);
  if (author === undefined) {
    throw new AppError('unsent-foreign', { organization: head.organization });
  }
  const opened = await openUnsent(text, author.device.tokenHash);
  if (!opened.ok) {
    throw new AppError('unsent-altered');
  }
  return { head, author, unsent: opened.value };
}

/** What somebody of the console does with such a file, of a browser whose user is looked after. Throws as `openUnsentText`, and `forbidden`. */
export async function importUnsent(deps: Deps, principal: Principal, { text, isRehearsal }: ImportUnsentRequest): Promise<ImportUnsentReply> {
  const { head, author, unsent } = await openUnsentText(deps, text);
  const user = author.principal.org === principal.org ? await deps.store.findUser(principal.org, author.principal.user) : undefined;
  if (user === undefined) {
    throw new AppError('unsent-foreign', { organization: head.organization });
  }
  if (user.id !== principal.user && !looksAfter(principal, user)) {
    throw new AppError('forbidden');
  }
  const brought = isRehearsal ? null : await bringUnsent(deps, author, unsent, principal.user);
  return { user: author.name, device: author.device.name, savedAt: head.savedAt, edits: head.edits, brought };
}

/** The browser that wrote a file, whether or not its access was ended since; undefined: it was none of ours. */
async function findAuthor({ store }: Deps, { device }: UnsentHead): Promise<(PairedDevice & { readonly name: string }) | undefined> {
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
export async function bringUnsent(deps: Deps, author: PairedDevice, { ops, pictures }: Unsent, actor = OPERATOR): Promise<UnsentBrought> {
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
  await deps.store.write((tx) => writeAudit(tx, device.org, deps.clock.nowMs(), actor, 'unsent-imported', device.id));
  if (records > 0) {
    await runAnalyses(deps, device.org);
  }
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
