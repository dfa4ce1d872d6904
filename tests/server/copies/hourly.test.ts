import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Config } from '../../../server/config.ts';
import { isCopyDue, startHourlyCopies, type Attempt } from '../../../server/copies/hourly.ts';
import type { CopyState } from '../../../server/copies/state.ts';
import { aFolder } from '../build/a-server.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-01T09:00:00Z');
const good = (ms: number): CopyState => ({ triedAtMs: ms, lastGoodAtMs: ms, fault: null, second: null });
const failed = (ms: number): CopyState => ({ triedAtMs: ms, lastGoodAtMs: null, fault: { code: 'no-room', sentence: 'no room' }, second: null });

beforeEach(() => void vi.useFakeTimers({ now: START_MS }));
afterEach(() => void vi.useRealTimers());

function aServerWithCopies(options: Partial<Config> = {}) {
  const folder = aFolder();
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    dataFolder: folder,
    keyFile: undefined,
    publicOrigin: undefined,
    allowHttp: false,
    hourlyCopies: true,
  };
  const attempts: { resolve: (state: CopyState) => void; reject: (error: Error) => void; stopped: boolean }[] = [];
  const lines: string[] = [];
  const attempt = (): Attempt => {
    const { promise, resolve, reject } = Promise.withResolvers<CopyState>();
    const one = { resolve, reject, stopped: false };
    attempts.push(one);
    const stop = (): void => {
      one.stopped = true;
      reject(new Error('ended'));
    };
    return { done: promise, stop };
  };
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const copies = startHourlyCopies({ ...config, ...options }, { nowMs: () => Date.now() }, log, attempt);
  return { copies, attempts, lines, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test('the first copy is made a minute after the start, the next an hour later, one at a time', async () => {
  const { copies, attempts, pass } = aServerWithCopies();
  expect(copies.read()).toEqual({ by: 'server', lastGoodAt: null, fault: null, second: null });
  await pass(MINUTE_MS);
  expect(attempts.length).toBe(1);
  await pass(90 * MINUTE_MS);
  expect(attempts.length).toBe(1);
  attempts[0]?.resolve(good(Date.now()));
  await pass(59 * MINUTE_MS);
  expect(attempts.length).toBe(1);
  expect(copies.read().lastGoodAt).toBe('2026-03-01T10:31:00Z');
  await pass(2 * MINUTE_MS);
  expect(attempts.length).toBe(2);
  copies.close();
  expect(attempts[1]?.stopped).toBe(true);
});

test('a copy that failed is told in the log and to the console, and tried again after ten minutes', async () => {
  const { copies, attempts, lines, pass } = aServerWithCopies();
  await pass(MINUTE_MS);
  attempts[0]?.resolve(failed(Date.now()));
  await pass(9 * MINUTE_MS);
  expect(copies.read()).toMatchObject({ lastGoodAt: null, fault: 'no-room' });
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ level: 50, why: 'no room', msg: 'no copy of the book' }]);
  expect(attempts.length).toBe(1);
  await pass(MINUTE_MS);
  attempts[1]?.reject(new Error('the process that copies ended with SIGSEGV'));
  await pass(MINUTE_MS);
  expect(copies.read().fault).toBe('other');
  expect(lines.at(-1)).toContain('SIGSEGV');
  copies.close();
});

test('an attempt that hangs is ended after two hours', async () => {
  const { copies, attempts, pass } = aServerWithCopies();
  await pass(MINUTE_MS + 119 * MINUTE_MS);
  expect(attempts[0]?.stopped).toBe(false);
  await pass(MINUTE_MS);
  expect(attempts[0]?.stopped).toBe(true);
  copies.close();
});

test.each([
  [{ hourlyCopies: false }, 'nobody'],
  [{ databaseUrl: 'postgres://db.example/book' }, 'postgres'],
])('%j: the server copies nothing and says so', async (options, by) => {
  const { copies, attempts, pass } = aServerWithCopies(options);
  await pass(3 * 60 * MINUTE_MS);
  expect(attempts).toEqual([]);
  expect(copies.read()).toEqual({ by, lastGoodAt: null, fault: null, second: null });
});

test('a clock that was set back does not put copies off until it is there again', () => {
  expect(isCopyDue(good(START_MS), START_MS - 5 * MINUTE_MS)).toBe(true);
  expect(isCopyDue(good(START_MS), START_MS + 59 * MINUTE_MS)).toBe(false);
  expect(
    isCopyDue({ ...good(START_MS), second: { lastGoodAtMs: null, fault: { code: 'no-folder', sentence: '' } } }, START_MS + 10 * MINUTE_MS),
  ).toBe(true);
});
