// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorCode } from '#shared/errors.ts';
import { createSyncRunner } from '../../../extension/sync/schedule.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A runner whose syncs end as `results` say, and what it asked of the browser's alarm: the last delay, or null. */
function aRunner(results: readonly (ErrorCode | null)[] = []) {
  const left = [...results];
  let waking: number | null | undefined;
  const sync = vi.fn(() => Promise.resolve(left.shift() ?? null));
  const runner = createSyncRunner(sync, (delayMs) => (waking = delayMs));
  return { runner, sync, waking: () => waking };
}

test('writes wait two seconds for more of their kind, and the alarm stands in for the timer', async () => {
  const { runner, sync, waking } = aRunner();
  runner.afterWrite();
  await vi.advanceTimersByTimeAsync(1500);
  runner.afterWrite();
  await vi.advanceTimersByTimeAsync(1900);
  expect(sync).not.toHaveBeenCalled();
  expect(waking()).toBe(2500);
  await vi.advanceTimersByTimeAsync(200);
  expect(sync).toHaveBeenCalledTimes(1);
  expect(waking()).toBeNull();
});

test('a failed try is repeated, by the alarm too where the background is put to sleep before', async () => {
  const { runner, sync, waking } = aRunner(['server-unreachable']);
  await runner.now();
  expect(waking()).toBeGreaterThanOrEqual(500);
  expect(waking()).toBeLessThanOrEqual(2500);
  await vi.advanceTimersByTimeAsync(2000);
  expect(sync).toHaveBeenCalledTimes(2);
  expect(waking()).toBeNull();
});

test('a write while a sync is under way keeps its own waking', async () => {
  let end: (() => void) | undefined;
  let waking: number | null | undefined;
  const runner = createSyncRunner(
    () => new Promise((resolve) => (end = () => resolve(null))),
    (delayMs) => (waking = delayMs),
  );
  const first = runner.now();
  await vi.advanceTimersByTimeAsync(10);
  runner.afterWrite();
  end?.();
  await first;
  expect(waking).toBe(2500);
});
