import { links } from '#shared/model/link.ts';
import { findMembers, rootsOf } from '#shared/sync/links.ts';
import type { Member, Reader, Tx } from '../store/port.ts';
import type { WrittenRecord } from './share-records.ts';

/** The two customers that a link is about; empty for any other record and for one that does not say both. */
export function endsOf(record: WrittenRecord['record']): readonly string[] {
  if (record.kind !== links.kind) {
    return [];
  }
  const { one, other } = record.body;
  return typeof one === 'string' && typeof other === 'string' ? [one, other] : [];
}

/**
 * Notes which records are one customer after links were written: for all records that were or now are joined with one of
 * `ends`. Gives them, since what is reckoned of them changes.
 */
export async function regroupMembers(tx: Tx, org: string, ends: readonly string[]): Promise<readonly string[]> {
  if (ends.length === 0) {
    return [];
  }
  // Two writers who join different pairs of one customer would each leave out what the other one joins.
  await tx.lockName(`members of ${org}`);
  const before = (await tx.listMembers(org, ends)).map(({ id }) => id);
  const touched = await findMembers([...new Set([...ends, ...before])], (ids) => tx.listLinks(org, ids));
  const roots = rootsOf(await tx.listLinks(org, touched));
  await tx.replaceMembers(
    org,
    touched,
    [...roots].map(([id, root]) => ({ id, root })),
  );
  return touched;
}

/** Of each of `ids` all records that are one customer with it, itself included. */
export async function readMembers(store: Reader, org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const members = await store.listMembers(org, ids);
  const roots = new Map(members.map(({ id, root }) => [id, root]));
  const groups = groupByRoot(members);
  return new Map(ids.map((id) => [id, groups.get(roots.get(id) ?? '') ?? [id]]));
}

/** The ids of each customer that has several records, by its root. */
export function groupByRoot(members: readonly Member[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, root } of members) {
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return groups;
}
