import type { BenchOptions, Measured } from '../figure.ts';
import { Anything, measure, middleOf, sameState, State, type Cost } from './exchange.ts';
import { startOurs } from './our-server.ts';
import { startPouch, type Peer } from './peers.ts';

const MIB = 1024 * 1024;
/** Of the edits, the same for every side. */
export const SEED = 7;

/** What both steps of one side cost, and what it held at the end of each. */
type Run = { readonly first: Cost; readonly push: Cost; readonly states: readonly [State, State] };
type Sizes = { readonly records: number; readonly edits: number };

/** A fresh client fetches everything, makes edits while it is offline, and sends them. `databaseUrl`: on PostgreSQL. */
export async function runOurs({ records, edits }: Sizes, databaseUrl?: string): Promise<Run> {
  const ours = await startOurs(records, databaseUrl);
  const client = ours.startClient();
  try {
    await ours.pair(client);
    const ends = { server: ours.server, client, meter: ours.meter };
    const first = await measure(ends, () => client.ask(Anything, { do: 'sync' }));
    const afterFirst = await client.ask(State, { do: 'state' });
    sameState('our first sync', [afterFirst, await ours.desk.ask(State, { do: 'state' })]);
    await client.ask(Anything, { do: 'edit', customers: records, count: edits, seed: SEED });
    // The whole of it: what is sent, and the pull that follows.
    const push = await measure(ends, () => client.ask(Anything, { do: 'sync' }));
    const afterPush = await client.ask(State, { do: 'state' });
    sameState('our push', [afterPush, await ours.desk.ask(State, { do: 'state' })]);
    return { first, push, states: [afterFirst, afterPush] };
  } finally {
    await client.stop();
    await ours.close();
  }
}

/** The same for PouchDB. Its push is the push alone, without the look for news that ours has in it. */
async function runPouch({ records, edits }: Sizes): Promise<Run> {
  return runPeer(await startPouch(records), { records, edits });
}

async function runPeer(peer: Peer, { records, edits }: Sizes): Promise<Run> {
  const client = peer.startClient();
  try {
    await client.ask(Anything, { do: 'open', url: peer.url });
    const ends = { server: peer.server, client, meter: peer.meter };
    const first = await measure(ends, () => client.ask(Anything, { do: 'pull' }));
    const afterFirst = await client.ask(State, { do: 'state' });
    sameState('the first sync of PouchDB', [afterFirst, await peer.server.ask(State, { do: 'state' })]);
    await client.ask(Anything, { do: 'edit', customers: records, count: edits, seed: SEED });
    const push = await measure(ends, () => client.ask(Anything, { do: 'push' }));
    const afterPush = await client.ask(State, { do: 'state' });
    sameState('the push of PouchDB', [afterPush, await peer.server.ask(State, { do: 'state' })]);
    return { first, push, states: [afterFirst, afterPush] };
  } finally {
    await client.stop();
    await peer.close();
  }
}

/** First sync and push, ours and PouchDB's in turn. `without`: why there is no peer, when there is none. */
export async function* measureOneClient({ full }: BenchOptions, without: string | undefined): AsyncIterable<Measured> {
  const sizes: Sizes = full ? { records: 100_000, edits: 10_000 } : { records: 10_000, edits: 2000 };
  const runs = full ? 1 : 2;
  const ours: Run[] = [];
  const pouch: Run[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await runOurs(sizes));
    if (without === undefined) {
      pouch.push(await runPouch(sizes));
    }
  }
  ours.forEach(({ states }, run) => states.forEach((state, step) => sameState('ours and PouchDB', [state, pouch[run]?.states[step] ?? state])));
  yield* toFigures(sizes, ours, pouch, full, without);
}

function* toFigures(
  { records, edits }: Sizes,
  ours: readonly Run[],
  pouch: readonly Run[],
  full: boolean,
  without: string | undefined,
): Iterable<Measured> {
  const what = `${records} customers of 12 fields, both sides end with the same records`;
  const sent = `${edits} edits made offline, one field each of ${edits} of ${records} customers, sent and settled`;
  const figure = (metric: string, unit: string, step: 'first' | 'push', part: keyof Cost, scale: number, bar: { atMost?: number }): Measured => {
    const note = step === 'first' ? what : sent;
    return {
      metric,
      unit,
      ours:
        middleOf(
          ours.map((run) => run[step]),
          part,
        ) / scale,
      ...(pouch.length === 0
        ? {}
        : {
            peer:
              middleOf(
                pouch.map((run) => run[step]),
                part,
              ) / scale,
            peerName: 'PouchDB',
          }),
      runs: ours.length,
      note: without === undefined ? note : `${note}; no peer: ${without}`,
      ...bar,
    };
  };
  const bar = (atMost: number): { atMost: number } => ({ atMost });
  const share = records / 100_000;
  yield figure('first-sync.server-cpu', 's', 'first', 'serverMs', 1000, full ? bar(1.5) : {});
  yield figure('first-sync.wire', 'MiB', 'first', 'wireBytes', MIB, bar(8 * share));
  yield figure('first-sync.server-rss', 'MiB', 'first', 'serverRssBytes', MIB, bar(200));
  yield figure('first-sync.client-cpu', 's', 'first', 'clientMs', 1000, {});
  yield figure('push.server-cpu', 's', 'push', 'serverMs', 1000, {});
  yield figure('push.wire', 'MiB', 'push', 'wireBytes', MIB, bar((0.3 * edits) / 10_000));
  yield figure('push.client-cpu', 's', 'push', 'clientMs', 1000, {});
  if (pouch.length > 0) {
    const ratio = (metric: string, step: 'first' | 'push', part: keyof Cost, atLeast: number | undefined): Measured => ({
      metric,
      unit: 'times less than PouchDB',
      ours:
        middleOf(
          pouch.map((run) => run[step]),
          part,
        ) /
        middleOf(
          ours.map((run) => run[step]),
          part,
        ),
      runs: ours.length,
      note: step === 'first' ? what : sent,
      ...(atLeast === undefined ? {} : { atLeast }),
    });
    // In quick sizes most of ours is the warming up of a fresh process.
    yield ratio('first-sync.server-cpu-ratio', 'first', 'serverMs', full ? 8 : undefined);
    yield ratio('push.server-cpu-ratio', 'push', 'serverMs', full ? 10 : undefined);
    yield ratio('push.wire-ratio', 'push', 'wireBytes', 30);
  }
}
