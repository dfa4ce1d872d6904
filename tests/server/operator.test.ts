import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { BookHead } from '#shared/import/book-file.ts';
import { openConnection } from '../../server/store/sqlite/open.ts';
import { aProcessEnv, run, startServer, stopServer, type Ran } from './build/a-process.ts';
import { aFolder } from './build/a-server.ts';

const Said = v.looseObject({ ok: v.boolean() });
const Books = v.looseObject({ ok: v.boolean(), file: v.string(), books: v.array(v.looseObject({ records: v.number(), digest: v.string() })) });
const Restored = v.looseObject({ ok: v.literal(true), kept: v.nullable(v.string()) });
const Finding = v.object({ about: v.string(), state: v.picklist(['good', 'see-to', 'bad']), sentence: v.string() });
const Doctor = v.object({ ok: v.boolean(), findings: v.array(Finding) });

function aPlace(folder = aFolder()) {
  const env = aProcessEnv(folder);
  const data = join(folder, 'data');
  return {
    env,
    data,
    folder,
    database: join(data, 'sidebook.db'),
    sidebook: (args: readonly string[], more: Record<string, string> = {}): Promise<Ran> => run('sidebook.mjs', args, { ...env, ...more }),
    async json<T>(schema: v.GenericSchema<unknown, T>, args: readonly string[]): Promise<T> {
      return v.parse(schema, JSON.parse((await run('sidebook.mjs', [...args, '--json'], env)).out));
    },
    /** Runs SQL on the database beside everything. */
    sql(sql: string): void {
      const db = openConnection(join(data, 'sidebook.db'), readFileSync(join(folder, 'key'), 'utf8').trim());
      db.exec(sql);
      db.close();
    },
  };
}

const ORDERS = [
  'customer,date,order,product,amount,currency,email',
  'C1,2026-01-10,1,Tin,10,EUR,jo@acme.example',
  'C2,2026-02-10,2,Tin,20,EUR,al@bolt.example',
];

// One book for all tests, copied by each: commands are processes of their own, and most of their time is the start.
const source = mkdtempSync(join(tmpdir(), 'sidebook-operator-'));
afterAll(() => rmSync(source, { recursive: true, force: true }));
const home = aPlace(source);
beforeAll(async () => {
  await home.sidebook(['user', 'add', '--email', 'ann@team.example', '--role', 'admin', '--team', 'North']);
  writeFileSync(join(source, 'orders.csv'), ORDERS.join('\n'));
  await home.sidebook(['import', join(source, 'orders.csv')]);
}, 120_000);

function aCopyOfHome() {
  const place = aPlace();
  mkdirSync(place.data);
  copyFileSync(home.database, place.database);
  copyFileSync(join(source, 'key'), join(place.folder, 'key'));
  return place;
}

