import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, types } from 'pg';
import { systemClock } from '../../../server/runtime.ts';
import { openStore } from '../../../server/store/open-store.ts';

/** Where Debian's packages put the server's programs, the newest first. */
const FOLDERS = [17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`);

/** The folder of PostgreSQL's programs, or undefined where it is not installed. */
export function findPostgres(): string | undefined {
  return FOLDERS.find((folder) => existsSync(join(folder, 'postgres')));
}

/** A PostgreSQL of our own: on loopback, in a temporary folder, under a user who may do nothing else. */
export type TestPostgres = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

/** A user without rights; root may not run PostgreSQL. Undefined: whoever runs the tests is no root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * Starts one. `isDurable` false: what it says is committed survives its process but no power cut, which no test of ours
 * makes and every test waits for; measurements set it.
 */
export async function startPostgres(isDurable = false): Promise<TestPostgres> {
  const programs = findPostgres();
  if (programs === undefined) {
    throw new Error('PostgreSQL is not installed: on Debian, apt-get install --no-install-recommends postgresql-15');
  }
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-postgres-'));
  const who = unprivileged();
  if (who) {
    chownSync(folder, who.uid, who.gid);
  }
  const data = join(folder, 'data');
  const options = { ...who, cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' } };
  const port = await findFreePort();
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'sidebook', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...options,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: isDurable ? 'on' : 'off',
    log_min_messages: 'fatal',
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // Whatever ends this process, the database ends with it: the kernel tells it where this process cannot any more.
  const child = spawn('setpriv', ['--pdeathsig', 'QUIT', join(programs, 'postgres'), ...args], { ...options, stdio: ['ignore', 'ignore', 'ignore'] });
  const end = (): void => void child.kill('SIGQUIT');
  process.once('exit', end);
  const url = `postgres://sidebook@127.0.0.1:${port}/postgres`;
  await waitFor(url, child);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', end);
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitFor(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) {
      throw new Error(`PostgreSQL ended with ${child.exitCode}`);
    }
    try {
      await run(url, 'SELECT 1');
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL did not answer in 30 seconds');
}

/** Runs one statement and gives its rows. */
export async function run(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({
    connectionString: url,
    types: { getTypeParser: (oid, format) => (Number(oid) === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)) },
  });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** The address of another database of the same server. */
function toDatabase(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** The database whose copies the tests get. */
export const TEMPLATE = 'newest';

/** A database of a test; `giveBack` may be called again. */
export type TestDatabase = { readonly url: string; readonly giveBack: () => Promise<void> };

const free: string[] = [];

/**
 * An empty database in the newest form for a single test. What a test gives back the next one of the file gets, emptied:
 * that takes a tenth of the time of making one.
 */
export async function aDatabase(url: string, template: string): Promise<TestDatabase> {
  const known = free.pop();
  const name = `t${randomUUID().replaceAll('-', '')}`;
  if (known === undefined) {
    await run(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  }
  const own = known ?? toDatabase(url, name);
  let isMine = true;
  return {
    url: own,
    async giveBack() {
      if (isMine) {
        isMine = false;
        await run(own, EMPTY);
        free.push(own);
      }
    },
  };
}

/** Remembers every row of a database; what it gives puts the database back to that. */
export async function keepRows(url: string): Promise<() => Promise<void>> {
  const tables = (await run(url, LIST_TABLES)).map(({ name }) => String(name));
  const kept = await run(
    url,
    tables.map((name) => `SELECT '${name}' AS name, json_agg(a_row)::text AS rows FROM "${name}" AS a_row HAVING count(*) > 0`).join(' UNION ALL '),
  );
  const back = kept.map(
    ({ name, rows }) =>
      `INSERT INTO "${String(name)}" OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::"${String(name)}", '${String(rows).replaceAll("'", "''")}')`,
  );
  const serial = "SELECT setval(pg_get_serial_sequence('audit', 'n'), coalesce(max(n), 0) + 1, false) FROM audit";
  return async () => void (await run(url, [EMPTY, ...back, serial].join(';\n')));
}

/** All tables but the one of the migrations. */
export const LIST_TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1";

/** Without triggers: the rows of the audit log refuse to be deleted. Tables of a few rows are emptied faster so than cut. */
const EMPTY = `DO $$ DECLARE one text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' LOOP EXECUTE format('DELETE FROM %I', one); END LOOP;
  PERFORM setval(pg_get_serial_sequence('audit', 'n'), 1, false);
END $$`;

/** Makes a database in the newest form, of which each test gets a copy: copying files takes less time than all the steps. */
export async function makeTemplate(url: string, name: string): Promise<void> {
  await run(url, `CREATE DATABASE ${name}`);
  const store = await openStore({ dataFolder: '', keyFile: undefined, databaseUrl: toDatabase(url, name) }, systemClock);
  await store.close();
}
