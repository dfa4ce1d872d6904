import type { StoredRecord } from '#shared/model/record.ts';
import type { Edge } from '#shared/sync/links.ts';
import type { BlobReads, BlobWrites } from './port-blobs.ts';
import type { ImportReads, ImportWrites } from './port-imports.ts';
import type { SyncReads, SyncWrites } from './port-sync.ts';

/** An organization: the owner of one book. `seq` counts every change of it. */
export type Org = {
  readonly id: string;
  readonly name: string;
  /** 32 bytes in hex; ids of records are derived with it. */
  readonly idSalt: string;
  readonly seq: number;
  /** Names the history of this database; changed by every restore. */
  readonly epoch: string;
  /** The currency in which sums are shown; null until the first orders or an admin say which. */
  readonly currency: string | null;
  /** The zone in which a day of the team begins. */
  readonly timeZone: string;
  /** Rows up to this number may be forgotten; who has seen less fetches everything anew. */
  readonly floorSeq: number;
  /** Whoever captures a customer of others sees it whole at once; else it is a claim. */
  readonly shareOnCapture: boolean;
};

/** What of a customer's facts the table is sorted by; made by `run-analyses` from all orders of the customer. */
export type CustomerFactRow = {
  readonly customer: string;
  readonly asOf: string;
  /** 3 the highest, 0 none yet. */
  readonly tier: number;
  readonly netMinor: number | null;
  readonly dueOn: string | null;
};

/** How much of a record a scope may see. */
export type Level = 'full' | 'stub';

/** A record as it is stored: `b` and `c` are the JSON of its body and of its packed stamps, as the wire has them. */
export type StoredText = { readonly id: string; readonly kind: string; readonly b: string; readonly c: string; readonly floor: string | null };

/** A record with the number of its last change. `text`: what is stored of it, where it came straight from there. */
export type Sequenced = { readonly record: StoredRecord; readonly seq: number; readonly text?: StoredText };

/**
 * A record that is to be stored under a number. `changed`: the fields that are not as they were stored; left out for a
 * record that was not stored. `text`: the same record as text, where it is known.
 */
export type SavedRecord = { readonly record: StoredRecord; readonly seq: number; readonly changed?: readonly string[]; readonly text?: StoredText };

/** A record as one reader may see it. */
export type Visible = Sequenced & { readonly level: Level };

/** A scope and the last number that the reader has seen of it. */
export type Cursor = { readonly scope: string; readonly after: number };

/** One entry of a page: a record, or the id of one that none of the scopes holds any longer. */
export type PageEntry = { readonly id: string; readonly seq: number; readonly visible: Visible | undefined };

/** What changed in some scopes since their cursors, by rising number; `cutAt`: the number up to which it goes. */
export type Page = {
  readonly entries: readonly PageEntry[];
  readonly more: boolean;
  readonly cutAt: number;
  readonly head: number;
  readonly epoch: string;
};

/** The last batch of a device, so that a retry of it gets the same answer. */
export type Batch = { readonly from: number; readonly count: number; readonly hash: string; readonly reply: string };

export type StoredDevice = {
  readonly org: string;
  readonly id: string;
  readonly user: string;
  readonly name: string;
  readonly tokenHash: string;
  readonly pairedAtMs: number;
  readonly lastSeenAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly lastN: number;
  readonly lastBatch: Batch | null;
};

/** A user as the read table has it. */
export type StoredUser = {
  readonly org: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly team: string | null;
  readonly disabled: boolean;
};

export type StoredTeam = { readonly id: string; readonly name: string };

export type StoredSession = {
  readonly org: string;
  readonly tokenHash: string;
  readonly user: string;
  readonly openedAtMs: number;
  readonly lastSeenAtMs: number;
};

/** `serial` rises with every code, so that "issued before" needs no clock. */
export type StoredPairingCode = {
  readonly org: string;
  readonly codeHash: string;
  readonly serial: number;
  readonly user: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
};

/** Wrong codes from one address; codes up to `burntSerial` no longer work for it; -1: none are burnt. */
export type PairingTries = { readonly wrong: number; readonly burntSerial: number };

/** Wrong tries of one kind since a moment. */
export type TryWindow = { readonly sinceMs: number; readonly wrong: number };

export type HistoryRow = {
  readonly seq: number;
  readonly id: string;
  readonly field: string;
  readonly atMs: number;
  readonly actor: string;
  readonly device: string;
  /** JSON of the value before, or null when there was none. */
  readonly oldJson: string | null;
  readonly newJson: string;
  readonly stamp: string;
};

