import type { StoredRecord } from '#shared/model/record.ts';
import { touchesIndex } from '#shared/model/registry.ts';
import type { HistoryRow, Level, Reader, SavedRecord, Sequenced, Tx } from '../port.ts';
import type { ImportChange } from '../port-imports.ts';
import type { Grant } from '../port-sync.ts';
import { toHeld, toSequenced, type RecRow } from '../rows.ts';
import { createAccountWrites } from './accounts.ts';
import { createBlobWrites } from './blobs.ts';
import { createImportWrites } from './imports.ts';
import { createMemberWrites } from './members.ts';
import type { Query } from './open.ts';
import { createFactWrites } from './orders.ts';
import { createPending, type Pending } from './pending.ts';
import { createReadTables } from './read-tables.ts';
import { createReader } from './reader.ts';
import { REC } from './records.ts';
import { createSyncWrites } from './sync.ts';

/** Reads that look at nothing that carries numbers: the read tables must be written before, the numbers need not be taken. */
const OF_READ_TABLES: ReadonlySet<string> = new Set<keyof Reader>([
  'listEventsOf',
  'listOrderIds',
  'listPaymentIds',
  'listTaskIds',
  'listCaseIds',
  'listInteractionsOf',
  'listLinks',
  'findUser',
  'listUsersByEmail',
  'listUsers',
  'listTeams',
  'listHolders',
]);

/** Reads that look at nothing that waits. */
const OF_OTHERS: ReadonlySet<string> = new Set<keyof Reader>([
  'listOrgs',
  'findOrg',
  'findDeviceByToken',
  'findDevice',
  'listDevices',
  'findPasswordHash',
  'listUsersWithPassword',
  'findSession',
  'findPairingCode',
  'readLastPairingSerial',
  'hasLivePairingCode',
  'readPairingTries',
  'findTryWindow',
  'findSetUpToken',
  'findImportBatch',
  'listImportBatches',
  'findImportMapping',
  'listOpenClaims',
  'findClaim',
  'listByMatchKeys',
  'listMatchKeysOf',
  'listMembers',
  'listAllMembers',
  'ping',
]);

/** A transaction, and how it ends. */
export type OpenTx = {
  readonly tx: Tx;
  /** Sends what waits; gives the new number of each organization that got one, and how many records were saved. */
  readonly finish: () => Promise<{ readonly heads: ReadonlyMap<string, number>; readonly saved: number }>;
};

/**
 * A transaction over one connection that has begun one. What carries a number waits until the end, or until something is
 * read that it would change; see `createPending`.
 */
