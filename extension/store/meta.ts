import type { Clock } from '#shared/sync/clock.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { InFlight } from '#shared/sync/outbox.ts';
import type { Role } from '#shared/model/role.ts';
import type { Book } from './database.ts';
import type { UnsentFiles } from './wipe.ts';

/** Whose book this is. Without a server the salt and the device are made here and re-derived when a team is joined. */
export type Identity = {
  readonly key: 'identity';
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  readonly device: string;
  /** 32 bytes in hex. */
  readonly idSalt: string;
  readonly server: { readonly url: string; readonly token: string; readonly organization: string } | null;
};

/**
 * A snapshot that is being fetched (sync design 2.15, 2.18): `first` and `rest` fill a fresh book, `all` makes the book what
 * the server has and removes what it does not. `after`: the last id that is in the book, empty at the beginning.
 * `cursors`: where pulls go on, as the first page said. `heal`: the server was restored, so what is newer here is sent again.
 */
export type SnapshotState = {
  readonly part: 'first' | 'rest' | 'all';
  readonly after: string;
  readonly cursors: Readonly<Record<string, number>> | null;
  readonly heal: boolean;
};

/** A fresh book begins with what a panel needs. */
export const firstSnapshot: SnapshotState = { part: 'first', after: '', cursors: null, heal: false };

/** Everything anew, over what is in the book. */
export const wholeSnapshot: SnapshotState = { part: 'all', after: '', cursors: null, heal: false };

/** Where sync stands. */
export type SyncState = {
  readonly key: 'sync';
  readonly epoch: string | null;
  readonly cursors: Readonly<Record<string, number>>;
  readonly inFlight: InFlight | null;
  readonly snapshot: SnapshotState | null;
  /** Records of which an edit was refused: the server's copies are still to take the place of ours. */
  readonly toReplace: readonly string[];
  /** When the book was last compared with the server's; null: it is to be compared as soon as it can. */
  readonly comparedAtMs: number | null;
  /** Server time minus our own, milliseconds, of the last answers. */
  readonly offsetsMs: readonly number[];
  readonly lastSyncedAtMs: number | null;
  readonly lastTriedAtMs: number | null;
  /** Why the last try did not end well; null when it did. */
  readonly failure: ErrorCode | null;
};

/** The device's clock and the number of its newest operation. */
export type ClockState = { readonly key: 'clock'; readonly clock: Clock; readonly lastN: number };

export type Meta = Identity | SyncState | ClockState | UnsentFiles;

/** Sync before its first try; a state that an older version wrote has these values where it had none. */
export const freshSync: SyncState = {
  key: 'sync',
  epoch: null,
  cursors: {},
  inFlight: null,
  snapshot: null,
  toReplace: [],
  comparedAtMs: null,
  offsetsMs: [],
  lastSyncedAtMs: null,
  lastTriedAtMs: null,
  failure: null,
};

/** Whose book this is; undefined before the first run is done. */
export async function findIdentity(book: Book): Promise<Identity | undefined> {
  const held = await book.meta.get('identity');
  return held?.key === 'identity' ? held : undefined;
}

/** Where sync stands; a fresh state before the first try. */
export async function getSyncState(book: Book): Promise<SyncState> {
  const held = await book.meta.get('sync');
  return held?.key === 'sync' ? { ...freshSync, ...held } : freshSync;
}

/** Changes parts of the sync state. */
export async function saveSyncState(book: Book, change: Partial<Omit<SyncState, 'key'>>): Promise<void> {
  await book.meta.put({ ...(await getSyncState(book)), ...change });
}

/** The clock and the number of the newest operation; a clock of `device` that never ticked when there is none. */
export async function getClock(book: Book, device: string): Promise<ClockState> {
  const held = await book.meta.get('clock');
  return held?.key === 'clock' ? held : { key: 'clock', clock: { ms: 0, counter: 0, device }, lastN: 0 };
}

/** The device's best idea of the server's time: its own plus the median of the last offsets (milliseconds). */
export function serverTimeMs(state: SyncState, nowMs: number): number {
  const sorted = state.offsetsMs.toSorted((a, b) => a - b);
  return nowMs + Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
