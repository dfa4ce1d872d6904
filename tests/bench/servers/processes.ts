import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { PairReply, type PairReply as Paired } from '#shared/wire/auth.ts';

const SERVER = join(import.meta.dirname, '..', '..', '..', 'server');
const USER = 'ann@team.example';
const CodeReply = v.object({ code: v.string() });

/** A real server process and where it answers. */
export type ServerProcess = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

/** Starts one and waits until it says its address. */
export async function startProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(SERVER, 'main.ts')], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /answers at (\S+)\n/u.exec(said)?.[1];
    if (url !== undefined) {
      const stop = async (): Promise<void> => {
        process.off('exit', end);
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      };
      return { url, pid: child.pid ?? 0, stop };
    }
  }
  throw new Error('the server ended before it said its address');
}

const command = (env: Record<string, string>, args: readonly string[]): string =>
  execFileSync(process.execPath, [join(SERVER, 'sidebook.mjs'), ...args, '--json'], { env, encoding: 'utf8' });

/** Makes the user whose browsers push. */
export function addUser(env: Record<string, string>): void {
  command(env, ['user', 'add', '--email', USER, '--role', 'rep']);
}

/** Pairs a browser of that user at a server. */
export async function pairAt(url: string, env: Record<string, string>): Promise<Paired> {
  const { code } = v.parse(CodeReply, JSON.parse(command(env, ['device', 'pair', '--user', USER])));
  const response = await fetch(`${url}/api/v1/pair`, { method: 'POST', body: JSON.stringify({ code, deviceName: 'bench' }) });
  return v.parse(PairReply, await response.json());
}

/** Ticks of the kernel's clock in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** Seconds of processor time that some processes and their children have used so far; 0 where the system does not tell. */
export function readCpuSeconds(pids: readonly number[]): number {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .reduce((sum, name) => sum + (isOf(name, pids) ? cpuOf(name) : 0), 0);
  } catch {
    return 0;
  }
}

/** What stands in a process's line behind its name, which may hold spaces: state, parent and so on. */
function fieldsOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
  } catch {
    return [];
  }
}

function isOf(name: string, pids: readonly number[]): boolean {
  return pids.includes(Number(name)) || pids.includes(Number(fieldsOf(name)[1]));
}

function cpuOf(name: string): number {
  const fields = fieldsOf(name);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}
