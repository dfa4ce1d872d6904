import { describe, expect, it } from 'vitest';
import { care } from '#shared/analysis/advice/care.ts';
import { answers } from '#shared/model/answer.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Json } from '#shared/model/record.ts';
import { cases } from '#shared/model/service.ts';
import { aBookOf, aView } from '../a-book.ts';
import { aDay, anId, linesOf } from '../an-order.ts';

const answer = (number: number, body: Record<string, Json>) => aView(answers, number, { askedOn: '2026-06-01', answeredOn: '2026-06-03', ...body });
const tiers = (high: readonly number[], low: readonly number[] = []) => ({
  'profiling.benefits': {
    method: '',
    version: '1',
    enough: true,
    missing: [],
    customers: [...high.map((n) => ({ customer: anId('c', n), tier: 'high' })), ...low.map((n) => ({ customer: anId('c', n), tier: 'low' }))],
  },
});
const run = (lists: Parameters<typeof aBookOf>[0], needs = {}) =>
  care.run({ lines: linesOf([]), book: aBookOf(lists), params: {}, asOf: aDay('2026-11-16'), needs });

describe('advice.care', () => {
  it('tells each indicator by itself, with what was expected, and none from few marks', () => {
    const marks = [5, 4, 4, 2, 5];
    const result = run({
      answers: [
        ...marks.map((received, at) =>
          answer(at + 1, { 'opinions/advice': { received, expected: 4 }, ...(at < 4 ? { 'opinions/after-sales': { received } } : {}) }),
        ),
        aView(answers, 9, { askedOn: '2026-06-01' }),
      ],
    });
    const advice = result.indicators.find(({ indicator }) => indicator === 'advice');
    expect(advice).toMatchObject({
      enough: true,
      group: 'subject',
      received: { value: 4, n: 5 },
      expected: { value: 4 },
      gap: { value: 0, n: 5 },
      content: { hits: 4, n: 5 },
    });
    expect(advice?.received?.low).toBeLessThan(4);
    expect(result.indicators.find(({ indicator }) => indicator === 'after-sales')).toMatchObject({ enough: false, received: null });
    expect(result.feedback).toMatchObject({ hits: 5, n: 6 });
    expect(Object.keys(result)).not.toContain('score');
  });

  it('has who would recommend us, with its interval', () => {
    const { recommend } = run({ answers: [10, 9, 9, 8, 3].map((mark, at) => answer(at + 1, { recommend: mark })) });
    expect(recommend).toMatchObject({ n: 5, promoters: 3, detractors: 1, score: 0.4 });
    expect(recommend?.low).toBeLessThan(0.4);
  });

  it('sets the contacts of each tier against what the tier is to get, and names who waits', () => {
    const contact = (number: number, customer: number, happenedAt: string, over: Record<string, Json> = {}) =>
      aView(interactions, number, { happenedAt, channel: 'phone', [`participants/${anId('c', customer)}`]: true, ...over });
    const { tiers: told } = run(
      {
        interactions: [
          contact(1, 1, '2026-11-10T09:00:00Z'),
          contact(2, 2, '2026-09-01T09:00:00Z', { topic: 'complaint' }),
          contact(3, 4, '2026-09-01T09:00:00Z'),
          contact(4, 3, '2026-11-12T09:00:00Z', { channel: 'note' }),
        ],
        cases: [aView(cases, 1, { customer: anId('c', 1), kind: 'complaint', openedAt: '2026-11-01T09:00:00Z' })],
      },
      tiers([1, 2, 3], [4]),
    );
    expect(told).toMatchObject([
      { tier: 'high', customers: 3, contactDays: 30, contacted: { hits: 1, n: 3 }, openCases: 1, complaints: 2 },
      { tier: 'low', contacted: { hits: 1, n: 1 }, waiting: [] },
    ]);
    expect(told[0]?.waiting).toEqual([
      { customer: anId('c', 3), lastContactOn: null },
      { customer: anId('c', 2), lastContactOn: '2026-09-01' },
    ]);
  });

  it('says that nobody was asked', () => {
    expect(run({})).toMatchObject({ enough: false, missing: [{ what: 'answers' }], feedback: null });
    expect(run({ answers: [answer(1, {})] }).missing).toEqual([{ what: 'opinions', have: 0, needed: 5 }]);
  });
});
