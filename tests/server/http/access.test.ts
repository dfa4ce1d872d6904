import { describe, expect, test } from 'vitest';
import { can } from '#shared/access.ts';
import type { Route } from '#shared/wire/route.ts';
import { routes } from '#shared/wire/routes.ts';
import { aDevice, aServer, aUser, signInAs, type Send, type TestServer } from '../build/a-server.ts';

const all: readonly [name: string, route: Route][] = Object.entries(routes);
const ROLES = ['rep', 'service', 'lead', 'admin'] as const;

/** A body that passes the route's schema, so that the answer tells of access and not of form. */
const bodies: Readonly<Record<string, (device: string) => object>> = {
  setUp: () => ({ token: 'x', organization: 'Acme', name: 'Ann', email: 'ann@team.example', password: 'long enough to pass' }),
  signIn: () => ({ email: 'nobody@team.example', password: 'x' }),
  pair: () => ({ code: '00000000', deviceName: 'x' }),
  addUser: () => ({ name: 'New', email: `new-${Math.random()}@team.example`, role: 'rep' }),
  pairingCode: () => ({ user: 'u00' }),
  push: (device) => ({ device, epoch: null, proto: 1, schema: 1, sentAt: Date.parse('2026-03-01T09:00:00Z'), from: 1, ops: [] }),
  pull: () => ({ epoch: null, proto: 1, schema: 1, cursors: {} }),
  records: () => ({ ids: [] }),
  repaired: () => ({ records: 0 }),
  tellHealth: () => ({ layouts: [] }),
  setOwner: () => ({ owner: null }),
  decideClaim: () => ({ claimant: 'u00', decision: 'apart' }),
  changeSettings: () => ({ fields: {} }),
  simulateSettings: () => ({ fields: {} }),
  markMonth: () => ({ user: 'u00', month: '2026-02', mark: 80, remark: '' }),
  closeMonth: () => ({ month: '2026-02', area: 'Nowhere', withoutScore: [] }),
  confirmMonth: () => ({ user: 'u00', month: '2026-02' }),
  addToMonth: () => ({ user: 'u00', month: '2026-02', mark: null, remark: 'x' }),
  importUnsent: () => ({ text: '{}', isRehearsal: true }),
  importOrders: () => ({ csv: 'customer,date,amount\nC1,2026-01-01,1\n' }),
};

function call(
  server: TestServer,
  [name, route]: readonly [string, Route],
  headers: Send['headers'] = {},
  device = '000000000000',
): Promise<Response> {
  const body = route.method === 'GET' ? {} : { body: bodies[name]?.(device) ?? {} };
  const query = route.path.startsWith('/blobs/') ? '?record=i00' : '';
  return server.send(route.path.replace(':id', 'c00') + query, { method: route.method, headers, ...body });
}

/** What a caller without the right kind of proof is told. */
const REFUSALS = [401, 403];
const isRefused = (response: Response) => REFUSALS.includes(response.status);

