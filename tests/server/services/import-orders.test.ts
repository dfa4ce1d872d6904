import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { factsOf, learnFacts, readLearnt } from '#shared/analysis/facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { toView } from '#shared/model/entity.ts';
import { orders } from '#shared/model/order.ts';
import { IMPORT_DEVICE } from '#shared/import/changes.ts';
import { idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import { importOrders } from '../../../server/services/import-orders.ts';
import { refreshCustomers, runAnalyses } from '../../../server/services/run-analyses.ts';
import { aDevice, aServer, aUser, readTable, type TestServer } from '../build/a-server.ts';

const HEADING = 'customer,date,order,product,quantity,amount,currency,rep';

/** A table of `count` lines of many customers in two years before the server's today, always the same. */
function aTable(count: number, customers = 300): string {
  let seed = 20_260_301;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const lines: string[] = [];
  for (let order = 1; lines.length < count; order += 1) {
    const customer = `Shop ${next(customers)}`;
    const day = new Date(Date.parse('2024-03-02') + next(729) * 86_400_000).toISOString().slice(0, 10);
    for (let line = next(5); line >= 0 && lines.length < count; line -= 1) {
      lines.push(`${customer},${day},SO-${order},"Stage ${line}, 900 g",${1 + next(40)},${(next(90_000) / 100).toFixed(2)},GBP,`);
    }
  }
  return [HEADING, ...lines].join('\r\n');
}

/** Everything that the book holds, in one text: a second import must leave it as it was, number for number. */
async function digestOf(server: TestServer): Promise<string> {
  const text = v.object({ text: v.string() });
  return JSON.stringify([
    await readTable(server, "SELECT id || seq || b || c AS text FROM rec WHERE kind <> 'x' ORDER BY id", text),
    await readTable(server, 'SELECT scope || id || seq || gone AS text FROM vis ORDER BY scope, id', text),
    await readTable(server, 'SELECT cast(count(*) AS TEXT) AS text FROM history', text),
  ]);
}

const headOf = async (server: TestServer, org: string) => (await server.store.findOrg(org))?.seq;
const run = (server: TestServer, org: string, text: string) => importOrders(server.deps, org, { text, source: 'csv', actor: 'operator' });

describe('10,000 order lines', () => {
  test('are in; a second import changes nothing; a broken line is named by number and reason', async () => {
    const server = await aServer();
    const { org } = await aUser(server, 'ann@team.example', 'rep');
    const rows = aTable(10_000).split('\r\n');
    rows.splice(56, 0, 'Shop 1,2026-13-01,SO-x,Stage 1,1,1.00,GBP,');
    const text = rows.join('\r\n');
    const first = await run(server, org, text);
    const customers = new Set(rows.slice(1).map((row) => row.split(',')[0])).size;
    expect(first).toMatchObject({ lines: 10_001, customers, changed: 0, unchanged: 0, badLines: [{ line: 57, reason: 'date-bad' }] });
    expect(first.added).toBe(first.orders);
    const stored = await readTable(server, "SELECT b FROM rec WHERE kind = 'o'", v.object({ b: v.string() }));
    const linesIn = ({ b }: { b: string }): number =>
      Object.keys(v.parse(v.record(v.string(), v.unknown()), JSON.parse(b))).filter((field) => field.startsWith('lines/')).length;
    expect(stored.reduce((sum, row) => sum + linesIn(row), 0)).toBe(10_000);
    await runAnalyses(server.deps, org);
    const [head, digest] = [await headOf(server, org), await digestOf(server)];
    server.clock.advance(3_600_000);
    expect(await run(server, org, text)).toEqual({ ...first, added: 0, unchanged: first.orders });
    await runAnalyses(server.deps, org);
    expect(await headOf(server, org)).toBe(head);
    expect(await digestOf(server)).toBe(digest);
  });

  test('in any other order of the rows they are the same records', async () => {
    const server = await aServer();
    const { org } = await aUser(server, 'ann@team.example', 'rep');
    const [heading = '', ...lines] = aTable(600, 40).split('\r\n');
    await run(server, org, [heading, ...lines].join('\n'));
    const digest = await digestOf(server);
    await run(server, org, [heading, ...lines.toReversed()].join('\n'));
    expect(await digestOf(server)).toBe(digest);
  });
});

describe('who sees what', () => {
  const text = `${HEADING}\nC1,2026-01-01,1,P,1,10,GBP,Ann@Team.example\nC2,2026-01-01,2,P,1,10,GBP,\nC3,2026-01-01,3,P,1,10,GBP,Bob\n`;

  test('a named rep alone, everybody where none is known', async () => {
    const server = await aServer();
    const ann = await aUser(server, 'ann@team.example', 'rep');
    const bob = await aUser(server, 'bob@team.example', 'rep');
    await run(server, ann.org, text);
    const names = async (email: string) =>
      [...(await (await aDevice(server, email)).pullAll()).values()]
        .filter(({ k }) => k === 'c')
        .map(({ b }) => b['name'])
        .toSorted();
    expect(await names(ann.email)).toEqual(['C1', 'C2', 'C3']);
    expect(await names(bob.email)).toEqual(['C2', 'C3']);
    const kinds = [...(await (await aDevice(server, bob.email)).pullAll()).values()].map(({ k }) => k);
    expect(kinds.filter((kind) => kind === 'o')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'a')).toHaveLength(2);
  });

  test('a customer that a rep captured is not opened to everybody by an import', async () => {
    const server = await aServer();
    const ann = await aUser(server, 'ann@team.example', 'rep');
    const bob = await aUser(server, 'bob@team.example', 'rep');
    const device = await aDevice(server, ann.email);
    const id = idFromKey('c', bytesFromHex(device.idSalt), 'email:jo@acme.example');
    await device.push([[id, 'c', 'name', 'Jo Acme', device.stamp()]]);
    await run(server, ann.org, `${HEADING}\njo@acme.example,2026-01-01,9,P,1,10,GBP,\n`);
    const own = await (await aDevice(server, ann.email)).pullAll();
    expect(own.get(id)?.b).toMatchObject({ name: 'Jo Acme', 'emails/jo@acme.example': true });
    expect([...own.values()].filter(({ k }) => k === 'o')).toHaveLength(1);
    const theirs = [...(await (await aDevice(server, bob.email)).pullAll()).values()].map(({ k }) => k);
    expect(theirs).not.toContain('c');
    expect(theirs).not.toContain('o');
  });
});

