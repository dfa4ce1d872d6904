import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { StoredRecord } from '../model/record.ts';

/**
 * What a set of records comes to, so that two copies can be compared without sending them (sync design 2.20): 256 buckets
 * by the first byte of SHA-256(id), each with the sum of its records' hashes modulo 2^64 and their number. Sums do not
 * depend on an order, and a record goes in and out of one without the others.
 */
export type Digest = { readonly sums: BigUint64Array; readonly counts: Uint32Array };

/** How many buckets a digest has. */
export const BUCKETS = 256;
/** A bucket on the wire: its sum (8 bytes) and its count (4 bytes), both with the high byte first. */
const BUCKET_BYTES = 12;

const encoder = new TextEncoder();

/** A digest of nothing. */
export function createDigest(): Digest {
  return { sums: new BigUint64Array(BUCKETS), counts: new Uint32Array(BUCKETS) };
}

/** The bucket of a record's id, 0 to 255. */
export function bucketOf(id: string): number {
  return sha256(encoder.encode(id))[0] ?? 0;
}

/**
 * The hash of a record: the first 8 bytes of SHA-256 over its id and `field=stamp` of every field in order of the names,
 * each behind a line feed; an erased record's floor counts as the field `_floor`. Values are not in it: equal stamps are
 * equal values.
 */
export function hashRecord({ id, stamps, floor }: Pick<StoredRecord, 'id' | 'stamps' | 'floor'>): bigint {
  const fields = Object.keys(stamps).toSorted();
  let text = id;
  for (const field of fields) {
    text += `\n${field}=${stamps[field] ?? ''}`;
  }
  if (floor !== undefined) {
    text += `\n_floor=${floor}`;
  }
  const bytes = sha256(encoder.encode(text));
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
}

/** Puts a record into a digest. The digest given is changed. */
export function addToDigest(digest: Digest, record: Pick<StoredRecord, 'id' | 'stamps' | 'floor'>): void {
  move(digest, record, 1);
}

/** Takes a record out of a digest, as it was when it was put in. The digest given is changed. */
export function takeFromDigest(digest: Digest, record: Pick<StoredRecord, 'id' | 'stamps' | 'floor'>): void {
  move(digest, record, -1);
}

function move(digest: Digest, record: Pick<StoredRecord, 'id' | 'stamps' | 'floor'>, by: 1 | -1): void {
  const bucket = bucketOf(record.id);
  const hash = hashRecord(record);
  // Both wrap at 2^64, which the typed array does by itself.
  digest.sums[bucket] = (digest.sums[bucket] ?? 0n) + (by === 1 ? hash : -hash);
  digest.counts[bucket] = (digest.counts[bucket] ?? 0) + by;
}

/** The digest of records, in any order. */
export function digestOf(records: Iterable<Pick<StoredRecord, 'id' | 'stamps' | 'floor'>>): Digest {
  const digest = createDigest();
  for (const record of records) {
    addToDigest(digest, record);
  }
  return digest;
}

/** The buckets in which two digests differ, rising; none when they are of the same records. */
export function listDifferent(a: Digest, b: Digest): readonly number[] {
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter(
    (bucket) => a.sums[bucket] !== b.sums[bucket] || a.counts[bucket] !== b.counts[bucket],
  );
}

/** A digest as 3,072 bytes: for each bucket its sum and its count. */
export function digestToBytes({ sums, counts }: Digest): Uint8Array {
  const bytes = new Uint8Array(BUCKETS * BUCKET_BYTES);
  const view = new DataView(bytes.buffer);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    view.setBigUint64(bucket * BUCKET_BYTES, sums[bucket] ?? 0n);
    view.setUint32(bucket * BUCKET_BYTES + 8, counts[bucket] ?? 0);
  }
  return bytes;
}

/** The reverse of `digestToBytes`; undefined for bytes of another length. */
export function digestFromBytes(bytes: Uint8Array): Digest | undefined {
  if (bytes.length !== BUCKETS * BUCKET_BYTES) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const digest = createDigest();
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    digest.sums[bucket] = view.getBigUint64(bucket * BUCKET_BYTES);
    digest.counts[bucket] = view.getUint32(bucket * BUCKET_BYTES + 8);
  }
  return digest;
}

/** A digest as one short text for people to compare: hex of the SHA-256 of its bytes. */
export function digestToText(digest: Digest): string {
  return bytesToHex(sha256(digestToBytes(digest)));
}
