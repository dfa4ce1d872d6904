import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Book } from '../store/database.ts';
import { findIdentity, firstSnapshot, getSyncState, saveSyncState, wholeSnapshot, type Identity, type SyncState } from '../store/meta.ts';
import { sendBlobs } from './blobs.ts';
import { compareBooks } from './compare.ts';
import { isOutOfRoom } from '../store/room.ts';
import { mend } from './mend.ts';
import { pullAll } from './pull.ts';
import { pushAll, type SyncDeps } from './push.ts';
import type { Server } from './request.ts';
import { fetchSnapshotPage } from './snapshot.ts';

/** A server that refuses again whatever is put right is left alone until the next try. */
const MENDS = 3;

/**
 * Sends what waits, then fetches what is new. Gives null when both went through, else the reason; the reason is kept
 * for the panel, and every queue is as it was. Without a server there is nothing to do.
 */
export async function syncOnce(deps: SyncDeps): Promise<ErrorCode | null> {
  const { book } = deps;
  const identity = await findIdentity(book);
  if (!identity?.server) {
    return null;
  }
  const server = { url: identity.server.url, token: identity.server.token };
  for (let mended = 0; ; mended += 1) {
    try {
      await exchange(deps, identity, server);
      await saveSyncState(book, { failure: null, lastSyncedAtMs: deps.nowMs(), lastTriedAtMs: deps.nowMs() });
      return null;
    } catch (error) {
      if (error instanceof AppError && mended < MENDS && (await mend(book, error, deps.nowMs()))) {
        continue;
      }
      const failure: ErrorCode = error instanceof AppError ? error.code : isOutOfRoom(error) ? 'browser-full' : 'internal';
      // Where even this finds no room the next try says it.
      await saveSyncState(book, { failure, lastTriedAtMs: deps.nowMs() }).catch(() => undefined);
      if (failure === 'internal' && !(error instanceof AppError)) {
        throw error;
      }
      return failure;
    }
  }
}

async function exchange(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  const { book } = deps;
  // After a restore what only this book still has is queued before anything else: an answer to a push may replace its copy.
  for (let { snapshot } = await getSyncState(book); snapshot?.heal === true; { snapshot } = await getSyncState(book)) {
    await fetchSnapshotPage(deps, identity, server, snapshot);
  }
  await pushAll(deps, identity, server);
  if (hasNeverLooked(await getSyncState(book))) {
    // A book that has records already may have some that left its scopes before it ever looked: all of it is gone through.
    await saveSyncState(book, { snapshot: (await isEmpty(book)) ? firstSnapshot : wholeSnapshot });
  }
  // What a pull tells (a scope or role that changed) may ask for everything anew, which in turn needs a pull from then on.
  do {
    for (let next = await nextUrgent(deps); next; next = await nextUrgent(deps)) {
      await fetchSnapshotPage(deps, identity, server, next);
    }
    await pullAll(deps, identity, server);
  } while (await nextUrgent(deps));
  for (let { snapshot } = await getSyncState(book); snapshot; { snapshot } = await getSyncState(book)) {
    await fetchSnapshotPage(deps, identity, server, snapshot);
    // The old events have time: what the user writes meanwhile goes first.
    await pushAll(deps, identity, server);
  }
  await pushAll(deps, identity, server);
  await sendBlobs(deps, server);
  await compareBooks(deps, identity, server);
}

/** True until the first page of the first snapshot is there: an attempt that was cut off before it has not looked either. */
function hasNeverLooked({ snapshot, cursors }: SyncState): boolean {
  return snapshot === null ? Object.keys(cursors).length === 0 : snapshot.part === 'first' && snapshot.cursors === null;
}

async function isEmpty(book: Book): Promise<boolean> {
  const counts = await Promise.all(book.allRows().map((table) => table.limit(1).count()));
  return counts.every((count) => count === 0);
}

/** The snapshot without which the book is of no use, if one is under way. */
async function nextUrgent({ book }: SyncDeps) {
  const { snapshot } = await getSyncState(book);
  return snapshot?.part === 'rest' ? null : snapshot;
}
