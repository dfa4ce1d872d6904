import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './runtime.ts';
import { UsageFault, type Said } from './said.ts';
import { readKey } from './store/key.ts';
import { moveBook } from './store/move/move.ts';
import { openPostgresSide } from './store/move/postgres-side.ts';
import type { MoveSide } from './store/move/side.ts';
import { openSqliteSide } from './store/move/sqlite-side.ts';
import { DATABASE_FILE, openStore, type StorePlace } from './store/open-store.ts';

/**
 * `sidebook move --to URL` takes the book of the data folder into a PostgreSQL database, `--from URL` brings it back.
 * Both are brought to the newest form first; the target must be empty.
 */
export async function moveByCommand(config: Config, { to, from }: { readonly to?: string; readonly from?: string }, clock: Clock): Promise<Said> {
  const url = to ?? from;
  if (url === undefined || (to !== undefined && from !== undefined) || !/^postgres(?:ql)?:\/\//u.test(url) || !URL.canParse(url)) {
    throw new UsageFault('Say where to: sidebook move --to postgres://user@host/database, or --from it into the data folder.');
  }
  const place: StorePlace = { dataFolder: config.dataFolder, keyFile: config.keyFile };
  const file = join(place.dataFolder, DATABASE_FILE);
  if (to !== undefined && !existsSync(file)) {
    throw new UsageFault(`There is no book in ${place.dataFolder}; SIDEBOOK_DATA names the folder.`);
  }
  await (await openStore(place, clock)).close();
  await (await openStore({ ...place, databaseUrl: url }, clock)).close();
  const sides: MoveSide[] = [];
  try {
    const embedded = openSqliteSide(file, readKey(place, true));
    sides.push(embedded);
    const postgres = await openPostgresSide(url);
    sides.push(postgres);
    const [source, target] = to === undefined ? [postgres, embedded] : [embedded, postgres];
    const moved = await moveBook(source, target);
    const next = to === undefined ? 'take SIDEBOOK_DATABASE_URL out of the settings' : 'set SIDEBOOK_DATABASE_URL to this address';
    return {
      json: { ok: true, ...moved },
      sentence:
        `${moved.records} records are over, ${moved.rows} rows of ${moved.tables} tables with the digest ${moved.digest} on both sides.\n` +
        `Now ${next} and start the server: browsers go on without pairing again.\n` +
        `The old copy is as it was. Start no server on it any more: what browsers sent there would be missing here.`,
    };
  } finally {
    for (const side of sides) {
      await side.close();
    }
  }
}
