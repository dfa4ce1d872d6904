import { areTwins, hasAddress, matchKeysOf, MOST_BEHIND_A_KEY } from '#shared/model/match-keys.ts';
import type { Tx } from '../store/port.ts';
import { createGrants } from './grants.ts';
import { shareEvents, type WrittenRecord } from './share-records.ts';

/** What of a customer its keys are made of. */
const KEYED = /^(?:_del$|name$|area$|phones\/|handles\/|emails\/|addresses\/|by\/)/u;

/** What of that is no key where there is an address. */
const NAMED = /^(?:name$|area$|addresses\/)/u;

/** What decides beside the keys whether twins are shown to each other: an address, and whether the record is shown at all. */
const REVEALING = /^(?:_del$|emails\/|by\/)/u;

type Writer = { readonly org: string; readonly user: string; readonly nowMs: number; readonly shareOnCapture: boolean };

/**
 * Two who enter one shop apart, without an e-mail address, make two records (sync design 2.7). They are found by telephone
 * number, messenger id, or name with district. Where the team shares on capture both see both, so that either browser
 * suggests to join them and says why; else it is a claim, since a number that anybody can type opens nobody's data.
 */
export async function matchTwins(tx: Tx, writer: Writer, written: readonly WrittenRecord[]): Promise<void> {
  const keyed = written.filter(({ record, changed }) => record.kind === 'c' && changed.some((field) => isKeyed(field, record)));
  if (keyed.length === 0) {
    return;
  }
  const grants = createGrants(tx, writer.org);
  const known = await tx.listMatchKeysOf(
    writer.org,
    keyed.map(({ record }) => record.id),
  );
  for (const { record, changed } of keyed) {
    const keys = matchKeysOf(record);
    // Whoever came later with one of the same keys was found then.
    if (isSame(keys, known.get(record.id) ?? []) && !changed.some((field) => REVEALING.test(field))) {
      continue;
    }
    await tx.replaceMatchKeys(writer.org, record.id, keys);
    const found = keys.length === 0 ? [] : await tx.listByMatchKeys(writer.org, keys, MOST_BEHIND_A_KEY * keys.length + 1);
    const ids = [...new Set(found.map(({ id }) => id))].filter((id) => id !== record.id);
    if (ids.length > MOST_BEHIND_A_KEY) {
      continue;
    }
    for (const [id, twin] of await tx.lockRecords(writer.org, ids)) {
      if ((hasAddress(record) && hasAddress(twin.record)) || !areTwins(record, twin.record)) {
        continue;
      }
      if (!writer.shareOnCapture) {
        const levels = await grants.levelsOf(id);
        if (!levels.has(`r:${writer.user}`) && !(await tx.findClaim(writer.org, id, writer.user))) {
          await tx.saveClaim(writer.org, { id, claimant: writer.user, atMs: writer.nowMs, state: 'open', decidedBy: null, decidedAtMs: null });
        }
        continue;
      }
      const [ours, theirs] = [await grants.scopesOf(record.id), await grants.scopesOf(id)];
      for (const [customer, scopes] of new Map([
        [record.id, theirs],
        [id, ours],
      ])) {
        if (await grants.raise(customer, scopes)) {
          await shareEvents(tx, writer.org, grants, [customer], new Map());
        }
      }
    }
  }
  await grants.save(new Map());
}

/** Most customers have an address: their keys, for which the whole record is read, do not change with a name or a place. */
function isKeyed(field: string, record: WrittenRecord['record']): boolean {
  return KEYED.test(field) && !(NAMED.test(field) && hasAddress(record));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((key) => others.includes(key));
}
