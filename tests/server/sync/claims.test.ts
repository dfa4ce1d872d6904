import { expect, test } from 'vitest';
import { aDevice, aServer, aUser, signInAs } from '../build/a-server.ts';

async function aTeamThatKeepsApart() {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'South')];
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  await aUser(server, 'far@team.example', 'lead', 'South', true);
  const org = await server.store.findOrg(ann.org);
  await server.store.write(async (tx) => org && tx.saveOrgSettings(org.id, { ...org, shareOnCapture: false }));
  const [a, b] = [await aDevice(server, ann.email), await aDevice(server, bob.email)];
  await a.push([
    ['c01', 'c', 'name', 'Jo canary', a.stamp()],
    ['c01', 'c', 'phones/+886212345678', true, a.stamp()],
    ['i01', 'i', 'body', 'canary talk', a.stamp()],
    ['i01', 'i', 'participants/c01', true, a.stamp()],
  ]);
  return { server, ann, bob, a, b, lea: await signInAs(server, 'lea@team.example'), far: await signInAs(server, 'far@team.example') };
}

test('who captures a customer of others sees only what he wrote, however often, and it is a claim', async () => {
  const { server, bob, a, b, lea, far } = await aTeamThatKeepsApart();
  expect(await b.push([['c01', 'c', 'title', 'Buyer', b.stamp()]])).toMatchObject({ rejected: [] });
  await b.push([['c01', 'c', 'area', 'West', b.stamp()]]);
  const line = (await b.pullAll()).get('c01');
  expect(line).toMatchObject({ lvl: 'stub', b: { title: 'Buyer', area: 'West' } });
  expect(JSON.stringify([...(await b.pullAll()).values()])).not.toContain('canary');
  expect((await b.pullAll()).has('i01')).toBe(false);
  expect((await a.pullAll()).get('c01')?.b).toMatchObject({ name: 'Jo canary', title: 'Buyer' });
  // A second device of the same user sees what the first wrote.
  const second = await aDevice(server, 'bob@team.example');
  expect((await second.pullAll()).get('c01')?.b).toEqual({ title: 'Buyer', area: 'West' });
  expect(await (await server.send('/claims', { headers: lea })).json()).toMatchObject({
    claims: [{ customer: 'c01', name: 'Jo canary', claimant: bob.id, holders: ['ann'] }],
  });
  expect(await (await server.send('/claims', { headers: far })).json()).toEqual({ claims: [] });
});

test('granted, the claimant sees it all with what happened; kept apart, he is not asked about again', async () => {
  const { server, bob, b, lea } = await aTeamThatKeepsApart();
  await b.push([['c01', 'c', 'title', 'Buyer', b.stamp()]]);
  const { end } = await b.pull();
  const decide = (decision: string) => server.send('/claims/c01', { headers: lea, body: { claimant: bob.id, decision } });
  const granted = await decide('grant');
  expect([granted.status, await granted.json()]).toEqual([200, { claims: [] }]);
  const page = await b.pull(end.cursors);
  expect(page.records.find((line) => line.i === 'c01')).toMatchObject({ b: { name: 'Jo canary', title: 'Buyer' } });
  expect(page.records.find((line) => line.i === 'i01')).toMatchObject({ b: { body: 'canary talk' } });
  expect((await decide('apart')).status).toBe(404);

  const apart = await aTeamThatKeepsApart();
  await apart.b.push([['c01', 'c', 'title', 'Buyer', apart.b.stamp()]]);
  const headers = apart.lea;
  const body = { claimant: apart.bob.id, decision: 'apart' };
  expect(await (await apart.server.send('/claims/c01', { headers, body })).json()).toEqual({ claims: [] });
  await apart.b.push([['c01', 'c', 'area', 'West', apart.b.stamp()]]);
  expect(await (await apart.server.send('/claims', { headers })).json()).toEqual({ claims: [] });
  expect((await apart.b.pullAll()).get('c01')).toMatchObject({ lvl: 'stub' });
});

test('nobody deletes what he does not see whole', async () => {
  const { b, a } = await aTeamThatKeepsApart();
  expect(
    await b.push([
      ['c01', 'c', '_del', true, b.stamp()],
      ['c01', 'c', 'title', 'x', b.stamp()],
    ]),
  ).toMatchObject({ rejected: [[1, 'forbidden']] });
  expect((await a.pullAll()).get('c01')?.b).not.toHaveProperty('_del');
});

test('what happens with a customer is not lent to whoever holds a stub of it', async () => {
  const { server, ann, b, a } = await aTeamThatKeepsApart();
  await b.push([['c01', 'c', 'title', 'Buyer', b.stamp()]]);
  await a.push([['i02', 'i', 'participants/c01', true, a.stamp()]]);
  await b.push([['i03', 'i', 'participants/c01', true, b.stamp()]]);
  expect(await server.store.listScopes(ann.org, 'i02')).toEqual([`r:${ann.id}`]);
  expect(await server.store.listScopes(ann.org, 'i03')).toHaveLength(2);
});
