import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { PairReply, type PairReply as Paired } from '#shared/wire/auth.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { aFolder, parsePage } from './build/a-server.ts';
import { aProcessEnv, run, startServer, stopServer } from './build/a-process.ts';

const CodeReply = v.object({ ok: v.literal(true), code: v.pipe(v.string(), v.regex(/^\d{8}$/u)), expiresAt: v.string() });

async function pair(url: string, env: Record<string, string>): Promise<Paired> {
  const { code } = v.parse(CodeReply, JSON.parse((await run('sidebook.mjs', ['device', 'pair', '--user', 'ann@team.example', '--json'], env)).out));
  const response = await fetch(`${url}/api/v1/pair`, { method: 'POST', body: JSON.stringify({ code, deviceName: 'test' }) });
  return v.parse(PairReply, await response.json());
}

describe('a real process', () => {
  test('kill -9 under pushes: every acknowledged operation is there afterwards, once', async () => {
    const folder = aFolder();
    const env = aProcessEnv(folder);
    await run('sidebook.mjs', ['user', 'add', '--email', 'ann@team.example', '--role', 'rep'], env);
    let server = await startServer(env);
    const device = await pair(server.url, env);
    const headers = { authorization: `Bearer ${device.token}` };
    let acknowledged = 0;
    const startMs = Date.now() - 60_000;
    const toOp = (n: number): Op => [
      `c${String(n).padStart(6, '0')}`,
      'c',
      'name',
      `n${n}`,
      (startMs + n).toString(16).padStart(12, '0') + '0000' + device.device,
    ];
    for (let round = 0; round < 5; round += 1) {
      const killAt = setTimeout(() => server.child.kill('SIGKILL'), 120 + round * 45);
      for (let alive = true; alive;) {
        const from = acknowledged + 1;
        const ops = Array.from({ length: 20 }, (_, index) => toOp(from + index));
        const body = JSON.stringify({ device: device.device, epoch: device.epoch, proto: 1, schema: 1, sentAt: Date.now(), from, ops });
        const reply = await fetch(`${server.url}/api/v1/sync/push`, { method: 'POST', headers, body }).then(
          async (response) => v.parse(PushReply, await response.json()),
          () => undefined,
        );
        alive = reply !== undefined;
        // A batch whose answer was lost is sent again with the same bytes after the restart.
        acknowledged = reply?.lastN ?? acknowledged;
      }
      clearTimeout(killAt);
      const started = performance.now();
      server = await startServer(env);
      expect(performance.now() - started).toBeLessThan(5000);
    }
    const names = new Map<string, unknown>();
    for (let cursors = {}, more = true; more;) {
      const body = JSON.stringify({ epoch: null, proto: 1, schema: 1, cursors, limit: 1000 });
      const page = parsePage(await (await fetch(`${server.url}/api/v1/sync/pull`, { method: 'POST', headers, body })).text());
      page.records.filter((line) => line.k === 'c').forEach((line) => names.set(line.i, line.b['name']));
      ({ cursors, more } = page.end);
    }
    expect(acknowledged).toBeGreaterThan(100);
    const missing = Array.from({ length: acknowledged }, (_, index) => toOp(index + 1)).filter(([id, , , value]) => names.get(id) !== value);
    expect(missing).toEqual([]);
    // At most the one batch whose answer was lost may be there beyond what was acknowledged.
    expect(names.size - acknowledged).toBeLessThanOrEqual(20);
    await stopServer(server, 'SIGTERM');
  }, 60_000);

  test('it says its address and the set-up link, renews the link, and ends by itself on SIGTERM and SIGINT', async () => {
    const env = aProcessEnv(aFolder());
    const links = new Set<string | undefined>();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = await startServer(env);
      links.add(server.setUpLink?.split('#')[1]);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      const started = performance.now();
      expect(await stopServer(server, signal)).toBe(0);
      expect(performance.now() - started).toBeLessThan(4000);
    }
    expect(links.size).toBe(2);
    expect(links.has(undefined)).toBe(false);
  });

  test('the log names no person', async () => {
    const env = aProcessEnv(aFolder());
    const server = await startServer(env);
    const post = (path: string, body: object) => fetch(`${server.url}/api/v1${path}`, { method: 'POST', body: JSON.stringify(body) });
    await post('/set-up', {
      token: server.setUpLink?.split('#')[1],
      organization: 'Canary Ltd',
      name: 'Canary',
      email: 'canary@canary.example',
      password: 'canary-password',
    });
    await post('/sign-in', { email: 'canary@canary.example', password: 'wrong canary' });
    await fetch(`${server.url}/api/v1/customers?search=canary`);
    await fetch(`${server.url}/canary@canary.example`);
    await stopServer(server, 'SIGTERM');
    expect(server.log()).toContain('"path":"/api/v1/sign-in"');
    expect(server.log().toLowerCase()).not.toContain('canary');
  });

  test.each([
    [{ SIDEBOOK_PORT: 'x' }, 'SIDEBOOK_PORT must be'],
    [{ SIDEBOOK_NOTHING: '1' }, 'is not a setting of Sidebook'],
    [{ SIDEBOOK_DATABASE_URL: 'mysql://db/book' }, 'SIDEBOOK_DATABASE_URL must be'],
    [{ SIDEBOOK_DATABASE_URL: 'postgres://me@127.0.0.1:1/book' }, 'Nothing answers at the address in SIDEBOOK_DATABASE_URL'],
  ])('%j stops the start with one sentence', async (extra, sentence) => {
    const ended = await run('main.ts', [], { ...aProcessEnv(aFolder()), ...extra });
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(sentence);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  });

  test('a lost key and a port in use stop it with a sentence too', async () => {
    const folder = aFolder();
    const env = aProcessEnv(folder);
    const server = await startServer(env);
    const busy = await run('main.ts', [], { ...env, SIDEBOOK_PORT: /\d+$/u.exec(server.url)?.[0] ?? '' });
    expect([busy.code, busy.err]).toEqual([1, expect.stringContaining('SIDEBOOK_PORT to another number.\n')]);
    await stopServer(server, 'SIGTERM');
    rmSync(join(folder, 'key'));
    const lost = await run('main.ts', [], env);
    expect([lost.code, lost.err]).toEqual([1, expect.stringMatching(/^The database is there but its key is not[^\n]*\n$/u)]);
  });
});

