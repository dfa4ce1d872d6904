import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { customerKey, bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type { Op } from '#shared/sync/op.ts';
import { listImports } from '../../../server/services/import-batch.ts';
import { undoImport } from '../../../server/services/import-undo.ts';
import { runAnalyses } from '../../../server/services/run-analyses.ts';
import { aDevice, aServer, aUser, readTable } from '../build/a-server.ts';
import { allRecords, aSource, importAs, visibleBook } from './a-book.ts';

const TABLE = [
  'ID,Name,Company,Email,Phone,Job title,Tags',
  '1,Mira Holt,Holt Tools,mira@holt.example,+44 20 7946 0011,Buyer,vip',
  '2,Aksel Dahl,Dahl Nord,,+47 22 55 01 00,,',
  '3,Nobody,,not an address,,,',
  ',,,,,,',
  '5,,Harbour Supplies,post@harbour.example,,,',
].join('\n');

async function aBook() {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, ann.email);
  const salt = bytesFromHex((await server.store.findOrg(ann.org))?.idSalt ?? '');
  const idOf = (email: string) => idFromKey('c', salt, customerKey(email));
  const write = async (...ops: readonly (readonly [id: string, field: string, value: Op[3]])[]) => {
    server.clock.advance(1000);
    await device.push(ops.map(([id, field, value]): Op => [id, id.charAt(0), field, value, device.stamp()]));
    server.clock.advance(1000);
  };
  const run = (content: string | Uint8Array, options = {}) => importAs(server.deps, ann.org, aSource('contacts.csv', content), options);
  const find = async (id: string) => (await server.store.findRecord(ann.org, id))?.record;
  return { server, ann, org: ann.org, idOf, write, run, find, see: () => visibleBook(server.deps, ann.org) };
}

const doneOf = (done: Awaited<ReturnType<typeof importAs>>) => {
  if (done.kind === 'orders' || done.kind === 'mail') {
    throw new Error(done.kind);
  }
  return done;
};

describe('contacts from a table', () => {
  test('are in, bad rows are named, and the same file again changes nothing', async () => {
    const { server, org, run, idOf, find } = await aBook();
    const first = doneOf(await run(TABLE));
    expect(first).toMatchObject({ rows: 4, done: { added: 3, filled: 0, unchanged: 0, badLines: [{ line: 4, reason: 'email-bad' }], notes: [] } });
    expect((await find(idOf('mira@holt.example')))?.body).toMatchObject({
      name: 'Mira Holt',
      kind: 'person',
      companyName: 'Holt Tools',
      title: 'Buyer',
      'emails/mira@holt.example': true,
      'phones/+442079460011': true,
      'tags/vip': true,
      'provenance/name': { reader: 'import', source: 'csv' },
    });
    expect((await find(idOf('post@harbour.example')))?.body).toMatchObject({ name: 'Harbour Supplies', kind: 'company' });
    const [head, records] = [(await server.store.findOrg(org))?.seq, await allRecords(server.deps, org)];
    expect(doneOf(await run(TABLE)).done).toMatchObject({ added: 0, filled: 0, unchanged: 3, notes: [] });
    expect([(await server.store.findOrg(org))?.seq, await allRecords(server.deps, org)]).toEqual([head, records]);
  });

  test('of somebody known fill empty fields alone, and say so; what people wrote or removed stays', async () => {
    const { run, write, idOf, find } = await aBook();
    const mira = idOf('mira@holt.example');
    await write(
      [mira, 'name', 'Mira H.'],
      [mira, 'emails/mira@holt.example', true],
      [mira, 'phones/+442079460011', true],
      [mira, 'phones/+442079460011', false],
    );
    const { done } = doneOf(await run(TABLE));
    expect(done.notes).toEqual([
      { line: 2, customer: mira, matchedBy: 'email', filled: ['kind', 'companyName', 'title', 'tags'], kept: ['name', 'phones'] },
    ]);
    expect((await find(mira))?.body).toMatchObject({ name: 'Mira H.', title: 'Buyer', 'phones/+442079460011': false });
  });

  test('are known by a number with the name, and not by an office’s number alone', async () => {
    const { run, write, idOf } = await aBook();
    const [one, two] = [idOf('a@dahl.example'), idOf('b@dahl.example')];
    await write([one, 'name', 'Aksel Dahl'], [one, 'phones/+4722550100', true], [two, 'name', 'Berit Moe'], [two, 'phones/+4722550100', true]);
    const { done } = doneOf(await run(TABLE));
    expect(done.notes).toMatchObject([{ line: 3, customer: one, matchedBy: 'phone' }]);
    expect(done.added).toBe(2);
  });

  test('two rows of one person in a file are one customer; a newer file of the program finds them by their number there', async () => {
    const { run, find, idOf } = await aBook();
    const twice = 'ID,Name,Email,Phone\n7,Ann Lee,ann@lee.example,\n,Ann Lee,ann@lee.example,+44 20 7946 0012\n';
    expect(doneOf(await run(twice)).done).toMatchObject({ added: 1, filled: 1, notes: [{ line: 3, filled: ['phones'] }] });
    const later = 'ID,Name,Email,Title\n7,Ann Lee-Moe,ann.moe@lee.example,Director\n';
    expect(doneOf(await run(later)).done.notes).toMatchObject([{ matchedBy: 'external-id', filled: ['title', 'emails'], kept: ['name'] }]);
    expect((await find(idOf('ann@lee.example')))?.body).toMatchObject({ name: 'Ann Lee', title: 'Director', 'emails/ann.moe@lee.example': true });
  });

  test('a customer whom somebody deleted on purpose is not brought back', async () => {
    const { run, write, idOf } = await aBook();
    await run(TABLE);
    await write([idOf('mira@holt.example'), '_del', true]);
    expect(doneOf(await run(`${TABLE}\n`)).done.badLines).toContainEqual({ line: 2, reason: 'deleted-before' });
  });

  test('a rehearsal says the same and changes nothing', async () => {
    const { server, org, run, see } = await aBook();
    const before = [await see(), (await server.store.findOrg(org))?.seq];
    expect(doneOf(await run(TABLE, { isRehearsal: true })).done.added).toBe(3);
    expect([await see(), (await server.store.findOrg(org))?.seq]).toEqual(before);
    expect(await listImports(server.deps, org)).toEqual([]);
  });
});

