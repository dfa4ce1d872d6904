import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = `${import.meta.dirname}/../../`;
const rooms = ['shared/ui', 'extension/sidebar', 'server/console'];
const sources = rooms
  .flatMap((room) => readdirSync(root + room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`))
  .filter((file) => file.endsWith('.tsx'));

/** Words between tags, and in the attributes that a person reads or hears. */
function sentencesIn(source: string): readonly string[] {
  const bare = source.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$/gmu, '');
  const between = [...bare.matchAll(/<\/?[a-zA-Z][^<>]*>([^<>{}]*[A-Za-z]{2}[^<>{}]*)<\//gu)].map((found) => found[1] ?? '');
  const attributes = [...bare.matchAll(/\b(?:title|aria-label|placeholder|alt|label|hint)="([^"]*[a-z][^"]*)"/gu)].map((found) => found[1] ?? '');
  return [...between, ...attributes].map((sentence) => sentence.trim()).filter(Boolean);
}

test('the rule finds a sentence when there is one', () => {
  expect(sentencesIn('<p class="x">No mail open</p><input placeholder="Search" />')).toEqual(['No mail open', 'Search']);
});

test.each(sources)('%s holds no sentence: every one is in shared/text', (file) => {
  expect(sentencesIn(readFileSync(root + file, 'utf8'))).toEqual([]);
});
