import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Json } from '#shared/model/record.ts';
import type { Op } from '#shared/sync/op.ts';
import { MonthReply, type CloseMonthRequest, type MonthOfTechnician } from '#shared/wire/months.ts';
import { writeServerRecord } from '../../../server/services/server-records.ts';
import { aDevice, aServer, aUser, signInAs, type TestDevice } from '../build/a-server.ts';

const MONTH = '2026-02';
const idOf = (kind: string, n: number): string => kind + n.toString(16).padStart(32, '0');
const day = (n: number): string => `${MONTH}-${String(n).padStart(2, '0')}`;

const opsOf = (device: TestDevice, id: string, fields: Readonly<Record<string, Json>>): Op[] =>
  Object.entries(fields).map(([field, value]): Op => [id, id.slice(0, 1), field, value, device.stamp()]);

/** A technician's February that comes to 96, 90 and 86, without what the lead says. */
function aMonth(device: TestDevice, number: number, user: string): Op[] {
  const duties = Array.from({ length: 20 }, (_, at) =>
    opsOf(device, idOf('w', number * 100 + at), { user, onDay: day(at + 1), present: true, ...(at === 4 ? { leave: true } : {}) }),
  );
  const cases = Array.from({ length: 5 }, (_, at) =>
    opsOf(device, idOf('s', number * 100 + at), {
      technician: user,
      openedAt: `${day(at + 1)}T08:00:00Z`,
      'visits/0': { plannedAt: `${day(at + 2)}T09:00:00Z`, arrivedAt: `${day(at + 2)}T09:10:00Z`, solved: at !== 0, judgedBy: 'customer' },
      form: { attitude: 80, solved: 90, professional: 100, onDay: day(at + 2) },
      feedback: { mark: 90, onDay: day(20) },
    }),
  );
  return [...duties, ...cases].flat();
}

/** Two technicians of one team with an area and what its customer paid, their lead, and others who have no part in it. */
async function aTeam() {
  const server = await aServer();
  const [lin, bo] = [
    await aUser(server, 'lin@team.example', 'service', 'North', true),
    await aUser(server, 'bo@team.example', 'service', 'North', true),
  ];
  const lead = await aUser(server, 'lea@team.example', 'lead', 'North', true);
  await aUser(server, 'far@team.example', 'lead', 'South', true);
  await aUser(server, 'rep@team.example', 'rep', 'North', true);
  await aUser(server, 'adm@team.example', 'admin', undefined, true);
  const { org } = lead;
  const [north] = (await server.store.listTeams(org)).filter(({ name }) => name === 'North');
  const team = north?.id ?? '';
  await server.store.write((tx) =>
    writeServerRecord(tx, { org, id: team, kind: 't', fields: { area: '北區' }, actor: lead.id }, server.clock.nowMs()),
  );
  const device = await aDevice(server, lead.email);
  const pay = (n: number, amountMinor: number, receivedOn: string): Op[] =>
    opsOf(device, idOf('y', n), { customer: idOf('c', 1), amountMinor, receivedOn, currency: 'EUR' });
  const push = async (ops: readonly Op[]): Promise<void> => expect((await device.push(ops)).rejected).toEqual([]);
  await push([
    ...opsOf(device, idOf('c', 1), { name: 'Ada', area: '北區' }),
    ...pay(1, 1_200_000, day(5)),
    ...pay(2, -200_000, day(20)),
    ...pay(3, 900_000, '2026-03-01'),
  ]);
  await push([...aMonth(device, 1, lin.id), ...aMonth(device, 2, bo.id)]);
  const asWho = async (name: string) => {
    const headers = await signInAs(server, `${name}@team.example`);
    const parse = async (response: Response) => v.parse(MonthReply, await response.json());
    const post = (what: string, body: object) => server.send(`/months/${what}`, { headers, body });
    return {
      read: async (month = MONTH) => parse(await server.send(`/months?month=${month}`, { headers })),
      try: post,
      do: async (what: string, body: object) => parse(await post(what, body)),
      code: async (what: string, body: object) => {
        const { code } = v.parse(v.object({ code: v.string() }), await (await post(what, body)).json());
        return code;
      },
    };
  };
  const of = (reply: MonthReply, user: string): MonthOfTechnician => {
    const found = reply.technicians.find((one) => one.user === user);
    if (found === undefined) {
      throw new Error(`${user} is not in the month`);
    }
    return found;
  };
  const close: CloseMonthRequest = { month: MONTH, area: '北區', withoutScore: [] };
  const mark = (user: string, points: number | null, remark = '') => ({ user, month: MONTH, mark: points, remark });
  return { server, lin, bo, lead, device, push, pay, asWho, of, close, mark };
}

