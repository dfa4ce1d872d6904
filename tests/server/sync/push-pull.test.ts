import { describe, expect, test } from 'vitest';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import type { Op } from '#shared/sync/op.ts';
import { writeServerRecord } from '../../../server/services/server-records.ts';
import { aDevice, aServer, aUser, type TestDevice } from '../build/a-server.ts';

const saltOf = (device: TestDevice) => Buffer.from(device.idSalt, 'hex');
const customerId = (device: TestDevice, email: string) => idFromKey('c', saltOf(device), customerKey(email));
const mailId = (device: TestDevice, key: string) => idFromKey('i', saltOf(device), key);

async function twoReps() {
  const server = await aServer();
  const [ann, bob] = [await aUser(server, 'ann@team.example', 'rep', 'North'), await aUser(server, 'bob@team.example', 'rep', 'North')];
  return { server, ann, bob, a: await aDevice(server, ann.email), b: await aDevice(server, bob.email) };
}

function aCapture(device: TestDevice, user: string): Op[] {
  const customer = customerId(device, 'jo@acme.example');
  const mail = mailId(device, 'mid:1@acme.example|jo@acme.example');
  return [
    [customer, 'c', 'name', 'Jo Doe', device.stamp()],
    [customer, 'c', 'emails/jo@acme.example', true, device.stamp()],
    [mail, 'i', 'subject', 'Hello', device.stamp()],
    [mail, 'i', 'happenedAt', '2026-03-01T08:00:00Z', device.stamp()],
    [mail, 'i', `participants/${customer}`, true, device.stamp()],
    [mail, 'i', `participants/${user}`, true, device.stamp()],
  ];
}

