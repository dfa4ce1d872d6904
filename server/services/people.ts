import * as v from 'valibot';
import type { Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import { Role } from '#shared/model/role.ts';
import { idFromTime } from '#shared/sync/ids.ts';
import type { AddUserRequest, PeopleReply } from '#shared/wire/auth.ts';
import { hashPassword, MIN_PASSWORD_LENGTH } from '../security/password.ts';
import type { StoredDevice, StoredUser, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { writeServerRecord } from './server-records.ts';
import { ACCOUNTS } from './try-limits.ts';

/** An address as it is compared: people write it with capitals and spaces. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** Refuses a password that is too short, before anything is written. */
export function checkPassword(password: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw new AppError('password-weak', { minLength: MIN_PASSWORD_LENGTH });
  }
}

/** A user's role; a row without a known one (never written) may do least. */
export function roleOf(user: StoredUser): Role {
  return v.is(Role, user.role) ? user.role : 'rep';
}

/** Who a user is for every question of access. */
export function toPrincipal(user: StoredUser): Principal {
  return { org: user.org, user: user.id, role: roleOf(user), team: user.team };
}

/** A user to be written, its password already hashed. */
export type NewUser = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly team: string | undefined;
  readonly passwordHash: string | undefined;
};

/** Writes a user, and the team when it is new, and gives the user's id. Throws `email-taken`. */
export async function createUser(tx: Tx, deps: Deps, org: string, user: NewUser, actor: string | undefined): Promise<string> {
  const nowMs = deps.clock.nowMs();
  const email = normalizeEmail(user.email);
  if ((await tx.listUsersByEmail(email)).length > 0) {
    throw new AppError('email-taken');
  }
  const id = idFromTime('u', nowMs, deps.random.bytes(10));
  const by = actor ?? id;
  const team = user.team === undefined ? null : await findOrMakeTeam(tx, deps, org, user.team, by);
  const fields = { name: user.name, email, role: user.role, disabled: false, ...(team === null ? {} : { team }) };
  await writeServerRecord(tx, { org, id, kind: 'u', fields, actor: by }, nowMs);
  await writeAudit(tx, org, nowMs, by, 'user-added', id);
  if (user.passwordHash !== undefined) {
    await tx.savePasswordHash(org, id, user.passwordHash, nowMs);
    await writeAudit(tx, org, nowMs, by, 'password-set', id);
  }
  return id;
}

async function findOrMakeTeam(tx: Tx, deps: Deps, org: string, name: string, actor: string): Promise<string> {
  const wanted = name.normalize('NFKC').trim();
  const known = (await tx.listTeams(org)).find((team) => team.name.toLowerCase() === wanted.toLowerCase());
  if (known) {
    return known.id;
  }
  const nowMs = deps.clock.nowMs();
  const id = idFromTime('t', nowMs, deps.random.bytes(10));
  await writeServerRecord(tx, { org, id, kind: 't', fields: { name: wanted }, actor }, nowMs);
  await writeAudit(tx, org, nowMs, actor, 'team-made', id);
  return id;
}

/** True when `principal` looks after `user`: an admin after all, a lead after the own team without its admins. */
export function looksAfter(principal: Principal, user: StoredUser): boolean {
  if (principal.role === 'admin') {
    return true;
  }
  return principal.role === 'lead' && principal.team !== null && user.team === principal.team && user.role !== 'admin';
}

/** Adds a user as somebody of the console asks; a lead adds to the own team and nobody above a lead. */
export async function addUser(deps: Deps, principal: Principal, request: AddUserRequest): Promise<void> {
  if (request.password !== undefined) {
    checkPassword(request.password);
  }
  const passwordHash = request.password === undefined ? undefined : await hashPassword(request.password);
  await deps.store.write(async (tx) => {
    await tx.lockName(ACCOUNTS);
    const team = principal.role === 'admin' ? request.team : await ownTeamName(tx, principal, request);
    const { name, email, role } = request;
    return createUser(tx, deps, principal.org, { name, email, role, team, passwordHash }, principal.user);
  });
}

async function ownTeamName(tx: Tx, principal: Principal, request: AddUserRequest): Promise<string> {
  const own = (await tx.listTeams(principal.org)).find((team) => team.id === principal.team);
  if (!own || request.role === 'admin' || (request.team !== undefined && request.team.trim().toLowerCase() !== own.name.toLowerCase())) {
    throw new AppError('forbidden');
  }
  return own.name;
}

/** Users, teams and paired browsers; a lead sees the browsers of the own team only. */
export async function readPeople(deps: Deps, principal: Principal): Promise<PeopleReply> {
  const { store } = deps;
  const [users, teams, devices, withPassword] = await Promise.all([
    store.listUsers(principal.org),
    store.listTeams(principal.org),
    store.listDevices(principal.org),
    store.listUsersWithPassword(principal.org),
  ]);
  const canSignIn = new Set(withPassword);
  const lookedAfter = new Set(users.filter((user) => user.id === principal.user || looksAfter(principal, user)).map((user) => user.id));
  return {
    users: users.map((user) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      role: roleOf(user),
      team: user.team,
      disabled: user.disabled,
      canSignIn: canSignIn.has(user.id),
    })),
    teams: [...teams],
    devices: devices.filter((device) => lookedAfter.has(device.user)).map(toWireDevice),
  };
}

function toWireDevice(device: StoredDevice): PeopleReply['devices'][number] {
  return {
    id: device.id,
    name: device.name,
    user: device.user,
    pairedAt: toInstant(device.pairedAtMs),
    lastSeenAt: device.lastSeenAtMs === null ? null : toInstant(device.lastSeenAtMs),
    revokedAt: device.revokedAtMs === null ? null : toInstant(device.revokedAtMs),
  };
}
