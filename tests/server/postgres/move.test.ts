import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Op } from '#shared/sync/op.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { moveBook } from '../../../server/store/move/move.ts';
import { openPostgresSide } from '../../../server/store/move/postgres-side.ts';
import { openSqliteSide } from '../../../server/store/move/sqlite-side.ts';
import { DATABASE_FILE, openStore } from '../../../server/store/open-store.ts';
import { aProcessEnv, run, startServer, stopServer } from '../build/a-process.ts';
import { aDatabaseUrl, aDevice, aFolder, aServer, aUser, parsePage, readTable, type TestServer } from '../build/a-server.ts';
import { run as runSql } from '../build/a-postgres.ts';
import { addUser, pairAt } from '../faults/kill-server.ts';

const Moved = v.object({ ok: v.literal(true), tables: v.number(), rows: v.number(), records: v.number(), digest: v.string() });
const sides = async (server: TestServer, url: string) =>
  [
    openSqliteSide(join(server.folder, 'data', DATABASE_FILE), readFileSync(join(server.folder, 'key'), 'utf8').trim()),
    await openPostgresSide(url),
  ] as const;

/** A book on the embedded database with what may trouble another one. */
async function aFullBook(): Promise<TestServer> {
  const server = await aServer({ databaseUrl: undefined });
  const ann = await aUser(server, 'ann@team.example', 'rep', 'North', true);
  const device = await aDevice(server, ann.email);
  const ops = Array.from({ length: 400 }, (_, n): Op => [
    `c${String(n).padStart(32, '0')}`,
    'c',
    'name',
    n % 50 === 0 ? `n\0${n}` : `Zoë ${n}`,
    device.stamp(),
  ]);
  await device.push(ops);
  await device.push([
    [`c${'0'.repeat(32)}`, 'c', 'emails/jo@example.com', true, device.stamp()],
    [`c${'0'.repeat(32)}`, 'c', 'later', { deep: ['\0', '😀'] }, device.stamp()],
    [`c${'1'.padStart(32, '0')}`, 'c', '_del', true, device.stamp()],
    [`i${'1'.padStart(32, '0')}`, 'i', `participants/c${'0'.repeat(32)}`, true, device.stamp()],
    ['z1', 'z', 'novel', 'kept', device.stamp()],
  ]);
  // Pictures: more than go over at once.
  await server.store.write(async (tx) => {
    for (let n = 0; n < 30; n += 1) {
      await tx.saveBlob(ann.org, 'i1', { hash: `h${n}`, bytes: 3, base64: String(n % 10).repeat(400_000) }, 1);
    }
  });
  return server;
}

test('a paired browser goes on after its server’s book has moved to PostgreSQL and back, without pairing again', async () => {
  const env = aProcessEnv(aFolder());
  const url = (await aDatabaseUrl()) ?? '';
  await addUser(env);
  let server = await startServer(env);
  const device = await pairAt(server.url, env);
  const headers = { authorization: `Bearer ${device.token}` };
  const startMs = Date.now() - 60_000;
  const toOp = (n: number): Op => [
    `c${String(n).padStart(32, '0')}`,
    'c',
    'name',
    `n${n}`,
    (startMs + n).toString(16).padStart(12, '0') + '0000' + device.device,
  ];
  const push = async (from: number, count: number): Promise<unknown> => {
    const ops = Array.from({ length: count }, (_, at) => toOp(from + at));
    const body = JSON.stringify({ device: device.device, epoch: device.epoch, proto: 1, schema: 1, sentAt: Date.now(), from, ops });
    const response = await fetch(`${server.url}/api/v1/sync/push`, { method: 'POST', headers, body });
    const { serverNow: _, ...reply } = v.parse(PushReply, await response.json());
    return reply;
  };
  const pull = async (cursors: Readonly<Record<string, number>>) => {
    const body = JSON.stringify({ epoch: device.epoch, proto: 1, schema: 1, cursors, limit: 1000 });
    return parsePage(await (await fetch(`${server.url}/api/v1/sync/pull`, { method: 'POST', headers, body })).text());
  };
  const first = await push(1, 30);
  const { end } = await pull({});
  await stopServer(server, 'SIGTERM');

  const moved = await run('sidebook.mjs', ['move', '--to', url, '--json'], env);
  expect(moved.err).toBe('');
  const sent = v.parse(Moved, JSON.parse(moved.out));
  expect(sent.records).toBeGreaterThan(30);
  server = await startServer({ ...env, SIDEBOOK_DATABASE_URL: url });
  // The answer to the last batch was lost on the way: it is the same answer after the move.
  expect(await push(1, 30)).toEqual(first);
  expect(await push(31, 10)).toMatchObject({ lastN: 40, rejected: [] });
  const page = await pull(end.cursors);
  expect(page.records.map(({ i }) => i)).toEqual(Array.from({ length: 10 }, (_, at) => toOp(31 + at)[0]));
  await stopServer(server, 'SIGTERM');

  // Back, into another folder, since the first one still holds the old book.
  const refused = await run('sidebook.mjs', ['move', '--from', url], env);
  expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/holds a book already[^\n]*nothing was changed\.\n$/u)]);
  const home = aProcessEnv(aFolder());
  const back = await run('sidebook.mjs', ['move', '--from', url], home);
  expect([back.code, back.err]).toEqual([0, '']);
  expect(back.out).toContain('without pairing again');
  server = await startServer(home);
  expect(await push(41, 5)).toMatchObject({ lastN: 45, rejected: [], epoch: device.epoch });
  expect((await pull(page.end.cursors)).records).toHaveLength(5);
  await stopServer(server, 'SIGTERM');
});