describe('push', () => {
  test('a batch sent again gets the stored answer and changes nothing', async () => {
    const { server, ann, a } = await twoReps();
    const ops = aCapture(a, ann.id);
    const first = await a.push(ops, 1);
    const headBefore = (await a.pull()).end.head;
    const again = await a.push(ops, 1);
    expect(again).toEqual({ ...first, serverNow: again.serverNow });
    expect((await a.pull()).end.head).toBe(headBefore);
    expect((await server.store.findDevice(ann.org, a.device))?.lastN).toBe(ops.length);
  });

  test('the answer to a batch with a refused operation is the same when it is sent again', async () => {
    const { a } = await twoReps();
    const ops: Op[] = [['u0001', 'u', 'name', 'Me', a.stamp()]];
    expect((await a.push(ops, 1)).rejected).toEqual([[1, 'forbidden']]);
    expect((await a.push(ops, 1)).rejected).toEqual([[1, 'forbidden']]);
  });

  test('who had seen everything is told that it need not be sent its own words; anybody else is told nothing', async () => {
    const { server, ann, a, b } = await twoReps();
    const head = async (): Promise<number> => (await a.pull()).end.head;
    const pushAt = async (device: TestDevice, cursor: number, ops: readonly Op[], from: number): Promise<unknown> => {
      const reply: { cursor?: number } = JSON.parse(await (await device.pushRaw({ from, ops, cursor })).text());
      return reply.cursor;
    };
    const ops = aCapture(a, ann.id);
    const before = await head();
    const first = await pushAt(a, before, ops, 1);
    expect(first).toBe(await head());
    // The same again is answered from what was stored, by when others may have written.
    expect(await pushAt(a, before, ops, 1)).toBeUndefined();
    const id = customerId(a, 'jo@acme.example');
    const seen = await head();
    // Bob had not seen the customer that he captures: the rest of it, and its mail, has yet to come to him.
    expect(await pushAt(b, seen, [[id, 'c', 'title', 'Buyer', b.stamp()]], 1)).toBeUndefined();
    // Ann had not seen what Bob wrote.
    expect(await pushAt(a, seen, [[id, 'c', 'title', 'Owner', a.stamp()]], ops.length + 1)).toBeUndefined();
    const now = await head();
    expect(await pushAt(a, now, [[id, 'c', 'title', 'Chef', a.stamp()]], ops.length + 2)).toBe(await head());
    // A batch that changes nothing moves nothing.
    const known = (await server.store.findRecord(ann.org, id))?.record.stamps['title'] ?? '';
    expect(await pushAt(a, await head(), [[id, 'c', 'title', 'Chef', known]], ops.length + 3)).toBeUndefined();
  });

  test('a gap in the numbers is refused with the last number that the server has', async () => {
    const { ann, a } = await twoReps();
    await a.push(aCapture(a, ann.id));
    const response = await a.pushRaw({ from: 9, ops: [['c1', 'c', 'name', 'x', a.stamp()]] });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'push-gap', details: { lastN: 6 } });
  });

  test('other operations under the same numbers are a fork', async () => {
    const { ann, a } = await twoReps();
    await a.push(aCapture(a, ann.id), 1);
    const response = await a.pushRaw({ from: 1, ops: [['c1', 'c', 'name', 'x', a.stamp()]] });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: 'device-forked' });
  });

  test('numbers that were judged before under other bytes are a fork, and nothing of them is taken', async () => {
    const { a } = await twoReps();
    const first: Op[] = [
      ['c00', 'c', 'name', 'one', a.stamp()],
      ['c00', 'c', 'title', 'two', a.stamp()],
    ];
    await a.push(first, 1);
    await a.push([['c00', 'c', 'area', 'three', a.stamp()]], 3);
    // A copied profile that goes on from an earlier number: its edits would be taken for known ones and be lost.
    const response = await a.pushRaw({
      from: 2,
      ops: [
        ['c00', 'c', 'title', 'of the copy', a.stamp()],
        ['c00', 'c', 'area', 'of the copy', a.stamp()],
      ],
    });
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'device-forked' }]);
    expect((await a.pullAll()).get('c00')?.b).toEqual({ name: 'one', title: 'two', area: 'three' });
  });

  test('an empty batch does not take the place of the last one', async () => {
    const { a } = await twoReps();
    await a.push([], 1);
    expect(await a.push([['c00', 'c', 'name', 'one', a.stamp()]], 1)).toMatchObject({ lastN: 1, rejected: [] });
  });

  test.each<[string, (device: TestDevice) => Op, 'forbidden' | 'invalid']>([
    ['a user', (d) => ['u00', 'u', 'role', 'admin', d.stamp()], 'forbidden'],
    ['a team', (d) => ['t00', 't', 'name', 'x', d.stamp()], 'forbidden'],
    ['a field of a user that nobody knows', (d) => ['u00', 'u', 'nickname', 'x', d.stamp()], 'forbidden'],
    ['the deletion of a user', (d) => ['u00', 'u', '_del', true, d.stamp()], 'forbidden'],
    ['a field of the server', (d) => ['c00', 'c', 'owner', 'u00', d.stamp()], 'forbidden'],
    ['an id of another kind', (d) => ['i00', 'c', 'name', 'x', d.stamp()], 'invalid'],
    ['a stamp of another device', (d) => ['c00', 'c', 'name', 'x', `${d.stamp().slice(0, 16)}ffffffffffff`], 'invalid'],
    ['no stamp', () => ['c00', 'c', 'name', 'x', 'now'], 'invalid'],
    ['a wrong type', (d) => ['c00', 'c', 'name', 7, d.stamp()], 'invalid'],
    ['a set without an element', (d) => ['c00', 'c', 'emails', true, d.stamp()], 'invalid'],
    ['__proto__', (d) => ['c00', 'c', '__proto__', 'x', d.stamp()], 'invalid'],
    ['an element __proto__', (d) => ['c00', 'c', 'custom/__proto__', 'x', d.stamp()], 'invalid'],
    ['the packing of stamps', (d) => ['c00', 'c', '_', 'x', d.stamp()], 'invalid'],
    ['too much', (d) => ['c00', 'c', 'xray', 'x'.repeat(17_000), d.stamp()], 'invalid'],
  ])('%s is refused, acknowledged, and the next operation lands', async (_, bad, code) => {
    const { a } = await twoReps();
    const reply = await a.push([['c00', 'c', 'title', 'before', a.stamp()], bad(a), ['c00', 'c', 'name', 'after', a.stamp()]]);
    expect(reply).toMatchObject({ lastN: 3, rejected: [[2, code]] });
    const record = (await a.pullAll()).get('c00');
    expect(record?.b).toEqual({ title: 'before', name: 'after' });
  });

  test('a record does not grow beyond its limit', async () => {
    const { a } = await twoReps();
    const ops = Array.from({ length: 10 }, (_, index): Op => ['z00', 'z', `f${index}`, 'x'.repeat(16_000), a.stamp()]);
    const reply = await a.push(ops);
    expect(reply.rejected).toEqual([
      [9, 'invalid'],
      [10, 'invalid'],
    ]);
    expect(Object.keys((await a.pullAll()).get('z00')?.b ?? {})).toHaveLength(8);
  });

  test('a device may only push as itself, and with a protocol that is understood', async () => {
    const { a, b } = await twoReps();
    expect((await a.pushRaw({ device: b.device, from: 1, ops: [] })).status).toBe(403);
    const old = await a.pushRaw({ proto: 0, from: 1, ops: [] });
    expect(old.status).toBe(426);
    expect(await old.json()).toMatchObject({ code: 'update-needed' });
  });
});

