import * as v from 'valibot';
import type { BenchOptions, Measured } from '../figure.ts';
import { Anything, measure, State } from './exchange.ts';
import { startOurs } from './our-server.ts';
import { startPouch } from './peers.ts';

const Sizes = v.object({ bytes: v.number(), history: v.number() });
/** By then every field that is edited has been edited: from here on nothing may grow. */
const EDITS_BEFORE = 10;

/** How much a first sync and the tables grow by many edits of few records. */
export async function* measureGrowth({ full }: BenchOptions, without: string | undefined): AsyncIterable<Measured> {
  const [records, edits] = full ? [1000, 1_000_000] : [100, 10_000];
  const ours = await runOurs(records, edits);
  const pouchEdits = Math.min(edits, records * 100);
  const pouch = without === undefined ? await runPouch(records, pouchEdits) : undefined;
  const what = `${edits} edits of ${records} customers`;
  yield {
    metric: 'edits.growth',
    unit: 'times (first sync, bytes)',
    ours: ours.wire,
    ...(pouch ? { peer: pouch.wire, peerName: 'PouchDB' } : {}),
    note: `${what}, against the size after ${EDITS_BEFORE} edits of each${pouch ? `; PouchDB after ${pouchEdits} edits` : ''}`,
    atMost: 1.1,
  };
  yield { metric: 'edits.growth-tables', unit: 'times (rec and vis, bytes)', ours: ours.tables, note: what, atMost: 1.1 };
  yield {
    metric: 'edits.history',
    unit: 'rows left after their time',
    ours: ours.history,
    note: `${what}; before: ${ours.historyBefore} rows`,
    atMost: 0,
  };
  yield { metric: 'edits.server-cpu', unit: 'µs an edit', ours: (ours.serverMs * 1000) / edits, note: `${what}, in batches of 500` };
}

async function runOurs(records: number, edits: number) {
  const ours = await startOurs(records);
  const writer = ours.startClient();
  const reader = ours.startClient();
  try {
    const readers = { server: ours.server, client: reader, meter: ours.meter };
    await ours.pair(writer);
    const before = records * EDITS_BEFORE;
    await writer.ask(Anything, { do: 'storm', customers: records, count: before, from: 1 });
    const sizes = await ours.desk.ask(Sizes, { do: 'sizes' });
    const first = await fetchAll();
    const { serverMs } = await measure({ ...readers, client: writer }, () =>
      writer.ask(Anything, { do: 'storm', customers: records, count: edits - before, from: before + 1 }),
    );
    const grown = await ours.desk.ask(Sizes, { do: 'sizes' });
    const second = await fetchAll();
    await ours.desk.ask(Anything, { do: 'forget' });
    const { history } = await ours.desk.ask(Sizes, { do: 'sizes' });
    return { wire: second / first, tables: grown.bytes / sizes.bytes, history, historyBefore: grown.history, serverMs };

    async function fetchAll(): Promise<number> {
      const client = await ours.pair(reader);
      return (await measure(readers, () => reader.ask(Anything, { do: 'sync', client }))).wireBytes;
    }
  } finally {
    await writer.stop();
    await reader.stop();
    await ours.close();
  }
}

async function runPouch(records: number, edits: number): Promise<{ readonly wire: number }> {
  const peer = await startPouch(records);
  const client = peer.startClient();
  try {
    const before = records * EDITS_BEFORE;
    await peer.server.ask(Anything, { do: 'storm', customers: records, count: before, from: 1 });
    const first = await fetchAll();
    await peer.server.ask(Anything, { do: 'storm', customers: records, count: edits - before, from: before + 1 });
    return { wire: (await fetchAll()) / first };

    async function fetchAll(): Promise<number> {
      const { client: at } = await client.ask(v.object({ client: v.number() }), { do: 'open', url: peer.url });
      const { wireBytes } = await measure({ server: peer.server, client, meter: peer.meter }, () => client.ask(Anything, { do: 'pull', client: at }));
      await client.ask(State, { do: 'state', client: at });
      return wireBytes;
    }
  } finally {
    await client.stop();
    await peer.close();
  }
}