export function createTx(query: Query): OpenTx {
  const saveReadTables = createReadTables(query);
  const reader = createReader(query);
  const heads = new Map<string, number>();
  let saved = 0;
  const books = new Map<string, Book>();
  const bookOf = (org: string): Book => {
    const known = books.get(org) ?? createBook(query, org);
    books.set(org, known);
    return known;
  };
  async function sendReadTables(): Promise<void> {
    for (const { pending, unread } of books.values()) {
      const records = [...unread.values()];
      unread.clear();
      saved += records.length;
      if (records.length > 0) {
        await saveReadTables(pending.org, records);
      }
    }
  }
  async function send(): Promise<void> {
    await sendReadTables();
    for (const { pending } of books.values()) {
      if (!pending.isEmpty()) {
        const head = await pending.flush();
        if (head !== undefined) {
          heads.set(pending.org, head);
        }
      }
    }
  }

  const { removeHistoryOf, removeHistoryBefore, removeExpired } = createSyncWrites(query);
  const { removeImportChanges } = createImportWrites(query);
  const own: Pick<
    Tx,
    | 'findRecord'
    | 'lockRecords'
    | 'listScopes'
    | 'takeSeq'
    | 'settleSeq'
    | 'saveRecord'
    | 'saveRecords'
    | 'grant'
    | 'withdraw'
    | 'addHistory'
    | 'addImportChanges'
    | 'removeImportChanges'
    | 'lockName'
    | 'listGrants'
    | 'listGrantsOf'
    | 'removeHistoryOf'
    | 'removeHistoryBefore'
    | 'removeExpired'
  > = {
    findRecord: (org, id) => bookOf(org).findRecord(id),
    lockRecords: (org, ids) => bookOf(org).lockRecords(ids),
    listGrants: async (org, id) =>
      [...(await bookOf(org).scopesOf(id))].map(([scope, level]) => ({ scope, level })).toSorted((a, b) => (a.scope < b.scope ? -1 : 1)),
    listGrantsOf: async (org, ids) => bookOf(org).listGrantsOf(ids),
    listScopes: async (org, id) => [...(await bookOf(org).scopesOf(id)).keys()].toSorted(),
    takeSeq: (org, count) => Promise.resolve(bookOf(org).pending.takeSeq(count)),
    async settleSeq(org) {
      await send();
      const head = heads.get(org) ?? (await reader.findOrg(org))?.seq ?? 0;
      return { before: head - bookOf(org).pending.countTaken(), head };
    },
    saveRecord: (org, record, seq) => Promise.resolve(bookOf(org).saveRecord({ record, seq })),
    saveRecords: (org, rows) => Promise.resolve(rows.forEach((row) => bookOf(org).saveRecord(row))),
    grant: (org, scope, id, seq, level) => bookOf(org).grant(scope, id, seq, level),
    withdraw: (org, scope, id, seq) => bookOf(org).withdraw(scope, id, seq),
    addHistory: (org, rows: readonly HistoryRow[]) => Promise.resolve(bookOf(org).pending.addHistory(rows)),
    addImportChanges: (org, batch, changes: readonly ImportChange[]) => Promise.resolve(bookOf(org).pending.addImportChanges(batch, changes)),
    // What removes by number removes what waits as well.
    ...sendBefore({ removeHistoryOf, removeHistoryBefore, removeExpired, removeImportChanges }, sendReadTables, send),
    lockName: async (name) => void (await query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name])),
  };
  return {
    tx: {
      ...sendBefore(reader, sendReadTables, send),
      ...createAccountWrites(query),
      ...createFactWrites(query),
      ...createMemberWrites(query),
      ...createImportWrites(query),
      ...createBlobWrites(query),
      ...createSyncWrites(query),
      ...own,
    },
    async finish() {
      await send();
      for (const { pending, abandoned } of books.values()) {
        const ids = abandoned();
        if (ids.length > 0) {
          await query('DELETE FROM rec WHERE org = $1 AND id = ANY($2::text[]) AND seq IS NULL', [pending.org, ids]);
        }
      }
      return { heads, saved };
    },
  };
}

type Reads = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** The same reads, each after what it could see has been sent. */
function sendBefore<T extends Reads>(reads: T, sendReadTables: () => Promise<void>, send: () => Promise<void>): T;
function sendBefore(
  reads: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>,
  sendReadTables: () => Promise<void>,
  send: () => Promise<void>,
): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]) => [
      name,
      async (...args: unknown[]) => {
        if (!OF_OTHERS.has(name)) {
          await (OF_READ_TABLES.has(name) ? sendReadTables() : send());
        }
        return read(...args);
      },
    ]),
  );
}

type Book = ReturnType<typeof createBook>;

