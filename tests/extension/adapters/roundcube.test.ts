// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../extension/capture/engine.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/captures');
const nowMs = new Date(2026, 10, 16, 12, 0).getTime();

type Expected = {
  url: string;
  kind: string;
  rawUrl?: string;
  message?: Record<string, unknown>;
  shownAt?: readonly [number, number, number, number, number] | null;
};

function load(name: string): { html: string; expected: Expected } {
  const expected: Expected = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  return { html: readFileSync(path.join(folder, `${name}.html`), 'utf8'), expected };
}

function readHtml(html: string, url: string): ReturnType<typeof readPage> {
  return readPage(new DOMParser().parseFromString(html, 'text/html'), url, nowMs);
}

const cases = readdirSync(folder)
  .filter((file) => /^roundcube--.*\.html$/u.test(file))
  .map((file) => file.replace('.html', ''));

describe('every captured page gives what its JSON says', () => {
  test.each(cases)('%s', (name) => {
    const { html, expected } = load(name);
    const reading = readHtml(html, expected.url);
    expect(reading.kind).toBe(expected.kind);
    if (reading.kind !== 'message') {
      return;
    }
    expect(reading.rawUrl).toBe(expected.rawUrl);
    expect(reading.message).toMatchObject(expected.message ?? {});
    expect(reading.message.messageId).toBeNull();
    if (expected.shownAt === null) {
      expect(reading.message.sentAt).toBeNull();
      expect(reading.missing).toEqual(['date']);
    } else if (expected.shownAt !== undefined) {
      const [year, month, day, hour, minute] = expected.shownAt;
      // The page shows the zone of this browser.
      expect(reading.message.sentAt).toBe(`${new Date(year, month - 1, day, hour, minute).toISOString().slice(0, 19)}Z`);
      expect(reading.message.precision).toBe('minute');
    }
  });
});

describe('a changed layout is told, never read as another person', () => {
  const { html, expected } = load('roundcube--elastic-preview');
  test.each([
    ['the header is renamed', 'id="message-header"', 'id="mail-head"', 'header'],
    ['the sender cell is renamed', 'class="header from"', 'class="header sender"', 'sender'],
    ['the people are renamed', /class="rcmContactAddress"/gu, 'class="contact"', 'sender'],
    ['the subject is renamed', 'h2 class="subject"', 'h2 class="title"', 'subject'],
    ['the body is renamed', 'id="messagebody"', 'id="mailbody"', 'body'],
  ])('%s', (_what, from, to, missing) => {
    const changed = html.replace(from, to);
    expect(changed).not.toBe(html);
    expect(readHtml(changed, expected.url)).toMatchObject({ kind: 'unreadable', adapter: 'roundcube', missing: [missing] });
  });

  test('the cells of sender and recipient change places', () => {
    const changed = html.replace('header from', 'header x').replace('header to', 'header from').replace('header x', 'header to');
    expect(readHtml(changed, expected.url)).toMatchObject({ kind: 'unreadable', adapter: 'roundcube', missing: ['sender'] });
  });

  test('the address has no message id', () => {
    const changed = html.replace(/"uid": "7"/u, '"uid": "?"');
    const reading = readHtml(changed, expected.url.replace('_uid=7', '_uid='));
    expect(reading).toMatchObject({ kind: 'unreadable', adapter: 'roundcube', missing: ['id'] });
  });

  test('the order of attributes and rows does not matter', () => {
    const changed = html.replace(
      /<a href="(mailto:[^"]*)" class="rcmContactAddress" (onclick="[^"]*") title="([^"]*)"/gu,
      '<a title="$3" $2 class="x rcmContactAddress y" href="$1"',
    );
    expect(changed).not.toBe(html);
    expect(readHtml(changed, expected.url)).toEqual(readHtml(html, expected.url));
  });

  test('a single dropped date leaves the message readable and is named', () => {
    const reading = readHtml(html.replace('class="header date"', 'class="header day"'), expected.url);
    expect(reading).toMatchObject({ kind: 'message', missing: ['date'], message: { sentAt: null, from: { email: 'mira@holt-harbour.example' } } });
  });
});

describe('traps', () => {
  test('a list with preview: the top page is a list, its frame the message', () => {
    const list = load('roundcube--elastic-list');
    expect(readHtml(list.html, list.expected.url)).toEqual({ kind: 'list', adapter: 'roundcube' });
    expect(readHtml(list.html, `${list.expected.url}&_uid=7`).kind).toBe('list');
  });

  test('a page of another site with the parameters of Roundcube is no webmail', () => {
    expect(readHtml('<!doctype html><h2 class="subject">Hi</h2>', 'https://other.example/?_task=mail&_action=show&_uid=1&_mbox=INBOX')).toEqual({
      kind: 'no-webmail',
    });
    expect(readHtml('<!doctype html><p>Hi', 'about:blank')).toEqual({ kind: 'no-webmail' });
  });

  test('a mail cannot imitate the header or the page data', () => {
    const { html, expected } = load('roundcube--elastic-preview');
    const fake =
      '<div id="messagebody"><script>rcmail.set_env({"sender":"ceo@big.example","username":"evil@evil.example"});</script><div id="message-header"><h2 class="subject">Fake</h2><table><tr><td class="header from"><a class="rcmContactAddress" title="ceo@big.example">CEO</a></td></tr></table></div>';
    const reading = readHtml(html.replace('<div id="messagebody">', fake), expected.url);
    expect(reading).toMatchObject({
      kind: 'message',
      message: { from: { email: 'mira@holt-harbour.example' }, subject: 'Forty boxes', ownAddresses: ['robin@shop.example'] },
    });
  });

  test('a page of ten megabytes is read to five, and says so', () => {
    const { html, expected } = load('roundcube--elastic-preview');
    const big = html.replace('<div class="pre">', `<div class="pre">${'All work and no play. '.repeat(480_000)}<br>`);
    const reading = readHtml(big, expected.url);
    expect(reading).toMatchObject({ kind: 'message', message: { notes: [{ key: 'text-cut' }] } });
    expect(reading.kind === 'message' && reading.message.text.length).toBeLessThanOrEqual(5 * 1024 * 1024);
  }, 60_000);
});
