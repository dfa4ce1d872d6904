import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Op } from '#shared/sync/op.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { keepRows } from '../build/a-postgres.ts';
import { aDatabaseUrl, aDevice, aFolder, aServer, aUser, readEverything, type TestDevice, type TestServer } from '../build/a-server.ts';
import { harmStatement, HARMS, type Harm } from './break-statement.ts';

/** A team of two who do not share what they capture, and what they have so far; `isPushed`: the batch below is in it. */
async function aTeam(isPushed: boolean) {
  const server = await aServer({ databaseUrl: await aDatabaseUrl() });
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'South')];
  const org = await server.store.findOrg(ann.org);
  await server.store.write(async (tx) => org && tx.saveOrgSettings(org.id, { ...org, shareOnCapture: false }));
  const [a, b] = [await aDevice(server, ann.email), await aDevice(server, bob.email)];
  await a.push(
    wordsOf(a, { cacme: { name: 'Acme' }, cbolt: { name: 'Bolt' }, cboltltd: { name: 'Bolt Ltd' }, kcall: { title: 'Call', customer: ID('cacme') } }),
  );
  await b.push(
    wordsOf(b, {
      clin: { name: 'Lin', 'phones/+886212345678': true },
      czed: { name: 'Zed' },
      ihi: { subject: 'Hi', [`participants/${ID('czed')}`]: true },
    }),
  );
  const ops = aBatch(a, ann.id);
  if (isPushed) {
    await a.push(ops);
  }
  const from = ((await server.store.findDevice(ann.org, a.device))?.lastN ?? 0) + 1;
  await server.store.close();
  const { databaseUrl } = server;
  const putBack = databaseUrl === undefined ? undefined : await keepRows(databaseUrl);
  /** A server that begins with all this. */
  const begin = async (): Promise<TestServer> => {
    await putBack?.();
    return putBack ? aServer({ databaseUrl }, true) : aServerOnFilesOf(server.folder);
  };
  return { begin, ops, from, a, b };
}

/** An id that ends in what it is called here. */
const ID = (name: string): string => name.charAt(0) + name.slice(1).padStart(26, 'a');

type Fields = Readonly<Record<string, Readonly<Record<string, Op[3]>>>>;
const wordsOf = (device: TestDevice, records: Fields): Op[] =>
  Object.entries(records).flatMap(([id, fields]) =>
    Object.entries(fields).map(([field, value]): Op => [ID(id), id.charAt(0), field, value, device.stamp()]),
  );

/** A batch with everything in it that makes a push run other statements. */
const aBatch = (device: TestDevice, ann: string): Op[] =>
  wordsOf(device, {
    // A new customer, one that is known, one that goes.
    cnew: { name: 'New', 'emails/new@shop.example': true, [`by/${ann}`]: true },
    cacme: { title: 'Buyer', 'tags/vip': true },
    kcall: { _del: true },
    // Somebody else's, by id and by telephone number: a stub and claims.
    czed: { title: 'Chef' },
    clinshop: { name: 'Lin shop', 'phones/+886212345678': true },
    // Refused in the middle; then a mail, an order, a payment, and two records that are one customer.
    ume: { name: 'Me' },
    ihello: { subject: 'Hello', [`participants/${ID('cnew')}`]: true, [`participants/${ann}`]: true, happenedAt: '2026-02-01T08:00:00Z' },
    oorder: { customer: ID('cnew'), placedOn: '2026-02-01', currency: 'GBP' },
    ypayment: { customer: ID('cnew'), order: ID('oorder'), paidOn: '2026-02-02' },
    llink: { one: ID('cbolt'), other: ID('cboltltd'), on: true },
    // A kind that a newer program may know.
    znovel: { novel: 'x' },
  });

/** A server on a copy of what the disk holds below a folder; nothing of what another server keeps in memory. */
async function aServerOnFilesOf(base: string): Promise<TestServer> {
  const folder = aFolder();
  cpSync(base, folder, { recursive: true, filter: (file) => !file.endsWith('-shm') });
  return { ...(await aServer({ dataFolder: join(folder, 'data'), keyFile: join(folder, 'key'), databaseUrl: undefined }, true)), folder };
}

