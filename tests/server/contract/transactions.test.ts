import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { StoredRecord } from '#shared/model/record.ts';
import type { HistoryRow, Store } from '../../../server/store/port.ts';
import { aBook, aSecondStore, ORG } from './a-second-store.ts';

const STAMP = '0'.repeat(28);
const CUSTOMER = `c${'a'.repeat(26)}`;
const aRecord = (id: string, name = 'Jo'): StoredRecord => ({ id, kind: id.charAt(0), body: { name }, stamps: { name: STAMP } });
const save = (store: Store, id: string, name?: string): Promise<void> =>
  store.write(async (tx) => {
    await tx.lockRecords(ORG.id, [id]);
    await tx.saveRecord(ORG.id, aRecord(id, name), await tx.takeSeq(ORG.id, 1));
  });
const EVERYBODY = { scopes: undefined, search: '', sort: 'name', descending: false, offset: 0, limit: 50 } as const;
const toGrants = (grants: ReadonlyMap<string, readonly unknown[]>): unknown => Object.fromEntries([...grants].filter(([, held]) => held.length > 0));
const headOf = async (store: Store): Promise<number> => (await store.findOrg(ORG.id))?.seq ?? -1;

test('a transaction that fails leaves nothing, not even its numbers, and the next one goes on', async () => {
  const { store } = await aBook();
  const failing = store.write(async (tx) => {
    await tx.lockRecords(ORG.id, ['c01']);
    await tx.saveRecord(ORG.id, aRecord('c01'), await tx.takeSeq(ORG.id, 1));
    throw new Error('half-way');
  });
  await expect(failing).rejects.toThrow('half-way');
  expect(await store.findRecord(ORG.id, 'c01')).toBeUndefined();
  expect(await headOf(store)).toBe(0);
  await save(store, 'c01');
  expect(await store.findRecord(ORG.id, 'c01')).toEqual({ record: aRecord('c01'), seq: 1 });
});

test('whoever takes back a word, the last one that a record stands by, takes it out of every list', async () => {
  const { store } = await aBook();
  const body = { name: 'Jo', 'by/u1': true };
  const stamps = { name: STAMP, 'by/u1': STAMP };
  const write = (changed: readonly string[] | undefined, more: Readonly<Record<string, boolean>>): Promise<void> =>
    store.write(async (tx) => {
      await tx.lockRecords(ORG.id, ['c01']);
      const record = { id: 'c01', kind: 'c', body: { ...body, ...more }, stamps };
      await tx.saveRecords(ORG.id, [{ record, seq: await tx.takeSeq(ORG.id, 1), ...(changed ? { changed } : {}) }]);
    });
  const listed = async (): Promise<number> => (await store.listCustomers(ORG.id, EVERYBODY)).total;
  await write(undefined, {});
  expect(await listed()).toBe(1);
  await write(['by/u1'], { 'by/u1': false });
  expect(await listed()).toBe(0);
  await write(['by/u2'], { 'by/u1': false, 'by/u2': true });
  expect(await listed()).toBe(1);
});

test('numbers follow each other without a gap over all transactions, however many run at once', async () => {
  const { store } = await aBook();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      store.write(async (tx) => {
        const ids = [0, 1, 2].map((n) => `c${index}x${n}`);
        await tx.lockRecords(ORG.id, ids);
        const first = await tx.takeSeq(ORG.id, 3);
        await sleep(1);
        for (const [at, id] of ids.entries()) {
          await tx.saveRecord(ORG.id, aRecord(id), first + at);
        }
      }),
    ),
  );
  const page = await store.readPage(ORG.id, [{ scope: '*', after: 0 }], 100);
  expect(page.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(page.head).toBe(60);
  // Those of one transaction are side by side.
  for (let at = 0; at < 60; at += 3) {
    const owners = page.entries.slice(at, at + 3).map(({ id }) => id.split('x')[0]);
    expect(new Set(owners).size).toBe(1);
  }
});

