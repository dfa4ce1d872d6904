import { expect, test } from 'vitest';
import * as v from 'valibot';
import { addToDigest, createDigest, digestToBytes } from '#shared/sync/digest.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { DigestReply, SnapshotLine, type RecordLine } from '#shared/wire/sync.ts';
import { authenticateDevice } from '../../../server/services/devices.ts';
import { expire } from '../../../server/services/expire.ts';
import { textOfLine } from '../../../server/services/pull-changes.ts';
import { readSnapshotPage } from '../../../server/services/snapshot.ts';
import { aDevice, aServer, aUser, type TestDevice, type TestServer } from '../build/a-server.ts';

const DAY_MS = 86_400_000;

async function aTeam() {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'North')];
  return { server, ann, bob, a: await aDevice(server, ann.email), b: await aDevice(server, bob.email) };
}

async function readPart(server: TestServer, device: TestDevice, part: string, limit = 3) {
  const lines: RecordLine[] = [];
  let cursors: Record<string, number> | undefined;
  for (let after: string | null = ''; after !== null;) {
    const query = new URLSearchParams({ part, limit: String(limit), ...(after === '' ? {} : { after }) });
    const response = await server.send(`/sync/snapshot?${query.toString()}`, { headers: device.headers });
    const page = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => v.parse(SnapshotLine, JSON.parse(line)));
    const last = page.at(-1);
    if (!last || !('end' in last)) {
      throw new Error('the page has no end');
    }
    lines.push(...page.filter((line) => 'b' in line));
    cursors ??= last.end.cursors;
    after = last.end.next;
  }
  return { lines, cursors: cursors ?? {} };
}

const digestOf = async (server: TestServer, device: TestDevice) =>
  v.parse(DigestReply, await (await server.send('/sync/digest', { headers: device.headers })).json());

test('what a panel needs comes first, all orders among it, older contacts after; together they are what a pull gives, each record once', async () => {
  const { server, ann, a } = await aTeam();
  const now = server.clock.nowMs();
  const at = (days: number): string => new Date(now - days * DAY_MS).toISOString().slice(0, 19) + 'Z';
  await a.push(
    Array.from({ length: 12 }, (_, index): Op[] => [
      [`c0${index}`, 'c', 'name', `n${index}`, a.stamp()],
      [`i0${index}`, 'i', 'happenedAt', at(index % 2 === 0 ? 10 : 200), a.stamp()],
      [`i0${index}`, 'i', `participants/${ann.id}`, true, a.stamp()],
      [`o0${index}`, 'o', 'placedOn', at(index % 2 === 0 ? 179 : 181).slice(0, 10), a.stamp()],
    ]).flat(),
  );
  const [first, rest, all] = [await readPart(server, a, 'first'), await readPart(server, a, 'rest'), await readPart(server, a, 'all')];
  const idsOf = ({ lines }: { lines: RecordLine[] }) => lines.map((line) => line.i);
  expect(idsOf(rest).filter((id) => !/^[io]/u.test(id))).toEqual([]);
  expect([idsOf(first).filter((id) => /^[io]/u.test(id)).length, idsOf(rest).length]).toEqual([18, 6]);
  expect([...idsOf(first), ...idsOf(rest)].toSorted()).toEqual(idsOf(all));
  const pulled = await a.pullAll();
  expect(new Map(all.lines.map((line) => [line.i, line]))).toEqual(pulled);
  expect((await a.pull(first.cursors)).records).toEqual([]);
});

test('what changes while the pages are read comes with the pull from the first page', async () => {
  const { a, server } = await aTeam();
  await a.push(Array.from({ length: 9 }, (_, index): Op => [`c0${index}`, 'c', 'name', 'before', a.stamp()]));
  const { cursors } = await readPart(server, a, 'first', 2);
  await a.push([['c00', 'c', 'name', 'after', a.stamp()]]);
  expect((await a.pull(cursors)).records.map((line) => [line.i, line.b['name']])).toEqual([['c00', 'after']]);
});

test('a large page is read in pieces: all of it once, in order, and what changes between two pieces comes with the pull', async () => {
  const { a, server } = await aTeam();
  const ids = Array.from({ length: 1203 }, (_, index) => `c${String(index).padStart(4, '0')}`);
  for (let from = 0; from < ids.length; from += 401) {
    await a.push(ids.slice(from, from + 401).map((id): Op => [id, 'c', 'name', 'before', a.stamp()]));
  }
  const paired = await authenticateDevice(server.deps, a.token);
  const lines: SnapshotLine[] = [];
  let pieces = 0;
  for await (const piece of readSnapshotPage(server.deps, paired, { part: 'first', limit: '1200' })) {
    pieces += 1;
    lines.push(...piece.map((line) => v.parse(SnapshotLine, JSON.parse(textOfLine(line)))));
    if (pieces === 1) {
      await a.push([[ids[0] ?? '', 'c', 'name', 'after', a.stamp()]]);
    }
  }
  expect(pieces).toBeGreaterThan(2);
  expect(lines.flatMap((line) => ('i' in line ? [line.i] : []))).toEqual(ids.slice(0, 1200));
  const last = lines.at(-1);
  expect(last).toMatchObject({ end: { next: ids[1199] } });
  const cursors = last && 'end' in last ? last.end.cursors : {};
  expect((await a.pull(cursors)).records.map((line) => [line.i, line.b['name']])).toEqual([[ids[0], 'after']]);
});

