import { customers } from '../model/customer.ts';
import { splitField, toView } from '../model/entity.ts';
import { links } from '../model/link.ts';
import { isDeleted, type Json, type StoredRecord } from '../model/record.ts';
import { idFromKey } from './ids.ts';
import { emptyRecord, mergeOps, toOps } from './merge.ts';
import type { Op } from './op.ts';

/** Two records that somebody declared to be one customer. */
export type Edge = { readonly one: string; readonly other: string };

/** The id of what is decided about two customers, whichever is named first. */
export function linkIdOf(idSalt: Uint8Array, one: string, other: string): string {
  return idFromKey('l', idSalt, one < other ? `${one}|${other}` : `${other}|${one}`);
}

/**
 * All records that are one customer with `start`, themselves included, by id. `listEdges` gives the edges that touch any
 * of the ids it is asked for; it is asked once for each ring of neighbours.
 */
export async function findMembers(
  start: readonly string[],
  listEdges: (ids: readonly string[]) => Promise<readonly Edge[]>,
): Promise<readonly string[]> {
  const found = new Set(start);
  for (let ring: readonly string[] = start; ring.length > 0;) {
    const edges = await listEdges(ring);
    ring = [...new Set(edges.flatMap(({ one, other }) => [one, other]))].filter((id) => !found.has(id));
    ring.forEach((id) => found.add(id));
  }
  return [...found].toSorted();
}

/** Of every record that an edge touches, the smallest id of its component: records with one root are one customer. */
export function rootsOf(edges: readonly Edge[]): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) {
      root = up;
    }
    parents.set(id, root);
    return root;
  };
  for (const { one, other } of edges) {
    const [low, high] = [rootOf(one), rootOf(other)].toSorted();
    if (low !== undefined && high !== undefined) {
      parents.set(high, low);
      parents.set(low, low);
    }
  }
  return new Map([...parents.keys()].map((id) => [id, rootOf(id)]));
}

/**
 * The records of one customer as one record, under the smallest id that is not deleted: each field by the rule that merges
 * two writes to it (sync design 2.7). Deleted records are left out, unless all are. Any order gives one result. Throws when
 * there is none.
 */
export function foldMembers(records: readonly StoredRecord[]): StoredRecord {
  const sorted = records.toSorted((x, y) => (x.id < y.id ? -1 : 1));
  const live = sorted.filter((record) => !isDeleted(record.body));
  const kept = live.length > 0 ? live : sorted;
  const [first] = kept;
  if (!first) {
    throw new RangeError('foldMembers: no record');
  }
  const ops = kept.flatMap((record) => toOps(record).map(([, kind, field, value, stamp]): Op => [first.id, kind, field, value, stamp]));
  return kept.length === 1 ? first : mergeOps(emptyRecord(first.id, first.kind), ops).record;
}

/**
 * All records of a book with those that are one customer as one record, and every mention of any of them naming it; links
 * themselves are left out. Without links the records come back as they are. What is stored is not changed by it.
 */
export function foldBook(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const edges = records
    .filter(({ kind, body }) => kind === links.kind && !isDeleted(body))
    .map((record) => toView(links, record))
    .flatMap(({ one, other, on }) => (on === true && one !== undefined && other !== undefined ? [{ one, other }] : []));
  const kept = records.filter(({ kind }) => kind !== links.kind);
  if (edges.length === 0) {
    return kept;
  }
  const roots = rootsOf(edges);
  const isMember = ({ kind, id }: StoredRecord): boolean => kind === customers.kind && roots.has(id);
  const groups = new Map<string, StoredRecord[]>();
  for (const record of kept.filter(isMember)) {
    const root = roots.get(record.id) ?? record.id;
    groups.set(root, [...(groups.get(root) ?? []), record]);
  }
  const folded = [...groups].map(([root, members]) => ({ root, record: foldMembers(members) }));
  const shown = new Map(folded.map(({ root, record }) => [root, record.id]));
  const ids = new Map([...roots].map(([id, root]) => [id, shown.get(root) ?? root]));
  return [...kept.filter((record) => !isMember(record)), ...folded.map(({ record }) => record)].map((record) => renameMentions(record, ids));
}

function renameMentions(record: StoredRecord, ids: ReadonlyMap<string, string>): StoredRecord {
  const { body } = record;
  const isNamed = Object.entries(body).some(([field, value]) => (typeof value === 'string' && ids.has(value)) || ids.has(splitField(field)[1] ?? ''));
  if (!isNamed) {
    return record;
  }
  const rename = (value: Json): Json => (typeof value === 'string' ? (ids.get(value) ?? value) : value);
  const renamed = new Map<string, Json>();
  for (const [field, value] of Object.entries(body)) {
    const [name, key] = splitField(field);
    const to = key === undefined ? field : `${name}/${ids.get(key) ?? key}`;
    // Of two marks of one customer the one that says yes holds.
    renamed.set(to, renamed.get(to) === true ? true : rename(value));
  }
  return { ...record, body: Object.fromEntries(renamed) };
}
