import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Store } from '../../../server/store/port.ts';
import { aBook, ORG } from '../contract/a-second-store.ts';

const WRITERS = 8;
const RUN_MS = 4000;
/** Every fifth transaction stands still for a moment before it commits, as one that waits for a disk or a network does. */
const HELD_MS = 20;

const isHeld = (turn: number): boolean => turn % 5 === 0;

type Write = (writer: number, turn: number) => Promise<readonly string[]>;
type Read = (after: number) => Promise<{ readonly ids: readonly string[]; readonly cursor: number }>;

/** Eight writers and one reader that follows its cursor and never looks back. Gives how many rows were written and how many the reader missed. */
async function follow(write: Write, read: Read): Promise<{ readonly written: number; readonly missed: number }> {
  const endMs = performance.now() + RUN_MS;
  const written: string[] = [];
  const seen = new Set<string>();
  let cursor = 0;
  let isOver = false;
  const look = async (): Promise<void> => {
    const page = await read(cursor);
    page.ids.forEach((id) => seen.add(id));
    ({ cursor } = page);
  };
  const reading = (async () => {
    while (!isOver) {
      await look();
      await sleep(2);
    }
  })();
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let turn = 0; performance.now() < endMs; turn += 1) {
        written.push(...(await write(writer, turn)));
      }
    }),
  );
  isOver = true;
  await reading;
  for (let before = -1; before !== cursor;) {
    before = cursor;
    await look();
  }
  return { written: written.length, missed: written.filter((id) => !seen.has(id)).length };
}

const idsOf = (writer: number, turn: number): readonly string[] => Array.from({ length: 5 }, (_, n) => `c${writer}w${turn}n${n}`);

async function readStore(store: Store, after: number) {
  const page = await store.readPage(ORG.id, [{ scope: '*', after }], 1000);
  return { ids: page.entries.map(({ id }) => id), cursor: page.cutAt };
}

test('eight writers at once, some of them slow: whoever follows the numbers misses nothing', async () => {
  const { store } = await aBook();
  const write: Write = async (writer, turn) => {
    const ids = idsOf(writer, turn);
    await store.write(async (tx) => {
      await tx.lockRecords(ORG.id, ids);
      const first = await tx.takeSeq(ORG.id, ids.length);
      for (const [at, id] of ids.entries()) {
        await tx.saveRecord(ORG.id, { id, kind: 'c', body: { n: turn }, stamps: { n: '0'.repeat(28) } }, first + at);
      }
      await sleep(isHeld(turn) ? HELD_MS : 0);
    });
    return ids;
  };
  const { written, missed } = await follow(write, (after) => readStore(store, after));
  console.log(`counter row: ${written} rows, ${missed} missed`);
  expect(missed).toBe(0);
  expect(written).toBeGreaterThan(1000);
});

test('the same with the numbers of a sequence misses some, so the test above would notice', async () => {
  const { server, store } = await aBook();
  const clients = await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const client = new Client({ connectionString: server.databaseUrl });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query('CREATE SEQUENCE numbers');
  const write: Write = async (writer, turn) => {
    const ids = idsOf(writer, turn);
    const client = clients[writer];
    await client?.query('BEGIN');
    const insert = `INSERT INTO rec (org, id, kind, b, c, seq) SELECT $1, id, 'c', '{}', '{}', nextval('numbers') FROM unnest($2::text[]) AS id`;
    await client?.query(insert, [ORG.id, ids]);
    await sleep(isHeld(turn) ? HELD_MS : 0);
    await client?.query('COMMIT');
    return ids;
  };
  const read: Read = async (after) => {
    const page = await readStore(store, after);
    return { ids: page.ids, cursor: Math.max(after, ...(await seqsOf(store, page.ids))) };
  };
  const { written, missed } = await follow(write, read);
  console.log(`sequence: ${written} rows, ${missed} missed`);
  await Promise.all(clients.map((client) => client.end()));
  expect(missed).toBeGreaterThan(0);
});

async function seqsOf(store: Store, ids: readonly string[]): Promise<readonly number[]> {
  return (await store.readVisible(ORG.id, ['*'], ids)).map(({ seq }) => seq);
}
