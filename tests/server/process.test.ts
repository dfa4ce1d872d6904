import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFolder } from './build/a-server.ts';
import { aProcessEnv, run, startServer, stopServer } from './build/a-process.ts';

describe('a real process', () => {
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
