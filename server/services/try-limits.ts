import type { Tx } from '../store/port.ts';

/** At most `tries` wrong ones in `windowMs` milliseconds. */
export type TryLimit = { readonly what: string; readonly tries: number; readonly windowMs: number };

/**
 * Held by every transaction that judges a code, counts a try, or makes a user or an organization: each rests on what is
 * not there yet, and two processes must not both find it missing.
 */
export const ACCOUNTS = 'accounts';

const MINUTE_MS = 60_000;

export const SIGN_IN_BY_ACCOUNT: TryLimit = { what: 'sign-in-account', tries: 10, windowMs: 15 * MINUTE_MS };
export const SIGN_IN_BY_ADDRESS: TryLimit = { what: 'sign-in-address', tries: 50, windowMs: 15 * MINUTE_MS };
export const PAIRING_BY_ALL: TryLimit = { what: 'pairing-all', tries: 100, windowMs: 10 * MINUTE_MS };
export const SET_UP_BY_ALL: TryLimit = { what: 'set-up-all', tries: 100, windowMs: 10 * MINUTE_MS };

/** Seconds until `who` may try again, 0 when there are tries left. */
export async function secondsToWait(tx: Pick<Tx, 'findTryWindow'>, limit: TryLimit, who: string, nowMs: number): Promise<number> {
  const window = await tx.findTryWindow(limit.what, who);
  const endMs = (window?.sinceMs ?? 0) + limit.windowMs;
  return window && window.wrong >= limit.tries && nowMs < endMs ? Math.ceil((endMs - nowMs) / 1000) : 0;
}

/** Counts one wrong try of `who`. */
export async function countWrongTry(tx: Tx, limit: TryLimit, who: string, nowMs: number): Promise<void> {
  const window = await tx.findTryWindow(limit.what, who);
  const isRunning = window !== undefined && nowMs < window.sinceMs + limit.windowMs;
  await tx.saveTryWindow(limit.what, who, isRunning ? { ...window, wrong: window.wrong + 1 } : { sinceMs: nowMs, wrong: 1 });
}
