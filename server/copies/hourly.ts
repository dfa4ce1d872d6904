import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Logger } from 'pino';
import * as v from 'valibot';
import { toInstant } from '#shared/model/field.ts';
import type { CopiesReply } from '#shared/wire/copies.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../runtime.ts';
import { CopyState, readCopyState } from './state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After an attempt that failed: a disk that was full or away may soon not be. */
const RETRY_MS = 10 * MINUTE_MS;
/** An attempt that takes longer than this hangs, on a disk of the network as a rule. */
const PATIENCE_MS = 2 * HOUR_MS;

/** The server's own copies while it runs. */
export type HourlyCopies = { readonly read: () => CopiesReply; readonly close: () => void };

/** One attempt under way. */
export type Attempt = { readonly done: Promise<CopyState>; readonly stop: () => void };

/**
 * Whether it is time for a copy: an hour after the last one that was good, ten minutes after an attempt that was not, and
 * at once where there was none or the clock was set back behind it.
 */
export function isCopyDue(state: CopyState | undefined, nowMs: number): boolean {
  const sinceMs = nowMs - (state?.triedAtMs ?? -Infinity);
  return sinceMs < 0 || sinceMs >= (state?.fault || state?.second?.fault ? RETRY_MS : HOUR_MS);
}

/** What the console is told. */
export function describeCopies(config: Config, state: CopyState | undefined): CopiesReply {
  const by = config.databaseUrl === undefined ? (config.hourlyCopies === true ? 'server' : 'nobody') : 'postgres';
  const at = (ms: number | null | undefined): string | null => (typeof ms === 'number' ? toInstant(ms) : null);
  if (by === 'postgres') {
    return { by, lastGoodAt: null, fault: null, second: null };
  }
  const second =
    config.secondCopyFolder === undefined ? null : { lastGoodAt: at(state?.second?.lastGoodAtMs), fault: state?.second?.fault?.code ?? null };
  return { by, lastGoodAt: at(state?.lastGoodAtMs), fault: state?.fault?.code ?? null, second };
}

/**
 * Copies the book each hour while the server runs, in a process of its own: it gives way to requests, whatever happens in it
 * is not the server's end, and a stop does not wait for it.
 */
export function startHourlyCopies(config: Config, clock: Clock, log: Logger, attempt: () => Attempt): HourlyCopies {
  let state = readCopyState(config);
  let running: Attempt | undefined;
  const look = async (): Promise<void> => {
    if (running !== undefined || !isCopyDue(state, clock.nowMs())) {
      return;
    }
    running = attempt();
    const hangs = setTimeout(running.stop, PATIENCE_MS);
    try {
      state = await running.done;
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      state = {
        triedAtMs: clock.nowMs(),
        lastGoodAtMs: state?.lastGoodAtMs ?? null,
        second: state?.second ?? null,
        fault: { code: 'other', sentence },
      };
    }
    clearTimeout(hangs);
    running = undefined;
    tell(log, state);
  };
  const isOn = config.databaseUrl === undefined && config.hourlyCopies === true;
  const timer = isOn ? setInterval(() => void look(), MINUTE_MS).unref() : undefined;
  return {
    read: () => describeCopies(config, state),
    close() {
      clearInterval(timer);
      running?.stop();
    },
  };
}

function tell(log: Logger, { fault, second, lastGoodAtMs }: CopyState): void {
  const lastGoodAt = lastGoodAtMs === null ? null : toInstant(lastGoodAtMs);
  if (fault !== null) {
    log.error({ why: fault.sentence, lastGoodAt }, 'no copy of the book');
  } else {
    log.info({ lastGoodAt }, 'the book was copied');
  }
  if (second?.fault) {
    log.error({ why: second.fault.sentence }, 'no copy at the second place');
  }
}

/** An attempt as `sidebook backup --rotate` in a process of its own, with the settings of this one. */
export function attemptInProcess(env: Readonly<Record<string, string | undefined>>, cwd: string): Attempt {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), 'backup', '--rotate', '--json'], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
  const done = new Promise<CopyState>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const found = v.safeParse(v.pipe(v.string(), v.parseJson(), CopyState), out);
      if (found.success) {
        resolve(found.output);
      } else {
        reject(new Error(`the process that copies ended with ${signal ?? `code ${code}`}; sidebook backup says more`));
      }
    });
  });
  return { done, stop: () => void child.kill('SIGKILL') };
}