/** Who did what to what: ids only, never names or contents. */
export type AuditRow = { readonly org: string; readonly atMs: number; readonly actor: string; readonly action: string; readonly target: string };

export type CustomerSort = 'name' | 'company' | 'last-contact' | 'captured' | 'tier' | 'amount' | 'next-order';

export type CustomerFilter = {
  /** Scopes that the reader may see; undefined: all rows. */
  readonly scopes: readonly string[] | undefined;
  readonly search: string;
  readonly sort: CustomerSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
};

export type CustomerListRow = {
  readonly id: string;
  readonly lastContactAt: string | null;
  readonly interactions: number;
  readonly reps: readonly string[];
};

/** A record that is one customer with others: all of them have one root, the smallest of their ids. */
export type Member = { readonly id: string; readonly root: string };

/** What can be read, inside a transaction and outside. Each call sees one state of the database. */
export type Reader = ImportReads &
  BlobReads &
  SyncReads & {
    listOrgs(): Promise<readonly Org[]>;
    findOrg(id: string): Promise<Org | undefined>;
    findRecord(org: string, id: string): Promise<Sequenced | undefined>;
    /** Scopes that hold a record now. */
    listScopes(org: string, id: string): Promise<readonly string[]>;
    readPage(org: string, cursors: readonly Cursor[], limit: number): Promise<Page>;
    /** Of `ids` those that one of the scopes holds (`*`: every record). */
    readVisible(org: string, scopes: readonly string[], ids: readonly string[]): Promise<readonly Visible[]>;
    /** Ids of what belongs to some customers (interactions, orders, tasks, links …), with whose they are. */
    listEventsOf(org: string, customers: readonly string[]): Promise<readonly { readonly customer: string; readonly id: string }[]>;
    /** Ids of the orders of some customers, with whose they are. */
    listOrderIds(org: string, customers: readonly string[]): Promise<readonly { readonly id: string; readonly customer: string }[]>;
    /** Ids of the payments of some customers, with whose they are. */
    listPaymentIds(org: string, customers: readonly string[]): Promise<readonly { readonly id: string; readonly customer: string }[]>;
    /** Ids of the tasks of some customers, with whose they are; deleted ones are left out. */
    listTaskIds(org: string, customers: readonly string[]): Promise<readonly { readonly id: string; readonly customer: string }[]>;
    /** Ids of the service cases of some customers, with whose they are; deleted ones are left out. */
    listCaseIds(org: string, customers: readonly string[]): Promise<readonly { readonly id: string; readonly customer: string }[]>;
    /** The next `limit` records of a kind by id after one; from the first on when `after` is empty. */
    readKind(org: string, kind: string, after: string, limit: number): Promise<readonly StoredRecord[]>;
    /** Ids of the interactions of some customers, the newest first. */
    listInteractionsOf(org: string, customers: readonly string[], limit: number): Promise<readonly string[]>;
    /** The links that hold now and touch any of these customers. */
    listLinks(org: string, ids: readonly string[]): Promise<readonly Edge[]>;
    /** All records that are one customer with any of these; records that stand alone are not in it. */
    listMembers(org: string, ids: readonly string[]): Promise<readonly Member[]>;
    listAllMembers(org: string): Promise<readonly Member[]>;
    listCustomers(org: string, filter: CustomerFilter): Promise<{ readonly total: number; readonly rows: readonly CustomerListRow[] }>;
    findUser(org: string, id: string): Promise<StoredUser | undefined>;
    listUsersByEmail(email: string): Promise<readonly StoredUser[]>;
    listUsers(org: string): Promise<readonly StoredUser[]>;
    listTeams(org: string): Promise<readonly StoredTeam[]>;
    findDeviceByToken(tokenHash: string): Promise<StoredDevice | undefined>;
    findDevice(org: string, id: string): Promise<StoredDevice | undefined>;
    listDevices(org: string): Promise<readonly StoredDevice[]>;
    findPasswordHash(org: string, user: string): Promise<string | undefined>;
    listUsersWithPassword(org: string): Promise<readonly string[]>;
    findSession(tokenHash: string): Promise<StoredSession | undefined>;
    findPairingCode(codeHash: string): Promise<StoredPairingCode | undefined>;
    /** The number of the newest pairing code, 0 when there was none. */
    readLastPairingSerial(): Promise<number>;
    hasLivePairingCode(afterSerial: number, nowMs: number): Promise<boolean>;
    readPairingTries(address: string): Promise<PairingTries>;
    findTryWindow(what: string, who: string): Promise<TryWindow | undefined>;
    findSetUpToken(tokenHash: string): Promise<{ readonly usedAtMs: number | null } | undefined>;
    /** Fails when the database cannot answer. */
    ping(): Promise<void>;
  };