describe('a technician’s month', () => {
  test('is seen by the technician, the team’s lead and an admin, each as far as it is theirs', async () => {
    const { asWho, lin, bo } = await aTeam();
    const users = async (name: string) => (await (await asWho(name)).read()).technicians.map(({ user }) => user).toSorted();
    expect(await users('lin')).toEqual([lin.id]);
    expect(await users('lea')).toEqual([lin.id, bo.id].toSorted());
    expect(await users('adm')).toEqual([lin.id, bo.id].toSorted());
    expect(await users('far')).toEqual([]);
    expect((await (await asWho('rep')).try('confirm', { user: lin.id, month: MONTH })).status).toBe(403);
  });

  test('is the last one that is over unless another is asked for, and has no score without the lead’s mark', async () => {
    const { server, asWho, of, lin } = await aTeam();
    const lead = await asWho('lea');
    const reply = v.parse(MonthReply, await (await server.send('/months', { headers: await signInAs(server, 'lea@team.example') })).json());
    expect(reply).toMatchObject({ month: MONTH, isOver: true, closable: ['北區'] });
    const { sheet } = of(reply, lin.id);
    expect(sheet).toMatchObject({
      marks: { attendance: 96, customer: 90, lead: null, problem: 86 },
      score: null,
      incomplete: ['lead'],
      bonusMinor: null,
    });
    expect(sheet.days).toHaveLength(20);
    expect(sheet.days[4]).toEqual({ onDay: day(5), present: true, late: false, leftEarly: false, leave: true, missed: 0 });
    expect(await lead.read('2026-03')).toMatchObject({ isOver: false, closable: [] });
  });

  test('is marked by its lead and by nobody else', async () => {
    const { asWho, of, lin, mark } = await aTeam();
    const marked = await (await asWho('lea')).do('mark', mark(lin.id, 85, '可靠'));
    expect(of(marked, lin.id).sheet).toMatchObject({ marks: { lead: 85 }, score: 87.5, remark: '可靠' });
    for (const name of ['lin', 'bo', 'rep', 'far']) {
      expect([name, await (await asWho(name)).code('mark', mark(lin.id, 100))]).toEqual([name, 'forbidden']);
    }
    expect(await (await asWho('lea')).code('mark', mark(lin.id, 101))).toBe('bad-request');
    const back = await (await asWho('lea')).do('mark', mark(lin.id, null));
    expect(of(back, lin.id).sheet).toMatchObject({ marks: { lead: null }, score: null, remark: '' });
  });

  test('is closed once, with shares of the pool to the last unit, by a lead of the whole area', async () => {
    const { asWho, of, lin, bo, mark, close } = await aTeam();
    const lead = await asWho('lea');
    await lead.do('mark', mark(lin.id, 85));
    await lead.do('mark', mark(bo.id, 60));
    for (const name of ['lin', 'rep', 'far']) {
      expect([name, await (await asWho(name)).code('close', close)]).toEqual([name, 'forbidden']);
    }
    const closed = await lead.do('close', close);
    expect(closed.closable).toEqual([]);
    expect(of(closed, lin.id)).toMatchObject({
      closed: { at: '2026-03-01T09:00:00Z', by: 'lea' },
      sheet: { score: 87.5, poolMinor: 1000, netCollectionsMinor: 1_000_000, bonusMinor: 522, currency: 'EUR' },
    });
    expect(of(closed, bo.id).sheet).toMatchObject({ score: 80, bonusMinor: 478 });
    expect(await lead.code('close', close)).toBe('month-closed');
    expect(await lead.code('mark', mark(lin.id, 100))).toBe('month-closed');
  });

  test('is not closed while it goes on, and without a score only where that was known', async () => {
    const { asWho, of, lin, bo, mark, close } = await aTeam();
    const lead = await asWho('lea');
    await lead.do('mark', mark(lin.id, 85));
    expect(await lead.code('close', { ...close, month: '2026-03' })).toBe('month-unfinished');
    expect(await lead.code('close', close)).toBe('month-changed');
    expect(await lead.code('close', { ...close, withoutScore: [lin.id] })).toBe('month-changed');
    expect((await lead.read()).technicians.every((one) => one.closed === null)).toBe(true);
    const closed = await lead.do('close', { ...close, withoutScore: [bo.id] });
    expect([of(closed, lin.id).sheet.bonusMinor, of(closed, bo.id).sheet.bonusMinor, of(closed, bo.id).sheet.score]).toEqual([1000, 0, null]);
  });

  test('stays as it was closed, whatever is written later: marks, payments, duties, weights, areas, names', async () => {
    const { server, asWho, of, lin, bo, mark, close, push, pay, device, lead: leadUser } = await aTeam();
    const lead = await asWho('lea');
    await lead.do('mark', mark(lin.id, 85));
    await lead.do('mark', mark(bo.id, 60));
    const before = await lead.do('close', close);
    const assessment = [...(await device.pullAll()).values()].find(({ k, b }) => k === 'b' && b['user'] === lin.id)?.i ?? '';
    await push([
      ...pay(9, 5_000_000, day(6)),
      ...opsOf(device, idOf('w', 900), { user: lin.id, onDay: day(27), present: false }),
      ...opsOf(device, assessment, { leadMark: 1, remark: 'other', area: 'South' }),
      ...opsOf(device, `g${'a'.repeat(26)}`, { moduleWeights: { attendance: 100, customer: 0, lead: 0, problem: 0 } }),
    ]);
    await server.store.write((tx) =>
      writeServerRecord(tx, { org: leadUser.org, id: lin.id, kind: 'u', fields: { name: 'Renamed' }, actor: leadUser.id }, server.clock.nowMs()),
    );
    const after = await lead.read();
    for (const { id } of [lin, bo]) {
      expect(of(after, id).sheet).toEqual(of(before, id).sheet);
    }
    // Whoever comes to a closed area later gets nothing of its pool, and does not open it again.
    await push(aMonth(device, 3, (await aUser(server, 'new@team.example', 'service', 'North')).id));
    const third = await lead.read();
    expect([third.technicians.length, third.closable, third.technicians.find((one) => one.closed === null)?.sheet.bonusMinor]).toEqual([3, [], null]);
  });

  test('is confirmed by both sides, each for itself, once it is closed', async () => {
    const { server, asWho, of, lin, bo, mark, close, lead: leadUser } = await aTeam();
    const [lead, own, other] = [await asWho('lea'), await asWho('lin'), await asWho('bo')];
    const confirm = { user: lin.id, month: MONTH };
    expect([await own.code('confirm', confirm), await lead.code('confirm', confirm)]).toEqual(['month-open', 'month-open']);
    await lead.do('mark', mark(lin.id, 85));
    await lead.do('close', { ...close, withoutScore: [bo.id] });
    expect(await other.code('confirm', confirm)).toBe('forbidden');
    expect(await (await asWho('far')).code('confirm', confirm)).toBe('forbidden');
    await own.do('confirm', confirm);
    server.clock.advance(60_000);
    await own.do('confirm', confirm);
    const both = await lead.do('confirm', confirm);
    expect(of(both, lin.id).confirmed).toEqual([
      { user: lin.id, name: 'lin', at: '2026-03-01T09:00:00Z' },
      { user: leadUser.id, name: 'lea', at: '2026-03-01T09:01:00Z' },
    ]);
    expect(of(both, bo.id).confirmed).toEqual([]);
  });

  test('gets later entries beside the sheet, none of them written over', async () => {
    const { asWho, of, lin, bo, mark, close } = await aTeam();
    const [lead, own] = [await asWho('lea'), await asWho('lin')];
    const entry = { user: lin.id, month: MONTH, mark: 90, remark: '二月五日的請假已補登' };
    expect(await lead.code('later', entry)).toBe('month-open');
    await lead.do('mark', mark(lin.id, 85));
    const closed = await lead.do('close', { ...close, withoutScore: [bo.id] });
    expect(await own.code('later', entry)).toBe('forbidden');
    expect(await lead.code('later', { ...entry, remark: '  ' })).toBe('bad-request');
    await lead.do('later', entry);
    const twice = await lead.do('later', { ...entry, mark: null, remark: 'Second' });
    expect(of(twice, lin.id).later).toEqual([
      { at: '2026-03-01T09:00:00Z', by: 'lea', mark: 90, remark: '二月五日的請假已補登' },
      { at: '2026-03-01T09:00:01Z', by: 'lea', mark: null, remark: 'Second' },
    ]);
    expect(of(twice, lin.id).sheet).toEqual(of(closed, lin.id).sheet);
    expect(of(await own.read(), lin.id).later).toHaveLength(2);
  });

  test('closed by two at once is closed by one', async () => {
    const { asWho, lin, bo, mark, close } = await aTeam();
    const [lead, admin] = [await asWho('lea'), await asWho('adm')];
    await lead.do('mark', mark(lin.id, 85));
    const both = await Promise.all([lead, admin].map((who) => who.try('close', { ...close, withoutScore: [bo.id] })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('reaches the technician’s browser as it was closed', async () => {
    const { server, asWho, lin, bo, mark, close } = await aTeam();
    const lead = await asWho('lea');
    await lead.do('mark', mark(lin.id, 85));
    await lead.do('close', { ...close, withoutScore: [bo.id] });
    const pulled = [...(await (await aDevice(server, lin.email)).pullAll()).values()].filter(({ k }) => k === 'b');
    expect(pulled.map(({ b }) => b)).toMatchObject([{ user: lin.id, month: MONTH, sheet: { score: 87.5, bonusMinor: 1000 } }]);
  });
});
