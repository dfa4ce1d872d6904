import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { addToDigest, bucketOf, BUCKETS, createDigest, digestToBytes, hashRecord } from '#shared/sync/digest.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import type { DigestReply, DigestRequest, RecordLine } from '#shared/wire/sync.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { listOwnDevices, listScopesOf, toLine } from './pull-changes.ts';
import { checkProtocol } from './snapshot.ts';

const PAGE = 1000;

/**
 * What everything comes to that a device may see, or the records of one bucket with their hashes (sync design 2.20). It is
 * reckoned from the very lines that the device would be sent, so it tells nothing of what the device may not see.
 */
export async function readDigest(deps: Deps, paired: PairedDevice, request: DigestRequest): Promise<DigestReply> {
  checkProtocol(request.proto);
  const bucket = request.bucket === undefined ? undefined : Number(request.bucket);
  if (bucket !== undefined && bucket >= BUCKETS) {
    throw new AppError('bad-request', { at: 'bucket' });
  }
  const digest = createDigest();
  const records: DigestReply['records'] = [];
  let heads: { readonly first: number; last: number } | undefined;
  let epoch = '';
  for (let after: string | null = ''; after !== null; await breathe()) {
    const page = await readPage(deps, paired, after);
    for (const line of page.lines) {
      const seen = toSeen(line);
      if (bucket === undefined) {
        addToDigest(digest, seen);
      } else if (bucketOf(seen.id) === bucket) {
        records.push([seen.id, hashRecord(seen).toString(16).padStart(16, '0')]);
      }
    }
    heads = { first: heads?.first ?? page.head, last: page.head };
    ({ epoch, next: after } = page);
  }
  return {
    head: heads && heads.first === heads.last ? heads.last : null,
    epoch,
    buckets: bucket === undefined ? Buffer.from(digestToBytes(digest)).toString('hex') : '',
    records,
  };
}

async function readPage({ store }: Deps, { principal }: PairedDevice, after: string) {
  const scopes = await listScopesOf(store, principal);
  const page = await store.readSnapshot(principal.org, { scopes, part: 'all', sinceDay: '9999', after, limit: PAGE });
  const own = await listOwnDevices(store, principal, page.records);
  return { ...page, lines: page.records.map((visible) => toLine(visible, principal.role, own, visible.seq)) };
}

function toSeen({ i, b, c, floor }: RecordLine): Pick<StoredRecord, 'id' | 'stamps' | 'floor'> {
  return { id: i, stamps: unpackStamps(c, b), ...(floor === undefined ? {} : { floor }) };
}
