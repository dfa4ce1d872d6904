import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { SetUpRequest } from '#shared/wire/auth.ts';
import { hashPassword } from '../security/password.ts';
import { hashToken, newToken } from '../security/tokens.ts';
import type { Org, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { checkPassword, createUser } from './people.ts';
import { openSession, type OpenedSession } from './sessions.ts';
import { ACCOUNTS, countWrongTry, secondsToWait, SET_UP_BY_ALL } from './try-limits.ts';

/** A new one-time set-up token, or undefined when there is an organization already. Older ones stop working. */
export async function renewSetUpToken(deps: Deps): Promise<string | undefined> {
  return deps.store.write(async (tx) => {
    await tx.lockName(ACCOUNTS);
    if ((await tx.listOrgs()).length > 0) {
      return undefined;
    }
    const token = newToken(deps.random);
    await tx.replaceSetUpToken(hashToken(token), deps.clock.nowMs());
    return token;
  });
}

/** The zone of the machine: the best guess of the team's until somebody says another. */
const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Makes an organization with its salt for ids. */
export async function createOrganization(tx: Tx, deps: Deps, name: string, timeZone = ownTimeZone()): Promise<Org> {
  const org: Org = {
    // Short: it stands in each row and in each index, and takes a tenth of the database as it is.
    id: Buffer.from(deps.random.bytes(6)).toString('hex'),
    name,
    idSalt: Buffer.from(deps.random.bytes(32)).toString('hex'),
    seq: 0,
    epoch: randomUUID(),
    currency: null,
    timeZone,
    floorSeq: 0,
    shareOnCapture: true,
  };
  await tx.addOrg(org, deps.clock.nowMs());
  return org;
}

/** First run: makes the organization and its first user, an admin. Throws `set-up-link-used`, `set-up-already`, `password-weak`. */
export async function setUp(deps: Deps, request: SetUpRequest): Promise<OpenedSession> {
  const { store, clock } = deps;
  const tokenHash = hashToken(request.token);
  // Judged before the slow hashing of the password, and again inside the transaction.
  judge(
    await store.write(async (tx) => {
      await tx.lockName(ACCOUNTS);
      return judgeToken(tx, deps, tokenHash);
    }),
  );
  checkPassword(request.password);
  const passwordHash = await hashPassword(request.password);
  const outcome = await store.write(async (tx): Promise<Result<OpenedSession, ErrorCode>> => {
    await tx.lockName(ACCOUNTS);
    const judged = await judgeToken(tx, deps, tokenHash);
    if (!judged.ok) {
      return judged;
    }
    const org = await createOrganization(tx, deps, request.organization);
    const { name, email } = request;
    const id = await createUser(tx, deps, org.id, { name, email, role: 'admin', team: undefined, passwordHash }, undefined);
    await tx.useSetUpToken(tokenHash, clock.nowMs());
    await writeAudit(tx, org.id, clock.nowMs(), id, 'organization-made', org.id);
    const user = await tx.findUser(org.id, id);
    return user ? ok(await openSession(tx, deps, user, org.name)) : err('internal');
  });
  return judge(outcome);
}

function judge<T>(outcome: Result<T, ErrorCode>): T {
  if (!outcome.ok) {
    throw new AppError(outcome.error);
  }
  return outcome.value;
}

async function judgeToken(tx: Tx, deps: Deps, tokenHash: string): Promise<Result<void, ErrorCode>> {
  const nowMs = deps.clock.nowMs();
  if ((await secondsToWait(tx, SET_UP_BY_ALL, '', nowMs)) > 0) {
    return err('too-many-tries');
  }
  const token = await tx.findSetUpToken(tokenHash);
  if (token && token.usedAtMs === null) {
    return (await tx.listOrgs()).length > 0 ? err('set-up-already') : ok(undefined);
  }
  await countWrongTry(tx, SET_UP_BY_ALL, '', nowMs);
  return err('set-up-link-used');
}
