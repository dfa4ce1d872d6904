import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CustomerReply, CustomersReply } from '#shared/wire/customers.ts';
import { ImportSummary, OrganizationReply } from '#shared/wire/imports.ts';
import type { Op } from '#shared/sync/op.ts';
import { createApp } from '../../../server/app.ts';
import { aDevice, aServer, aUser, signInAs } from '../build/a-server.ts';

/** Thirty customers with a steady rhythm; the first buys most. */
function aTable(): string {
  const lines = Array.from({ length: 30 }, (_, customer) =>
    Array.from({ length: 8 }, (__, order) => {
      const day = new Date(Date.parse('2026-02-20') - (order * 21 + (customer % 3)) * 86_400_000).toISOString().slice(0, 10);
      return `Shop ${String(customer).padStart(2, '0')},${day},${customer}-${order},Stage 1,2,${(30 - customer) * 100}.00`;
    }),
  ).flat();
  return ['customer,date,order,product,quantity,amount', ...lines].join('\n');
}

async function aBook() {
  const server = await aServer();
  await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const headers = await signInAs(server, 'adm@team.example');
  const post = (path: string, body: unknown) => server.send(path, { headers, body });
  const list = async (query = '') => v.parse(CustomersReply, await (await server.send(`/customers${query}`, { headers })).json());
  return { server, headers, post, list };
}

describe('importing in the console', () => {
  test('gives the summary, and the customers have tier, amount and next order', async () => {
    const { post, list, server, headers } = await aBook();
    const response = await post('/imports/orders', { csv: `${aTable()}\nShop 00,never,x,P,1,1\n`, currency: 'GBP' });
    expect(v.parse(ImportSummary, await response.json())).toMatchObject({
      orders: 240,
      customers: 30,
      badLines: [{ line: 242, reason: 'date-bad' }],
    });
    const { rows, currency, asOf } = await list('?sort=amount');
    expect([currency, asOf]).toEqual(['GBP', '2026-03-01']);
    expect(rows[0]?.record.b['name']).toBe('Shop 00');
    expect(rows[0]?.facts?.tier).toMatchObject({ enough: true, tier: 'high', bought: { netMinor: 8 * 300_000, orders: 8 } });
    expect(rows[0]?.facts?.rhythm).toMatchObject({ enough: true, lastOrderOn: '2026-02-20', medianGapDays: 21 });
    const page = v.parse(CustomerReply, await (await server.send(`/customers/${rows[0]?.record.i}`, { headers })).json());
    expect(page.orders).toHaveLength(8);
    expect(page.facts).toEqual(rows[0]?.facts);
    expect(page.currency).toBe('GBP');
  });

  test('sorts by tier, amount and next order, both ways', async () => {
    const { post, list } = await aBook();
    await post('/imports/orders', { csv: aTable(), currency: 'GBP' });
    const amounts = async (query: string) =>
      (await list(query)).rows.map(({ facts }) => (facts?.tier.enough === true ? facts.tier.bought.netMinor : null));
    const up = await amounts('?sort=amount&direction=up');
    expect(up).toEqual(up.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(await amounts('?sort=amount')).toEqual(up.toReversed());
    const tiers = (await list('?sort=tier')).rows.map(({ facts }) => (facts?.tier.enough === true ? facts.tier.tier : ''));
    expect(tiers).toEqual([
      ...tiers.filter((tier) => tier === 'high'),
      ...tiers.filter((tier) => tier === 'general'),
      ...tiers.filter((tier) => tier === 'low'),
    ]);
    expect(new Set(tiers).size).toBe(3);
    const due = (await list('?sort=next-order')).rows.map(({ facts }) => (facts?.rhythm.enough === true ? facts.rhythm.dueOn : ''));
    expect(due).toEqual(due.toSorted());
  });

  test('a missing column is a refusal that names it; a body of the usual size limit is not one', async () => {
    const { post } = await aBook();
    const refused = await post('/imports/orders', { csv: 'customer,amount\nC1,1\n' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'bad-request', details: { missing: 'date' } }]);
    const large = await post('/imports/orders', { csv: `customer,date,amount,other\nC1,2026-01-01,1,${'x'.repeat(2 * 1024 * 1024)}\n` });
    expect(large.status).toBe(200);
    const other = await post('/organization', { name: 'x'.repeat(2 * 1024 * 1024) });
    expect(other.status).toBe(413);
  });

  test('nothing runs, nothing is in progress', async () => {
    const { server, headers } = await aBook();
    expect(await (await server.send('/imports/orders', { headers })).json()).toEqual({ running: null });
  });
});

test('an import and the organization are the admin’s: an import writes records of every team', async () => {
  const { server, post } = await aBook();
  await post('/organization', { currency: 'GBP' });
  for (const role of ['lead', 'rep', 'service'] as const) {
    await aUser(server, `${role}@team.example`, role, 'North', true);
    const headers = await signInAs(server, `${role}@team.example`);
    const ask = async (path: string, body?: object) => (await server.send(path, { headers, ...(body === undefined ? {} : { body }) })).status;
    expect([
      role,
      await ask('/imports/orders', { csv: aTable() }),
      await ask('/imports/orders'),
      await ask('/organization', { name: 'Mine' }),
    ]).toEqual([role, 403, 403, 403]);
    expect(await ask('/organization')).toBe(200);
  }
});

