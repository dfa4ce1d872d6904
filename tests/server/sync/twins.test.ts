import { expect, test } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { aDevice, aServer, aUser, signInAs, type TestDevice } from '../build/a-server.ts';

async function twoReps(shareOnCapture = true) {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'South')];
  const org = await server.store.findOrg(ann.org);
  await server.store.write(async (tx) => org && tx.saveOrgSettings(org.id, { ...org, shareOnCapture }));
  return { server, ann, bob, a: await aDevice(server, ann.email), b: await aDevice(server, bob.email) };
}

const aShop = (device: TestDevice, id: string, fields: Readonly<Record<string, Op[3]>>): Op[] =>
  Object.entries(fields).map(([field, value]): Op => [id, 'c', field, value, device.stamp()]);
const customersIn = async (device: TestDevice): Promise<string[]> =>
  [...(await device.pullAll()).keys()].filter((id) => id.startsWith('c')).toSorted();

test.each<[string, Record<string, Op[3]>, Record<string, Op[3]>]>([
  ['a telephone number with and without its country’s code', { name: 'Kopi', 'phones/+65 6123 4567': true }, { 'phones/61234567': true }],
  ['a telephone number, however written', { name: 'Lin', 'phones/+886 2 1234-5678': true }, { name: 'Mr Lin', 'phones/+886212345678': true }],
  ['a messenger id', { name: 'Lin', 'handles/wechat': 'lin_shop' }, { name: 'Lin shop', 'handles/wechat': 'Lin_Shop' }],
  ['a name with its district', { name: '林記茶行', area: '大同區' }, { name: '林記茶行', area: '大同區' }],
  ['a number, where only one has an address', { 'emails/a@b.example': true, 'phones/+886212345678': true }, { 'phones/+886212345678': true }],
])('two reps who entered one shop apart see both records by %s, with what happened', async (_, first, second) => {
  const { a, b } = await twoReps();
  await a.push(aShop(a, 'c01', first));
  await a.push([['i01', 'i', 'participants/c01', true, a.stamp()]]);
  await b.push(aShop(b, 'c02', second));
  expect([await customersIn(a), await customersIn(b)]).toEqual([
    ['c01', 'c02'],
    ['c01', 'c02'],
  ]);
  expect((await b.pullAll()).has('i01')).toBe(true);
});

test.each<[string, Record<string, Op[3]>, Record<string, Op[3]>]>([
  ['a name alone', { name: 'Lin' }, { name: 'Lin' }],
  ['a name in another district', { name: 'Lin', area: '大同區' }, { name: 'Lin', area: '中山區' }],
  ['an extension', { 'phones/1234': true }, { 'phones/1234': true }],
  [
    'a number of two with addresses of their own',
    { 'emails/a@b.example': true, 'phones/+886212345678': true },
    { 'emails/c@b.example': true, 'phones/+886212345678': true },
  ],
  ['a number that only ends alike', { name: 'Lin', 'phones/030 1234 5678': true }, { name: 'Lin', 'phones/040 1234 5678': true }],
  ['a number of one that was deleted', { 'phones/+886212345678': true, _del: true }, { 'phones/+886212345678': true }],
])('%s joins nobody', async (_, first, second) => {
  const { a, b } = await twoReps();
  await a.push(aShop(a, 'c01', first));
  await b.push(aShop(b, 'c02', second));
  expect(await customersIn(b)).toEqual(['c02']);
});

test('a number of many is a switchboard and opens nobody', async () => {
  const { a, b } = await twoReps();
  for (let n = 1; n <= 7; n += 1) {
    await a.push(aShop(a, `c0${n}`, { name: `n${n}`, 'phones/+886212345678': true }));
  }
  await b.push(aShop(b, 'c10', { 'phones/+886212345678': true }));
  expect(await customersIn(b)).toEqual(['c10']);
});

test('where the team does not share on capture the lead decides', async () => {
  const { server, bob, a, b } = await twoReps(false);
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const headers = await signInAs(server, 'lea@team.example');
  await a.push(aShop(a, 'c01', { name: 'Lin', 'phones/+886212345678': true }));
  await b.push(aShop(b, 'c02', { name: 'Mr Lin', 'phones/+886212345678': true }));
  expect(await customersIn(b)).toEqual(['c02']);
  expect(await (await server.send('/claims', { headers })).json()).toMatchObject({ claims: [{ customer: 'c01', claimant: bob.id }] });
  await server.send('/claims/c01', { headers, body: { claimant: bob.id, decision: 'grant' } });
  expect(await customersIn(b)).toEqual(['c01', 'c02']);
});

test('a name that changed beside an address is the key once the address is gone', async () => {
  const { a, b } = await twoReps();
  await a.push(aShop(a, 'c01', { name: 'Lin', area: 'North', 'emails/a@b.example': true }));
  await a.push(aShop(a, 'c01', { name: 'Lin Tea' }));
  await b.push(aShop(b, 'c02', { name: 'Lin Tea', area: 'North' }));
  expect(await customersIn(b)).toEqual(['c02']);
  await a.push(aShop(a, 'c01', { 'emails/a@b.example': false }));
  expect(await customersIn(b)).toEqual(['c01', 'c02']);
});

test('a name that changed is found under its new self, and beside an address the number stays a key', async () => {
  const { a, b } = await twoReps();
  await a.push(aShop(a, 'c01', { name: 'Lin', area: 'North' }));
  await a.push(aShop(a, 'c01', { name: 'Lin Tea' }));
  await a.push(aShop(a, 'c03', { name: 'Wu', 'emails/a@b.example': true, 'phones/+886212345678': true }));
  await a.push(aShop(a, 'c03', { name: 'Wu Tea', area: 'South' }));
  await b.push(aShop(b, 'c02', { name: 'Lin Tea', area: 'North' }));
  await b.push(aShop(b, 'c04', { 'phones/+886212345678': true }));
  expect(await customersIn(b)).toEqual(['c01', 'c02', 'c03', 'c04']);
});
