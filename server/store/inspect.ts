import Database from 'better-sqlite3';
import { entities } from '#shared/model/registry.ts';
import { createQuery, openClient } from './postgres/open.ts';
import { openConnection } from './sqlite/open.ts';

/** Something in a database that no server of ours leaves there. `count`: how many rows. */
export type Flaw = {
  readonly code: 'damaged' | 'scope-of-nothing' | 'number-ahead' | 'number-missing' | 'read-table-differs';
  readonly what: string;
  readonly count: number;
};

/** Counts rows; the same statements on either database. */
type Count = (sql: string) => Promise<number>;

const HEAD = 'JOIN org ON org.id = held.org WHERE held.seq > org.seq';

async function findFlaws(count: Count): Promise<readonly Flaw[]> {
  const flaws: Flaw[] = [];
  const look = async (code: Flaw['code'], what: string, sql: string): Promise<void> => {
    const found = await count(sql);
    if (found > 0) {
      flaws.push({ code, what, count: found });
    }
  };
  await look(
    'scope-of-nothing',
    'vis',
    'SELECT count(*) AS n FROM vis LEFT JOIN rec ON rec.org = vis.org AND rec.id = vis.id WHERE vis.gone = 0 AND rec.id IS NULL',
  );
  await look('number-missing', 'rec', 'SELECT count(*) AS n FROM rec WHERE seq IS NULL');
  for (const table of ['rec', 'vis', 'history']) {
    await look('number-ahead', table, `SELECT count(*) AS n FROM ${table} AS held ${HEAD}`);
  }
  for (const { name, kind } of entities) {
    const rows = await count(`SELECT count(*) AS n FROM "${name}"`);
    const records = await count(`SELECT count(*) AS n FROM rec WHERE kind = '${kind}'`);
    if (rows !== records) {
      flaws.push({ code: 'read-table-differs', what: name, count: Math.abs(rows - records) });
    }
  }
  return flaws;
}

/**
 * Looks at an embedded database beside its server: every page, every index, and what must hold between its tables. A file
 * that cannot be read is one flaw. Throws AppError `database-foreign` for a file of another key or program.
 */
export async function inspectFile(file: string, keyHex: string): Promise<readonly Flaw[]> {
  try {
    const db = openConnection(file, keyHex);
    try {
      const said = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
      const bad = said.filter(({ integrity_check: line }) => line !== 'ok');
      return bad.length > 0
        ? [{ code: 'damaged', what: file, count: bad.length }]
        : await findFlaws((sql) => Promise.resolve(db.prepare<[], { n: number }>(sql).get()?.n ?? 0));
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|IOERR|NOTADB)/u.test(error.code)) {
      return [{ code: 'damaged', what: file, count: 1 }];
    }
    throw error;
  }
}

/** Looks at what must hold between the tables of a PostgreSQL database; its pages are its own business. */
export async function inspectPostgres(url: string): Promise<readonly Flaw[]> {
  const client = await openClient(url);
  try {
    const query = createQuery(client);
    return await findFlaws(async (sql) => (await query<{ n: number }>(sql))[0]?.n ?? 0);
  } finally {
    await client.end();
  }
}