test('numbers are settled where a transaction asks, follow what was there, and nothing comes between until its end', async () => {
  const { store } = await aBook();
  await save(store, 'c01');
  await store.write(async (tx) => {
    await tx.lockRecords(ORG.id, ['c02', 'c03']);
    expect(await tx.settleSeq(ORG.id)).toEqual({ before: 1, head: 1 });
    const first = await tx.takeSeq(ORG.id, 2);
    await tx.saveRecord(ORG.id, aRecord('c02'), first);
    await tx.saveRecord(ORG.id, aRecord('c03'), first + 1);
    const other = save(store, 'c04');
    expect(await tx.settleSeq(ORG.id)).toEqual({ before: 1, head: 3 });
    await tx.saveRecord(ORG.id, aRecord('c03', 'Jim'), await tx.takeSeq(ORG.id, 1));
    expect(await tx.settleSeq(ORG.id)).toEqual({ before: 1, head: 4 });
    void other;
  });
  await vi.waitFor(async () => expect((await store.findRecord(ORG.id, 'c04'))?.seq).toBe(5));
});

test('whoever locks a record reads what the one before wrote, a record that was not there included', async () => {
  const { store, server } = await aBook();
  const other = await aSecondStore(server);
  await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      (index % 2 === 0 ? store : other).write(async (tx) => {
        const held = (await tx.lockRecords(ORG.id, ['c01'])).get('c01');
        const count = Number(held?.record.body['name'] ?? 0);
        await sleep(1);
        await tx.saveRecord(ORG.id, aRecord('c01', String(count + 1)), await tx.takeSeq(ORG.id, 1));
      }),
    ),
  );
  expect((await store.findRecord(ORG.id, 'c01'))?.record.body['name']).toBe('24');
});

