import { scopeOfUser, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { customers } from '#shared/model/customer.ts';
import { interactions } from '#shared/model/interaction.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import type { SetOwnerRequest } from '#shared/wire/customers.ts';
import type { Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { createGrants, type Grants } from './grants.ts';
import { readMembers } from './link-members.ts';
import { looksAfter } from './people.ts';
import { listScopesOf } from './pull-changes.ts';
import { writeServerRecord } from './server-records.ts';
import { customersOf, shareEvents } from './share-records.ts';

/**
 * Hands a customer to somebody, or to nobody (sync design 2.9): all records that are one with it say so, the new owner sees
 * them and what happened with them whole, and the former owner no longer does, but for private talks and for what also
 * belongs to other customers of theirs. A lead hands over within the own team. Throws `customer-not-found` and `forbidden`.
 */
export async function setOwner(deps: Deps, principal: Principal, id: string, { owner }: SetOwnerRequest): Promise<void> {
  const { org, user: actor } = principal;
  await deps.store.write(async (tx) => {
    const nowMs = deps.clock.nowMs();
    const scopes = await listScopesOf(tx, principal);
    const [visible] = await tx.readVisible(org, scopes, [id]);
    if (visible?.level !== 'full' || visible.record.kind !== customers.kind || isDeleted(visible.record.body)) {
      throw new AppError('customer-not-found');
    }
    const next = owner === null ? undefined : await tx.findUser(org, owner);
    if (owner !== null && (!next || next.disabled || (next.id !== actor && !looksAfter(principal, next)))) {
      throw new AppError('forbidden');
    }
    const members = (await readMembers(tx, org, [id])).get(id) ?? [id];
    const held = [...(await tx.lockRecords(org, members)).values()].map(({ record }) => record).filter(({ body }) => !isDeleted(body));
    const former = new Set(held.flatMap(({ body }) => (typeof body['owner'] === 'string' && body['owner'] !== owner ? [body['owner']] : [])));
    const ids = held.map((record) => record.id);
    for (const member of ids) {
      const grantees = owner === null ? [] : [scopeOfUser(owner)];
      await writeServerRecord(tx, { org, id: member, kind: 'c', fields: { owner }, actor, scopes: grantees }, nowMs);
    }
    const grants = createGrants(tx, org);
    if (owner !== null) {
      for (const member of ids) {
        await grants.raise(member, [scopeOfUser(owner)]);
        const claim = await tx.findClaim(org, member, owner);
        if (claim?.state === 'open') {
          await tx.saveClaim(org, { ...claim, state: 'granted', decidedBy: actor, decidedAtMs: nowMs });
        }
      }
      await shareEvents(tx, org, grants, ids, new Map());
      await grants.save(new Map());
    }
    for (const user of former) {
      await takeFrom(tx, org, ids, scopeOfUser(user), grants);
    }
    await writeAudit(tx, org, nowMs, actor, 'owner-set', id);
  });
}

/** Takes customers out of a scope, with what happened with them alone. */
async function takeFrom(tx: Tx, org: string, ids: readonly string[], scope: string, grants: Grants): Promise<void> {
  const own = new Set(ids);
  const events = new Set((await tx.listEventsOf(org, ids)).map((event) => event.id));
  for (const { record } of (await tx.lockRecords(org, [...events])).values()) {
    if (!(await keeps(record))) {
      await withdraw(record.id);
    }
  }
  for (const id of ids) {
    await withdraw(id);
  }

  async function withdraw(id: string): Promise<void> {
    if ((await grants.levelsOf(id)).has(scope)) {
      await tx.withdraw(org, scope, id, await tx.takeSeq(org, 1));
    }
  }

  async function keeps(record: StoredRecord): Promise<boolean> {
    const isPrivate = record.kind === interactions.kind && record.body['private'] === true;
    const others = customersOf(record).filter((id) => !own.has(id));
    return isPrivate || (await Promise.all(others.map((id) => grants.scopesOf(id)))).some((held) => held.has(scope));
  }
}
