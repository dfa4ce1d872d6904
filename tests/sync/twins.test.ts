import { expect, test } from 'vitest';
import { customers } from '#shared/model/customer.ts';
import { createLinkHandlers } from '../../extension/background/link-handlers.ts';
import { commitAct, undoAct } from '../../extension/store/write.ts';
import type { Client } from './build/a-client.ts';
import { aWorld } from './build/a-world.ts';
import { drain } from './build/steps.ts';

const ID = (letter: string): string => `c${letter.repeat(26)}`;
const sender = { context: 'panel' as const, tab: undefined, frame: undefined, url: '' };
const handlersOf = (client: Client) => createLinkHandlers({ book: client.book, nowMs: client.nowMs, afterWrite: () => undefined });

async function suggested(client: Client): Promise<readonly string[]> {
  const { pairs } = await handlersOf(client).findTwins({}, sender);
  return pairs.map(({ one, other, reasons }) => `${one.name} ${other.name}: ${reasons.join(' ')}`);
}

const enter = (client: Client, id: string, fields: Readonly<Record<string, string | boolean>>): Promise<number> =>
  commitAct(
    client.book,
    'addCustomer',
    Object.entries({ kind: 'company', ...fields, [`by/${client.identity.user.id}`]: true }).map(([field, value]) => ({
      id,
      kind: customers.kind,
      field,
      value,
    })),
    client.nowMs(),
  );

async function twoReps() {
  const world = await aWorld();
  const [ann, bob] = world.clients;
  if (!ann || !bob) {
    throw new Error('no clients');
  }
  return { world, ann, bob };
}

test('two reps who entered one shop offline are both told so after their first sync, with the reason; a merge by one settles it for both', async () => {
  const { world, ann, bob } = await twoReps();
  await enter(ann, ID('a'), { name: '林記', area: '大同區', capturedAt: '2026-02-01T08:00:00Z' });
  await enter(bob, ID('b'), { name: '林記', area: '大同區', capturedAt: '2026-02-02T08:00:00Z' });
  await enter(bob, ID('d'), { name: '林記', area: '中山區', capturedAt: '2026-02-02T08:00:00Z' });
  await enter(bob, ID('e'), { name: 'Green Tea House', 'phones/+886 2 1234 5678': true });
  expect([await suggested(ann), await suggested(bob)]).toEqual([[], []]);
  await drain(world);
  expect([await suggested(ann), await suggested(bob)]).toEqual([['林記 林記: same-name same-place'], ['林記 林記: same-name same-place']]);
  await handlersOf(ann).linkCustomers({ customer: ID('a'), other: ID('b'), on: true }, sender);
  expect(await suggested(ann)).toEqual([]);
  await drain(world);
  expect(await suggested(bob)).toEqual([]);
  await world.check();
  await world.close();
});

test('a number with and without its country’s code, captured apart, is one shop; a number that only ends alike is not', async () => {
  const { world, ann, bob } = await twoReps();
  await enter(ann, ID('a'), { name: 'Kopi Corner', 'phones/+65 6123 4567': true, capturedAt: '2026-02-01T08:00:00Z' });
  await enter(bob, ID('b'), { name: 'Kopi Corner', 'phones/61234567': true, capturedAt: '2026-02-02T08:00:00Z' });
  await enter(bob, ID('d'), { name: 'Kopi Corner', 'phones/+49 30 1261234567': true, capturedAt: '2026-02-03T08:00:00Z' });
  await drain(world);
  expect([await suggested(ann), await suggested(bob)]).toEqual([
    ['Kopi Corner Kopi Corner: same-phone same-name'],
    ['Kopi Corner Kopi Corner: same-phone same-name'],
  ]);
  await world.check();
  await world.close();
});

test('that two are not one is remembered, on every device, and taken back it is suggested again', async () => {
  const { world, ann, bob } = await twoReps();
  await enter(ann, ID('a'), { name: 'Lin Tea', 'phones/+886212345678': true, capturedAt: '2026-02-01T08:00:00Z' });
  await enter(bob, ID('b'), { name: 'Lin Tea Ltd', 'handles/line': 'lin', 'phones/+886 2 1234 5678': true, capturedAt: '2026-02-02T08:00:00Z' });
  await enter(bob, ID('d'), { 'handles/line': 'LIN' });
  await drain(world);
  const before = await suggested(bob);
  expect(before).toEqual(['Lin Tea Ltd : same-handle', 'Lin Tea Lin Tea Ltd: same-phone same-name']);
  const { pairs } = await handlersOf(bob).findTwins({}, sender);
  const acts: number[] = [];
  for (const { one, other } of pairs) {
    acts.push((await handlersOf(bob).linkCustomers({ customer: one.customer, other: other.customer, on: false }, sender)).act ?? 0);
  }
  expect(await suggested(bob)).toEqual([]);
  await drain(world);
  expect(await suggested(ann)).toEqual([]);
  for (const act of acts) {
    await undoAct(bob.book, act, bob.nowMs());
  }
  expect(await suggested(bob)).toEqual(before);
  await drain(world);
  await world.close();
});

test('a number of many is a switchboard and suggests nobody; two people with one number and two names are two', async () => {
  const { world, ann } = await twoReps();
  for (const [at, letter] of ['a', 'b', 'd', 'e', 'f', 'g'].entries()) {
    await enter(ann, ID(letter), { name: `Shop number ${'abcdef'.charAt(at)}`, 'phones/+886212345678': true });
  }
  await enter(ann, ID('h'), { kind: 'person', name: 'Jo Doe', 'phones/+886287654321': true });
  await enter(ann, ID('i'), { kind: 'person', name: 'Al Roe', 'phones/+886287654321': true });
  expect(await suggested(ann)).toEqual([]);
  await world.close();
});
