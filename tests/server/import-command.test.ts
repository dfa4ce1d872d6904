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
    files: [{ file: orders, kind: 'orders', batch: expect.stringMatching(/^b[a-z2-7]{26}$/u) }],
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

const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Holt\r\nEMAIL:mira@holt.example\r\nEND:VCARD\r\n';
const MAIL =
  'From: Mira Holt <mira@holt.example>\nTo: ann@team.example, zoe@new.example\nSubject: Two tins\nDate: Mon, 16 Nov 2026 09:00:00 +0000\nMessage-ID: <m1@holt.example>\n\nTwo tins please.\n';

test('files of every kind are told apart by what stands in them, and taken back by their batch', async () => {
  const { file, sidebook } = await aBook();
  const cards = file('cards.txt', CARD);
  const table = file('people.csv', 'Full name;E-mail;Telephone\nMira Holt;mira@holt.example;+44 20 7946 0011\nNobody;nobody at home;\n');
  const mail = file('letter.eml', MAIL);
  const said = JSON.parse((await sidebook('import', cards, table, mail, '--user', 'ann@team.example', '--json')).out);
  expect(said).toMatchObject({
    ok: true,
    lines: 4,
    added: 2,
    changed: 1,
    badLines: [{ file: table, line: 3, code: 'email-bad', reason: 'The e-mail address is none.' }],
    files: [
      { kind: 'cards', encoding: { encoding: 'utf-8', reason: 'plain' } },
      { kind: 'contacts', preset: null, notes: [{ line: 2, matchedBy: 'email', filled: ['phones'], kept: [] }] },
      { kind: 'mail', customers: 0, leftOut: {}, proposals: [{ email: 'zoe@new.example', mails: 1 }] },
    ],
  });
  expect((await sidebook('import', '--list')).out.split('\n').filter(Boolean)).toHaveLength(3);
  const undone = await sidebook('import', '--undo', said.files[1].batch);
  expect([undone.code, undone.out]).toEqual([0, expect.stringContaining('0 entries gone, 1 again as before, 0 stayed')]);
  const twice = await sidebook('import', '--undo', said.files[1].batch);
  expect([twice.code, twice.err]).toEqual([2, 'The import of people.csv was taken back already.\n']);
  expect((await sidebook('import', '--undo', 'nothing')).code).toBe(2);
});

test('a rehearsal changes nothing; encoding, preset and kind can be said', async () => {
  const { file, sidebook } = await aBook();
  const table = file('people.csv', Buffer.from('KUNNR;NAME1\n7;K\u00f6ster\n', 'latin1'));
  const args = ['import', table, '--encoding', 'windows-1252', '--preset', 'sap', '--kind', 'contacts', '--dry-run'];
  const said = await sidebook(...args);
  expect([said.code, said.out]).toEqual([0, expect.stringContaining('Nothing was changed; this is what would be done:')]);
  expect(JSON.parse((await sidebook(...args, '--json')).out)).toMatchObject({ added: 1, files: [{ preset: 'sap', encoding: { reason: 'chosen' } }] });
  expect((await sidebook('import', '--list')).out).toBe('Nothing was imported yet.\n');
});

test.each([
  ['--kind', 'people', '--kind must be one of orders, contacts, cards, mail.'],
  ['--encoding', 'latin9', '--encoding must be one of'],
  ['--preset', 'abacus', '--preset must be one of'],
  ['--country', 'GBR', '--country must be two letters'],
])('%s %s is one sentence', async (option, value, sentence) => {
  const { file, sidebook } = await aBook();
  const ran = await sidebook('import', file('a.csv', 'Name\nAnn\n'), option, value);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(sentence)]);
});

test('a file of which nothing is known says what to do', async () => {
  const { file, sidebook } = await aBook();
  const ran = await sidebook('import', file('odd.csv', 'Shoe size,Colour\n38,red\n'));
  expect(ran.err).toContain('The first line names no column that I know.');
});
