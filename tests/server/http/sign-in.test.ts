import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '#shared/wire/error.ts';
import { renewSetUpToken } from '../../../server/services/set-up.ts';
import { aServer, aUser, PASSWORD, signInAs } from '../build/a-server.ts';

const FIRST = { organization: 'Acme', name: 'Ann', email: 'Ann@Team.example', password: PASSWORD };

describe('set-up', () => {
  test('the link makes the organization and its admin, once', async () => {
    const server = await aServer();
    const token = (await renewSetUpToken(server.deps)) ?? '';
    const made = await server.send('/set-up', { body: { ...FIRST, token } });
    expect(made.status).toBe(200);
    expect(await made.json()).toMatchObject({ organization: 'Acme', user: { email: 'ann@team.example', role: 'admin' } });
    const cookie = made.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sid=[\w-]{43};/u);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect((await server.send('/session', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
    const again = await server.send('/set-up', { body: { ...FIRST, token } });
    expect([again.status, await again.json()]).toMatchObject([410, { code: 'set-up-link-used' }]);
    expect(await renewSetUpToken(server.deps)).toBeUndefined();
  });

  test('a renewed link ends the one before; a wrong one and a weak password make nothing', async () => {
    const server = await aServer();
    const old = (await renewSetUpToken(server.deps)) ?? '';
    const token = (await renewSetUpToken(server.deps)) ?? '';
    expect((await server.send('/set-up', { body: { ...FIRST, token: old } })).status).toBe(410);
    const weak = await server.send('/set-up', { body: { ...FIRST, token, password: 'short' } });
    expect([weak.status, await weak.json()]).toMatchObject([400, { code: 'password-weak' }]);
    expect(await server.store.listOrgs()).toEqual([]);
    expect((await server.send('/set-up', { body: { ...FIRST, token } })).status).toBe(200);
  });

  test('after the command line has made the organization the link says so', async () => {
    const server = await aServer();
    const token = (await renewSetUpToken(server.deps)) ?? '';
    await aUser(server, 'ann@team.example', 'admin');
    const late = await server.send('/set-up', { body: { ...FIRST, token } });
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'set-up-already' }]);
  });
});

describe('sign-in', () => {
  test('a wrong password and an unknown address get the same answer, and both do the slow work', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'lead', 'North', true);
    const attempt = async (email: string, password: string) => {
      const response = await server.send('/sign-in', { body: { email, password } });
      const { code, message, details } = v.parse(
        ErrorBody,
        response.ok ? { code: '', message: '', details: {}, requestId: '' } : await response.json(),
      );
      return { status: response.status, body: { code, message, details } };
    };
    const wrong = await attempt('ann@team.example', 'wrong password');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } });
    expect(await attempt('nobody@team.example', 'wrong password')).toEqual(wrong);
    expect((await attempt(' ANN@team.example'.trim(), PASSWORD)).status).toBe(200);
  });

  test('a user without a password cannot sign in', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'rep');
    expect((await server.send('/sign-in', { body: { email: 'ann@team.example', password: '' } })).status).toBe(401);
  });

  test('ten wrong passwords close an account for a quarter of an hour, the right one then too', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'lead', 'North', true);
    const attempt = async (password: string, from: string) =>
      (await server.send('/sign-in', { body: { email: 'ann@team.example', password }, from })).status;
    for (let index = 0; index < 10; index += 1) {
      expect(await attempt('wrong', `192.0.2.${index}`)).toBe(401);
    }
    expect(await attempt(PASSWORD, '192.0.2.99')).toBe(429);
    server.clock.advance(15 * 60_000);
    expect(await attempt(PASSWORD, '192.0.2.99')).toBe(200);
  });

  test('a session ends after twelve idle hours, after thirty days, and when it is signed out', async () => {
    const HOUR = 3_600_000;
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'lead', 'North', true);
    const isOpen = async (headers: Record<string, string>) => (await server.send('/session', { headers })).status === 200;
    const idle = await signInAs(server, 'ann@team.example');
    server.clock.advance(12 * HOUR - 1);
    expect(await isOpen(idle)).toBe(true);
    server.clock.advance(12 * HOUR);
    expect(await isOpen(idle)).toBe(false);
    const busy = await signInAs(server, 'ann@team.example');
    for (let hours = 0; hours < 30 * 24 - 11; hours += 11) {
      expect(await isOpen(busy)).toBe(true);
      server.clock.advance(11 * HOUR);
    }
    expect(await isOpen(busy)).toBe(true);
    server.clock.advance(6 * HOUR);
    expect(await isOpen(busy)).toBe(false);
    const short = await signInAs(server, 'ann@team.example');
    const out = await server.send('/sign-out', { headers: short, body: {} });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await isOpen(short)).toBe(false);
  });

  test('over https the cookie is bound to the host', async () => {
    const server = await aServer({ publicOrigin: 'https://book.example' });
    await aUser(server, 'ann@team.example', 'lead', 'North', true);
    const response = await server.send('/sign-in', {
      body: { email: 'ann@team.example', password: PASSWORD },
      headers: { origin: 'https://book.example' },
    });
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-sid=.*Path=\/.*Secure/u);
    expect(response.headers.get('strict-transport-security')).toContain('31536000');
  });
});

describe('requests from other sites', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://sub.localhost' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ];
  const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

  test.each(foreign)('%j with a session is refused, whatever the type of the body', async (origin) => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'admin', undefined, true);
    const { cookie } = await signInAs(server, 'ann@team.example');
    for (const type of types) {
      const response = await server.send('/people', {
        headers: { cookie: cookie ?? '', 'content-type': type, ...origin },
        body: { name: 'E', email: 'e@evil.example', role: 'admin' },
      });
      expect([response.status, await response.json()]).toMatchObject([403, { code: 'origin-refused' }]);
    }
    expect((await server.store.listUsersByEmail('e@evil.example')).length).toBe(0);
  });

  test('the own page is let in by its origin or by the fetch header', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'admin', undefined, true);
    const { cookie } = await signInAs(server, 'ann@team.example');
    for (const own of [{ origin: 'http://localhost' }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await server.send('/sign-out', { headers: { cookie: cookie ?? '', ...own }, body: {} })).status).not.toBe(403);
    }
  });

  test('another site cannot try pairing codes from a visitor’s browser; the extension can', async () => {
    const server = await aServer();
    const attempt = async (origin: string) => (await server.send('/pair', { body: { code: '1', deviceName: 'x' }, headers: { origin } })).status;
    expect(await attempt('https://evil.example')).toBe(403);
    expect(await attempt('chrome-extension://abcdefghijklmnop')).toBe(404);
    expect(await attempt('moz-extension://4f9ee5a6-7cf2-4a6e-8d3e-33a3d2f6a5a1')).toBe(404);
  });

  test('another site cannot sign a browser in', async () => {
    const server = await aServer();
    await aUser(server, 'ann@team.example', 'admin', undefined, true);
    const response = await server.send('/sign-in', {
      body: { email: 'ann@team.example', password: PASSWORD },
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});
