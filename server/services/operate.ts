import { AppError } from '#shared/errors.ts';
import type { Role } from '#shared/model/role.ts';
import type { PairingCodeReply } from '#shared/wire/auth.ts';
import { hashPassword } from '../security/password.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { issuePairingCode } from './pairing.ts';
import { checkPassword, createUser, normalizeEmail } from './people.ts';
import { createOrganization } from './set-up.ts';
import { ACCOUNTS } from './try-limits.ts';

/** Who stands in the audit log for whoever holds the machine. */
export const OPERATOR = 'operator';
/** The organization's name when it is made from the command line; it can be changed later. */
const DEFAULT_ORGANIZATION = 'Sidebook';

/** A user as the command line gives it. */
export type UserToAdd = {
  readonly email: string;
  readonly role: Role;
  readonly name?: string | undefined;
  readonly team?: string | undefined;
  readonly password?: string | undefined;
};

/** Adds a user with the rights of whoever holds the machine, and makes the organization when there is none. */
export async function addUserAsOperator(deps: Deps, user: UserToAdd): Promise<{ readonly id: string; readonly org: string }> {
  if (user.password !== undefined) {
    checkPassword(user.password);
  }
  const passwordHash = user.password === undefined ? undefined : await hashPassword(user.password);
  return deps.store.write(async (tx) => {
    await tx.lockName(ACCOUNTS);
    const [known] = await tx.listOrgs();
    const org = known ?? (await createOrganization(tx, deps, DEFAULT_ORGANIZATION));
    if (!known) {
      await writeAudit(tx, org.id, deps.clock.nowMs(), OPERATOR, 'organization-made', org.id);
    }
    const name = user.name ?? normalizeEmail(user.email).split('@')[0] ?? user.email;
    const { email, role, team } = user;
    const id = await createUser(tx, deps, org.id, { name, email, role, team, passwordHash }, OPERATOR);
    return { id, org: org.id };
  });
}

/** A one-time code that pairs a browser with the user of an e-mail address. Throws `user-not-found`. */
export async function issueCodeAsOperator(deps: Deps, email: string): Promise<PairingCodeReply> {
  return deps.store.write(async (tx) => {
    const [user] = await tx.listUsersByEmail(normalizeEmail(email));
    if (!user || user.disabled) {
      throw new AppError('user-not-found');
    }
    return issuePairingCode(tx, deps, user, OPERATOR);
  });
}

/** Gives a user a new password for the console. Throws `user-not-found`, `password-weak`. */
export async function setPasswordAsOperator(deps: Deps, email: string, password: string): Promise<void> {
  checkPassword(password);
  const passwordHash = await hashPassword(password);
  await deps.store.write(async (tx) => {
    const [user] = await tx.listUsersByEmail(normalizeEmail(email));
    if (!user || user.disabled) {
      throw new AppError('user-not-found');
    }
    await tx.savePasswordHash(user.org, user.id, passwordHash, deps.clock.nowMs());
    await writeAudit(tx, user.org, deps.clock.nowMs(), OPERATOR, 'password-set', user.id);
  });
}
