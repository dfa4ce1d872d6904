import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, record, string, strictObject, pipe, minLength, maxLength } from 'valibot';
import { expect, test } from 'vitest';

/** What the browser itself says of the extension: name, description and commands, in the languages of the panel. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}extension/public/_locales`;
const Messages = record(string(), strictObject({ message: pipe(string(), minLength(1), maxLength(132)) }));
const wanted = [...readFileSync(`${root}wxt.config.ts`, 'utf8').matchAll(/__MSG_(\w+)__/gu)].map((match) => match[1] ?? '');

test('there are the three languages, named as the browsers name them', () => {
  expect(readdirSync(folder).toSorted()).toEqual(['en', 'zh_CN', 'zh_TW']);
});

test.each(['en', 'zh_CN', 'zh_TW'])('%s has every text of the manifest and no other', (language) => {
  const texts = parse(Messages, JSON.parse(readFileSync(`${folder}/${language}/messages.json`, 'utf8')));
  expect(Object.keys(texts).toSorted()).toEqual([...new Set(wanted)].toSorted());
});
