import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished, vi } from 'vitest';
import pino from 'pino';
import * as v from 'valibot';
import type { Role } from '#shared/model/role.ts';
import type { Op } from '#shared/sync/op.ts';
import { SessionReply, PairReply } from '#shared/wire/auth.ts';
import { API_BASE } from '#shared/wire/routes.ts';
import { PullLine, PushReply, type EndLine, type GoneLine, type RecordLine } from '#shared/wire/sync.ts';
import { createApp, type App } from '../../../server/app.ts';
import type { Config } from '../../../server/config.ts';
import { systemRandom } from '../../../server/runtime.ts';
import type { Deps } from '../../../server/services/deps.ts';
import { addUserAsOperator, issueCodeAsOperator } from '../../../server/services/operate.ts';
import { DATABASE_FILE, openStore } from '../../../server/store/open-store.ts';
import { openConnection, type Connection } from '../../../server/store/sqlite/open.ts';
import type { Store } from '../../../server/store/port.ts';
import { aDatabase, LIST_TABLES, run, TEMPLATE, type TestDatabase } from './a-postgres.ts';

// A slow machine runs real hashing and real processes; a hang still fails.
vi.setConfig({ testTimeout: 30_000 });

/** The moment at which every test server starts. */
const START_MS = Date.parse('2026-03-01T09:00:00Z');

/** The rows of a table, read beside the server's own connections. */
export async function readTable<T>(server: TestServer, sql: string, row: v.GenericSchema<unknown, T>): Promise<readonly T[]> {
  if (server.databaseUrl !== undefined) {
    return v.parse(v.array(row), await run(server.databaseUrl, sql));
  }
  return readEmbedded(server, (db) => v.parse(v.array(row), db.prepare(sql).all()));
}

function readEmbedded<T>(server: TestServer, read: (db: Connection) => T): T {
  const db = openConnection(join(server.folder, 'data', DATABASE_FILE), readFileSync(join(server.folder, 'key'), 'utf8').trim());
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const Name = v.object({ name: v.string() });
const Held = v.object({ name: v.string(), row: v.string() });

/** Every row of every table as JSON, sorted; for the question whether two databases hold the same. */
export async function readEverything(server: TestServer): Promise<Readonly<Record<string, readonly string[]>>> {
  const held: v.InferOutput<typeof Held>[] = [];
  if (server.databaseUrl === undefined) {
    readEmbedded(server, (db) => {
      const tables = v.parse(v.array(Name), db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all());
      tables.forEach(({ name }) =>
        held.push(
          ...db
            .prepare(`SELECT * FROM "${name}"`)
            .all()
            .map((row) => ({ name, row: JSON.stringify(row) })),
        ),
      );
    });
  } else {
    const tables = v.parse(v.array(Name), await run(server.databaseUrl, LIST_TABLES));
    const all = tables.map(({ name }) => `SELECT '${name}' AS name, row_to_json(a_row)::text AS row FROM "${name}" AS a_row`).join(' UNION ALL ');
    held.push(...v.parse(v.array(Held), await run(server.databaseUrl, all)));
  }
  const grouped = Map.groupBy(held, ({ name }) => name);
  return Object.fromEntries([...grouped].map(([name, rows]) => [name, rows.map(({ row }) => row).toSorted()]));
}

/** Where a test keeps its book: in the database that this run is made for. */
export async function aDatabaseUrl(): Promise<string | undefined> {
  const database = await takeDatabase();
  if (database) {
    onTestFinished(database.giveBack);
  }
  return database?.url;
}

/** A database of the PostgreSQL that this run is made for, to be given back; undefined: the run is for embedded ones. */
export async function takeDatabase(): Promise<TestDatabase | undefined> {
  const url = inject('postgresUrl');
  return url === undefined ? undefined : aDatabase(url, TEMPLATE);
}

/** A clock that moves only when it is told to. */
export function aClock(startMs = START_MS) {
  let ms = startMs;
  return { nowMs: () => ms, advance: (by: number) => void (ms += by) };
}

/** A folder that is removed after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Send = { readonly method?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly from?: string };

export type TestServer = {
  readonly app: App;
  readonly store: Store;
  readonly deps: Deps;
  readonly folder: string;
  /** Undefined: the embedded database below `folder`. */
  readonly databaseUrl: string | undefined;
  readonly clock: ReturnType<typeof aClock>;
  /** A request from `from` (loopback when missing) to a path below the API. */
  readonly send: (path: string, options?: Send) => Promise<Response>;
};

