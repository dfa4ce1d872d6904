import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { API_BASE, routes } from '#shared/wire/routes.ts';
import { createApp } from '../../../server/app.ts';
import { isDeeperThan } from '../../../server/middleware/body.ts';
import { aDevice, aFolder, aServer, aUser, parsePage } from '../build/a-server.ts';

async function aPushServer() {
  const server = await aServer();
  await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, 'ann@team.example');
  const envelope = { device: device.device, epoch: null, proto: 1, schema: 1, sentAt: server.clock.nowMs(), from: 1 };
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    server.app.request(`${API_BASE}/sync/push`, {
      method: 'POST',
      headers: { ...device.headers, 'content-type': 'application/json', ...headers },
      body,
    });
  return { server, device, envelope, post };
}

describe('bodies', () => {
  test('a zipped push is read; one that inflates beyond the limit, and one that is no gzip, are refused', async () => {
    const { device, envelope, post } = await aPushServer();
    const body = JSON.stringify({ ...envelope, ops: [['c01', 'c', 'name', 'Jo', device.stamp()]] });
    expect((await post(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
    const bomb = await post(gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' });
    expect([bomb.status, await bomb.json()]).toMatchObject([413, { code: 'body-too-large' }]);
    expect((await post('no gzip', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await post(body, { 'content-encoding': 'zstd' })).status).toBe(400);
  });

  test('more than a megabyte is refused, also when its length is not told', async () => {
    const { post } = await aPushServer();
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(65_536)));
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half' } as const;
    const request = new Request(`http://localhost${API_BASE}/sign-in`, init);
    const { server } = await aPushServer();
    expect((await server.app.request(request)).status).toBe(413);
  });

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['too deep', '['.repeat(100_000)],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['__proto__ beside the known keys', '{"email":"a@b.example","password":"x","__proto__":{"role":"admin"}}'],
    ['a key that nobody knows', '{"email":"a@b.example","password":"x","role":"admin"}'],
  ])('%s is a bad request, never a failure, and nothing of it is sent back', async (_, body) => {
    const server = await aServer();
    const response = await server.app.request(`${API_BASE}/sign-in`, { method: 'POST', body });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('"code":"bad-request"');
    expect(text).not.toMatch(/admin|stack|node_modules/u);
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false);
  });

  test('__proto__ inside a value never becomes a prototype, and the next operation lands', async () => {
    const { device, envelope, post } = await aPushServer();
    const ops = `[["z01","z","note",{"__proto__":{"polluted":1},"kept":2},"${device.stamp()}"],["c01","c","name","Jo","${device.stamp()}"]]`;
    const response = await post(`${JSON.stringify(envelope).slice(0, -1)},"ops":${ops}}`);
    expect(response.status).toBe(200);
    const records = await device.pullAll();
    expect(records.get('c01')?.b).toEqual({ name: 'Jo' });
    expect(JSON.stringify(records.get('z01')?.b)).not.toContain('polluted');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('brackets inside texts are no depth', () => {
    expect(isDeeperThan(`["${'['.repeat(100)}\\"${'['.repeat(100)}"]`, 2)).toBe(false);
    expect(isDeeperThan('[[[]]]', 2)).toBe(true);
  });
});

describe('answers', () => {
  test('carry the headers that keep a browser safe', async () => {
    const server = await aServer();
    for (const path of ['/api/v1/session', '/api/v1/nowhere', '/healthz']) {
      const { headers } = await server.app.request(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('answers in the same space at once are each whole, larger ones too, and in letters of any length', async () => {
    const { server, device } = await aPushServer();
    const other = await aDevice(server, (await aUser(server, 'bob@team.example', 'rep')).email);
    const long = (letter: string): readonly (readonly [string, string, string, string, string])[] =>
      Array.from(
        { length: 150 },
        (_, at) => [`c${letter.codePointAt(0)?.toString(16)}${at}`, 'c', 'needs', letter.repeat(4000), device.stamp()] as const,
      );
    await device.push(long('林').slice(0, 75));
    await device.push(long('林').slice(75));
    await other.push([['c0b', 'c', 'name', 'Bob', other.stamp()]]);
    const asked = [device, other, device, other, device].map(async (who, at) => {
      const encoding = at === 2 ? 'identity' : 'gzip';
      const body = { epoch: null, proto: 1, schema: 1, cursors: {} };
      const response = await server.send('/sync/pull', { headers: { ...who.headers, 'accept-encoding': encoding }, body });
      const bytes = Buffer.from(await response.arrayBuffer());
      const text = (response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      return parsePage(text).records.filter(({ k }) => k === 'c');
    });
    const [first, second, third, fourth, fifth] = await Promise.all(asked);
    expect(first?.map(({ b }) => b['needs'])).toEqual(Array.from({ length: 150 }, () => '林'.repeat(4000)));
    expect([third, fifth]).toEqual([first, first]);
    expect([second, fourth].map((page) => page?.map(({ b }) => b))).toEqual([[{ name: 'Bob' }], [{ name: 'Bob' }]]);
  });

  test('a long pull is compressed as the client asks', async () => {
    const { server, device } = await aPushServer();
    await device.push(
      Array.from({ length: 50 }, (_, index) => [`c${100 + index}`, 'c', 'name', `Customer number ${index}`, device.stamp()] as const),
    );
    const body = { epoch: null, proto: 1, schema: 1, cursors: {} };
    const inflate = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['zstd', 'br', 'gzip'] as const) {
      const response = await server.send('/sync/pull', { headers: { ...device.headers, 'accept-encoding': encoding }, body });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(parsePage(inflate[encoding](bytes).toString()).records.length).toBeGreaterThan(50);
    }
    const asChromium = { ...device.headers, 'accept-encoding': 'gzip, deflate, br, zstd' };
    expect((await server.send('/sync/pull', { headers: asChromium, body })).headers.get('content-encoding')).toBe('zstd');
  });

  test('OPTIONS names the methods and lets no other origin in', async () => {
    const server = await aServer();
    const response = await server.send('/people', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('plain http from another machine is refused with a sentence, unless it is allowed', async () => {
    const closed = await aServer({ allowHttp: false });
    const refused = await closed.send('/session', { from: '192.0.2.1' });
    expect([refused.status, await refused.json()]).toMatchObject([403, { message: expect.stringContaining('SIDEBOOK_ALLOW_HTTP') }]);
    for (const from of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect((await closed.send('/session', { from })).status).toBe(401);
    }
    expect((await (await aServer({ allowHttp: true })).send('/session', { from: '192.0.2.1' })).status).toBe(401);
  });

  test('the API’s description names every route and nothing else', async () => {
    const server = await aServer();
    const api: { openapi: string; paths: Record<string, Record<string, object>> } = JSON.parse(
      await (await server.app.request('/openapi.json')).text(),
    );
    const described = Object.entries(api.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const expected = Object.values(routes).map((route) => `${route.method} ${API_BASE}${route.path.replace(':id', '{id}')}`);
    expect(described.toSorted()).toEqual(expected.toSorted());
    expect(api.openapi).toBe('3.1.0');
  });

  test('health, readiness and numbers; the numbers for this machine only', async () => {
    const server = await aServer();
    expect((await server.app.request('/healthz')).status).toBe(200);
    expect((await server.app.request('/readyz')).status).toBe(200);
    expect(await (await server.app.request('/metrics')).text()).toMatch(/sidebook_requests_total\{status="200"\} \d+/u);
    expect((await server.app.request('/metrics', {}, { incoming: { socket: { remoteAddress: '192.0.2.1' } } })).status).toBe(404);
    const { store, clock } = server;
    const config = { port: 0, host: '', dataFolder: '', keyFile: undefined, publicOrigin: undefined, allowHttp: true };
    expect((await createApp({ store, clock, config, readiness: { isReady: false } }).request('/readyz')).status).toBe(503);
  });
});

describe('the console’s files', () => {
  async function aConsole() {
    const { store, clock } = await aServer();
    const folder = aFolder();
    const consoleFolder = join(folder, 'console');
    mkdirSync(join(consoleFolder, 'assets'), { recursive: true });
    writeFileSync(join(consoleFolder, 'index.html'), '<p>page');
    writeFileSync(join(consoleFolder, 'assets', 'main-abc.js'), 'run()');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    const config = { port: 0, host: '', dataFolder: '', keyFile: undefined, publicOrigin: undefined, allowHttp: true };
    return createApp({ store, clock, config, consoleFolder });
  }

  test('a page of the console is its page, a built file is itself, the rest is not there', async () => {
    const app = await aConsole();
    for (const path of ['/', '/customers', '/customers/c0123', '/set-up']) {
      expect(await (await app.request(path)).text()).toBe('<p>page');
    }
    const script = await app.request('/assets/main-abc.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await app.request('/assets/other.js')).status).toBe(404);
    expect((await app.request('/api/v2/customers')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%00secret.txt',
    '/%ff.txt',
    '//secret.txt',
  ])('%s stays inside the folder', async (path) => {
    const app = await aConsole();
    const response = await app.request(`http://localhost${path}`);
    expect(await response.text()).not.toContain('secret\n');
    expect(await (await app.request(`http://localhost${path}`)).text()).not.toBe('secret');
  });
});
