import { describe, expect, test, vi } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { layCable } from '../../e2e/tcp-proxy.ts';
import { addUserAsOperator, issueCodeAsOperator } from '../../../server/services/operate.ts';
import { runAnalyses } from '../../../server/services/run-analyses.ts';
import { aProcessEnv, run, startServer, stopServer } from '../build/a-process.ts';
import { aDatabaseUrl, aDevice, aFolder, aServer, aUser, PASSWORD, readTable, signInAs, type TestServer } from '../build/a-server.ts';
import { run as runSql } from '../build/a-postgres.ts';
import { describeAftermath, KILLS, killUnderPushes } from '../faults/kill-server.ts';
import * as v from 'valibot';

/** Servers that know of each other only by their database. */
async function servers(count: number): Promise<readonly [TestServer, TestServer, ...TestServer[]]> {
  const one = await aServer();
  const two = await aServer({ databaseUrl: one.databaseUrl });
  const more: TestServer[] = [];
  for (let at = 2; at < count; at += 1) {
    more.push(await aServer({ databaseUrl: one.databaseUrl }));
  }
  return [one, two, ...more];
}

async function anEnv(): Promise<Record<string, string>> {
  return { ...aProcessEnv(aFolder()), SIDEBOOK_DATABASE_URL: (await aDatabaseUrl()) ?? '' };
}

const count = v.object({ n: v.number() });
const countOf = async (server: TestServer, sql: string): Promise<number> =>
  (await readTable(server, `SELECT count(*) AS n FROM ${sql}`, count))[0]?.n ?? -1;

test(
  `of two servers one is killed in turn, ${KILLS} times: nothing acknowledged is missing or doubled, and the other goes on`,
  async () => {
    const after = await killUnderPushes(await anEnv(), 2, KILLS);
    expect(after.missing).toEqual([]);
    expect(after.doubled).toEqual([]);
    expect(after.acknowledged).toBeGreaterThan(KILLS * 10);
    expect(after.readyMs.toSorted((a, b) => a - b)[Math.floor(KILLS / 2)]).toBeLessThan(2000);
    console.log(describeAftermath(after));
  },
  KILLS * 6000,
);

