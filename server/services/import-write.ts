import { SCOPE_ALL_USERS, scopeOfUser } from '#shared/access.ts';
import { IMPORT_DEVICE } from '#shared/import/changes.ts';
import { isDeleted, KEPT_BY, type Body, type Json, type StoredRecord } from '#shared/model/record.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { HistoryRow, Org, Tx } from '../store/port.ts';
import { createGrants } from './grants.ts';

/** Who imports into which organization, as which batch. */
export type ImportRun = { readonly org: Org; readonly batch: string; readonly actor: string };

/** What is to be written into one record, and whose users see it by themselves. */
export type RecordWrite = {
  readonly id: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly reps: readonly string[];
};

export type Outcome = 'added' | 'changed' | 'unchanged';

/** The record of `write`, as it was before; undefined where there was none. */
type Held = (id: string) => StoredRecord | undefined;

/**
 * Writes what an import has for some records, in one transaction, each record under one number of the batch, so that
 * it can all be taken back. The batch stands by what it made, and by what only other batches or people stand by: so
 * taking back one import leaves what another one brought as well. `added`: it was not there, or not to be seen.
 */
export async function writeImported(tx: Tx, run: ImportRun, nowMs: number, writes: readonly RecordWrite[], held: Held): Promise<readonly Outcome[]> {
  const planned = writes.map((write) => ({ write, before: held(write.id), fields: withKeeper(write.fields, held(write.id), run.batch) }));
  const written = planned.filter(({ fields }) => Object.keys(fields).length > 0);
  const first = written.length > 0 ? await tx.takeSeq(run.org.id, written.length) : 0;
  const seqs = new Map<string, number>();
  const after = new Map<string, StoredRecord>();
  const history: HistoryRow[] = [];
  for (const [index, { write, before, fields }] of written.entries()) {
    const seq = first + index;
    const record = before ?? emptyRecord(write.id, write.kind);
    const stamp = importStamp(record, nowMs);
    const ops = Object.entries(fields).map(([field, value]): Op => [write.id, write.kind, field, value, stamp]);
    const merged = mergeOps(record, ops);
    await tx.saveRecord(run.org.id, merged.record, seq);
    seqs.set(write.id, seq);
    after.set(write.id, merged.record);
    history.push(...toHistory(record, merged, { seq, nowMs, actor: run.actor }));
  }
  await tx.addHistory(run.org.id, history);
  const isSeen = (record: StoredRecord | undefined): boolean => record !== undefined && !isDeleted(record.body);
  const wasMade = (id: string, before: StoredRecord | undefined): boolean => !isSeen(before) && isSeen(after.get(id));
  await tx.addImportChanges(
    run.org.id,
    run.batch,
    written.map(({ write: { id }, before }) => ({ seq: seqs.get(id) ?? 0, id, made: wasMade(id, before) })),
  );
  await share(tx, run.org, writes, seqs, (id) => after.get(id) ?? held(id));
  return planned.map(({ write, before }) => (wasMade(write.id, before) ? 'added' : Object.keys(write.fields).length > 0 ? 'changed' : 'unchanged'));
}

/** A stamp of the importer's, later than whatever the record holds. */
export function importStamp(record: StoredRecord, nowMs: number): string {
  return toStamp(tick(Object.values(record.stamps).reduce(receive, createClock(IMPORT_DEVICE)), nowMs));
}

type Merged = ReturnType<typeof mergeOps>;

/** The history of one write of the importer. */
export function toHistory(
  before: StoredRecord,
  { record, changed }: Merged,
  { seq, nowMs, actor }: { readonly seq: number; readonly nowMs: number; readonly actor: string },
): readonly HistoryRow[] {
  return changed.map((field) => ({
    seq,
    id: record.id,
    field,
    atMs: nowMs,
    actor,
    device: IMPORT_DEVICE,
    oldJson: Object.hasOwn(before.body, field) ? JSON.stringify(before.body[field]) : null,
    newJson: JSON.stringify(record.body[field] ?? null),
    stamp: record.stamps[field] ?? '',
  }));
}

/** A record by which nobody stands expressly is everybody's, and stays so. */
function withKeeper(fields: RecordWrite['fields'], before: StoredRecord | undefined, batch: string): RecordWrite['fields'] {
  const field = `${KEPT_BY}${batch}`;
  const isKept = before === undefined || Object.keys(before.body).some((name) => name.startsWith(KEPT_BY));
  return isKept && before?.body[field] !== true ? { ...fields, [field]: true } : fields;
}

/**
 * Who sees what was imported: the reps that the file names; without one everybody, unless the customer is known and has
 * people of its own. Orders and mails are seen by whoever sees their customers, and what happened with a customer by its new reps.
 */
async function share(tx: Tx, org: Org, writes: readonly RecordWrite[], seqs: ReadonlyMap<string, number>, now: Held): Promise<void> {
  const grants = createGrants(tx, org.id);
  // Held, so that none of them gains a scope in another transaction that does not see these events yet.
  await tx.lockRecords(org.id, [...new Set(writes.flatMap(({ id, kind }) => customersIn(kind, now(id)?.body ?? {})))]);
  for (const { id, kind, reps } of writes) {
    const own = reps.map(scopeOfUser);
    if (kind === 'c') {
      const isKnown = (await grants.levelsOf(id)).size > 0;
      const isGained = await grants.add(id, own.length === 0 && !isKnown ? [SCOPE_ALL_USERS] : own);
      const events = isGained && isKnown ? (await tx.listEventsOf(org.id, [id])).map((event) => event.id) : [];
      const held = await tx.lockRecords(org.id, events);
      for (const event of events) {
        await grants.add(event, held.get(event)?.record.body['private'] === true ? [] : own);
      }
    } else {
      const scopes: string[] = [...own];
      for (const customer of customersIn(kind, now(id)?.body ?? {})) {
        scopes.push(...(await grants.scopesOf(customer)));
      }
      await grants.add(id, scopes);
    }
  }
  await grants.save(seqs);
}

function customersIn(kind: string, body: Body): readonly string[] {
  if (kind === 'i') {
    return body['private'] === true
      ? []
      : Object.keys(body).flatMap((field) =>
          field.startsWith('participants/c') && body[field] === true ? [field.slice('participants/'.length)] : [],
        );
  }
  const customer = kind === 'a' ? body['to'] : body['customer'];
  return typeof customer === 'string' ? [customer] : [];
}