test('whoever keeps what is learnt up to date hears of the customers whose orders a device wrote', async () => {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, ann.email);
  const heard: (readonly [string, readonly string[]])[] = [];
  const config = { port: 0, host: '', dataFolder: '', keyFile: undefined, publicOrigin: undefined, allowHttp: true };
  const app = createApp({ store: server.store, clock: server.clock, config, onOrders: (org, customers) => void heard.push([org, customers]) });
  const customer = `c${'d'.repeat(26)}`;
  const push = (from: number, ops: readonly Op[]) =>
    app.request('/api/v1/sync/push', {
      method: 'POST',
      headers: { ...device.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ device: device.device, epoch: null, proto: 1, schema: 1, sentAt: server.clock.nowMs(), from, ops }),
    });
  expect((await push(1, [[customer, 'c', 'name', 'Jo', device.stamp()]])).status).toBe(200);
  expect(heard).toEqual([]);
  expect((await push(2, [[`o${'d'.repeat(26)}`, 'o', 'customer', customer, device.stamp()]])).status).toBe(200);
  expect(heard).toEqual([[ann.org, [customer]]]);
});

describe('the organization', () => {
  test('its zone decides when a day begins', async () => {
    const { post, list, server } = await aBook();
    await post('/organization', { timeZone: 'Asia/Taipei', currency: 'TWD' });
    server.clock.advance(Date.parse('2026-03-01T17:00:00Z') - server.clock.nowMs());
    expect((await list()).asOf).toBe('2026-03-02');
    const reply = v.parse(OrganizationReply, await (await post('/organization', {})).json());
    expect(reply).toMatchObject({ timeZone: 'Asia/Taipei', currency: 'TWD' });
  });

  test('a zone that there is not is refused', async () => {
    const { post } = await aBook();
    expect((await post('/organization', { timeZone: 'Moon/Tycho' })).status).toBe(400);
    expect((await post('/organization', { currency: 'Euro' })).status).toBe(400);
  });
});

describe('contacts and mails in chunks', () => {
  const contact = (line: number, name: string) => ({
    line,
    kind: 'person',
    name,
    emails: [`${name}@many.example`],
    phones: [],
    addresses: [],
    links: [],
    tags: [],
  });
  const begin = { kind: 'contacts', name: 'people.csv', source: 'hubspot', fingerprint: 'a'.repeat(64) };

  test('are begun, sent, ended, listed, and taken back; the columns are remembered', async () => {
    const { post, list, server, headers } = await aBook();
    const columns = { headings: 'name\u001Femail', mapping: [{ field: 'name', group: 1 }, null] };
    const { batch } = v.parse(v.object({ batch: v.string() }), await (await post('/imports', { ...begin, columns })).json());
    const sent = await post(`/imports/${batch}/contacts`, { source: 'hubspot', contacts: [contact(2, 'ann'), contact(3, 'bob')] });
    expect(await sent.json()).toMatchObject({ added: 2, filled: 0, unchanged: 0, badLines: [], notes: [] });
    const mail = {
      from: { name: 'Ann', email: 'ann@many.example' },
      to: [{ name: '', email: 'adm@team.example' }],
      cc: [],
      replyTo: [],
      subject: 'Hello',
      text: 'Hello',
    };
    const message = {
      ...mail,
      adapter: 'mailbox@1',
      messageId: '<1@many.example>',
      nativeId: null,
      threadId: null,
      sentAt: '2026-01-01T09:00:00Z',
      precision: 'second',
      signature: null,
      automatic: false,
      ownAddresses: [],
      notes: [],
    };
    const mails = await post(`/imports/${batch}/mails`, { mails: [{ number: 1, message }], ownAddresses: [], neverLog: [], accept: [] });
    expect(await mails.json()).toMatchObject({ added: 1, leftOut: {}, proposals: [] });
    expect((await post(`/imports/${batch}/end`, {})).status).toBe(200);
    expect((await list()).total).toBe(2);
    expect(await (await server.send('/imports', { headers })).json()).toMatchObject({
      imports: [{ id: batch, name: 'people.csv', state: 'done', added: 3 }],
    });
    expect(await (await post('/imports/columns', { headings: columns.headings })).json()).toEqual({ mapping: columns.mapping });
    expect(await (await post('/imports/columns', { headings: 'other' })).json()).toEqual({ mapping: null });
    expect(await (await post(`/imports/${batch}/undo`, {})).json()).toMatchObject({ removed: 3, kept: 0 });
    expect((await list()).total).toBe(0);
    expect((await post(`/imports/${batch}/undo`, {})).status).toBe(409);
  });

  test('nothing goes into an import that was not begun or is over, and a field that there is not is refused', async () => {
    const { post } = await aBook();
    const nobody = await post(`/imports/b${'a'.repeat(26)}/contacts`, { source: 'x', contacts: [] });
    expect(nobody.status).toBe(404);
    expect((await post('/imports', { ...begin, columns: { headings: 'a', mapping: [{ field: '__proto__', group: 1 }] } })).status).toBe(400);
    const { batch } = v.parse(v.object({ batch: v.string() }), await (await post('/imports', begin)).json());
    expect((await post(`/imports/${batch}/contacts`, { source: 'x', contacts: [{ ...contact(2, 'ann'), owner: 'u1' }] })).status).toBe(400);
    await post(`/imports/${batch}/end`, {});
    expect((await post(`/imports/${batch}/contacts`, { source: 'x', contacts: [] })).status).toBe(404);
  });
});
