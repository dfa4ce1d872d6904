import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from '#shared/model/entity.ts';
import { DELETED, type Json } from '#shared/model/record.ts';
import { entities } from '#shared/model/registry.ts';
import { emptyRecord, mergeOps, mergeRecords } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { commitAct, type Change } from '../../extension/store/write.ts';
import { aStamp } from '../shared/sync/arbitraries.ts';
import { aSheet } from '../ui/gallery/sample-months.ts';
import { aWorld } from './build/a-world.ts';
import { drain } from './build/steps.ts';

const AT = '2026-01-01T00:00:00Z';
const pair = (make: (text: string) => Json): Json[] => ['x', 'y'].map(make);

const WORDS: readonly Json[] = ['x', 'another', 'GBP', 'EUR', 'ordered', 'late', 'a'.repeat(64), 'b'.repeat(64)];
const TIMES: readonly Json[] = ['2026-01', '2026-02', '2026-01-01', '2026-02-02', AT, '2026-02-02T00:00:00Z'];
const OTHERS: readonly Json[] = [0, 1, 2, 0.5, 1950, 1990, true, false, [], ['x']];

/** Values for every type that a field of the model has; each field is given those that its schema takes. */
const VALUES: readonly Json[] = [
  ...WORDS,
  ...TIMES,
  ...OTHERS,
  ...['a', 'b'].map((letter) => `c${letter.repeat(26)}`),
  ...[1, 2].flatMap((minor): Json[] => [
    { minor, currency: 'GBP' },
    { points: minor, on: '2026-01-01', why: 'x' },
    { quantity: minor, amountMinor: 100, productName: 'x' },
    { quantity: minor, orderedOn: '2026-01-01' },
    { attitude: minor, solved: 3, professional: 4, onDay: '2026-01-01' },
    { mark: minor, onDay: '2026-01-01' },
    { mark: minor, remark: 'x', by: `u${'a'.repeat(26)}` },
    { name: 'x', type: 'text/plain', bytes: minor },
    { attendance: 10 + minor, customer: 20 - minor, lead: 30, problem: 40 },
    { onDuty: 40 + minor, onTime: 60 - minor },
    { attitude: 25 + minor, solved: 50, professional: 25 - minor },
    { solvedRate: 40 + minor, feedback: 60 - minor },
    { high: 0.5 + minor / 10, general: 0.5 },
    { high: { netMinor: 100, orders: 2 }, general: { netMinor: 100, orders: minor } },
  ]),
  // As it goes over the wire.
  ...pair((text) => JSON.parse(JSON.stringify(aSheet('2026-01', text, {})))),
  ...pair((text) => ({ text })),
  ...pair((text) => ({ reader: 'hand', at: AT, source: text })),
  ...pair((text) => ({ stage: text, at: AT, by: `u${'a'.repeat(26)}` })),
  ...pair((name) => [{ role: 'to', name, email: 'a@b.example' }]),
];

function valuesOf({ schema }: FieldDefinition): readonly Json[] {
  const listed = 'options' in schema && Array.isArray(schema.options) ? schema.options.filter((one): one is string => typeof one === 'string') : [];
  return [...VALUES, ...listed].filter((value) => v.is(schema, value));
}

const isMany = ({ merge }: FieldDefinition): boolean => merge === 'set' || merge === 'map';
const idOf = (kind: string): string => `${kind}${'a'.repeat(26)}`;

/** Every field of the model as operations name it, with values that it takes. */
const fields = entities.flatMap(({ kind, fields: own }) =>
  Object.entries(own).map(([name, definition]) => ({ kind, field: isMany(definition) ? `${name}/x` : name, values: valuesOf(definition) })),
);

test('there are at least two values for every field but those that take one only', () => {
  expect(fields.filter(({ values }) => values.length < 2).map(({ kind, field, values }) => `${kind}.${field} ${values.length}`)).toEqual([
    'k.titleKey 1',
  ]);
});

describe.each(fields)('writes to $field of $kind', ({ kind, field, values }) => {
  const empty = emptyRecord(idOf(kind), kind);
  const aWrite = fc
    .record({ value: fc.constantFrom(...values, null), stamp: aStamp })
    .map(({ value, stamp }): Op => [empty.id, kind, field, value, stamp]);
  const copy = (...ops: readonly Op[]) => mergeOps(empty, ops).record;

  test('fold to one value in whatever order they come, however they are grouped, however often', () => {
    fc.assert(
      fc.property(aWrite, aWrite, aWrite, (a, b, c) => {
        const [one, two, three] = [copy(a), copy(b), copy(c)];
        const all = copy(a, b, c);
        expect(mergeRecords(one, two).record).toEqual(mergeRecords(two, one).record);
        expect(mergeRecords(mergeRecords(one, two).record, three).record).toEqual(all);
        expect(mergeRecords(one, mergeRecords(two, three).record).record).toEqual(all);
        expect(mergeRecords(all, all)).toEqual({ record: all, changed: [] });
        expect(copy(c, a, b, a, c)).toEqual(all);
      }),
      { numRuns: 50 },
    );
  });
});

test('three browsers that write every field of every kind apart end with what the server has, field by field', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(2 ** 16)), async (chance) => {
      const next = (below: number): number => Number(chance.next().value ?? 0) % below;
      const world = await aWorld();
      for (let round = 0; round < 2; round += 1) {
        for (const client of world.clients.toSorted(() => next(3) - 1)) {
          world.advance(next(2000));
          client.skewMs = next(20_000) - 10_000;
          const changes = fields.flatMap(({ kind, field, values }): Change[] =>
            next(3) === 0 ? [] : [{ id: idOf(kind), kind, field, value: values[next(values.length)] ?? null }],
          );
          const deletions = entities.flatMap(({ kind }): Change[] => (next(9) === 0 ? [{ id: idOf(kind), kind, field: DELETED, value: true }] : []));
          await commitAct(client.book, 'editField', [...changes, ...deletions], client.nowMs());
          if (next(2) === 0) {
            await client.sync('lose reply');
          }
        }
      }
      await drain(world);
      await world.check();
      await world.close();
    }),
    { numRuns: 5 },
  );
}, 120_000);
