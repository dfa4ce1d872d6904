import { AppError } from '#shared/errors.ts';
import type { Principal } from '#shared/access.ts';
import type { OrganizationReply, OrganizationRequest } from '#shared/wire/imports.ts';
import type { Org } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';

/** The organization of somebody who is signed in. */
export async function readOrganization({ store }: Deps, { org }: Principal): Promise<OrganizationReply> {
  return toReply(await store.findOrg(org));
}

/** Changes what the organization is called and how it counts. Throws `bad-request` for a zone that there is not. */
export async function changeOrganization(deps: Deps, principal: Principal, request: OrganizationRequest): Promise<OrganizationReply> {
  if (request.timeZone !== undefined && !isTimeZone(request.timeZone)) {
    throw new AppError('bad-request', { at: 'timeZone' });
  }
  await deps.store.write(async (tx) => {
    const org = await tx.findOrg(principal.org);
    if (org) {
      await tx.saveOrgSettings(org.id, { ...org, ...request });
      await writeAudit(tx, org.id, deps.clock.nowMs(), principal.user, 'organization-changed', org.id);
    }
  });
  return readOrganization(deps, principal);
}

function toReply(org: Org | undefined): OrganizationReply {
  if (!org) {
    throw new AppError('not-found');
  }
  return { name: org.name, currency: org.currency, timeZone: org.timeZone, shareOnCapture: org.shareOnCapture };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
