import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import { adviseLevel, KOTLER, livedLevel, stepsBelow } from '#shared/analysis/prospecting/grid.ts';
import { relationship } from '#shared/analysis/prospecting/relationship.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Body } from '#shared/model/record.ts';
import { aDay, anId, linesOf } from '../an-order.ts';
import { areMissing, readSample, titled } from '../samples.ts';
import { buys } from '../some-lines.ts';

const asOf = aDay('2026-06-30');
const none = { received: 0, sent: 0, meetings: 0, orders: 4, followed: 0 };

describe('levels', () => {
  it.each([
    [none, 'basic'],
    [{ ...none, received: 3 }, 'reactive'],
    [{ ...none, sent: 2, followed: 2 }, 'accountable'],
    [{ ...none, sent: 4 }, 'proactive'],
    [{ ...none, sent: 4, meetings: 4 }, 'partnership'],
  ] as const)('%j is lived as %s', (contact, level) => {
    expect(livedLevel(contact)).toBe(level);
  });

  it('tell how many steps are missing', () => {
    expect([stepsBelow('partnership', 'reactive'), stepsBelow('basic', 'proactive')]).toEqual([3, -3]);
  });
});

describe('prospecting.relationship', () => {
  const days = [asOf - 90, asOf - 60, asOf - 30];
  const lines = linesOf([...buys(anId('c', 1), days, { costMinor: 500 }), ...buys(anId('c', 2), days, { costMinor: 500, amountMinor: 900 })]);
  const talk = (number: number, body: Body) =>
    toView(interactions, { id: anId('i', number), body: { channel: 'phone', direction: 'out', happenedAt: '2026-06-01T09:00:00Z', ...body } });
  const book: Book = {
    ...EMPTY_BOOK,
    interactions: [
      talk(1, { [`participants/${anId('c', 1)}`]: true, direction: 'in' }),
      ...[2, 3, 4, 5].map((at) => talk(at, { [`participants/${anId('c', 2)}`]: true })),
    ],
  };

  it('advises by margin and number, sees what is lived, and makes a task of the gap', () => {
    const result = relationship.run({ lines, book, params: {}, asOf, needs: {} });
    expect(result.segments).toMatchObject([
      { segment: 'all', customers: 2, margin: 0.473684, coverage: 1, marginLevel: 'high', numberLevel: 'few', advised: 'partnership' },
    ]);
    expect(result.lived).toMatchObject({ reactive: 1, proactive: 1 });
    expect(result.tasks).toMatchObject([
      { customer: anId('c', 1), advised: 'partnership', lived: 'reactive', below: 3, contact: { received: 1, sent: 0, orders: 3, followed: 0 } },
      { customer: anId('c', 2), advised: 'partnership', lived: 'proactive', below: 1 },
    ]);
  });

  it('every cell of the grid can be set', () => {
    const grid = { ...KOTLER, few: { ...KOTLER.few, high: 'basic' } };
    expect(relationship.run({ lines, book, params: { grid }, asOf, needs: {} })).toMatchObject({ segments: [{ advised: 'basic' }], tasks: [] });
  });

  it('advises nothing where less than 90 % of the amount has a cost', () => {
    const half = linesOf([...buys('a', days, { costMinor: 500 }), ...buys('b', days)]);
    expect(relationship.run({ lines: half, params: {}, asOf, needs: {} })).toMatchObject({
      enough: false,
      segments: [{ margin: null, coverage: 0.5, advised: null }],
      lived: null,
    });
  });
});

describe.skipIf(areMissing)(titled('worked levels'), () => {
  it('come out', () => {
    const { relationship_level: worked } = JSON.parse(readSample('worked/quadrants.json'));
    expect(adviseLevel('medium', 'many', KOTLER)).toBe(worked.margin_medium_customers_many);
    expect(adviseLevel('high', 'medium', KOTLER)).toBe(worked.margin_high_customers_medium);
  });
});
