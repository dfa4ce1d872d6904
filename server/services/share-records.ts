import { SCOPE_ALL_USERS, scopeOfUser } from '#shared/access.ts';
import { campaigns } from '#shared/model/campaign.ts';
import { comments } from '#shared/model/comment.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import { links } from '#shared/model/link.ts';
import { products } from '#shared/model/product.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { ofCustomer } from '#shared/model/registry.ts';
import { assessments, duties } from '#shared/model/service.ts';
import { settings } from '#shared/model/settings.ts';
import { suppliers } from '#shared/model/supplier.ts';
import { rates, targets } from '#shared/model/target.ts';
import type { Tx } from '../store/port.ts';
import type { Grants } from './grants.ts';
import { endsOf } from './link-members.ts';

/**
 * A record that a device wrote, merged; `changed` may be empty when everything in it was known. `isKnown`: the writer saw
 * it whole before, or nobody had it.
 */
export type WrittenRecord = { readonly record: StoredRecord; readonly changed: readonly string[]; readonly isKnown: boolean };

/** `shareOnCapture`: the organization's setting. */
type Writer = { readonly org: string; readonly user: string; readonly nowMs: number; readonly shareOnCapture: boolean };

/**
 * Decides who sees what was written (sync design 2.9): the writer sees it whole; events take the scopes of their customers
 * unless they are private; and when a customer gains a scope, its events gain it too. What others had before the writer
 * captured it is shown whole at once only where the organization shares on capture: anybody can reckon the id of a known
 * address, so a capture alone must not open other people's data. `seqs`: the numbers of the records
 * that were saved just now; `wanted`: who has them until then.
 */
export async function shareRecords(
  tx: Tx,
  writer: Writer,
  written: readonly WrittenRecord[],
  seqs: ReadonlyMap<string, number>,
  wanted: Grants,
): Promise<void> {
  const own = scopeOfUser(writer.user);
  const gained: string[] = [];
  // Held, so that none of them gains a scope in another transaction that does not see these events yet.
  await tx.lockRecords(writer.org, [...new Set(written.flatMap(({ record }) => [...customersOf(record), ...aboutOf(record)]))]);
  for (const { record, isKnown } of written) {
    if (!isKnown && !isOpenTo(record, writer)) {
      if ((await wanted.add(record.id, [own], 'stub')) && record.kind === 'c') {
        await claim(tx, writer, record.id);
      }
    } else if ((await wanted.add(record.id, [own, ...(await scopesBeside(record, wanted.scopesOf))])) && record.kind === 'c') {
      gained.push(record.id);
    }
  }
  const events = new Map<string, StoredRecord>(written.filter(({ record }) => isEvent(record)).map(({ record }) => [record.id, record]));
  await shareEvents(tx, writer.org, wanted, gained, events);
  for (const event of events.values()) {
    for (const customer of isPrivate(event) ? [] : customersOf(event)) {
      await wanted.raise(event.id, await wanted.scopesOf(customer));
    }
  }
  await wanted.save(seqs);
  for (const { record, changed } of written) {
    if (changed.includes('private') && isPrivate(record)) {
      await keepPrivate(tx, writer, record, seqs);
    }
  }
}

/** A message's id says that its reader has the message; whatever else others have is theirs until it is shared. */
function isOpenTo(record: StoredRecord, writer: Writer): boolean {
  return !isPrivate(record) && (writer.shareOnCapture || record.kind === interactions.kind);
}

/** What was decided once is not asked again. */
async function claim(tx: Tx, { org, user, nowMs }: Writer, id: string): Promise<void> {
  if (!(await tx.findClaim(org, id, user))) {
    await tx.saveClaim(org, { id, claimant: user, atMs: nowMs, state: 'open', decidedBy: null, decidedAtMs: null });
  }
}

/** Whoever sees a customer whole sees what happens with it, unless that is private. `known`: events as they are now. */
export async function shareEvents(
  tx: Tx,
  org: string,
  wanted: Grants,
  customers: readonly string[],
  known: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  const theirs = await tx.listEventsOf(org, customers);
  const ids = [...new Set(theirs.map(({ id }) => id))];
  const others = await tx.lockRecords(
    org,
    ids.filter((id) => !known.has(id)),
  );
  for (const { customer, id } of theirs) {
    const event = known.get(id) ?? others.get(id)?.record;
    if (event && !isPrivate(event)) {
      await wanted.raise(id, await wanted.scopesOf(customer));
    }
  }
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
/** What everybody works with: campaigns, products, suppliers, targets, rates and the team's settings. */
const SHARED_KINDS: ReadonlySet<string> = new Set([campaigns.kind, products.kind, suppliers.kind, targets.kind, rates.kind, settings.kind]);

/** True for a record that everybody of the organization works with, whoever wrote it. */
export const isForEverybody = ({ kind }: Pick<StoredRecord, 'kind'>): boolean => SHARED_KINDS.has(kind);

function isEvent(record: StoredRecord): boolean {
  return EVENT_KINDS.has(record.kind);
}

function isPrivate(record: StoredRecord): boolean {
  return record.kind === interactions.kind && record.body['private'] === true;
}

/** The customers that an event is about. Participants are users too, and those lend it no scope: everybody sees users. */
export function customersOf(record: StoredRecord): readonly string[] {
  if (!isEvent(record) || isDeleted(record.body)) {
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

/** The record that a comment speaks of. */
function aboutOf(record: StoredRecord): readonly string[] {
  const about = record.kind === comments.kind ? record.body['about'] : undefined;
  return typeof about === 'string' ? [about] : [];
}

/** Scopes that a record has by what it is: everybody's, those of the record that it speaks of, or those of the user whom it is about. */
async function scopesBeside(record: StoredRecord, scopesOf: (id: string) => Promise<ReadonlySet<string>>): Promise<readonly string[]> {
  if (isForEverybody(record)) {
    return [SCOPE_ALL_USERS];
  }
  const [about] = aboutOf(record);
  if (about !== undefined) {
    return [...(await scopesOf(about)), ...toView(comments, record).mentions.map(scopeOfUser)];
  }
  const user = USER_KINDS.has(record.kind) ? record.body['user'] : undefined;
  return typeof user === 'string' ? [scopeOfUser(user)] : [];
}
