import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The running demo with what it printed for its user. */
export type Demo = {
  readonly console: string;
  readonly inbox: string;
  readonly server: string;
  readonly code: string;
  readonly close: () => Promise<void>;
};

/** A port whose neighbour is free too: the demo takes both. */
async function findPorts(): Promise<number> {
  const probe = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
  for (;;) {
    const port = await probe(0);
    if (await probe(port + 1).then(Boolean, () => false)) {
      return port;
    }
  }
}

/** Starts `npm run demo -- --small` without a screen, as on a machine where no browser opens, and waits for its links. */
export async function startDemo(): Promise<Demo> {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn('npm', ['run', '-s', 'demo', '--', '--small'], {
    cwd: root,
    env: { ...env, SIDEBOOK_PORT: String(await findPorts()) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  let failed = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()));
  const close = async (): Promise<void> => {
    const ended = new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
    // npm hands no signal on, so the group that was made for it gets it whole.
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await ended;
  };
  for (let attempt = 0; !said.includes('Ctrl+C'); attempt += 1) {
    if (attempt > 1200 || child.exitCode !== null) {
      await close().catch(() => undefined);
      throw new Error(`The demo did not start: ${said}${failed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const find = (pattern: RegExp): string => {
    const found = pattern.exec(said)?.[1];
    if (found === undefined) {
      throw new Error(`The demo did not print ${pattern.source}: ${said}`);
    }
    return found;
  };
  return {
    console: find(/(http:\S+\/demo\/\S+)/u),
    inbox: find(/inbox: (http:\S+)/u),
    server: decodeURIComponent(find(/options\.html\?server=([^&\s]+)/u)),
    code: find(/[?&]code=([^&\s]+)/u),
    close,
  };
}
