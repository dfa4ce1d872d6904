import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import { RECENT_DAYS } from '#shared/sync/limits.ts';
import type { SnapshotLine, SnapshotRequest } from '#shared/wire/sync.ts';
import { OLDEST_PROTOCOL } from '#shared/wire/version.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';
import { createPass, listOwnDevices, listScopesOf, type StoredLine } from './pull-changes.ts';

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2000;
const DAY_MS = 86_400_000;

/**
 * One page of everything that a device may see, the `end` line last (sync design 2.15). Nothing is held between pages:
 * what changes meanwhile has a number above the first page's head and comes with a pull. Throws `update-needed`, and
 * `resync` when the database is another one than at the page before.
 */
export async function readSnapshotPage(
  deps: Deps,
  { device, principal }: PairedDevice,
  request: SnapshotRequest,
): Promise<readonly (StoredLine | SnapshotLine)[]> {
  checkProtocol(request.proto);
  const { store, clock } = deps;
  const scopes = await listScopesOf(store, principal);
  const nowMs = clock.nowMs();
  const page = await store.readSnapshot(principal.org, {
    scopes,
    part: request.part ?? 'all',
    sinceDay: toInstant(nowMs - RECENT_DAYS * DAY_MS).slice(0, 10),
    after: request.after ?? '',
    limit: Math.min(MAX_LIMIT, Math.max(1, Number(request.limit ?? DEFAULT_LIMIT))),
  });
  if (request.epoch !== undefined && request.epoch !== page.epoch) {
    throw new AppError('resync', { epoch: page.epoch, lastN: device.lastN });
  }
  const own = await listOwnDevices(store, principal, page.records);
  const pass = createPass(principal.role, own);
  return [
    ...page.records.map((visible) => pass(visible, visible.seq)),
    { end: { next: page.next, cursors: Object.fromEntries(scopes.map((scope) => [scope, page.head])), epoch: page.epoch, serverNow: nowMs } },
  ];
}

/** Refuses a protocol that is not spoken any more. Throws `update-needed`. */
export function checkProtocol(proto: string | undefined): void {
  if (proto !== undefined && Number(proto) < OLDEST_PROTOCOL) {
    throw new AppError('update-needed', { oldest: OLDEST_PROTOCOL });
  }
}