describe('the command line', () => {
  test('adds users and pairs while the server runs', async () => {
    const env = aProcessEnv(aFolder());
    const server = await startServer(env);
    const added = await run(
      'sidebook.mjs',
      ['user', 'add', '--email', 'Lea@Team.example', '--role', 'lead', '--team', 'North', '--name', 'Lea', '--password-stdin', '--json'],
      env,
      'long enough word\n',
    );
    expect([added.code, JSON.parse(added.out)]).toMatchObject([0, { ok: true, role: 'lead' }]);
    const signedIn = await fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      body: JSON.stringify({ email: 'lea@team.example', password: 'long enough word' }),
    });
    expect(await signedIn.json()).toMatchObject({ user: { name: 'Lea', role: 'lead' } });
    const code = await run('sidebook.mjs', ['device', 'pair', '--user', 'lea@team.example'], env);
    expect(code.out).toMatch(/^\d{8}\n/u);
    await stopServer(server, 'SIGTERM');
  });

  test.each([
    [['user', 'add', '--email', 'nonsense', '--role', 'rep'], 2, '--email must be'],
    [['user', 'add', '--email', 'a@b.example', '--role', 'boss'], 2, '--role must be'],
    [['user', 'remove'], 2, 'There is no command'],
    [['user', 'add', '--colour', 'red'], 2, 'sidebook help'],
    [['device', 'pair', '--user', 'nobody@b.example'], 1, 'There is no user'],
  ])('%j ends with a sentence', async (args, code, sentence) => {
    const env = aProcessEnv(aFolder());
    const plain = await run('sidebook.mjs', args, env);
    expect([plain.code, plain.err, plain.out]).toEqual([code, expect.stringContaining(sentence), '']);
    const json = await run('sidebook.mjs', [...args, '--json'], env);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([code, { ok: false, message: expect.stringContaining(sentence) }]);
  });

  test('help needs no book', async () => {
    expect((await run('sidebook.mjs', ['help'], {})).out).toContain('sidebook user add');
  });
});
