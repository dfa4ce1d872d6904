import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Json, StoredRecord } from '#shared/model/record.ts';
import { mergeOps, packStamps, unpackStamps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { mergeIntoText } from '../../../server/services/merge-text.ts';
import type { StoredText } from '../../../server/store/port.ts';
import { aStamp } from '../../shared/sync/arbitraries.ts';

/** Texts that look like what is sought in JSON, or hide where a text ends. */
const nasty = fc.constantFrom(
  ',"title":',
  '{"title":',
  'x,',
  '\\',
  '\\"',
  '"',
  '\\",\\"title\\":"',
  '}',
  '[',
  'title',
  '',
  '\u2028',
  '\ud800',
  '"title":1',
);
const text = fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 4 }).map((parts) => parts.join(''));
const plain: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: plain },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('title', 'a'), plain) },
);
const field = fc.oneof(
  fc.constantFrom('title', 'name', 'area', 'needs', 'titles', 'toString', '_del'),
  // Without a backslash at its end: V8 14.6 reads `{"k\\n":1}` as the key `k\\` once it has read an object that has that key.
  text.filter((key) => key !== '' && !key.endsWith('\\')).map((key) => `emails/${key}`),
  // The first write wins, and the larger number.
  fc.constantFrom('subject', 'happenedAt'),
);

/** A record as it lies in the database. */
const stored = fc
  .tuple(fc.constantFrom('c', 'i', 'z'), fc.uniqueArray(fc.tuple(field, value, aStamp), { selector: ([name]) => name, maxLength: 6 }))
  .map(([kind, fields]): StoredRecord => {
    const body: Body = Object.fromEntries(fields.map(([name, held]) => [name, toJson(held)]));
    return { id: `${kind}1`, kind, body, stamps: Object.fromEntries(fields.map(([name, , stamp]) => [name, stamp])) };
  });

const toJson = (held: Json): Json => JSON.parse(JSON.stringify(held));

function toText({ id, kind, body, stamps, floor }: StoredRecord): StoredText {
  return { id, kind, b: JSON.stringify(body), c: JSON.stringify(packStamps(stamps)), floor: floor ?? null };
}

test('a write laid over the text of a record is what merging and writing the record anew would be, to the letter', () => {
  fc.assert(
    fc.property(stored, fc.nat(), field, value, aStamp, fc.boolean(), (record, at, name, given, stamp, isHeld) => {
      const names = Object.keys(record.body);
      const path = (isHeld ? names[at % Math.max(1, names.length)] : undefined) ?? name;
      const op: Op = [record.id, record.kind, path, toJson(given), stamp];
      const whole = mergeOps(record, [op]);
      const merged = mergeIntoText(toText(record), op);
      if (merged === undefined) {
        expect(names).toEqual([]);
        return;
      }
      expect(merged.text.b).toBe(JSON.stringify(whole.record.body));
      expect({ ...merged.record }).toEqual({ ...whole.record, body: { ...whole.record.body }, stamps: { ...whole.record.stamps } });
      expect({ ...unpackStamps(JSON.parse(merged.text.c), whole.record.body) }).toEqual({ ...whole.record.stamps });
      expect(merged.writes).toEqual(
        whole.changed.map((changed) => ({
          field: changed,
          oldJson: Object.hasOwn(record.body, changed) ? JSON.stringify(record.body[changed]) : null,
          newJson: JSON.stringify(whole.record.body[changed]),
          stamp: whole.record.stamps[changed],
        })),
      );
    }),
    { numRuns: 3000 },
  );
});

test('what was erased or is empty is left to the whole way', () => {
  const op: Op = ['c1', 'c', 'title', 'Buyer', '1'.repeat(28)];
  const stamp = '0'.repeat(28);
  const row: StoredText = { id: 'c1', kind: 'c', b: '{"title":"x"}', c: `{"_":"${stamp}"}`, floor: null };
  expect(mergeIntoText(row, op)?.text.b).toBe('{"title":"Buyer"}');
  expect(mergeIntoText({ ...row, floor: stamp }, op)).toBeUndefined();
  expect(mergeIntoText({ ...row, b: '{}', c: '{}' }, op)).toBeUndefined();
});
