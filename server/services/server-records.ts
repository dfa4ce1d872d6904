import { SCOPE_ALL_USERS } from '#shared/access.ts';
import type { Json } from '#shared/model/record.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { canonicalJson, emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Tx } from '../store/port.ts';

/** The device part of stamps that the server itself writes. */
export const SERVER_DEVICE = '000000000000';

/** One write of the server: a record of kind `u`, `t`, `x` or `g` that everybody in the organization sees, or a task, customer or technician's month that `scopes` see. */
export type ServerWrite = {
  readonly org: string;
  readonly id: string;
  readonly kind: 'u' | 't' | 'x' | 'g' | 'k' | 'c' | 'b';
  readonly fields: Readonly<Record<string, Json>>;
  readonly actor: string;
  /** Everybody in the organization when left out. */
  readonly scopes?: readonly string[];
};

/** Writes fields of the server's own making, later than whatever the record holds. */
export async function writeServerRecord(tx: Tx, write: ServerWrite, nowMs: number): Promise<void> {
  const { org, id, kind, fields, actor, scopes = [SCOPE_ALL_USERS] } = write;
  const held = (await tx.lockRecords(org, [id])).get(id)?.record ?? emptyRecord(id, kind);
  const seen = Object.values(held.stamps).reduce(receive, createClock(SERVER_DEVICE));
  const stamp = toStamp(tick(seen, nowMs));
  // What is there already is not written again: a later stamp alone would travel to every device.
  const ops = Object.entries(fields)
    .filter(([field, value]) => !Object.hasOwn(held.body, field) || canonicalJson(held.body[field] ?? null) !== canonicalJson(value))
    .map(([field, value]): Op => [id, kind, field, value, stamp]);
  const { record, changed } = mergeOps(held, ops);
  if (changed.length === 0) {
    return;
  }
  const seq = await tx.takeSeq(org, 1);
  await tx.saveRecord(org, record, seq);
  for (const scope of scopes) {
    await tx.grant(org, scope, id, seq, 'full');
  }
  await tx.addHistory(
    org,
    changed.map((field) => ({
      seq,
      id,
      field,
      atMs: nowMs,
      actor,
      device: SERVER_DEVICE,
      oldJson: Object.hasOwn(held.body, field) ? JSON.stringify(held.body[field]) : null,
      newJson: JSON.stringify(record.body[field]),
      stamp,
    })),
  );
}
