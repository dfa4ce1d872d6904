import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { interactions } from '#shared/model/interaction.ts';
import { toView } from '#shared/model/entity.ts';
import { MAX_BLOB_BYTES } from '#shared/wire/blobs.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { readRecords } from './pull-changes.ts';

/** What the record says of the picture, as far as the caller sees the record. Throws `not-found`, alike for what is not there and not seen. */
async function getNamed(deps: Deps, paired: PairedDevice, record: string, hash: string): Promise<{ readonly bytes: number }> {
  // By what crosses the wire to this reader: of a record that is seen in part only the own fields.
  const [line] = (await readRecords(deps, paired, [record])).records;
  const seen = line === undefined || !record.startsWith(interactions.kind) ? undefined : toView(interactions, { id: line.i, body: line.b });
  const named = seen === undefined || seen.deleted ? undefined : seen.attachments[hash];
  if (named === undefined) {
    throw new AppError('not-found');
  }
  return named;
}

/** Stores a picture that a record names. Throws `not-found`, and `bad-request` where the bytes are not those that the record names. */
export async function storeBlob(deps: Deps, paired: PairedDevice, record: string, hash: string, bytes: Uint8Array): Promise<void> {
  const named = await getNamed(deps, paired, record, hash);
  if (bytes.length !== named.bytes || bytes.length > MAX_BLOB_BYTES || createHash('sha256').update(bytes).digest('hex') !== hash) {
    throw new AppError('bad-request', { field: 'hash' });
  }
  const blob = { hash, bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') };
  await deps.store.write(async (tx) => tx.saveBlob(paired.principal.org, record, blob, deps.clock.nowMs()));
}

/** A picture that a record names, for whoever sees the record. Throws `not-found`. */
export async function readBlob(deps: Deps, paired: PairedDevice, record: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  await getNamed(deps, paired, record, hash);
  const blob = await deps.store.findBlob(paired.principal.org, record, hash);
  if (blob === undefined) {
    throw new AppError('not-found');
  }
  return new Uint8Array(Buffer.from(blob.base64, 'base64'));
}
