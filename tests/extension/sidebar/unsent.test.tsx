import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ReaderContext, readerOf } from '#shared/ui/reader.ts';
import { App } from '../../../extension/sidebar/App.tsx';
import type { Book } from '../../../extension/store/database.ts';
import { findIdentity, saveSyncState } from '../../../extension/store/meta.ts';
import { dropUnsentFile, listUnsentFiles, wipeBook } from '../../../extension/store/wipe.ts';
import { commitAct } from '../../../extension/store/write.ts';
import { aBook } from '../../build/book.ts';

const NOW = Date.parse('2026-11-27T09:00:00Z');
const SHOP = `c${'a'.repeat(26)}`;

afterEach(() => render(null, document.body));

/** The panel over a real book; calls reach what the background would do with them. */
async function open(book: Book): Promise<void> {
  localStorage.setItem('opened', 'yes');
  Object.defineProperty(navigator, 'storage', { configurable: true, value: { persist: () => Promise.resolve(true) } });
  Object.defineProperty(fakeBrowser.permissions, 'contains', { configurable: true, value: () => Promise.resolve(true) });
  const answer = async (message: unknown): Promise<object> => {
    const { sidebook, input } = message as { sidebook: string; input: { name: string } };
    if (sidebook === 'dropUnsentFile') {
      await dropUnsentFile(book, input.name);
    } else if (sidebook === 'leave') {
      await wipeBook(book, NOW);
    }
    return { ok: true, value: {} };
  };
  Object.defineProperty(fakeBrowser.runtime, 'sendMessage', { configurable: true, value: answer });
  await act(() =>
    render(
      <ReaderContext.Provider value={readerOf('en-GB', 'Europe/London', NOW)}>
        <App book={book} tab={undefined} />
      </ReaderContext.Provider>,
      document.body,
    ),
  );
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
  expect(isSo(), document.body.textContent).toBe(true);
}

const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((one) => one.textContent === name || one.getAttribute('aria-label') === name);
const has = (text: string): boolean => document.body.textContent.includes(text);

async function press(name: string): Promise<void> {
  await until(() => button(name) !== undefined);
  await act(() => button(name)?.click());
}

test('access that was ended: what was not sent is offered as a file, and discarded only when asked twice', async () => {
  const book = await aBook();
  await commitAct(book, 'addCustomer', [{ id: SHOP, kind: 'c', field: 'name', value: 'Secret Customer' }], NOW);
  await wipeBook(book, NOW);
  await saveSyncState(book, { failure: 'device-revoked' });
  await open(book);
  await until(() => has('1 change has not reached Lab'));
  expect(has('only the server of Lab can open')).toBe(true);
  expect(has('Secret')).toBe(false);
  await press('Discard');
  await until(() => has('Without the file these changes are lost.'));
  await press('Keep');
  expect((await listUnsentFiles(book)).length).toBe(1);
  let saved = '';
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    void (blob as Blob).text().then((text) => (saved = text));
    return 'blob:x';
  });
  await press('Save the file');
  await until(() => has('Saved as sidebook-unsent-aaaaaaaaaaaa-2026-11-27T09-00-00Z.json.') && saved !== '');
  expect(saved).toBe((await listUnsentFiles(book))[0]?.text);
  await press('Done');
  await until(() => !has('has not reached'));
  expect(await listUnsentFiles(book)).toEqual([]);
});

test('leaving the team: said what goes and what waits, then the book is gone and the file is there', async () => {
  const book = await aBook();
  await commitAct(book, 'addCustomer', [{ id: SHOP, kind: 'c', field: 'name', value: 'Secret Customer' }], NOW);
  await saveSyncState(book, { lastSyncedAtMs: NOW });
  await open(book);
  await until(() => document.querySelector('header button') !== null || document.querySelector('button') !== null);
  const badge = [...document.querySelectorAll('button')].find((one) =>
    /not sent|waiting|1 change/iu.test(`${one.getAttribute('aria-label')} ${one.title} ${one.textContent}`),
  );
  await act(() => badge?.click());
  await press('Remove the book from this browser');
  await until(() => has('1 change was not sent yet. You get it as an encrypted file before.'));
  expect(await findIdentity(book)).toBeDefined();
  await press('Remove it');
  await until(() => has('1 change has not reached Lab'));
  expect(await findIdentity(book)).toBeUndefined();
  expect(JSON.stringify((await Promise.all(book.tables.map((table) => table.toArray()))).flat())).not.toContain('Secret');
});
