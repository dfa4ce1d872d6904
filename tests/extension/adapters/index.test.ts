import { expect, test } from 'vitest';
import { defineAdapter } from '../../../extension/adapters/adapter.ts';
import { adapters, orderAdapters } from '../../../extension/adapters/index.ts';
import { roundcube } from '../../../extension/adapters/roundcube.ts';

test('two adapters of one name stop the start', () => {
  expect(() => orderAdapters([roundcube, roundcube])).toThrow('Two adapters are called roundcube');
});

test('every adapter has dated versions, newest first, each with its source', () => {
  expect(adapters.map((adapter) => adapter.id)).toEqual(expect.arrayContaining(['gmail', 'outlook', 'roundcube', 'sogo']));
  expect(() => defineAdapter({ ...roundcube, versions: [] })).toThrow('dated versions');
  const [first] = roundcube.versions;
  expect(first).toBeDefined();
  const older = first === undefined ? [] : [{ ...first, since: '2026-01-01' }, first];
  expect(() => defineAdapter({ ...roundcube, versions: older })).toThrow('newest first');
  expect(() => defineAdapter({ ...roundcube, versions: first === undefined ? [] : [{ ...first, seenIn: '' }] })).toThrow('name their source');
});