describe('taking an import back', () => {
  test('leaves the book as it was, and the same file can be imported and taken back again', async () => {
    const { server, org, run, write, idOf, see } = await aBook();
    const mira = idOf('mira@holt.example');
    await write([mira, 'name', 'Mira H.'], [mira, 'emails/mira@holt.example', true]);
    const before = await see();
    const { batch } = doneOf(await run(TABLE));
    const after = await see();
    expect(after).not.toBe(before);
    // Two customers and the three numbers of the other program.
    expect(await undoImport(server.deps, org, batch, 'operator')).toMatchObject({ removed: 5, restored: 1, kept: 0 });
    expect(await see()).toBe(before);
    expect(await undoImport(server.deps, org, batch, 'operator').catch((error: unknown) => String(error))).toContain('nothing-to-undo');
    expect(doneOf(await run(TABLE)).done).toMatchObject({ added: 2, filled: 1 });
    expect(await see()).toBe(after);
    await undoImport(server.deps, org, batch, 'operator');
    expect(await see()).toBe(before);
  });

  test('keeps what people wrote or built on since, and names it', async () => {
    const { server, org, run, write, idOf, find, ann } = await aBook();
    const known = idOf('post@harbour.example');
    await write([known, 'name', 'Harbour'], [known, 'emails/post@harbour.example', true]);
    const { batch } = doneOf(await run(`${TABLE}\n6,Nora Falk,Falk,nora@falk.example,+46 8 555 123 45,Owner,`));
    const [mira, nora] = [idOf('mira@holt.example'), idOf('nora@falk.example')];
    await write([mira, 'title', 'Head buyer']);
    const mail = `i${'d'.repeat(26)}`;
    await write([mail, 'channel', 'phone'], [mail, `participants/${nora}`, true], [mail, `by/${ann.id}`, true]);
    await write([known, 'kind', 'person']);
    const done = await undoImport(server.deps, org, batch, 'operator');
    expect(done.keptRecords.map(({ name, fields }) => [name, fields]).toSorted()).toEqual([
      ['Harbour', ['kind']],
      ['Mira Holt', []],
      ['Nora Falk', []],
    ]);
    expect((await find(mira))?.body).toMatchObject({ name: 'Mira Holt', title: 'Head buyer' });
    expect((await find(known))?.body).toMatchObject({ name: 'Harbour', kind: 'person' });
  });

  test('leaves what another import brought as well', async () => {
    const { server, org, run, idOf, find, see } = await aBook();
    const { batch } = doneOf(await run(TABLE));
    const both = await see();
    await run(TABLE.replace('5,,Harbour', '9,Zoe,Z,zoe@z.example,,,\n5,,Harbour'));
    await undoImport(server.deps, org, batch, 'operator');
    const seen = await see();
    expect(both.split('\n').every((line) => seen.includes(line.slice(0, 27)))).toBe(true);
    expect((await find(idOf('mira@holt.example')))?.body['name']).toBe('Mira Holt');
  });

  test('a stop half-way is gone on with, in both directions', async () => {
    const { server, org, see } = await aBook();
    const rows = Array.from({ length: 1200 }, (_, index) => `${index},Person ${index},p${index}@many.example`);
    const source = aSource('many.csv', ['ID,Name,Email', ...rows].join('\n'));
    const before = await see();
    let writes = 0;
    const stopping = {
      ...server.deps,
      store: {
        ...server.store,
        write: (fn: Parameters<typeof server.store.write>[0]) => ((writes += 1) > 2 ? Promise.reject(new Error('cut')) : server.store.write(fn)),
      },
    };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    await expect(importAs(stopping as typeof server.deps, org, source)).rejects.toThrow('cut');
    expect((await listImports(server.deps, org))[0]).toMatchObject({ state: 'running' });
    expect(doneOf(await importAs(server.deps, org, source)).done).toMatchObject({ added: 200, unchanged: 1000 });
    const [batch] = await listImports(server.deps, org);
    expect(batch).toMatchObject({ state: 'done', added: 2400 });
    writes = 0;
    await expect(undoImport(stopping as typeof server.deps, org, batch?.id ?? '', 'operator')).rejects.toThrow('cut');
    await undoImport(server.deps, org, batch?.id ?? '', 'operator');
    expect(await see()).toBe(before);
  });
});

