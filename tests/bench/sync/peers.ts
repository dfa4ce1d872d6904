import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { startChild, type Child } from './child.ts';
import { layMeter, type Meter } from './proxy.ts';

/** Where the peers' packages are installed, apart from the project's own. */
export const PEERS_FOLDER = fileURLToPath(new URL('../peers', import.meta.url));
const Lock = v.object({ packages: v.record(v.string(), v.object({ version: v.exactOptional(v.string()), optional: v.exactOptional(v.boolean()) })) });

/** Installs the peers where they are not yet: some 140 MB that nobody needs but this bench. Gives why it could not, or undefined. */
export function installPeers(): string | undefined {
  const installed = join(PEERS_FOLDER, 'node_modules/.package-lock.json');
  if (existsSync(installed) && isSame(installed, join(PEERS_FOLDER, 'package-lock.json'))) {
    return undefined;
  }
  process.stderr.write('Installing the peers of the sync bench, once.\n');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: PEERS_FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  return npm.status === 0 ? undefined : 'the peers could not be installed';
}

function isSame(installed: string, wanted: string): boolean {
  const have = v.parse(Lock, JSON.parse(readFileSync(installed, 'utf8'))).packages;
  const want = v.parse(Lock, JSON.parse(readFileSync(wanted, 'utf8'))).packages;
  return Object.entries(want).every(([path, { version, optional }]) => path === '' || optional === true || have[path]?.version === version);
}

/** A peer's server with a counted way to it. */
export type Peer = {
  readonly server: Child;
  readonly meter: Meter;
  readonly url: string;
  readonly startClient: () => Child;
  readonly close: () => Promise<void>;
};

/** PouchDB's server on a LevelDB that another process has filled with `count` customers. */
export async function startPouch(count: number): Promise<Peer> {
  const data = mkdtempSync(join(tmpdir(), 'sidebook-bench-pouch-'));
  const start = (): Child => startChild(join(PEERS_FOLDER, 'pouch-server.mjs'), { args: [data], cwd: PEERS_FOLDER });
  const filler = start();
  await filler.ask(v.unknown(), { do: 'fill', count });
  await filler.stop();
  const server = start();
  const { port } = await server.ask(v.object({ port: v.number() }), { do: 'port' });
  const meter = await layMeter(port);
  return {
    server,
    meter,
    url: `http://127.0.0.1:${meter.port}`,
    startClient: () => startChild(join(PEERS_FOLDER, 'pouch-client.mjs'), { cwd: PEERS_FOLDER }),
    async close() {
      await server.stop();
      meter.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
