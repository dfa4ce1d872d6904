import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { toView } from '#shared/model/entity.ts';
import { isOpen, tasks } from '#shared/model/task.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import { CustomerReply } from '#shared/wire/customers.ts';
import { refreshCustomers, runAnalyses } from '../../../server/services/run-analyses.ts';
import { aDevice, aServer, aUser, signInAs, type TestDevice, type TestServer } from '../build/a-server.ts';

const DAY_MS = 86_400_000;
const CUSTOMER = `c${'a'.repeat(26)}`;

/** A rep's customer who orders formula every three weeks, 18 days ago for the last time. */
async function aRhythm() {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep', 'North');
  await aUser(server, 'bob@team.example', 'rep', 'South');
  await aUser(server, 'lea@team.example', 'lead', 'North', true);
  const a = await aDevice(server, 'ann@team.example');
  await a.push([[CUSTOMER, 'c', 'name', 'Hannah', a.stamp()]]);
  for (const [n, daysAgo] of [102, 81, 60, 39, 18].entries()) {
    await pushOrder(server, a, n, daysAgo);
  }
  await runAnalyses(server.deps, ann.org);
  return { server, org: ann.org, a };
}

async function pushOrder(server: TestServer, device: TestDevice, n: number, daysAgo: number): Promise<void> {
  const id = `o${String(n).padStart(32, '0')}`;
  const placedOn = new Date(server.clock.nowMs() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const fields = { customer: CUSTOMER, placedOn, currency: 'GBP', 'lines/0': { productName: 'Formula Stage 1', quantity: 12, amountMinor: 15_480 } };
  await device.push(Object.entries(fields).map(([field, value]) => [id, 'o', field, value, device.stamp()]));
}

const tasksOf = async (device: TestDevice) =>
  [...(await device.pullAll()).values()].filter((line) => line.k === 'k').map((line) => toView(tasks, { id: line.i, body: line.b }));

describe('reorder reminders of the server', () => {
  test('reach the customer’s rep and nobody else, under the id of their key', async () => {
    const { server, org, a } = await aRhythm();
    const [task] = await tasksOf(a);
    expect(task).toMatchObject({ customer: CUSTOMER, productName: 'Formula Stage 1', dueOn: '2026-02-25', madeBy: 'reorder' });
    const salt = bytesFromHex((await server.store.findOrg(org))?.idSalt ?? '');
    expect(task?.id).toBe(idFromKey('k', salt, `reorder/${CUSTOMER}/2026-02-11`));
    expect(await tasksOf(await aDevice(server, 'bob@team.example'))).toEqual([]);
  });

  test('are written once: looking again writes nothing, and neither does the next day', async () => {
    const { server, org } = await aRhythm();
    const countTasks = async () => (await server.store.readKind(org, 'k', '', 100)).map((record) => JSON.stringify(record));
    const before = await countTasks();
    await runAnalyses(server.deps, org);
    server.clock.advance(DAY_MS);
    await runAnalyses(server.deps, org);
    await refreshCustomers(server.deps, org, [CUSTOMER]);
    expect(await countTasks()).toEqual(before);
  });

  test('that a rep ticked stay ticked, and those put away stay away', async () => {
    for (const [field, value] of [
      ['doneAt', '2026-03-01T09:00:00Z'],
      ['_del', true],
    ] as const) {
      const { server, org, a } = await aRhythm();
      const [task] = await tasksOf(a);
      await a.push([[task?.id ?? '', 'k', field, value, a.stamp()]]);
      await runAnalyses(server.deps, org);
      await refreshCustomers(server.deps, org, [CUSTOMER]);
      expect((await tasksOf(a)).map((one) => isOpen(one))).toEqual([false]);
    }
  });

  test('are taken back as soon as the order is pushed, and the next one follows', async () => {
    const { server, org, a } = await aRhythm();
    await pushOrder(server, a, 9, 0);
    await refreshCustomers(server.deps, org, [CUSTOMER]);
    expect((await tasksOf(a)).map((task) => [task.cycleFrom, task.withdrawn ?? null]).toSorted()).toEqual([
      ['2026-02-11', 'ordered'],
      ['2026-03-01', null],
    ]);
  });

  test('of a customer who is found to be one with another stay one, on both pages, ticked or not', async () => {
    const { server, org, a } = await aRhythm();
    const other = `c${'2'.repeat(26)}`;
    const headers = await signInAs(server, 'lea@team.example');
    const openOn = async (id: string) =>
      v.parse(CustomerReply, await (await server.send(`/customers/${id}`, { headers })).json()).tasks.map((line) => line.i);
    const [task] = await tasksOf(a);
    await a.push([
      [other, 'c', 'name', 'H. Whitfield', a.stamp()],
      [`l${'b'.repeat(26)}`, 'l', 'one', other, a.stamp()],
      [`l${'b'.repeat(26)}`, 'l', 'other', CUSTOMER, a.stamp()],
      [`l${'b'.repeat(26)}`, 'l', 'on', true, a.stamp()],
    ]);
    await runAnalyses(server.deps, org);
    expect([await openOn(other), await openOn(CUSTOMER)]).toEqual([[task?.id], [task?.id]]);
    await a.push([[task?.id ?? '', 'k', 'doneAt', '2026-03-01T09:00:00Z', a.stamp()]]);
    await refreshCustomers(server.deps, org, [CUSTOMER]);
    await runAnalyses(server.deps, org);
    expect([await openOn(other), (await tasksOf(a)).length]).toEqual([[], 1]);
  });

  test('go when the customer’s orders go', async () => {
    const { server, org, a } = await aRhythm();
    await a.push(Array.from({ length: 5 }, (_, n) => [`o${String(n).padStart(32, '0')}`, 'o', '_del', true, a.stamp()]));
    await refreshCustomers(server.deps, org, [CUSTOMER]);
    expect((await tasksOf(a)).filter(isOpen)).toEqual([]);
  });

  test('stand on the customer’s page with what is overdue, until they are done', async () => {
    const { server, a } = await aRhythm();
    const headers = await signInAs(server, 'lea@team.example');
    const read = async () => v.parse(CustomerReply, await (await server.send(`/customers/${CUSTOMER}`, { headers })).json());
    await a.push([
      [`o${'0'.repeat(31)}4`, 'o', 'dueOn', '2026-02-20', a.stamp()],
      [`o${'0'.repeat(31)}3`, 'o', 'dueOn', '2026-02-10', a.stamp()],
      [`y${'b'.repeat(26)}`, 'y', 'customer', CUSTOMER, a.stamp()],
      [`y${'b'.repeat(26)}`, 'y', 'order', `o${'0'.repeat(31)}3`, a.stamp()],
      [`y${'b'.repeat(26)}`, 'y', 'receivedOn', '2026-02-12', a.stamp()],
      [`y${'b'.repeat(26)}`, 'y', 'amountMinor', 15_000, a.stamp()],
      [`y${'b'.repeat(26)}`, 'y', 'currency', 'GBP', a.stamp()],
    ]);
    const reply = await read();
    expect(reply.facts?.overdue).toMatchObject([{ currency: 'GBP', openMinor: 480 + 15_480, oldestDueOn: '2026-02-10', daysOverdue: 19 }]);
    expect(reply.tasks).toHaveLength(1);
    await a.push([[reply.tasks[0]?.i ?? '', 'k', 'doneAt', '2026-03-01T09:00:00Z', a.stamp()]]);
    expect((await read()).tasks).toEqual([]);
  });
});
