// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { fetchRaw } from '../../../extension/content/raw.ts';

const url = 'https://groupware.shop.example/SOGo/so/robin%40shop.example/Mail/0/folderINBOX/7/export';
const signal = new AbortController().signal;

function answer(bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof vi.fn> {
  const fake = vi.fn(
    async (_url: string, _init: RequestInit) => new Response(bytes, { headers: { 'content-type': 'message/rfc822; charset=utf-8' } }),
  );
  vi.stubGlobal('fetch', fake);
  return fake;
}

function headersOf(fake: ReturnType<typeof vi.fn>): unknown {
  return (fake.mock.calls[0]?.[1] as RequestInit | undefined)?.headers;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.cookie = 'XSRF-TOKEN=; max-age=0';
});

const ascii = new TextEncoder().encode('From: a@x.example\r\nSubject: x\r\n\r\nHi');

test('the token of the cookie goes with the request of the webmail that wants it, and with no other', async () => {
  document.cookie = 'XSRF-TOKEN=abc123';
  const fake = answer(ascii);
  await fetchRaw(url, signal);
  expect(headersOf(fake)).toEqual({ 'X-XSRF-TOKEN': 'abc123' });
  const other = answer(ascii);
  await fetchRaw('https://mail.shop.example/?_task=mail&_mbox=INBOX&_uid=7&_action=viewsource', signal);
  expect(headersOf(other)).toEqual({});
  // Asking for this address would mark the mail as read: it never carries the token.
  const view = answer(ascii);
  await fetchRaw(url.replace('/export', '/view'), signal);
  expect(headersOf(view)).toEqual({});
});

test('a mail whose bytes came as characters is narrowed to its bytes', async () => {
  const mail = 'From: Łucja <l@x.example>\r\nSubject: é\r\n\r\nłóżka';
  const bytes = new TextEncoder().encode(mail);
  const widened = new TextEncoder().encode(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  answer(widened);
  const result = await fetchRaw(url, signal);
  expect(result.ok && new TextDecoder().decode(Uint8Array.from(result.value.latin1, (character) => character.charCodeAt(0)))).toBe(mail);
});

test('a mail that came as its bytes is left as it is', async () => {
  const mail = 'From: Łucja <l@x.example>\r\nSubject: x\r\n\r\nłóżka';
  answer(new TextEncoder().encode(mail));
  const result = await fetchRaw(url, signal);
  expect(result.ok && new TextDecoder().decode(Uint8Array.from(result.value.latin1, (character) => character.charCodeAt(0)))).toBe(mail);
});
