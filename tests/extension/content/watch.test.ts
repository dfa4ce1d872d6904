// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PageReading } from '../../../extension/capture/drawn-page.ts';
import { watchPage } from '../../../extension/content/watch.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/captures');
const html = readFileSync(path.join(folder, 'roundcube--elastic-preview.html'), 'utf8');
const messageUrl = 'https://mail.shop.example/?_task=mail&_uid=7&_mbox=INBOX&_framed=1&_action=preview';

function setPage(text: string): void {
  const parsed = new DOMParser().parseFromString(text, 'text/html');
  document.replaceChild(document.adoptNode(parsed.documentElement), document.documentElement);
}

/** Lets mutation callbacks run, then the clock. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

describe('watchPage', () => {
  let url = messageUrl;
  let readings: PageReading[] = [];
  let end = new AbortController();
  const start = (): void => watchPage({ document, url: () => url, signal: end.signal, onReading: (reading) => readings.push(reading) });

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 10, 16, 12, 0) });
    url = messageUrl;
    readings = [];
    end = new AbortController();
    setPage(html);
  });
  afterEach(() => {
    end.abort();
    vi.useRealTimers();
  });

  test('tells the open message once, after two equal reads', async () => {
    start();
    await pass(200);
    expect(readings).toEqual([]);
    await pass(100);
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject({ kind: 'message', message: { nativeId: 'INBOX/7' } });
    await pass(60_000);
    expect(readings).toHaveLength(1);
  });

  test('tells changes only: a change that changes nothing is not told', async () => {
    start();
    await pass(500);
    document.querySelector('#messagestack')?.append('Message sent');
    await pass(500);
    expect(readings).toHaveLength(1);
    document.querySelector('.pre')?.prepend('Dear Robin, ');
    await pass(500);
    expect(readings).toHaveLength(2);
  });

  test('a page that changes between two reads is not told until it rests', async () => {
    start();
    await pass(160);
    document.querySelector('.pre')?.prepend('half ');
    await pass(20);
    document.querySelector('.pre')?.prepend('whole ');
    await pass(240);
    expect(readings).toEqual([]);
    await pass(200);
    expect(readings).toHaveLength(1);
  });

  test('a page that never rests is read all the same', async () => {
    start();
    for (let step = 0; step < 40; step += 1) {
      document.querySelector('#messagestack')?.setAttribute('class', `s${step}`);
      await pass(100);
    }
    expect(readings).toHaveLength(1);
  });

  test('a changed address is noticed without any event', async () => {
    start();
    await pass(500);
    url = 'https://mail.shop.example/?_task=mail&_mbox=INBOX';
    await pass(1500);
    expect(readings.at(-1)).toEqual({ kind: 'list', adapter: 'roundcube' });
  });

  test('trap: a webmail tab open for a day: idle, it reads nothing and holds one timer', async () => {
    start();
    await pass(1000);
    const reads = vi.spyOn(Document.prototype, 'querySelectorAll');
    await pass(24 * 60 * 60 * 1000);
    expect(reads).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(1);
    expect(readings).toHaveLength(1);
  }, 30_000);

  test('trap: a webmail tab open for a day: a mail each minute costs the same at the end as at the beginning', async () => {
    const observers = vi.spyOn(MutationObserver.prototype, 'observe');
    const listeners = vi.spyOn(EventTarget.prototype, 'addEventListener');
    start();
    await pass(1000);
    const asked = vi.spyOn(Document.prototype, 'querySelectorAll');
    const costs: number[] = [];
    const set = [observers.mock.calls.length, listeners.mock.calls.length];
    for (let mail = 8; mail < 8 + 240; mail += 1) {
      asked.mockClear();
      url = messageUrl.replace('_uid=7', `_uid=${mail}`);
      setPage(html.replaceAll('_uid=7', `_uid=${mail}`).replace('Dear Robin', `Dear Robin ${mail}`));
      await pass(60_000);
      costs.push(asked.mock.calls.length);
    }
    expect(new Set(readings.map((reading) => (reading.kind === 'message' ? reading.message.nativeId : reading.kind))).size).toBe(241);
    expect([observers.mock.calls.length, listeners.mock.calls.length]).toEqual(set);
    expect(vi.getTimerCount()).toBe(1);
    expect(Math.max(...costs.slice(-20))).toBeLessThanOrEqual(Math.max(...costs.slice(0, 20)));
  }, 60_000);

  test('the cursor says which mail is meant: the one that is read, or the one that is written beside it', async () => {
    const parsed = (name: string): string => readFileSync(path.join(folder, `${name}.html`), 'utf8');
    setPage(parsed('gmail--conversation'));
    const form = new DOMParser().parseFromString(parsed('gmail--compose'), 'text/html').querySelector('[data-compose-id]');
    document.body.append(...(form === null ? [] : [document.adoptNode(form)]));
    url = 'https://mail.google.com/mail/u/0/#inbox/FMfcgzQXKWpBrTlNvHdZcJsGmYkLfDaE';
    start();
    await pass(500);
    expect(readings.at(-1)).toMatchObject({ kind: 'message' });
    document.querySelector<HTMLInputElement>('input[name="subjectbox"]')?.focus();
    await pass(500);
    expect(readings.at(-1)).toMatchObject({ kind: 'compose', to: [{ email: 'mira@holt-harbour.example' }] });
  });

  test('the signal ends everything', async () => {
    start();
    await pass(500);
    end.abort();
    document.querySelector('.pre')?.prepend('late ');
    await pass(5000);
    expect(readings).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
