import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../..', import.meta.url));

const Paired = v.object({ code: v.string() });

/** The real server as a process of its own, on a data folder of its own. */
export type ServerProcess = {
  readonly url: string;
  readonly port: number;
  /** The one-time link of the first run, or null. */
  readonly setUpLink: string | null;
  /** Runs `sidebook …` beside the server; gives what it printed. */
  readonly cli: (...args: readonly string[]) => Promise<string>;
  /** A fresh pairing code for a user. */
  readonly pairingCode: (email: string) => Promise<string>;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** A port on loopback that nobody listens on. */
export async function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts the server on loopback with a fresh encrypted database. */
export async function startServer(): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-server-'));
  const port = await findFreePort();
  const environment = { SIDEBOOK_PORT: String(port), SIDEBOOK_DATA: join(folder, 'data'), SIDEBOOK_KEY_FILE: join(folder, 'key') };
  const env = { ...process.env, ...environment };
  const child: ChildProcess = spawn(process.execPath, [join(root, 'server/main.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) {
      break;
    }
    if (attempt > 200 || child.exitCode !== null) {
      throw new Error(`The server did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const cli = (...args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const done = execFile(process.execPath, [join(root, 'server/sidebook.mjs'), ...args], { cwd: root, env }, (error, out, err) =>
        error ? reject(new Error(err || error.message)) : resolve(out),
      );
      done.stdin?.end('correct horse battery\n');
    });
  return {
    url,
    port,
    folder,
    environment,
    get setUpLink() {
      return /http\S+\/set-up#\S+/u.exec(said)?.[0] ?? null;
    },
    cli,
    async pairingCode(email) {
      return v.parse(Paired, JSON.parse(await cli('device', 'pair', '--user', email, '--json'))).code;
    },
    async close() {
      child.kill('SIGTERM');
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
