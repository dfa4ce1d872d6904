// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageReading } from '../../../extension/capture/drawn-page.ts';
import { watchPage } from '../../../extension/content/watch.ts';

/** A webmail whose address names the next message while the page still shows the one before (measured in SOGo). */

const html = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/captures/sogo--preview.html'), 'utf8');
const base = 'https://groupware.shop.example/SOGo/so/robin/Mail/view#!/Mail/0/INBOX';

let url = `${base}/7`;
let readings: PageReading[] = [];
let end = new AbortController();

function parse(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Draws another message as SOGo does: the element of the view goes, and a new one comes. */
function drawNext(email: string): void {
  const next = parse(html.replaceAll('mira@holt-harbour.example', email)).querySelector('#detailView');
  const shown = document.querySelector('#detailView');
  if (next !== null && shown !== null) {
    shown.replaceWith(document.adoptNode(next));
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 16, 12, 0) });
  url = `${base}/7`;
  readings = [];
  end = new AbortController();
  document.replaceChild(document.adoptNode(parse(html).documentElement), document.documentElement);
  watchPage({ document, url: () => url, signal: end.signal, onReading: (reading) => readings.push(reading) });
});

afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

function told(): unknown[] {
  return readings.map((reading) => (reading.kind === 'message' ? [reading.message.nativeId, reading.message.from?.email] : reading.kind));
}

test('the message before is never told under the address of the next, however long the page waits', async () => {
  await vi.advanceTimersByTimeAsync(500);
  url = `${base}/8`;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told()).toEqual([['INBOX/7', 'mira@holt-harbour.example']]);
  drawNext('two@next.example');
  await vi.advanceTimersByTimeAsync(500);
  expect(told()).toEqual([
    ['INBOX/7', 'mira@holt-harbour.example'],
    ['INBOX/8', 'two@next.example'],
  ]);
});

test('a message that is left before it was read is not told as the next one', async () => {
  await vi.advanceTimersByTimeAsync(50);
  url = `${base}/8`;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(told()).toEqual([]);
  drawNext('two@next.example');
  await vi.advanceTimersByTimeAsync(500);
  expect(told()).toEqual([['INBOX/8', 'two@next.example']]);
});

test('going back to the message that is still drawn tells it again as itself', async () => {
  await vi.advanceTimersByTimeAsync(500);
  url = `${base}/8`;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.advanceTimersByTimeAsync(200);
  url = `${base}/7`;
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(told()).toEqual([['INBOX/7', 'mira@holt-harbour.example']]);
});
