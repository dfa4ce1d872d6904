import type { Json, StoredRecord } from '../model/record.ts';
import { canonicalJson } from '../sync/merge.ts';
import type { WantedRecord } from './order-records.ts';

/** The device part of stamps that an import writes, so that a later import knows its own values. */
export const IMPORT_DEVICE = '000000000001';

/** Fields that say when and where something came from: written with the value, never again. */
const ONCE = /^(?:capturedAt|keyedBy|source|provenance\/.*)$/u;

/**
 * What an import has to write so that a record is as wanted. A value that a person wrote stays: only empty places and
 * values of an earlier import are filled. Lines that an earlier import wrote and that the table has no longer go.
 */
export function changesOf(held: StoredRecord | undefined, wanted: WantedRecord): Readonly<Record<string, Json>> {
  const { body = {}, stamps = {} } = held ?? {};
  const has = (field: string): boolean => Object.hasOwn(body, field);
  const isOurs = (field: string): boolean => (stamps[field] ?? '').endsWith(IMPORT_DEVICE);
  const changes: Record<string, Json> = {};
  for (const [field, value] of Object.entries(wanted.fields)) {
    const isNew = !has(field);
    if (isNew ? isFirst(field, held) : !ONCE.test(field) && isOurs(field) && canonicalJson(body[field] ?? null) !== canonicalJson(value)) {
      changes[field] = value;
    }
  }
  for (const [field, value] of Object.entries(body)) {
    if (field.startsWith('lines/') && value !== null && isOurs(field) && !Object.hasOwn(wanted.fields, field)) {
      changes[field] = null;
    }
  }
  return changes;
}

/** Of a record that was there before the import, the origin of a value that somebody else wrote is not ours to tell. */
function isFirst(field: string, held: StoredRecord | undefined): boolean {
  if (held === undefined || !ONCE.test(field)) {
    return true;
  }
  return field.startsWith('provenance/') && !Object.hasOwn(held.body, field.slice('provenance/'.length));
}
