import type { Clock } from '../../runtime.ts';
import { migrate, type Migration } from '../migrate.ts';
import type { Store } from '../port.ts';
import { toFailure } from './failures.ts';
import { createMigrationTarget } from './migration-target.ts';
import { openClient, openPool } from './open.ts';
import { createPostgresStore } from './store.ts';

/**
 * Opens the book in a PostgreSQL database and brings it to the newest form, one process at a time. Throws AppError
 * `database-foreign`, `database-newer` or `database-away`, and whatever the database says of a wrong address.
 */
export async function openPostgresStore(url: string, clock: Clock, migrations: readonly Migration[]): Promise<Store> {
  const client = await openClient(url);
  try {
    const target = createMigrationTarget(client);
    await target.lock();
    // Copies are the administrator's: there is no folder for them.
    await migrate(target, migrations, '', clock.nowMs());
  } catch (error) {
    throw toFailure(error);
  } finally {
    await client.end();
  }
  return createPostgresStore(openPool(url), url);
}
