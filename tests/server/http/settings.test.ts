import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { SETTINGS_ID } from '#shared/model/settings.ts';
import type { Op } from '#shared/sync/op.ts';
import { CustomersReply } from '#shared/wire/customers.ts';
import type { SettingsFields } from '#shared/wire/settings.ts';
import { SettingsReply, SimulationReply } from '#shared/wire/settings.ts';
import { runAnalyses } from '../../../server/services/run-analyses.ts';
import { aDevice, aServer, aUser, signInAs } from '../build/a-server.ts';

async function aTeam() {
  const server = await aServer();
  const [rep, lead] = [
    await aUser(server, 'rep@team.example', 'rep', 'North', true),
    await aUser(server, 'lea@team.example', 'lead', 'North', true),
    await aUser(server, 'tech@team.example', 'service', 'South', true),
    await aUser(server, 'adm@team.example', 'admin', undefined, true),
  ];
  const asWho = async (name: string) => {
    const headers = await signInAs(server, `${name}@team.example`);
    const parse = async (response: Response) => v.parse(SettingsReply, await response.json());
    return {
      headers,
      try: (fields: SettingsFields) => server.send('/settings', { headers, body: { fields } }),
      set: async (fields: SettingsFields) => parse(await server.send('/settings', { headers, body: { fields } })),
      read: async () => parse(await server.send('/settings', { headers })),
    };
  };
  return { server, rep, lead, asWho };
}

