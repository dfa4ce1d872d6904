import type { ErrorCode } from '#shared/errors.ts';

const AFTER_WRITE_MS = 2000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** The waking comes this much after the timer that it stands in for. */
const WAKING_LATER_MS = 500;

/** Asks for a sync; a write waits two seconds for more of its kind. */
export type SyncRunner = { readonly afterWrite: () => void; readonly now: () => Promise<void> };

/**
 * One sync at a time in all of the browser: the lock is the browser's own and is given back when a worker dies, so that
 * nothing has to time out. A failed try is repeated with full jitter (1 s, doubling, 5 min at most); the alarm of each
 * minute and the next write go on as well. `wake`: has the sync run after so many milliseconds though the background was put to
 * sleep, and its timers with it; null calls that off.
 */
export function createSyncRunner(sync: () => Promise<ErrorCode | null>, wake: (delayMs: number | null) => void): SyncRunner {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let askedAgain = false;

  const wait = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void now(), delayMs);
    wake(delayMs + WAKING_LATER_MS);
  };

  const now = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await navigator.locks.request('sidebook-sync', { ifAvailable: true }, async (lock) => {
      if (!lock) {
        // Somebody is at it: what was written meanwhile is picked up right after.
        askedAgain = true;
        return;
      }
      askedAgain = false;
      let failed = true;
      try {
        failed = (await sync()) !== null;
      } finally {
        failures = failed ? failures + 1 : 0;
        if (failed) {
          wait(Math.random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
        } else if (timer === undefined) {
          wake(null);
        }
      }
    });
    if (askedAgain) {
      wait(100);
    }
  };

  return { afterWrite: () => wait(AFTER_WRITE_MS), now };
}
