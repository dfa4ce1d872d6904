import type { ErrorCode } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { CLOCK_TOLERANCE_MS } from '#shared/sync/limits.ts';
import type { PushReply, PushRequest } from '#shared/wire/sync.ts';
import type { Org, StoredDevice } from '../store/port.ts';

/** Why a batch is not taken at all; nothing of it was judged. */
export type Refusal = { readonly code: ErrorCode; readonly details: Readonly<Record<string, number | string | boolean>> };

/** `answered`: the batch is a repetition, and this was its answer; `fresh`: its operations are to be judged. */
type Judged = { readonly kind: 'answered'; readonly reply: Pick<PushReply, 'lastN' | 'rejected'> } | { readonly kind: 'fresh' };

/**
 * Judges the envelope of a push (sync design 2.4, 2.13, 2.19). The history of the database comes first: after a restore
 * numbers mean something else. Then a repetition, which is known by its first number and its bytes before clock and
 * numbers are looked at: its answer was lost. Numbers that were judged and come again with other bytes are a fork,
 * since a device has one batch under way and repeats it unchanged.
 */
export function judgePush(request: PushRequest, hash: string, device: StoredDevice, org: Org, nowMs: number): Result<Judged, Refusal> {
  if (request.epoch !== null && request.epoch !== org.epoch) {
    return err({ code: 'resync', details: { epoch: org.epoch, lastN: device.lastN } });
  }
  const hasOps = request.ops.length > 0;
  if (hasOps && device.lastBatch?.from === request.from && device.lastBatch.hash === hash) {
    return ok({ kind: 'answered', reply: readReply(device.lastBatch.reply) });
  }
  if (Math.abs(request.sentAt - nowMs) > CLOCK_TOLERANCE_MS) {
    return err({ code: 'clock-off', details: { serverNow: nowMs } });
  }
  if (hasOps && request.from <= device.lastN) {
    return err({ code: 'device-forked', details: {} });
  }
  return request.from > device.lastN + 1 ? err({ code: 'push-gap', details: { lastN: device.lastN } }) : ok({ kind: 'fresh' });
}

/** The stored answer was written by this program. */
function readReply(text: string): Pick<PushReply, 'lastN' | 'rejected'> {
  const reply: Pick<PushReply, 'lastN' | 'rejected'> = JSON.parse(text);
  return reply;
}
