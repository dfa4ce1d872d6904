import type { MigrationTarget } from '../migrate.ts';
import type { Connection } from './open.ts';

/** Lets the migration runner work on an embedded database. */
export function createMigrationTarget(db: Connection): MigrationTarget {
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get() === undefined;
  return {
    readDone: () => (isNew ? undefined : db.prepare<[], { id: string; checksum: string }>('SELECT id, checksum FROM migration ORDER BY id').all()),
    // `.backup()` refuses an encrypted database; VACUUM INTO keeps it encrypted with the same key.
    backUp: (file) => void db.prepare('VACUUM INTO ?').run(file),
    apply(migration, atMs) {
      db.transaction(() => {
        db.exec(
          'CREATE TABLE IF NOT EXISTS migration (id TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID',
        );
        // Another process may have started at the same moment and have run this step while we waited for the lock.
        if (db.prepare('SELECT 1 FROM migration WHERE id = ?').get(migration.id) === undefined) {
          db.exec(migration.sql);
          db.prepare('INSERT INTO migration (id, checksum, applied_at_ms) VALUES (?, ?, ?)').run(migration.id, migration.checksum, atMs);
        }
      }).immediate();
    },
  };
}
