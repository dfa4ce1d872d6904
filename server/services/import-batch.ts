import { AppError } from '#shared/errors.ts';
import type { ImportKind } from '#shared/import/kind.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type { Org, Tx } from '../store/port.ts';
import type { ImportBatch } from '../store/port-imports.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import type { ImportRun, Outcome } from './import-write.ts';

/** What is imported, and who does it. */
export type ImportOf = {
  readonly kind: ImportKind;
  /** The file's name. */
  readonly name: string;
  readonly source: string;
  /** Stands for the content: the same file of the same source goes on with the same batch. */
  readonly fingerprint: string;
  /** Who imports: a user's id, or `operator`. */
  readonly actor: string;
};

/** Begins an import, or goes on with the one of the same file; what it writes can be taken back as one. Throws `not-found`. */
export async function beginImport(deps: Deps, orgId: string, given: ImportOf): Promise<ImportRun> {
  const { kind, source, fingerprint, actor, name } = given;
  return deps.store.write(async (tx) => {
    const org = await findOrg(tx, orgId);
    const id = idFromKey('b', bytesFromHex(org.idSalt), `import:${kind}|${source}|${fingerprint}`);
    const held = await tx.findImportBatch(orgId, id);
    if (held?.state === 'undoing') {
      throw new AppError('bad-request', { reason: 'undoing' });
    }
    if (held?.state !== 'running') {
      // A file that changes nothing any more stays the batch that it was; only what is written moves it.
      const fresh = held?.state === 'done' ? { added: held.added, changed: held.changed } : { added: 0, changed: 0 };
      const startedAtMs = held?.state === 'done' ? held.startedAtMs : deps.clock.nowMs();
      await tx.saveImportBatch(orgId, { id, kind, name: name.slice(0, 200), actor, startedAtMs, endedAtMs: null, state: 'running', ...fresh });
    }
    return { org, batch: id, actor };
  });
}

async function findOrg(tx: Tx, orgId: string): Promise<Org> {
  const org = await tx.findOrg(orgId);
  if (!org) {
    throw new AppError('not-found');
  }
  return org;
}

/** Counts what a chunk of an import wrote, in its transaction. */
export async function countWritten(tx: Tx, { org, batch }: ImportRun, outcomes: readonly Outcome[]): Promise<void> {
  const [added, changed] = (['added', 'changed'] as const).map((wanted) => outcomes.filter((outcome) => outcome === wanted).length);
  const held = await tx.findImportBatch(org.id, batch);
  if (held && ((added ?? 0) > 0 || (changed ?? 0) > 0)) {
    await tx.saveImportBatch(org.id, { ...held, added: held.added + (added ?? 0), changed: held.changed + (changed ?? 0) });
  }
}

/** Ends an import. What changed nothing leaves no line in the audit log. */
export async function endImport(deps: Deps, run: ImportRun, isTouched: boolean): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.store.write(async (tx) => {
    const held = await tx.findImportBatch(run.org.id, run.batch);
    if (held) {
      await tx.saveImportBatch(run.org.id, { ...held, state: 'done', endedAtMs: nowMs });
      if (isTouched) {
        await writeAudit(tx, run.org.id, nowMs, run.actor, held.kind === 'orders' ? 'orders-imported' : 'file-imported', run.batch);
      }
    }
  });
}

/** The newest imports, the last first. */
export async function listImports({ store }: Deps, orgId: string): Promise<readonly ImportBatch[]> {
  return store.listImportBatches(orgId, 50);
}
