import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredRecord } from '#shared/model/record.ts';
import { emptyRecord, mergeOps, mergeRecords, unpackStamps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { RecordLine } from '#shared/wire/sync.ts';
import { aDevice, aServer, aUser, type TestDevice } from '../build/a-server.ts';

/** An edit without its stamp: which device, which record and field, what value, how far the clock moves before it. */
const anEdit = fc.record({
  device: fc.nat(1),
  id: fc.constantFrom('c01', 'c02', 'i01', 'z01'),
  field: fc.constantFrom('name', 'tags/a', 'subject', 'happenedAt', '_del', 'novel', 'owner', '__proto__'),
  value: fc.oneof(fc.constantFrom('2026-01-01T00:00:00Z', 'a', 'b'), fc.boolean(), fc.constant(null)),
  wait: fc.nat(3),
});
const aScript = fc.record({
  edits: fc.array(anEdit, { minLength: 1, maxLength: 40 }),
  batch: fc.integer({ min: 1, max: 7 }),
  order: fc.array(fc.boolean(), { maxLength: 30 }),
  repeat: fc.array(fc.boolean(), { maxLength: 30 }),
});

const toRecord = ({ i, k, b, c }: RecordLine): StoredRecord => ({ id: i, kind: k, body: b, stamps: unpackStamps(c, b) });
const isShared = (id: string): boolean => !/^[ut]/u.test(id);

/** A device's own copy, kept up from page to page as the extension does it. */
function createCopy(device: TestDevice) {
  const records = new Map<string, StoredRecord>();
  let cursors: Readonly<Record<string, number>> = {};
  return {
    async pullOnce(): Promise<boolean> {
      const page = await device.pull(cursors, 2);
      page.gone.forEach((line) => records.delete(line.i));
      for (const line of page.records.filter(({ i }) => isShared(i))) {
        records.set(line.i, mergeRecords(records.get(line.i) ?? emptyRecord(line.i, line.k), toRecord(line)).record);
      }
      ({ cursors } = page.end);
      return page.end.more;
    },
    read: () => Object.fromEntries([...records].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function readShared(device: TestDevice, limit: number): Promise<Record<string, StoredRecord>> {
  const entries = [...(await device.pullAll(limit))].filter(([id]) => isShared(id));
  return Object.fromEntries(entries.map(([id, line]): [string, StoredRecord] => [id, toRecord(line)]).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test('in any order of batches, with any of them sent twice, all devices hold the fold of the accepted operations', async () => {
  await fc.assert(
    fc.asyncProperty(aScript, async ({ edits, batch, order, repeat }) => {
      const server = await aServer();
      const user = await aUser(server, 'ann@team.example', 'rep');
      const devices = [await aDevice(server, user.email), await aDevice(server, user.email)];
      const copies = devices.map(createCopy);
      const queues: Op[][] = [[], []];
      for (const { device, id, field, value, wait } of edits) {
        server.clock.advance(wait);
        queues[device]?.push([id, id.charAt(0), field, value, devices[device]?.stamp() ?? '']);
      }
      const accepted: Op[] = [];
      const sent = [0, 0];
      for (let step = 0; sent.some((count, index) => count < (queues[index]?.length ?? 0)); step += 1) {
        const pick = order[step] === true ? 1 : 0;
        const index = (sent[pick] ?? 0) < (queues[pick]?.length ?? 0) ? pick : 1 - pick;
        const from = (sent[index] ?? 0) + 1;
        const ops = queues[index]?.slice(from - 1, from - 1 + batch) ?? [];
        const reply = await devices[index]?.push(ops, from);
        if (repeat[step] === true) {
          expect(await devices[index]?.push(ops, from)).toEqual(reply);
        }
        const refused = new Set(reply?.rejected.map(([n]) => n));
        accepted.push(...ops.filter((_, offset) => !refused.has(from + offset)));
        expect(reply?.lastN).toBe(from + ops.length - 1);
        sent[index] = from + ops.length - 1;
        await copies[step % 2]?.pullOnce();
      }
      const ids = [...new Set(accepted.map(([id]) => id))].toSorted();
      const model = Object.fromEntries(
        ids.map((id) => [
          id,
          mergeOps(
            emptyRecord(id, id.charAt(0)),
            accepted.filter((op) => op[0] === id),
          ).record,
        ]),
      );
      for (const device of devices) {
        expect(await readShared(device, 3)).toEqual(model);
      }
      for (const copy of copies) {
        while (await copy.pullOnce()) {
          // The next page.
        }
        expect(copy.read()).toEqual(model);
      }
      await server.store.close();
    }),
    { numRuns: 25 },
  );
}, 120_000);