describe('the settings of a team', () => {
  test('are set by a lead and read by everybody, in the console and in the browser', async () => {
    const { server, rep, asWho } = await aTeam();
    const lead = await asWho('lea');
    expect(await lead.read()).toEqual({ fields: {}, changed: null, currency: null });
    const set = await lead.set({ 'tierDiscounts/high': 0.1, 'tierServices/high': 'Delivery on Saturdays' });
    expect(set).toMatchObject({ fields: { 'tierDiscounts/high': 0.1 }, changed: { by: 'lea', at: '2026-03-01T09:00:00Z' } });
    expect(await (await asWho('tech')).read()).toEqual(set);
    const browser = await aDevice(server, rep.email);
    expect((await browser.pullAll()).get(SETTINGS_ID)).toMatchObject({ k: 'g', b: set.fields });
  });

  test('are not set by a rep or a technician, neither in the console nor by a browser', async () => {
    const { server, rep, lead, asWho } = await aTeam();
    for (const name of ['rep', 'tech']) {
      expect((await (await asWho(name)).try({ 'tierDiscounts/high': 0.1 })).status).toBe(403);
    }
    const [own, leads] = [await aDevice(server, rep.email), await aDevice(server, lead.email)];
    const op = (device: typeof own): Op => [SETTINGS_ID, 'g', 'tierDiscounts/low', 0.02, device.stamp()];
    expect((await own.push([op(own)])).rejected).toEqual([[1, 'forbidden']]);
    expect((await leads.push([op(leads)])).rejected).toEqual([]);
    expect((await own.pullAll()).get(SETTINGS_ID)?.b).toEqual({ 'tierDiscounts/low': 0.02 });
  });

  test.each<[string, SettingsFields]>([
    ['moduleWeights', { moduleWeights: { attendance: 10, customer: 20, lead: 30, problem: 30 } }],
    ['tierDiscounts/high', { 'tierServices/high': 'x', 'tierDiscounts/high': 10 }],
    ['shoeSize', { shoeSize: 43 }],
    ['_del', { _del: true }],
  ])('that do not fit are refused by the name of the field, and nothing is written: %s', async (at, fields) => {
    const admin = await (await aTeam()).asWho('adm');
    const refused = await admin.try(fields);
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'bad-request', details: { at } }]);
    expect((await admin.read()).fields).toEqual({});
  });

  test('are taken back by what was there before; who wrote what is kept', async () => {
    const { server, lead, asWho } = await aTeam();
    const writer = await asWho('lea');
    await writer.set({ 'tierDiscounts/high': 0.1 });
    await writer.set({ 'tierDiscounts/high': 0.2, 'tierServices/low': 'A card at New Year' });
    const back = await writer.set({ 'tierDiscounts/high': 0.1, 'tierServices/low': null });
    expect(back.fields).toEqual({ 'tierDiscounts/high': 0.1, 'tierServices/low': null });
    const history = await server.store.listHistoryOf(lead.org, SETTINGS_ID, Number.MAX_SAFE_INTEGER, 10);
    const written = history.filter(({ field }) => field === 'tierDiscounts/high').map(({ actor, newJson }) => [actor, newJson]);
    expect(written).toEqual(['0.1', '0.2', '0.1'].map((json) => [lead.id, json]));
  });

  test('show before they apply who moves and what discounts would have cost, and store nothing of it', async () => {
    const { server, asWho } = await aTeam();
    const { headers, set, read } = await asWho('adm');
    // Shop 26 is that of a rep of another team than the lead's; the others are everybody's.
    await aUser(server, 'far@team.example', 'rep', 'South');
    const repOf = (shop: number): string => (shop === 26 ? 'far@team.example' : '');
    const rows = Array.from({ length: 30 }, (_, shop) => `Shop ${shop},2026-02-10,${shop},Tea,1,${(shop + 1) * 100}.00,${repOf(shop)}`);
    await server.send('/imports/orders', {
      headers,
      body: { csv: ['customer,date,order,product,quantity,amount,rep', ...rows].join('\n'), currency: 'GBP' },
    });
    await set({ 'tierDiscounts/high': 0.1 });
    const before = await read();
    const look = async (fields: SettingsFields, as = headers) =>
      v.parse(SimulationReply, await (await server.send('/settings/simulation', { headers: as, body: { fields } })).json());
    // The best six of thirty bought 25 to 30 times 100.00.
    const high = { customers: 6, costMinor: 165_000 };
    expect(await look({})).toMatchObject({ customers: 30, currency: 'GBP', before: { high }, after: { high }, moved: [] });
    const other = await look({ 'tierDiscounts/high': 0.2, tierShares: { high: 0.9, general: 0.5 } });
    expect(other).toMatchObject({ before: { high }, after: { high: { customers: 3, costMinor: 174_000 }, general: { customers: 12 } } });
    expect(other.moved).toMatchObject([{ from: 'high', to: 'general', customers: 3 }]);
    expect(other.moved[0]?.some.map(({ name }) => name).toSorted()).toEqual(['Shop 24', 'Shop 25', 'Shop 26']);
    expect(await read()).toEqual(before);
    // A lead counts all of them and is told no name that is not in sight.
    const leads = await look({ tierShares: { high: 0.9, general: 0.5 } }, (await asWho('lea')).headers);
    expect(leads.moved).toMatchObject([{ from: 'high', to: 'general', customers: 3 }]);
    expect(leads.moved[0]?.some.map(({ name }) => name).toSorted()).toEqual(['Shop 24', 'Shop 25']);
    expect((await server.send('/settings/simulation', { headers, body: { fields: { tierShares: { high: 0, general: 1 } } } })).status).toBe(400);
  });

  test('move the cuts of what the server learns', async () => {
    const { server, lead, asWho } = await aTeam();
    const { headers, set } = await asWho('adm');
    const rows = Array.from({ length: 30 }, (_, shop) => `Shop ${shop},2026-02-10,${shop},Tea,1,${(shop + 1) * 100}.00`);
    await server.send('/imports/orders', {
      headers,
      body: { csv: ['customer,date,order,product,quantity,amount', ...rows].join('\n'), currency: 'GBP' },
    });
    const countHigh = async (): Promise<number> => {
      await runAnalyses(server.deps, lead.org);
      const { rows: all } = v.parse(CustomersReply, await (await server.send('/customers', { headers })).json());
      return all.filter(({ facts }) => facts?.tier.enough === true && facts.tier.tier === 'high').length;
    };
    expect(await countHigh()).toBe(6);
    await set({ tierShares: { high: 0.5, general: 0.2 } });
    expect(await countHigh()).toBe(15);
  });
});