/** Spoils pages in the middle of a database. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(7, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 9000);
  writeFileSync(file, bytes);
}

test('a copy is the whole book, and put back it is the book again, under another history', { timeout: 120_000 }, async () => {
  const place = aCopyOfHome();
  const before = await place.json(Books, ['verify']);
  expect(before).toMatchObject({ ok: true, flaws: [], books: [{ organization: 'Sidebook' }] });
  const copy = await place.json(Books, ['backup']);
  expect(copy.books).toEqual(before.books);
  expect(copy.file).toMatch(/data\/backup\/book-[-\dTZ]+\.db$/u);
  expect(readFileSync(copy.file).includes('jo@acme.example')).toBe(false);
  // Whoever has the copy and the key has the book: it is not left open to others.
  expect(statSync(copy.file).mode & 0o077).toBe(0);
  await place.sidebook(['user', 'add', '--email', 'late@team.example', '--role', 'rep']);
  const epochOf = async (name: string): Promise<string> => {
    await place.sidebook(['export', '--out', join(place.folder, name)]);
    return v.parse(BookHead, JSON.parse(readFileSync(join(place.folder, name), 'utf8').split('\n')[0] ?? '')).organization.epoch;
  };
  const epoch = await epochOf('one.jsonl');
  const restored = await place.sidebook(['restore', copy.file]);
  expect([restored.code, restored.err]).toEqual([0, '']);
  expect(restored.out).toContain('browsers bring what they still hold');
  expect((await place.json(Books, ['verify'])).books).toEqual(before.books);
  expect(await epochOf('two.jsonl')).not.toBe(epoch);
  const [kept] = readdirSync(join(place.data, 'backup')).filter((name) => name.startsWith('before-restore-'));
  // What was there before is a copy like any other, so that a restore can be taken back.
  const again = await place.json(Books, ['verify', join(place.data, 'backup', kept ?? '')]);
  expect(again.books[0]?.records).toBe((before.books[0]?.records ?? 0) + 1);
  expect(readdirSync(place.data).filter((name) => name.startsWith('copy-'))).toEqual([]);
});

test('a damaged book is found, said, and replaced by a copy; a damaged copy is not taken', { timeout: 120_000 }, async () => {
  const place = aCopyOfHome();
  const { file } = await place.json(Books, ['backup', '--out', join(place.folder, 'elsewhere.db')]);
  spoil(place.database);
  const said = await place.sidebook(['verify']);
  expect([said.code, said.err]).toEqual([1, '']);
  expect(said.out).toContain('is damaged');
  expect((await place.json(Doctor, ['doctor'])).findings.find(({ about }) => about === 'database')).toMatchObject({ state: 'bad' });
  // A copy of what is damaged would pass for a copy.
  expect((await place.sidebook(['backup', '--out', join(place.folder, 'useless.db')])).code).not.toBe(0);
  expect(existsSync(join(place.folder, 'useless.db'))).toBe(false);
  expect((await place.json(Restored, ['restore', file])).kept).toContain('before-restore-');
  expect(await place.json(Books, ['verify'])).toMatchObject({ ok: true });
  const good = readFileSync(place.database);
  spoil(file);
  const refused = await place.sidebook(['restore', file]);
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('Nothing was changed.');
  expect(readFileSync(place.database).equals(good)).toBe(true);
});

test('rows that no server leaves there are found by name', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  place.sql(
    "DELETE FROM customers WHERE id IN (SELECT id FROM customers LIMIT 1); UPDATE org SET seq = 1; INSERT INTO vis SELECT id, 'o', 'czzz', 1, 0, 'full' FROM org",
  );
  const { code, out } = await place.sidebook(['verify', '--json']);
  expect(code).toBe(1);
  const flaws = v.parse(
    v.looseObject({ ok: v.literal(false), flaws: v.array(v.looseObject({ code: v.string(), what: v.string() })) }),
    JSON.parse(out),
  ).flaws;
  expect(flaws.map(({ code: flaw, what }) => `${flaw} ${what}`)).toEqual([
    'scope-of-nothing vis',
    'number-ahead rec',
    'number-ahead vis',
    'number-ahead history',
    'read-table-differs customers',
  ]);
});

test('a restore waits for the server to be stopped; a copy is made while it runs', { timeout: 90_000 }, async () => {
  const place = aCopyOfHome();
  const server = await startServer(place.env);
  const copy = await place.json(Books, ['backup']);
  const refused = await place.sidebook(['restore', copy.file]);
  expect([refused.code, refused.err]).toEqual([2, 'A server still has the book open: stop it and try again. Nothing was changed.\n']);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  const port = new URL(server.url).port;
  const { out } = await place.sidebook(['doctor', '--json'], { SIDEBOOK_PORT: port });
  expect(v.parse(Doctor, JSON.parse(out)).findings.find(({ about }) => about === 'server')?.sentence).toBe(`A server answers at ${server.url}.`);
  await stopServer(server, 'SIGTERM');
  expect((await place.sidebook(['restore', copy.file])).code).toBe(0);
});

test('on a new machine the key and a copy are the book again', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  const { file, books } = await place.json(Books, ['backup', '--out', join(place.folder, 'copy.db')]);
  const fresh = aPlace();
  copyFileSync(join(place.folder, 'key'), join(fresh.folder, 'key'));
  expect(await fresh.json(Restored, ['restore', file])).toMatchObject({ ok: true, kept: null });
  expect(await fresh.json(Books, ['verify'])).toMatchObject({ ok: true, books });
  expect(statSync(fresh.database).mode & 0o077).toBe(0);
  // Without the key a copy is of no use to anybody.
  const { code, err } = await aPlace().sidebook(['restore', file]);
  expect([code, err.includes('its key is not')]).toEqual([1, true]);
});

test('a file that is no copy of this book is refused by its own name', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  const foreign = join(place.folder, 'holiday.jpg');
  writeFileSync(foreign, Buffer.alloc(9000, 3));
  for (const command of ['verify', 'restore']) {
    const { code, err } = await place.sidebook([command, foreign]);
    expect([code, err]).toEqual([1, `${foreign} is not a database of Sidebook, is damaged, or belongs to another key; nothing was changed.\n`]);
  }
  expect((await place.sidebook(['restore'])).err).toBe('Name one copy: sidebook restore FILE.\n');
  expect((await place.sidebook(['verify', join(place.folder, 'none.db')])).err).toBe(`There is no file ${join(place.folder, 'none.db')}.\n`);
  expect((await aPlace().sidebook(['backup'])).err).toContain('There is no book in');
});

test('a customer is erased with what happened, after it was said what that is', { timeout: 90_000 }, async () => {
  const place = aCopyOfHome();
  const first = await place.sidebook(['erase', 'jo@acme.example']);
  expect(first.out).toBe(
    '1 customer records and 1 records of what happened with them would be erased, which cannot be taken back.\nNothing was erased; with --yes it is.\n',
  );
  const out = join(place.folder, 'book.jsonl');
  expect(await place.json(Said, ['erase', 'Jo@Acme.example', '--yes'])).toMatchObject({ ok: true, erased: true });
  await place.sidebook(['export', '--out', out]);
  expect(readFileSync(out, 'utf8')).not.toContain('jo@acme');
  expect(readFileSync(out, 'utf8')).toContain('al@bolt');
  expect((await place.sidebook(['erase', 'jo@acme.example', '--yes'])).err).toBe('There is no customer jo@acme.example; nothing was erased.\n');
  expect(await place.json(Books, ['verify'])).toMatchObject({ ok: true });
});

test('the doctor names what to see to and changes nothing', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  chmodSync(join(place.folder, 'key'), 0o644);
  const before = readFileSync(place.database);
  const { ok, findings } = await place.json(Doctor, ['doctor']);
  expect(ok).toBe(true);
  const stateOf = (about: string): string | undefined => findings.find((one) => one.about === about)?.state;
  expect(['program', 'database', 'key', 'disk', 'copies'].map(stateOf)).toEqual(['good', 'good', 'see-to', 'good', 'see-to']);
  expect(readFileSync(place.database).equals(before)).toBe(true);
  rmSync(join(place.folder, 'key'));
  const lost = await place.sidebook(['doctor']);
  expect(lost.code).toBe(1);
  expect(lost.out).toContain('its key is not');
  expect(existsSync(join(place.folder, 'key'))).toBe(false);
  const empty = aPlace();
  expect((await empty.sidebook(['doctor'])).out).toContain('the first start makes one');
  expect(existsSync(empty.data)).toBe(false);
  expect((await empty.sidebook(['doctor'], { SIDEBOOK_PORT: 'x' })).out).toContain('SIDEBOOK_PORT must be a port number');
});

test('the recovery key is printed for paper, and what was typed from it is told to be the one or not', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  const key = readFileSync(join(place.folder, 'key'), 'utf8').trim();
  const { out } = await place.sidebook(['key']);
  const typed = (/  [0-9a-f ]{35}\n  [0-9a-f ]{35}\n/u.exec(out)?.[0] ?? '').toUpperCase();
  expect(typed.replaceAll(/\s/gu, '').toLowerCase()).toBe(key);
  const check = (input: string): Promise<Ran> => run('sidebook.mjs', ['key', '--check'], place.env, input);
  expect(await check(typed)).toMatchObject({ code: 0, out: 'This is the key of the book.\n' });
  expect((await check('0'.repeat(64))).code).toBe(1);
  expect((await check('correct horse')).err).toContain('A key has 64 characters');
  // As it stands on paper it opens a copy on another machine.
  const { file, books } = await place.json(Books, ['backup', '--out', join(place.folder, 'copy.db')]);
  const fresh = aPlace();
  writeFileSync(join(fresh.folder, 'key'), typed);
  expect(await fresh.json(Restored, ['restore', file])).toMatchObject({ ok: true });
  expect(await fresh.json(Books, ['verify'])).toMatchObject({ ok: true, books });
});

test('as the server does it each hour: beside a server that answers, and what it says is what the console is told', { timeout: 60_000 }, async () => {
  const place = aCopyOfHome();
  const server = await startServer(place.env);
  const { code, out } = await place.sidebook(['backup', '--rotate', '--json'], { SIDEBOOK_BACKUP_SECOND: join(place.folder, 'nowhere') });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ fault: null, second: { fault: { code: 'no-folder' } } });
  expect(readdirSync(join(place.data, 'backup')).filter((name) => name.startsWith('hourly-')).length).toBe(1);
  expect((await fetch(`${server.url}/metrics`).then((answer) => answer.text())).includes('sidebook_copy_failed 0')).toBe(true);
  expect((await place.sidebook(['backup', '--rotate', '--out', 'x.db'])).err).toContain('--rotate names its copies itself');
  const { out: doctor } = await place.sidebook(['doctor']);
  expect(doctor).toMatch(/ok {6}copies {4}The last good copy in \S+ is 0 minutes old\./u);
});
