import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { Op } from '#shared/sync/op.ts';
import type { PairReply } from '#shared/wire/auth.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { findPostgres, startPostgres } from '../server/build/a-postgres.ts';
import type { Bench, Measured } from './figure.ts';
import { addUser, pairAt, readCpuSeconds, startProcess, type ServerProcess } from './servers/processes.ts';

/** Browsers that push and pull at once, and edits in a push: a team in a busy minute. */
const BROWSERS = 8;
const OPS = 20;
const FIELDS = ['name', 'companyName', 'title', 'note'];

type Load = { readonly perSecond: number; readonly serverMs: number; readonly databaseMs: number };
/** `serverMs`, `databaseMs`: processor time for a thousand operations or records. */
type Round = { readonly push: Load; readonly pull: Load };

/**
 * What one server on the embedded database carries, and one, two and three on one PostgreSQL: edits taken and records
 * read in a second. Database, servers and browsers share one machine, so more processes gain only while it has
 * processors left; the processor time for each thousand says what they would carry on machines of their own.
 */
export const servers: Bench = {
  name: 'servers',
  async *run({ full }): AsyncGenerator<Measured> {
    const runs = full ? 5 : 1;
    const ms = full ? 6000 : 2500;
    const embedded = await repeat(runs, () => measure({}, 1, ms, []));
    yield* figures('embedded', embedded, undefined, runs);
    if (!findPostgres()) {
      yield { metric: 'postgres-1.push', unit: 'us/op', ours: null, note: 'PostgreSQL is not installed' };
      return;
    }
    for (const count of [1, 2, 3]) {
      const rounds = await repeat(runs, async () => {
        const postgres = await startPostgres(true);
        try {
          return await measure({ SIDEBOOK_DATABASE_URL: postgres.url }, count, ms, [postgres.pid]);
        } finally {
          await postgres.stop();
        }
      });
      yield* figures(`postgres-${count}`, rounds, embedded, runs);
    }
  },
};

async function repeat<T>(runs: number, run: () => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let at = 0; at < runs; at += 1) {
    all.push(await run());
  }
  return all;
}

function* figures(name: string, rounds: readonly Round[], peers: readonly Round[] | undefined, runs: number): Generator<Measured> {
  for (const what of ['push', 'pull'] as const) {
    const of = (all: readonly Round[], get: (load: Load) => number): number => medianOf(all.map((round) => get(round[what])));
    const micros = (all: readonly Round[]): number => round1(1e6 / of(all, ({ perSecond }) => perSecond));
    const [perSecond, serverMs, databaseMs] = [
      of(rounds, (load) => load.perSecond),
      of(rounds, (load) => load.serverMs),
      of(rounds, (load) => load.databaseMs),
    ].map(Math.round);
    yield {
      metric: `${name}.${what}`,
      unit: what === 'push' ? 'us/op' : 'us/record',
      ours: micros(rounds),
      ...(peers ? { peer: micros(peers), peerName: 'one server, embedded database' } : {}),
      runs,
      note: `${perSecond} a second from ${BROWSERS} browsers; for a thousand ${serverMs} ms of the servers and ${databaseMs} ms of PostgreSQL`,
    };
  }
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round1 = (value: number): number => Math.round(value * 10) / 10;

async function measure(settings: Record<string, string>, count: number, ms: number, databasePids: readonly number[]): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    SIDEBOOK_PORT: '0',
    SIDEBOOK_DATA: join(folder, 'data'),
    SIDEBOOK_KEY_FILE: join(folder, 'key'),
    ...settings,
  };
  const running: ServerProcess[] = [];
  try {
    addUser(env);
    for (let at = 0; at < count; at += 1) {
      running.push(await startProcess(env));
    }
    const browsers: Browser[] = [];
    for (let at = 0; at < BROWSERS; at += 1) {
      const { url } = running[at % count] ?? { url: '' };
      browsers.push(createBrowser(url, await pairAt(url, env)));
    }
    const pids = running.map(({ pid }) => pid);
    // The first pushes compile what later ones only run.
    await load(browsers, 'push', ms / 4, pids, databasePids);
    const push = await load(browsers, 'push', ms, pids, databasePids);
    const pull = await load(browsers, 'pull', ms, pids, databasePids);
    return { push, pull };
  } finally {
    for (const server of running) {
      await server.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All browsers at once, each one request after another, for some time. */
async function load(
  browsers: readonly Browser[],
  what: 'push' | 'pull',
  ms: number,
  pids: readonly number[],
  databasePids: readonly number[],
): Promise<Load> {
  const before = [readCpuSeconds(pids), readCpuSeconds(databasePids)];
  const startedMs = performance.now();
  const counts = await Promise.all(
    browsers.map(async (browser) => {
      let done = 0;
      while (performance.now() - startedMs < ms) {
        done += await browser[what]();
      }
      return done;
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const total = counts.reduce((sum, done) => sum + done, 0);
  const [server = 0, database = 0] = [readCpuSeconds(pids), readCpuSeconds(databasePids)].map((now, at) => now - (before[at] ?? 0));
  return { perSecond: total / seconds, serverMs: (server * 1e6) / total, databaseMs: (database * 1e6) / total };
}

type Browser = ReturnType<typeof createBrowser>;

function createBrowser(url: string, device: PairReply) {
  const headers = { authorization: `Bearer ${device.token}` };
  let n = 0;
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${url}/api/v1/sync/${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify(body)),
    });
  const toOp = (index: number): Op => {
    const stamp = `${Date.now().toString(16).padStart(12, '0')}${(index % 0xffff).toString(16).padStart(4, '0')}${device.device}`;
    const id = `c${device.device}${String(Math.floor(index / FIELDS.length)).padStart(20, '0')}`;
    return [id, 'c', FIELDS[index % FIELDS.length] ?? 'name', `value ${index}`, stamp];
  };
  return {
    /** One batch; gives how many edits it had. */
    async push(): Promise<number> {
      const ops = Array.from({ length: OPS }, (_, at) => toOp(n + at));
      const envelope = { device: device.device, epoch: device.epoch, proto: 1, schema: 1 };
      const response = await post('push', { ...envelope, sentAt: Date.now(), from: n + 1, ops });
      // A server that had to let others go first says so; the same batch goes again.
      if (response.status === 503) {
        await response.text();
        return 0;
      }
      const reply = v.parse(PushReply, await response.json());
      if (reply.rejected.length > 0) {
        throw new Error(`an edit was refused: ${JSON.stringify(reply.rejected[0])}`);
      }
      n = reply.lastN;
      return OPS;
    },
    /** One page from the beginning; gives how many records it had. */
    async pull(): Promise<number> {
      const response = await post('pull', { epoch: device.epoch, proto: 1, schema: 1, cursors: {}, limit: 500 });
      return (await response.text()).split('\n').length - 2;
    },
  };
}
