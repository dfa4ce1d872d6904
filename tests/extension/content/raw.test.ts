import { afterEach, expect, test, vi } from 'vitest';
import { fetchRaw } from '../../../extension/content/raw.ts';

const url = 'https://mail.shop.example/?_task=mail&_mbox=INBOX&_uid=7&_action=viewsource';
const head = 'From: a@x.example\r\nSubject: x\r\n\r\n';
const signal = new AbortController().signal;

function answer(body: BodyInit | null, init: ResponseInit = {}): ReturnType<typeof vi.fn> {
  const fake = vi.fn(async () => new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8' }, ...init }));
  vi.stubGlobal('fetch', fake);
  return fake;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('gives every byte as one character', async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode(head), 0, 127, 128, 233, 255]);
  const fake = answer(bytes);
  const result = await fetchRaw(url, signal);
  expect(result).toEqual({ ok: true, value: { latin1: `${head}\u0000\u007f\u0080\u00e9\u00ff`, cutAtBytes: null, totalBytes: bytes.length } });
  expect(fake).toHaveBeenCalledWith(url, expect.objectContaining({ credentials: 'same-origin', mode: 'same-origin', signal }));
});

test('trap: a raw message is fetched from the page’s own frame: in its session, of its own origin', async () => {
  const fake = answer(head);
  await fetchRaw(url, signal);
  expect(fake.mock.calls[0]?.[1]).toMatchObject({ credentials: 'same-origin', mode: 'same-origin', referrerPolicy: 'same-origin' });
});

test('stops at five megabytes and takes no more from the network', async () => {
  const chunk = new Uint8Array(1024 * 1024).fill(120);
  let sent = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(sent === 0 ? new TextEncoder().encode(head) : chunk);
      sent += 1;
    },
    cancel() {
      cancelled = true;
    },
  });
  answer(body, { headers: { 'content-type': 'text/plain', 'content-length': String(10 * 1024 * 1024) } });
  const result = await fetchRaw(url, signal);
  expect(result.ok && result.value.cutAtBytes).toBe(5 * 1024 * 1024);
  expect(result.ok && result.value.latin1.length).toBe(5 * 1024 * 1024);
  expect(result.ok && result.value.totalBytes).toBe(10 * 1024 * 1024);
  expect(cancelled).toBe(true);
  expect(sent).toBeLessThan(9);
});

test.each([
  ['a sign-in page', '<!DOCTYPE html><form>', 'text/html; charset=UTF-8'],
  ['a sign-in page without its type', '<!DOCTYPE html>\n<html><form>', 'text/plain'],
  ['an error text', 'The message does not exist', 'text/plain'],
  ['nothing', '', 'text/plain'],
])('%s is no message', async (_what, body, type) => {
  answer(body, { headers: { 'content-type': type } });
  expect(await fetchRaw(url, signal)).toEqual({ ok: false, error: 'not-a-message' });
});

test('a refusal and a dead line are told apart', async () => {
  answer('no', { status: 403 });
  expect(await fetchRaw(url, signal)).toEqual({ ok: false, error: 'refused' });
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Promise.reject(new TypeError('Failed to fetch'))),
  );
  expect(await fetchRaw(url, signal)).toEqual({ ok: false, error: 'offline' });
});