/** A whole server on a real database in a temporary folder, without a socket. `isQuiet`: failures are meant, and not told of. */
export async function aServer(options: Partial<Config> = {}, isQuiet = false): Promise<TestServer> {
  const folder = aFolder();
  const own = 'databaseUrl' in options ? undefined : await takeDatabase();
  const databaseUrl = own?.url ?? options.databaseUrl;
  const clock = aClock();
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataFolder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    publicOrigin: undefined,
    allowHttp: true,
    ...options,
    databaseUrl,
  };
  const opened = await openStore(config, clock);
  // Whoever closes the server's store is done with its database: a test with a hundred servers needs no more than a few.
  const close = async (): Promise<void> => {
    await opened.close();
    await own?.giveBack();
  };
  const store: Store = { ...opened, close };
  onTestFinished(close);
  const app = createApp({ store, config, clock, log: pino({ level: isQuiet ? 'silent' : 'error' }) });
  const send = async (path: string, { method, body, headers = {}, from = '127.0.0.1' }: Send = {}): Promise<Response> =>
    app.request(
      API_BASE + path,
      {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: from } } },
    );
  return { app, store, deps: { store, clock, random: systemRandom }, folder, databaseUrl, clock, send };
}

export type TestUser = { readonly id: string; readonly org: string; readonly email: string };
export const PASSWORD = 'correct horse battery';

/** Adds a user, who can sign in with `PASSWORD` when `canSignIn` says so. */
export async function aUser(server: TestServer, email: string, role: Role, team?: string, canSignIn = false): Promise<TestUser> {
  const added = await addUserAsOperator(server.deps, { email, role, team, password: canSignIn ? PASSWORD : undefined });
  return { ...added, email };
}

/** Headers of a console that is signed in. */
export async function signInAs(server: TestServer, email: string): Promise<Record<string, string>> {
  const response = await server.send('/sign-in', { body: { email, password: PASSWORD } });
  v.parse(SessionReply, await response.json());
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', origin: 'http://localhost' };
}

export type TestDevice = ReturnType<typeof wrapDevice>;

/** Pairs a browser with a user. */
export async function aDevice(server: TestServer, email: string): Promise<TestDevice> {
  const { code } = await issueCodeAsOperator(server.deps, email);
  const response = await server.send('/pair', { body: { code, deviceName: 'test browser' } });
  return wrapDevice(server, v.parse(PairReply, await response.json()));
}

/** What a pull gave, sorted by kind of line. */
export type Pulled = { readonly records: readonly RecordLine[]; readonly gone: readonly GoneLine[]; readonly end: EndLine['end'] };

function wrapDevice(server: TestServer, paired: PairReply) {
  const headers = { authorization: `Bearer ${paired.token}` };
  let n = 0;
  let counter = 0;
  const envelope = { device: paired.device, epoch: paired.epoch, proto: 1, schema: 1 };
  return {
    ...paired,
    headers,
    /** A stamp of this device, later than its last one. */
    stamp: (ms = server.clock.nowMs()): string => ms.toString(16).padStart(12, '0') + (counter += 1).toString(16).padStart(4, '0') + paired.device,
    pushRaw: (body: object): Promise<Response> =>
      server.send('/sync/push', { headers, body: { ...envelope, sentAt: server.clock.nowMs(), ...body } }),
    async push(ops: readonly Op[], from = n + 1): Promise<PushReply> {
      const response = await this.pushRaw({ from, ops });
      if (!response.ok) {
        throw new Error(`push was refused: ${await response.text()}`);
      }
      const reply = v.parse(PushReply, await response.json());
      n = reply.lastN;
      return reply;
    },
    async pull(cursors: Readonly<Record<string, number>> = {}, limit?: number): Promise<Pulled> {
      const body = { epoch: paired.epoch, proto: 1, schema: 1, cursors, ...(limit === undefined ? {} : { limit }) };
      return parsePage(await (await server.send('/sync/pull', { headers, body })).text());
    },
    /** Everything, page after page. */
    async pullAll(limit = 1000): Promise<Map<string, RecordLine>> {
      const records = new Map<string, RecordLine>();
      for (let page = await this.pull({}, limit); ; page = await this.pull(page.end.cursors, limit)) {
        page.gone.forEach((line) => records.delete(line.i));
        page.records.forEach((line) => records.set(line.i, line));
        if (!page.end.more) {
          return records;
        }
      }
    },
  };
}

/** Sorts the lines of a pull's answer; one that is no line of the wire fails the test. */
export function parsePage(text: string): Pulled {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => v.parse(PullLine, JSON.parse(line)));
  const last = lines.at(-1);
  if (!last || !('end' in last)) {
    throw new Error('the page has no end');
  }
  return { records: lines.filter((line) => 'b' in line), gone: lines.filter((line) => 'gone' in line), end: last.end };
}