describe('what guards access holds over all processes', () => {
  test('a pairing code that two browsers send at once pairs one of them', async () => {
    const [one, two] = await servers(2);
    const { email } = await aUser(one, 'ann@team.example', 'rep');
    for (let round = 0; round < 5; round += 1) {
      const { code } = await issueCodeAsOperator(two.deps, email);
      const answers = await Promise.all([one, two, one, two].map((server) => server.send('/pair', { body: { code, deviceName: 'x' } })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404]);
    }
  });

  test('codes that are asked for at once are all different and all work', async () => {
    const [one, two, three] = await servers(3);
    const { email } = await aUser(one, 'ann@team.example', 'rep');
    const all = [one, two, three ?? one];
    const codes = await Promise.all(Array.from({ length: 9 }, (_, at) => issueCodeAsOperator(all[at % 3]?.deps ?? one.deps, email)));
    const answers = await Promise.all(codes.map(({ code }, at) => (all[(at + 1) % 3] ?? one).send('/pair', { body: { code, deviceName: 'x' } })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  test('wrong codes are counted together', async () => {
    const [one, two, three] = await servers(3);
    await aUser(one, 'ann@team.example', 'rep');
    const answers = await Promise.all(
      [one, two, three ?? one, one, two].map((server, at) => server.send('/pair', { body: { code: `0000000${at}`, deviceName: 'x' } })),
    );
    // The fifth wrong code from one address burns, whichever process got it.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([404, 404, 404, 404, 429]);
  });

  test('wrong passwords are counted together, a session of one is one of all, and signing out ends it everywhere', async () => {
    const [one, two] = await servers(2);
    await aUser(one, 'lea@team.example', 'lead', 'North', true);
    const headers = await signInAs(one, 'lea@team.example');
    expect((await two.send('/session', { headers })).status).toBe(200);
    expect((await two.send('/sign-out', { method: 'POST', headers, body: {} })).status).toBe(200);
    expect((await one.send('/session', { headers })).status).toBe(401);
    const wrong = (server: TestServer) => server.send('/sign-in', { body: { email: 'lea@team.example', password: 'wrong' } });
    await Promise.all(Array.from({ length: 10 }, (_, at) => wrong(at % 2 === 0 ? one : two)));
    const right = await two.send('/sign-in', { body: { email: 'lea@team.example', password: PASSWORD } });
    expect(right.status).toBe(429);
  });

  test('an address that two admins give away at once is given once, and the first user of all makes one organization', async () => {
    const [one, two, three] = await servers(3);
    const results = await Promise.allSettled(
      [one, two, three ?? one].map((server) => addUserAsOperator(server.deps, { email: 'ann@team.example', role: 'rep', team: 'North' })),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await countOf(one, 'org')).toBe(1);
    expect(await countOf(one, 'teams')).toBe(1);
  });
});

describe('what several processes write at once', () => {
  test('an event and its customer that come at the same moment by two reps are seen by both', async () => {
    const [one, two] = await servers(2);
    const [ann, bob] = [await aUser(one, 'ann@team.example', 'rep'), await aUser(one, 'bob@team.example', 'rep')];
    const [annsDevice, bobsDevice] = [await aDevice(one, ann.email), await aDevice(two, bob.email)];
    for (let round = 0; round < 20; round += 1) {
      const customer = `c${String(round).padStart(32, '0')}`;
      const event = `i${String(round).padStart(32, '0')}`;
      const ops = (device: typeof annsDevice): Op[] => [[customer, 'c', 'name', 'Jo', device.stamp()]];
      await annsDevice.push(ops(annsDevice));
      // Ann logs a mail with the customer while Bob captures the same customer.
      await Promise.all([
        annsDevice.push([
          [event, 'i', `participants/${customer}`, true, annsDevice.stamp()],
          [event, 'i', 'happenedAt', '2026-02-01T00:00:00Z', annsDevice.stamp()],
        ]),
        bobsDevice.push(ops(bobsDevice)),
      ]);
    }
    const seen = await bobsDevice.pullAll();
    expect([...seen.keys()].filter((id) => id.startsWith('i'))).toHaveLength(20);
  });

  test('links of one customer that are made at once by two processes join all its records', async () => {
    const [one, two] = await servers(2);
    const ann = await aUser(one, 'ann@team.example', 'rep');
    const devices = [await aDevice(one, ann.email), await aDevice(two, ann.email)];
    const [first, second] = devices;
    for (let round = 0; round < 10; round += 1) {
      const ids = [0, 1, 2].map((n) => `c${String(round * 3 + n).padStart(32, '0')}`);
      await first?.push(ids.map((id): Op => [id, 'c', 'name', 'Jo', first.stamp()]));
      await Promise.all(
        devices.map((device, at) => {
          const id = `l${String(round * 2 + at).padStart(32, '0')}`;
          return device.push([
            [id, 'l', 'one', ids[at] ?? '', device.stamp()],
            [id, 'l', 'other', ids[at + 1] ?? '', device.stamp()],
            [id, 'l', 'on', true, device.stamp()],
          ]);
        }),
      );
      const members = await one.store.listMembers(ann.org, [ids[0] ?? '']);
      expect(members.map(({ id }) => id)).toEqual(ids);
    }
    expect(second).toBeDefined();
  });

  test('what is learnt once a day by three processes at once is written once', async () => {
    const all = await servers(3);
    const [one] = all;
    const ann = await aUser(one, 'ann@team.example', 'rep');
    const device = await aDevice(one, ann.email);
    const customer = `c${'1'.padStart(32, '0')}`;
    const orders = Array.from({ length: 8 }, (_, n) => `o${String(n).padStart(32, '0')}`);
    await device.push([
      [customer, 'c', 'name', 'Jo', device.stamp()],
      ...orders.flatMap((id, n): Op[] => [
        [id, 'o', 'customer', customer, device.stamp()],
        [id, 'o', 'placedOn', `2025-${String(n + 5).padStart(2, '0')}-01`, device.stamp()],
        [id, 'o', 'lines/0', { productName: 'P', quantity: 1, amountMinor: 1000 }, device.stamp()],
      ]),
    ]);
    await Promise.all(all.map(({ deps }) => deps.store.inTurn('learning', () => runAnalyses(deps, ann.org))));
    expect(await countOf(one, "history WHERE id LIKE 'x%' AND field = 'learnt'")).toBe(1);
  });
});

describe('a database that is away', () => {
  test('gives 503 with a time to wait, is looked for again, and nothing is lost', async () => {
    const databaseUrl = (await aDatabaseUrl()) ?? '';
    const cable = await layCable(Number(new URL(databaseUrl).port));
    const through = new URL(databaseUrl);
    through.port = String(cable.port);
    const server = await aServer({ databaseUrl: through.href });
    const ann = await aUser(server, 'ann@team.example', 'rep');
    const device = await aDevice(server, ann.email);
    const op = (name: string): Op => ['c01', 'c', 'name', name, device.stamp()];
    await device.push([op('a')]);
    await cable.cut();
    const away = await device.pushRaw({ from: 2, ops: [op('b')] });
    expect([away.status, away.headers.get('retry-after'), (await away.json()).code]).toEqual([503, '2', 'database-away']);
    expect((await server.app.request('/readyz')).status).toBe(503);
    expect((await server.app.request('/healthz')).status).toBe(200);
    await cable.mend();
    await vi.waitFor(async () => expect((await server.app.request('/readyz')).status).toBe(200));
    expect((await device.push([op('b')], 2)).lastN).toBe(2);
    await server.store.close();
    await cable.close();
  });

  test('whose connections are all ended is connected anew at the next request', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'rep');
    const told: string[] = [];
    server.store.watch((org) => void told.push(org));
    await vi.waitFor(async () =>
      expect(await countOf(server, "pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")).toBe(1),
    );
    await runSql(
      server.databaseUrl ?? '',
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await vi.waitFor(async () => expect((await server.app.request('/readyz')).status).toBe(200));
    // The listening connection comes back too: what another process writes is told of within a moment.
    await vi.waitFor(
      async () => expect(await countOf(server, "pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")).toBe(1),
      4000,
    );
    const other = await aServer({ databaseUrl: server.databaseUrl });
    told.length = 0;
    await aUser(other, 'bob@team.example', 'rep');
    await vi.waitFor(() => expect(told).toHaveLength(1), 2000);
  });
});

describe('real processes', () => {
  test('three that start at once on an empty database make its tables once, and stop by themselves', async () => {
    const env = await anEnv();
    await runSql(env['SIDEBOOK_DATABASE_URL'] ?? '', 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const started = await Promise.all([startServer(env), startServer(env), startServer(env)]);
    for (const server of started) {
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      expect(await stopServer(server, 'SIGTERM')).toBe(0);
    }
  });

  test.each([
    ['postgres://nobody@HOST/DB', 'PostgreSQL refuses the user'],
    ['postgres://sidebook@HOST/none', 'PostgreSQL has no database of the name'],
    ['postgres://sidebook@no-such-host.invalid/book', 'There is no such host'],
  ])('%s stops the start with one sentence that says why', async (pattern, sentence) => {
    const env = await anEnv();
    const own = new URL(env['SIDEBOOK_DATABASE_URL'] ?? '');
    const url = pattern.replace('HOST', own.host).replace('DB', own.pathname.slice(1));
    const ended = await run('main.ts', [], { ...env, SIDEBOOK_DATABASE_URL: url });
    expect([ended.code, ended.err.trim().split('\n')]).toEqual([1, [expect.stringContaining(sentence)]]);
  });
});
