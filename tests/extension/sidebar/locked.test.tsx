import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LEASE_MS } from '#shared/sync/limits.ts';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { App } from '../../../extension/sidebar/App.tsx';
import { readSyncView } from '../../../extension/sidebar/sync-view.ts';
import type { Book } from '../../../extension/store/database.ts';
import { freshSync, type Identity } from '../../../extension/store/meta.ts';
import { commitAct } from '../../../extension/store/write.ts';
import { aBook } from '../../build/book.ts';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const SHOP = `c${'a'.repeat(26)}`;
const server: Identity['server'] = { url: 'http://127.0.0.1:1', token: 't', organization: 'Acorn' };

/** A book with one customer whose server answered last at a moment. */
async function aBookOf(lastSyncedAtMs: number | null, paired = true): Promise<Book> {
  const book = await aBook();
  const identity = await book.meta.get('identity');
  if (identity?.key !== 'identity') {
    throw new Error('no identity');
  }
  await commitAct(book, 'addCustomer', [{ id: SHOP, kind: 'c', field: 'name', value: 'Secret Customer' }], NOW);
  await book.meta.bulkPut([
    { ...identity, server: paired ? server : null },
    { ...freshSync, lastSyncedAtMs },
  ]);
  return book;
}

test.each([
  ['a day ago', NOW - 86_400_000, true, false],
  ['thirty days ago to the millisecond', NOW - LEASE_MS, true, false],
  ['longer ago', NOW - LEASE_MS - 1, true, true],
  ['never: the first sync is under way', null, true, false],
  ['long ago, and the book is in this browser only', 0, false, false],
  ['in the future: the clock was put right', NOW + LEASE_MS * 2, true, false],
])('a server that answered %s', async (_, at, paired, locked) => {
  expect((await readSyncView(await aBookOf(at, paired), NOW)).locked).toBe(locked);
});

test('a book whose server has not answered for thirty days is not shown until it answers', async () => {
  localStorage.setItem('opened', 'yes');
  Object.defineProperty(navigator, 'storage', { configurable: true, value: { persist: () => Promise.resolve(true) } });
  Object.defineProperty(fakeBrowser.permissions, 'contains', { configurable: true, value: () => Promise.resolve(true) });
  const book = await aBookOf(Date.now() - LEASE_MS - 1000);
  const drawn = async (isThere: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 200 && !isThere(); tries += 1) {
      await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    }
  };
  await act(() =>
    render(
      <ReaderContext.Provider value={readerOf('en-GB', 'Europe/London', Date.now())}>
        <App book={book} tab={undefined} />
      </ReaderContext.Provider>,
      document.body,
    ),
  );
  await drawn(() => document.body.textContent !== '');
  expect(document.body.textContent).toContain('Acorn has not answered this browser for 30 days');
  expect(document.body.textContent).toContain('1 change that you made is kept');
  expect(document.body.textContent).not.toContain('Secret');
  expect(document.querySelector('input')).toBeNull();
  await book.meta.put({ ...freshSync, lastSyncedAtMs: Date.now() });
  await drawn(() => document.querySelector('input') !== null);
  expect(document.body.textContent).not.toContain('has not answered');
  expect(document.querySelector('input')).not.toBeNull();
  render(null, document.body);
});
