import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { customerKey, bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import { linkIdOf } from '#shared/sync/links.ts';
import { PairReply } from '#shared/wire/auth.ts';
import { API_BASE } from '#shared/wire/routes.ts';
import { commitAct, type Change } from '../../extension/store/write.ts';
import { createApp } from '../../server/app.ts';
import { systemRandom } from '../../server/runtime.ts';
import { addUserAsOperator, issueCodeAsOperator } from '../../server/services/operate.ts';
import { openStore, DATABASE_FILE } from '../../server/store/open-store.ts';
import { openConnection } from '../../server/store/sqlite/open.ts';
import { aClient, type Client, type Network } from '../sync/build/a-client.ts';
import type { Recorded, ReleasedBook } from './recorded.ts';

/*
 * `node tests/released/record.ts VERSION`, once for each release: what its browsers sent and were answered, the database of
 * its server before that, and a browser's book after it, with edits that were not sent yet. Later versions are held against it.
 */
const [, , version = ''] = process.argv;
if (!/^\d+\.\d+\.\d+$/u.test(version)) {
  throw new Error('Name the version: node tests/released/record.ts 1.2.3');
}
const out = join(import.meta.dirname, '..', 'fixtures', 'released', version);
const folder = mkdtempSync(join(tmpdir(), 'sidebook-record-'));
const place = { dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') };
let nowMs = Date.parse('2026-11-27T09:00:00Z');
const clock = { nowMs: (): number => nowMs };
const store = await openStore(place, clock);
const config = { ...place, port: 0, host: '127.0.0.1', publicOrigin: undefined, allowHttp: true };
const app = createApp({ store, config, clock });
const deps = { store, clock, random: systemRandom };

async function pair(email: string): Promise<PairReply> {
  const { code } = await issueCodeAsOperator(deps, email);
  const response = await app.request(`${API_BASE}/pair`, { method: 'POST', body: JSON.stringify({ code, deviceName: 'recorded' }) }, LOOPBACK);
  return v.parse(PairReply, await response.json());
}
const LOOPBACK = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

const emails = ['ann@team.example', 'bob@team.example'];
for (const email of emails) {
  await addUserAsOperator(deps, { email, role: 'rep', team: 'North' });
}
const paired = [await pair(emails[0] ?? ''), await pair(emails[1] ?? '')];
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const db = openConnection(join(place.dataFolder, DATABASE_FILE), readFileSync(place.keyFile, 'utf8').trim());
db.prepare('VACUUM INTO ?').run(join(out, DATABASE_FILE));
db.close();
copyFileSync(place.keyFile, join(out, 'key'));

const log: Recorded[] = [];
const network: Network = async (url, init) => {
  const payload = init.body === undefined || init.body === null ? null : Buffer.from(await new Response(init.body).arrayBuffer());
  const response = await app.request(url, { ...init, body: payload }, LOOPBACK);
  const { pathname, search } = new URL(url);
  log.push({
    at: nowMs,
    method: init.method ?? 'GET',
    path: pathname + search,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: payload?.toString('base64') ?? null,
    status: response.status,
    reply: await response.clone().text(),
  });
  return response;
};

const [ann, bob] = [
  await aClient(emails[0] ?? '', paired[0] ?? fail(), network, clock.nowMs),
  await aClient(emails[1] ?? '', paired[1] ?? fail(), network, clock.nowMs),
];
const salt = bytesFromHex(paired[0]?.idSalt ?? '');
const customer = (email: string): string => idFromKey('c', salt, customerKey(email));
const event = (kind: string, key: string): string => idFromKey(kind, salt, key);

function fail(): never {
  throw new Error('not paired');
}

async function write(who: Client, id: string, fields: Readonly<Record<string, Change['value']>>): Promise<void> {
  nowMs += 1000;
  await commitAct(
    who.book,
    'editField',
    Object.entries(fields).map(([field, value]) => ({ id, kind: id.charAt(0), field, value })),
    nowMs,
  );
}

async function sync(who: Client, weather: Parameters<Client['sync']>[0] = 'good'): Promise<void> {
  nowMs += 500;
  await who.sync(weather);
}

const me = (who: Client): string => who.identity.user.id;
const [jo, al] = [customer('jo@acme.example'), customer('al@bolt.example')];
await sync(ann);
await sync(bob);
await write(ann, jo, {
  name: 'Jo Doe',
  kind: 'person',
  'emails/jo@acme.example': true,
  'phones/+442071234567': true,
  keyedBy: customerKey('jo@acme.example'),
  [`by/${me(ann)}`]: true,
  capturedAt: '2026-11-27T09:00:00Z',
});
await write(ann, event('i', 'mid:1'), {
  channel: 'email',
  subject: 'Hello',
  text: 'Could you send ten?',
  happenedAt: '2026-11-27T08:00:00Z',
  [`participants/${jo}`]: true,
  [`participants/${me(ann)}`]: true,
});
await sync(ann);
await write(bob, jo, { title: 'Buyer', 'tags/vip': true, 'addresses/work': { text: '1 Mill Lane, Leeds', city: 'Leeds' } });
await write(bob, al, { name: '林佳穎', companyName: '小樹苗', 'emails/al@bolt.example': true, 'handles/line': 'al', [`by/${me(bob)}`]: true });
await write(bob, event('o', 'shop|1'), {
  customer: jo,
  number: '1',
  placedOn: '2026-11-20',
  currency: 'GBP',
  'lines/1': { productName: 'Tin', quantity: 2, amountMinor: 1990 },
});
await write(bob, linkIdOf(salt, jo, al), { one: jo < al ? jo : al, other: jo < al ? al : jo, on: false });
await sync(bob, 'lose reply');
await sync(bob);
// Refused: a field of the server's own; then what was refused is read anew.
await write(ann, jo, { owner: me(ann), preferences: 'mornings' });
await sync(ann);
await write(ann, event('i', 'mid:2'), {
  channel: 'phone',
  subject: 'Private',
  private: true,
  happenedAt: '2026-11-27T08:30:00Z',
  [`participants/${jo}`]: true,
  [`participants/${me(ann)}`]: true,
});
await write(ann, event('k', '1'), { customer: jo, title: 'Call back', dueOn: '2026-12-01' });
await write(ann, event('k', '2'), { customer: jo, title: 'Never mind', dueOn: '2026-12-01' });
await write(ann, event('k', '2'), { _del: true });
await sync(ann, 'send twice');
for (let at = 0; at < 40; at += 1) {
  await write(bob, customer(`many${at}@acme.example`), { name: `Customer ${at}`, [`emails/many${at}@acme.example`]: true, [`by/${me(bob)}`]: true });
}
await sync(bob);
// A day later: both look for news, and compare what they hold.
nowMs += 25 * 3_600_000;
await sync(ann);
await sync(bob);
// What is left unsent when the program is renewed.
await write(ann, jo, { title: 'Head of buying', 'tags/vip': false });
await write(ann, event('n', '1'), { about: jo, text: 'Ask again in spring.' });
const tables = await Promise.all(
  ann.book.tables.map(async (table) => ({
    name: table.name,
    schema: [table.schema.primKey.src, ...table.schema.indexes.map(({ src }) => src)].join(', '),
    rows: await table.toArray(),
  })),
);
const book: ReleasedBook = { at: nowMs, verno: ann.book.verno, tables };
writeFileSync(join(out, 'requests.jsonl'), log.map((line) => `${JSON.stringify(line)}\n`).join(''));
writeFileSync(join(out, 'browser.json'), `${JSON.stringify(book)}\n`);
await store.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${log.length} requests, ${createHash('sha256').update(JSON.stringify(log)).digest('hex').slice(0, 16)}\n`);
process.exit(0);
