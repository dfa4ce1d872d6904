import type { Client } from 'pg';
import type { MigrationTarget } from '../migrate.ts';
import { createQuery } from './open.ts';

/**
 * Texts compare byte by byte, as in the embedded database: the order of ids, and of what is sorted by name, must not hang
 * on the language that somebody chose for the database. Runs after each step over the columns that are not so yet.
 */
const COMPARE_BYTES = `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.relname AS "table", a.attname AS "column" FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation k ON k.oid = a.attcollation
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND a.atttypid = 'text'::regtype AND k.collname <> 'C'
  LOOP EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text COLLATE "C"', one."table", one."column"); END LOOP;
END $$`;

/** Only one process changes the database's form at a time; the number stands for that among the locks of the server. */
const MIGRATION_LOCK = 7_305_120_031;

/** Lets the migration runner work on PostgreSQL, over one connection that it has for itself. */
export function createMigrationTarget(client: Client): MigrationTarget & { readonly lock: () => Promise<void> } {
  const query = createQuery(client);
  return {
    // Ends with the connection.
    lock: async () => void (await query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])),
    async readDone() {
      const [found] = await query<{ there: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS there");
      return found?.there === true ? query<{ id: string; checksum: string }>('SELECT id, checksum FROM migration ORDER BY id') : undefined;
    },
    // A step runs whole or not at all; copies of a PostgreSQL database are its administrator's (see docs/scaling.md).
    backUp: undefined,
    async apply(migration, atMs) {
      await client.query('BEGIN');
      try {
        await client.query(
          'CREATE TABLE IF NOT EXISTS migration (id TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at_ms BIGINT NOT NULL)',
        );
        await client.query(migration.sql);
        await client.query(COMPARE_BYTES);
        await query('INSERT INTO migration (id, checksum, applied_at_ms) VALUES ($1, $2, $3)', [migration.id, migration.checksum, atMs]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    },
  };
}