test('there and back again it is the same book: the same digest, searched and sorted the same', async () => {
  const server = await aFullBook();
  const url = (await aDatabaseUrl()) ?? '';
  const list = (store: TestServer['store'], org: string) =>
    store.listCustomers(org, { scopes: undefined, search: 'zoe 1', sort: 'name', descending: true, offset: 3, limit: 20 });
  const [org] = await server.store.listOrgs();
  const before = await list(server.store, org?.id ?? '');
  expect(before.total).toBeGreaterThan(50);
  const [from, to] = await sides(server, url);
  const there = await moveBook(from, to);
  await from.close();
  await to.close();
  const onPostgres = await openStore({ dataFolder: '', keyFile: undefined, databaseUrl: url }, server.clock);
  expect(await onPostgres.listOrgs()).toEqual([org]);
  expect(await list(onPostgres, org?.id ?? '')).toEqual(before);
  await onPostgres.close();
  const home = await aServer({ databaseUrl: undefined });
  const [target, source] = await sides(home, url);
  const back = await moveBook(source, target);
  await source.close();
  await target.close();
  expect(back).toEqual(there);
  expect(await list(home.store, org?.id ?? '')).toEqual(before);
  // The audit log goes on counting where it was.
  await home.store.write((tx) => tx.addAudit({ org: org?.id ?? '', atMs: 1, actor: 'a', action: 'b', target: 'c' }));
  const [last] = await readTable(home, 'SELECT max(n) = count(*) AS same FROM audit', v.object({ same: v.union([v.number(), v.boolean()]) }));
  expect(Boolean(last?.same)).toBe(true);
});

test.each(['rec', 'vis', 'history', 'customers'])(
  'a row of %s that gets lost on the way is noticed, and nothing of the move is kept',
  async (table) => {
    const server = await aFullBook();
    const url = (await aDatabaseUrl()) ?? '';
    const [source, target] = await sides(server, url);
    const lossy = {
      ...target,
      insertRows: (form: Parameters<typeof target.insertRows>[0], rows: Parameters<typeof target.insertRows>[1]) =>
        target.insertRows(form, form.name === table ? rows.slice(1) : rows),
      insertReadTables: (org: string, records: Parameters<typeof target.insertReadTables>[1]) =>
        target.insertReadTables(org, table === 'customers' ? records.slice(1) : records),
    };
    await expect(moveBook(source, lossy)).rejects.toMatchObject({ code: 'move-differs' });
    await source.close();
    await target.close();
    expect(await runSql(url, 'SELECT count(*) AS n FROM rec')).toEqual([{ n: 0 }]);
    expect(await server.store.listOrgs()).toHaveLength(1);
  },
);

test.each([
  [['move'], 2, 'Say where to'],
  [['move', '--to', 'mysql://x/y'], 2, 'Say where to'],
  [['move', '--to', 'postgres://x/y'], 2, 'There is no book'],
])('%j ends with a sentence', async (args, code, sentence) => {
  const ended = await run('sidebook.mjs', args, aProcessEnv(aFolder()));
  expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(sentence)]);
});
