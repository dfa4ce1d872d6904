import type { Clock } from '#shared/sync/clock.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { InFlight } from '#shared/sync/outbox.ts';
import type { Role } from '#shared/model/role.ts';
import type { Book } from './database.ts';

/** Whose book this is. Without a server the salt and the device are made here and re-derived when a team is joined. */
export type Identity = {
  readonly key: 'identity';
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  readonly device: string;
  /** 32 bytes in hex. */
  readonly idSalt: string;
  readonly server: { readonly url: string; readonly token: string; readonly organization: string } | null;
};

/** Where sync stands. */
export type SyncState = {
  readonly key: 'sync';
  readonly epoch: string | null;
  readonly cursors: Readonly<Record<string, number>>;
  readonly inFlight: InFlight | null;
  /** Server time minus our own, milliseconds, of the last answers. */
  readonly offsetsMs: readonly number[];
  readonly lastSyncedAtMs: number | null;
  readonly lastTriedAtMs: number | null;
  /** Why the last try did not end well; null when it did. */
  readonly failure: ErrorCode | null;
};

/** The device's clock and the number of its newest operation. */
export type ClockState = { readonly key: 'clock'; readonly clock: Clock; readonly lastN: number };

export type Meta = Identity | SyncState | ClockState;

const freshSync: SyncState = {
  key: 'sync',
  epoch: null,
  cursors: {},
  inFlight: null,
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
  return held?.key === 'sync' ? held : freshSync;
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
