import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Op } from '#shared/sync/op.ts';
import { linkIdOf } from '#shared/sync/links.ts';
import { CustomerReply } from '#shared/wire/customers.ts';
import { aDevice, aServer, aUser, readTable, signInAs, type TestDevice } from '../build/a-server.ts';

/** An id that ends in what it is called here. */
const ID = (name: string): string => name.charAt(0) + name.slice(1).padStart(26, 'a');
const [SHOP, TWIN, OTHER] = [ID('cshop'), ID('ctwin'), ID('cother')];

const wordsOf = (device: TestDevice, records: Readonly<Record<string, Readonly<Record<string, Op[3]>>>>): Op[] =>
  Object.entries(records).flatMap(([id, fields]) =>
    Object.entries(fields).map(([field, value]): Op => [id, id.charAt(0), field, value, device.stamp()]),
  );

async function aTeam() {
  const server = await aServer();
  const [ann, bob, far] = [
    await aUser(server, 'ann@team.example', 'rep', 'North'),
    await aUser(server, 'bob@team.example', 'rep', 'North'),
    await aUser(server, 'far@team.example', 'rep', 'South'),
  ];
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const org = await server.store.findOrg(ann.org);
  await server.store.write(async (tx) => org && tx.saveOrgSettings(org.id, { ...org, shareOnCapture: false }));
  const [a, b] = [await aDevice(server, ann.email), await aDevice(server, bob.email)];
  await a.push(
    wordsOf(a, {
      [SHOP]: { name: 'Lin' },
      [TWIN]: { name: 'Lin Tea' },
      [OTHER]: { name: 'Other' },
      [linkIdOf(Buffer.from(a.idSalt, 'hex'), SHOP, TWIN)]: { one: SHOP, other: TWIN, on: true },
      [ID('imail')]: { subject: 'Hello', [`participants/${SHOP}`]: true },
      [ID('iboth')]: { subject: 'Both', [`participants/${SHOP}`]: true, [`participants/${OTHER}`]: true },
      [ID('iown')]: { subject: 'Mine', private: true, [`participants/${SHOP}`]: true },
      [ID('oorder')]: { customer: TWIN, placedOn: '2026-02-01', currency: 'EUR' },
    }),
  );
  const [lea, adm] = [await signInAs(server, 'lea@team.example'), await signInAs(server, 'adm@team.example')];
  const give = (owner: string | null, headers = lea, id = SHOP) => server.send(`/customers/${id}/owner`, { headers, body: { owner } });
  const names = async (device: TestDevice): Promise<string[]> =>
    [...(await device.pullAll()).keys()]
      .filter((id) => 'cio'.includes(id.charAt(0)))
      .map((id) => id.replace(/a{5,}/u, ''))
      .toSorted();
  return { server, ann, bob, far, a, b, lea, adm, give, names };
}

test('a customer that is handed over is seen whole by the new owner, with all that is one with it and what happened', async () => {
  const { ann, bob, b, give, names } = await aTeam();
  expect((await give(ann.id)).status).toBe(200);
  expect(await names(b)).toEqual([]);
  const reply = v.parse(CustomerReply, await (await give(bob.id)).json());
  expect([reply.record.b['owner'], reply.users]).toEqual([bob.id, [{ id: bob.id, name: 'bob' }]]);
  expect(await names(b)).toEqual(['cshop', 'ctwin', 'iboth', 'imail', 'oorder']);
});

test('the former owner is told to forget it, but for private talks and what belongs to another customer as well', async () => {
  const { ann, bob, a, give, names } = await aTeam();
  await give(ann.id);
  const { end } = await a.pull();
  await give(bob.id);
  expect(await names(a)).toEqual(['cother', 'iboth', 'iown']);
  const page = await a.pull(end.cursors);
  expect(
    page.gone
      .map((line) => line.i.replace(/a{5,}/u, ''))
      .filter((id) => !id.startsWith('l'))
      .toSorted(),
  ).toEqual(['cshop', 'ctwin', 'imail', 'oorder']);
  // Taken back, it is as it was.
  await give(ann.id);
  expect(await names(a)).toEqual(['cother', 'cshop', 'ctwin', 'iboth', 'imail', 'iown', 'oorder']);
});

test('who captured it without being its owner keeps it; nobody is its owner in the end', async () => {
  const { server, ann, bob, a, give, names } = await aTeam();
  await give(bob.id);
  expect(await names(a)).toContain('cshop');
  await give(null);
  expect((await server.store.findRecord(ann.org, SHOP))?.record.body['owner']).toBeNull();
  const audit = await readTable(server, "SELECT action FROM audit WHERE action = 'owner-set'", v.object({ action: v.string() }));
  expect(audit).toHaveLength(2);
});

test('a lead hands over within the own team, an admin to anybody; a claim of the new owner is decided by it', async () => {
  const { server, bob, far, b, lea, adm, give } = await aTeam();
  expect((await give(far.id)).status).toBe(403);
  expect((await give('u00')).status).toBe(403);
  expect((await give(bob.id, lea, ID('cnone'))).status).toBe(404);
  await b.push(wordsOf(b, { [SHOP]: { title: 'Buyer' } }));
  expect(await (await server.send('/claims', { headers: lea })).json()).toMatchObject({ claims: [{ claimant: bob.id }] });
  expect((await give(bob.id)).status).toBe(200);
  expect(await (await server.send('/claims', { headers: lea })).json()).toEqual({ claims: [] });
  expect((await give(far.id, adm)).status).toBe(200);
  // It left the team: its lead does not see it any more, but for what others of the team have captured.
  const device = await aDevice(server, far.email);
  expect((await device.pullAll()).has(SHOP)).toBe(true);
});
