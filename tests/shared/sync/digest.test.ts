import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '#shared/model/record.ts';
import {
  addToDigest,
  bucketOf,
  BUCKETS,
  type Digest,
  digestFromBytes,
  digestOf,
  digestToBytes,
  digestToText,
  hashRecord,
  listDifferent,
  takeFromDigest,
} from '#shared/sync/digest.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import { anOp } from './arbitraries.ts';

const anId = fc.stringMatching(/^c[0-9a-f]{8}$/u);
const aRecord = fc.tuple(anId, fc.array(anOp, { minLength: 1, maxLength: 6 })).map(
  ([id, ops]): StoredRecord =>
    mergeOps(
      emptyRecord(id, 'c'),
      ops.map(([, kind, field, value, stamp]) => [id, kind, field, value, stamp] as const),
    ).record,
);
const records = fc.uniqueArray(aRecord, { maxLength: 20, selector: ({ id }) => id });
const copy = (digest: Digest) => [...digestToBytes(digest)];

describe('a digest', () => {
  it('is what another program makes of the same text', () => {
    const sha = (text: string) => createHash('sha256').update(text).digest();
    const record = { id: 'c1', stamps: { name: 'b'.repeat(28), kind: 'a'.repeat(28) }, floor: '9'.repeat(28) };
    const text = `c1\nkind=${'a'.repeat(28)}\nname=${'b'.repeat(28)}\n_floor=${'9'.repeat(28)}`;
    expect(hashRecord(record)).toBe(sha(text).readBigUInt64BE(0));
    expect(bucketOf('c1')).toBe(sha('c1')[0]);
  });

  it('does not depend on the order, and is the sum of its records', () => {
    fc.assert(
      fc.property(records, (all) => {
        const digest = digestOf(all);
        expect(copy(digestOf(all.toReversed()))).toEqual(copy(digest));
        expect(digest.counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
        const [first] = all;
        if (first) {
          takeFromDigest(digest, first);
          expect(copy(digest)).toEqual(copy(digestOf(all.slice(1))));
          addToDigest(digest, first);
          expect(listDifferent(digest, digestOf(all))).toEqual([]);
        }
      }),
    );
  });

  it('differs in the bucket of the record that differs, in a stamp, a field or a floor', () => {
    fc.assert(
      fc.property(records, aRecord, (all, one) => {
        const others = all.filter(({ id }) => id !== one.id);
        const changed: readonly StoredRecord[] = [
          { ...one, stamps: { ...one.stamps, extra: '1'.repeat(28) } },
          { ...one, floor: '2'.repeat(28) },
          { ...one, stamps: Object.fromEntries(Object.entries(one.stamps).map(([field, stamp]) => [field, `${stamp}0`])) },
        ];
        for (const other of changed) {
          expect(listDifferent(digestOf([...others, one]), digestOf([...others, other]))).toEqual([bucketOf(one.id)]);
        }
        expect(listDifferent(digestOf([...others, one]), digestOf(others))).toEqual([bucketOf(one.id)]);
      }),
    );
  });

  it('comes back from its bytes, also from the middle of a buffer', () => {
    fc.assert(
      fc.property(records, (all) => {
        const digest = digestOf(all);
        const bytes = digestToBytes(digest);
        expect(bytes.length).toBe(BUCKETS * 12);
        const wide = new Uint8Array(bytes.length + 6);
        wide.set(bytes, 3);
        const back = digestFromBytes(wide.subarray(3, 3 + bytes.length));
        expect(back && copy(back)).toEqual([...bytes]);
        expect(back && digestToText(back)).toBe(digestToText(digest));
      }),
    );
    expect(digestFromBytes(new Uint8Array(5))).toBeUndefined();
  });
});