describe('who sees what', () => {
  test('trap: one mail, two reps, two computers = one interaction: one id, both among the participants, a row of visibility each', async () => {
    const { server, ann, bob, a, b } = await twoReps();
    await a.push(aCapture(a, ann.id));
    await b.push(aCapture(b, bob.id));
    const mail = mailId(a, 'mid:1@acme.example|jo@acme.example');
    expect(await server.store.listScopes(ann.org, mail)).toEqual([`r:${ann.id}`, `r:${bob.id}`].toSorted());
    for (const device of [a, b]) {
      const records = await device.pullAll();
      expect([...records.keys()].filter((id) => id.startsWith('i'))).toEqual([mail]);
      expect(records.get(mail)?.b).toMatchObject({ [`participants/${ann.id}`]: true, [`participants/${bob.id}`]: true });
    }
  });

  test('trap: a user is disabled: history stays, with the name, for colleagues and lead; only the own browser is shut out', async () => {
    const { server, ann, bob, a, b } = await twoReps();
    await aUser(server, 'lea@team.example', 'lead', 'North');
    const lead = await aDevice(server, 'lea@team.example');
    await a.push(aCapture(a, ann.id));
    await b.push(aCapture(b, bob.id));
    const before = await lead.pullAll();
    const fields = { disabled: true };
    await server.store.write((tx) => writeServerRecord(tx, { org: ann.org, id: ann.id, kind: 'u', fields, actor: ann.id }, server.clock.nowMs()));

    for (const device of [b, lead]) {
      const after = await device.pullAll();
      const mail = after.get(mailId(a, 'mid:1@acme.example|jo@acme.example'));
      expect(mail?.b).toMatchObject({ subject: 'Hello', [`participants/${ann.id}`]: true, [`participants/${bob.id}`]: true });
      expect(after.get(ann.id)?.b).toMatchObject({ name: expect.stringMatching(/./u), disabled: true });
    }
    expect([...(await lead.pullAll()).keys()].toSorted()).toEqual([...before.keys()].toSorted());
    expect(await server.store.listScopes(ann.org, mailId(a, 'mid:1@acme.example|jo@acme.example'))).toContain(`r:${ann.id}`);
    expect((await server.send('/sync/pull', { headers: a.headers, body: { epoch: a.epoch, proto: 1, schema: 1, cursors: {} } })).status).toBe(403);
    expect((await a.pushRaw({ from: 7, ops: aCapture(a, ann.id) })).status).toBe(403);
  });

  test('a rep sees nothing of what only another rep has, and the lead of the team sees both', async () => {
    const { server, ann, a, b } = await twoReps();
    await aUser(server, 'lea@team.example', 'lead', 'North');
    await aUser(server, 'far@team.example', 'lead', 'South');
    const [lead, far] = [await aDevice(server, 'lea@team.example'), await aDevice(server, 'far@team.example')];
    await a.push(aCapture(a, ann.id));
    const kinds = async (device: TestDevice) => [...(await device.pullAll()).keys()].filter((id) => /^[ci]/u.test(id)).length;
    expect([await kinds(a), await kinds(b), await kinds(lead), await kinds(far)]).toEqual([2, 0, 2, 0]);
  });

  test('an interaction takes the scopes of its customer, and gains those that the customer gains later', async () => {
    const { server, ann, bob, a, b } = await twoReps();
    await a.push(aCapture(a, ann.id));
    const customer = customerId(a, 'jo@acme.example');
    const cursor = (await b.pull()).end.cursors;
    // Bob keeps the same person: Ann's mail with her reaches him.
    await b.push([[customer, 'c', 'name', 'Jo Doe', b.stamp()]]);
    const page = await b.pull(cursor);
    expect(page.records.map((line) => line.k).toSorted()).toEqual(['c', 'i']);
    // And what Ann logs with her afterwards does too.
    const note = 'i00000000000000000000000000000001';
    await a.push([
      [note, 'i', 'body', 'called', a.stamp()],
      [note, 'i', `participants/${customer}`, true, a.stamp()],
    ]);
    expect(await server.store.listScopes(ann.org, note)).toEqual([`r:${ann.id}`, `r:${bob.id}`].toSorted());
  });

  test('orders, payments and tasks follow their customer too', async () => {
    const { server, ann, a, b } = await twoReps();
    const customer = customerId(a, 'jo@acme.example');
    await b.push([[customer, 'c', 'name', 'Jo', b.stamp()]]);
    await a.push([
      ['o00', 'o', 'customer', customer, a.stamp()],
      ['y00', 'y', 'customer', customer, a.stamp()],
      ['k00', 'k', 'customer', customer, a.stamp()],
    ]);
    for (const id of ['o00', 'y00', 'k00']) {
      expect(await server.store.listScopes(ann.org, id)).toHaveLength(2);
    }
  });

  test('a private interaction stays with its writer; one that becomes private leaves the others', async () => {
    const { server, ann, bob, a, b } = await twoReps();
    const customer = customerId(a, 'jo@acme.example');
    await b.push([[customer, 'c', 'name', 'Jo', b.stamp()]]);
    await a.push([
      ['i01', 'i', 'private', true, a.stamp()],
      ['i01', 'i', `participants/${customer}`, true, a.stamp()],
      ['i02', 'i', `participants/${customer}`, true, a.stamp()],
    ]);
    expect(await server.store.listScopes(ann.org, 'i01')).toEqual([`r:${ann.id}`]);
    expect(await server.store.listScopes(ann.org, 'i02')).toEqual([`r:${ann.id}`, `r:${bob.id}`].toSorted());
    const { end } = await b.pull();
    await a.push([['i02', 'i', 'private', true, a.stamp()]]);
    expect(await server.store.listScopes(ann.org, 'i02')).toEqual([`r:${ann.id}`]);
    const page = await b.pull(end.cursors);
    expect(page.gone.map((line) => line.i)).toEqual(['i02']);
    expect(page.records).toEqual([]);
  });

  test('a private interaction does not follow its customer to a rep who keeps it later', async () => {
    const { server, ann, a, b } = await twoReps();
    const customer = customerId(a, 'jo@acme.example');
    await a.push([
      ['i01', 'i', 'private', true, a.stamp()],
      ['i01', 'i', `participants/${customer}`, true, a.stamp()],
    ]);
    await b.push([[customer, 'c', 'name', 'Jo', b.stamp()]]);
    expect(await server.store.listScopes(ann.org, 'i01')).toEqual([`r:${ann.id}`]);
    // Nor does a later edit of it share it.
    await a.push([['i01', 'i', 'outcome', 'agreed', a.stamp()]]);
    expect(await server.store.listScopes(ann.org, 'i01')).toEqual([`r:${ann.id}`]);
  });

  test('a participant who is a user lends an interaction no scope', async () => {
    const { server, ann, bob, a } = await twoReps();
    await a.push([['i01', 'i', `participants/${bob.id}`, true, a.stamp()]]);
    expect(await server.store.listScopes(ann.org, 'i01')).toEqual([`r:${ann.id}`]);
  });
});

