import { AppError } from '#shared/errors.ts';
import type { StoredRecord, Stamps } from '#shared/model/record.ts';
import { createClock, parseStamp, receive, tick, toStamp, type Clock } from '#shared/sync/clock.ts';
import { insights } from '#shared/model/insight.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { toOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { OutboxEntry } from '#shared/sync/outbox.ts';
import { rekey } from '#shared/sync/rekey.ts';
import type { Book } from './database.ts';
import { findIdentity, freshSync, getClock, getSyncState, wholeSnapshot, type Identity } from './meta.ts';
import { putRecords, toRecord } from './records.ts';
import { setRefusedAside } from './refused.ts';

/** How far back writes of a local book are put at most: half a month inside what a server takes. */
const OLDEST_MS = 165 * 86_400_000;

/**
 * Makes this book a team's. What was kept without a server is carried over: ids are derived anew for the organization
 * and everything is queued for the server. Pairing again with the same organization keeps the book and what waits.
 * `offsetMs`: the server's time minus ours. Throws `unsent-edits` when edits of another organization still wait.
 */
export async function joinServer(book: Book, identity: Identity, offsetMs: number, nowMs: number): Promise<void> {
  await book.transaction('rw', [...book.allRows(), book.outbox, book.rejected, book.acts, book.meta], async () => {
    const before = await findIdentity(book);
    const { clock: earlier } = await getClock(book, identity.device);
    const isSameOrganization = before?.server && before.idSalt === identity.idSalt;
    if (before?.server && !isSameOrganization && (await book.outbox.count()) > 0) {
      throw new AppError('unsent-edits', { organization: before.server.organization });
    }
    const serverNowMs = nowMs + offsetMs;
    const entries = isSameOrganization
      ? await restampWaiting(book, identity)
      : (await moveLocalRecords(book, identity, before, serverNowMs)).map(toEntry);
    await book.outbox.clear();
    await book.outbox.bulkAdd(entries.map((entry, at) => ({ ...entry, n: at + 1 })));
    const { epoch, snapshot } = await getSyncState(book);
    const clock = entries.reduce((held, { stamp }) => receive(held, stamp), createClock(identity.device));
    if (isSameOrganization) {
      await setRefusedAside(book);
    }
    await book.meta.bulkPut([
      identity,
      { key: 'clock', clock: { ...clock, ms: Math.max(clock.ms, earlier.ms) }, lastN: entries.length },
      // Another user of the organization sees other records; and where the server was restored it is told apart by its epoch.
      {
        ...freshSync,
        ...(isSameOrganization ? { epoch, snapshot: { ...wholeSnapshot, heal: snapshot?.heal === true } } : {}),
        offsetsMs: [offsetMs],
        lastTriedAtMs: nowMs,
      },
    ]);
  });
}

function toEntry([id, kind, field, value, stamp]: Op): OutboxEntry {
  return { n: 0, id, kind, field, value, stamp, base: null };
}

/** What still waits, as the new device's own words. */
async function restampWaiting(book: Book, identity: Identity): Promise<readonly OutboxEntry[]> {
  const entries: OutboxEntry[] = [];
  for (const entry of await book.outbox.orderBy('n').toArray()) {
    const parts = parseStamp(entry.stamp);
    const stamp = parts ? toStamp({ ...parts, device: identity.device }) : entry.stamp;
    entries.push({ ...entry, stamp });
    const row = await book.rows(entry.kind).get(entry.id);
    if (row?.c[entry.field] === entry.stamp) {
      await putRecords(book, [{ ...toRecord(row), stamps: { ...row.c, [entry.field]: stamp } }]);
    }
  }
  return entries;
}

/** The records of a book without a server, moved to the organization; a book of another server is emptied. */
async function moveLocalRecords(book: Book, identity: Identity, before: Identity | undefined, serverNowMs: number): Promise<readonly Op[]> {
  const rows = before && !before.server ? (await Promise.all(book.allRows().map((table) => table.toArray()))).flat() : [];
  const users = new Map(before ? [[before.user.id, identity.user.id]] : []);
  const records = rekey(raiseOld(rows.map(toRecord), serverNowMs - OLDEST_MS), {
    idSalt: bytesFromHex(identity.idSalt),
    device: identity.device,
    users,
  });
  for (const table of [...book.allRows(), book.rejected, book.acts]) {
    await table.clear();
  }
  // What this book learnt by itself stays behind: the server learns from the whole team.
  const moved = records.filter((record) => record.kind !== insights.kind);
  await putRecords(book, moved);
  return moved.flatMap(toOps);
}

/** Writes that a server would refuse as too old are moved up to what it takes, in their order: nothing of the book is lost. */
function raiseOld(records: readonly StoredRecord[], oldestMs: number): readonly StoredRecord[] {
  const limit = toStamp({ ms: Math.max(0, oldestMs), counter: 0, device: '0'.repeat(12) });
  const old = [...new Set(records.flatMap(({ stamps }) => Object.values(stamps)))].filter((stamp) => stamp < limit).toSorted();
  let clock: Clock = { ms: oldestMs, counter: 0, device: '' };
  const raised = new Map<string, string>();
  for (const stamp of old) {
    clock = tick(clock, oldestMs);
    raised.set(stamp, toStamp({ ...clock, device: stamp.slice(16) }));
  }
  const raise = (stamps: Stamps): Stamps => Object.fromEntries(Object.entries(stamps).map(([field, stamp]) => [field, raised.get(stamp) ?? stamp]));
  return old.length === 0 ? records : records.map((record) => ({ ...record, stamps: raise(record.stamps) }));
}
