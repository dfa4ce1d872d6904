// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { tasks } from '#shared/model/task.ts';
import { isOpen } from '#shared/model/task.ts';
import { toView } from '#shared/model/entity.ts';
import { listSettled } from '#shared/analysis/advice/settled.ts';
import type { Book } from '../../../extension/store/database.ts';
import { toRecord } from '../../../extension/store/records.ts';
import { aBackground, aPanel } from './a-background.ts';

async function listKept(book: Book) {
  const rows = await book.rows('k').toArray();
  return rows.map((row) => toView(tasks, toRecord(row)));
}

describe('advice that was followed or put away', () => {
  test('is kept with its rule and day, is no open task, and is taken back by undo', async () => {
    const { book, panel } = await aBackground();
    const { customer } = await panel.addCustomer({ name: 'Mira Holt', email: 'mira@holt-tools.example', phone: null }, aPanel);
    const answer = { customer: customer ?? '', rule: 'win-back', how: 'dismissed' } as const;
    const { act } = await panel.settleAdvice(answer, aPanel);
    const [kept, ...more] = await listKept(book);
    expect([kept?.rule, kept?.customer, kept && isOpen(kept), more]).toEqual(['win-back', customer, false, []]);
    expect(listSettled(kept === undefined ? [] : [kept], 'UTC').get(customer ?? '')).toMatchObject([{ rule: 'win-back', how: 'dismissed' }]);
    await panel.undo({ act: act ?? 0 }, aPanel);
    expect(
      listSettled(
        (await listKept(book)).filter(({ deleted }) => !deleted),
        'UTC',
      ).size,
    ).toBe(0);
  });

  test('pressed twice on a day it is one answer, the later one', async () => {
    const { book, panel } = await aBackground();
    const { customer } = await panel.addCustomer({ name: 'Mira Holt', email: 'mira@holt-tools.example', phone: null }, aPanel);
    await panel.settleAdvice({ customer: customer ?? '', rule: 'collect', how: 'dismissed' }, aPanel);
    await panel.settleAdvice({ customer: customer ?? '', rule: 'collect', how: 'done' }, aPanel);
    const kept = await listKept(book);
    expect(kept).toHaveLength(1);
    expect(listSettled(kept, 'UTC').get(customer ?? '')).toMatchObject([{ rule: 'collect', how: 'done' }]);
  });
});
