import { expect, test } from 'vitest';
import { followHeads } from '../../../extension/sync/live.ts';
import { aDevice, aServer, aUser } from '../build/a-server.ts';

const settled = (ms = 700): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('an open panel hears that something changed, once for many changes, and nothing of what', async () => {
  const server = await aServer();
  const user = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, user.email);
  const heads: number[] = [];
  const stop = new AbortController();
  const fetch = (url: string, init: RequestInit) => Promise.resolve(server.app.request(url.replace('http://x', ''), init));
  const following = followHeads({
    fetch,
    server: { url: 'http://x', token: device.token },
    onHead: (head) => void heads.push(head),
    signal: stop.signal,
  });
  await settled(300);
  const before = heads.at(-1);
  expect(before).toBe((await device.pull()).end.head);
  for (let n = 0; n < 20; n += 1) {
    await device.push([['c01', 'c', 'name', `n${n}`, device.stamp()]]);
  }
  await settled();
  expect(heads.at(-1)).toBe((await device.pull()).end.head);
  expect(heads.length).toBeLessThanOrEqual(5);
  stop.abort();
  await following;
});

test('a token that was ended hears nothing', async () => {
  const server = await aServer();
  const user = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, user.email);
  await server.store.write((tx) => tx.revokeDevice(user.org, device.device, 1));
  expect((await server.send('/sync/live', { headers: device.headers })).status).toBe(401);
});
