// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import { proposeContact } from '#shared/capture/people.ts';
import { readPage } from '../../../extension/capture/engine.ts';

const url = 'https://webmail.unknown.example/app/#inbox/42';
const nowMs = new Date(2026, 10, 16, 12, 0).getTime();

const head = `<h2>Forty boxes</h2>
  <div class="hd"><span>From:</span> <span title="mira@holt-harbour.example">Mira Holt</span>
  <div><span>To:</span> <a href="mailto:robin@shop.example">Robin</a></div><div><span>Cc:</span> <span email="ida@holt-harbour.example">Ida</span></div>
  <time datetime="2026-03-02T09:15:22+01:00">2 March</time></div>`;
const letter =
  '<div><p>Hello Robin,</p><p>could you write to <a href="mailto:orders@other.example">orders@other.example</a>?</p><p>Kind regards,<br>Mira Holt<br>Head of Purchasing</p></div>';

function read(main: string, at = url, title = 'Inbox'): ReturnType<typeof readPage> {
  const html = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><nav><a href="mailto:me@shop.example">me</a></nav><div role="main">${main}</div></body></html>`;
  return readPage(new DOMParser().parseFromString(html, 'text/html'), at, nowMs);
}

test('a webmail that no adapter knows: heading, people by their labels, date, text', () => {
  expect(read(head + letter)).toMatchObject({
    kind: 'message',
    rawUrl: null,
    message: {
      adapter: 'generic@2026-11-01',
      nativeId: null,
      from: { name: 'Mira Holt', email: 'mira@holt-harbour.example' },
      to: [{ name: 'Robin', email: 'robin@shop.example' }],
      cc: [{ name: 'Ida', email: 'ida@holt-harbour.example' }],
      subject: 'Forty boxes',
      sentAt: '2026-03-02T08:15:22Z',
      signature: 'Kind regards,\nMira Holt\nHead of Purchasing',
    },
  });
});

test('nothing of it is surer than .6, so that nothing is ticked by itself', () => {
  const reading = read(head + letter);
  const contact =
    reading.kind === 'message'
      ? proposeContact(reading.message, { role: 'from', name: 'Mira Holt', email: 'mira@holt-harbour.example' }, { country: null })
      : null;
  expect(contact?.fields.length).toBeGreaterThan(2);
  expect(Math.max(...(contact?.fields.map((field) => field.confidence) ?? [1]))).toBeLessThanOrEqual(0.6);
});

describe('where it is not clear there is nobody', () => {
  test.each([
    ['two messages on one page', head + letter + head + letter],
    ['two senders', (head + letter).replace('<span>To:</span>', '<span>From:</span>')],
    ['the recipient stands first', (head + letter).replace('<span>From:</span>', '<span>To:</span>')],
    ['no date', (head + letter).replace(/<time.*?<\/time>/u, '')],
    [
      'two dates',
      (head + letter)
        .replace('<span>Cc:</span>', '<span title="2026-03-01 09:15"></span><span title="2026-03-02 10:15"></span>')
        .replace(/<time.*?<\/time>/u, ''),
    ],
    ['no heading', (head + letter).replace(/<h2>.*?<\/h2>/u, '')],
    ['no text below', head],
    ['the address stands in the letter only', `<h2>Hi</h2><article>${letter}<time datetime="2026-03-02T09:15:22Z">x</time></article>`],
    [
      'a letter around the head',
      `<h2>Hi</h2><div>${'All work and no play. '.repeat(100)}<span title="mira@holt-harbour.example">Mira</span> <time datetime="2026-03-02T09:15:22Z">2 March</time></div>${letter}`,
    ],
  ])('%s', (_what, main) => {
    expect(read(main)).toEqual({ kind: 'no-webmail' });
  });

  test('a page that is no webmail by its address or title', () => {
    expect(read(head + letter, 'https://crm.unknown.example/customers/42', 'Customers')).toEqual({ kind: 'no-webmail' });
  });
});
