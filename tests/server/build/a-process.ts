import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

// A slow machine runs real hashing and real processes; a hang still fails.
vi.setConfig({ testTimeout: 30_000 });

const SERVER = join(import.meta.dirname, '..', '..', '..', 'server');

/** The settings of a server that keeps everything below `folder`, on a port of the system's choice. */
export function aProcessEnv(folder: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', SIDEBOOK_PORT: '0', SIDEBOOK_DATA: join(folder, 'data'), SIDEBOOK_KEY_FILE: join(folder, 'key') };
}

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a file of the server to its end. */
export async function run(file: string, args: readonly string[], env: Record<string, string>, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [join(SERVER, file), ...args], { env, stdio: 'pipe' });
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.end(input);
  await once(child, 'close');
  return { code: child.exitCode, out: out(), err: err() };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: string[] = [];
  stream.on('data', (chunk: unknown) => parts.push(String(chunk)));
  return () => parts.join('');
}

export type Running = { readonly child: ChildProcess; readonly url: string; readonly setUpLink: string | undefined; readonly log: () => string };

/** Starts a real server and waits until it says its address. */
export async function startServer(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [join(SERVER, 'main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, log] = [collect(child.stdout), collect(child.stderr)];
  for (;;) {
    const url = /answers at (\S+)\n/u.exec(out())?.[1];
    if (url !== undefined) {
      // The set-up link, if there is one, follows in the same moment.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { child, url, log, setUpLink: /\S+\/set-up#\S+/u.exec(out())?.[0] };
    }
    if (child.exitCode !== null) {
      throw new Error(`the server ended: ${log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ends a server with a signal and waits until it is gone. */
export async function stopServer(running: Running, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(running.child, 'exit');
  running.child.kill(signal);
  await gone;
  return running.child.exitCode;
}