/** One write transaction: everything in it happens, or nothing. */
export type Tx = Reader &
  ImportWrites &
  BlobWrites &
  SyncWrites & {
    addOrg(org: Org, madeAtMs: number): Promise<void>;
    saveOrgSettings(org: string, settings: Pick<Org, 'name' | 'currency' | 'timeZone' | 'shareOnCapture'>): Promise<void>;
    /** Writes what some customers are sorted by. */
    saveCustomerFacts(org: string, rows: readonly CustomerFactRow[]): Promise<void>;
    /** Forgets with whom these records are one customer, and notes it anew. */
    replaceMembers(org: string, ids: readonly string[], rows: readonly Member[]): Promise<void>;
    /**
     * Takes `count` numbers of the organization, which follow each other, and gives the first. They are good for the
     * writes of this transaction only: which numbers they are in the end may be settled as late as the commit, so that
     * no writer waits longer than that for another one (sync design 2.17). Never put one into an answer or a text: see `settleSeq`.
     */
    takeSeq(org: string, count: number): Promise<number>;
    /**
     * Settles the numbers that were taken so far: what the organization had before the first of them, and its newest one.
     * Where several processes write, all other writers of the organization wait from here on, so it comes last.
     */
    settleSeq(org: string): Promise<{ readonly before: number; readonly head: number }>;
    /** Whoever locks the same name, in any process, waits until this transaction ends: for what rests on rows that are not there yet. */
    lockName(name: string): Promise<void>;
    /** The records of `ids` that exist; all of `ids` are locked in id order against other writers, those too that do not exist. */
    lockRecords(org: string, ids: readonly string[]): Promise<ReadonlyMap<string, Sequenced>>;
    /** Writes a record as one that was not stored, its read table, and its number into every scope that holds it. */
    saveRecord(org: string, record: StoredRecord, seq: number): Promise<void>;
    /** The same for many, of those that were stored only what changed. */
    saveRecords(org: string, rows: readonly SavedRecord[]): Promise<void>;
    /** Puts a record into a scope. */
    grant(org: string, scope: string, id: string, seq: number, level: Level): Promise<void>;
    /** Takes a record out of a scope. */
    withdraw(org: string, scope: string, id: string, seq: number): Promise<void>;
    addHistory(org: string, rows: readonly HistoryRow[]): Promise<void>;
    addAudit(row: AuditRow): Promise<void>;
    addDevice(device: StoredDevice): Promise<void>;
    lockDevice(org: string, id: string): Promise<StoredDevice | undefined>;
    saveBatch(org: string, device: string, lastN: number, batch: Batch): Promise<void>;
    touchDevice(org: string, device: string, seenAtMs: number): Promise<void>;
    revokeDevice(org: string, device: string, atMs: number): Promise<void>;
    savePasswordHash(org: string, user: string, hash: string, atMs: number): Promise<void>;
    addSession(session: StoredSession): Promise<void>;
    touchSession(tokenHash: string, seenAtMs: number): Promise<void>;
    removeSession(tokenHash: string): Promise<void>;
    /** Removes sessions opened or last seen before these moments. */
    removeOldSessions(openedBeforeMs: number, seenBeforeMs: number): Promise<void>;
    addPairingCode(code: StoredPairingCode): Promise<void>;
    usePairingCode(serial: number, atMs: number): Promise<void>;
    savePairingTries(address: string, tries: PairingTries): Promise<void>;
    saveTryWindow(what: string, who: string, window: TryWindow): Promise<void>;
    removeTryWindow(what: string, who: string): Promise<void>;
    /** Makes this the only set-up token that has not been used. */
    replaceSetUpToken(tokenHash: string, madeAtMs: number): Promise<void>;
    useSetUpToken(tokenHash: string, atMs: number): Promise<void>;
  };

/** The database as services know it. */
export type Store = Reader & {
  /**
   * Runs `fn` in one write transaction; a rejection rolls it back. Where writers of several processes got in each other's
   * way it runs anew from the beginning: what `fn` leaves outside must not add up.
   */
  write<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Calls `onChange` with an organization after a commit that took numbers of it, until the function that it gives is
   * called. A hint only: some may be missed, and one may stand for many.
   */
  watch(onChange: (org: string) => void): () => void;
  /** Runs jobs of one name one after another, over all processes that share the database. */
  inTurn<T>(name: string, job: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};
