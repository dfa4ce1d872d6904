import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Config } from '../config.ts';
import type { Clock } from '../runtime.ts';
import { UsageFault, type Said } from '../said.ts';
import { writeAudit } from '../services/audit.ts';
import { OPERATOR } from '../services/operate.ts';
import { readKey } from '../store/key.ts';
import { BACKUP_FOLDER, DATABASE_FILE, openStore, type StorePlace } from '../store/open-store.ts';
import { openConnection } from '../store/sqlite/open.ts';
import { flush } from './backup.ts';
import { sayVerified, verifyCopy } from './verify.ts';

const OF_POSTGRES =
  'The book lies in PostgreSQL, whose own tools bring a copy back (pg_restore, or the log up to a moment). ' +
  'Run sidebook restore --new-history afterwards, before the servers start: browsers then bring what they still hold.';

/**
 * `sidebook restore FILE` puts a copy in the place of the book, under a new epoch: browsers see that the history is another
 * one and bring what they still hold (sync design 2.19). What was there is kept beside. With `--new-history` only the epoch
 * is changed, for a PostgreSQL database that its own tools brought back. Servers must be stopped.
 */
export async function restoreByCommand(config: Config, files: readonly string[], isNewHistory: boolean, clock: Clock): Promise<Said> {
  const [file, more] = files;
  if (isNewHistory && file === undefined) {
    const organizations = await beginHistory(config, clock);
    return { json: { ok: true, organizations }, sentence: 'The history is a new one. Start the server: browsers bring what they still hold.' };
  }
  if (config.databaseUrl !== undefined) {
    throw new UsageFault(OF_POSTGRES);
  }
  if (file === undefined || more !== undefined) {
    throw new UsageFault('Name one copy: sidebook restore FILE.');
  }
  // The copy is made ready beside the place that it takes: from another disk it could not be put there at once.
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  let kept: string | undefined;
  const found = await verifyCopy(config, file, clock, async (folder) => {
    await beginHistory({ dataFolder: folder, keyFile: config.keyFile }, clock);
    const next = join(folder, DATABASE_FILE);
    flush(next);
    kept = setAside(config, clock.nowMs());
    renameSync(next, join(config.dataFolder, DATABASE_FILE));
  });
  if (found.flaws.length > 0) {
    const said = sayVerified(file, found);
    return { ...said, sentence: `${said.sentence}\nNothing was changed.` };
  }
  const counts = found.books.map(({ organization, records, digest }) => `${organization}: ${records} records, digest ${digest}`);
  return {
    json: { ok: true, file, kept: kept ?? null, books: found.books },
    sentence: [
      `${file} is the book now.`,
      ...counts,
      ...(kept === undefined ? [] : [`What was there before is ${kept}.`]),
      'Start the server: browsers bring what they still hold. One that was paired after the copy was made has to be paired again.',
    ].join('\n'),
  };
}

/** Names the history of a database anew. Gives how many organizations there are. */
async function beginHistory(place: StorePlace, clock: Clock): Promise<number> {
  const store = await openStore(place, clock);
  try {
    const orgs = await store.listOrgs();
    await store.write(async (tx) => {
      for (const { id } of orgs) {
        await tx.saveEpoch(id, randomUUID());
        await writeAudit(tx, id, clock.nowMs(), OPERATOR, 'book-restored', id);
      }
    });
    return orgs.length;
  } finally {
    await store.close();
  }
}

/**
 * Keeps the database that is about to be replaced: under a second name, so that at no moment there is none, which a start
 * would take for a new book. Gives that name; undefined when there was no database.
 */
function setAside(config: Config, nowMs: number): string | undefined {
  const file = join(config.dataFolder, DATABASE_FILE);
  if (!existsSync(file)) {
    return undefined;
  }
  foldLog(file, readKey(config, true));
  const folder = join(config.dataFolder, BACKUP_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = join(folder, `before-restore-${nowMs}.db`);
  try {
    linkSync(file, kept);
  } catch {
    // Not every file system has second names.
    copyFileSync(file, kept);
  }
  if (existsSync(`${file}-wal`)) {
    renameSync(`${file}-wal`, `${kept}-wal`);
  }
  rmSync(`${file}-shm`, { force: true });
  return kept;
}

/**
 * Copies the log of a database back into its file, which only works when nobody else has it open. One that cannot be opened
 * any more keeps its log beside it.
 */
function foldLog(file: string, keyHex: string): void {
  try {
    const db = openConnection(file, keyHex);
    try {
      db.pragma('busy_timeout=0');
      db.pragma('locking_mode=EXCLUSIVE');
      db.exec('BEGIN EXCLUSIVE; COMMIT');
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
      throw new UsageFault('A server still has the book open: stop it and try again. Nothing was changed.');
    }
  }
}
