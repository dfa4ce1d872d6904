import { mayWrite, type Principal } from '#shared/access.ts';
import { findField, checkField } from '#shared/model/registry.ts';
import { parseStamp } from '#shared/sync/clock.ts';
import { CLOCK_TOLERANCE_MS, EXPIRY_MS } from '#shared/sync/limits.ts';
import type { Op, RejectCode } from '#shared/sync/op.ts';

const ID = /^[a-z][a-z0-9]{1,63}$/u;

/** Kinds that only the server writes. */
const SERVER_KINDS: ReadonlySet<string> = new Set(['u', 't', 'x']);

/**
 * Why one operation of a device is not taken, or undefined when it is. An unknown kind or field is a newer device's and
 * is stored as it is. Each is judged alone: a bad one never blocks the next.
 */
export function judgeOp([id, kind, field, value, stamp]: Op, device: string, principal: Principal, nowMs: number): RejectCode | undefined {
  // `_` stands for the commonest stamp where stamps are packed, so no field can be called that.
  const clock = parseStamp(stamp);
  if (field === '_' || kind.length !== 1 || !ID.test(id) || !id.startsWith(kind) || clock?.device !== device) {
    return 'invalid';
  }
  // A stamp that nobody could beat, and one that may be older than a deletion that was forgotten (sync design 2.4, 2.18).
  if (clock.ms > nowMs + CLOCK_TOLERANCE_MS) {
    return 'future';
  }
  if (clock.ms < nowMs - EXPIRY_MS) {
    return 'tooOld';
  }
  if (SERVER_KINDS.has(kind) || findField(kind, field)?.serverOwned === true || !mayWrite(principal, kind, field)) {
    return 'forbidden';
  }
  return checkField(kind, field, value).ok ? undefined : 'invalid';
}
