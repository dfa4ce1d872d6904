// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { readBusiness, readOpenGraph } from '../../../extension/capture/open-graph.ts';

function read(head: string): ReturnType<typeof readOpenGraph> {
  return readOpenGraph(new DOMParser().parseFromString(`<head>${head}</head>`, 'text/html'));
}

test('properties in page order with their namespaces; others are left out', () => {
  const graph = read(
    '<meta property="og:title" content=" Holt  Tools "><meta property="fb:app_id" content="1"><meta property="article:author" content="Mira"><meta name="description" content="x">',
  );
  expect(graph.properties).toEqual([
    ['og:title', 'Holt Tools'],
    ['article:author', 'Mira'],
  ]);
  expect([...graph.namespace]).toEqual([
    ['og', 'http://ogp.me/ns#'],
    ['article', 'http://ogp.me/ns/article#'],
  ]);
});

test('the contact data of a business make a company, a title alone makes none', () => {
  const drafts = readBusiness(
    read(
      '<meta property="og:site_name" content="Holt Tools"><meta property="business:contact_data:phone_number" content="020 7946 0123"><meta property="business:contact_data:street_address" content="1 Quay"><meta property="business:contact_data:postal_code" content="E1 6AN"><meta property="business:contact_data:locality" content="London">',
    ),
    'GB',
  );
  expect(drafts.map(({ kind, fields }) => [kind, ...fields.map(({ field, value }) => `${field}: ${value}`)])).toEqual([
    ['organization', 'companyName: Holt Tools', 'phone: +442079460123', 'address: 1 Quay, E1 6AN London'],
  ]);
  expect(readBusiness(read('<meta property="og:title" content="Holt Tools">'), 'GB')).toEqual([]);
});