describe.each(all)('%s', (name, route) => {
  const entry = [name, route] as const;

  test('has somebody who may call it', () => {
    expect(route.who === 'public' || ROLES.some((role) => can(role, route.permission ?? 'sync'))).toBe(true);
    expect(route.who !== 'session' || route.permission !== undefined).toBe(true);
  });

  test('nobody in particular', async () => {
    const response = await call(await aServer(), entry);
    if (route.who === 'public') {
      expect(response.status).not.toBe(403);
    } else {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        code: route.who === 'device' ? 'not-paired' : 'signed-out',
        requestId: expect.stringMatching(/^[0-9a-f]{16}$/u),
      });
    }
  });

  test.each(ROLES)('a signed-in %s', async (role) => {
    const server = await aServer();
    const user = await aUser(server, 'me@team.example', role, 'North', true);
    const headers = await signInAs(server, user.email);
    const response = await call(server, entry, headers);
    const may = route.who === 'public' || (route.who === 'session' && route.permission !== undefined && can(role, route.permission));
    // Being let in and then told that the thing does not exist, or is not one's own, is not the table's refusal.
    const isLetIn = !isRefused(response) || name === 'signIn' || (name === 'pairingCode' && response.status === 403);
    expect(isLetIn).toBe(may);
    expect(response.status).toBeLessThan(500);
  });

  test.each(ROLES)('the device of a %s', async (role) => {
    const server = await aServer();
    const user = await aUser(server, 'me@team.example', role, 'North');
    const device = await aDevice(server, user.email);
    const response = await call(server, entry, device.headers, device.device);
    if (route.who === 'session') {
      expect(response.status).toBe(403);
    } else {
      // What a path names may be missing; that is no refusal.
      const answered = route.path.includes(':id') ? 404 : 200;
      expect(route.who === 'device' ? response.status : answered).toBe(answered);
    }
  });

  test('a revoked device', async () => {
    const server = await aServer();
    const user = await aUser(server, 'me@team.example', 'admin');
    const device = await aDevice(server, user.email);
    await server.store.write((tx) => tx.revokeDevice(user.org, device.device, 1));
    const response = await call(server, entry, device.headers, device.device);
    if (route.who === 'device') {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'device-revoked' });
    } else if (route.who === 'session') {
      expect(response.status).toBe(403);
    }
  });

  test('a token that nobody has, and a session of nobody', async () => {
    const server = await aServer();
    const stray = await call(server, entry, { authorization: 'Bearer sb_dev_unknown' });
    const session = await call(server, entry, { cookie: 'sid=unknown', origin: 'http://localhost' });
    if (route.who !== 'public') {
      expect([stray.status, session.status]).toEqual(route.who === 'device' ? [401, 401] : [403, 401]);
    }
  });
});

test('a role that changes holds for the very next request, and so does being switched off', async () => {
  const server = await aServer();
  const lead = await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const headers = await signInAs(server, lead.email);
  const { writeServerRecord } = await import('../../../server/services/server-records.ts');
  const change = (fields: Record<string, string | boolean>) =>
    server.store.write((tx) => writeServerRecord(tx, { org: lead.org, id: lead.id, kind: 'u', fields, actor: lead.id }, server.clock.nowMs()));
  expect((await server.send('/people', { headers })).status).toBe(200);
  await change({ role: 'rep' });
  expect((await server.send('/people', { headers })).status).toBe(403);
  await change({ disabled: true });
  expect((await server.send('/session', { headers })).status).toBe(401);
});

test('a lead looks after the own team only, and never makes or pairs an admin', async () => {
  const server = await aServer();
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const [own, other, admin] = [
    await aUser(server, 'a@team.example', 'rep', 'North'),
    await aUser(server, 'b@team.example', 'rep', 'South'),
    await aUser(server, 'c@team.example', 'admin', 'North'),
  ];
  const foreign = await aDevice(server, other.email);
  const headers = await signInAs(server, 'lea@team.example');
  const codeFor = async (user: string) => (await server.send('/pairing-codes', { headers, body: { user } })).status;
  expect([await codeFor(own.id), await codeFor(other.id), await codeFor(admin.id), await codeFor('u00')]).toEqual([200, 403, 403, 404]);
  const add = async (body: object) =>
    (await server.send('/people', { headers, body: { name: 'N', email: `${Math.random()}@team.example`, ...body } })).status;
  expect([
    await add({ role: 'rep' }),
    await add({ role: 'rep', team: 'north' }),
    await add({ role: 'rep', team: 'South' }),
    await add({ role: 'admin' }),
  ]).toEqual([200, 200, 403, 403]);
  expect((await server.send(`/devices/${foreign.device}/revoke`, { headers, body: {} })).status).toBe(403);
  const people = await (await server.send('/people', { headers })).json();
  expect(people).toMatchObject({ devices: [] });
});
