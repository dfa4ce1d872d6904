import { acknowledge, nextBatch, MAX_BATCH_OPS, toOp, type OutboxEntry } from '#shared/sync/outbox.ts';
import { routes } from '#shared/wire/routes.ts';
import { PushReply, RecordsReply, type PushRequest } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import { type Book } from '../store/database.ts';
import { getSyncState, saveSyncState, serverTimeMs, type Identity, type SyncState } from '../store/meta.ts';
import { putRecords } from '../store/records.ts';
import { dropCopy, layOver } from './apply.ts';
import { toStored } from './lines.ts';
import { hasFuture, settleFuture } from './mend.ts';
import { parseReply, post, type Fetch, type Server } from './request.ts';

/** What push and pull need: the book, how to reach the server, and this device's time (milliseconds since 1970). */
export type SyncDeps = { readonly book: Book; readonly fetch: Fetch; readonly nowMs: () => number };

/**
 * Sends everything that waits, one batch after another. A batch is frozen before it leaves and sent again unchanged
 * until it is answered, so that a lost reply neither loses nor doubles an edit. Throws `AppError`.
 */
export async function pushAll(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  await replaceRefused(deps, server);
  await confirmClock(deps, identity, server);
  for (let batch = await freezeBatch(deps); batch.length > 0; batch = await freezeBatch(deps)) {
    const state = await getSyncState(deps.book);
    const startedMs = deps.nowMs();
    const request: PushRequest = {
      device: identity.device,
      epoch: state.epoch,
      proto: PROTOCOL,
      schema: SCHEMA,
      sentAt: serverTimeMs(state, startedMs),
      from: batch[0]?.n ?? 1,
      ops: batch.map((entry) => [...toOp(entry)]),
      ...lowestCursor(state),
    };
    const reply = parseReply(PushReply, await post(deps.fetch, server, routes.push, request));
    const offsetMs = reply.serverNow - (startedMs + deps.nowMs()) / 2;
    await settleBatch(deps.book, batch, reply, offsetMs);
    await replaceRefused(deps, server);
  }
}

/**
 * Edits that seem to lie ahead may do so because this device's clock was set back: before any is moved the server is asked
 * what time it is, by a push of nothing. Throws `clock-off` when it is another, and the next try knows better.
 */
async function confirmClock({ book, fetch, nowMs }: SyncDeps, identity: Identity, server: Server): Promise<void> {
  const state = await getSyncState(book);
  const sentAt = serverTimeMs(state, nowMs());
  const first = await book.outbox.orderBy('n').first();
  if (first && !state.inFlight && (await hasFuture(book, sentAt))) {
    const nothing: PushRequest = { device: identity.device, epoch: state.epoch, proto: PROTOCOL, schema: SCHEMA, sentAt, from: first.n, ops: [] };
    parseReply(PushReply, await post(fetch, server, routes.push, nothing));
  }
}

/** Where pulls go on, told only when nothing is to be fetched in another way. */
function lowestCursor({ cursors, snapshot }: SyncState): { readonly cursor?: number } {
  const all = Object.values(cursors);
  return snapshot || all.length === 0 ? {} : { cursor: Math.min(...all) };
}

async function freezeBatch({ book, nowMs }: SyncDeps): Promise<readonly OutboxEntry[]> {
  return book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
    const state = await getSyncState(book);
    if (!state.inFlight) {
      await settleFuture(book, serverTimeMs(state, nowMs()));
    }
    const waiting = await book.outbox.orderBy('n').limit(MAX_BATCH_OPS).toArray();
    const batch = nextBatch(waiting, state.inFlight ?? undefined);
    const [first] = batch;
    await saveSyncState(book, { inFlight: first ? { from: first.n, count: batch.length } : null });
    return batch;
  });
}

async function settleBatch(book: Book, batch: readonly OutboxEntry[], reply: PushReply, offsetMs: number): Promise<void> {
  await book.transaction('rw', book.outbox, book.rejected, book.meta, async () => {
    const state = await getSyncState(book);
    const { refused } = acknowledge(batch, reply.lastN, reply.rejected);
    await book.outbox.where('n').belowOrEqual(reply.lastN).delete();
    await book.rejected.bulkPut([...refused]);
    const { cursor } = reply;
    await saveSyncState(book, {
      // Our own words need not come back to us.
      ...(cursor === undefined || state.snapshot ? {} : { cursors: Object.fromEntries(Object.keys(state.cursors).map((scope) => [scope, cursor])) }),
      inFlight: null,
      epoch: state.epoch ?? reply.epoch,
      offsetsMs: [...state.offsetsMs, offsetMs].slice(-5),
      toReplace: [...new Set([...state.toReplace, ...refused.map((entry) => entry.id)])],
    });
  });
}

/** A refused edit is not kept as if it held: the server's copy replaces ours, and what still waits is laid over it. */
async function replaceRefused({ book, fetch }: SyncDeps, server: Server): Promise<void> {
  for (let { toReplace } = await getSyncState(book); toReplace.length > 0; { toReplace } = await getSyncState(book)) {
    const ids = toReplace.slice(0, MAX_BATCH_OPS);
    const reply = parseReply(RecordsReply, await post(fetch, server, routes.records, { ids }));
    const copies = new Map(reply.records.map((line) => [line.i, toStored(line)]));
    await book.transaction('rw', [...book.allRows(), book.outbox, book.meta], async () => {
      for (const id of ids) {
        const copy = copies.get(id);
        if (copy) {
          await putRecords(book, [await layOver(book, copy)]);
        } else {
          await dropCopy(book, id);
        }
      }
      await saveSyncState(book, { toReplace: toReplace.slice(ids.length) });
    });
  }
}
