import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Op } from '#shared/sync/op.ts';
import { PairReply, type PairReply as Paired } from '#shared/wire/auth.ts';
import { PushReply } from '#shared/wire/sync.ts';
import { DATABASE_FILE } from '../../../server/store/open-store.ts';
import { openConnection } from '../../../server/store/sqlite/open.ts';
import { run, startServer, stopServer, type Running } from '../build/a-process.ts';
import { parsePage } from '../build/a-server.ts';
import { run as runSql } from '../build/a-postgres.ts';

/** What pushes and kills left: operations that were acknowledged, of these the missing and the doubled, and how long starts took. */
export type Aftermath = {
  readonly acknowledged: number;
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  /** From the start of a process until it says that it is ready, in milliseconds; one number for each kill. */
  readonly readyMs: readonly number[];
};

/** `npm run test:soak` kills ten times as often as `npm test`. */
export const KILLS = process.env['SIDEBOOK_SOAK'] === '1' ? 200 : 20;

/** What happened, in one line; `readyMs` as its median and its largest. */
export function describeAftermath({ acknowledged, missing, doubled, readyMs }: Aftermath): string {
  const sorted = readyMs.toSorted((a, b) => a - b);
  const [median, most] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0].map(Math.round);
  return `${readyMs.length} kills: ${acknowledged} acknowledged, ${missing.length} missing, ${doubled.length} doubled, ready after ${median} ms, at most ${most} ms`;
}

const OPS = 20;
const USER = 'ann@team.example';
const CodeReply = v.object({ ok: v.literal(true), code: v.string() });

/** Makes a user by the command line; the book is then there. */
export async function addUser(env: Record<string, string>): Promise<void> {
  const { code, err } = await run('sidebook.mjs', ['user', 'add', '--email', USER, '--role', 'rep'], env);
  if (code !== 0) {
    throw new Error(err);
  }
}

/** Pairs a browser with the user at a running server. */
export async function pairAt(url: string, env: Record<string, string>): Promise<Paired> {
  const { out } = await run('sidebook.mjs', ['device', 'pair', '--user', USER, '--json'], env);
  const { code } = v.parse(CodeReply, JSON.parse(out));
  const response = await fetch(`${url}/api/v1/pair`, { method: 'POST', body: JSON.stringify({ code, deviceName: 'test' }) });
  return v.parse(PairReply, await response.json());
}

/** A device that pushes batches one after another and remembers what was acknowledged. What was not, it sends again byte by byte. */
export function createPusher(device: Paired) {
  let acknowledged = 0;
  const startMs = Date.now() - 60_000;
  const idOf = (n: number): string => `c${device.device}${String(n).padStart(20, '0')}`;
  const toOp = (n: number): Op => [idOf(n), 'c', 'name', `n${n}`, (startMs + n).toString(16).padStart(12, '0') + '0000' + device.device];
  return {
    device,
    acknowledged: () => acknowledged,
    expected: (): ReadonlyMap<string, string> => new Map(Array.from({ length: acknowledged }, (_, index) => [idOf(index + 1), `n${index + 1}`])),
    /** True when the batch was acknowledged; false when no answer came, or one that says to come again. */
    async push(url: string): Promise<boolean> {
      const from = acknowledged + 1;
      const ops = Array.from({ length: OPS }, (_, index) => toOp(from + index));
      const body = JSON.stringify({ device: device.device, epoch: device.epoch, proto: 1, schema: 1, sentAt: Date.now(), from, ops });
      const headers = { authorization: `Bearer ${device.token}` };
      try {
        const response = await fetch(`${url}/api/v1/sync/push`, { method: 'POST', headers, body });
        if (response.status === 503) {
          return false;
        }
        acknowledged = v.parse(PushReply, await response.json()).lastN;
        return true;
      } catch (error) {
        if (v.isValiError(error)) {
          throw error;
        }
        return false;
      }
    },
  };
}

type Pusher = ReturnType<typeof createPusher>;

/**
 * Kills one server after another in the middle of pushes and starts it again, `kills` times in all. Each pusher goes to a
 * server of its own; while that is down it waits, and the others go on.
 */
export async function killUnderPushes(env: Record<string, string>, servers: number, kills: number): Promise<Aftermath> {
  await addUser(env);
  const running: Running[] = [];
  for (let at = 0; at < servers; at += 1) {
    running.push(await startServer(env));
  }
  const pushers: Pusher[] = [];
  for (const server of running) {
    pushers.push(createPusher(await pairAt(server.url, env)));
  }
  const readyMs: number[] = [];
  let isOver = false;
  const pushing = pushers.map(async (pusher, at) => {
    while (!isOver) {
      if (!(await pusher.push(running[at]?.url ?? ''))) {
        await sleep(10);
      }
    }
  });
  for (let kill = 0; kill < kills; kill += 1) {
    const at = kill % servers;
    // Kills fall everywhere between the first statement of a push and the last.
    await sleep(30 + ((kill * 37) % 170));
    const server = running[at];
    if (server) {
      await stopServer(server, 'SIGKILL');
      const startedMs = performance.now();
      const next = await startServer(env);
      while ((await fetch(`${next.url}/readyz`)).status !== 200) {
        await sleep(5);
      }
      readyMs.push(performance.now() - startedMs);
      running[at] = next;
    }
  }
  isOver = true;
  await Promise.all(pushing);
  const names = await pullNames(running[0]?.url ?? '', pushers[0]);
  for (const server of running) {
    await stopServer(server, 'SIGTERM');
  }
  const expected = pushers.flatMap((pusher) => [...pusher.expected()]);
  return {
    acknowledged: expected.length,
    missing: expected.filter(([id, name]) => names.get(id) !== name).map(([id]) => id),
    doubled: await findDoubled(env),
    readyMs,
  };
}

/** Names by id, as a device of the same user reads them from the beginning. */
async function pullNames(url: string, pusher: Pusher | undefined): Promise<ReadonlyMap<string, unknown>> {
  const names = new Map<string, unknown>();
  const headers = { authorization: `Bearer ${pusher?.device.token}` };
  for (let cursors = {}, more = true; more;) {
    const body = JSON.stringify({ epoch: null, proto: 1, schema: 1, cursors, limit: 1000 });
    const page = parsePage(await (await fetch(`${url}/api/v1/sync/pull`, { method: 'POST', headers, body })).text());
    page.records.filter((line) => line.k === 'c').forEach((line) => names.set(line.i, line.b['name']));
    ({ cursors, more } = page.end);
  }
  return names;
}

const Rows = v.array(v.object({ id: v.string() }));

/** Records into which the one operation that names them was written more than once. */
async function findDoubled(env: Record<string, string>): Promise<readonly string[]> {
  const sql = "SELECT id FROM history WHERE field = 'name' AND id LIKE 'c%' GROUP BY id HAVING count(*) > 1";
  return v.parse(Rows, await readRows(env, sql)).map(({ id }) => id);
}

/** Rows of the database that some settings name, read beside its servers. */
export async function readRows(env: Record<string, string>, sql: string): Promise<unknown> {
  if (env['SIDEBOOK_DATABASE_URL'] !== undefined) {
    return runSql(env['SIDEBOOK_DATABASE_URL'], sql);
  }
  const db = openConnection(join(env['SIDEBOOK_DATA'] ?? '', DATABASE_FILE), readFileSync(env['SIDEBOOK_KEY_FILE'] ?? '', 'utf8').trim());
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
