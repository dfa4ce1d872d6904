import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ImportedContact } from '#shared/model/imported.ts';
import { createImportHandlers } from '../../../extension/background/import-handlers.ts';
import { findCustomerByEmail } from '../../../extension/store/customers.ts';
import { undoAct } from '../../../extension/store/write.ts';
import { aBook, anIdentity } from '../../build/book.ts';
import { aPanel } from './a-background.ts';

let nowMs = Date.parse('2026-03-02T10:00:00Z');
beforeEach(() => fakeBrowser.reset());

const contact = (line: number, email: string, more: Partial<ImportedContact> = {}): ImportedContact => ({
  line,
  kind: 'person',
  name: `Person ${line}`,
  emails: [email],
  phones: [],
  addresses: [],
  links: [],
  tags: [],
  ...more,
});

async function aBackground() {
  const book = await aBook(anIdentity());
  const { importContacts } = createImportHandlers({ book, nowMs: () => (nowMs += 1000), afterWrite: () => undefined });
  const run = (contacts: ImportedContact[]) => importContacts({ source: 'csv', contacts }, aPanel);
  return { book, run, find: (email: string) => findCustomerByEmail(book, email) };
}

test('contacts of a file come into the book of a browser without a server, once, and known ones get empty fields alone', async () => {
  const { run, find } = await aBackground();
  const two = [contact(2, 'mira@holt.example', { externalId: '7' }), contact(3, 'zoe@new.example')];
  expect(await run(two)).toMatchObject({ added: 2, filled: 0, unchanged: 0, deleted: [] });
  expect(await run(two)).toMatchObject({ act: null, added: 0, filled: 0, unchanged: 2 });
  const more = [
    contact(2, 'mira@holt.example', { name: 'Somebody', title: 'Buyer' }),
    contact(3, 'mira@holt.example', { phones: ['+442079460011'] }),
  ];
  expect(await run(more)).toMatchObject({ added: 0, filled: 2 });
  expect(await find('mira@holt.example')).toMatchObject({ name: 'Person 2', title: 'Buyer', phones: ['+442079460011'] });
});

test('a file is one act: undone as one, and importable again', async () => {
  const { book, run, find } = await aBackground();
  await run([contact(2, 'mira@holt.example')]);
  const file = [contact(2, 'mira@holt.example', { title: 'Buyer' }), contact(3, 'zoe@new.example', { phones: ['+442079460012'] })];
  const { act } = await run(file);
  await undoAct(book, act ?? 0, (nowMs += 1000));
  expect(await find('zoe@new.example')).toBeUndefined();
  expect((await find('mira@holt.example'))?.title).toBeUndefined();
  expect((await find('mira@holt.example'))?.name).toBe('Person 2');
  expect(await run(file)).toMatchObject({ added: 1 });
  expect(await find('zoe@new.example')).toMatchObject({ name: 'Person 3', phones: ['+442079460012'] });
});
