import type { Json, StoredRecord } from '#shared/model/record.ts';
import { DELETED, KEPT_BY } from '#shared/model/record.ts';
import { mergeRuleOf } from '#shared/model/registry.ts';
import { receive, tick, toStamp } from '#shared/sync/clock.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import { findReplaceable } from '#shared/sync/outbox.ts';
import { AppError } from '#shared/errors.ts';
import type { Act, Book } from './database.ts';
import { findIdentity, getClock, getSyncState, serverTimeMs } from './meta.ts';
import { findRecord, putRecords } from './records.ts';
import { isOutOfRoom } from './room.ts';

/** One field to write. `null` clears; for an element of a set `true` adds and `false` removes. */
export type Change = { readonly id: string; readonly kind: string; readonly field: string; readonly value: Json };

/** Acts older than the newest two hundred cannot be undone any more. */
const ACTS_KEPT = 200;

/**
 * Does what a user did, whole or not at all: merges the changes into the records, queues them for the server when there
 * is one, moves the clock on and keeps what undoes it, in one transaction.
 * `nowMs`: this device's own time. Gives the act's id. Throws `not-paired` before the first run is done and `browser-full`.
 */
export async function commitAct(book: Book, label: Act['label'], changes: readonly Change[], nowMs: number): Promise<number> {
  const done = book.transaction('rw', [...book.allRows(), book.outbox, book.meta, book.acts], async () => {
    const before = await writeChanges(book, changes, nowMs);
    const act = await book.acts.add({ label, atMs: nowMs, undone: false, before });
    await book.acts
      .where('id')
      .belowOrEqual(act - ACTS_KEPT)
      .delete();
    return act;
  });
  return done.catch(sayRoom);
}

/** A browser without room keeps nothing of the act; whoever did it is told, and finds it where he wrote it. */
function sayRoom(error: unknown): never {
  throw isOutOfRoom(error) ? new AppError('browser-full', {}, error) : error;
}

/** Puts back what an act changed. Throws `nothing-to-undo` when it was undone already or is too old. */
export async function undoAct(book: Book, act: number, nowMs: number): Promise<void> {
  const done = book.transaction('rw', [...book.allRows(), book.outbox, book.meta, book.acts], async () => {
    const held = await book.acts.get(act);
    if (!held || held.undone) {
      throw new AppError('nothing-to-undo');
    }
    await writeChanges(book, held.before, nowMs);
    await book.acts.update(act, { undone: true });
  });
  await done.catch(sayRoom);
}

async function writeChanges(book: Book, changes: readonly Change[], nowMs: number): Promise<Act['before']> {
  const identity = await findIdentity(book);
  if (!identity) {
    throw new AppError('not-paired');
  }
  const sync = await getSyncState(book);
  const state = await getClock(book, identity.device);
  let { lastN } = state;
  const nowOfServerMs = serverTimeMs(sync, nowMs);
  // An act is one moment: with one stamp a captured customer takes a third less on the wire and in both databases.
  let clock = tick(state.clock, nowOfServerMs);
  const before: Act['before'][number][] = [];
  const records: StoredRecord[] = [];
  for (const [id, group] of Map.groupBy(changes, (change) => change.id)) {
    const held = await findRecord(book, id);
    const kind = group[0]?.kind ?? id.charAt(0);
    const record = held ?? emptyRecord(id, kind);
    if (!held && !group.some((change) => change.field.startsWith(KEPT_BY))) {
      before.push({ id, kind, field: DELETED, value: true });
    }
    const ops: Op[] = [];
    for (const change of withRevival(record, group)) {
      // Whatever the user sees is older than what he writes over it, though the clock was set back since; and of two words
      // on one field the second holds.
      if ((record.stamps[change.field] ?? '') >= toStamp(clock) || ops.some(([, , field]) => field === change.field)) {
        clock = tick(receive(clock, record.stamps[change.field] ?? ''), nowOfServerMs);
      }
      ops.push([id, kind, change.field, change.value, toStamp(clock)]);
    }
    const merged = mergeOps(record, ops);
    records.push(merged.record);
    for (const op of ops) {
      const [, , field, value, stamp] = op;
      // What a new record says stays in it when it is taken back, unshown: a colleague may have captured the same.
      const rule = mergeRuleOf(kind, field);
      if (held ? rule !== 'fww' : rule === 'set') {
        before.push({ id, kind, field, value: earlierValue(kind, field, record.body[field]) });
      }
      if (identity.server && merged.changed.includes(field)) {
        const base = record.stamps[field] ?? null;
        const waiting = await book.outbox.where('id').equals(id).toArray();
        const replaced = findReplaceable(waiting, id, field, sync.inFlight ?? undefined);
        lastN += replaced ? 0 : 1;
        const was = replaced ? replaced.was : (record.body[field] ?? null);
        const overwritten = { base: replaced ? replaced.base : base, ...(was === undefined ? {} : { was }) };
        await book.outbox.put({ n: replaced?.n ?? lastN, id, kind, field, value, stamp, ...overwritten });
      }
    }
  }
  await putRecords(book, records);
  await book.meta.put({ key: 'clock', clock, lastN });
  return before;
}

/** A write to a deleted record that does not speak of the deletion brings it back: the user sees it and means it. */
function withRevival(record: StoredRecord, group: readonly Change[]): readonly Change[] {
  const speaksOfIt = group.some((change) => change.field === DELETED);
  return record.body[DELETED] === true && !speaksOfIt ? [{ id: record.id, kind: record.kind, field: DELETED, value: false }, ...group] : group;
}

function earlierValue(kind: string, field: string, held: Json | undefined): Json {
  if (held !== undefined) {
    return held;
  }
  return field === DELETED || mergeRuleOf(kind, field) === 'set' ? false : null;
}
