import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { BenchOptions, Measured } from '../figure.ts';
import { startChild } from './child.ts';
import { makeCustomers, makeEdits } from './customers.ts';
import { Anything, measure, sameState, State, type Cost } from './exchange.ts';
import { runOurs, SEED } from './one-client.ts';
import { PEERS_FOLDER } from './peers.ts';
import { layMeter } from './proxy.ts';

const MIB = 1024 * 1024;
const LOOK_MS = 20;
/** More than this TinyBase was not seen to bring over in two minutes. */
const SIZES = { records: 10_000, edits: 2000 };

/** How each keeps its book, which is part of what it costs. */
const PEERS = [
  {
    file: 'rxdb',
    name: 'RxDB',
    note: 'its own websocket server on a collection in memory: nothing is written to a disk, and nobody asks who may read',
  },
  {
    file: 'tinybase',
    name: 'TinyBase',
    note: 'its own websocket server on a MergeableStore in memory: nothing is written to a disk, and nobody asks who may read',
  },
] as const;

type Run = { readonly first: Cost; readonly push: Cost; readonly states: readonly [State, State] };

/** First sync and push beside RxDB and TinyBase, at a size that all of them manage. */
export async function* measureOtherPeers(_: BenchOptions, without: string | undefined): AsyncIterable<Measured> {
  if (without !== undefined) {
    yield { metric: 'small.first-sync.server-cpu', unit: 's', ours: null, note: `no peers: ${without}` };
    return;
  }
  const ours = await runOurs(SIZES);
  for (const { file, name, note } of PEERS) {
    const peer = await runPeer(file);
    ours.states.forEach((state, step) => sameState(`ours and ${name}`, [state, peer.states[step] ?? state]));
    const figure = (metric: string, unit: string, step: 'first' | 'push', part: keyof Cost, scale: number): Measured => ({
      metric: `small.${metric}`,
      unit,
      ours: ours[step][part] / scale,
      peer: peer[step][part] / scale,
      peerName: name,
      note: `${SIZES.records} customers, ${step === 'push' ? `${SIZES.edits} edits, ` : ''}both sides end with the same records; ${name}: ${note}`,
    });
    yield figure('first-sync.server-cpu', 's', 'first', 'serverMs', 1000);
    yield figure('first-sync.client-cpu', 's', 'first', 'clientMs', 1000);
    yield figure('first-sync.wire', 'MiB', 'first', 'wireBytes', MIB);
    yield figure('first-sync.server-rss', 'MiB', 'first', 'serverRssBytes', MIB);
    yield figure('push.server-cpu', 's', 'push', 'serverMs', 1000);
    yield figure('push.wire', 'MiB', 'push', 'wireBytes', MIB);
  }
}

async function runPeer(file: string): Promise<Run> {
  const start = (side: string) => startChild(join(PEERS_FOLDER, `${file}-${side}.mjs`), { cwd: PEERS_FOLDER });
  const [server, client] = [start('server'), start('client')];
  const { port } = await server.ask(v.object({ port: v.number() }), { do: 'port' });
  const meter = await layMeter(port);
  try {
    await server.ask(Anything, { do: 'fill', count: SIZES.records });
    await client.ask(Anything, { do: 'open', url: `http://127.0.0.1:${meter.port}` });
    const ends = { server, client, meter };
    const first = await measure(ends, () => client.ask(Anything, { do: 'pull', count: SIZES.records }));
    const afterFirst = await client.ask(State, { do: 'state' });
    await client.ask(Anything, { do: 'edit', customers: SIZES.records, count: SIZES.edits, seed: SEED });
    const last = makeEdits(makeCustomers(SIZES.records), SIZES.edits, SEED).at(-1);
    const push = await measure(ends, async () => {
      await client.ask(Anything, { do: 'push' });
      while (!(await server.ask(v.object({ holds: v.boolean() }), { do: 'holds', id: last?.id, field: last?.field, value: last?.value })).holds) {
        await sleep(LOOK_MS);
      }
    });
    const afterPush = await client.ask(State, { do: 'state' });
    sameState(`the push of ${file}`, [afterPush, await server.ask(State, { do: 'state' })]);
    return { first, push, states: [afterFirst, afterPush] };
  } finally {
    await client.stop();
    await server.stop();
    meter.close();
  }
}
