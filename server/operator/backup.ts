import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { toInstant } from '#shared/model/field.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../runtime.ts';
import { UsageFault, type Said } from '../said.ts';
import { readKey } from '../store/key.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../store/open-store.ts';
import { openConnection } from '../store/sqlite/open.ts';
import { sayVerified, verifyCopy, type Verified } from './verify.ts';

const OF_POSTGRES =
  'The book lies in PostgreSQL, whose own tools copy it: pg_dump for one moment, a base backup with an archived log for any (docs/scaling.md). ' +
  'sidebook export --out FILE writes the records as one file from either database.';

/** `out`: the file of the copy; `rotate`: as the server does it each hour. */
type BackupOptions = { readonly out?: string; readonly rotate?: boolean };

/**
 * `sidebook backup [--out FILE]`: a copy of the whole database, passwords, browsers and history with it, encrypted with the
 * same key. The server may go on. It appears under its name only after it was read to its end and found in order.
 */
export async function backupByCommand(config: Config, { out, rotate }: BackupOptions, clock: Clock): Promise<Said> {
  if (config.databaseUrl !== undefined) {
    throw new UsageFault(OF_POSTGRES);
  }
  if (rotate === true) {
    if (out !== undefined) {
      throw new UsageFault('--rotate names its copies itself: SIDEBOOK_BACKUP_FOLDER says where they go.');
    }
    const { takeHourly } = await import('../copies/take-hourly.ts');
    return takeHourly(config, clock);
  }
  const source = join(config.dataFolder, DATABASE_FILE);
  if (!existsSync(source)) {
    throw new UsageFault(`There is no book in ${config.dataFolder}; SIDEBOOK_DATA names the folder.`);
  }
  const file = resolve(out ?? join(config.dataFolder, BACKUP_FOLDER, `book-${toInstant(clock.nowMs()).replaceAll(':', '-')}.db`));
  if (existsSync(file)) {
    throw new UsageFault(`${file} is there already; nothing was written.`);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const found = await writeVerifiedCopy(config, file, clock);
  if (found.flaws.length > 0) {
    return sayVerified(source, found);
  }
  const counts = found.books.map(({ organization, records, digest }) => `${organization}: ${records} records, digest ${digest}`);
  return {
    json: { ok: true, file, bytes: statSync(file).size, books: found.books },
    sentence: [
      `${file} is a copy of the whole book, read to its end and in order.`,
      ...counts,
      'It opens with the key of this book only (sidebook key prints it): keep that elsewhere, and a copy of this file too.',
    ].join('\n'),
  };
}

/**
 * Copies the embedded database while its server goes on. The file appears under its name only after it was read to its end
 * and nothing was found; else what was found is given, and there is no file. `VACUUM INTO` on a connection of its own is one
 * read transaction: writers go on beside it. SQLite's other way, page by page, refuses encrypted databases.
 */
export async function writeVerifiedCopy(config: Config, file: string, clock: Clock): Promise<Verified> {
  const unfinished = `${file}.part`;
  rmSync(unfinished, { force: true });
  try {
    const db = openConnection(join(config.dataFolder, DATABASE_FILE), readKey(config, true));
    try {
      db.prepare('VACUUM INTO ?').run(unfinished);
    } finally {
      db.close();
    }
    chmodSync(unfinished, 0o600);
    flush(unfinished);
    const found = await verifyCopy(config, unfinished, clock, () => Promise.resolve());
    if (found.flaws.length === 0) {
      renameSync(unfinished, file);
    }
    return found;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Waits until the disk has what was written. */
export function flush(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
