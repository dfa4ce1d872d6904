import { describe, expect, it } from 'vitest';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import { createLearntHandlers } from '../../../extension/background/learn.ts';
import { dayHere, learnBook } from '../../../extension/learning/learn-book.ts';
import { aPanel } from './a-background.ts';
import type { Book } from '../../../extension/store/database.ts';
import { joinServer } from '../../../extension/store/join.ts';
import { listDue, listTasks } from '../../../extension/store/tasks.ts';
import { commitAct, undoAct, type Change } from '../../../extension/store/write.ts';
import { aBook, anIdentity } from '../../build/book.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-24T12:00:00Z');
const day = (daysAgo: number): string => new Date(nowMs - daysAgo * DAY_MS).toISOString().slice(0, 10);
const local = anIdentity({ server: null });
const customer = idFromKey('c', bytesFromHex(local.idSalt), 'email:hannah@acorn.example');

/** What the panel's worker and the background do together. */
async function learn(book: Book, atMs: number): Promise<void> {
  const { keepLearnt } = createLearntHandlers({ book, nowMs: () => atMs, afterWrite: () => undefined });
  await keepLearnt(await learnBook(book, dayHere(atMs)), aPanel);
}

/** An order of formula, as somebody keyed it; `n` tells it from others. */
function orderChanges(n: number, daysAgo: number): readonly Change[] {
  const id = `o${String(n).padStart(32, '0')}`;
  const fields: readonly (readonly [string, Change['value']])[] = [
    ['customer', customer],
    ['status', 'placed'],
    ['placedOn', day(daysAgo)],
    ['currency', 'GBP'],
    ['lines/0', { productName: 'Formula Stage 1', quantity: 12, amountMinor: 15_480 }],
  ];
  return fields.map(([field, value]) => ({ id, kind: 'o', field, value }));
}

/** A book without a server: Hannah orders formula every three weeks, 18 days ago for the last time. */
async function aLocalBook(): Promise<Book> {
  const book = await aBook(local);
  await commitAct(
    book,
    'addCustomer',
    [
      { id: customer, kind: 'c', field: 'name', value: 'Hannah' },
      { id: customer, kind: 'c', field: 'keyedBy', value: 'email:hannah@acorn.example' },
    ],
    nowMs,
  );
  for (const [n, daysAgo] of [102, 81, 60, 39, 18].entries()) {
    await commitAct(book, 'addOrder', orderChanges(n, daysAgo), nowMs);
  }
  await learn(book, nowMs);
  return book;
}

describe('reorder reminders in a book without a server', () => {
  it('are due before the next order, with the product and the customer', async () => {
    const book = await aLocalBook();
    const due = await listDue(book, day(0));
    expect(due).toMatchObject([
      { task: { titleKey: 'task.reorder', productName: 'Formula Stage 1', customer }, customer: { id: customer, name: 'Hannah' } },
    ]);
  });

  it('stay one, and stay done, however often they are looked at; undone they are open again', async () => {
    const book = await aLocalBook();
    await learn(book, nowMs + 1000);
    const [task] = await listTasks(book, customer);
    const act = await commitAct(book, 'closeTask', [{ id: task?.id ?? '', kind: 'k', field: 'doneAt', value: '2026-11-24T12:00:00Z' }], nowMs);
    await learn(book, nowMs + DAY_MS);
    expect(await listTasks(book, customer)).toHaveLength(1);
    expect(await listDue(book, day(0))).toEqual([]);
    await undoAct(book, act, nowMs);
    expect(await listDue(book, day(0))).toHaveLength(1);
  });

  it('go when the order came', async () => {
    const book = await aLocalBook();
    await commitAct(book, 'addOrder', orderChanges(9, 0), nowMs);
    await learn(book, nowMs);
    expect(await listDue(book, day(0))).toEqual([]);
    expect((await listTasks(book, customer)).map((task) => task.withdrawn ?? null).toSorted()).toEqual([null, 'ordered']);
  });

  it('have the server’s own id once a team is joined, and go along in the queue', async () => {
    const book = await aLocalBook();
    const team = anIdentity({ idSalt: '08'.repeat(32) });
    await joinServer(book, team, 0, nowMs);
    const salt = bytesFromHex(team.idSalt);
    const there = idFromKey('c', salt, 'email:hannah@acorn.example');
    const key = `reorder/${there}/${day(18)}`;
    expect(await listTasks(book, there)).toMatchObject([{ id: idFromKey('k', salt, key), keyedBy: key, customer: there }]);
    expect(
      await book.outbox
        .where('id')
        .equals(idFromKey('k', salt, key))
        .count(),
    ).toBeGreaterThan(4);
  });

  it('are the server’s matter where there is one', async () => {
    const book = await aBook();
    await learn(book, nowMs);
    expect(await listDue(book, '2099-01-01')).toEqual([]);
  });
});
