import { createHash } from 'node:crypto';
import { SCOPE_EVERYTHING, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { orders } from '#shared/model/order.ts';
import { settings } from '#shared/model/settings.ts';
import { DELETED, type StoredRecord } from '#shared/model/record.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { emptyRecord, mergeOps, type Merged } from '#shared/sync/merge.ts';
import type { Op, RejectCode } from '#shared/sync/op.ts';
import type { PushReply, PushRequest } from '#shared/wire/sync.ts';
import { OLDEST_PROTOCOL } from '#shared/wire/version.ts';
import type { HistoryRow, SavedRecord, StoredText, Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { createGrants } from './grants.ts';
import { endsOf, regroupMembers } from './link-members.ts';
import { listScopesOf } from './pull-changes.ts';
import { judgeOp } from './judge-op.ts';
import { judgePush, type Refusal } from './judge-push.ts';
import { matchTwins } from './match-twins.ts';
import { mergeIntoText, type FieldWrite } from './merge-text.ts';
import { shareRecords, type WrittenRecord } from './share-records.ts';

/** A record never grows beyond this many bytes of JSON. */
const MAX_RECORD_BYTES = 128 * 1024;

/** An operation under the number by which a refusal names it. */
type Numbered = { readonly n: number; readonly op: Op };
type Rejected = [n: number, code: RejectCode];

/**
 * Takes a batch of a device's operations (sync design 2.13). A batch that was answered before gets the stored answer and
 * changes nothing. Throws `update-needed`, `forbidden`, `resync`, `clock-off`, `push-gap` and `device-forked`.
 */
export async function pushChanges(deps: Deps, { device, principal }: PairedDevice, request: PushRequest): Promise<PushReply> {
  if (request.proto < OLDEST_PROTOCOL) {
    throw new AppError('update-needed', { oldest: OLDEST_PROTOCOL });
  }
  if (request.device !== device.id) {
    throw new AppError('forbidden');
  }
  const hash = createHash('sha256').update(JSON.stringify(request.ops)).digest('hex');
  let regrouped: readonly string[] = [];
  const outcome = await deps.store.write(async (tx): Promise<Result<PushReply, Refusal>> => {
    const held = await tx.lockDevice(device.org, device.id);
    const org = await tx.findOrg(device.org);
    if (!held || held.revokedAtMs !== null || !org) {
      return err({ code: 'device-revoked', details: {} });
    }
    const nowMs = deps.clock.nowMs();
    await tx.touchDevice(device.org, device.id, nowMs);
    const judged = judgePush(request, hash, held, org, nowMs);
    if (!judged.ok) {
      return judged;
    }
    if (judged.value.kind === 'answered') {
      return ok({ ...judged.value.reply, epoch: org.epoch, serverNow: nowMs });
    }
    const fresh = request.ops.map((op, index): Numbered => ({ n: request.from + index, op }));
    const applied = await applyOps(
      tx,
      { org: device.org, device: device.id, user: principal.user, nowMs, shareOnCapture: org.shareOnCapture },
      principal,
      fresh,
    );
    const { rejected } = applied;
    ({ regrouped } = applied);
    const lastN = Math.max(held.lastN, request.from + request.ops.length - 1);
    if (fresh.length > 0) {
      const reply = JSON.stringify({ lastN, rejected });
      await tx.saveBatch(device.org, device.id, lastN, { from: request.from, count: request.ops.length, hash, reply });
    }
    const cursor = applied.isSeen ? await moveCursor(tx, device.org, request.cursor, applied.saved) : {};
    return ok({ lastN, rejected, epoch: org.epoch, serverNow: nowMs, ...cursor });
  });
  if (!outcome.ok) {
    throw new AppError(outcome.error.code, outcome.error.details);
  }
  const ordered = orderIdsIn(request);
  if (ordered.length > 0 || regrouped.length > 0) {
    deps.onOrders?.(device.org, [...new Set([...(await customersOf(deps, device.org, ordered)), ...regrouped])]);
  }
  if (request.ops.some(([, kind]) => kind === settings.kind)) {
    deps.onSettings?.(device.org);
  }
  return outcome.value;
}

/**
 * Where a device goes on pulling that had seen everything before this batch: when all numbers since are of records that it
 * wrote itself, and had whole, it need not be sent its own words again. `saved`: how many records that is, each under one number.
 */
async function moveCursor(tx: Tx, org: string, cursor: number | undefined, saved: number): Promise<{ readonly cursor?: number }> {
  if (cursor === undefined || saved === 0) {
    return {};
  }
  const { before, head } = await tx.settleSeq(org);
  // Every number since stands on one of those records: nobody came between, and none went to a record that gained a scope.
  return before === cursor && head === before + saved ? { cursor: head } : {};
}

/** The orders that a batch writes to. */
function orderIdsIn(request: PushRequest): readonly string[] {
  return [...new Set(request.ops.flatMap(([id, kind]) => (kind === orders.kind ? [id] : [])))];
}

async function customersOf({ store }: Deps, org: string, orderIds: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(orderIds.map((id) => store.findRecord(org, id)));
  return [...new Set(found.flatMap((order) => (typeof order?.record.body['customer'] === 'string' ? [order.record.body['customer']] : [])))];
}

/** A record after some operations, as text too where that was enough, and what its history says of them: nothing when nothing changed. */
type Change = { readonly record: StoredRecord; readonly text?: StoredText; readonly isNew: boolean; readonly writes: readonly FieldWrite[] };
const NOBODY: ReadonlyMap<string, unknown> = new Map();

type Writer = { readonly org: string; readonly device: string; readonly user: string; readonly nowMs: number; readonly shareOnCapture: boolean };

/** Judges operations one by one as their writer's, and writes what they change. `saved`: how many records that is; `isSeen`: the writer had all of each. */
export async function applyOps(
  tx: Tx,
  writer: Writer,
  principal: Principal,
  numbered: readonly Numbered[],
): Promise<{ readonly rejected: Rejected[]; readonly regrouped: readonly string[]; readonly saved: number; readonly isSeen: boolean }> {
  const rejected: Rejected[] = [];
  const taken = new Map<string, Numbered[]>();
  for (const entry of numbered) {
    const code = judgeOp(entry.op, writer.device, principal, writer.nowMs);
    if (code) {
      rejected.push([entry.n, code]);
    } else {
      const [id] = entry.op;
      taken.set(id, [...(taken.get(id) ?? []), entry]);
    }
  }
  const ids = [...taken.keys()].toSorted();
  const held = await tx.lockRecords(writer.org, ids);
  const scopes = await listScopesOf(tx, principal);
  const eyes = new Set(scopes);
  const grants = createGrants(tx, writer.org);
  const known = await grants.load([...held.keys()]);
  const written: WrittenRecord[] = [];
  const changes: Change[] = [];
  let isAllSeen = true;
  for (const id of ids) {
    const levels = known.get(id) ?? NOBODY;
    const isSeen = held.has(id) && (eyes.has(SCOPE_EVERYTHING) || [...levels].some(([scope, level]) => level === 'full' && eyes.has(scope)));
    // One that everybody left is nobody's, and whoever writes it next has it.
    const isKnown = isSeen || levels.size === 0;
    const entries = isKnown ? (taken.get(id) ?? []) : refuseDeletion(taken.get(id) ?? [], rejected);
    const change = mergeOne(held.get(id)?.text, entries) ?? mergeAll(held.get(id)?.record ?? emptyRecord(id, id.charAt(0)), entries, rejected);
    const { record } = change;
    const changed = change.writes.map(({ field }) => field);
    const ends = changed.length > 0 ? endsOf(record).filter((end) => !taken.has(end)) : [];
    if (ends.length > 0 && !(await maySeeEnds(tx, { org: writer.org, scopes }, ends))) {
      rejected.push(...entries.map(({ n }): Rejected => [n, 'forbidden']));
      continue;
    }
    if (changed.length > 0) {
      changes.push(change);
      isAllSeen &&= isSeen || !held.has(id);
    }
    if (held.has(id) || changed.length > 0) {
      written.push({ record, changed, isKnown });
    }
  }
  const seqs = await saveChanges(tx, writer, changes);
  await shareRecords(tx, writer, written, seqs, grants);
  await matchTwins(tx, writer, written);
  const regrouped = await regroupMembers(
    tx,
    writer.org,
    changes.flatMap(({ record }) => endsOf(record)),
  );
  return {
    rejected: rejected.toSorted(([a], [b]) => a - b),
    regrouped,
    saved: seqs.size,
    isSeen: isAllSeen,
  };
}

/** What one does not see whole one does not delete: ids can be reckoned. */
function refuseDeletion(entries: readonly Numbered[], rejected: Rejected[]): readonly Numbered[] {
  const isDeletion = ({ op: [, , field, value] }: Numbered): boolean => field === DELETED && value === true;
  rejected.push(...entries.filter(isDeletion).map(({ n }): Rejected => [n, 'forbidden']));
  return entries.filter((entry) => !isDeletion(entry));
}

type Eyes = { readonly org: string; readonly scopes: readonly string[] };

/** Only who sees both customers may say that they are one; those of the same batch are the writer's own. */
async function maySeeEnds(tx: Tx, { org, scopes }: Eyes, ends: readonly string[]): Promise<boolean> {
  return (await tx.readVisible(org, scopes, ends)).length === ends.length;
}

/** One write to a record that is stored, laid over its text where that can be done and does not make it too large. */
function mergeOne(text: StoredText | undefined, entries: readonly Numbered[]): Change | undefined {
  const [entry, other] = entries;
  const merged = text && entry && !other ? mergeIntoText(text, entry.op) : undefined;
  return merged && Buffer.byteLength(merged.text.b) <= MAX_RECORD_BYTES ? { ...merged, isNew: false } : undefined;
}

function mergeAll(before: StoredRecord, entries: readonly Numbered[], rejected: Rejected[]): Change {
  const { record, changed } = mergeWithinSize(before, entries, rejected);
  const writes = changed.map((field): FieldWrite => ({
    field,
    oldJson: Object.hasOwn(before.body, field) ? JSON.stringify(before.body[field]) : null,
    newJson: JSON.stringify(record.body[field] ?? null),
    stamp: record.stamps[field] ?? '',
  }));
  return { record, isNew: Object.keys(before.stamps).length === 0, writes };
}

/** The record after the operations; those that would make it too large are refused one by one. */
function mergeWithinSize(before: StoredRecord, entries: readonly Numbered[], rejected: Rejected[]): Merged {
  const all = mergeOps(
    before,
    entries.map(({ op }) => op),
  );
  if (sizeOf(all.record) <= MAX_RECORD_BYTES) {
    return all;
  }
  let record = before;
  const changed = new Set<string>();
  for (const { n, op } of entries) {
    const next = mergeOps(record, [op]);
    if (sizeOf(next.record) > MAX_RECORD_BYTES) {
      rejected.push([n, 'invalid']);
    } else {
      ({ record } = next);
      next.changed.forEach((field) => changed.add(field));
    }
  }
  return { record, changed: [...changed] };
}

function sizeOf({ body }: StoredRecord): number {
  const most = longest(body);
  return most <= MAX_RECORD_BYTES ? most : Buffer.byteLength(JSON.stringify(body));
}

/** What a body of single values takes at most: an escape is six letters long, and a letter three bytes. Others are counted out. */
function longest(body: StoredRecord['body']): number {
  let bytes = 2;
  for (const field of Object.keys(body)) {
    const value = body[field];
    bytes += 6 * field.length + 4 + (typeof value === 'string' ? 6 * value.length + 2 : typeof value === 'object' ? Infinity : 25);
  }
  return bytes;
}

/** Writes what changed, each record with a number of its own, and tells the numbers. */
async function saveChanges(tx: Tx, writer: Writer, changes: readonly Change[]): Promise<Map<string, number>> {
  const seqs = new Map<string, number>();
  if (changes.length === 0) {
    return seqs;
  }
  const first = await tx.takeSeq(writer.org, changes.length);
  const rows: SavedRecord[] = [];
  const history: HistoryRow[] = [];
  for (const [index, { record, text, isNew, writes }] of changes.entries()) {
    const seq = first + index;
    seqs.set(record.id, seq);
    rows.push({ record, seq, ...(text ? { text } : {}), ...(isNew ? {} : { changed: writes.map(({ field }) => field) }) });
    for (const { field, oldJson, newJson, stamp } of writes) {
      const { nowMs: atMs, user: actor, device } = writer;
      history.push({ seq, id: record.id, field, atMs, actor, device, oldJson, newJson, stamp });
    }
  }
  await tx.saveRecords(writer.org, rows);
  await tx.addHistory(writer.org, history);
  return seqs;
}
