import type { AppError } from '#shared/errors.ts';
import { createClock, receive } from '#shared/sync/clock.ts';
import { CLOCK_TOLERANCE_MS } from '#shared/sync/limits.ts';
import { moveBy, restamp } from '#shared/sync/restamp.ts';
import type { OutboxEntry } from '#shared/sync/outbox.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, getClock, getSyncState, saveSyncState, serverTimeMs, wholeSnapshot } from '../store/meta.ts';
import { putRecords, toRecord } from '../store/records.ts';
import { setRefusedAside } from '../store/refused.ts';
import { wipeBook } from '../store/wipe.ts';

/**
 * Does what a refusal of the server asks for, so that the next try goes through: true when there is something to try again.
 * `nowMs`: this device's own time. Nothing that waits is ever dropped: an end of access,
 * which empties the book, leaves it as a file for the server.
 */
export async function mend(book: Book, error: AppError, nowMs: number): Promise<boolean> {
  const { serverNow, epoch, lastN, wipe } = error.details;
  if (error.code === 'clock-off' && typeof serverNow === 'number') {
    return settleClock(book, serverNow, nowMs);
  }
  if (error.code === 'resync' && typeof epoch === 'string' && typeof lastN === 'number') {
    return beginResync(book, epoch, lastN);
  }
  if (error.code === 'push-gap' && typeof lastN === 'number') {
    return renumber(book, lastN);
  }
  if (error.code === 'device-revoked' && wipe === true) {
    await wipeBook(book, nowMs);
  }
  return false;
}

/** The server's time is `serverNow`: ours is off by the difference, and what was stamped meanwhile is stamped anew. */
async function settleClock(book: Book, serverNow: number, nowMs: number): Promise<boolean> {
  await book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
    const state = await getSyncState(book);
    await restampWaiting(book, await book.outbox.toArray(), moveBy(serverTimeMs(state, nowMs), serverNow));
    // The batch was refused whole, so nothing of it is under way any more.
    await saveSyncState(book, { inFlight: null, offsetsMs: [serverNow - nowMs] });
  });
  return true;
}

/**
 * Edits whose moment lies ahead of the server's time were stamped by a clock that was set back since: the server would
 * refuse them. They move to now. To be called in a transaction, when no batch is under way.
 */
export async function settleFuture(book: Book, serverNow: number): Promise<void> {
  if (await hasFuture(book, serverNow)) {
    await restampWaiting(book, await book.outbox.orderBy('n').toArray(), (ms) => Math.min(ms, serverNow));
  }
}

/** True where something waits whose moment lies ahead of the server's time. */
export async function hasFuture(book: Book, serverNow: number): Promise<boolean> {
  const latest = (serverNow + CLOCK_TOLERANCE_MS / 2).toString(16).padStart(12, '0');
  return (await book.outbox.toArray()).some((entry) => entry.stamp.slice(0, 12) > latest);
}

async function restampWaiting(book: Book, waiting: readonly OutboxEntry[], move: (ms: number) => number): Promise<void> {
  const { entries, stamps } = restamp(waiting, move);
  await book.outbox.bulkPut([...entries]);
  for (const [id, group] of Map.groupBy(entries, (entry) => entry.id)) {
    const row = await book.rows(id.charAt(0)).get(id);
    if (row) {
      const record = toRecord(row);
      const moved = group.flatMap(({ field }): (readonly [string, string])[] => {
        const stamp = stamps.get(record.stamps[field] ?? '');
        return stamp === undefined ? [] : [[field, stamp]];
      });
      await putRecords(book, [{ ...record, stamps: { ...record.stamps, ...Object.fromEntries(moved) } }]);
    }
  }
  const identity = await findIdentity(book);
  const device = identity?.device ?? '';
  const state = await getClock(book, device);
  await book.meta.put({ ...state, clock: entries.reduce((clock, entry) => receive(clock, entry.stamp), createClock(device)) });
}

/**
 * The server is not where this device met it: it was restored (another epoch), or has forgotten what the device would have
 * to see. Everything is fetched anew over what is here. After a restore the queue is numbered as the server counts.
 */
async function beginResync(book: Book, epoch: string, lastN: number): Promise<boolean> {
  const state = await getSyncState(book);
  const isRestored = state.epoch !== null && state.epoch !== epoch;
  if (isRestored) {
    await renumber(book, lastN);
  }
  await saveSyncState(book, { epoch, cursors: {}, snapshot: { ...wholeSnapshot, heal: isRestored || state.snapshot?.heal === true } });
  return true;
}

/** Numbers what waits from the server's last number on. What was refused before keeps its place under numbers of no batch. */
async function renumber(book: Book, lastN: number): Promise<boolean> {
  await book.transaction('rw', book.outbox, book.rejected, book.meta, async () => {
    const entries = await book.outbox.orderBy('n').toArray();
    await book.outbox.clear();
    await book.outbox.bulkAdd(entries.map((entry, at) => ({ ...entry, n: lastN + 1 + at })));
    await setRefusedAside(book);
    const identity = await findIdentity(book);
    await book.meta.put({ ...(await getClock(book, identity?.device ?? '')), lastN: lastN + entries.length });
    await saveSyncState(book, { inFlight: null });
  });
  return true;
}
