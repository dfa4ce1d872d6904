import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import { RECENT_DAYS } from '#shared/sync/limits.ts';
import type { SnapshotLine, SnapshotRequest } from '#shared/wire/sync.ts';
import { OLDEST_PROTOCOL } from '#shared/wire/version.ts';
import type { SnapshotPage } from '../store/port-sync.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { createPass, listOwnDevices, listScopesOf, type StoredLine } from './pull-changes.ts';

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2000;
/**
 * Records of a page that are read at once. A page of 2,000 in one piece lives long enough for the collector to copy it and
 * keep it as old: pieces die young.
 */
const PIECE = 500;
const DAY_MS = 86_400_000;

/**
 * One page of everything that a device may see, piece by piece, the `end` line last (sync design 2.15). Nothing is held
 * between pages and pieces: what changes meanwhile has a number above the first one's head and comes with a pull. Throws
 * `update-needed`, and `resync` when the database is another one than at the page or piece before.
 */
export async function* readSnapshotPage(
  deps: Deps,
  { device, principal }: PairedDevice,
  request: SnapshotRequest,
): AsyncGenerator<readonly (StoredLine | SnapshotLine)[], void> {
  checkProtocol(request.proto);
  const { store, clock } = deps;
  const scopes = await listScopesOf(store, principal);
  const nowMs = clock.nowMs();
  const sinceDay = toInstant(nowMs - RECENT_DAYS * DAY_MS).slice(0, 10);
  const query = { scopes, part: request.part ?? 'all', sinceDay } as const;
  let wanted = Math.min(MAX_LIMIT, Math.max(1, Number(request.limit ?? DEFAULT_LIMIT)));
  let after: string | null = request.after ?? '';
  let { epoch } = request;
  let head: number | undefined;
  while (after !== null && wanted > 0) {
    const limit = Math.min(PIECE, wanted);
    const piece: SnapshotPage = await store.readSnapshot(principal.org, { ...query, after, limit });
    if (epoch !== undefined && epoch !== piece.epoch) {
      throw new AppError('resync', { epoch: piece.epoch, lastN: device.lastN });
    }
    const pass = createPass(principal.role, await listOwnDevices(store, principal, piece.records));
    yield piece.records.map((visible) => pass(visible, visible.seq));
    ({ epoch, next: after } = piece);
    head ??= piece.head;
    wanted -= limit;
  }
  const cursors = Object.fromEntries(scopes.map((scope) => [scope, head ?? 0]));
  yield [{ end: { next: after, cursors, epoch: epoch ?? '', serverNow: nowMs } }];
}

/** Refuses a protocol that is not spoken any more. Throws `update-needed`. */
export function checkProtocol(proto: string | undefined): void {
  if (proto !== undefined && Number(proto) < OLDEST_PROTOCOL) {
    throw new AppError('update-needed', { oldest: OLDEST_PROTOCOL });
  }
}
