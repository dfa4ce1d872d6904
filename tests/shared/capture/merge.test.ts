import { expect, test } from 'vitest';
import { mergeReadings } from '#shared/capture/merge.ts';
import { aMessage } from './a-message.ts';

const raw = aMessage({
  adapter: 'raw',
  nativeId: null,
  messageId: '<1@x>',
  threadId: '<0@x>',
  from: { name: 'Mira Holt', email: 'mira@holt-tools.example' },
  cc: [{ name: '', email: 'zed@x.example' }],
  sentAt: '2026-03-02T09:15:42Z',
  precision: 'second',
  text: 'whole text',
  notes: [{ key: 'raw-cut', detail: '5.0 MB / 7.0 MB' }],
});

test('the source wins for headers, instants and text; the page keeps its own ids and notes', () => {
  const dom = aMessage({
    ownAddresses: ['rep@shop.example'],
    notes: [
      { key: 'addresses-hidden', detail: '' },
      { key: 'markup-broken', detail: '' },
    ],
  });
  expect(mergeReadings(dom, raw)).toEqual({
    ...raw,
    adapter: dom.adapter,
    nativeId: 'INBOX/7',
    ownAddresses: ['rep@shop.example'],
    notes: [...raw.notes, { key: 'markup-broken', detail: '' }],
  });
});

test('trap: another sender in the source is told, and the source wins', () => {
  const dom = aMessage({ from: { name: 'CEO', email: 'ceo@big.example' } });
  const merged = mergeReadings(dom, raw);
  expect(merged.from?.email).toBe('mira@holt-tools.example');
  expect(merged.notes).toContainEqual({ key: 'sender-differs', detail: 'ceo@big.example / mira@holt-tools.example' });
});

test('one address in two forms is one sender', () => {
  const dom = aMessage({ from: { name: '', email: 'p@münchen.example' } });
  expect(
    mergeReadings(dom, { ...raw, from: { name: '', email: 'p@xn--mnchen-3ya.example' } }).notes.some(({ key }) => key === 'sender-differs'),
  ).toBe(false);
});

test('a page’s date stands in for a missing one, never for an absurd one', () => {
  const dom = aMessage({});
  expect(mergeReadings(dom, { ...raw, sentAt: null, notes: [{ key: 'date-missing', detail: '' }] })).toMatchObject({
    sentAt: '2026-03-02T09:15:00Z',
    precision: 'minute',
  });
  expect(mergeReadings(dom, { ...raw, sentAt: null, notes: [{ key: 'date-absurd', detail: 'May 13, 20266' }] }).sentAt).toBeNull();
});

test('a source without headers changes nothing', () => {
  const dom = aMessage({});
  expect(mergeReadings(dom, { ...raw, from: null, messageId: null, notes: [] })).toEqual(dom);
});
