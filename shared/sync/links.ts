import { isDeleted, type StoredRecord } from '../model/record.ts';
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