/** What a transaction knows and has written of one organization. */
function createBook(query: Query, org: string) {
  const pending: Pending = createPending(query, org);
  /** Records that this transaction holds: nobody else can change them or their scopes. */
  const held = new Map<string, Sequenced | undefined>();
  const scopes = new Map<string, Map<string, Level>>();
  const made = new Set<string>();
  /** Records that were saved and are not in the read tables yet. */
  const unread = new Map<string, StoredRecord>();

  /** Holds some records, those that do not exist as well: others who write them wait until this transaction ends. */
  async function hold(ids: readonly string[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !held.has(id)).toSorted();
    if (wanted.length === 0) {
      return;
    }
    const fresh = await query<{ id: string }>(
      `INSERT INTO rec (org, id, kind, b, c, seq) SELECT $1, id, left(id, 1), '{}', '{}', NULL FROM unnest($2::text[]) AS id ORDER BY id
       ON CONFLICT (org, id) DO NOTHING RETURNING id`,
      [org, wanted],
    );
    fresh.forEach(({ id }) => made.add(id));
    const rows = await query<Omit<RecRow, 'seq'> & { seq: number | null }>(`${REC} WHERE org = $1 AND id = ANY($2::text[]) ORDER BY id FOR UPDATE`, [
      org,
      wanted,
    ]);
    wanted.forEach((id) => held.set(id, undefined));
    for (const { seq, ...row } of rows) {
      if (seq !== null) {
        held.set(row.id, toHeld({ ...row, seq }));
      }
    }
  }

  /** The scopes that hold a record; of all held records at once, since a batch asks for each of them. */
  async function scopesOf(id: string): Promise<ReadonlyMap<string, Level>> {
    if (!scopes.has(id)) {
      await readScopes(held.has(id) ? [...held.keys()] : [id]);
    }
    return scopes.get(id) ?? new Map<string, Level>();
  }

  async function readScopes(all: readonly string[]): Promise<void> {
    const ids = all.filter((key) => !scopes.has(key));
    if (ids.length > 0) {
      ids.forEach((key) => scopes.set(key, new Map()));
      // What this transaction has just made is in no scope yet.
      const asked = ids.filter((key) => !made.has(key));
      const rows =
        asked.length === 0
          ? []
          : await query<{ id: string; scope: string; lvl: Level }>(
              'SELECT id, scope, lvl FROM vis WHERE org = $1 AND id = ANY($2::text[]) AND gone = 0',
              [org, asked],
            );
      rows.forEach((row) => scopes.get(row.id)?.set(row.scope, row.lvl));
    }
  }

  return {
    pending,
    unread,
    scopesOf,
    async listGrantsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Grant[]>> {
      await readScopes(ids);
      return new Map(ids.map((id) => [id, [...(scopes.get(id) ?? [])].map(([scope, level]) => ({ scope, level }))]));
    },
    /** Rows that were made to hold records which then were not written. */
    abandoned: (): readonly string[] => [...made].filter((id) => held.get(id) === undefined),
    async lockRecords(ids: readonly string[]): Promise<ReadonlyMap<string, Sequenced>> {
      await hold(ids);
      return new Map(
        ids.flatMap((id): [string, Sequenced][] => {
          const found = held.get(id);
          return found ? [[id, found]] : [];
        }),
      );
    },
    async findRecord(id: string): Promise<Sequenced | undefined> {
      const known = pending.findRecord(id) ?? held.get(id);
      if (known || held.has(id)) {
        return known;
      }
      return (await query<RecRow>(`${REC} WHERE org = $1 AND id = $2 AND seq IS NOT NULL`, [org, id])).map(toSequenced)[0];
    },
    saveRecord(row: SavedRecord): void {
      const { record, seq, changed, text } = row;
      pending.saveRecord(row);
      held.set(record.id, text === undefined ? { record, seq } : { record, seq, text });
      if (changed === undefined || unread.has(record.id) || touchesIndex(record.kind, changed, false) || touchesIndex(record.kind, changed, true)) {
        unread.set(record.id, record);
      }
    },
    async grant(scope: string, id: string, seq: number, level: Level): Promise<void> {
      await scopesOf(id);
      scopes.get(id)?.set(scope, level);
      pending.setVis({ scope, id, seq, gone: false, level });
    },
    async withdraw(scope: string, id: string, seq: number): Promise<void> {
      const level = (await scopesOf(id)).get(scope);
      if (level !== undefined) {
        scopes.get(id)?.delete(scope);
        pending.setVis({ scope, id, seq, gone: true, level });
      }
    },
  };
}
