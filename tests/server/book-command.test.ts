import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProcessEnv, run } from './build/a-process.ts';
import { aFolder } from './build/a-server.ts';

const ORDERS = ['customer,date,order,product,amount,currency,email', ...rows()].join('\n');

function rows(): string[] {
  return Array.from(
    { length: 60 },
    (_, n) => `C${n % 24},2026-${String(1 + (n % 9)).padStart(2, '0')}-1${n % 10},${n},Tin,${10 + n}.50,EUR,c${n % 24}@shop.example`,
  );
}

function aPlace(folder = aFolder()) {
  const env = aProcessEnv(folder);
  mkdirSync(folder, { recursive: true });
  return { file: (name: string) => join(folder, name), sidebook: (args: readonly string[], input = '') => run('sidebook.mjs', args, env, input) };
}

const source = mkdtempSync(join(tmpdir(), 'sidebook-book-'));
afterAll(() => rmSync(source, { recursive: true, force: true }));
const home = aPlace(source);
const file = home.file('book.jsonl');
let said: { readonly digest: string; readonly records: number } = { digest: '', records: 0 };
let lines: readonly string[] = [];

// One book for all: each command is a process of its own, and most of their time is the start.
beforeAll(async () => {
  await home.sidebook(['user', 'add', '--email', 'ann@team.example', '--role', 'admin', '--team', 'North']);
  writeFileSync(home.file('orders.csv'), ORDERS);
  await home.sidebook(['import', home.file('orders.csv')]);
  said = JSON.parse((await home.sidebook(['export', '--out', file, '--json'])).out);
  lines = readFileSync(file, 'utf8').split('\n');
}, 120_000);

test('a book that was exported and imported elsewhere is the same book, to the digest', { timeout: 90_000 }, async () => {
  expect(said).toMatchObject({ ok: true, counts: { customers: 24, orders: 60, users: 1, teams: 1 } });
  const other = aPlace();
  const done = JSON.parse((await other.sidebook(['import', file, '--json'])).out);
  expect(done).toMatchObject({ ok: true, digest: said.digest, added: said.records, changed: 0, unchanged: 0 });
  const again = JSON.parse((await other.sidebook(['export', '--out', other.file('again.jsonl'), '--json'])).out);
  expect([again.digest, again.records]).toEqual([said.digest, said.records]);
  // Everything but the moment of the export, the epoch and the checks that follow from them is byte for byte the same.
  const content = (path: string): string[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/,"check":"\w+"\}$/u, ''));
  expect(content(other.file('again.jsonl'))).toEqual(content(file));
  // A second import changes nothing, and who works there gets a password.
  expect(JSON.parse((await other.sidebook(['import', file, '--json'])).out)).toMatchObject({ added: 0, changed: 0, unchanged: said.records });
  const password = await other.sidebook(['user', 'password', '--email', 'ann@team.example', '--password-stdin'], 'correct horse battery');
  expect(password).toMatchObject({ code: 0, out: 'ann@team.example has a new password.\n' });
});

test('a book that was cut off or altered is refused with a sentence that names the line, and nothing is written', { timeout: 90_000 }, async () => {
  const other = aPlace();
  const refuse = async (content: string, sentence: string): Promise<void> => {
    writeFileSync(home.file('bad.jsonl'), content);
    const ran = await other.sidebook(['import', home.file('bad.jsonl')]);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toBe(`${home.file('bad.jsonl')} ${sentence} Nothing was imported.\n`);
  };
  await refuse(`${lines.slice(0, 40).join('\n')}\n`, 'was cut off: it ends with line 40, and its last line is missing.');
  await refuse(lines.slice(0, 40).join('\n').slice(0, -30), 'was altered or cut off: line 40 is not as it was written.');
  await refuse(lines.join('\n').replace('"amountMinor":1050', '"amountMinor":9050'), expectLine(lines, '"amountMinor":1050'));
  expect((await other.sidebook(['export', '--out', other.file('x')])).err).toContain('There is no organization yet');
  expect(readFileSync(file, 'utf8')).toBe(lines.join('\n'));
});

function expectLine(lines: readonly string[], part: string): string {
  return `was altered or cut off: line ${1 + lines.findIndex((line) => line.includes(part))} is not as it was written.`;
}

test('a book is never written over another, and never mixed with another organization’s', { timeout: 90_000 }, async () => {
  expect(await home.sidebook(['export', '--out', file])).toMatchObject({ code: 2, err: `${file} is there already; nothing was written.\n` });
  expect((await home.sidebook(['export'])).err).toContain('Say where to write it');
  const other = aPlace();
  await other.sidebook(['user', 'add', '--email', 'bo@else.example', '--role', 'admin']);
  const ran = await other.sidebook(['import', file]);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('this is the book of another organization: import it into an empty data folder');
});

test('analyse --book says the same of the export as of the table that it came from', { timeout: 90_000 }, async () => {
  const only = ['--only', 'profiling.level', '--as-of', '2026-11-16'];
  const ofBook = await run('analyse.mjs', [...only, '--book', file], {});
  const ofTable = await run('analyse.mjs', [...only, home.file('orders.csv')], {});
  expect([ofBook.code, ofBook.err, ofTable.code]).toEqual([0, '', 0]);
  const [book, table] = [ofBook, ofTable].map(({ out }) => JSON.parse(out));
  expect(book.results).toEqual(table.results);
  expect([book.lines, book.customers, book.badLines]).toEqual([60, 24, { count: 0, lines: [] }]);
  const bad = home.file('bad.jsonl');
  writeFileSync(bad, readFileSync(file, 'utf8').slice(0, -40));
  expect((await run('analyse.mjs', ['--book', bad], {})).err).toMatch(/line \d+ is not as it was written\.$/mu);
  expect((await run('analyse.mjs', ['--book', home.file('orders.csv')], {})).err).toContain('is not a book of Sidebook');
});
