import { links } from '../model/link.ts';
import type { Json, StoredRecord } from '../model/record.ts';
import { idFromKey } from './ids.ts';
import { linkIdOf } from './links.ts';
import { parseStamp, toStamp } from './clock.ts';

/** Where records move: the organization's salt, the device that speaks for them from now on, and who becomes whom. */
export type NewHome = { readonly idSalt: Uint8Array; readonly device: string; readonly users: ReadonlyMap<string, string> };

/**
 * The records of a local book as they would be had they been captured in another organization: ids are derived anew
 * from the keys that the records kept (`keyedBy`), every mention of an id follows, and stamps carry the new device.
 * Records without a key keep their ids, which are unique everywhere.
 */
export function rekey(records: readonly StoredRecord[], home: NewHome): readonly StoredRecord[] {
  const ids = new Map<string, string>(home.users);
  const rename = (text: string): string => ids.get(text) ?? text;
  const renameField = (field: string): string => field.split('/').map(rename).join('/');
  const keyed = records.flatMap((record) => (typeof record.body['keyedBy'] === 'string' ? [{ record, key: record.body['keyedBy'] }] : []));
  const known = new Set(keyed.map(({ record }) => record.id));
  const mentions = (key: string): boolean => key.split('/').some((part) => known.has(part));
  // A key may name another record (`reorder/<customer>/<day>`): such a key is renamed itself, once those it names are.
  for (const { record, key } of [...keyed.filter((one) => !mentions(one.key)), ...keyed.filter((one) => mentions(one.key))]) {
    ids.set(record.id, idFromKey(record.kind, home.idSalt, renameField(key)));
  }
  // A link's id comes from those of its two customers, so they are renamed before it.
  for (const { id, kind, body } of records) {
    const { one, other } = body;
    if (kind === links.kind && typeof one === 'string' && typeof other === 'string') {
      ids.set(id, linkIdOf(home.idSalt, rename(one), rename(other)));
    }
  }
  const renameValue = (value: Json): Json => {
    if (typeof value === 'string') {
      return rename(value);
    }
    if (Array.isArray(value)) {
      return value.map((inner: Json) => renameValue(inner));
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]: [string, Json]) => [key, renameValue(inner)]))
      : value;
  };
  const restamp = (stamp: string): string => {
    const parts = parseStamp(stamp);
    return parts ? toStamp({ ...parts, device: home.device }) : stamp;
  };
  return records.map((record) => ({
    id: rename(record.id),
    kind: record.kind,
    body: Object.fromEntries(
      Object.entries(record.body).map(([field, value]) => [
        renameField(field),
        field === 'keyedBy' && typeof value === 'string' ? renameField(value) : renameValue(value),
      ]),
    ),
    stamps: Object.fromEntries(Object.entries(record.stamps).map(([field, stamp]) => [renameField(field), restamp(stamp)])),
  }));
}