test('a name that is locked is locked for every process', async () => {
  const { store, server } = await aBook();
  const other = await aSecondStore(server);
  let inside = 0;
  let most = 0;
  await Promise.all(
    [store, other, store, other].map((each) =>
      each.write(async (tx) => {
        await tx.lockName('accounts');
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
});

test('two transactions that want the same records in opposite orders both succeed', async () => {
  const { store, server } = await aBook();
  const other = await aSecondStore(server);
  await Promise.all(
    (
      [
        [store, 'c01', 'c02'],
        [other, 'c02', 'c01'],
      ] as const
    ).map(([each, first, second]) =>
      each.write(async (tx) => {
        for (const id of [first, second]) {
          await tx.lockRecords(ORG.id, [id]);
          await sleep(20);
          await tx.saveRecord(ORG.id, aRecord(id), await tx.takeSeq(ORG.id, 1));
        }
      }),
    ),
  );
  expect(await headOf(store)).toBe(4);
});

test('a record that was only locked is not there afterwards', async () => {
  const { store } = await aBook();
  await store.write(async (tx) => {
    expect((await tx.lockRecords(ORG.id, ['c01', 'c02'])).size).toBe(0);
    expect(await tx.findRecord(ORG.id, 'c01')).toBeUndefined();
    await tx.saveRecord(ORG.id, aRecord('c02'), await tx.takeSeq(ORG.id, 1));
  });
  expect(await store.findRecord(ORG.id, 'c01')).toBeUndefined();
  expect((await store.readVisible(ORG.id, ['*'], ['c01', 'c02'])).map(({ record }) => record.id)).toEqual(['c02']);
  expect((await store.readSnapshot(ORG.id, { scopes: ['*'], part: 'all', sinceDay: '2026-01-01', after: '', limit: 9 })).records).toHaveLength(1);
});

test('a reader never sees what is not committed, and the transaction sees all of it', async () => {
  const { store } = await aBook();
  await save(store, 'c01');
  await store.write(async (tx) => {
    const [first] = [await tx.takeSeq(ORG.id, 2)];
    await tx.lockRecords(ORG.id, ['c01', 'o01']);
    const order: StoredRecord = { id: 'o01', kind: 'o', body: { customer: CUSTOMER }, stamps: { customer: STAMP } };
    await tx.saveRecord(ORG.id, order, first);
    await tx.grant(ORG.id, 'r:u1', 'o01', first, 'full');
    await tx.saveRecord(ORG.id, aRecord('c01', 'Joe'), first + 1);
    await tx.addHistory(ORG.id, [aWrite(first)]);
    expect((await tx.findRecord(ORG.id, 'c01'))?.record.body['name']).toBe('Joe');
    expect(await tx.listScopes(ORG.id, 'o01')).toEqual(['r:u1']);
    expect(await tx.listEventsOf(ORG.id, [CUSTOMER])).toEqual([{ customer: CUSTOMER, id: 'o01' }]);
    expect(await tx.listOrderIds(ORG.id, [CUSTOMER])).toHaveLength(1);
    expect(await store.findRecord(ORG.id, 'o01')).toBeUndefined();
    expect((await store.findRecord(ORG.id, 'c01'))?.record.body['name']).toBe('Jo');
    // Reads that carry numbers see what was written under them as well.
    expect((await tx.readVisible(ORG.id, ['r:u1'], ['o01'])).map(({ record }) => record.id)).toEqual(['o01']);
    expect((await tx.listHistoryOf(ORG.id, 'o01', Number.MAX_SAFE_INTEGER, 9)).map(({ field }) => field)).toEqual(['customer']);
    // And what is written after such a read follows.
    await tx.withdraw(ORG.id, 'r:u1', 'o01', await tx.takeSeq(ORG.id, 1));
    expect(await tx.listScopes(ORG.id, 'o01')).toEqual([]);
  });
  expect(await headOf(store)).toBe(4);
  expect(await store.listScopes(ORG.id, 'o01')).toEqual([]);
  expect((await store.readPage(ORG.id, [{ scope: 'r:u1', after: 0 }], 9)).entries).toMatchObject([{ id: 'o01', seq: 4, visible: undefined }]);
});

function aWrite(seq: number): HistoryRow {
  return { seq, id: 'o01', field: 'customer', atMs: 1, actor: 'u1', device: 'd1', oldJson: null, newJson: '"c01"', stamp: STAMP };
}

test('a record’s number goes into every scope that holds it, those that it gains in the same transaction included', async () => {
  const { store } = await aBook();
  await store.write(async (tx) => {
    const first = await tx.takeSeq(ORG.id, 2);
    await tx.saveRecord(ORG.id, aRecord('c01'), first);
    await tx.grant(ORG.id, 'r:u1', 'c01', first, 'stub');
    await tx.grant(ORG.id, 'o', 'c01', first, 'full');
    await tx.saveRecord(ORG.id, aRecord('c01', 'Joe'), first + 1);
  });
  await store.write(async (tx) => {
    await tx.withdraw(ORG.id, 'o', 'c01', await tx.takeSeq(ORG.id, 1));
    await tx.withdraw(ORG.id, 't:none', 'c01', await tx.takeSeq(ORG.id, 1));
    await tx.saveRecord(ORG.id, aRecord('c01', 'Jack'), await tx.takeSeq(ORG.id, 1));
  });
  const seqIn = async (scope: string) =>
    (await store.readPage(ORG.id, [{ scope, after: 0 }], 9)).entries.map(({ seq, visible }) => [seq, visible?.level]);
  expect(await seqIn('r:u1')).toEqual([[5, 'stub']]);
  expect(await seqIn('o')).toEqual([[3, undefined]]);
  expect(await seqIn('t:none')).toEqual([]);
  await store.write(async (tx) => tx.grant(ORG.id, 'r:u1', 'c01', await tx.takeSeq(ORG.id, 1), 'full'));
  expect(await seqIn('r:u1')).toEqual([[6, 'full']]);
  expect(await store.listGrants(ORG.id, 'c01')).toEqual([{ scope: 'r:u1', level: 'full' }]);
});

test('who has some records is told at once, inside a transaction with what it has just granted', async () => {
  const { store } = await aBook();
  const granted = { c01: [{ scope: 'o', level: 'full' }], c02: [{ scope: 'r:u1', level: 'stub' }] };
  await store.write(async (tx) => {
    await tx.lockRecords(ORG.id, ['c01', 'c02']);
    const first = await tx.takeSeq(ORG.id, 2);
    await tx.saveRecord(ORG.id, aRecord('c01'), first);
    await tx.saveRecord(ORG.id, aRecord('c02'), first + 1);
    await tx.grant(ORG.id, 'o', 'c01', first, 'full');
    await tx.grant(ORG.id, 'r:u1', 'c02', first + 1, 'stub');
    await tx.grant(ORG.id, 'o', 'c02', first + 1, 'full');
    await tx.withdraw(ORG.id, 'o', 'c02', first + 1);
    expect(toGrants(await tx.listGrantsOf(ORG.id, ['c02', 'c01', 'c03']))).toEqual(granted);
  });
  expect(toGrants(await store.listGrantsOf(ORG.id, ['c02', 'c01', 'c03']))).toEqual(granted);
});

test('by what customers are known is told for many, and nothing of others', async () => {
  const { store } = await aBook();
  await store.write(async (tx) => {
    await tx.replaceMatchKeys(ORG.id, 'c01', ['phone:1', 'phone:2']);
    await tx.replaceMatchKeys(ORG.id, 'c02', ['phone:1']);
    await tx.replaceMatchKeys(ORG.id, 'c04', ['phone:4']);
    expect([...(await tx.listMatchKeysOf(ORG.id, ['c02']))]).toEqual([['c02', ['phone:1']]]);
  });
  const known = await store.listMatchKeysOf(ORG.id, ['c01', 'c02', 'c03']);
  expect([...known].map(([id, keys]) => [id, keys.toSorted()]).toSorted()).toEqual([
    ['c01', ['phone:1', 'phone:2']],
    ['c02', ['phone:1']],
  ]);
});

test('a change of some fields is found by them, leaves the others as they were, and makes good a row that is missing', async () => {
  const { store } = await aBook();
  const body = { name: 'Jo', area: 'Kiel', companyName: 'Acme' };
  const stamps = { name: STAMP, area: STAMP, companyName: STAMP };
  await store.write(async (tx) => {
    await tx.lockRecords(ORG.id, ['c01']);
    await tx.saveRecord(ORG.id, { id: 'c01', kind: 'c', body, stamps }, await tx.takeSeq(ORG.id, 1));
  });
  const found = async (search: string): Promise<number> => (await store.listCustomers(ORG.id, { ...EVERYBODY, search })).total;
  const change = (to: Readonly<Record<string, string | boolean>>): Promise<void> =>
    store.write(async (tx) => {
      await tx.lockRecords(ORG.id, ['c01']);
      const record = { id: 'c01', kind: 'c', body: { ...body, ...to }, stamps };
      await tx.saveRecords(ORG.id, [{ record, seq: await tx.takeSeq(ORG.id, 1), changed: Object.keys(to) }]);
    });
  await change({ name: 'Mia', area: 'Ulm' });
  expect([await found('mia'), await found('jo'), await found('acme')]).toEqual([1, 0, 1]);
  await change({ _del: true });
  expect(await found('acme')).toBe(0);
  // As an older version leaves it, which did not know the kind.
  await save(store, 'c02');
  await store.write(async (tx) => tx.saveRecords(ORG.id, [{ record: aRecord('c03', 'Pim'), seq: await tx.takeSeq(ORG.id, 1), changed: ['name'] }]));
  expect([await found('pim'), (await store.findRecord(ORG.id, 'c03'))?.record.body['name']]).toEqual([1, 'Pim']);
});

test('a second process writes while the first holds the book open, and each sees the other’s numbers', async () => {
  const { store, server } = await aBook();
  const other = await aSecondStore(server);
  expect(await other.listOrgs()).toEqual([ORG]);
  await Promise.all(['c1', 'c2', 'c3', 'c4'].map((id, index) => save(index % 2 === 0 ? store : other, id)));
  const page = await other.readPage(ORG.id, [{ scope: '*', after: 0 }], 9);
  expect(page.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test('jobs of one name run one after another, those of another name beside them', async () => {
  const { store } = await aBook();
  let inside = 0;
  let most = 0;
  const job = async (): Promise<number> => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(10);
    inside -= 1;
    return inside;
  };
  await Promise.all([store.inTurn('a', job), store.inTurn('a', job), store.inTurn('a', job)]);
  expect(most).toBe(1);
  await expect(store.inTurn('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await store.inTurn('a', job)).toBe(0);
});

test('whoever watches is told of the organization after each commit that took numbers', async () => {
  const { store } = await aBook();
  const told: string[] = [];
  const end = store.watch((org) => void told.push(org));
  await store.write((tx) => tx.addAudit({ org: ORG.id, atMs: 1, actor: 'a', action: 'b', target: 'c' }));
  expect(told).toEqual([]);
  await save(store, 'c01');
  await vi.waitFor(() => expect(told).toEqual([ORG.id]));
  end();
  await save(store, 'c02');
  await sleep(20);
  expect(told).toEqual([ORG.id]);
});
