import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aDevice, aServer, aUser, readTable, signInAs } from '../build/a-server.ts';

const AuditRow = v.object({ actor: v.string(), action: v.string(), target: v.string() });
const HistoryRow = v.object({
  id: v.string(),
  field: v.string(),
  actor: v.string(),
  device: v.string(),
  old: v.nullable(v.string()),
  new: v.string(),
  hlc: v.string(),
});

test('what touches access is written down, by ids alone', async () => {
  const server = await aServer();
  const admin = await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const rep = await aUser(server, 'ann@team.example', 'rep', 'North');
  const device = await aDevice(server, rep.email);
  const headers = await signInAs(server, admin.email);
  await server.send('/sign-in', { body: { email: admin.email, password: 'wrong' } });
  await server.send(`/devices/${device.device}/revoke`, { headers, body: {} });
  await server.send('/sign-out', { headers, body: {} });
  const rows = await readTable(server, 'SELECT actor, action, target FROM audit ORDER BY n', AuditRow);
  expect(rows.map((row) => row.action)).toEqual([
    'organization-made',
    'user-added',
    'password-set',
    'team-made',
    'user-added',
    'pairing-code-made',
    'device-paired',
    'signed-in',
    'sign-in-refused',
    'device-revoked',
    'signed-out',
  ]);
  expect(rows.at(-2)).toEqual({ actor: admin.id, action: 'device-revoked', target: device.device });
  expect(JSON.stringify(rows)).not.toMatch(/example|North|ann/u);
});

test('a device that is revoked in the console is refused at its next request, and its name is kept', async () => {
  const server = await aServer();
  const admin = await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const device = await aDevice(server, admin.email);
  const headers = await signInAs(server, admin.email);
  expect((await device.pushRaw({ from: 1, ops: [] })).status).toBe(200);
  const people = await server.send(`/devices/${device.device}/revoke`, { headers, body: {} });
  expect(await people.json()).toMatchObject({
    devices: [{ id: device.device, name: 'test browser', revokedAt: '2026-03-01T09:00:00Z', lastSeenAt: '2026-03-01T09:00:00Z' }],
  });
  const refused = await device.pushRaw({ from: 1, ops: [] });
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'device-revoked' }]);
});

test('every change of a field is kept with who, where, before and after; a repetition adds nothing', async () => {
  const server = await aServer();
  const rep = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, rep.email);
  const [first, second] = [device.stamp(), device.stamp()];
  await device.push([['c01', 'c', 'name', 'Jo', first]]);
  await device.push([['c01', 'c', 'name', 'Joe', second]]);
  await device.push([['c01', 'c', 'name', 'Jo', first]]);
  const rows = await readTable(server, "SELECT id, field, actor, device, old, new, hlc FROM history WHERE id = 'c01' ORDER BY seq", HistoryRow);
  expect(rows).toEqual([
    { id: 'c01', field: 'name', actor: rep.id, device: device.device, old: null, new: '"Jo"', hlc: first },
    { id: 'c01', field: 'name', actor: rep.id, device: device.device, old: '"Jo"', new: '"Joe"', hlc: second },
  ]);
});

test('fields that a role does not see are withheld in pull and by id, and only from that role', async () => {
  const server = await aServer();
  const [tech, rep] = [await aUser(server, 'tec@team.example', 'service'), await aUser(server, 'ann@team.example', 'rep')];
  const [blind, seeing] = [await aDevice(server, tech.email), await aDevice(server, rep.email)];
  for (const device of [blind, seeing]) {
    await device.push([
      ['p01', 'p', 'name', 'Milk', device.stamp()],
      ['p01', 'p', 'costMinor', 90, device.stamp()],
    ]);
  }
  expect((await blind.pullAll()).get('p01')?.b).toEqual({ name: 'Milk' });
  expect((await blind.pullAll()).get('p01')?.c).not.toHaveProperty('costMinor');
  expect(await (await server.send('/sync/records', { headers: blind.headers, body: { ids: ['p01'] } })).text()).not.toContain('costMinor');
  expect((await seeing.pullAll()).get('p01')?.b).toEqual({ name: 'Milk', costMinor: 90 });
});
