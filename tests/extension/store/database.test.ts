import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { Book } from '../../../extension/store/database.ts';
import { findRecord } from '../../../extension/store/records.ts';

it('finds records of kinds that it learnt about later where it looks for them', async () => {
  const old = new Dexie('grown-book');
  old.version(26112401).stores({ others: 'id' });
  const id = `d${'1'.repeat(32)}`;
  const at = '0'.repeat(28);
  await old.table('others').put({ id, kind: 'd', b: { name: 'Forty cots', state: 'open' }, c: { name: at, state: at }, deleted: 0 });
  await old.table('others').put({ id: `z${'1'.repeat(32)}`, kind: 'z', b: { x: 1 }, c: { x: at }, deleted: 0 });
  old.close();

  const book = new Book('grown-book');
  expect(await findRecord(book, id)).toEqual({ id, kind: 'd', body: { name: 'Forty cots', state: 'open' }, stamps: { name: at, state: at } });
  expect(await book.table('deals').where('state').equals('open').count()).toBe(1);
  expect(await book.table('others').count()).toBe(1);
  book.close();
});
