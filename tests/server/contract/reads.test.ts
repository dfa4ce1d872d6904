import { describe, expect, test } from 'vitest';
import type { Json, StoredRecord } from '#shared/model/record.ts';
import type { CustomerFilter, Store } from '../../../server/store/port.ts';
import { aBook, ORG } from './a-second-store.ts';

const STAMP = '0'.repeat(28);
/** An id as the model has them; where no model looks, short ones will do. */
const CUSTOMER = `c${'a'.repeat(26)}`;

async function fill(store: Store, records: Readonly<Record<string, Readonly<Record<string, Json>>>>, scope = 'o'): Promise<void> {
  await store.write(async (tx) => {
    const first = await tx.takeSeq(ORG.id, Object.keys(records).length);
    for (const [index, [id, body]] of Object.entries(records).entries()) {
      const stamps = Object.fromEntries(Object.keys(body).map((field) => [field, STAMP]));
      const record: StoredRecord = { id, kind: id.charAt(0), body, stamps };
      await tx.saveRecord(ORG.id, record, first + index);
      await tx.grant(ORG.id, scope, id, first + index, 'full');
    }
  });
}

const filter = (given: Partial<CustomerFilter>): CustomerFilter => ({
  scopes: undefined,
  search: '',
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 50,
  ...given,
});

/** Names of every script and case, some of them nasty; one database's idea of an alphabet must not show. */
const PEOPLE = {
  c01: { name: 'Zoë Ångström', companyName: 'Über & Söhne', 'emails/zoe@example.com': true },
  c02: { name: 'zoe angstrom', companyName: 'acme' },
  c03: { name: '王小明', companyName: '北京远景' },
  c04: { name: 'O’Brien', 'phones/+13128670110': true },
  c05: { name: 'Émile 50%_off', companyName: 'back\\slash' },
  c06: { name: '😀 Fun', companyName: 'ﬁne goods' },
  c07: { companyName: 'No Name' },
  c08: { name: 'łódź' },
  c09: { name: 'Zed', _del: true },
  c10: { name: '\uFFEEwide' },
} as const;

describe('the list of customers', () => {
  test('is sorted byte by byte by folded names, those without at the end, in both directions', async () => {
    const { store } = await aBook();
    await fill(store, PEOPLE);
    const ids = async (given: Partial<CustomerFilter>) => (await store.listCustomers(ORG.id, filter(given))).rows.map(({ id }) => id);
    expect(await ids({})).toEqual(['c05', 'c04', 'c01', 'c02', 'c08', 'c10', 'c03', 'c06', 'c07']);
    expect(await ids({ descending: true })).toEqual(['c06', 'c03', 'c10', 'c08', 'c01', 'c02', 'c04', 'c05', 'c07']);
    expect(await ids({ sort: 'company' })).toEqual(['c02', 'c05', 'c06', 'c07', 'c01', 'c03', 'c04', 'c08', 'c10']);
    expect(await ids({ offset: 2, limit: 2 })).toEqual(['c01', 'c02']);
    expect((await store.listCustomers(ORG.id, filter({ limit: 1 }))).total).toBe(9);
  });

  test.each([
    ['ZOE', ['c01', 'c02']],
    ['ang', ['c01', 'c02']],
    ['ngstrom', []],
    ['uber', ['c01']],
    ['soh', ['c01']],
    ['王', ['c03']],
    ['fine', ['c06']],
    ['50%', ['c05']],
    ['emile 50%_', ['c05']],
    ['%', []],
    ['_', []],
    ['back\\', ['c05']],
    ['867-0110', ['c04']],
    ['8670', ['c04']],
    ['zoe@ex', ['c01']],
    ['\0', []],
    ['zed', []],
  ])('%j finds %j', async (search, wanted) => {
    const { store } = await aBook();
    await fill(store, PEOPLE);
    const { rows, total } = await store.listCustomers(ORG.id, filter({ search }));
    expect(rows.map(({ id }) => id).toSorted()).toEqual(wanted);
    expect(total).toBe(wanted.length);
  });

  test('counts contacts and names reps by what the reader may see', async () => {
    const { store } = await aBook();
    await fill(store, { u01: { name: 'Ann' }, u02: { name: 'Bob' } });
    await fill(store, { c01: { name: 'Jo' }, i01: { 'participants/c01': true, happenedAt: '2026-01-02T00:00:00Z' } }, 'r:u01');
    await fill(store, { i02: { 'participants/c01': true, happenedAt: '2026-02-02T00:00:00Z' } }, 'r:u02');
    await store.write(async (tx) => tx.grant(ORG.id, 'r:u02', 'c01', await tx.takeSeq(ORG.id, 1), 'full'));
    const row = async (scopes: readonly string[] | undefined) => (await store.listCustomers(ORG.id, filter({ scopes }))).rows[0];
    expect(await row(undefined)).toEqual({ id: 'c01', lastContactAt: '2026-02-02T00:00:00Z', interactions: 2, reps: ['Ann', 'Bob'] });
    expect(await row(['r:u01'])).toEqual({ id: 'c01', lastContactAt: '2026-01-02T00:00:00Z', interactions: 1, reps: ['Ann', 'Bob'] });
    expect(await row(['t:x'])).toBeUndefined();
    expect(await store.listInteractionsOf(ORG.id, ['c01'], 9)).toEqual(['i02', 'i01']);
  });
});

