import { expect, test } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { aDevice, aServer, aUser } from '../build/a-server.ts';

const DAY_MS = 86_400_000;

async function oneDevice() {
  const server = await aServer();
  const user = await aUser(server, 'ann@team.example', 'rep');
  return { server, user, a: await aDevice(server, user.email) };
}

test.each([
  ['1970', -Date.parse('2026-03-01T09:00:00Z')],
  ['ten years ahead', 3650 * DAY_MS],
  ['an hour behind', -3_600_000],
  ['61 seconds ahead', 61_000],
])('a device whose clock is %s is told the server’s time, and nothing of its batch is judged', async (_, off) => {
  const { server, a } = await oneDevice();
  const sentAt = server.clock.nowMs() + off;
  const response = await a.pushRaw({ from: 1, sentAt, ops: [['c01', 'c', 'name', 'Jo', a.stamp(Math.max(0, sentAt))]] });
  expect([response.status, await response.json()]).toMatchObject([409, { code: 'clock-off', details: { serverNow: server.clock.nowMs() } }]);
  expect((await a.pullAll()).has('c01')).toBe(false);
});

test('up to a minute is no error', async () => {
  const { server, a } = await oneDevice();
  expect((await a.pushRaw({ from: 1, sentAt: server.clock.nowMs() - 60_000, ops: [] })).status).toBe(200);
});

test('a batch whose answer was lost gets it again though the clock went wrong meanwhile', async () => {
  const { server, a } = await oneDevice();
  const ops: Op[] = [['c01', 'c', 'name', 'Jo', a.stamp()]];
  expect((await a.pushRaw({ from: 1, ops })).status).toBe(200);
  server.clock.advance(DAY_MS);
  const again = await a.pushRaw({ from: 1, sentAt: 0, ops });
  expect([again.status, await again.json()]).toMatchObject([200, { lastN: 1, rejected: [] }]);
});

test('stamps of the future and of long ago are refused one by one, and the next operation lands', async () => {
  const { server, a } = await oneDevice();
  const now = server.clock.nowMs();
  const reply = await a.push([
    ['c01', 'c', 'name', 'in time', a.stamp(now + 60_000)],
    ['c01', 'c', 'title', 'too early', a.stamp(now + 60_001)],
    ['c01', 'c', 'area', 'too old', a.stamp(now - 181 * DAY_MS)],
    ['c01', 'c', 'industry', 'old', a.stamp(now - 179 * DAY_MS)],
  ]);
  expect(reply).toMatchObject({
    lastN: 4,
    rejected: [
      [2, 'future'],
      [3, 'tooOld'],
    ],
  });
  expect((await a.pullAll()).get('c01')?.b).toEqual({ name: 'in time', industry: 'old' });
});

test('a device that knows another history of the database is told to fetch everything, and how far it was judged', async () => {
  const { user, server, a } = await oneDevice();
  await a.push([['c01', 'c', 'name', 'Jo', a.stamp()]]);
  await server.store.write((tx) => tx.saveEpoch(user.org, 'restored'));
  const push = await a.pushRaw({ from: 1, ops: [['c01', 'c', 'name', 'Jo', a.stamp()]] });
  expect([push.status, await push.json()]).toMatchObject([410, { code: 'resync', details: { epoch: 'restored', lastN: 1 } }]);
  const pull = await server.send('/sync/pull', { headers: a.headers, body: { epoch: a.epoch, proto: 1, schema: 1, cursors: {} } });
  expect([pull.status, await pull.json()]).toMatchObject([410, { code: 'resync', details: { epoch: 'restored', lastN: 1 } }]);
});

test('70,000 edits in one millisecond all land, in their order', async () => {
  const { server, a } = await oneDevice();
  const { createClock, tick, toStamp } = await import('#shared/sync/clock.ts');
  let clock = createClock(a.device);
  const ops = Array.from({ length: 70_000 }, (_, at): Op => {
    clock = tick(clock, server.clock.nowMs());
    return ['c01', 'c', `f${at % 7}`, at, toStamp(clock)];
  });
  for (let from = 0; from < ops.length; from += 500) {
    expect((await a.push(ops.slice(from, from + 500))).rejected).toEqual([]);
  }
  expect((await a.pullAll()).get('c01')?.b).toEqual({ f0: 69_993, f1: 69_994, f2: 69_995, f3: 69_996, f4: 69_997, f5: 69_998, f6: 69_999 });
}, 60_000);
