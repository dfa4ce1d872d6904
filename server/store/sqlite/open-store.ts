/** What opening an embedded database takes, as one module that is loaded when there is one to open. */
export { createMigrationTarget } from './migration-target.ts';
export { openConnection } from './open.ts';
export { createSqliteStore } from './store.ts';
