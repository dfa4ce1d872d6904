import { addToDigest, bucketOf, createDigest, digestFromBytes, hashRecord, listDifferent } from '#shared/sync/digest.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { routes } from '#shared/wire/routes.ts';
import { DigestReply, RecordsReply } from '#shared/wire/sync.ts';
import { PROTOCOL, SCHEMA } from '#shared/wire/version.ts';
import type { Book } from '../store/database.ts';
import { getSyncState, saveSyncState, type Identity } from '../store/meta.ts';
import { putRecords, toRecord } from '../store/records.ts';
import { dropCopy, layOver, seeStamps } from './apply.ts';
import { toStored } from './lines.ts';
import { pushAll, type SyncDeps } from './push.ts';
import { get, parseReply, post, type Server } from './request.ts';
import { requeueNewer } from './snapshot.ts';

const EVERY_MS = 86_400_000;
/** Records asked for in one request. */
const CHUNK = 500;

const versions = { proto: String(PROTOCOL), schema: String(SCHEMA) };

/**
 * Once a day, and after everything was fetched anew, compares the book with the server's (sync design 2.20) and puts right
 * what differs: the server's copy takes the place of ours, and what is newer here is queued again. Only when all is quiet,
 * since a change under way is no difference. Throws `AppError`.
 */
export async function compareBooks(deps: SyncDeps, identity: Identity, server: Server): Promise<void> {
  const { book } = deps;
  const state = await getSyncState(book);
  const isDue = state.comparedAtMs === null || Math.abs(deps.nowMs() - state.comparedAtMs) >= EVERY_MS;
  if (!isDue || state.snapshot || (await book.outbox.count()) > 0) {
    return;
  }
  const reply = parseReply(DigestReply, await get(deps.fetch, server, routes.digest, versions));
  const theirs = digestFromBytes(bytesFromHex(reply.buckets));
  const isQuiet = Object.values(state.cursors).every((cursor) => cursor === reply.head) && reply.epoch === state.epoch;
  const ours = await hashBook(book);
  // A write of this very moment is found at the next comparison.
  if (!theirs || !isQuiet || (await book.outbox.count()) > 0) {
    return;
  }
  let repaired = 0;
  for (const bucket of listDifferent(ours.digest, theirs)) {
    repaired += await repairBucket(deps, identity, server, bucket, ours.hashes);
  }
  await saveSyncState(book, { comparedAtMs: deps.nowMs() });
  if (repaired > 0) {
    await pushAll(deps, identity, server);
    await post(deps.fetch, server, routes.repaired, { records: repaired });
  }
}

async function hashBook(book: Book) {
  const digest = createDigest();
  const hashes = new Map<string, string>();
  for (const table of book.allRows()) {
    await table.each((row) => {
      const record = toRecord(row);
      addToDigest(digest, record);
      hashes.set(row.id, hashRecord(record).toString(16).padStart(16, '0'));
    });
  }
  return { digest, hashes };
}

async function repairBucket(deps: SyncDeps, identity: Identity, server: Server, bucket: number, ours: ReadonlyMap<string, string>): Promise<number> {
  const reply = parseReply(DigestReply, await get(deps.fetch, server, routes.digest, { ...versions, bucket: String(bucket) }));
  const theirs = new Map(reply.records);
  const mine = [...ours.keys()].filter((id) => bucketOf(id) === bucket);
  const different = [...new Set([...mine, ...theirs.keys()])].filter((id) => ours.get(id) !== theirs.get(id));
  for (let from = 0; from < different.length; from += CHUNK) {
    const ids = different.slice(from, from + CHUNK);
    const copies = new Map(parseReply(RecordsReply, await post(deps.fetch, server, routes.records, { ids })).records.map((line) => [line.i, line]));
    await deps.book.transaction('rw', [...deps.book.allRows(), deps.book.outbox, deps.book.meta], async () => {
      for (const id of ids) {
        await repairRecord(deps.book, identity, id, copies.get(id));
      }
    });
  }
  return different.length;
}

async function repairRecord(book: Book, identity: Identity, id: string, line: RecordsReply['records'][number] | undefined): Promise<void> {
  if (!line) {
    return dropCopy(book, id);
  }
  const row = await book.rows(id.charAt(0)).get(id);
  if (row && line.lvl !== 'stub') {
    await requeueNewer(book, identity, toRecord(row), line);
  }
  await putRecords(book, [await layOver(book, toStored(line))]);
  await seeStamps(book, identity.device, [toStored(line)]);
}
