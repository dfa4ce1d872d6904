import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** One step of the database's form. Ids are UTC minutes with a name, so that text order is the order of running. */
export type Migration = { readonly id: string; readonly sql: string; readonly checksum: string };

type Done = readonly { readonly id: string; readonly checksum: string }[] | undefined;

/** What the runner needs of a database. */
export type MigrationTarget = {
  /** The steps that the database has had, or undefined for a new database. */
  readDone(): Done | Promise<Done>;
  /** Writes a copy of the whole database; undefined where copies are made by whoever runs the database. */
  readonly backUp: ((file: string) => void) | undefined;
  /** Runs one step and notes it, in one transaction. */
  apply(migration: Migration, atMs: number): void | Promise<void>;
};

/** The folder of all steps; each has a file for each dialect. */
const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations');

/** The steps of a dialect in their order. */
export function listMigrations(dialect: 'sqlite' | 'postgres', folder: string = MIGRATIONS_FOLDER): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{12}-[a-z0-9-]+$/u.test(name))
    .toSorted()
    .map((id) => {
      const sql = readFileSync(join(folder, id, `${dialect}.sql`), 'utf8');
      return { id, sql, checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex') };
    });
}

/**
 * Brings a database to the form that this program knows: each missing step in order, each in its own transaction, a
 * copy first when there is anything to lose. A database of a newer program is refused, and so is one whose past steps
 * differ from ours.
 */
export async function migrate(target: MigrationTarget, migrations: readonly Migration[], backupFolder: string, nowMs: number): Promise<void> {
  const known = new Map(migrations.map((migration) => [migration.id, migration]));
  const done = await target.readDone();
  for (const step of done ?? []) {
    const ours = known.get(step.id);
    if (!ours) {
      throw new AppError('database-newer', { migration: step.id });
    }
    if (ours.checksum !== step.checksum) {
      throw new AppError('database-foreign', { migration: step.id });
    }
  }
  const had = new Set(done?.map((step) => step.id));
  const missing = migrations.filter((migration) => !had.has(migration.id));
  const [first] = missing;
  if (target.backUp && done !== undefined && done.length > 0 && first) {
    mkdirSync(backupFolder, { recursive: true, mode: 0o700 });
    target.backUp(findFreeName(backupFolder, first.id, nowMs));
  }
  for (const migration of missing) {
    await target.apply(migration, nowMs);
  }
}

/** A copy never takes the place of an older one. */
function findFreeName(folder: string, id: string, nowMs: number): string {
  const file = join(folder, `before-${id}-${nowMs}.db`);
  return existsSync(file) ? findFreeName(folder, id, nowMs + 1) : file;
}
