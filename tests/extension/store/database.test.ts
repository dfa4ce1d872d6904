import Dexie from 'dexie';
import { expect, it } from 'vitest';
import { Book } from '../../../extension/store/database.ts';
import { findRecord } from '../../../extension/store/records.ts';
import { listTwins } from '../../../extension/store/twins.ts';

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

it('keeps beside customers of an older book by what they are known', async () => {
  const old = new Dexie('keyless-book');
  old.version(26112702).stores({ customers: 'id, name, *emails, *phones, *words' });
  const [one, other] = [`c${'1'.repeat(32)}`, `c${'2'.repeat(32)}`];
  const at = '0'.repeat(28);
  const b = { name: 'Lin', area: 'West', 'phones/+886212345678': true };
  const c = { name: at, area: at, 'phones/+886212345678': at };
  await old
    .table('customers')
    .bulkPut([one, other].map((id) => ({ id, kind: 'c', b, c, deleted: 0, name: 'Lin', phones: ['+886212345678'], words: ['lin'] })));
  old.close();

  const book = new Book('keyless-book');
  expect(await findRecord(book, one)).toEqual({ id: one, kind: 'c', body: b, stamps: c });
  expect((await listTwins(book)).map((twins) => [twins.one.id, twins.other.id, twins.keys])).toEqual([
    [one, other, ['name:lin|west', 'phone:12345678'].toSorted()],
  ]);
  expect(await book.table('customers').where('words').equals('lin').count()).toBe(2);
  book.close();
});
