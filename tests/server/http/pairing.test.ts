import { expect, test } from 'vitest';
import { issueCodeAsOperator } from '../../../server/services/operate.ts';
import { aDevice, aServer, aUser, type TestServer } from '../build/a-server.ts';

const EMAIL = 'ann@team.example';

async function aPairingServer() {
  const server = await aServer();
  await aUser(server, EMAIL, 'rep');
  const issue = async () => (await issueCodeAsOperator(server.deps, EMAIL)).code;
  return { server, issue };
}

async function tryCode(server: TestServer, code: string, from?: string) {
  const response = await server.send('/pair', { body: { code, deviceName: 'laptop' }, ...(from === undefined ? {} : { from }) });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

/** A code that is none of `codes`. */
const wrong = (...codes: string[]) => Array.from({ length: 10 }, (_, digit) => String(digit).repeat(8)).find((code) => !codes.includes(code)) ?? '';

test('a code pairs once, spaces and dashes forgiven', async () => {
  const { server, issue } = await aPairingServer();
  const code = await issue();
  const paired = await tryCode(server, `${code.slice(0, 4)} - ${code.slice(4)}`);
  expect(paired).toMatchObject({
    status: 200,
    body: { token: expect.stringMatching(/^sb_dev_/u), device: expect.stringMatching(/^[0-9a-f]{12}$/u) },
  });
  expect(await tryCode(server, code)).toMatchObject({ status: 404, body: { code: 'code-unknown', details: { triesLeft: 4 } } });
});

test('a code that ran out says so and is no wrong try', async () => {
  const { server, issue } = await aPairingServer();
  const code = await issue();
  server.clock.advance(10 * 60_000);
  expect(await tryCode(server, code)).toMatchObject({ status: 410, body: { code: 'code-expired', details: { triesLeft: 5 } } });
});

test('the fifth wrong code burns what was issued before, for that address, with a sentence', async () => {
  const { server, issue } = await aPairingServer();
  const code = await issue();
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await tryCode(server, wrong(code))).toMatchObject({ status: 404, body: { code: 'code-unknown', details: { triesLeft } } });
  }
  expect(await tryCode(server, wrong(code))).toMatchObject({
    status: 429,
    body: { code: 'code-burnt', message: 'Five wrong codes were tried from this address. Ask for a new code.' },
  });
  expect(await tryCode(server, code)).toMatchObject({ status: 429, body: { code: 'code-burnt' } });
  // Another address is not punished, and the burnt code still works there.
  expect((await tryCode(server, code, '192.0.2.7')).status).toBe(200);
});

test('a code that was issued after the burn works at once and resets the count', async () => {
  const { server, issue } = await aPairingServer();
  const old = await issue();
  for (let index = 0; index < 5; index += 1) {
    await tryCode(server, wrong(old));
  }
  const fresh = await issue();
  expect(await tryCode(server, old)).toMatchObject({ status: 429 });
  expect((await tryCode(server, fresh)).status).toBe(200);
  const next = await issue();
  expect(await tryCode(server, wrong(old, fresh, next))).toMatchObject({ status: 404, body: { details: { triesLeft: 4 } } });
});

test('wrong codes before any code was issued burn too, and a later code works', async () => {
  const { server, issue } = await aPairingServer();
  for (let index = 0; index < 5; index += 1) {
    await tryCode(server, '11111111');
  }
  expect((await tryCode(server, '11111111')).status).toBe(429);
  expect((await tryCode(server, await issue())).status).toBe(200);
});

test('a new code may be guessed five times, not for ever', async () => {
  const { server, issue } = await aPairingServer();
  for (let index = 0; index < 5; index += 1) {
    await tryCode(server, '11111111');
  }
  const code = await issue();
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    statuses.push((await tryCode(server, wrong(code, '11111111'))).status);
  }
  expect(statuses).toEqual([404, 404, 404, 404, 429]);
  expect((await tryCode(server, code)).status).toBe(429);
});

test('a hundred wrong codes from many addresses stop everybody for ten minutes', async () => {
  const { server, issue } = await aPairingServer();
  const code = await issue();
  for (let index = 0; index < 100; index += 1) {
    await tryCode(server, wrong(code), `198.51.100.${index}`);
  }
  expect(await tryCode(server, code, '203.0.113.1')).toMatchObject({ status: 429, body: { code: 'too-many-tries', details: { waitSeconds: 600 } } });
  server.clock.advance(10 * 60_000);
  expect((await tryCode(server, await issue(), '203.0.113.1')).status).toBe(200);
});

test('neither code nor token stands in the database', async () => {
  const { server, issue } = await aPairingServer();
  const code = await issue();
  expect(await server.store.findPairingCode(code)).toBeUndefined();
  const device = await aDevice(server, EMAIL);
  expect(await server.store.findDeviceByToken(device.token)).toBeUndefined();
});

test('a forwarded address counts only behind a declared https address', async () => {
  const open = await aPairingServer();
  const forwarded = (address: string) => ({ 'x-forwarded-for': `1.2.3.4, ${address}` });
  const burn = async (server: TestServer) => {
    let last = 0;
    for (let index = 0; index < 5; index += 1) {
      last = (await server.send('/pair', { body: { code: '11111111', deviceName: 'x' }, headers: forwarded(`192.0.2.${index}`) })).status;
    }
    return last;
  };
  expect(await burn(open.server)).toBe(429);
  expect(await burn(await aServer({ publicOrigin: 'https://book.example' }))).toBe(404);
});
