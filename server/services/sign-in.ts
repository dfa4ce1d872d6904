import { AppError } from '#shared/errors.ts';
import { verifyPassword } from '../security/password.ts';
import { hashToken } from '../security/tokens.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { normalizeEmail } from './people.ts';
import { openSession, type OpenedSession } from './sessions.ts';
import { ACCOUNTS, countWrongTry, secondsToWait, SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS } from './try-limits.ts';

/**
 * Opens a session for an e-mail address and password. An unknown address and a wrong password take the same time and get
 * the same answer. Throws `sign-in-failed` or `too-many-tries`.
 */
export async function signIn(deps: Deps, email: string, password: string, address: string): Promise<OpenedSession> {
  const { store, clock } = deps;
  const account = normalizeEmail(email);
  // Counted by hash: the table of tries names nobody.
  const who = hashToken(account);
  const nowMs = clock.nowMs();
  const waitSeconds = Math.max(
    await secondsToWait(store, SIGN_IN_BY_ACCOUNT, who, nowMs),
    await secondsToWait(store, SIGN_IN_BY_ADDRESS, address, nowMs),
  );
  if (waitSeconds > 0) {
    throw new AppError('too-many-tries', { waitSeconds });
  }
  const [user] = await store.listUsersByEmail(account);
  const passwordHash = user && !user.disabled ? await store.findPasswordHash(user.org, user.id) : undefined;
  const isRight = await verifyPassword(password, passwordHash);
  const opened = await store.write(async (tx) => {
    await tx.lockName(ACCOUNTS);
    const org = user && (await tx.findOrg(user.org));
    if (!isRight || !user || !org) {
      await countWrongTry(tx, SIGN_IN_BY_ACCOUNT, who, nowMs);
      await countWrongTry(tx, SIGN_IN_BY_ADDRESS, address, nowMs);
      if (user) {
        await writeAudit(tx, user.org, nowMs, user.id, 'sign-in-refused', user.id);
      }
      return undefined;
    }
    await tx.removeTryWindow(SIGN_IN_BY_ACCOUNT.what, who);
    await writeAudit(tx, user.org, nowMs, user.id, 'signed-in', user.id);
    return openSession(tx, deps, user, org.name);
  });
  if (!opened) {
    throw new AppError('sign-in-failed');
  }
  return opened;
}

/** Ends a session. */
export async function signOut(deps: Deps, org: string, user: string, token: string): Promise<void> {
  await deps.store.write(async (tx) => {
    await tx.removeSession(hashToken(token));
    await writeAudit(tx, org, deps.clock.nowMs(), user, 'signed-out', user);
  });
}
