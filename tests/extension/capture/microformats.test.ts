// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { readMicroformats, valueText, type Microformat } from '../../../extension/capture/microformats.ts';

/** Everybody here is made up. The public suite is checked by the bench, where its samples lie beside the repository. */

function read(body: string): Microformat[] {
  return readMicroformats(new DOMParser().parseFromString(`<body>${body}</body>`, 'text/html'), 'https://shop.example/team/');
}

function textsOf(item: Microformat | undefined, name: string): string[] {
  return (item?.properties.get(name) ?? []).map(valueText);
}

test('what a card of version 2 implies: name, picture and address', () => {
  const [card] = read('<a class="h-card" href="mira"><img src="m.jpg" alt="Mira Holt"></a>');
  expect([textsOf(card, 'name'), textsOf(card, 'photo'), textsOf(card, 'url')]).toEqual([
    ['Mira Holt'],
    ['https://shop.example/team/m.jpg'],
    ['https://shop.example/team/mira'],
  ]);
});

test('nothing is implied beside what is said, and an old card implies nothing', () => {
  expect(textsOf(read('<div class="h-card">Mira <b class="p-org">Holt</b></div>')[0], 'name')).toEqual([]);
  expect(read('<div class="vcard">Mira Holt</div>')[0]?.properties.size).toBe(0);
});

test('a card in a card is its property where a class says so, else its child', () => {
  const [card] = read('<div class="h-card"><b class="p-name">Mira</b><i class="p-org h-card">Holt Tools</i><i class="h-card">Tom Brook</i></div>');
  expect(textsOf(card, 'org')).toEqual(['Holt Tools']);
  expect(card?.children.map((child) => textsOf(child, 'name'))).toEqual([['Tom Brook']]);
});

test('values: the parts marked for it, a title, a machine value', () => {
  const [card] = read(
    '<p class="vcard"><b class="fn">Mira</b><span class="tel"><i class="type">work</i><i class="value">+44 20</i> <i class="value">7946</i></span><abbr class="bday" title="1980-02-03">3 Feb</abbr><data class="nickname" value="Mimi">x</data></p>',
  );
  expect([textsOf(card, 'tel'), textsOf(card, 'bday'), textsOf(card, 'nickname')]).toEqual([['+44 207946'], ['1980-02-03'], ['Mimi']]);
});
