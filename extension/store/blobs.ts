import { isDeleted } from '#shared/model/record.ts';
import type { Book } from './database.ts';
import { findRecord } from './records.ts';

/** A picture in this browser, under the SHA-256 of its bytes. */
export type BlobRow = {
  readonly hash: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The records that name it here, and those of them for which the server has it. */
  readonly records: readonly string[];
  readonly sentFor: readonly string[];
};

/** The picture with this hash, if this browser holds it. */
export function findBlob(book: Book, hash: string): Promise<BlobRow | undefined> {
  return book.blobs.get(hash);
}

/** The pictures of these hashes that this browser holds. */
export async function listBlobs(book: Book, hashes: readonly string[]): Promise<readonly BlobRow[]> {
  return (await book.blobs.bulkGet([...hashes])).filter((row): row is BlobRow => row !== undefined);
}

/** Keeps a picture with a record; the same picture of another record stays one. */
export async function keepBlob(book: Book, picture: Omit<BlobRow, 'records' | 'sentFor'>, record: string, isSent: boolean): Promise<void> {
  await book.transaction('rw', book.blobs, async () => {
    const held = await book.blobs.get(picture.hash);
    const records = [...new Set([...(held?.records ?? []), record])];
    const sentFor = [...new Set([...(held?.sentFor ?? []), ...(isSent ? [record] : [])])];
    await book.blobs.put({ ...picture, records, sentFor });
  });
}

/** A picture and a record for which the server does not have it yet; none while the record itself waits to be sent. */
export async function listUnsent(book: Book): Promise<readonly { readonly row: BlobRow; readonly record: string }[]> {
  const unsent: { row: BlobRow; record: string }[] = [];
  for (const row of await book.blobs.filter(({ records, sentFor }) => records.some((record) => !sentFor.includes(record))).toArray()) {
    for (const record of row.records.filter((one) => !row.sentFor.includes(one))) {
      if ((await book.outbox.where('id').equals(record).count()) === 0 && (await isNamed(book, record, row.hash))) {
        unsent.push({ row, record });
      }
    }
  }
  return unsent;
}

async function isNamed(book: Book, record: string, hash: string): Promise<boolean> {
  const held = await findRecord(book, record);
  return held !== undefined && !isDeleted(held.body) && (held.body[`attachments/${hash}`] ?? null) !== null;
}

/** Removes the pictures that no record names any more: their talk was taken back or deleted. */
export async function sweepBlobs(book: Book): Promise<void> {
  // Hashes and ids alone are looked at: the bytes of a hundred pictures are not read to find out that all are named.
  for (const hash of await book.blobs.toCollection().primaryKeys()) {
    const row = await book.blobs.get(hash);
    const named = await Promise.all((row?.records ?? []).map((record) => isNamed(book, record, hash)));
    if (!named.includes(true)) {
      await book.blobs.delete(hash);
    }
  }
}
