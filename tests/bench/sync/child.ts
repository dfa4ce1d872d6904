import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as v from 'valibot';

/** Seconds of the processor that a process has used, and the most memory that it has held, as it says itself. */
const Usage = v.object({ cpuMs: v.number(), maxRssBytes: v.number() });
export type Usage = v.InferOutput<typeof Usage>;

/** One side of the bench, or its server, as a process of its own that does what it is told over its channel. */
export type Child = {
  readonly pid: number;
  /** Has it do something and gives its answer. Throws what it threw, or after `timeoutMs`. */
  readonly ask: <T>(answer: v.GenericSchema<unknown, T>, command: Readonly<Record<string, unknown>>, timeoutMs?: number) => Promise<T>;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
};

const Reply = v.union([v.object({ n: v.number(), answer: v.unknown() }), v.object({ n: v.number(), error: v.string() })]);
/** No step of the bench takes longer, or it has failed. */
const STEP_MS = 8 * 60_000;
const STOP_MS = 10_000;

/** Starts `file` in a process of its own. `onLine`: told what it prints, line by line. */
export function startChild(
  file: string,
  options: {
    readonly args?: readonly string[];
    readonly nodeArgs?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
  } = {},
  onLine?: (line: string) => void,
): Child {
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), file, ...(options.args ?? [])], {
    cwd: options.cwd,
    env,
    stdio: ['ignore', onLine ? 'pipe' : 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  child.stdout?.on('data', (chunk: Buffer) =>
    chunk
      .toString()
      .split('\n')
      .forEach((line) => onLine?.(line)),
  );
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  let n = 0;
  const ask = async <T>(answer: v.GenericSchema<unknown, T>, command: Readonly<Record<string, unknown>>, timeoutMs = STEP_MS): Promise<T> => {
    n += 1;
    const mine = n;
    const reply = await new Promise<v.InferOutput<typeof Reply>>((resolve, reject) => {
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${file} did not answer ${String(command['do'])} in ${timeoutMs} ms`))),
        timeoutMs,
      );
      const onMessage = (message: unknown): void => {
        const parsed = v.safeParse(Reply, message);
        if (parsed.success && parsed.output.n === mine) {
          finish(() => resolve(parsed.output));
        }
      };
      const onExit = (): void => finish(() => reject(new Error(`${file} ended while it had to ${String(command['do'])}: ${said}`)));
      const finish = (then: () => void): void => {
        clearTimeout(timer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        then();
      };
      child.on('message', onMessage);
      child.once('exit', onExit);
      child.send({ n: mine, ...command });
    });
    if ('error' in reply) {
      throw new Error(`${file}: ${reply.error}`);
    }
    return v.parse(answer, reply.answer);
  };
  return {
    pid: child.pid ?? 0,
    ask,
    usage: () => ask(Usage, { do: 'usage' }),
    async stop() {
      process.off('exit', end);
      await stopProcess(child);
    },
  };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}
