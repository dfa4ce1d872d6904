import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../server/store/open-store.ts';
import { aClock, aFolder, aServer, aUser } from '../build/a-server.ts';

const RECORD = { id: 'c01', kind: 'c', body: { name: 'Jo' }, stamps: { name: '0'.repeat(28) } };

test('a transaction that fails leaves nothing, and the next one goes on', async () => {
  const { store, ...server } = await aServer();
  const { org } = await aUser({ store, ...server }, 'ann@team.example', 'rep');
  const failing = store.write(async (tx) => {
    await tx.saveRecord(org, RECORD, await tx.takeSeq(org, 1));
    throw new Error('half-way');
  });
  await expect(failing).rejects.toThrow('half-way');
  expect(await store.findRecord(org, 'c01')).toBeUndefined();
  await store.write(async (tx) => tx.saveRecord(org, RECORD, await tx.takeSeq(org, 1)));
  expect((await store.findRecord(org, 'c01'))?.record).toEqual(RECORD);
});

test('transactions run one after another although each waits inside', async () => {
  const { store, ...server } = await aServer();
  const { org } = await aUser({ store, ...server }, 'ann@team.example', 'rep');
  const taken: number[] = [];
  const head = (await store.findOrg(org))?.seq ?? 0;
  await Promise.all(
    Array.from({ length: 20 }, () =>
      store.write(async (tx) => {
        const seq = (await tx.findOrg(org))?.seq ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 1));
        expect(await tx.takeSeq(org, 1)).toBe(seq + 1);
        taken.push(seq + 1);
      }),
    ),
  );
  expect(taken).toEqual(Array.from({ length: 20 }, (_, index) => head + 1 + index));
});

test('a reader never sees what is not committed', async () => {
  const { store, ...server } = await aServer();
  const { org } = await aUser({ store, ...server }, 'ann@team.example', 'rep');
  await store.write(async (tx) => {
    await tx.saveRecord(org, RECORD, await tx.takeSeq(org, 1));
    expect(await tx.findRecord(org, 'c01')).toBeDefined();
    expect(await store.findRecord(org, 'c01')).toBeUndefined();
    expect((await store.readPage(org, [{ scope: '*', after: 0 }], 100)).entries.map((entry) => entry.id)).not.toContain('c01');
  });
  expect(await store.findRecord(org, 'c01')).toBeDefined();
});

test('a second process, such as the command line, writes while the server holds the book open', async () => {
  const folder = aFolder();
  const place = { dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') };
  const [one, two] = [await openStore(place, aClock()), await openStore(place, aClock())];
  const org = { id: 'o1', name: 'Acme', idSalt: '', seq: 0, epoch: 'e', currency: null, timeZone: 'UTC', floorSeq: 0, shareOnCapture: true };
  await two.write((tx) => tx.addOrg(org, 1));
  expect(await one.listOrgs()).toEqual([org]);
  const seqs = await Promise.all([one, two, one, two].map((store) => store.write((tx) => tx.takeSeq('o1', 1))));
  expect(seqs.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  await one.close();
  await two.close();
});
