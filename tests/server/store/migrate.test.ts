import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { entities, indexedFields } from '#shared/model/registry.ts';
import { AppError } from '#shared/errors.ts';
import { listMigrations, type Migration } from '../../../server/store/migrate.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { openConnection, type Connection } from '../../../server/store/sqlite/open.ts';
import { sentenceFor } from '../../../server/sentences.ts';
import { aClock, aFolder } from '../build/a-server.ts';

const ours = listMigrations('sqlite');
const aPlace = (folder = aFolder()) => ({ dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') });
const fileOf = (place: { dataFolder: string }) => join(place.dataFolder, 'sidebook.db');
const keyOf = (place: { keyFile: string }) => readFileSync(place.keyFile, 'utf8').trim();
/** Tables that one database needs and the other does not: it folds texts by a function of ours. */
const OF_POSTGRES = ['folded'];
const aStep = (sql: string, id = '299901010000-later'): Migration => ({ id, sql, checksum: sql });

async function made(place = aPlace()) {
  await (await openStore(place, aClock())).close();
  return place;
}

async function codeOf(open: Promise<unknown>): Promise<string> {
  const error: unknown = await open.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(sentenceFor(error)).toMatch(/nothing was changed\.$/u);
  return error instanceof AppError ? error.code : String(error);
}

function columnsOf(db: Connection, table: string): { name: string; type: string }[] {
  return db.prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)').all(table);
}

test('the read tables have exactly the columns that the model says', async () => {
  const place = await made();
  const db = openConnection(fileOf(place), keyOf(place));
  for (const entity of entities) {
    const single = indexedFields(entity).filter((field) => !field.many);
    const wanted = [
      { name: 'org', type: 'TEXT' },
      { name: 'id', type: 'TEXT' },
      { name: 'deleted', type: 'INTEGER' },
      ...single.map(({ name, sqlType }) => ({ name, type: sqlType })),
    ];
    expect([entity.name, columnsOf(db, entity.name)]).toEqual([entity.name, wanted]);
  }
  db.close();
});

test('every primary key of what an organization owns opens with the organization', async () => {
  const place = await made();
  const db = openConnection(fileOf(place), keyOf(place));
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  const owned = tables.map(({ name }) => name).filter((name) => columnsOf(db, name).some((column) => column.name === 'org'));
  for (const name of owned.filter((table) => table !== 'audit')) {
    const [first] = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk = 1').all(name);
    expect([name, first?.name]).toEqual([name, 'org']);
  }
  expect(owned.length).toBeGreaterThan(15);
  db.close();
});

test('both dialects have the same tables and columns in every step', () => {
  const namesIn = (sql: string): string[] =>
    [...sql.matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\)/gu)].map(
      ([, name, body]) =>
        `${name}: ${(body ?? '')
          .replaceAll(/\b(?:INTEGER|BIGINT)\b/gu, 'N')
          .match(/(?:^|[\n,]) *"?[a-zA-Z_]+"? (?:TEXT|REAL|N)/gu)
          ?.join(' ')
          .replaceAll(/["\s,]+/gu, ' ')}`,
    );
  const postgres = listMigrations('postgres');
  expect(postgres.map((step) => step.id)).toEqual(ours.map((step) => step.id));
  const known: string[] = [];
  for (const [index, step] of ours.entries()) {
    const theirs = namesIn(postgres[index]?.sql ?? '').filter((table) => !OF_POSTGRES.some((name) => table.startsWith(`${name}:`)));
    const made = namesIn(step.sql);
    // A table that is only laid out in another way keeps its columns.
    const anew = made.filter((table) => table.includes('_new: ')).map((table) => table.replace('_new: ', ': '));
    expect(known).toEqual(expect.arrayContaining(anew));
    expect(theirs).toEqual(made.filter((table) => !table.includes('_new: ')));
    known.push(...made);
  }
});

test('a newer database is refused with a sentence and stays as it is', async () => {
  const place = aPlace();
  await (await openStore(place, aClock(), [...ours, aStep('CREATE TABLE later (x TEXT) STRICT')])).close();
  expect(await codeOf(openStore(place, aClock()))).toBe('database-newer');
});

test('a step that was changed after it ran is refused', async () => {
  const place = aPlace();
  await (await openStore(place, aClock(), [...ours, aStep('CREATE TABLE later (x TEXT) STRICT')])).close();
  expect(await codeOf(openStore(place, aClock(), [...ours, aStep('CREATE TABLE later (y TEXT) STRICT')]))).toBe('database-foreign');
});