describe('pull', () => {
  test('pages by a limit, each record once, and ends at the head', async () => {
    const { server, a } = await twoReps();
    await a.push(Array.from({ length: 25 }, (_, index): Op => [`c${String(index).padStart(3, '0')}`, 'c', 'name', `n${index}`, a.stamp()]));
    const seen: string[] = [];
    let page = await a.pull({}, 10);
    for (; page.end.more; page = await a.pull(page.end.cursors, 10)) {
      expect(page.records.length).toBeLessThanOrEqual(10);
      seen.push(...page.records.map((line) => line.i));
    }
    seen.push(...page.records.map((line) => line.i));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => id.startsWith('c'))).toHaveLength(25);
    expect((await a.pull(page.end.cursors)).records).toEqual([]);
    expect(Object.values(page.end.cursors)).toEqual(Object.values(page.end.cursors).map(() => page.end.head));
    expect(server.clock.nowMs()).toBe(page.end.serverNow);
  });

  test('an edit reaches, from their cursors on, everybody who holds the record', async () => {
    const { server, ann, bob, a, b } = await twoReps();
    const second = await aDevice(server, ann.email);
    await a.push(aCapture(a, ann.id));
    await b.push(aCapture(b, bob.id));
    const cursors = await Promise.all([second, b].map(async (device) => (await device.pull()).end.cursors));
    const customer = customerId(a, 'jo@acme.example');
    await a.push([[customer, 'c', 'title', 'Buyer', a.stamp()]]);
    for (const [index, device] of [second, b].entries()) {
      const page = await device.pull(cursors[index]);
      expect(page.records).toMatchObject([{ i: customer, b: { title: 'Buyer' } }]);
    }
  });

  test('scopes come from the token: asking for others changes nothing and they are named as dropped', async () => {
    const { ann, bob, a, b } = await twoReps();
    await a.push(aCapture(a, ann.id));
    const page = await b.pull({ [`r:${ann.id}`]: 0, '*': 0, o: 0 });
    expect(page.records.filter((line) => line.k === 'c' || line.k === 'i')).toEqual([]);
    expect([...page.end.dropScopes].toSorted()).toEqual(['*', `r:${ann.id}`]);
    expect(page.end.addScopes).toContain(`r:${bob.id}`);
  });

  test('a record that a reader holds by another scope is never called gone', async () => {
    const { server, ann, bob, a } = await twoReps();
    await aUser(server, 'lea@team.example', 'lead', 'North');
    const lead = await aDevice(server, 'lea@team.example');
    await a.push([['c01', 'c', 'name', 'x', a.stamp()]]);
    await server.store.write(async (tx) => tx.grant(ann.org, `r:${bob.id}`, 'c01', await tx.takeSeq(ann.org, 1), 'full'));
    const { end } = await lead.pull();
    await server.store.write(async (tx) => tx.withdraw(ann.org, `r:${ann.id}`, 'c01', await tx.takeSeq(ann.org, 1)));
    expect((await lead.pull(end.cursors)).gone).toEqual([]);
    expect((await a.pull(end.cursors)).gone.map((line) => line.i)).toEqual(['c01']);
  });

  test('everybody gets users and teams, an admin gets everything', async () => {
    const { server, ann, a, b } = await twoReps();
    await aUser(server, 'adm@team.example', 'admin');
    const admin = await aDevice(server, 'adm@team.example');
    await a.push(aCapture(a, ann.id));
    expect([...(await b.pullAll()).values()].map((line) => line.k).toSorted()).toEqual(['t', 'u', 'u', 'u']);
    expect([...(await admin.pullAll()).values()].map((line) => line.k).toSorted()).toEqual(['c', 'i', 't', 'u', 'u', 'u']);
  });

  test('the records of a refused edit can be fetched, those of others cannot', async () => {
    const { server, ann, a, b } = await twoReps();
    await a.push(aCapture(a, ann.id));
    const id = customerId(a, 'jo@acme.example');
    const ask = async (device: TestDevice) => (await server.send('/sync/records', { headers: device.headers, body: { ids: [id, 'c99'] } })).json();
    expect(await ask(a)).toMatchObject({ records: [{ i: id, b: { name: 'Jo Doe' } }] });
    expect(await ask(b)).toEqual({ records: [] });
  });
});
