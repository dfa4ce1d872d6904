// @vitest-environment jsdom
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adapters } from '../../../extension/adapters/index.ts';
import { readPage } from '../../../extension/capture/engine.ts';
import { fixtures, loadFixture, openPage } from './a-page.ts';

const nowMs = new Date(2026, 10, 16, 12, 0).getTime();
const names = readdirSync(fixtures)
  .filter((file) => /^[\w-]+--[\w-]+\.html$/u.test(file))
  .map((file) => file.replace('.html', ''));

function instant(...[year, month, day, hour = 0, minute = 0]: readonly number[]): string {
  return `${new Date(year ?? 0, (month ?? 0) - 1, day, hour, minute).toISOString().slice(0, 19)}Z`;
}

describe('every page gives what its JSON says', () => {
  test.each(names)('%s', (name) => {
    const { html, expected } = loadFixture(name);
    const reading = readPage(openPage(html), expected.url, nowMs);
    expect(reading).toMatchObject({ kind: expected.kind });
    if (reading.kind === 'compose') {
      expect(reading).toMatchObject(expected.compose ?? {});
    }
    if (reading.kind === 'unreadable') {
      expect(reading.missing).toEqual(expected.missing);
    }
    if (reading.kind !== 'message') {
      return;
    }
    const { message } = reading;
    expect(reading.rawUrl).toBe(expected.rawUrl);
    expect(message).toMatchObject(expected.message ?? {});
    expect(message.messageId).toBeNull();
    for (const note of expected.notes ?? []) {
      expect(message.notes.map((held) => held.key)).toContain(note);
    }
    if (expected.shownAt === null) {
      expect([message.sentAt, reading.missing]).toEqual([null, ['date']]);
    } else if (expected.shownAt !== undefined) {
      expect([message.sentAt, message.precision]).toEqual([instant(...expected.shownAt), 'minute']);
    }
    if (expected.shownOn !== undefined) {
      expect([message.sentAt, message.precision]).toEqual([instant(...expected.shownOn), 'day']);
    }
  });
});

test('every adapter has a page with a message, one that is none, and one for each way of writing', () => {
  for (const adapter of adapters) {
    const kinds = names.filter((name) => name.startsWith(`${adapter.id}--`)).map((name) => loadFixture(name).expected.kind);
    expect([adapter.id, kinds.includes('message'), kinds.includes('list'), kinds.includes('compose')]).toEqual([
      adapter.id,
      true,
      true,
      adapter.compose.length > 0,
    ]);
  }
});

describe('trap: Gmail: conversation view off, reading pane on, two accounts, a delegated mailbox, non-English UI', () => {
  test.each([
    ['conversations-off', '/mail/u/0/'],
    ['reading-pane', '/mail/u/0/'],
    ['second-account-zh', '/mail/u/1/'],
    ['delegated', '/mail/b/'],
  ])('%s: one message, and the raw one of the same mailbox', (page, mailbox) => {
    const { html, expected } = loadFixture(`gmail--${page}`);
    const reading = readPage(openPage(html), expected.url, nowMs);
    expect(reading.kind).toBe('message');
    expect(new URL(expected.url).pathname).toContain(mailbox);
    expect(reading.kind === 'message' && (reading.rawUrl ?? '')).toContain(mailbox);
  });
});
