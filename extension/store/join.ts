import { AppError } from '#shared/errors.ts';
import { createClock, parseStamp, receive, toStamp } from '#shared/sync/clock.ts';
import { insights } from '#shared/model/insight.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { mergeOps, toOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { toOp } from '#shared/sync/outbox.ts';
import { rekey } from '#shared/sync/rekey.ts';
import type { Book } from './database.ts';
import { findIdentity, getClock, type Identity } from './meta.ts';
import { putRecords, toRecord } from './records.ts';

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
    const ops = isSameOrganization ? await restampWaiting(book, identity) : await moveLocalRecords(book, identity, before);
    await book.outbox.clear();
    await book.outbox.bulkAdd(ops.map(([id, kind, field, value, stamp], at) => ({ n: at + 1, id, kind, field, value, stamp, base: null })));
    const clock = ops.reduce((held, op) => receive(held, op[4]), createClock(identity.device));
    await book.meta.bulkPut([
      identity,
      { key: 'clock', clock: { ...clock, ms: Math.max(clock.ms, earlier.ms) }, lastN: ops.length },
      { key: 'sync', epoch: null, cursors: {}, inFlight: null, offsetsMs: [offsetMs], lastSyncedAtMs: null, lastTriedAtMs: nowMs, failure: null },
    ]);
  });
}

/** What still waits, as the new device's own words. */
async function restampWaiting(book: Book, identity: Identity): Promise<readonly Op[]> {
  const waiting = await book.outbox.orderBy('n').toArray();
  const ops = waiting.map(toOp).map(([id, kind, field, value, stamp]): Op => {
    const parts = parseStamp(stamp);
    return [id, kind, field, value, parts ? toStamp({ ...parts, device: identity.device }) : stamp];
  });
  for (const op of ops) {
    const row = await book.rows(op[1]).get(op[0]);
    if (row) {
      await putRecords(book, [mergeOps(toRecord(row), [op]).record]);
    }
  }
  return ops;
}

/** The records of a book without a server, moved to the organization; a book of another server is emptied. */
async function moveLocalRecords(book: Book, identity: Identity, before: Identity | undefined): Promise<readonly Op[]> {
  const rows = before && !before.server ? (await Promise.all(book.allRows().map((table) => table.toArray()))).flat() : [];
  const users = new Map(before ? [[before.user.id, identity.user.id]] : []);
  const records = rekey(rows.map(toRecord), { idSalt: bytesFromHex(identity.idSalt), device: identity.device, users });
  for (const table of [...book.allRows(), book.rejected, book.acts]) {
    await table.clear();
  }
  // What this book learnt by itself stays behind: the server learns from the whole team.
  const moved = records.filter((record) => record.kind !== insights.kind);
  await putRecords(book, moved);
  return moved.flatMap(toOps);
}