test('orders are taken back as one, with the customers that came with them', async () => {
  const { server, org, see } = await aBook();
  const before = await see();
  const orders =
    'customer,date,order,product,amount,currency\nShop 1,2026-01-01,1,Tin,10,GBP\nShop 1,2026-01-08,2,Tin,10,GBP\nShop 2,2026-01-02,3,Tin,5,GBP\n';
  const done = await importAs(server.deps, org, aSource('orders.csv', orders));
  expect(done.kind).toBe('orders');
  const batch = done.kind === 'orders' ? done.summary.batch : '';
  // Two customers, two numbers of the shop, three orders.
  expect(await undoImport(server.deps, org, batch, 'operator')).toMatchObject({ removed: 7, restored: 0, kept: 0 });
  expect(await see()).toBe(before);
});

test('orders that taught a rhythm are taken back with the reminders that came of it, and with what customers are sorted by', async () => {
  const { server, org, see, write, idOf } = await aBook();
  const known = idOf('shop0@many.example');
  await write([known, 'name', 'Shop 0'], [known, 'emails/shop0@many.example', true]);
  const before = await see();
  const lines = Array.from({ length: 30 }, (_, shop) =>
    Array.from({ length: 8 }, (_unused, order) => {
      const day = new Date(Date.parse('2026-02-20') - order * 21 * 86_400_000).toISOString().slice(0, 10);
      return `shop${shop}@many.example,${day},${shop}-${order},Stage 1,${100 + shop}.00,GBP`;
    }),
  ).flat();
  const done = await importAs(server.deps, org, aSource('orders.csv', ['customer,date,order,product,amount,currency', ...lines].join('\n')));
  await runAnalyses(server.deps, org);
  const sorted = async () =>
    (await server.store.listCustomers(org, { scopes: undefined, search: '', sort: 'amount', descending: true, offset: 0, limit: 50 })).total;
  expect(await sorted()).toBe(30);
  expect(await readTable(server, 'SELECT net_minor AS n FROM customer_fact WHERE net_minor > 0', v.object({ n: v.number() }))).toHaveLength(30);
  const undone = await undoImport(server.deps, org, done.kind === 'orders' ? done.summary.batch : '', 'operator');
  expect(undone).toMatchObject({ removed: 29 + 240, kept: 0 });
  expect(await see()).toBe(before);
  expect(await sorted()).toBe(1);
  const facts = await readTable(
    server,
    `SELECT coalesce(net_minor, 0) AS n FROM customer_fact WHERE customer = '${known}'`,
    v.object({ n: v.number() }),
  );
  expect(facts.map(({ n }) => n)).toEqual([0]);
});
