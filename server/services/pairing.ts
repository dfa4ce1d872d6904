import type { Principal } from '#shared/access.ts';
import { can } from '#shared/access.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { toInstant } from '#shared/model/field.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { PairingCodeReply, PairReply, PairRequest } from '#shared/wire/auth.ts';
import { DEVICE_TOKEN_PREFIX, hashToken, newDeviceId, newPairingCode, newToken } from '../security/tokens.ts';
import type { StoredPairingCode, StoredUser, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { looksAfter, roleOf } from './people.ts';
import { ACCOUNTS, countWrongTry, PAIRING_BY_ALL, secondsToWait } from './try-limits.ts';

/** How long a pairing code works. */
const CODE_LIFE_MS = 10 * 60_000;
/** This many wrong codes from one address make every code that was issued before useless for it. */
const WRONG_CODES_ALLOWED = 5;

/** Makes a one-time code for a user, in a transaction. `actor`: who asks. */
export async function issuePairingCode(tx: Tx, deps: Deps, user: StoredUser, actor: string): Promise<PairingCodeReply> {
  await tx.lockName(ACCOUNTS);
  const issuedAtMs = deps.clock.nowMs();
  const expiresAtMs = issuedAtMs + CODE_LIFE_MS;
  const code = newPairingCode(deps.random);
  const serial = (await tx.readLastPairingSerial()) + 1;
  await tx.addPairingCode({ org: user.org, codeHash: hashToken(code), serial, user: user.id, issuedAtMs, expiresAtMs, usedAtMs: null });
  await writeAudit(tx, user.org, issuedAtMs, actor, 'pairing-code-made', user.id);
  return { code, expiresAt: toInstant(expiresAtMs) };
}

/** A pairing code as the console asks for it: for oneself, or for somebody that one looks after. */
export async function requestPairingCode(deps: Deps, principal: Principal, userId: string): Promise<PairingCodeReply> {
  return deps.store.write(async (tx) => {
    const user = await tx.findUser(principal.org, userId);
    const isOwn = userId === principal.user;
    if (!isOwn && (!can(principal.role, 'pair-any-device') || (user && !looksAfter(principal, user)))) {
      throw new AppError('forbidden');
    }
    if (!user || user.disabled) {
      throw new AppError('user-not-found');
    }
    return issuePairingCode(tx, deps, user, principal.user);
  });
}

type Refusal = { readonly code: ErrorCode; readonly details: Readonly<Record<string, number>> };

/** Trades a code for a device token. Throws `code-unknown`, `code-expired`, `code-burnt` or `too-many-tries`. */
export async function pairDevice(deps: Deps, request: PairRequest, address: string): Promise<PairReply> {
  const codeHash = hashToken(request.code.replace(/[\s-]/gu, ''));
  // The refusal is counted in the same transaction, so it is returned out of it and thrown after the commit.
  const outcome = await deps.store.write(async (tx): Promise<Result<PairReply, Refusal>> => {
    await tx.lockName(ACCOUNTS);
    const judged = await judgeCode(tx, deps, codeHash, address);
    return judged.ok ? ok(await addDevice(tx, deps, judged.value, request.deviceName)) : judged;
  });
  if (!outcome.ok) {
    throw new AppError(outcome.error.code, outcome.error.details);
  }
  return outcome.value;
}

type JudgedCode = { readonly code: StoredPairingCode; readonly user: StoredUser };

async function judgeCode(tx: Tx, deps: Deps, codeHash: string, address: string): Promise<Result<JudgedCode, Refusal>> {
  const nowMs = deps.clock.nowMs();
  const waitSeconds = await secondsToWait(tx, PAIRING_BY_ALL, '', nowMs);
  if (waitSeconds > 0) {
    return err({ code: 'too-many-tries', details: { waitSeconds } });
  }
  const tries = await tx.readPairingTries(address);
  const code = await tx.findPairingCode(codeHash);
  const user = code && code.usedAtMs === null ? await tx.findUser(code.org, code.user) : undefined;
  if (!code || !user || user.disabled) {
    return err(await countWrongCode(tx, address, nowMs));
  }
  if (code.serial <= tries.burntSerial) {
    return err({ code: 'code-burnt', details: {} });
  }
  if (nowMs >= code.expiresAtMs) {
    return err({ code: 'code-expired', details: { triesLeft: WRONG_CODES_ALLOWED - tries.wrong } });
  }
  await tx.usePairingCode(code.serial, nowMs);
  await tx.savePairingTries(address, { wrong: 0, burntSerial: tries.burntSerial });
  return ok({ code, user });
}

async function countWrongCode(tx: Tx, address: string, nowMs: number): Promise<Refusal> {
  await countWrongTry(tx, PAIRING_BY_ALL, '', nowMs);
  const tries = await tx.readPairingTries(address);
  const wrong = tries.wrong + 1;
  if (wrong >= WRONG_CODES_ALLOWED) {
    await tx.savePairingTries(address, { wrong: 0, burntSerial: await tx.readLastPairingSerial() });
    return { code: 'code-burnt', details: {} };
  }
  await tx.savePairingTries(address, { wrong, burntSerial: tries.burntSerial });
  // After a burn, only a code that was issued since can be meant; without one the person is still at an old code.
  const isStillBurnt = tries.burntSerial >= 0 && !(await tx.hasLivePairingCode(tries.burntSerial, nowMs));
  return isStillBurnt ? { code: 'code-burnt', details: {} } : { code: 'code-unknown', details: { triesLeft: WRONG_CODES_ALLOWED - wrong } };
}

async function addDevice(tx: Tx, deps: Deps, { code, user }: JudgedCode, name: string): Promise<PairReply> {
  const org = await tx.findOrg(code.org);
  if (!org) {
    throw new AppError('internal');
  }
  const nowMs = deps.clock.nowMs();
  const token = newToken(deps.random, DEVICE_TOKEN_PREFIX);
  const id = newDeviceId(deps.random);
  const fresh = { lastSeenAtMs: null, revokedAtMs: null, lastN: 0, lastBatch: null };
  await tx.addDevice({ org: org.id, id, user: user.id, name, tokenHash: hashToken(token), pairedAtMs: nowMs, ...fresh });
  await writeAudit(tx, org.id, nowMs, user.id, 'device-paired', id);
  return {
    token,
    device: id,
    idSalt: org.idSalt,
    organization: { id: org.id, name: org.name },
    user: { id: user.id, name: user.name, email: user.email, role: roleOf(user) },
    epoch: org.epoch,
    serverNow: nowMs,
  };
}
