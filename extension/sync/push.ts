import type { StoredRecord } from '#shared/model/record.ts';
import { mergeOps, unpackStamps } from '#shared/sync/merge.ts';
import { acknowledge, nextBatch, MAX_BATCH_OPS, toOp, type OutboxEntry } from '#shared/sync/outbox.ts';
import { routes } from '#shared/wire/routes.ts';
import { PushReply, RecordsReply, type PushRequest, type RecordLine } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import { type Book } from '../store/database.ts';
import { getSyncState, saveSyncState, serverTimeMs, type Identity } from '../store/meta.ts';
import { putRecords } from '../store/records.ts';
import { parseReply, post, type Fetch, type Server } from './request.ts';

/** What push and pull need: the book, how to reach the server, and this device's time (milliseconds since 1970). */
export type SyncDeps = { readonly book: Book; readonly fetch: Fetch; readonly nowMs: () => number };

/**
 * Sends everything that waits, one batch after another. A batch is frozen before it leaves and sent again unchanged
 * until it is answered, so that a lost reply neither loses nor doubles an edit. Throws `AppError`.
 */
export async function pushAll(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  for (let batch = await freezeBatch(deps.book); batch.length > 0; batch = await freezeBatch(deps.book)) {
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
    };
    const reply = parseReply(PushReply, await post(deps.fetch, server, routes.push, request));
    const offsetMs = reply.serverNow - (startedMs + deps.nowMs()) / 2;
    const refused = await settleBatch(deps.book, batch, reply, offsetMs);
    await replaceRefused(deps, server, refused);
  }
}

async function freezeBatch(book: Book): Promise<readonly OutboxEntry[]> {
  return book.transaction('rw', book.outbox, book.meta, async () => {
    const { inFlight } = await getSyncState(book);
    const waiting = await book.outbox.orderBy('n').limit(MAX_BATCH_OPS).toArray();
    const batch = nextBatch(waiting, inFlight ?? undefined);
    const [first] = batch;
    await saveSyncState(book, { inFlight: first ? { from: first.n, count: batch.length } : null });
    return batch;
  });
}

async function settleBatch(book: Book, batch: readonly OutboxEntry[], reply: PushReply, offsetMs: number): Promise<readonly string[]> {
  return book.transaction('rw', book.outbox, book.rejected, book.meta, async () => {
    const state = await getSyncState(book);
    const { refused } = acknowledge(batch, reply.lastN, reply.rejected);
    await book.outbox.where('n').belowOrEqual(reply.lastN).delete();
    await book.rejected.bulkPut([...refused]);
    await saveSyncState(book, { inFlight: null, epoch: reply.epoch, offsetsMs: [...state.offsetsMs, offsetMs].slice(-5) });
    return [...new Set(refused.map((entry) => entry.id))];
  });
}

/** A refused edit is not kept as if it held: the server's copy replaces ours, and what still waits is laid over it. */
async function replaceRefused(deps: SyncDeps, server: Server, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const reply = parseReply(RecordsReply, await post(deps.fetch, server, routes.records, { ids }));
  const copies = new Map(reply.records.map((line) => [line.i, toStored(line)]));
  const { book } = deps;
  await book.transaction('rw', [...book.allRows(), book.outbox], async () => {
    for (const id of ids) {
      const waiting = await book.outbox.where('id').equals(id).toArray();
      const copy = copies.get(id);
      if (copy) {
        await putRecords(book, [mergeOps(copy, waiting.map(toOp)).record]);
      } else if (waiting.length === 0) {
        await book.rows(id.charAt(0)).delete(id);
      }
    }
  });
}

/** The record that a line of the wire carries. */
export function toStored(line: RecordLine): StoredRecord {
  return { id: line.i, kind: line.k, body: line.b, stamps: unpackStamps(line.c, line.b), ...(line.floor === undefined ? {} : { floor: line.floor }) };
}
