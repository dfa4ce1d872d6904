import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eachCard } from '#shared/capture/vcard.ts';
import { readContactCard } from '#shared/import/contact-cards.ts';

const folder = new URL('../../fixtures/imports/', import.meta.url);
const expected: Readonly<Record<string, readonly object[]>> = JSON.parse(readFileSync(new URL('cards.json', folder), 'utf8'));

test.each(readdirSync(new URL('cards/', folder)))('the cards of %s', (file) => {
  const country = /android|chinese/u.test(file) ? 'CN' : null;
  const cards = [...eachCard(readFileSync(new URL(`cards/${file}`, folder)), country)];
  expect(cards.map(readContactCard)).toEqual(expected[file]);
});

test('a card without an end is named, and those before it are in', () => {
  const text = 'BEGIN:VCARD\nFN:Ann\nEND:VCARD\nBEGIN:VCARD\nFN:Nobody\n';
  expect([...eachCard(new TextEncoder().encode(text), null)].map(readContactCard)).toMatchObject([
    { line: 1, name: 'Ann' },
    { line: 2, reason: 'nobody-named' },
  ]);
});

test('a file of fifty thousand cards with pictures is read card by card', () => {
  const card = `BEGIN:VCARD\nFN:Ann Lee\nEMAIL:ann@team.example\nPHOTO:${'A'.repeat(70)}\n${` ${'B'.repeat(70)}\n`.repeat(3)}END:VCARD\n`;
  let cards = 0;
  for (const { draft } of eachCard(new TextEncoder().encode(card.repeat(50_000)), null)) {
    cards += draft === null ? 0 : 1;
  }
  expect(cards).toBe(50_000);
});
