// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { readCards } from '#shared/capture/structured-cards.ts';
import { readRdfa, readRdfaTriples, USES_VOCABULARY } from '../../../extension/capture/rdfa.ts';

/** Everybody here is made up. Examples of the specification are checked by the bench. */

const BASE = 'https://shop.example/about';

function parse(body: string): Document {
  return new DOMParser().parseFromString(`<body>${body}</body>`, 'text/html');
}

function statements(body: string): string[] {
  return readRdfaTriples(parse(body), BASE)
    .filter(({ name }) => name !== USES_VOCABULARY)
    .map(({ subject, name, object }) => `${subject} ${name.replace(/^.*[/#]/u, '')} ${'id' in object ? `<${object.id}>` : object.text}`);
}

test('RDFa Lite: vocabulary, type, property, resource and prefix', () => {
  expect(
    statements(
      '<div vocab="https://schema.org" prefix="ex: https://ex.example/" resource="#mira" typeof="Person"><b property="name">Mira Holt</b><a property="url" href="/m">x</a><i property="ex:desk" content="7">seven</i></div>',
    ),
  ).toEqual([
    `${BASE}#mira type <https://schema.org/Person>`,
    `${BASE}#mira name Mira Holt`,
    `${BASE}#mira url <https://shop.example/m>`,
    `${BASE}#mira desk 7`,
  ]);
});

test('relations: what a `rel` opens is closed by the thing inside, `rev` turns it round', () => {
  expect(statements('<div about="#a" rel="foaf:knows"><p about="#b"></p></div>')).toEqual([`${BASE}#a knows <${BASE}#b>`]);
  expect(statements('<div about="#a"><a rev="foaf:knows" href="#b">b</a></div>')).toEqual([`${BASE}#b knows <${BASE}#a>`]);
});

test('words of the browser in `rel` say nothing beside a property', () => {
  expect(statements('<div vocab="https://schema.org/"><a property="url" rel="nofollow noopener" href="/m">x</a></div>')).toEqual([
    `${BASE} url <https://shop.example/m>`,
  ]);
});

test('things that point to one another end, and an author stays one', () => {
  const items = readRdfa(
    parse(
      '<div vocab="https://schema.org/"><p typeof="Book" resource="#one"><a property="isPartOf" href="#all"></a><i property="author" typeof="Person" resource="#w"><b property="name">Mira Holt</b></i></p><p typeof="Book" resource="#all"><a property="hasPart" href="#one"></a><a property="author" href="#w"></a></p></div>',
    ),
    BASE,
  );
  expect(items.length).toBeGreaterThan(0);
  expect(readCards(items, null)).toEqual([]);
});
