import { scopeOfUser, type Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import type { ClaimsReply, DecideClaimRequest } from '#shared/wire/claims.ts';
import type { Reader } from '../store/port.ts';
import type { Claim } from '../store/port-sync.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { createGrants } from './grants.ts';
import { listScopesOf } from './pull-changes.ts';
import { shareEvents } from './share-records.ts';

/** Claims that are looked through at once. */
const MAX_CLAIMS = 500;

/** Claims of customers that the principal sees whole: whoever looks after those who have them decides. */
export async function listClaims({ store }: Deps, principal: Principal): Promise<ClaimsReply> {
  const open = await store.listOpenClaims(principal.org, MAX_CLAIMS);
  const names = new Map((await store.listUsers(principal.org)).map((user) => [user.id, user.name]));
  const claims: ClaimsReply['claims'] = [];
  for (const claim of open) {
    const customer = await findWhole(store, principal, claim.id);
    if (customer && claim.claimant !== principal.user) {
      const grants = await store.listGrants(principal.org, claim.id);
      const holders = grants.flatMap(({ scope, level }) => (level === 'full' && scope.startsWith('r:') ? [names.get(scope.slice(2)) ?? ''] : []));
      const { name } = customer.record.body;
      claims.push({
        customer: claim.id,
        name: typeof name === 'string' ? name : '',
        claimant: claim.claimant,
        claimantName: names.get(claim.claimant) ?? '',
        holders: holders.filter((holder) => holder !== ''),
        at: toInstant(claim.atMs),
      });
    }
  }
  return { claims };
}

/** Shows a claimant the customer whole, with what happened with it, or leaves him with what he wrote. Throws `not-found`. */
export async function decideClaim(deps: Deps, principal: Principal, id: string, { claimant, decision }: DecideClaimRequest): Promise<ClaimsReply> {
  const { org, user } = principal;
  await deps.store.write(async (tx) => {
    // Held, so that of two who decide at once the second finds it decided.
    await tx.lockRecords(org, [id]);
    const claim = await tx.findClaim(org, id, claimant);
    if (claim?.state !== 'open' || claimant === user || !(await findWhole(tx, principal, id))) {
      throw new AppError('not-found');
    }
    const nowMs = deps.clock.nowMs();
    const decided: Claim = { ...claim, state: decision === 'grant' ? 'granted' : 'apart', decidedBy: user, decidedAtMs: nowMs };
    await tx.saveClaim(org, decided);
    if (decision === 'grant') {
      const grants = createGrants(tx, org);
      await grants.raise(id, [scopeOfUser(claimant)]);
      await shareEvents(tx, org, grants, [id], new Map());
      await grants.save(new Map());
    }
    await writeAudit(tx, org, nowMs, user, 'claim-decided', id);
  });
  return listClaims(deps, principal);
}

async function findWhole(store: Reader, principal: Principal, id: string) {
  const [visible] = await store.readVisible(principal.org, await listScopesOf(store, principal), [id]);
  return visible?.level === 'full' ? visible : undefined;
}
