import { readableScopes, seesAllOf, visibleTo, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import type { Role } from '#shared/model/role.ts';
import { packStamps } from '#shared/sync/merge.ts';
import type { PullLine, PullRequest, RecordLine, RecordsReply } from '#shared/wire/sync.ts';
import { OLDEST_PROTOCOL } from '#shared/wire/version.ts';
import type { Reader, StoredDevice, Visible } from '../store/port.ts';
import type { Deps } from './deps.ts';
import type { PairedDevice } from './devices.ts';

const DEFAULT_LIMIT = 500;
/** Where in a stamp its device begins. */
const DEVICE_FROM = 16;
/** How often a pull notes that the device was seen. */
const SEEN_MS = 60_000;

/** A line whose JSON is as it lies in the database. */
export type StoredLine = { readonly stored: string };

/** A line as it crosses the wire. */
export function textOfLine(line: unknown): string {
  return isStored(line) ? line.stored : JSON.stringify(line);
}

function isStored(line: unknown): line is StoredLine {
  return typeof line === 'object' && line !== null && 'stored' in line;
}

/** The scopes of a principal now, read anew for each request. */
export async function listScopesOf(store: Reader, principal: Principal): Promise<readonly string[]> {
  const isLead = principal.role === 'lead' && principal.team !== null;
  const members = isLead ? (await store.listUsers(principal.org)).filter((user) => user.team === principal.team).map((user) => user.id) : [];
  return readableScopes(principal, members);
}

/**
 * What changed for a device since its cursors, the `end` line last (sync design 2.14). Scopes come from the token. Throws
 * `update-needed`, and `resync` for a device that knows another history of the database or was away for too long.
 */
export async function pullChanges(
  deps: Deps,
  { device, principal }: PairedDevice,
  request: PullRequest,
): Promise<readonly (StoredLine | PullLine)[]> {
  if (request.proto < OLDEST_PROTOCOL) {
    throw new AppError('update-needed', { oldest: OLDEST_PROTOCOL });
  }
  const { store, clock } = deps;
  const scopes = await listScopesOf(store, principal);
  const cursors = scopes.map((scope) => ({ scope, after: Object.hasOwn(request.cursors, scope) ? (request.cursors[scope] ?? 0) : 0 }));
  const page = await store.readPage(principal.org, cursors, request.limit ?? DEFAULT_LIMIT);
  // Read after the page: what was forgotten before it was read is below the floor by then.
  const org = await store.findOrg(principal.org);
  const isForgotten = cursors.some(({ after }) => after > 0 && after < (org?.floorSeq ?? 0));
  if (isForgotten || (request.epoch !== null && request.epoch !== org?.epoch)) {
    throw new AppError('resync', { epoch: org?.epoch ?? '', lastN: device.lastN });
  }
  await noteSeen(deps, device);
  const own = await listOwnDevices(
    store,
    principal,
    page.entries.map(({ visible }) => visible),
  );
  const pass = createPass(principal.role, own);
  const lines = page.entries.map(({ id, seq, visible }) => (visible ? pass(visible, seq) : { i: id, s: seq, gone: 1 as const }));
  return [
    ...lines,
    {
      end: {
        cursors: Object.fromEntries(cursors.map(({ scope, after }) => [scope, Math.max(after, page.cutAt)])),
        more: page.more,
        head: page.head,
        addScopes: scopes.filter((scope) => !Object.hasOwn(request.cursors, scope)),
        dropScopes: Object.keys(request.cursors).filter((scope) => !scopes.includes(scope)),
        epoch: page.epoch,
        serverNow: clock.nowMs(),
      },
    },
  ];
}

/** The server's copies of some records, those that the device may see. */
export async function readRecords(deps: Deps, { principal }: PairedDevice, ids: readonly string[]): Promise<RecordsReply> {
  const scopes = await listScopesOf(deps.store, principal);
  const records = await deps.store.readVisible(principal.org, scopes, ids);
  const own = await listOwnDevices(deps.store, principal, records);
  return { records: records.map((visible) => toLine(visible, principal.role, own, visible.seq)) };
}

/** Nobody's writings: what the console shows of a record that its reader sees only in part. */
export const NO_DEVICES: ReadonlySet<string> = new Set();

/** The devices of a user, read only where a record is seen in part. */
export async function listOwnDevices(
  store: Reader,
  { org, user }: Principal,
  records: readonly (Visible | undefined)[],
): Promise<ReadonlySet<string>> {
  return records.some((visible) => visible?.level === 'stub')
    ? new Set((await store.listDevices(org)).filter((device) => device.user === user).map(({ id }) => id))
    : NO_DEVICES;
}

/**
 * Records on their way to a reader. One of which the reader may see everything goes out as it is stored: parsing it to write
 * the same text again is most of what a first sync would cost.
 */
export function createPass(role: Role, own: ReadonlySet<string>): (visible: Visible, seq: number) => StoredLine | RecordLine {
  const open = new Map<string, boolean>();
  return (visible, seq) => {
    const { text, level } = visible;
    if (text === undefined || level !== 'full') {
      return toLine(visible, role, own, seq);
    }
    const isOpen = open.get(text.kind) ?? seesAllOf(role, text.kind);
    open.set(text.kind, isOpen);
    // Ids, kinds and stamps are letters and digits: they need no escapes.
    const floor = text.floor === null ? '' : `,"floor":"${text.floor}"`;
    return isOpen
      ? { stored: `{"i":"${text.id}","k":"${text.kind}","s":${seq},"b":${text.b},"c":${text.c}${floor}}` }
      : toLine(visible, role, own, seq);
  };
}

/**
 * A record as its reader sees it, without the fields that the role does not see; of a stub only what the reader wrote, with
 * `own` devices. The one rule for pull, snapshot, digest, console and whatever is reckoned for a reader.
 */
export function asSeen({ record, level }: Visible, role: Role, own: ReadonlySet<string>): StoredRecord {
  const seen = visibleTo(role, record);
  if (level === 'full') {
    return seen;
  }
  const isShown = (field: string): boolean => field === 'owner' || own.has((seen.stamps[field] ?? '').slice(DEVICE_FROM));
  const keep = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([field]) => isShown(field)));
  return { ...seen, body: keep(seen.body), stamps: keep(seen.stamps) };
}

/** A record as it crosses the wire: what its reader sees of it. */
export function toLine(visible: Visible, role: Role, own: ReadonlySet<string>, seq: number): RecordLine {
  const { level } = visible;
  const { id, kind, body, stamps, floor } = asSeen(visible, role, own);
  return {
    i: id,
    k: kind,
    s: seq,
    b: { ...body },
    c: { ...packStamps(stamps) },
    ...(floor === undefined ? {} : { floor }),
    ...(level === 'full' ? {} : { lvl: level }),
  };
}

async function noteSeen(deps: Deps, device: StoredDevice): Promise<void> {
  const nowMs = deps.clock.nowMs();
  if (nowMs - (device.lastSeenAtMs ?? 0) >= SEEN_MS) {
    await deps.store.write((tx) => tx.touchDevice(device.org, device.id, nowMs));
  }
}
