import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aProcessEnv, run } from './build/a-process.ts';
import { aFolder } from './build/a-server.ts';

async function aBook() {
  const folder = aFolder();
  const env = aProcessEnv(folder);
  await run('sidebook.mjs', ['user', 'add', '--email', 'ann@team.example', '--role', 'admin'], env);
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { env, file, sidebook: (...args: string[]) => run('sidebook.mjs', args, env) };
}

const TABLE = 'customer;date;order;amount\nC1;2026-01-01;1;10.50\nC1;never;2;10\nC2;2026-01-02;3;7\n';

test('sidebook import says what became of each line, for people and for programs, and a second time that all is known', async () => {
  const { file, sidebook } = await aBook();
  const orders = file('orders.csv', TABLE);
  const first = await sidebook('import', orders);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toBe(
    `${orders}: 3 lines, 2 orders of 2 customers; 2 new, 0 changed, 0 known already; lines left out: 1.\n  line 3: The date is none; it has to be written as 2026-11-23.\n`,
  );
  const again = JSON.parse((await sidebook('import', orders, '--json')).out);
  expect(again).toEqual({
    ok: true,
    lines: 3,
    orders: 2,
    customers: 2,
    added: 0,
    changed: 0,
    unchanged: 2,
    badLines: [{ line: 3, code: 'date-bad', reason: 'The date is none; it has to be written as 2026-11-23.' }],
  });
});

test('several files are one summary, whose bad lines name their file; text of a Chinese spreadsheet is read', async () => {
  const { file, sidebook } = await aBook();
  const one = file('one.csv', TABLE);
  // "王小明" in GB18030.
  const two = file(
    'two.csv',
    Buffer.concat([Buffer.from('customer,date,amount\n'), Buffer.from('cdf5d0a1c3f7', 'hex'), Buffer.from(',2026-01-01,5\n')]),
  );
  const said = JSON.parse((await sidebook('import', one, two, '--json')).out);
  expect(said).toMatchObject({ lines: 4, orders: 3, customers: 3, badLines: [{ file: one, line: 3, code: 'date-bad' }] });
});

test.each([
  ['no file at all', [], 'Name the CSV files to import'],
  ['a file that is not there', ['nowhere.csv'], 'nowhere.csv cannot be read; nothing was imported.'],
  ['a source with spaces', ['x.csv', '--source', 'my shop'], '--source must be a name'],
  ['a currency in words', ['x.csv', '--currency', 'pounds'], '--currency must be three capitals'],
])('%s is one sentence and exit code 2', async (_, args, sentence) => {
  const { sidebook } = await aBook();
  const ran = await sidebook('import', ...args);
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toContain(sentence);
  expect(ran.err.trim().split('\n')).toHaveLength(1);
});

test('a file without a needed column is named with the column', async () => {
  const { file, sidebook } = await aBook();
  const bad = file('bad.csv', 'customer,amount\nC1,1\n');
  expect((await sidebook('import', bad)).err).toContain('bad.csv lacks the column date');
});
