import type { Role } from './model/role.ts';
import { findEntity, findField } from './model/registry.ts';
import { DELETED, type Body, type StoredRecord } from './model/record.ts';
import { assessments, duties } from './model/service.ts';
import { settings } from './model/settings.ts';
import { rates, targets } from './model/target.ts';

/** Who asks: a signed-in user or a device of one. Every route, pull and analysis asks this file what they may. */
export type Principal = {
  readonly org: string;
  readonly user: string;
  readonly role: Role;
  readonly team: string | null;
};

/** What can be done in the console and by a device. */
export type Permission =
  | 'sync'
  | 'read-customers'
  | 'manage-people'
  | 'pair-own-device'
  | 'pair-any-device'
  | 'read-own-session'
  /** An import writes records of every team, so it is the admin's. */
  | 'import-orders'
  | 'manage-organization'
  /** Who sees a customer whole that several captured. */
  | 'decide-claims'
  /** What holds for the whole team: benefits of tiers, weights. */
  | 'manage-settings'
  /** A technician's month: the own one, or those of the team. */
  | 'read-months'
  /** Marks technicians' months and closes them. */
  | 'close-months'
  /** Who looks after a customer. */
  | 'set-owner'
  /** Erasing cannot be taken back. */
  | 'purge';

const permissions: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  rep: new Set<Permission>(['sync', 'pair-own-device', 'read-own-session']),
  service: new Set<Permission>(['sync', 'pair-own-device', 'read-own-session', 'read-months']),
  lead: new Set<Permission>([
    'sync',
    'read-customers',
    'pair-own-device',
    'pair-any-device',
    'read-own-session',
    'manage-people',
    'manage-settings',
    'decide-claims',
    'read-months',
    'close-months',
    'set-owner',
  ]),
  admin: new Set<Permission>([
    'sync',
    'read-customers',
    'pair-own-device',
    'pair-any-device',
    'read-own-session',
    'manage-people',
    'import-orders',
    'manage-organization',
    'manage-settings',
    'decide-claims',
    'read-months',
    'close-months',
    'set-owner',
    'purge',
  ]),
};

/** True when a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  return permissions[role].has(permission);
}

/** The scopes of sync: `r:<user>` one rep's, `t:<team>` a team's, `o` everybody's, `*` all records (admin). */
export const scopeOfUser = (user: string): string => `r:${user}`;
export const scopeOfTeam = (team: string): string => `t:${team}`;
export const SCOPE_ALL_USERS = 'o';
export const SCOPE_EVERYTHING = '*';

/** The scopes that a principal reads. `teamMembers`: user ids of the principal's team, needed for a lead. */
export function readableScopes(principal: Principal, teamMembers: readonly string[]): readonly string[] {
  if (principal.role === 'admin') {
    return [SCOPE_EVERYTHING];
  }
  const own = [scopeOfUser(principal.user), SCOPE_ALL_USERS, ...(principal.team === null ? [] : [scopeOfTeam(principal.team)])];
  return principal.role === 'lead' ? [...new Set([...own, ...teamMembers.map(scopeOfUser)])] : own;
}

/** Kinds that not everybody may write: what is measured is set by a lead, and nobody marks themselves. */
const writers: Readonly<Record<string, ReadonlySet<Role>>> = {
  [targets.kind]: new Set<Role>(['lead', 'admin']),
  [rates.kind]: new Set<Role>(['lead', 'admin']),
  [assessments.kind]: new Set<Role>(['lead', 'admin']),
  [duties.kind]: new Set<Role>(['lead', 'admin']),
  [settings.kind]: new Set<Role>(['lead', 'admin']),
};

/** True when a role may write a field of records of a kind. A technician's month is never deleted: it may be closed. */
export function mayWrite(principal: Principal, kind: string, field: string): boolean {
  const allowed = writers[kind];
  return (allowed === undefined || allowed.has(principal.role)) && !(kind === assessments.kind && field === DELETED);
}

/** True when nothing in records of a kind is withheld from a role, so that they can be passed on as they are. */
export function seesAllOf(role: Role, kind: string): boolean {
  return !Object.values(findEntity(kind)?.fields ?? {}).some(({ hiddenFrom }) => hiddenFrom.includes(role));
}

/** The record without the fields that are withheld from the role. The one place where fields are stripped. */
export function visibleTo(role: Role, record: StoredRecord): StoredRecord {
  const isHidden = (field: string): boolean => findField(record.kind, field)?.hiddenFrom.includes(role) ?? false;
  if (!Object.keys(record.body).some(isHidden)) {
    return record;
  }
  const keep = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([field]) => !isHidden(field)));
  const body: Body = keep(record.body);
  return { ...record, body, stamps: keep(record.stamps) };
}
