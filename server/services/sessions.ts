import { AppError } from '#shared/errors.ts';
import type { SessionReply } from '#shared/wire/auth.ts';
import { hashToken, newToken } from '../security/tokens.ts';
import type { StoredUser, Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { roleOf } from './people.ts';

const HOUR_MS = 3_600_000;
/** A session ends after this long without a request, and after this long in any case. */
const IDLE_MS = 12 * HOUR_MS;
export const ABSOLUTE_MS = 30 * 24 * HOUR_MS;
/** How often the last request is written down at most. */
const TOUCH_MS = 60_000;

/** A session that was opened: the token goes to the browser's cookie and nowhere else. */
export type OpenedSession = { readonly token: string; readonly reply: SessionReply };

/** Opens a session in the transaction of the sign-in. */
export async function openSession(tx: Tx, deps: Deps, user: StoredUser, organization: string): Promise<OpenedSession> {
  const nowMs = deps.clock.nowMs();
  const token = newToken(deps.random);
  await tx.removeOldSessions(nowMs - ABSOLUTE_MS, nowMs - IDLE_MS);
  await tx.addSession({ org: user.org, tokenHash: hashToken(token), user: user.id, openedAtMs: nowMs, lastSeenAtMs: nowMs });
  return { token, reply: toSessionReply(user, organization) };
}

/** Who is signed in, as the console reads it. */
function toSessionReply(user: StoredUser, organization: string): SessionReply {
  return { user: { id: user.id, name: user.name, email: user.email, role: roleOf(user), team: user.team }, organization };
}

/** The user of a session token, read anew for each request so that a changed role holds at once; undefined: signed out. */
export async function findSessionUser(deps: Deps, token: string): Promise<StoredUser | undefined> {
  const tokenHash = hashToken(token);
  const session = await deps.store.findSession(tokenHash);
  const nowMs = deps.clock.nowMs();
  if (!session || nowMs >= session.lastSeenAtMs + IDLE_MS || nowMs >= session.openedAtMs + ABSOLUTE_MS) {
    return undefined;
  }
  const user = await deps.store.findUser(session.org, session.user);
  if (!user || user.disabled) {
    return undefined;
  }
  if (nowMs - session.lastSeenAtMs >= TOUCH_MS) {
    await deps.store.write((tx) => tx.touchSession(tokenHash, nowMs));
  }
  return user;
}

/** What the console shows of the signed-in user. */
export async function readSession(deps: Deps, user: StoredUser): Promise<SessionReply> {
  const org = await deps.store.findOrg(user.org);
  if (!org) {
    throw new AppError('signed-out');
  }
  return toSessionReply(user, org.name);
}
