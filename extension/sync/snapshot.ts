import type { Json, StoredRecord } from '#shared/model/record.ts';
import { insights } from '#shared/model/insight.ts';
import { teams } from '#shared/model/team.ts';
import { users } from '#shared/model/user.ts';
import { findField } from '#shared/model/registry.ts';
import { parseStamp, toStamp } from '#shared/sync/clock.ts';
import { canonicalJson, emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { OutboxEntry } from '#shared/sync/outbox.ts';
import { routes } from '#shared/wire/routes.ts';
import { SnapshotLine, type SnapshotEnd, type RecordLine } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import type { InferOutput } from 'valibot';
import type { Book, Row } from '../store/database.ts';
import { getClock, getSyncState, saveSyncState, type Identity, type SnapshotState, type SyncState } from '../store/meta.ts';
import { putRecords, toRecord } from '../store/records.ts';
import { dropCopy, layOver, mergeLines, seeStamps } from './apply.ts';
import { parseLines, toStored, type Lines } from './lines.ts';
import type { SyncDeps } from './push.ts';
import { get, type Server } from './request.ts';

/** An older server answers with half as many. */
const PAGE_RECORDS = '2000';
/** Kinds that only the server writes: what a device holds of them is never sent back. */
const SERVER_KINDS: ReadonlySet<string> = new Set([users.kind, teams.kind, insights.kind]);

/**
 * Fetches the next page of the snapshot that is under way; page and progress are kept in one transaction, so that it goes
 * on where it was whenever it is stopped. Throws `AppError`.
 */
export async function fetchSnapshotPage(deps: SyncDeps, identity: Identity, server: Server, snapshot: SnapshotState): Promise<void> {
  const { epoch } = await getSyncState(deps.book);
  const text = await get(deps.fetch, server, routes.snapshot, {
    part: snapshot.part,
    limit: PAGE_RECORDS,
    proto: String(PROTOCOL),
    schema: String(SCHEMA),
    ...(epoch === null ? {} : { epoch }),
    ...(snapshot.after === '' ? {} : { after: snapshot.after }),
  });
  const page = parseLines<End>(SnapshotLine, text);
  const { book } = deps;
  await book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
    if (snapshot.part === 'all') {
      await replaceRange(book, identity, snapshot, page);
    } else {
      await mergeLines(book, identity.device, page.records);
    }
    await saveSyncState(book, { epoch: page.end.epoch, ...afterPage(snapshot, page.end) });
  });
}

type End = InferOutput<typeof SnapshotEnd>['end'];

function afterPage(snapshot: SnapshotState, end: End): Partial<SyncState> {
  const cursors = snapshot.cursors ?? end.cursors;
  if (end.next !== null) {
    return { snapshot: { ...snapshot, after: end.next, cursors } };
  }
  switch (snapshot.part) {
    case 'first':
      return { cursors, snapshot: { part: 'rest', after: '', cursors: null, heal: false } };
    case 'rest':
      return { snapshot: null, comparedAtMs: end.serverNow };
    case 'all':
      return { cursors, snapshot: null, comparedAtMs: null };
  }
}

/**
 * Makes the ids of a page what the server has: its copies take the place of ours, and what it does not show goes, unless
 * something of it waits to be sent. After a restore what is newer here, or lost there, is queued again.
 */
async function replaceRange(book: Book, identity: Identity, snapshot: SnapshotState, page: Lines<End>): Promise<void> {
  const lines = new Map(page.records.map((line) => [line.i, line]));
  const held = await listRange(book, snapshot.after, page.end.next);
  const rows = new Map(held.map((row) => [row.id, row]));
  for (const row of held) {
    if (!lines.has(row.id)) {
      const isQueued = snapshot.heal && (await requeueNewer(book, identity, toRecord(row), undefined));
      if (!isQueued) {
        await dropCopy(book, row.id);
      }
    }
  }
  for (const [id, line] of lines) {
    const row = rows.get(id);
    if (snapshot.heal && row) {
      await requeueNewer(book, identity, toRecord(row), line);
    }
    await putRecords(book, [await layOver(book, toStored(line))]);
  }
  await seeStamps(book, identity.device, page.records.map(toStored));
}

async function listRange(book: Book, after: string, to: string | null): Promise<readonly Row[]> {
  const all = await Promise.all(
    book
      .allRows()
      .map((table) => (to === null ? table.where('id').above(after).toArray() : table.where('id').between(after, to, false, true).toArray())),
  );
  return all.flat();
}

/**
 * Queues every field of a record that the server has not, or older (sync design 2.19); true when there was one. The write
 * keeps its moment and is from now on this device's, since a device speaks for itself alone: whoever queues the same write
 * gives it the same moment and the same value. Fields that still wait are in the queue anyhow; what they have overwritten
 * goes there too, for the server may refuse them.
 */
export async function requeueNewer(book: Book, identity: Identity, ours: StoredRecord, line: RecordLine | undefined): Promise<boolean> {
  if (SERVER_KINDS.has(ours.kind)) {
    return false;
  }
  const theirs = line ? toStored(line) : emptyRecord(ours.id, ours.kind);
  const waiting = await book.outbox.where('id').equals(ours.id).toArray();
  const state = await getClock(book, identity.device);
  let { lastN } = state;
  for (const [field, value, given] of listSettled(ours, waiting)) {
    const clock = parseStamp(given);
    if (!clock || findField(ours.kind, field)?.serverOwned === true) {
      continue;
    }
    const stamp = toStamp({ ...clock, device: identity.device });
    const op: Op = [ours.id, ours.kind, field, value, stamp];
    const merged = mergeOps(theirs, [op]);
    const isSame = sameMoment(theirs.stamps[field], stamp) && canonicalJson(theirs.body[field] ?? null) === canonicalJson(value);
    if (merged.changed.length > 0 && !isSame) {
      lastN += 1;
      await book.outbox.put({ n: lastN, id: ours.id, kind: ours.kind, field, value, stamp, base: null });
    }
  }
  if (lastN === state.lastN) {
    return false;
  }
  await book.meta.put({ ...state, lastN });
  // The book shows the write as it is queued; the rest is the server's.
  await putRecords(book, [await layOver(book, theirs)]);
  return true;
}

/** What the server had once of a record: its fields that do not wait, and what those that wait stand over. */
function listSettled(ours: StoredRecord, waiting: readonly OutboxEntry[]): readonly (readonly [field: string, value: Json, stamp: string])[] {
  const fields = new Set(waiting.map(({ field }) => field));
  const own = new Set(waiting.map(({ stamp }) => stamp));
  return [
    ...Object.entries(ours.body).flatMap(([field, value]) => (fields.has(field) ? [] : [[field, value, ours.stamps[field] ?? ''] as const])),
    ...waiting.flatMap(({ field, was, base }) => (was === undefined || base === null || own.has(base) ? [] : [[field, was, base] as const])),
  ];
}

/** True when two stamps differ by their devices at most. */
function sameMoment(a: string | undefined, b: string): boolean {
  return a?.slice(0, 16) === b.slice(0, 16);
}
