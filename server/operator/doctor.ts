import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { parseConfig, type Config } from '../config.ts';
import { CONSOLE_FOLDER } from '../run-server.ts';
import type { Clock } from '../runtime.ts';
import type { Said } from '../said.ts';
import { sentenceFor } from '../sentences.ts';
import { findKeyFile, readKey } from '../store/key.ts';
import { listMigrations } from '../store/migrate.ts';
import { DATABASE_FILE } from '../store/open-store.ts';
import { createQuery, openClient } from '../store/postgres/open.ts';
import { openConnection } from '../store/sqlite/open.ts';
import { bad, good, seeTo, type Finding } from './finding.ts';
import { lookAtCopies } from './look-at-copies.ts';

const MEBI = 2 ** 20;
/** Less room than this is soon used up by the log of the database alone. */
const LITTLE_ROOM = 500 * MEBI;
const OLDEST_POSTGRES = 15;
const ANSWER_MS = 1500;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * `sidebook doctor`: looks at the settings, the key, the database, room and copies, and whether a server answers, and says of
 * each what it found and what to do. It changes nothing, not even the form of the database.
 */
export async function doctorByCommand(env: Env, cwd: string, clock: Clock): Promise<Said> {
  const config = parseConfig(env, cwd);
  const findings = [lookAtNode(), ...(config.ok ? await lookAt(config.value, clock) : [bad('settings', config.error)])];
  const isBad = findings.some(({ state }) => state === 'bad');
  const marks = { good: 'ok    ', 'see-to': 'see to', bad: 'BAD   ' } as const;
  return {
    json: { ok: !isBad, findings },
    sentence: findings.map(({ about, state, sentence }) => `${marks[state]}  ${about.padEnd(9)} ${sentence}`).join('\n'),
    isBad,
  };
}

function lookAtNode(): Finding {
  return good('program', `Node ${process.versions.node} on ${process.platform} ${process.arch}.`);
}

async function lookAt(config: Config, clock: Clock): Promise<readonly Finding[]> {
  const book = config.databaseUrl === undefined ? lookAtFiles(config, clock) : await lookAtPostgres(config.databaseUrl);
  return [...book, lookAtConsole(), await lookAtServer(config), ...lookAtAddress(config)];
}

function lookAtFiles(config: Config, clock: Clock): readonly Finding[] {
  const file = join(config.dataFolder, DATABASE_FILE);
  if (!existsSync(file)) {
    return [seeTo('database', `There is no book in ${config.dataFolder} yet: the first start makes one. SIDEBOOK_DATA names another folder.`)];
  }
  return [...lookAtKey(config), lookAtDatabase(config, file), lookAtRoom(config.dataFolder), ...lookAtCopies(config, clock)];
}

function lookAtKey(config: Config): readonly Finding[] {
  const file = findKeyFile(config);
  if (file === undefined || !existsSync(file)) {
    return [];
  }
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  const isBeside = dirname(file) === config.dataFolder;
  return [
    isOpen
      ? seeTo('key', `${file} can be read by other users of this machine: chmod 600 keeps it to yours.`)
      : isBeside
        ? seeTo('key', `${file} lies beside the database that it opens: whoever copies the folder has both. SIDEBOOK_KEY_FILE names another place.`)
        : good('key', `${file}. Keep what sidebook key prints elsewhere: without it no copy of the book opens.`),
  ];
}

function lookAtDatabase(config: Config, file: string): Finding {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    const db = openConnection(file, readKey(config, true));
    try {
      const said = db.pragma('quick_check(1)', { simple: true });
      if (said !== 'ok') {
        return bad('database', `${file} is damaged: bring a copy back with sidebook restore FILE.`);
      }
      const done = db.prepare<[], { id: string }>('SELECT id FROM migration ORDER BY id').all();
      return sayForm('database', `${file}, ${Math.ceil(statSync(file).size / MEBI)} MiB, every page readable`, 'sqlite', done);
    } finally {
      db.close();
    }
  } catch (error) {
    return bad('database', sayFault(error));
  }
}