test('a name of any length and with any character is kept whole, and stops nobody', async () => {
  const { store } = await aBook();
  const long = `Aé😀${'王'.repeat(496)}`;
  const body = { name: long, companyName: 'a\0b\uD800', 'emails/a@b.example': true, [`tags/${'t'.repeat(250)}`]: true, later: 'z'.repeat(15_000) };
  await fill(store, { c01: body, a01: { value: long, to: 'c01' } });
  const found = await store.findRecord(ORG.id, 'c01');
  expect(found?.record.body).toEqual(body);
  expect((await store.listCustomers(ORG.id, filter({ search: 'ae😀王王王' }))).rows).toHaveLength(1);
});

test('a page ends where its limit says and goes on from there, over several scopes', async () => {
  const { store } = await aBook();
  for (let n = 1; n <= 9; n += 1) {
    await fill(store, { [`c0${n}`]: { name: String(n) } }, n % 2 === 0 ? 'o' : 'r:u1');
  }
  await store.write(async (tx) => tx.grant(ORG.id, 'o', 'c01', await tx.takeSeq(ORG.id, 1), 'full'));
  const seen: string[] = [];
  let cursors = [
    { scope: 'o', after: 0 },
    { scope: 'r:u1', after: 0 },
  ];
  for (let more = true; more;) {
    const page = await store.readPage(ORG.id, cursors, 2);
    expect(page.entries.length).toBeLessThanOrEqual(2);
    expect(page.head).toBe(10);
    seen.push(...page.entries.map(({ id }) => id));
    cursors = cursors.map(({ scope }) => ({ scope, after: page.cutAt }));
    ({ more } = page);
  }
  // The record in both scopes is met once for each of its numbers, or once where both fell into one page.
  expect(seen.slice(0, 2)).toEqual(['c01', 'c02']);
  expect([...new Set(seen)].toSorted()).toEqual(['c01', 'c02', 'c03', 'c04', 'c05', 'c06', 'c07', 'c08', 'c09']);
  expect(await store.readPage('nobody', cursors, 2)).toEqual({ entries: [], more: false, cutAt: 0, head: 0, epoch: '' });
});

test('a snapshot has what a panel needs first, all orders among it, older contacts in the rest, each record once', async () => {
  const { store } = await aBook();
  await fill(store, {
    c01: { name: 'A' },
    i01: { 'participants/c01': true, happenedAt: '2020-01-01T00:00:00Z' },
    i02: { 'participants/c01': true, happenedAt: '2026-01-01T00:00:00Z' },
    o01: { customer: CUSTOMER, placedOn: '2026-02-01' },
    o02: { customer: CUSTOMER },
    p01: { name: 'P' },
  });
  await fill(store, { c02: { name: 'B' } }, 'r:u1');
  const read = async (scopes: readonly string[], part: 'first' | 'rest' | 'all') => {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Awaited<ReturnType<Store['readSnapshot']>> = await store.readSnapshot(ORG.id, {
        scopes,
        part,
        sinceDay: '2025-06-01',
        after,
        limit: 2,
      });
      expect(page.head).toBe(7);
      ids.push(...page.records.map(({ record }) => record.id));
      after = page.next;
    }
    return ids;
  };
  expect(await read(['o'], 'first')).toEqual(['c01', 'i02', 'o01', 'o02', 'p01']);
  expect(await read(['o'], 'rest')).toEqual(['i01']);
  expect(await read(['*'], 'all')).toEqual(['c01', 'c02', 'i01', 'i02', 'o01', 'o02', 'p01']);
  expect(await read(['o', 'r:u1'], 'all')).toEqual(['c01', 'c02', 'i01', 'i02', 'o01', 'o02', 'p01']);
});

test('what has expired is removed with everything that hangs on it, and the floor rises', async () => {
  const { store } = await aBook();
  await fill(store, {
    c01: { name: 'A', _del: true, 'emails/a@b.example': true },
    c02: { name: 'B', note: '"_del":true' },
    c03: { name: 'C', _del: false },
  });
  await store.write(async (tx) => tx.withdraw(ORG.id, 'o', 'c02', await tx.takeSeq(ORG.id, 1)));
  expect(await store.write((tx) => tx.removeExpired(ORG.id, 3))).toBe(1);
  expect((await store.findOrg(ORG.id))?.floorSeq).toBe(1);
  expect(await store.findRecord(ORG.id, 'c01')).toBeUndefined();
  expect(await store.listHolders(ORG.id, 'emails', ['a@b.example'])).toEqual([]);
  expect(await store.findRecord(ORG.id, 'c02')).toBeDefined();
  expect(await store.write((tx) => tx.removeExpired(ORG.id, 9))).toBe(1);
  expect((await store.findOrg(ORG.id))?.floorSeq).toBe(4);
});
