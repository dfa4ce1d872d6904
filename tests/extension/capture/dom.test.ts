// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { attributeOf, findAll, findFirst, tagOf, textOf } from '../../../extension/capture/dom.ts';
import { readPage } from '../../../extension/capture/engine.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/captures');
const html = readFileSync(path.join(folder, 'roundcube--elastic-preview.html'), 'utf8');
const url = 'https://mail.shop.example/?_task=mail&_uid=7&_mbox=INBOX&_framed=1&_action=preview';

function parse(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

test.each([
  'querySelector',
  'querySelectorAll',
  'defaultView',
  'body',
  'textContent',
  'getAttribute',
  'nodeType',
  'firstChild',
  'closest',
  'matches',
  'localName',
])('an element called %s changes nothing', (name) => {
  const attack = `<form name="${name}"><input name="${name}"></form><img name="${name}" id="${name}">`;
  const clean = readPage(parse(html), url);
  expect(clean.kind).toBe('message');
  expect(readPage(parse(html.replace('<h1 class="voice">', `${attack}<h1 class="voice">`)), url)).toEqual(clean);
  const inHeader = parse(html.replace('<div id="message-header">', `<div id="message-header"><form><input name="${name}"></form>`));
  expect(readPage(inHeader, url)).toEqual(clean);
});

test('nothing throws, whatever is asked', () => {
  const page = parse('<form id="f"><input name="getAttribute"><input name="textContent"></form>');
  expect(findAll(page, '[')).toEqual([]);
  expect(findFirst(page, ':::')).toBeNull();
  const form = findFirst(page, 'form');
  // jsdom knows no named access on forms, so the page's trick is played by hand.
  for (const name of ['getAttribute', 'textContent', 'querySelectorAll', 'querySelector', 'matches', 'closest', 'nodeType', 'localName']) {
    Object.defineProperty(form, name, { value: 'taken' });
  }
  expect(attributeOf(form, 'id')).toBe('f');
  expect(textOf(form)).toBe('');
  expect(form === null ? [] : findAll(form, 'input')).toHaveLength(2);
  expect(form === null ? '' : tagOf(form)).toBe('form');
});
