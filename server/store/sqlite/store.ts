import Database from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader, Store, Tx } from '../port.ts';
import { createAccountReads, createAccountWrites } from './accounts.ts';
import { createBlobReads, createBlobWrites } from './blobs.ts';
import { createCustomerList } from './customer-list.ts';
import { createImportReads, createImportWrites } from './imports.ts';
import type { Connection } from './open.ts';
import { createMemberReads, createMemberWrites } from './members.ts';
import { createFactWrites, createOrderReads } from './orders.ts';
import { createPageStatements } from './pages.ts';
import { createRecordStatements } from './records.ts';
import { createSyncReads, createSyncWrites } from './sync.ts';

type Sync = (...args: never[]) => unknown;
type Promised<T extends Readonly<Record<string, Sync>>> = {
  [K in keyof T]: (...args: Parameters<T[K]>) => Promise<ReturnType<T[K]>>;
};

/** A store on the embedded database: one connection that writes, one that reads what was committed. */
export function createSqliteStore(writer: Connection, reader: Connection): Store {
  /** How many numbers of which organizations the running transaction has taken. */
  const taken = new Map<string, number>();
  const watchers = new Set<(org: string) => void>();
  const tx = createTx(writer, taken);
  const enqueue = createQueue();
  const turns = new Map<string, ReturnType<typeof createQueue>>();
  // From here on `begin` waits, which leaves the process free; a wait inside SQLite would stop all of it.
  writer.pragma('busy_timeout=0');
  return {
    ...createReader(reader),
    write: (fn) =>
      enqueue(async () => {
        await begin(writer);
        taken.clear();
        try {
          const result = await fn(tx);
          writer.exec('COMMIT');
          const changed = [...taken.keys()];
          changed.forEach((org) => watchers.forEach((onChange) => onChange(org)));
          return result;
        } catch (error) {
          // A full disk may already have ended the transaction.
          if (writer.inTransaction) {
            writer.exec('ROLLBACK');
          }
          throw error;
        }
      }),
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
    inTurn(name, job) {
      const turn = turns.get(name) ?? createQueue();
      turns.set(name, turn);
      return turn(job);
    },
    close: () =>
      enqueue(() => {
        reader.close();
        writer.close();
        return Promise.resolve();
      }),
  };
}

/** How long a writer waits for the writer of another process, such as the command line, and how often it looks. */
const BUSY_PATIENCE_MS = 5000;
const BUSY_LOOK_MS = 5;

async function begin(db: Connection): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    // One that could not even be taken back would stand in everybody's way for ever.
    if (db.inTransaction) {
      db.exec('ROLLBACK');
    }
    try {
      db.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() - startedMs > BUSY_PATIENCE_MS) {
        throw error;
      }
      await sleep(BUSY_LOOK_MS);
    }
  }
}

/** Runs what it is given one after another: one process has one writer. */
function createQueue(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job, job);
    last = result;
    return result;
  };
}

/** Gives every function the asynchronous face of the port; a failure becomes a rejection. */
function promised<T extends Readonly<Record<string, Sync>>>(functions: T): Promised<T>;
function promised(functions: Readonly<Record<string, (...args: unknown[]) => unknown>>): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [name, (...args: unknown[]) => new Promise<unknown>((resolve) => resolve(run(...args)))]),
  );
}

function createReader(db: Connection): Reader {
  const { findRecord, listScopes, listEventsOf, listInteractionsOf } = createRecordStatements(db);
  const { findVisible, ...pages } = createPageStatements(db);
  return {
    ...promised({ findRecord, listScopes, listEventsOf, listInteractionsOf, listCustomers: createCustomerList(db) }),
    ...promised(createOrderReads(db)),
    ...promised(createMemberReads(db)),
    ...promised(pages),
    ...promised(createSyncReads(db, findVisible)),
    ...promised(createImportReads(db)),
    ...promised(createBlobReads(db)),
    ...promised(createAccountReads(db)),
  };
}

function createTx(db: Connection, taken: Map<string, number>): Tx {
  const records = createRecordStatements(db);
  const { findDevice, findOrg } = createAccountReads(db);
  const { saveRecord, saveRecords, grant, withdraw, addHistory } = records;
  return {
    ...createReader(db),
    ...promised({
      takeSeq: (org: string, count: number): number => {
        taken.set(org, (taken.get(org) ?? 0) + count);
        return records.takeSeq(org, count);
      },
      settleSeq: (org: string) => {
        const head = findOrg(org)?.seq ?? 0;
        return { before: head - (taken.get(org) ?? 0), head };
      },
      saveRecord,
      saveRecords,
      grant,
      withdraw,
      addHistory,
      // The one writer needs no locks on rows or names.
      lockDevice: findDevice,
      lockName: (_name: string): void => undefined,
      lockRecords: (org: string, ids: readonly string[]) => records.findRecords(org, [...new Set(ids)]),
    }),
    ...promised(createFactWrites(db)),
    ...promised(createMemberWrites(db)),
    ...promised(createImportWrites(db)),
    ...promised(createBlobWrites(db)),
    ...promised(createSyncWrites(db)),
    ...promised(createAccountWrites(db)),
  };
}
