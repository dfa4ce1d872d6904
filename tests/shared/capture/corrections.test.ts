import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCorrections, learnCorrections } from '#shared/capture/corrections.ts';
import type { CapturedContact, CapturedField } from '#shared/model/capture.ts';
import type { Correction } from '#shared/model/correction.ts';

const aField = (field: CapturedField['field'], value: string, confidence: number): CapturedField => ({
  field,
  value,
  confidence,
  source: 'signature',
});
const contact: CapturedContact = {
  fields: [
    aField('name', 'mira h.', 0.95),
    aField('companyName', 'Holt Tools Sales', 0.75),
    aField('phone', '+442079460001', 0.92),
    aField('phone', '+442079460002', 0.7),
  ],
};
const valuesOf = ({ fields }: CapturedContact, field: CapturedField['field']): readonly (readonly [string, number])[] =>
  fields.filter((found) => found.field === field).map(({ value, confidence }) => [value, confidence]);

describe('a correction', () => {
  const learnt = learnCorrections([], 'mira@holt.example', [
    { field: 'name', found: 'mira h.', kept: 'Mira Holt' },
    { field: 'companyName', found: 'Holt Tools Sales', kept: 'Holt Tools' },
    { field: 'phone', found: '+442079460001', kept: null },
    { field: 'phone', found: '+442079460002', kept: '+442079460002' },
  ]);

  it('is offered the next time: what was written over, what was ticked, what was not wanted', () => {
    const again = applyCorrections(contact, 'mira@holt.example', learnt);
    expect(valuesOf(again, 'name')).toEqual([['Mira Holt', 0.95]]);
    expect(again.fields[0]?.source).toBe('corrected');
    expect(valuesOf(again, 'phone')).toEqual([
      ['+442079460002', 0.95],
      ['+442079460001', 0.4],
    ]);
  });

  it('of what colleagues share holds for the next person of the domain; a name holds for its person alone', () => {
    const colleague = applyCorrections(contact, 'jon@holt.example', learnt);
    expect(valuesOf(colleague, 'companyName')).toEqual([['Holt Tools', 0.95]]);
    expect(valuesOf(colleague, 'name')).toEqual([['mira h.', 0.95]]);
  });

  it('holds for nobody at another domain, and at a mail provider for the address alone', () => {
    expect(applyCorrections(contact, 'mira@other.example', learnt)).toEqual(contact);
    const ofMira = learnCorrections([], 'mira@gmail.com', [{ field: 'companyName', found: 'Holt Tools Sales', kept: 'Holt Tools' }]);
    expect(applyCorrections(contact, 'jon@gmail.com', ofMira)).toEqual(contact);
    expect(valuesOf(applyCorrections(contact, 'mira@gmail.com', ofMira), 'companyName')).toEqual([['Holt Tools', 0.95]]);
  });

  it('is replaced by a later one on the same value, and a value that is there already is not offered twice', () => {
    const later = learnCorrections(learnt, 'jon@holt.example', [{ field: 'companyName', found: 'holt tools  SALES', kept: 'Holt Ltd' }]);
    expect(later).toHaveLength(learnt.length);
    const both = { fields: [aField('companyName', 'Holt Ltd', 0.6), ...contact.fields] };
    expect(valuesOf(applyCorrections(both, 'jon@holt.example', later), 'companyName').map(([value]) => value)).toEqual(['Holt Ltd']);
  });

  it('never adds a value that nobody found or wrote, and the list stays bounded', () => {
    const values = fc.constantFrom('a', 'b', 'c');
    const lesson = fc.record({ field: fc.constantFrom('name', 'phone', 'companyName'), found: values, kept: fc.option(values, { nil: null }) });
    fc.assert(
      fc.property(fc.array(lesson), fc.array(fc.tuple(lesson, fc.double({ min: 0, max: 1, noNaN: true }))), (lessons, found) => {
        const held = lessons.reduce((all: readonly Correction[], one) => learnCorrections(all, 'x@y.example', [one]), []);
        const given = { fields: found.map(([one, confidence]) => aField(one.field, one.found, confidence)) };
        const told = new Set([
          ...given.fields.map(({ field, value }) => `${field} ${value}`),
          ...lessons.map(({ field, kept }) => `${field} ${kept}`),
        ]);
        const after = applyCorrections(given, 'x@y.example', held);
        expect(after.fields.every(({ field, value }) => told.has(`${field} ${value}`))).toBe(true);
        expect(new Set(after.fields.map(({ field }) => field))).toEqual(new Set(given.fields.map(({ field }) => field)));
      }),
    );
    const many = Array.from({ length: 600 }, (_, at) => ({ field: 'phone', found: `${at}`, kept: null }) as const);
    const kept = learnCorrections([], 'x@y.example', many);
    expect([kept.length, kept.at(-1)?.found]).toEqual([500, '599']);
  });
});