test('the digest is that of the lines that the device is sent, and tells nothing of others', async () => {
  const { server, ann, a, b } = await aTeam();
  await a.push([
    ['c01', 'c', 'name', 'Jo', a.stamp()],
    ['i01', 'i', `participants/${ann.id}`, true, a.stamp()],
  ]);
  const before = await digestOf(server, b);
  await a.push([['c02', 'c', 'name', 'Mo', a.stamp()]]);
  for (const device of [a, b]) {
    const digest = createDigest();
    for (const { i, b: body, c } of (await device.pullAll()).values()) {
      addToDigest(digest, { id: i, stamps: unpackStamps(c, body) });
    }
    const reply = await digestOf(server, device);
    expect(reply.buckets).toBe(Buffer.from(digestToBytes(digest)).toString('hex'));
    expect(reply.head).toBe((await device.pull()).end.head);
  }
  expect((await digestOf(server, b)).buckets).toBe(before.buckets);
});

test('after half a year deletions and left scopes are forgotten: rows go, devices that saw less fetch everything, old edits bring nothing back', async () => {
  const { server, ann, bob, a, b } = await aTeam();
  await a.push([
    ['c01', 'c', 'name', 'deleted', a.stamp()],
    ['c02', 'c', 'name', 'left', a.stamp()],
    ['c03', 'c', 'name', 'stays', a.stamp()],
  ]);
  const old = (await a.pull()).end.cursors;
  const early = a.stamp();
  await a.push([['c01', 'c', '_del', true, a.stamp()]]);
  await server.store.write(async (tx) => tx.grant(ann.org, `r:${bob.id}`, 'c02', await tx.takeSeq(ann.org, 1), 'full'));
  await server.store.write(async (tx) => tx.withdraw(ann.org, `r:${bob.id}`, 'c02', await tx.takeSeq(ann.org, 1)));
  server.clock.advance(179 * DAY_MS);
  expect(await expire(server.deps, ann.org)).toBe(0);
  server.clock.advance(2 * DAY_MS);
  await b.push([['c04', 'c', 'name', 'new', b.stamp()]]);
  expect(await expire(server.deps, ann.org)).toBe(2);
  expect(await expire(server.deps, ann.org)).toBe(0);
  expect(await server.store.findRecord(ann.org, 'c01')).toBeUndefined();
  expect([...(await a.pullAll()).keys()].filter((id) => id.startsWith('c'))).toEqual(['c02', 'c03']);
  const stale = await server.send('/sync/pull', { headers: a.headers, body: { epoch: a.epoch, proto: 1, schema: 1, cursors: old } });
  expect([stale.status, await stale.json()]).toMatchObject([410, { code: 'resync' }]);
  expect((await a.push([['c01', 'c', 'name', 'from long ago', early]])).rejected).toEqual([[5, 'tooOld']]);
});

test('history beyond its time goes, also where nothing was written since', async () => {
  const { server, ann, a } = await aTeam();
  await a.push([['c01', 'c', 'name', 'one', a.stamp()]]);
  await a.push([['c01', 'c', 'name', 'two', a.stamp()]]);
  const count = async (): Promise<number> => (await server.store.listHistoryOf(ann.org, 'c01', 2 ** 50, 10)).length;
  server.clock.advance(399 * DAY_MS);
  await expire(server.deps, ann.org);
  expect(await count()).toBe(2);
  server.clock.advance(2 * DAY_MS);
  await expire(server.deps, ann.org);
  expect(await count()).toBe(0);
  expect((await server.store.findRecord(ann.org, 'c01'))?.record.body['name']).toBe('two');
});

test('an erased record: nothing of it is left in record and history, edits from before do not bring it back, a new capture does', async () => {
  const { server, ann, a } = await aTeam();
  await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const { signInAs } = await import('../build/a-server.ts');
  const headers = await signInAs(server, 'adm@team.example');
  await a.push([['c01', 'c', 'name', 'canary', a.stamp()]]);
  const { end } = await a.pull();
  const early = a.stamp();
  server.clock.advance(1000);
  expect((await server.send('/records/c01/purge', { headers, body: {} })).status).toBe(200);
  expect((await a.pull(end.cursors)).records).toMatchObject([{ i: 'c01', b: {}, floor: expect.stringMatching(/^[0-9a-f]{28}$/u) }]);
  expect(await server.store.listHistoryOf(ann.org, 'c01', 1e9, 10)).toEqual([]);
  await a.push([['c01', 'c', 'name', 'canary', early]]);
  expect((await a.pullAll()).get('c01')?.b).toEqual({});
  server.clock.advance(1000);
  await a.push([['c01', 'c', 'name', 'captured anew', a.stamp()]]);
  expect((await a.pullAll()).get('c01')?.b).toEqual({ name: 'captured anew' });
});

test('who wrote what can be read by whoever sees the record whole, page by page', async () => {
  const { server, ann, a, b } = await aTeam();
  await a.push([
    ['c01', 'c', 'name', 'Jo', a.stamp()],
    ['c01', 'c', 'title', 'Buyer', a.stamp()],
  ]);
  server.clock.advance(60_000);
  await a.push([['c01', 'c', 'name', 'Jo Doe', a.stamp()]]);
  const ask = async (device: TestDevice, query = '') => server.send(`/sync/records/c01/history${query}`, { headers: device.headers });
  expect(await (await ask(a)).json()).toMatchObject({
    more: false,
    users: [{ id: ann.id }],
    rows: [
      { field: 'name', before: 'Jo', after: 'Jo Doe', actor: ann.id, device: a.device, at: '2026-03-01T09:01:00Z' },
      { field: 'name', before: null, after: 'Jo' },
      { field: 'title', before: null, after: 'Buyer' },
    ],
  });
  expect(await (await ask(a, '?limit=1')).json()).toMatchObject({ more: true, rows: [{ after: 'Jo Doe' }] });
  expect((await ask(b)).status).toBe(404);
});
