import Database from 'better-sqlite3';
import { chmodSync, existsSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/model/search.ts';

/** A connection of the embedded database. */
export type Connection = Database.Database;

/** Marks a file as ours (`SBOK`), so that the database of another program is not taken for an empty one of ours. */
const APPLICATION_ID = 0x53424f4b;

/** Milliseconds that opening and migrating wait for another process. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Opens the encrypted database file. Cipher and key come first: nothing can be read before. AEGIS authenticates each
 * page, so a damaged file is noticed. `keyHex`: 32 bytes in hex.
 */
export function openConnection(path: string, keyHex: string): Connection {
  const isNew = !existsSync(path);
  const db = new Database(path);
  try {
    db.pragma("cipher='aegis'");
    db.pragma(`key="x'${keyHex}'"`);
    db.pragma(`busy_timeout=${BUSY_TIMEOUT_MS}`);
    if (isNew) {
      chmodSync(path, 0o600);
      db.pragma(`application_id=${APPLICATION_ID}`);
    } else {
      refuseForeign(db);
    }
    db.pragma('journal_mode=WAL');
    // The build's default in WAL mode is NORMAL: an acknowledged push could vanish in a power cut.
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    // In pages of 4 KiB. Batches write to pages all over the file; copied back after 64 MiB instead of 4, a page that was
    // written again and again is copied once: a third less time for pushes into 100,000 records.
    db.pragma('wal_autocheckpoint=16000');
    db.function('fold', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? foldText(text) : null));
    return db;
  } catch (error) {
    db.close();
    throw error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB' ? new AppError('database-foreign', { file: path }, error) : error;
  }
}

function refuseForeign(db: Connection): void {
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
  const application = db.pragma('application_id', { simple: true });
  if (application !== APPLICATION_ID && (application !== 0 || tables > 0)) {
    throw new AppError('database-foreign', { file: db.name });
  }
  if (application === 0) {
    db.pragma(`application_id=${APPLICATION_ID}`);
  }
}