describe('what is learnt', () => {
  test('reaches every device as one record that devices may not write, and gives the same facts there', async () => {
    const server = await aServer();
    const ann = await aUser(server, 'ann@team.example', 'rep');
    await run(server, ann.org, aTable(2000, 60));
    await runAnalyses(server.deps, ann.org);
    const device = await aDevice(server, ann.email);
    const records = [...(await device.pullAll()).values()];
    const [insight, ...more] = records.filter(({ k }) => k === 'x');
    expect(more).toEqual([]);
    const learnt = readLearnt(insight?.b['learnt']);
    const views = records.filter(({ k }) => k === 'o').map(({ i, b }) => toView(orders, { id: i, body: b }));
    expect(learnt).toEqual(learnFacts(linesFromOrders(views), {}, '2026-03-01'));
    expect(insight?.b['learnt']).toMatchObject({ currency: 'GBP' });
    const customer = String(views[0]?.customer);
    const facts = factsOf(
      customer,
      views.filter((order) => order.customer === customer),
      learnt,
      '2026-03-01',
    );
    expect(facts.tier.enough).toBe(true);
    const reply = await device.push([[String(insight?.i), 'x', 'note', 'mine', device.stamp()]]);
    expect(reply.rejected).toEqual([[1, 'forbidden']]);
  });

  test('a pushed order moves its customer in the table, without learning all anew', async () => {
    const server = await aServer();
    const ann = await aUser(server, 'ann@team.example', 'rep');
    await run(server, ann.org, aTable(1500, 40));
    await runAnalyses(server.deps, ann.org);
    const row = v.object({ customer: v.string(), netMinor: v.nullable(v.number()) });
    const sql = 'SELECT customer, net_minor AS "netMinor" FROM customer_fact ORDER BY customer';
    const [first] = await readTable(server, sql, row);
    const device = await aDevice(server, ann.email);
    const id = `o${'d'.repeat(26)}`;
    await device.push([
      [id, 'o', 'customer', first?.customer ?? '', device.stamp()],
      [id, 'o', 'placedOn', '2026-03-01', device.stamp()],
      [id, 'o', 'currency', 'GBP', device.stamp()],
      [id, 'o', 'lines/0', { productName: 'P', quantity: 1, amountMinor: 1_000_000 }, device.stamp()],
    ]);
    await refreshCustomers(server.deps, ann.org, [first?.customer ?? '']);
    expect((await readTable(server, sql, row))[0]?.netMinor).toBe((first?.netMinor ?? 0) + 1_000_000);
  });

  test('the first table says the currency, later ones do not change it', async () => {
    const server = await aServer();
    const { org } = await aUser(server, 'ann@team.example', 'rep');
    await run(server, org, `${HEADING}\nC1,2026-01-01,1,P,1,10,GBP,\n`);
    await run(server, org, `${HEADING}\nC1,2026-01-01,2,P,1,10,USD,\nC1,2026-01-01,3,P,1,10,,\n`);
    expect((await server.store.findOrg(org))?.currency).toBe('GBP');
    const order = await readTable(server, "SELECT b FROM rec WHERE kind = 'o' AND b LIKE '%number\":\"3\"%'", v.object({ b: v.string() }));
    expect(JSON.parse(order[0]?.b ?? '{}')).toMatchObject({ currency: 'GBP' });
  });
});

test('a table without a needed column is refused by name and changes nothing', async () => {
  const server = await aServer();
  const { org } = await aUser(server, 'ann@team.example', 'rep');
  const head = await headOf(server, org);
  await expect(run(server, org, 'customer,amount\nC1,1\n')).rejects.toMatchObject({ code: 'bad-request', details: { missing: 'date' } });
  expect(await headOf(server, org)).toBe(head);
});

test('what an import wrote is in the history under the one who imported', async () => {
  const server = await aServer();
  const { org, id } = await aUser(server, 'ann@team.example', 'admin');
  await importOrders(server.deps, org, { text: `${HEADING}\nC1,2026-01-01,1,P,1,10,GBP,\n`, source: 'csv', actor: id });
  const rows = await readTable(
    server,
    "SELECT DISTINCT actor, device FROM history WHERE id LIKE 'o%'",
    v.object({ actor: v.string(), device: v.string() }),
  );
  expect(rows).toEqual([{ actor: id, device: IMPORT_DEVICE }]);
});