/** The server after its process ended: on what is left on the disk. */
async function startAgain(server: TestServer): Promise<TestServer> {
  if (server.databaseUrl === undefined) {
    const next = await aServerOnFilesOf(server.folder);
    await server.store.close();
    return next;
  }
  const next = await aServer({ databaseUrl: server.databaseUrl }, true);
  return { ...next, store: { ...next.store, close: () => next.store.close().then(() => server.store.close()) } };
}

/** Sends what a device of another server object would send. */
const sendPush = (server: TestServer, device: TestDevice, from: number, ops: readonly Op[]): Promise<Response> =>
  server.send('/sync/push', {
    headers: device.headers,
    body: { device: device.device, epoch: device.epoch, proto: 1, schema: 1, sentAt: server.clock.nowMs(), from, ops },
  });

/**
 * Lets `act` run into harm at its first statement, at its second, and so on until it has no more. After each the same is
 * asked again, of a server that was started anew where the process ended. `check` judges what is there then.
 */
async function harmEach(
  harm: Harm,
  begin: () => Promise<TestServer>,
  act: (server: TestServer) => Promise<Response>,
  check: (server: TestServer, again: Response, at: string) => Promise<void>,
): Promise<number> {
  for (let at = 0; ; at += 1) {
    const server = await begin();
    const watch = harmStatement(at, harm);
    const first = await act(server);
    const isHarmed = watch.mend();
    const where = `${harm}, statement ${at}: ${watch.texts[at] ?? 'none'}`;
    // Whoever runs into it is never told that all is well.
    expect(first.ok, where).toBe(!isHarmed);
    const next = isHarmed && harm === 'killed' ? await startAgain(server) : server;
    // Undisturbed, its answer may still be lost.
    const again = await act(next);
    await check(next, again, where);
    await next.store.close();
    if (!isHarmed) {
      return at;
    }
  }
}

/** A read that was done and not told of is as one that was not done. */
const ofReads = HARMS.filter((harm) => harm !== 'lost after');

describe.each(HARMS)('a statement of the server’s is %s', (harm) => {
  test('of a push: when it is sent again the database is as if nothing had happened', async () => {
    const { begin, ops, from, a, b } = await aTeam(false);
    const calm = await begin();
    const reply = v.parse(PushReply, await (await sendPush(calm, a, from, ops)).json());
    const refused = reply.rejected.map(([n]) => ops[n - from]?.[0]);
    expect(refused).toEqual([ID('ume')]);
    const expected = await readEverything(calm);
    expect(expected['history']?.length).toBeGreaterThan(15);
    expect(expected['claim']?.length).toBeGreaterThan(1);
    expect(expected['member']?.length).toBe(2);
    await calm.store.close();
    const statements = await harmEach(
      harm,
      begin,
      (on) => sendPush(on, a, from, ops),
      async (on, again, where) => {
        expect(await again.json(), where).toEqual(reply);
        expect(await readEverything(on), where).toEqual(expected);
        // Nor does anybody else's queue stand still.
        expect((await sendPush(on, b, 6, wordsOf(b, { czed: { title: 'Cook' } }))).ok, where).toBe(true);
      },
    );
    expect(statements).toBeGreaterThan(10);
    console.log(`a push of ${statements} statements, each ${harm} once`);
  }, 240_000);
});

describe.each(ofReads)('a statement of the server’s is %s', (harm) => {
  test.each([
    [
      'a pull',
      (on: TestServer, device: TestDevice) =>
        on.send('/sync/pull', { headers: device.headers, body: { epoch: device.epoch, proto: 1, schema: 1, cursors: {}, limit: 1000 } }),
    ],
    ['a snapshot', (on: TestServer, device: TestDevice) => on.send('/sync/snapshot?limit=1000', { headers: device.headers })],
    ['a comparison', (on: TestServer, device: TestDevice) => on.send('/sync/digest', { headers: device.headers })],
  ])(
    'of %s: asked again it is whole, and the database as it was',
    async (_, ask) => {
      const { begin, a } = await aTeam(true);
      const calm = await begin();
      const expected = await (await ask(calm, a)).text();
      const before = await readEverything(calm);
      await calm.store.close();
      await harmEach(
        harm,
        begin,
        (on) => ask(on, a),
        async (on, again, where) => {
          expect(await again.text(), where).toBe(expected);
          expect(await readEverything(on), where).toEqual(before);
        },
      );
    },
    120_000,
  );
});
