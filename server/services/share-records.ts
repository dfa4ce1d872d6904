import { SCOPE_ALL_USERS, scopeOfUser } from '#shared/access.ts';
import { campaigns } from '#shared/model/campaign.ts';
import { comments } from '#shared/model/comment.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import { links } from '#shared/model/link.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { ofCustomer } from '#shared/model/registry.ts';
import { assessments, duties } from '#shared/model/service.ts';
import { suppliers } from '#shared/model/supplier.ts';
import { rates, targets } from '#shared/model/target.ts';
import type { Tx } from '../store/port.ts';
import { endsOf } from './link-members.ts';

/** A record that a device wrote, merged; `changed` may be empty when everything in it was known. */
export type WrittenRecord = { readonly record: StoredRecord; readonly changed: readonly string[]; readonly isNew: boolean };

type Writer = { readonly org: string; readonly user: string };

/**
 * Decides who sees what was written (sync design 2.9, with sharing on capture): the writer sees it whole; events take
 * the scopes of their customers unless they are private; and when a customer gains a scope, its events gain it too.
 * `seqs`: the numbers of the records that were saved just now.
 */
export async function shareRecords(tx: Tx, writer: Writer, written: readonly WrittenRecord[], seqs: ReadonlyMap<string, number>): Promise<void> {
  const own = scopeOfUser(writer.user);
  const wanted = createGrants(tx, writer.org);
  const gained: string[] = [];
  for (const { record } of written) {
    if ((await wanted.add(record.id, [own, ...(await scopesBeside(record, wanted.scopesOf))])) && record.kind === 'c') {
      gained.push(record.id);
    }
  }
  const events = new Map<string, StoredRecord>(written.filter(({ record }) => isEvent(record)).map(({ record }) => [record.id, record]));
  for (const customer of gained) {
    for (const id of await tx.listEventsOf(writer.org, customer)) {
      const event = events.get(id) ?? (await tx.lockRecords(writer.org, [id])).get(id)?.record;
      if (event && !isPrivate(event)) {
        await wanted.add(id, await wanted.scopesOf(customer));
      }
    }
  }
  for (const event of events.values()) {
    for (const customer of isPrivate(event) ? [] : customersOf(event)) {
      await wanted.add(event.id, await wanted.scopesOf(customer));
    }
  }
  await wanted.save(seqs);
  for (const { record, changed } of written) {
    if (changed.includes('private') && isPrivate(record)) {
      await keepPrivate(tx, writer, record, seqs);
    }
  }
}

/** Collects the scopes that records are to gain, so that each record takes one number for all of them. */
export function createGrants(tx: Tx, org: string) {
  const held = new Map<string, Set<string>>();
  const added = new Map<string, Set<string>>();
  async function scopesOf(id: string): Promise<Set<string>> {
    const known = held.get(id) ?? new Set(await tx.listScopes(org, id));
    held.set(id, known);
    return known;
  }
  return {
    scopesOf,
    /** True when the record gains at least one of the scopes. */
    async add(id: string, scopes: Iterable<string>): Promise<boolean> {
      const known = await scopesOf(id);
      const fresh = [...scopes].filter((scope) => !known.has(scope));
      fresh.forEach((scope) => known.add(scope));
      if (fresh.length > 0) {
        added.set(id, new Set([...(added.get(id) ?? []), ...fresh]));
      }
      return fresh.length > 0;
    },
    async save(seqs: ReadonlyMap<string, number>): Promise<void> {
      const unnumbered = [...added.keys()].filter((id) => !seqs.has(id));
      const first = unnumbered.length > 0 ? await tx.takeSeq(org, unnumbered.length) : 0;
      const numbers = new Map([...seqs, ...unnumbered.map((id, index): [string, number] => [id, first + index])]);
      for (const [id, scopes] of added) {
        for (const scope of scopes) {
          await tx.grant(org, scope, id, numbers.get(id) ?? 0, 'full');
        }
      }
    },
  };
}

/** An event that became private leaves the scopes that it had by its customers; those who took part keep it. */
async function keepPrivate(tx: Tx, writer: Writer, record: StoredRecord, seqs: ReadonlyMap<string, number>): Promise<void> {
  const view = toView(interactions, record);
  const users = [writer.user, ...(view.loggedBy === undefined ? [] : [view.loggedBy]), ...view.participants.filter((id) => id.startsWith('u'))];
  const keep = new Set(users.map(scopeOfUser));
  for (const scope of await tx.listScopes(writer.org, record.id)) {
    if (!keep.has(scope)) {
      await tx.withdraw(writer.org, scope, record.id, seqs.get(record.id) ?? (await tx.takeSeq(writer.org, 1)));
    }
  }
}

const EVENT_KINDS: ReadonlySet<string> = new Set([interactions.kind, links.kind, ...ofCustomer.map(({ kind }) => kind)]);
/** What is said of one user, who reads it. */
const USER_KINDS: ReadonlySet<string> = new Set([duties.kind, assessments.kind]);
/** What everybody works with: campaigns, suppliers, targets and rates. */
const SHARED_KINDS: ReadonlySet<string> = new Set([campaigns.kind, suppliers.kind, targets.kind, rates.kind]);

function isEvent(record: StoredRecord): boolean {
  return EVENT_KINDS.has(record.kind);
}

function isPrivate(record: StoredRecord): boolean {
  return record.kind === interactions.kind && record.body['private'] === true;
}

/** The customers that an event is about. Participants are users too, and those lend it no scope: everybody sees users. */
function customersOf(record: StoredRecord): readonly string[] {
  if (isDeleted(record.body)) {
    return [];
  }
  if (record.kind === interactions.kind) {
    return toView(interactions, record).participants.filter((id) => id.startsWith('c'));
  }
  if (record.kind === links.kind) {
    return endsOf(record);
  }
  const customer = record.body['customer'];
  return typeof customer === 'string' && customer.startsWith('c') ? [customer] : [];
}

/** Scopes that a record has by what it is: everybody's, those of the record that it speaks of, or those of the user whom it is about. */
async function scopesBeside(record: StoredRecord, scopesOf: (id: string) => Promise<ReadonlySet<string>>): Promise<readonly string[]> {
  const { about, user } = record.body;
  if (SHARED_KINDS.has(record.kind)) {
    return [SCOPE_ALL_USERS];
  }
  if (record.kind === comments.kind && typeof about === 'string') {
    return [...(await scopesOf(about)), ...toView(comments, record).mentions.map(scopeOfUser)];
  }
  return USER_KINDS.has(record.kind) && typeof user === 'string' ? [scopeOfUser(user)] : [];
}
