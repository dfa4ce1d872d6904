import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../runtime.ts';
import { readKey } from './key.ts';
import { listMigrations, migrate, type Migration } from './migrate.ts';
import type { Store } from './port.ts';

/**
 * Where the book lies: in PostgreSQL where `databaseUrl` says so, else in the data folder. `keyFile` undefined: the
 * default place for this folder, outside it.
 */
export type StorePlace = { readonly dataFolder: string; readonly keyFile: string | undefined; readonly databaseUrl?: string | undefined };

/** The folder for copies within a data folder. */
export const BACKUP_FOLDER = 'backup';

/** The database file of a data folder. */
export const DATABASE_FILE = 'sidebook.db';

/**
 * Opens the book, makes it when there is none, and brings it to the newest form. Throws AppError `database-key-lost`,
 * `database-foreign`, `database-newer` or `database-away`; a key is never made for a database that exists.
 */
export async function openStore(place: StorePlace, clock: Clock, migrations?: readonly Migration[]): Promise<Store> {
  if (place.databaseUrl === undefined) {
    return openSqliteStore(place, clock, migrations ?? listMigrations('sqlite'));
  }
  // Only the engine that is used is loaded.
  const { openPostgresStore } = await import('./postgres/open-store.ts');
  return openPostgresStore(place.databaseUrl, clock, migrations ?? listMigrations('postgres'));
}

async function openSqliteStore(place: StorePlace, clock: Clock, migrations: readonly Migration[]): Promise<Store> {
  mkdirSync(place.dataFolder, { recursive: true, mode: 0o700 });
  const file = join(place.dataFolder, DATABASE_FILE);
  const { createMigrationTarget, createSqliteStore, openConnection } = await import('./sqlite/open-store.ts');
  const keyHex = readKey(place, existsSync(file));
  const writer = openConnection(file, keyHex);
  try {
    await migrate(createMigrationTarget(writer), migrations, join(place.dataFolder, BACKUP_FOLDER), clock.nowMs());
    return createSqliteStore(writer, openConnection(file, keyHex));
  } catch (error) {
    writer.close();
    throw error;
  }
}
