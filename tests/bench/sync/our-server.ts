import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { startChild, type Child } from './child.ts';
import { layMeter, type Meter } from './proxy.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const root = here('../../..');
export const Anything = v.unknown();
const Code = v.object({ code: v.string() });

/** Our server on a database of its own, filled, with a counted way to it. */
export type OurServer = {
  readonly server: Child;
  readonly desk: Child;
  readonly meter: Meter;
  readonly url: string;
  /** A client in a process of its own, not paired yet. */
  readonly startClient: () => Child;
  /** Pairs one more client in that process; gives its number. */
  readonly pair: (client: Child, email?: string) => Promise<number>;
  /** Ends the server and starts it anew on the same database, so that what it uses is counted from the start. */
  readonly close: () => Promise<void>;
};

/** Fills a fresh database with `count` customers, then starts the server on it. `databaseUrl`: PostgreSQL instead of the embedded one. */
export async function startOurs(count: number, databaseUrl?: string): Promise<OurServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const port = await findFreePort();
  const env = {
    SIDEBOOK_PORT: String(port),
    SIDEBOOK_DATA: join(folder, 'data'),
    SIDEBOOK_KEY_FILE: join(folder, 'key'),
    ...(databaseUrl === undefined ? {} : { SIDEBOOK_DATABASE_URL: databaseUrl }),
  };
  const desk = startChild(here('our-desk.ts'), { env, cwd: root });
  await desk.ask(Anything, { do: 'fill', count });
  // With what `npm start` sets.
  const server = startChild(join(root, 'server/main.ts'), {
    env: { ...env, MALLOC_ARENA_MAX: '2' },
    cwd: root,
    nodeArgs: ['--max-semi-space-size=8', '--import', here('meter.ts')],
  });
  const meter = await layMeter(port);
  const url = `http://127.0.0.1:${meter.port}`;
  await untilReady(`http://127.0.0.1:${port}/readyz`);
  return {
    server,
    desk,
    meter,
    url,
    startClient: () => startChild(here('our-client.ts'), { cwd: root }),
    async pair(client, email = 'rep@bench.example') {
      const { code } = await desk.ask(Code, { do: 'code', email });
      const { client: at } = await client.ask(v.object({ client: v.number() }), { do: 'open', url, code });
      return at;
    },
    async close() {
      await server.stop();
      await desk.stop();
      meter.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('our server did not start in 30 seconds');
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
