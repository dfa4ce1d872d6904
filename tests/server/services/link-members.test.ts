import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { linkIdOf } from '#shared/sync/links.ts';
import type { Op } from '#shared/sync/op.ts';
import { CustomerReply, CustomersReply } from '#shared/wire/customers.ts';
import { runAnalyses } from '../../../server/services/run-analyses.ts';
import { aDevice, aServer, aUser, readTable, signInAs, type TestDevice } from '../build/a-server.ts';

/** An id that ends in what it is called here. */
const ID = (name: string): string =>
  name.charAt(0) +
  name
    .slice(1)
    .replace(/\d/gu, (digit) => 'abcd'.charAt(Number(digit)))
    .padStart(26, 'a');

function aLink(device: TestDevice, a: string, b: string, on = true): Op[] {
  const id = linkIdOf(Buffer.from(device.idSalt, 'hex'), a, b);
  return [
    [id, 'l', 'one', a, device.stamp()],
    [id, 'l', 'other', b, device.stamp()],
    [id, 'l', 'on', on, device.stamp()],
  ];
}

async function twoRecords() {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'North')];
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const [a, b] = [await aDevice(server, ann.email), await aDevice(server, bob.email)];
  const order = (id: string, customer: string, placedOn: string): Op[] => [
    [id, 'o', 'customer', customer, a.stamp()],
    [id, 'o', 'placedOn', placedOn, a.stamp()],
    [id, 'o', 'currency', 'EUR', a.stamp()],
    [id, 'o', 'lines/0', { productName: 'Tin', quantity: 1, amountMinor: 1000 }, a.stamp()],
  ];
  await a.push([
    [ID('c01'), 'c', 'name', 'J. Vogelsang', a.stamp()],
    [ID('c01'), 'c', 'emails/jv@private.example', true, a.stamp()],
    [ID('i01'), 'i', 'happenedAt', '2026-01-01T00:00:00Z', a.stamp()],
    [ID('i01'), 'i', `participants/${ID('c01')}`, true, a.stamp()],
    [ID('c02'), 'c', 'name', 'Jan-Hendrik Vogelsang', a.stamp()],
    [ID('c02'), 'c', 'companyName', 'Kleine Eule', a.stamp()],
    [ID('i02'), 'i', 'happenedAt', '2026-02-01T00:00:00Z', a.stamp()],
    [ID('i02'), 'i', `participants/${ID('c02')}`, true, a.stamp()],
    [ID('c03'), 'c', 'name', 'Somebody else', a.stamp()],
    ...order(ID('o01'), ID('c01'), '2026-01-05'),
    ...order(ID('o02'), ID('c02'), '2026-01-12'),
  ]);
  const lead = await signInAs(server, 'lea@team.example');
  const list = async (query = '') => v.parse(CustomersReply, await (await server.send(`/customers${query}`, { headers: lead })).json());
  const read = async (id: string) => v.parse(CustomerReply, await (await server.send(`/customers/${id}`, { headers: lead })).json());
  return { server, ann, bob, a, b, list, read };
}

describe('two records of one customer', () => {
  test('are one row with the sum of both, one page, and two again when it is taken back', async () => {
    const { a, list, read } = await twoRecords();
    const before = await list();
    await a.push(aLink(a, ID('c01'), ID('c02')));
    const merged = await list();
    expect(merged.total).toBe(2);
    const row = merged.rows.find(({ record }) => record.i === ID('c01'));
    expect(row).toMatchObject({
      interactions: 2,
      lastContactAt: '2026-02-01T00:00:00Z',
      record: { b: { name: 'Jan-Hendrik Vogelsang', companyName: 'Kleine Eule' } },
    });
    expect(merged.rows.map(({ record }) => record.i)).not.toContain(ID('c02'));
    for (const id of [ID('c01'), ID('c02')]) {
      const page = await read(id);
      expect(page.record.i).toBe(ID('c01'));
      expect(page.interactions.map(({ i }) => i)).toEqual(expect.arrayContaining([ID('i01'), ID('i02')]));
      expect(page.orders).toHaveLength(2);
    }
    await a.push(aLink(a, ID('c01'), ID('c02'), false));
    const after = await list();
    expect(after.rows.map(({ record }) => [record.i, record.b])).toEqual(before.rows.map(({ record }) => [record.i, record.b]));
    expect(after.total).toBe(3);
  });

  test('are found by what either of them says', async () => {
    const { a, list } = await twoRecords();
    await a.push(aLink(a, ID('c01'), ID('c02')));
    for (const search of ['jv@private', 'kleine eule', 'jan-hendrik']) {
      expect((await list(`?search=${encodeURIComponent(search)}`)).rows.map(({ record }) => record.i)).toEqual([ID('c01')]);
    }
  });

  test('have one tier and one rhythm from the orders of both', async () => {
    const { server, ann, a, list } = await twoRecords();
    await a.push(aLink(a, ID('c02'), ID('c01')));
    await runAnalyses(server.deps, ann.org);
    const facts = await readTable(
      server,
      'SELECT customer, net_minor FROM customer_fact ORDER BY customer',
      v.object({ customer: v.string(), net_minor: v.nullable(v.number()) }),
    );
    expect(facts.map(({ customer }) => customer)).toEqual([ID('c01'), ID('c02')]);
    expect(facts[0]?.net_minor).toBe(facts[1]?.net_minor);
    expect((await list()).rows.find(({ record }) => record.i === ID('c01'))?.facts?.customer).toBe(ID('c01'));
  });

  test('three in a chain are one, and without the middle link two', async () => {
    const { a, list } = await twoRecords();
    await a.push([...aLink(a, ID('c01'), ID('c02')), ...aLink(a, ID('c02'), ID('c03'))]);
    expect((await list()).total).toBe(1);
    await a.push(aLink(a, ID('c01'), ID('c02'), false));
    expect((await list()).rows.map(({ record }) => record.i).toSorted()).toEqual([ID('c01'), ID('c02')]);
  });

  test('when the one that stands for both is deleted, the other stands for itself', async () => {
    const { a, list } = await twoRecords();
    await a.push([...aLink(a, ID('c01'), ID('c02')), [ID('c01'), 'c', '_del', true, a.stamp()]]);
    expect((await list()).rows.map(({ record }) => record.i).toSorted()).toEqual([ID('c02'), ID('c03')]);
  });

  test('a rep who sees only one of them cannot join them, and sees only that one', async () => {
    const { a, b, bob } = await twoRecords();
    await b.push([[ID('c01'), 'c', `by/${bob.id}`, true, b.stamp()]]);
    expect((await b.push(aLink(b, ID('c01'), ID('c02')))).rejected.map(([, code]) => code)).toEqual(['forbidden', 'forbidden', 'forbidden']);
    await a.push(aLink(a, ID('c01'), ID('c02')));
    const pulled = (await b.pull()).records.map(({ i }) => i);
    expect(pulled).toContain(ID('c01'));
    expect(pulled).not.toContain(ID('c02'));
    expect(pulled).toContain(linkIdOf(Buffer.from(a.idSalt, 'hex'), ID('c01'), ID('c02')));
  });
});
