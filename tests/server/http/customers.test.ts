import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CustomerReply, CustomersReply } from '#shared/wire/customers.ts';
import { aDevice, aServer, aUser, signInAs } from '../build/a-server.ts';

async function aBook() {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'South')];
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const [a, b] = [await aDevice(server, ann.email), await aDevice(server, bob.email)];
  await a.push([
    ['c01', 'c', 'name', 'Zoë Ångström', a.stamp()],
    ['c01', 'c', 'companyName', 'Acme 100% Ltd', a.stamp()],
    ['c01', 'c', 'emails/zoe@acme.example', true, a.stamp()],
    ['c01', 'c', 'phones/+13128670110', true, a.stamp()],
    ['c02', 'c', 'name', '王小明', a.stamp()],
    ['c03', 'c', 'name', 'Deleted', a.stamp()],
    ['c03', 'c', '_del', true, a.stamp()],
    ['i01', 'i', 'happenedAt', '2026-01-01T00:00:00Z', a.stamp()],
    ['i01', 'i', 'participants/c01', true, a.stamp()],
    ['i01', 'i', `participants/${ann.id}`, true, a.stamp()],
    ['i02', 'i', 'happenedAt', '2026-02-01T00:00:00Z', a.stamp()],
    ['i02', 'i', 'participants/c01', true, a.stamp()],
  ]);
  await b.push([['c04', 'c', 'name', 'Only Bob', b.stamp()]]);
  const list = async (email: string, query = '') =>
    v.parse(CustomersReply, await (await server.send(`/customers${query}`, { headers: await signInAs(server, email) })).json());
  const read = async (email: string, id: string) => server.send(`/customers/${id}`, { headers: await signInAs(server, email) });
  return { server, ann, bob, a, b, list, read };
}

const ids = (reply: CustomersReply) => reply.rows.map((row) => row.record.i);

describe('the table', () => {
  test('a lead sees the team’s customers with last contact and reps, an admin all', async () => {
    const { list } = await aBook();
    const lead = await list('lea@team.example');
    expect(lead.total).toBe(2);
    expect(lead.rows[0]).toMatchObject({ lastContactAt: '2026-02-01T00:00:00Z', interactions: 2, reps: ['ann'], record: { i: 'c01' } });
    expect(lead.rows[1]).toMatchObject({ lastContactAt: null, interactions: 0 });
    expect(ids(await list('adm@team.example')).toSorted()).toEqual(['c01', 'c02', 'c04']);
  });

  test.each([
    ['zoe', ['c01']],
    ['ANGSTROM', ['c01']],
    ['acme', ['c01']],
    ['100%', ['c01']],
    ['%', []],
    ['_', []],
    ['zoe@ac', ['c01']],
    ['312 867', ['c01']],
    ['+1 (312) 867-0110', ['c01']],
    ['王', ['c02']],
    ['oë', []],
    ["' OR 1=1 --", []],
    ['bob', []],
  ])('search %s', async (search, found) => {
    const { list } = await aBook();
    expect(ids(await list('lea@team.example', `?search=${encodeURIComponent(search)}`))).toEqual(found);
  });

  test('sorts, turns round, and pages', async () => {
    const { list } = await aBook();
    expect(ids(await list('lea@team.example', '?sort=last-contact'))).toEqual(['c01', 'c02']);
    expect(ids(await list('lea@team.example', '?sort=name&direction=down'))).toEqual(['c02', 'c01']);
    const second = await list('lea@team.example', '?limit=1&offset=1');
    expect([second.total, ids(second)]).toEqual([2, ['c02']]);
    expect((await list('lea@team.example', '?offset=99')).rows).toEqual([]);
  });

  test('a sort or key that nobody knows is refused', async () => {
    const { server } = await aBook();
    const headers = await signInAs(server, 'lea@team.example');
    for (const query of ['?sort=password', '?limit=1e3', '?order=name', '?offset=-1']) {
      expect((await server.send(`/customers${query}`, { headers })).status).toBe(400);
    }
  });
});

describe('a customer’s page', () => {
  test('shows what happened, the newest first, and who took part', async () => {
    const { read, ann } = await aBook();
    const reply = v.parse(CustomerReply, await (await read('lea@team.example', 'c01')).json());
    expect(reply.record.b).toMatchObject({ name: 'Zoë Ångström' });
    expect(reply.interactions.map((line) => line.i)).toEqual(['i02', 'i01']);
    expect(reply.users).toEqual([{ id: ann.id, name: 'ann' }]);
  });

  test('shows what was wrong with its visits and who came, and no deleted case', async () => {
    const { server, a, read } = await aBook();
    const tech = await aUser(server, 'tech@team.example', 'service', 'North');
    const shop = `c${'1'.repeat(32)}`;
    const { rejected } = await a.push([
      [shop, 'c', 'name', 'Shop', a.stamp()],
      ['s01', 's', 'customer', shop, a.stamp()],
      ['s01', 's', 'kind', 'complaint', a.stamp()],
      ['s01', 's', 'visits/0', { technician: tech.id, plannedAt: '2026-02-03T09:00:00Z' }, a.stamp()],
      ['s01', 's', 'cost', { minor: 100, currency: 'EUR' }, a.stamp()],
      ['s02', 's', 'customer', shop, a.stamp()],
      ['s02', 's', '_del', true, a.stamp()],
    ]);
    expect(rejected).toEqual([]);
    const reply = v.parse(CustomerReply, await (await read('lea@team.example', shop)).json());
    expect(reply.cases).toMatchObject([{ i: 's01', b: { kind: 'complaint' } }]);
    expect(reply.users).toContainEqual({ id: tech.id, name: 'tech' });
  });

  test('of another team, or none at all, is not there', async () => {
    const { read, ann } = await aBook();
    expect((await read('lea@team.example', 'c04')).status).toBe(404);
    expect((await read('lea@team.example', 'c99')).status).toBe(404);
    expect((await read('lea@team.example', ann.id)).status).toBe(404);
    expect((await read('adm@team.example', 'c04')).status).toBe(200);
  });

  test('an interaction that the lead may not see is neither shown nor counted', async () => {
    const { server, bob, b, list, read } = await aBook();
    await b.push([
      ['i09', 'i', 'private', true, b.stamp()],
      ['i09', 'i', 'participants/c01', true, b.stamp()],
      ['i09', 'i', 'happenedAt', '2026-02-20T00:00:00Z', b.stamp()],
    ]);
    expect(await server.store.listScopes(bob.org, 'i09')).toEqual([`r:${bob.id}`]);
    expect((await list('lea@team.example')).rows[0]).toMatchObject({ lastContactAt: '2026-02-01T00:00:00Z', interactions: 2 });
    expect(JSON.stringify(await (await read('lea@team.example', 'c01')).json())).not.toContain('i09');
  });
});
