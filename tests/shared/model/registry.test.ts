import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { cutToField } from '#shared/model/field.ts';
import { isDeleted } from '#shared/model/record.ts';
import { settings } from '#shared/model/settings.ts';
import { checkField, entities, findField, indexedFields } from '#shared/model/registry.ts';
import { aJson } from '../sync/arbitraries.ts';

const id = 'caaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('the registry', () => {
  it('has one entity for each kind letter and name', () => {
    expect(new Set(entities.map((entity) => entity.kind)).size).toBe(entities.length);
    expect(new Set(entities.map((entity) => entity.name)).size).toBe(entities.length);
    for (const entity of entities) {
      expect(entity.kind).toMatch(/^[a-z]$/u);
      // Of settings there is one record, which is looked for by its id.
      expect(indexedFields(entity).length, entity.name).toBeGreaterThan(entity === settings ? -1 : 0);
    }
  });

  it('knows no field that every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(findField('c', name)).toBeUndefined();
    }
  });
});

describe('checkField', () => {
  it('refuses names that objects treat as their own, wherever they stand', () => {
    for (const field of ['_', '__proto__', 'constructor', 'prototype', 'tags/__proto__', 'custom/constructor', '', '/x', 'tags/', '1a', 'a b']) {
      expect(checkField('c', field, true).ok, field).toBe(false);
    }
  });

  it('holds known fields to their schema and lets unknown ones through', () => {
    expect(checkField('c', 'name', 'Anna').ok).toBe(true);
    expect(checkField('c', 'name', 7)).toEqual({ ok: false, error: 'wrong-type' });
    expect(checkField('c', 'name', null).ok).toBe(true);
    expect(checkField('c', 'emails', true)).toEqual({ ok: false, error: 'key-missing' });
    expect(checkField('c', 'emails/a@b.example', true).ok).toBe(true);
    expect(checkField('c', '_del', 'yes')).toEqual({ ok: false, error: 'wrong-type' });
    expect(checkField('c', 'fromTheFuture', { any: ['thing'] }).ok).toBe(true);
    expect(checkField('z', 'anything', [1]).ok).toBe(true);
  });

  it('refuses what is too large or too deep', () => {
    expect(checkField('z', 'x', 'y'.repeat(16 * 1024)).ok).toBe(false);
    let deep: unknown = 1;
    for (let level = 0; level < 20; level += 1) {
      deep = [deep];
    }
    expect(checkField('z', 'x', JSON.parse(JSON.stringify(deep))).ok).toBe(false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3 }), fc.string(), aJson, (kind, field, value) => typeof checkField(kind, field, value).ok === 'boolean'),
    );
  });
});

describe('a view', () => {
  it('gives sets and maps always, leaves out what does not fit, and never takes a forged key for the object’s own', () => {
    const body = JSON.parse('{"name":"Anna","emails/a@b.example":true,"emails/old@b.example":false,"title":7,"custom/__proto__":"x","unknown":1}');
    const view = toView(customers, { id, body });
    expect(view).toMatchObject({ id, deleted: false, name: 'Anna', emails: ['a@b.example'], phones: [], tags: [] });
    expect(view.title).toBeUndefined();
    expect(Object.getPrototypeOf(view.custom)).toBe(Object.prototype);
    expect('unknown' in view).toBe(false);
  });

  it('is deleted by a deletion, or when everybody who captured it took that back', () => {
    expect(isDeleted({ name: 'x' })).toBe(false);
    expect(isDeleted({ _del: true })).toBe(true);
    expect(isDeleted({ 'by/u1': true, 'by/u2': false })).toBe(false);
    expect(isDeleted({ 'by/u1': false, 'by/u2': false })).toBe(true);
  });
});

describe('cutToField', () => {
  it('gives the longest beginning that a field holds, never half a character', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', '中', '😀', '\n"', '\u0001'), fc.integer({ min: 0, max: 20_000 }), (piece, count) => {
        const text = piece.repeat(count).slice(0, 40_000);
        const cut = cutToField(text);
        expect(text.startsWith(cut)).toBe(true);
        expect(checkField('i', 'text', cut).ok).toBe(true);
        expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed());
      }),
      { numRuns: 40 },
    );
  });
});
