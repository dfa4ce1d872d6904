import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Store, Tx } from '../port.ts';
import { isTriedAgain, toFailure } from './failures.ts';
import { createLive } from './live.ts';
import { createQuery, openClient, type Query, type SqlValue } from './open.ts';
import { createReader } from './reader.ts';
import { createTx } from './transaction.ts';

/** How often a transaction that lost against others begins anew, and how long it stays away at most before. */
const TRIES_AGAIN = 3;
const AWAY_MS = 50;
/** How often a job looks whether its turn has come. */
const TURN_MS = 200;

/** A store on PostgreSQL. Any number of processes may have one on the same database; none of them keeps anything of it. */
export function createPostgresStore(pool: Pool, url: string): Store {
  const read = failing(createQuery(pool));
  const live = createLive(url, read);
  const learn = createLearning(read);
  return {
    ...createReader(read),
    async write(fn) {
      const { result, heads, saved } = await writeAgain(pool, fn);
      learn(saved);
      heads.forEach((head, org) => live.note(org, head));
      return result;
    },
    inTurn: (name, job) => runInTurn(url, name, job),
    watch: live.watch,
    async close() {
      live.close();
      if (!pool.ending) {
        await pool.end();
      }
    },
  };
}

/** The same statements, whose failures the rest of the server knows. */
function failing(query: Query): Query {
  return async <Row extends Record<string, unknown>>(sql: string, values?: readonly SqlValue[]) => {
    try {
      return await query<Row>(sql, values);
    } catch (error) {
      throw toFailure(error);
    }
  };
}

/** Records after whose writing the database looks at its tables, and how much later it does so again. */
const FIRST_LOOK = 200;
const NEXT_LOOK = 4;

/**
 * Lets the database look at its tables while they fill for the first time. By itself it does so once a minute at most,
 * and chooses its ways by guess until then, among them ones that read a whole organization for each record.
 */
function createLearning(query: Query): (saved: number) => void {
  let total = 0;
  let next = FIRST_LOOK;
  return (saved) => {
    total += saved;
    if (total >= next) {
      next *= NEXT_LOOK;
      query('ANALYZE org, rec, vis, element, history').catch(() => undefined);
    }
  };
}

type Written<T> = { readonly result: T; readonly heads: ReadonlyMap<string, number>; readonly saved: number };

async function writeAgain<T>(pool: Pool, fn: (tx: Tx) => Promise<T>): Promise<Written<T>> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await writeOnce(pool, fn);
    } catch (error) {
      if (!isTriedAgain(error) || tries === TRIES_AGAIN) {
        throw toFailure(error);
      }
      await sleep(Math.random() * AWAY_MS * (tries + 1));
    }
  }
}

async function writeOnce<T>(pool: Pool, fn: (tx: Tx) => Promise<T>): Promise<Written<T>> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const { tx, finish } = createTx(createQuery(client));
    const result = await fn(tx);
    const finished = await finish();
    await commit(client);
    return { result, ...finished };
  } catch (error) {
    // A connection on which not even this works is of no use to anybody.
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** PostgreSQL answers the commit of a transaction that failed inside with a rollback and no error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') {
    throw new Error('the transaction had failed before its commit');
  }
}

/** The turn is a lock of a session of its own, so that a process which dies in the middle gives it back. */
async function runInTurn<T>(url: string, name: string, job: () => Promise<T>): Promise<T> {
  const client = await openClient(url).catch((error: unknown) => {
    throw toFailure(error);
  });
  try {
    const query = failing(createQuery(client));
    for (;;) {
      const [turn] = await query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS mine', [name]);
      if (turn?.mine === true) {
        return await job();
      }
      await sleep(TURN_MS);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
