import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MergeRule } from '#shared/model/entity.ts';
import { canonicalJson, emptyRecord, mergeField, mergeOps, mergeRecords, packStamps, unpackStamps } from '#shared/sync/merge.ts';
import { aJson, anOp, aStamp } from './arbitraries.ts';

const rules: readonly MergeRule[] = ['lww', 'fww', 'max', 'min', 'set', 'map'];
const aWrite = fc.record({ value: aJson, stamp: aStamp });
const empty = emptyRecord('caaaaaaaaaaaaaaaaaaaaaaaaaa', 'c');

describe.each(rules)('merge of two writes under %s', (rule) => {
  it('gives the same whoever comes first', () => {
    fc.assert(
      fc.property(aWrite, aWrite, (a, b) => {
        expect(canonicalJson(mergeField(rule, a, b).value)).toBe(canonicalJson(mergeField(rule, b, a).value));
        expect(mergeField(rule, a, b).stamp).toBe(mergeField(rule, b, a).stamp);
      }),
    );
  });

  it('gives the same however three are grouped', () => {
    fc.assert(
      fc.property(aWrite, aWrite, aWrite, (a, b, c) => {
        const left = mergeField(rule, mergeField(rule, a, b), c);
        const right = mergeField(rule, a, mergeField(rule, b, c));
        expect([left.stamp, canonicalJson(left.value)]).toEqual([right.stamp, canonicalJson(right.value)]);
      }),
    );
  });

  it('changes nothing when a write comes again', () => {
    fc.assert(
      fc.property(aWrite, (a) => {
        expect(mergeField(rule, a, a)).toEqual(a);
      }),
    );
  });
});

describe('merge of records', () => {
  it('does not depend on the order or repetition of operations', () => {
    fc.assert(
      fc.property(
        fc
          .array(anOp, { maxLength: 12 })
          .chain((ops) => fc.tuple(fc.constant(ops), fc.shuffledSubarray([...ops, ...ops], { minLength: ops.length * 2 }))),
        ([ops, shuffled]) => {
          expect(mergeOps(empty, shuffled).record).toEqual(mergeOps(empty, ops).record);
        },
      ),
    );
  });

  it('of two copies is the same both ways, and the same as all operations at once', () => {
    fc.assert(
      fc.property(fc.array(anOp), fc.array(anOp), (xs, ys) => {
        const [a, b] = [mergeOps(empty, xs).record, mergeOps(empty, ys).record];
        expect(mergeRecords(a, b).record).toEqual(mergeRecords(b, a).record);
        expect(mergeRecords(a, b).record).toEqual(mergeOps(empty, [...xs, ...ys]).record);
      }),
    );
  });

  it('ignores every write at or below the floor of an erased record, on whichever side the floor is', () => {
    fc.assert(
      fc.property(fc.array(anOp), aStamp, (ops, floor) => {
        const erased = { ...empty, floor };
        const kept = mergeOps(
          empty,
          ops.filter((op) => op[4] > floor),
        ).record;
        expect(mergeOps(erased, ops).record).toEqual({ ...kept, floor });
        expect(
          mergeRecords(
            mergeOps(
              empty,
              ops.filter((op) => op[2] !== 'keyedBy' && op[2] !== 'capturedAt'),
            ).record,
            erased,
          ).record.floor,
        ).toBe(floor);
      }),
    );
  });

  it('names exactly the fields that changed', () => {
    fc.assert(
      fc.property(fc.array(anOp), fc.array(anOp), (xs, ys) => {
        const before = mergeOps(empty, xs).record;
        const { record, changed } = mergeOps(before, ys);
        for (const field of Object.keys(record.body)) {
          const isSame =
            record.stamps[field] === before.stamps[field] && canonicalJson(record.body[field] ?? null) === canonicalJson(before.body[field] ?? null);
          expect(changed.includes(field), field).toBe(!isSame);
        }
      }),
    );
  });
});

describe('stamps on the wire', () => {
  it('unpack to what was packed', () => {
    fc.assert(
      fc.property(fc.array(anOp), (ops) => {
        const { record } = mergeOps(empty, ops);
        expect(unpackStamps(packStamps(record.stamps), record.body)).toEqual(record.stamps);
      }),
    );
  });

  it('take a field that is called as something every object has for a field', () => {
    const { record } = mergeOps(empty, [[empty.id, empty.kind, 'toString', 'x', 'a'.repeat(28)]]);
    expect(unpackStamps(packStamps(record.stamps), record.body)['toString']).toBe('a'.repeat(28));
  });
});
