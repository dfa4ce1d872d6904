import { AppError } from '#shared/errors.ts';
import { IMPORT_DEVICE } from '#shared/import/changes.ts';
import { splitField } from '#shared/model/entity.ts';
import { orders } from '#shared/model/order.ts';
import { findField } from '#shared/model/registry.ts';
import { isDeleted, KEPT_BY, type Json, type StoredRecord } from '#shared/model/record.ts';
import { tasks } from '#shared/model/task.ts';
import { parseStamp } from '#shared/sync/clock.ts';
import { mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { HistoryRow, Tx } from '../store/port.ts';
import type { ImportChange } from '../store/port-imports.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { importStamp, toHistory } from './import-write.ts';
import { refreshCustomers, runAnalyses } from './run-analyses.ts';
import { SERVER_DEVICE } from './server-records.ts';

/** A record that stays although its import was taken back, because people built on it; its fields where only some stay. */
export type KeptRecord = { readonly id: string; readonly kind: string; readonly name: string; readonly fields: readonly string[] };

/** What taking back an import did. */
export type UndoDone = {
  /** Records that are not to be seen any more. */
  readonly removed: number;
  /** Records that are again as they were. */
  readonly restored: number;
  readonly kept: number;
  /** The first of them. */
  readonly keptRecords: readonly KeptRecord[];
};

/** Writes of a batch that are taken back in one transaction. */
const CHUNK = 1000;
/** Records that are named one by one. */
const NAMED = 500;

/**
 * Takes back an import: what it made is not to be seen any more, what it filled is empty again. What people wrote since,
 * and what they built on (a mail of theirs with an imported customer), stays and is named. A stop half-way is gone on
 * with by calling it again. Throws `not-found` and `nothing-to-undo`.
 */
export async function undoImport(
  deps: Deps,
  orgId: string,
  batchId: string,
  actor: string,
  onProgress?: (done: number, total: number) => void,
): Promise<UndoDone> {
  const { store, clock } = deps;
  const batch = await store.write(async (tx) => {
    const held = await tx.findImportBatch(orgId, batchId);
    if (!held) {
      throw new AppError('not-found');
    }
    if (held.state === 'undone') {
      throw new AppError('nothing-to-undo');
    }
    await tx.saveImportBatch(orgId, { ...held, state: 'undoing' });
    return held;
  });
  const counts = { removed: 0, restored: 0, kept: 0 };
  const keptRecords: KeptRecord[] = [];
  const buyers = new Set<string>();
  let below = Number.MAX_SAFE_INTEGER;
  let done = 0;
  for (;;) {
    const changes = await store.listImportChanges(orgId, batchId, below, CHUNK);
    const last = changes.at(-1);
    if (!last) {
      break;
    }
    const outcome = await store.write((tx) => undoChunk(tx, { org: orgId, batch: batchId, actor, nowMs: clock.nowMs() }, changes));
    counts.removed += outcome.removed;
    outcome.customers.forEach((customer) => buyers.add(customer));
    counts.restored += outcome.restored;
    counts.kept += outcome.kept.length;
    keptRecords.push(...outcome.kept.slice(0, NAMED - keptRecords.length));
    done += changes.length;
    onProgress?.(done, batch.added + batch.changed);
    below = last.seq;
  }
  const customers = [...buyers];
  await store.write(async (tx) => {
    await tx.saveImportBatch(orgId, { ...batch, state: 'undone', endedAtMs: clock.nowMs() });
    // Another import of the file begins anew; what it changes then is not to be mixed with what is over.
    await tx.removeImportChanges(orgId, batchId);
    await writeAudit(tx, orgId, clock.nowMs(), actor, 'import-undone', batchId);
  });
  if (batch.kind === 'orders') {
    await runAnalyses(deps, orgId);
    // Of customers without any order left nothing is learnt any more; what they are sorted by and reminded of goes too.
    for (let from = 0; from < customers.length; from += CHUNK) {
      await refreshCustomers(deps, orgId, customers.slice(from, from + CHUNK));
    }
  }
  return { ...counts, keptRecords };
}

type Undo = { readonly org: string; readonly batch: string; readonly actor: string; readonly nowMs: number };
/** `customers`: whose orders were taken back. */
type ChunkDone = { readonly removed: number; readonly restored: number; readonly kept: readonly KeptRecord[]; readonly customers: readonly string[] };

async function undoChunk(tx: Tx, undo: Undo, changes: readonly ImportChange[]): Promise<ChunkDone> {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const made = await tx.listMadeByImport(undo.org, undo.batch, ids);
  const held = await tx.lockRecords(undo.org, ids);
  const rows = await tx.listHistory(
    undo.org,
    changes.filter(({ id }) => !made.has(id)).map(({ seq }) => seq),
  );
  const writes: { readonly before: StoredRecord; readonly fields: Readonly<Record<string, Json>> }[] = [];
  const kept: KeptRecord[] = [];
  let removed = 0;
  let restored = 0;
  for (const id of ids) {
    const record = held.get(id)?.record;
    if (!record) {
      continue;
    }
    const keeper = `${KEPT_BY}${undo.batch}`;
    if (made.has(id)) {
      // A record with several writes of the batch is judged at the first of them that is met.
      if (record.body[keeper] !== true) {
        continue;
      }
      if (isTouched(record) || (await hasOthersEvents(tx, undo, record))) {
        kept.push(toKept(record, []));
      } else {
        writes.push({ before: record, fields: { [keeper]: false } });
        removed += isDeleted({ ...record.body, [keeper]: false }) ? 1 : 0;
      }
    } else {
      const { fields, edited } = fieldsBack(
        record,
        rows.filter((row) => row.id === id),
        keeper,
      );
      if (Object.keys(fields).length > 0) {
        writes.push({ before: record, fields });
        restored += 1;
      }
      if (edited.length > 0) {
        kept.push(toKept(record, edited));
      }
    }
  }
  await write(tx, undo, writes);
  const customers = writes.flatMap(({ before: { kind, body } }) =>
    kind === orders.kind && typeof body['customer'] === 'string' ? [body['customer']] : [],
  );
  return { removed, restored, kept, customers };
}

/** True where a person wrote into the record: any stamp that is neither an import's nor the server's own. */
function isTouched(record: StoredRecord): boolean {
  return Object.values(record.stamps).some((stamp) => ![IMPORT_DEVICE, SERVER_DEVICE].includes(parseStamp(stamp)?.device ?? ''));
}

/** True where a customer has mails, orders or tasks that this import did not bring; reminders of the server come and go with the orders. */
async function hasOthersEvents(tx: Tx, undo: Undo, record: StoredRecord): Promise<boolean> {
  if (record.kind !== 'c') {
    return false;
  }
  const events = await tx.listEventsOf(undo.org, [record.id]);
  const found = await tx.lockRecords(
    undo.org,
    events.map(({ id }) => id),
  );
  return [...found.values()].some(
    ({ record: event }) =>
      !isDeleted(event.body) && event.body[`${KEPT_BY}${undo.batch}`] !== true && (event.kind !== tasks.kind || isTouched(event)),
  );
}

/** What puts fields back that the import filled in a record that was there before; `edited`: those that were changed since. */
function fieldsBack(
  record: StoredRecord,
  rows: readonly HistoryRow[],
  keeper: string,
): { readonly fields: Readonly<Record<string, Json>>; readonly edited: readonly string[] } {
  const fields: Record<string, Json> = {};
  const edited = new Set<string>();
  for (const { field, oldJson, stamp } of rows) {
    const rule = findField(record.kind, field)?.merge;
    const isOurs = record.stamps[field] === stamp;
    if (field === keeper) {
      fields[field] = false;
    } else if (!isOurs) {
      if (!field.startsWith('provenance/') && record.body[field] !== null) {
        edited.add(splitField(field)[0]);
      }
    } else if (rule !== 'fww') {
      const old: Json = oldJson === null ? (rule === 'set' ? false : null) : JSON.parse(oldJson);
      fields[field] = old;
    }
  }
  return { fields, edited: [...edited] };
}

async function write(
  tx: Tx,
  undo: Undo,
  writes: readonly { readonly before: StoredRecord; readonly fields: Readonly<Record<string, Json>> }[],
): Promise<void> {
  if (writes.length === 0) {
    return;
  }
  const first = await tx.takeSeq(undo.org, writes.length);
  for (const [index, { before, fields }] of writes.entries()) {
    const seq = first + index;
    const stamp = importStamp(before, undo.nowMs);
    const ops = Object.entries(fields).map(([field, value]): Op => [before.id, before.kind, field, value, stamp]);
    const merged = mergeOps(before, ops);
    await tx.saveRecord(undo.org, merged.record, seq);
    await tx.addHistory(undo.org, toHistory(before, merged, { seq, nowMs: undo.nowMs, actor: undo.actor }));
  }
}

function toKept({ id, kind, body }: StoredRecord, fields: readonly string[]): KeptRecord {
  const name = [body['name'], body['subject'], body['number']].find((text) => typeof text === 'string');
  return { id, kind, name: typeof name === 'string' ? name : '', fields };
}