function sayFault(error: unknown): string {
  const isDamaged = error instanceof Error && 'code' in error && /^SQLITE_(?:CORRUPT|IOERR)/u.test(String(error.code));
  return isDamaged
    ? 'The database is damaged: bring a copy back with sidebook restore FILE.'
    : (sentenceFor(error) ?? (error instanceof AppError || error instanceof Error ? error.message : String(error)));
}

/** Whether the tables are those that this program knows. */
function sayForm(about: string, where: string, dialect: 'sqlite' | 'postgres', done: readonly { readonly id: string }[]): Finding {
  const known = listMigrations(dialect).map(({ id }) => id);
  const had = new Set(done.map(({ id }) => id));
  const newer = done.find(({ id }) => !known.includes(id));
  const missing = known.filter((id) => !had.has(id));
  if (newer) {
    return bad(about, `${where}, but written by a newer Sidebook (step ${newer.id}): start that version.`);
  }
  return missing.length === 0
    ? good(about, `${where}.`)
    : seeTo(
        about,
        `${where}; the next start brings its tables to the newest form (${missing.length} steps)${dialect === 'sqlite' ? ', after a copy' : ''}.`,
      );
}

function lookAtRoom(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  return free < LITTLE_ROOM
    ? bad('disk', `Only ${Math.floor(free / MEBI)} MiB are free where the book lies: browsers keep what they write until there is room.`)
    : good('disk', `${Math.floor(free / MEBI)} MiB are free where the book lies.`);
}

async function lookAtPostgres(url: string): Promise<readonly Finding[]> {
  try {
    const client = await openClient(url);
    try {
      const query = createQuery(client);
      const [server] = await query<{ version: string; number: number; standby: boolean }>(
        "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, pg_is_in_recovery() AS standby",
      );
      const [table] = await query<{ there: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS there");
      const done = table?.there === true ? await query<{ id: string }>('SELECT id FROM migration ORDER BY id') : [];
      const where = `PostgreSQL ${server?.version ?? ''} at ${new URL(url).host}`;
      const findings = [sayForm('database', where, 'postgres', done)];
      if ((server?.number ?? 0) < OLDEST_POSTGRES * 10_000) {
        findings.push(bad('database', `Sidebook needs PostgreSQL ${OLDEST_POSTGRES} or newer.`));
      }
      if (server?.standby === true) {
        findings.push(bad('database', 'This PostgreSQL is a copy that only reads: SIDEBOOK_DATABASE_URL must name the one that writes.'));
      }
      findings.push(seeTo('copies', "Copies are PostgreSQL's own: see that pg_dump or a base backup with an archived log runs (docs/scaling.md)."));
      return findings;
    } finally {
      await client.end();
    }
  } catch (error) {
    return [bad('database', sayFault(error))];
  }
}

function lookAtConsole(): Finding {
  return existsSync(join(CONSOLE_FOLDER, 'index.html'))
    ? good('console', 'The team console is built.')
    : seeTo('console', 'The team console is not built: npm start builds it.');
}

async function lookAtServer({ host, port }: Config): Promise<Finding> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const body = await response.text();
    if (!/^\{"ok":(?:true|false)\}$/u.test(body)) {
      return bad('server', `Another program answers at ${address}: set SIDEBOOK_PORT to another number.`);
    }
    return response.ok ? good('server', `A server answers at ${address}.`) : bad('server', `The server at ${address} does not reach its database.`);
  } catch {
    return seeTo('server', `No server answers at ${address}: sidebook start starts it.`);
  }
}

function lookAtAddress({ host, publicOrigin, allowHttp }: Config): readonly Finding[] {
  const isOpen = !['127.0.0.1', '::1', 'localhost'].includes(host);
  if (isOpen && allowHttp && publicOrigin?.startsWith('https:') !== true) {
    return [seeTo('address', 'Other machines may ask over plain http (SIDEBOOK_ALLOW_HTTP): for a network that you trust only.')];
  }
  return publicOrigin === undefined ? [] : [good('address', `People reach it at ${publicOrigin}.`)];
}
