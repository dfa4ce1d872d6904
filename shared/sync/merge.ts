import type { Body, Json, Stamp, Stamps, StoredRecord } from '../model/record.ts';
import type { MergeRule } from '../model/entity.ts';
import { mergeRuleOf } from '../model/registry.ts';
import type { Op } from './op.ts';

/** A field's value with the stamp of the write that put it there. */
export type Stamped = { readonly value: Json; readonly stamp: Stamp };

/**
 * The winner of two writes to one field. Commutative, associative and idempotent for every rule, so that any order and
 * any repetition gives one result. Equal stamps can only come from a forked device: the larger canonical JSON wins.
 */
export function mergeField(rule: MergeRule, a: Stamped, b: Stamped): Stamped {
  switch (rule) {
    case 'fww':
      return earlier(a, b);
    case 'max':
      return byNumber(a, b, (x, y) => x > y);
    case 'min':
      return byNumber(a, b, (x, y) => x < y);
    case 'lww':
    case 'set':
    case 'map':
      return later(a, b);
  }
}

function later(a: Stamped, b: Stamped): Stamped {
  return a.stamp === b.stamp ? largerJson(a, b) : a.stamp > b.stamp ? a : b;
}

function earlier(a: Stamped, b: Stamped): Stamped {
  return a.stamp === b.stamp ? largerJson(a, b) : a.stamp < b.stamp ? a : b;
}

function byNumber(a: Stamped, b: Stamped, wins: (x: number, y: number) => boolean): Stamped {
  const [x, y] = [a.value, b.value];
  if (typeof x !== 'number' || typeof y !== 'number') {
    return typeof x === 'number' ? a : typeof y === 'number' ? b : later(a, b);
  }
  return x === y ? later(a, b) : wins(x, y) ? a : b;
}

function largerJson(a: Stamped, b: Stamped): Stamped {
  return canonicalJson(a.value) >= canonicalJson(b.value) ? a : b;
}

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** An empty record, before its first write. */
export function emptyRecord(id: string, kind: string): StoredRecord {
  return { id, kind, body: {}, stamps: {} };
}

/** What a field holds after a write; undefined when that is what it held before. */
export function winnerOf(kind: string, field: string, held: Stamped | undefined, written: Stamped): Stamped | undefined {
  if (held === undefined) {
    return written;
  }
  const winner = mergeField(mergeRuleOf(kind, field), held, written);
  return winner.stamp === held.stamp && canonicalJson(winner.value) === canonicalJson(held.value) ? undefined : winner;
}

/** A record after some writes, and which of its fields have a new value or stamp. */
export type Merged = { readonly record: StoredRecord; readonly changed: readonly string[] };

/** The record after `ops`, all of them writes to it. Writes stamped at or below its floor are ignored. */
export function mergeOps(record: StoredRecord, ops: readonly Op[]): Merged {
  const changed = new Map<string, Stamped>();
  for (const [, , field, value, stamp] of ops) {
    if (record.floor !== undefined && stamp <= record.floor) {
      continue;
    }
    const winner = winnerOf(record.kind, field, changed.get(field) ?? heldIn(record, field), { value, stamp });
    if (winner !== undefined) {
      changed.set(field, winner);
    }
  }
  if (changed.size === 0) {
    return { record, changed: [] };
  }
  const body = copyFields(record.body);
  const stamps = copyFields(record.stamps);
  for (const [field, { value, stamp }] of changed) {
    body[field] = value;
    stamps[field] = stamp;
  }
  return { record: { ...record, body, stamps }, changed: [...changed.keys()] };
}

/**
 * Fields by name, without a prototype. Names such as `emails/…` are people's data, so hardly two records have the same
 * ones: an engine makes a class for each such object that has a prototype, twice the time and memory of a plain dictionary.
 */
function copyFields<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = createFields();
  for (const field of Object.keys(fields)) {
    const value = fields[field];
    if (value !== undefined) {
      copy[field] = value;
    }
  }
  return copy;
}

function createFields<T>(): Record<string, T> {
  const fields: Record<string, T> = Object.create(null);
  return fields;
}

function heldIn({ body, stamps }: StoredRecord, field: string): Stamped | undefined {
  return Object.hasOwn(stamps, field) ? { value: Object.hasOwn(body, field) ? (body[field] ?? null) : null, stamp: stamps[field] ?? '' } : undefined;
}

/** Two copies of one record as one: the fold of every field, under the higher floor. */
export function mergeRecords(a: StoredRecord, b: StoredRecord): Merged {
  const floor = a.floor === undefined ? b.floor : b.floor === undefined || b.floor < a.floor ? a.floor : b.floor;
  const base = floor === undefined || floor === a.floor ? a : above(a, floor);
  return mergeOps(floor === undefined ? base : { ...base, floor }, toOps(b));
}

/** Every field of a record as the write that won it. */
export function toOps(record: StoredRecord): readonly Op[] {
  return Object.entries(record.body).map(([field, value]): Op => [record.id, record.kind, field, value, record.stamps[field] ?? '']);
}

function above(record: StoredRecord, floor: Stamp): StoredRecord {
  const kept = Object.keys(record.body).filter((field) => (record.stamps[field] ?? '') > floor);
  return {
    ...record,
    floor,
    body: Object.fromEntries(kept.map((field) => [field, record.body[field] ?? null])),
    stamps: Object.fromEntries(kept.map((field) => [field, record.stamps[field] ?? ''])),
  };
}

/** Stamps as they cross the wire: the commonest under `_`, then only the fields that differ from it. */
export function packStamps(stamps: Stamps): Stamps {
  const counts = new Map<Stamp, number>();
  for (const field of Object.keys(stamps)) {
    const stamp = stamps[field] ?? '';
    counts.set(stamp, (counts.get(stamp) ?? 0) + 1);
  }
  let base: Stamp | undefined;
  let most = 0;
  for (const [stamp, count] of counts) {
    if (count > most || (count === most && base !== undefined && stamp < base)) {
      [base, most] = [stamp, count];
    }
  }
  if (base === undefined) {
    return {};
  }
  const packed: Record<string, Stamp> = createFields();
  packed['_'] = base;
  for (const field of Object.keys(stamps)) {
    const stamp = stamps[field] ?? '';
    if (stamp !== base) {
      packed[field] = stamp;
    }
  }
  return packed;
}

/** The reverse of `packStamps`, for the fields of `body`. */
export function unpackStamps(packed: Stamps, body: Body): Stamps {
  const stamps: Record<string, Stamp> = createFields();
  const base = packed['_'] ?? '';
  for (const field of Object.keys(body)) {
    // A field may be called as something that every object has, such as `toString`.
    stamps[field] = (Object.hasOwn(packed, field) ? packed[field] : undefined) ?? base;
  }
  return stamps;
}
