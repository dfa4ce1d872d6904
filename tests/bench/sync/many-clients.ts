import type { BenchOptions, Measured } from '../figure.ts';
import { Anything, State } from './exchange.ts';
import { startOurs } from './our-server.ts';
import { startPouch } from './peers.ts';

const CLIENTS = 20;
/** Each round every client sends and fetches once; the second brings to the first clients what the last ones sent. */
const ROUNDS = 2;

type Ended = { readonly states: number; readonly conflicts: number };

/** Twenty clients edit the same records while they are offline, then all of them sync: how many different books there are in the end. */
export async function* measureManyClients({ full }: BenchOptions, without: string | undefined): AsyncIterable<Measured> {
  const [records, edits] = full ? [100, 400] : [50, 50];
  const ours = await runOurs(records, edits);
  const pouch = without === undefined ? await runPouch(records, edits) : undefined;
  yield {
    metric: 'clients.states',
    unit: 'different states',
    ours: ours.states,
    ...(pouch ? { peer: pouch.states, peerName: 'PouchDB' } : {}),
    note:
      `${CLIENTS} clients, each ${edits} edits offline of the same ${records} customers; the server's state counts as one more` +
      (pouch ? `; PouchDB keeps ${pouch.conflicts} of ${records} customers in conflict, ours none` : ''),
    atMost: 1,
  };
}

async function runOurs(records: number, edits: number): Promise<Ended> {
  const ours = await startOurs(records);
  const client = ours.startClient();
  try {
    for (let at = 0; at < CLIENTS; at += 1) {
      await ours.pair(client);
      await client.ask(Anything, { do: 'sync', client: at });
      await client.ask(Anything, { do: 'edit', client: at, customers: records, count: edits, seed: 100 + at });
    }
    for (let turn = 0; turn < CLIENTS * ROUNDS; turn += 1) {
      await client.ask(Anything, { do: 'sync', client: turn % CLIENTS });
    }
    const hashes = new Set([(await ours.desk.ask(State, { do: 'state' })).hash]);
    for (let at = 0; at < CLIENTS; at += 1) {
      hashes.add((await client.ask(State, { do: 'state', client: at })).hash);
    }
    return { states: hashes.size, conflicts: 0 };
  } finally {
    await client.stop();
    await ours.close();
  }
}

async function runPouch(records: number, edits: number): Promise<Ended> {
  const peer = await startPouch(records);
  const client = peer.startClient();
  try {
    for (let at = 0; at < CLIENTS; at += 1) {
      await client.ask(Anything, { do: 'open', url: peer.url });
      await client.ask(Anything, { do: 'pull', client: at });
      await client.ask(Anything, { do: 'edit', client: at, customers: records, count: edits, seed: 100 + at });
    }
    for (let turn = 0; turn < CLIENTS * ROUNDS; turn += 1) {
      await client.ask(Anything, { do: 'push', client: turn % CLIENTS });
      await client.ask(Anything, { do: 'pull', client: turn % CLIENTS });
    }
    const hashes = new Set([(await peer.server.ask(State, { do: 'state' })).hash]);
    let conflicts = 0;
    for (let at = 0; at < CLIENTS; at += 1) {
      const state = await client.ask(State, { do: 'state', client: at });
      hashes.add(state.hash);
      conflicts = Math.max(conflicts, state.conflicts ?? 0);
    }
    return { states: hashes.size, conflicts };
  } finally {
    await client.stop();
    await peer.close();
  }
}
