import { Client, Pool, types, type ClientConfig, type QueryResultRow } from 'pg';

/** What a statement can be given. Lists become arrays of the type that the statement names. */
export type SqlValue = string | number | boolean | null | readonly (string | number | null)[];

/** Runs one statement and gives its rows. */
export type Query = <Row extends QueryResultRow>(sql: string, values?: readonly SqlValue[]) => Promise<readonly Row[]>;

/** What can run a statement: a pool, or one connection of it. */
type Runner = Pick<Client, 'query'>;

/** A writer waits this long for another one's rows; then it begins anew. */
const LOCK_TIMEOUT_MS = 2000;
/** A transaction that stands still holds rows that others need. */
const IDLE_IN_TRANSACTION_MS = 5000;
const CONNECT_TIMEOUT_MS = 5000;
/** Connections of one server process; PostgreSQL allows 100 over all by default. */
const CONNECTIONS = 10;

const BIGINT = 20;

/** How every connection of the server is made. Numbers of 8 bytes are numbers: none of ours comes near 2^53. */
function toClientConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'sidebook',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: { getTypeParser: (oid, format) => (Number(oid) === BIGINT ? Number : types.getTypeParser(oid, format)) },
  };
}

/** Connections that are opened as they are needed, and anew after the database was away. */
export function openPool(url: string): Pool {
  const pool = new Pool({ ...toClientConfig(url), max: CONNECTIONS });
  // A connection that breaks tells whoever waits for its answer; without a listener it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** One connection outside the pool, for whoever listens or holds a lock of the session. */
export async function openClient(url: string): Promise<Client> {
  const client = new Client({ ...toClientConfig(url), lock_timeout: 0 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Statements on a pool or on one connection. */
export function createQuery(runner: Runner): Query {
  return async <Row extends QueryResultRow>(sql: string, values: readonly SqlValue[] = []) =>
    (await runner.query<Row>(sql, values.map(withoutNul))).rows;
}

/** PostgreSQL's text holds every character but NUL, which a hostile client may send; JSON writes it as six others anyway. */
function withoutNul(value: SqlValue): unknown {
  if (typeof value === 'string') {
    return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  }
  return Array.isArray(value) ? value.map(withoutNul) : value;
}

/** Indexes hold entries of 2,704 bytes at most; three bytes a letter leave room for the rest of the key. */
const INDEXED_LETTERS = 600;

/** A text as it stands in an indexed column, and as it is looked for there. */
export function toIndexed(text: string): string {
  return text.length > INDEXED_LETTERS ? text.slice(0, INDEXED_LETTERS) : text;
}
