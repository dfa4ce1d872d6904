import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonLd } from '#shared/capture/structured/json-ld.ts';

describe('repairs what other readers accept', () => {
  test.each([
    ['comments', '{ // the order\n "@type": "Order", /* x */ "url": "https://a.example//b" }'],
    ['commas before brackets', '{"@type":"Order","url":"https://a.example//b",}'],
    ['raw control characters', '{"@type":"Order","url":"https://a.example//b","note":"a\nb\tc"}'],
    ['HTML comment marks', '<!-- {"@type":"Order","url":"https://a.example//b"} -->'],
    ['an HTML comment before the JSON', '<!-- a box, ordered. --> {"@type":"Order","url":"https://a.example//b"} <!-- end -->'],
    ['CDATA marks and a semicolon', '//<![CDATA[\n{"@type":"Order","url":"https://a.example//b"};\n//]]>'],
    ['a graph', '{"@graph":[{"@type":"Order","url":"https://a.example//b"}]}'],
    ['a list', '[{"@type":"Order","url":"https://a.example//b"}]'],
  ])('%s', (_what, block) => {
    const { items, notes } = readJsonLd([block]);
    expect(notes).toEqual([]);
    expect(items).toHaveLength(1);
    expect(items[0]?.get('@type')).toBe('Order');
    expect(items[0]?.get('url')).toBe('https://a.example//b');
  });
});

test('broken beyond repair is told, and the next block is read', () => {
  const { items, notes } = readJsonLd(['{"a": }', '{"@type":"Person"}']);
  expect(items).toHaveLength(1);
  expect(notes).toEqual([{ key: 'markup-broken', detail: '' }]);
});

test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused at any depth, the rest is kept', (key) => {
  const { items, notes } = readJsonLd([`{"@type":"Person","${key}":{"polluted":true},"worksFor":[{"name":"Acme","${key}":{"polluted":true}}]}`]);
  expect(notes).toEqual([{ key: 'markup-key-refused', detail: key }]);
  expect(items[0]?.has(key)).toBe(false);
  expect(items[0]?.get('@type')).toBe('Person');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('a written-out __proto__ is refused as well', () => {
  expect(readJsonLd([String.raw`{"\u005f_proto__":{"x":1},"a":1}`]).notes).toEqual([{ key: 'markup-key-refused', detail: '__proto__' }]);
});

test('too deep and too large are refused before they are parsed', () => {
  expect(readJsonLd(['['.repeat(100_000)]).notes).toEqual([{ key: 'markup-too-deep', detail: '100000' }]);
  expect(readJsonLd([`${'['.repeat(32)}${']'.repeat(32)}`]).notes).toEqual([]);
  expect(readJsonLd([`${'['.repeat(33)}${']'.repeat(33)}`]).notes).toEqual([{ key: 'markup-too-deep', detail: '33' }]);
  expect(readJsonLd([`{"a":"${'é'.repeat(140_000)}"}`]).notes).toEqual([{ key: 'markup-too-deep', detail: '274 kB' }]);
  expect(readJsonLd([`{"a":"${'['.repeat(1000)}"}`]).notes).toEqual([]);
});

test('good JSON means the same after the repair', () => {
  const toPlain = (value: unknown): unknown =>
    value instanceof Map
      ? Object.fromEntries([...value].map(([key, entry]) => [key, toPlain(entry)]))
      : Array.isArray(value)
        ? value.map(toPlain)
        : value;
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => !['__proto__', 'constructor', 'prototype', '@graph'].includes(key)),
        fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.array(fc.string())),
      ),
      (value) => {
        const text = JSON.stringify(value);
        expect(toPlain(readJsonLd([text]).items[0])).toEqual(JSON.parse(text));
      },
    ),
  );
});

test('never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'{}[]",:/*\\ a1\n<!->'.split('')), maxLength: 200 })),
      (block) => {
        readJsonLd([block]);
      },
    ),
  );
});