test('before a step runs on a database with content, an encrypted copy is made; a new database needs none', async () => {
  const place = await made();
  const backups = join(place.dataFolder, 'backup');
  expect(existsSync(backups)).toBe(false);
  await (await openStore(place, aClock(), [...ours, aStep('CREATE TABLE later (x TEXT) STRICT')])).close();
  const [copy = ''] = readdirSync(backups);
  expect(copy).toMatch(/^before-299901010000-later-\d+\.db$/u);
  expect(readFileSync(join(backups, copy)).subarray(0, 6).toString('latin1')).not.toBe('SQLite');
  const restored = openConnection(join(backups, copy), keyOf(place));
  expect(columnsOf(restored, 'customers').length).toBeGreaterThan(3);
  expect(columnsOf(restored, 'later')).toEqual([]);
  restored.close();
});

test('a step that fails half-way leaves nothing of itself and can run again', async () => {
  const place = await made();
  const broken = aStep('CREATE TABLE half (x TEXT) STRICT; CREATE TABLE customers (x TEXT);');
  await expect(openStore(place, aClock(), [...ours, broken])).rejects.toThrow('already exists');
  await (await openStore(place, aClock(), [...ours, aStep('CREATE TABLE half (x TEXT) STRICT')])).close();
});

test('the key is made with the database, for its owner alone, and nothing readable lies on the disk', async () => {
  const place = await made();
  expect(statSync(place.keyFile).mode & 0o777).toBe(0o600);
  expect(statSync(fileOf(place)).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(fileOf(place)).toString('latin1');
  expect(bytes).not.toContain('SQLite format');
  expect(bytes).not.toContain('CREATE TABLE');
});

test('a lost key of an existing database is refused, and no new one is made', async () => {
  const place = await made();
  rmSync(place.keyFile);
  expect(await codeOf(openStore(place, aClock()))).toBe('database-key-lost');
  expect(existsSync(place.keyFile)).toBe(false);
  writeFileSync(place.keyFile, 'rubbish');
  expect(await codeOf(openStore(place, aClock()))).toBe('database-key-lost');
});

test('two data folders have two default keys, and a folder that is moved finds its own', async () => {
  const folder = aFolder();
  const { XDG_CONFIG_HOME: before } = process.env;
  process.env['XDG_CONFIG_HOME'] = join(folder, 'config');
  try {
    for (const name of ['one', 'two']) {
      await (await openStore({ dataFolder: join(folder, name), keyFile: undefined }, aClock())).close();
    }
    expect(readdirSync(join(folder, 'config', 'sidebook'))).toHaveLength(2);
    const moved = join(folder, 'moved');
    const { renameSync } = await import('node:fs');
    renameSync(join(folder, 'one'), moved);
    await (await openStore({ dataFolder: moved, keyFile: undefined }, aClock())).close();
    rmSync(join(moved, 'key-name'));
    expect(await codeOf(openStore({ dataFolder: moved, keyFile: undefined }, aClock()))).toBe('database-key-lost');
  } finally {
    if (before === undefined) {
      delete process.env['XDG_CONFIG_HOME'];
    } else {
      process.env['XDG_CONFIG_HOME'] = before;
    }
  }
});

test('the file of another program, a damaged one and one of another key are refused', async () => {
  const place = await made();
  const other = await made();
  copyFileSync(fileOf(other), fileOf(place));
  expect(await codeOf(openStore(place, aClock()))).toBe('database-foreign');
  rmSync(fileOf(place));
  const plain = new Database(fileOf(place));
  plain.exec('CREATE TABLE theirs (x)');
  plain.close();
  expect(await codeOf(openStore(place, aClock()))).toBe('database-foreign');
  writeFileSync(fileOf(place), 'no database at all, but long enough to look at');
  expect(await codeOf(openStore(place, aClock()))).toBe('database-foreign');
});

test('an encrypted database of another program under our key is refused too', async () => {
  const place = await made();
  rmSync(fileOf(place));
  const theirs = new Database(fileOf(place));
  theirs.pragma("cipher='aegis'");
  theirs.pragma(`key="x'${keyOf(place)}'"`);
  theirs.exec('CREATE TABLE theirs (x)');
  theirs.close();
  expect(await codeOf(openStore(place, aClock()))).toBe('database-foreign');
});

test('what must not be lost in a power cut is written through', async () => {
  const place = await made();
  const db = openConnection(fileOf(place), keyOf(place));
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(() => db.exec("INSERT INTO audit (org, at_ms, actor, action, target) VALUES ('o', 1, 'a', 'b', 'c'); DELETE FROM audit")).toThrow(
    'never removed',
  );
  expect(() => db.exec("UPDATE audit SET actor = 'x'")).toThrow('never changed');
  db.close();
});
