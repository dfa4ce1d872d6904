// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../extension/capture/engine.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/captures');
const nowMs = new Date(2026, 10, 16, 12, 0).getTime();

type Expected = { url: string; kind: string; rawUrl?: string; message?: Record<string, unknown> };

function load(name: string): { html: string; expected: Expected } {
  const expected: Expected = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  return { html: readFileSync(path.join(folder, `${name}.html`), 'utf8'), expected };
}

function readHtml(html: string, url: string): ReturnType<typeof readPage> {
  return readPage(new DOMParser().parseFromString(html, 'text/html'), url, nowMs);
}

const cases = readdirSync(folder)
  .filter((file) => /^sogo--.*\.html$/u.test(file))
  .map((file) => file.replace('.html', ''));

describe('every captured page gives what its JSON says', () => {
  test.each(cases)('%s', (name) => {
    const { html, expected } = load(name);
    const reading = readHtml(html, expected.url);
    expect(reading.kind).toBe(expected.kind);
    if (reading.kind === 'message') {
      expect(reading.rawUrl).toBe(expected.rawUrl);
      expect(reading.message).toMatchObject(expected.message ?? {});
      expect(reading.message.messageId).toBeNull();
    }
  });
});

describe('a changed layout is told, never read as another person', () => {
  const { html, expected } = load('sogo--preview');
  test.each([
    ['the header is renamed', 'class="sg-face', 'class="sg-front', 'header'],
    ['the sender is renamed', '"::viewer.message.from[0].email">', '"::viewer.message.sender.email">', 'sender'],
    ['the subject is renamed', '"viewer.message.subject"', '"viewer.message.title"', 'subject'],
    ['the body is renamed', 'class="msg-body"', 'class="letter"', 'body'],
  ])('%s', (_what, from, to, missing) => {
    const changed = html.replace(from, to);
    expect(changed).not.toBe(html);
    expect(readHtml(changed, expected.url)).toMatchObject({ kind: 'unreadable', adapter: 'sogo', missing: [missing] });
  });
});

describe('traps', () => {
  test('the place of the message is there, and nothing in it yet', () => {
    const { html, expected } = load('sogo--list');
    expect(readHtml(html, `${expected.url}/7`)).toEqual({ kind: 'list', adapter: 'sogo' });
  });

  test('a page of another site under the same path is no webmail', () => {
    const { expected } = load('sogo--preview');
    expect(readHtml('<!doctype html><h5 class="sg-md-headline">Hi</h5>', expected.url)).toEqual({ kind: 'no-webmail' });
  });

  test('calendar and contacts of the same program are no mail', () => {
    const { html } = load('sogo--preview');
    expect(readHtml(html, 'https://groupware.shop.example/SOGo/so/robin/Contacts/view#!/personal')).toEqual({ kind: 'no-webmail' });
  });

  test('a date of five figures for the year is none, a zone with two meanings neither', () => {
    const { html, expected } = load('sogo--preview');
    for (const date of ['Monday, March 02, 20266 08:15 UTC', 'Monday, March 02, 2026 08:15 CST', 'Monday, March 32, 2026 08:15 UTC']) {
      expect(readHtml(html.replace('Monday, March 02, 2026 08:15 UTC', date), expected.url)).toMatchObject({
        kind: 'message',
        missing: ['date'],
        message: { sentAt: null },
      });
    }
    expect(readHtml(html.replace('08:15 UTC', '08:15 CEST'), expected.url)).toMatchObject({ message: { sentAt: '2026-03-02T06:15:00Z' } });
  });
});
