import { expect, test } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { aDevice, aServer, aUser } from '../build/a-server.ts';

/** What later versions will send is taken today and handed back as it is. */
async function twoDevices() {
  const server = await aServer();
  const user = await aUser(server, 'ann@team.example', 'rep');
  return { server, user, a: await aDevice(server, user.email), b: await aDevice(server, user.email) };
}

test.each<[string, string, string, string, Op[3]]>([
  ['an unknown kind', 'z0a1', 'z', 'anything', { deep: [1, 'two', null, { three: true }] }],
  ['a deal of a later version', 'd0a1', 'd', 'stage', 'offer'],
  ['an unknown field of a known kind', 'c0a1', 'c', 'shoeSize', 43.5],
  ['an unknown set of a known kind', 'c0a1', 'c', 'flags/vip', true],
  ['a link that is on', 'l0a1', 'l', 'on', true],
  ['a link that is off', 'l0a1', 'l', 'on', false],
  ['a deletion', 'c0a1', 'c', '_del', true],
  ['a restored record', 'c0a1', 'c', '_del', false],
  ['a cleared field', 'c0a1', 'c', 'name', null],
  ['an alias', 'a0a1', 'a', 'to', 'c00000000000000000000000000000001'],
])('%s', async (_, id, kind, field, value) => {
  const { a, b } = await twoDevices();
  const stamp = a.stamp();
  expect(await a.push([[id, kind, field, value, stamp]])).toMatchObject({ lastN: 1, rejected: [] });
  const line = (await b.pullAll()).get(id);
  expect(line).toMatchObject({ i: id, k: kind, b: { [field]: value }, c: { _: stamp } });
});

test('an element is added, taken away and added again, and each time the later stamp holds', async () => {
  const { a, b } = await twoDevices();
  const [first, second] = [a.stamp(), a.stamp()];
  await a.push([['c01', 'c', 'tags/vip', false, second]]);
  await a.push([['c01', 'c', 'tags/vip', true, first]]);
  expect((await b.pullAll()).get('c01')?.b).toEqual({ 'tags/vip': false });
});

test('an erasure floor: it is handed back, and older writes no longer land', async () => {
  const { server, user, a, b } = await twoDevices();
  const old = a.stamp();
  const floor = a.stamp();
  await server.store.write(async (tx) => {
    const seq = await tx.takeSeq(user.org, 1);
    await tx.saveRecord(user.org, { id: 'c01', kind: 'c', body: {}, stamps: {}, floor }, seq);
    await tx.grant(user.org, `r:${user.id}`, 'c01', seq, 'full');
  });
  const later = a.stamp();
  await a.push([
    ['c01', 'c', 'name', 'too old', old],
    ['c01', 'c', 'title', 'captured anew', later],
  ]);
  expect((await b.pullAll()).get('c01')).toMatchObject({ floor, b: { title: 'captured anew' } });
});

test('a stub: its level is handed back, with no more than what the user wrote', async () => {
  const { server, user, b } = await twoDevices();
  const a = await aDevice(server, (await aUser(server, 'bob@team.example', 'rep')).email);
  await a.push([['c01', 'c', 'name', 'Jo', a.stamp()]]);
  await b.push([['c01', 'c', 'title', 'Buyer', b.stamp()]]);
  await server.store.write(async (tx) => tx.grant(user.org, `r:${user.id}`, 'c01', await tx.takeSeq(user.org, 1), 'stub'));
  expect((await b.pullAll()).get('c01')).toMatchObject({ lvl: 'stub', b: { title: 'Buyer' } });
  expect((await b.pullAll()).get('c01')?.b).not.toHaveProperty('name');
});

test('epoch, protocol and schema of a later version are taken, and our own are handed back', async () => {
  const { server, a, b } = await twoDevices();
  const reply = await a.pushRaw({ epoch: null, schema: 99, proto: 2, sentAt: server.clock.nowMs() + 50_000, from: 1, ops: [] });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ epoch: a.epoch, serverNow: server.clock.nowMs() });
  expect((await b.pull()).end).toMatchObject({ epoch: a.epoch, serverNow: server.clock.nowMs(), dropScopes: [] });
});

test('an unknown key of an envelope is refused, not ignored', async () => {
  const { a } = await twoDevices();
  expect((await a.pushRaw({ from: 1, ops: [], role: 'admin' })).status).toBe(400);
});
