import type { HistoryRow, Level, Visible } from './port.ts';

/** A scope that holds a record, and how much of it. */
export type Grant = { readonly scope: string; readonly level: Level };

/**
 * Which records a page of a snapshot has: `first` what a panel needs to be right (everything but contacts before
 * `sinceDay`: tiers and rhythms rest on all orders), `rest` the older contacts, `all` both. `after`: the last id of the page before, empty at the beginning.
 */
export type SnapshotQuery = {
  readonly scopes: readonly string[];
  readonly part: 'first' | 'rest' | 'all';
  /** `YYYY-MM-DD`. */
  readonly sinceDay: string;
  readonly after: string;
  readonly limit: number;
};

/** Records by rising id; `next` is what the next page comes after, null at the end; `head` the number of the newest change. */
export type SnapshotPage = { readonly records: readonly Visible[]; readonly next: string | null; readonly head: number; readonly epoch: string };

/** Somebody captured a customer that others have, while sharing on capture is off. */
export type Claim = {
  readonly id: string;
  /** The user who captured it. */
  readonly claimant: string;
  readonly atMs: number;
  readonly state: 'open' | 'granted' | 'apart';
  readonly decidedBy: string | null;
  readonly decidedAtMs: number | null;
};

/** What sync reads beside pages of changes. */
export type SyncReads = {
  /** Scopes that hold a record now, with their levels, by scope. */
  listGrants(org: string, id: string): Promise<readonly Grant[]>;
  /** The same for many records at once; one that no scope holds is not in it. */
  listGrantsOf(org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Grant[]>>;
  /** One page of everything that some scopes hold, at one state of the database. */
  readSnapshot(org: string, query: SnapshotQuery): Promise<SnapshotPage>;
  /** What was written into a record, the last first. */
  listHistoryOf(org: string, id: string, belowSeq: number, limit: number): Promise<readonly HistoryRow[]>;
  /** The first number above `afterSeq` whose write happened at `sinceMs` or later; undefined when there is none. */
  findSeqSince(org: string, afterSeq: number, sinceMs: number): Promise<number | undefined>;
  /** Claims that nobody has decided, the oldest first. */
  listOpenClaims(org: string, limit: number): Promise<readonly Claim[]>;
  findClaim(org: string, id: string, claimant: string): Promise<Claim | undefined>;
  /** Customers that are known by any of these keys. */
  listByMatchKeys(org: string, keys: readonly string[], limit: number): Promise<readonly { readonly key: string; readonly id: string }[]>;
  /** By what some customers are known, those that are known by anything. */
  listMatchKeysOf(org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
};

/** What sync writes beside records and scopes. */
export type SyncWrites = {
  /** Writes a claim anew or over what was decided. */
  saveClaim(org: string, claim: Claim): Promise<void>;
  /** Forgets all that was ever written into some records. */
  removeHistoryOf(org: string, ids: readonly string[]): Promise<void>;
  /** Forgets what was written before a number. */
  removeHistoryBefore(org: string, seq: number): Promise<void>;
  /**
   * Removes rows of scopes that were left, and deleted records, whose last change is `upToSeq` or before; what was erased
   * keeps its floor. The organization's floor rises to the largest number removed. Gives how many rows went.
   */
  removeExpired(org: string, upToSeq: number): Promise<number>;
  /** Names the history of the database anew: it is another one than devices have met. */
  saveEpoch(org: string, epoch: string): Promise<void>;
  /** By what a customer is known from now on. */
  replaceMatchKeys(org: string, id: string, keys: readonly string[]): Promise<void>;
};
