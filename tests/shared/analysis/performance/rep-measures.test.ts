import { describe, expect, it } from 'vitest';
import { repMeasures } from '#shared/analysis/performance/rep-measures.ts';
import { answers } from '#shared/model/answer.ts';
import { customers } from '#shared/model/customer.ts';
import { deals } from '#shared/model/deal.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Json } from '#shared/model/record.ts';
import { cases } from '#shared/model/service.ts';
import { targets } from '#shared/model/target.ts';
import { users } from '#shared/model/user.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const [rep, lead, other] = [anId('u', 1), anId('u', 2), anId('u', 3)];
const people = [
  aView(users, 1, { name: 'Rep', role: 'rep', team: anId('t', 1) }),
  aView(users, 2, { name: 'Lead', role: 'lead', team: anId('t', 1) }),
  aView(users, 3, { name: 'Other', role: 'rep', team: anId('t', 1) }),
];

let contacts = 0;
const contact = (happenedAt: string, customer: number | undefined, over: Record<string, Json> = {}, user = rep) =>
  aView(interactions, (contacts += 1), {
    happenedAt,
    channel: 'phone',
    direction: 'out',
    [`participants/${user}`]: true,
    ...(customer === undefined ? {} : { [`participants/${anId('c', customer)}`]: true }),
    ...over,
  });

function run(lists: Parameters<typeof withLines>[0], params: unknown = {}, asOf = '2026-11-16') {
  const result = repMeasures.run({ ...withLines({ currency: 'EUR', users: people, ...lists }), params, asOf: aDay(asOf), needs: {} });
  const measuresOf = (user: string) => result.reps.find((one) => one.user === user)?.measures;
  return { result, measuresOf };
}

describe('performance.rep-measures', () => {
  it('measures the last month that is over, in days on which people work', () => {
    const { result } = run({});
    expect(result).toMatchObject({ unit: 'month', period: { from: '2026-10-01', to: '2026-10-31' }, isComplete: true, workingDays: 22 });
    expect(run({}, { unit: 'week' }).result).toMatchObject({ period: { from: '2026-11-09', to: '2026-11-15' }, workingDays: 5 });
    expect(run({}, { unit: 'quarter', on: '2026-11-01' }).result).toMatchObject({
      period: { from: '2026-10-01', to: '2026-11-16' },
      isComplete: false,
    });
  });

  it('counts time and customers, new and old, and says how many contacts say how long they took', () => {
    const { measuresOf, result } = run({
      interactions: [
        contact('2026-09-10T09:00:00Z', 1),
        contact('2026-10-05T09:00:00Z', 1, { durationMinutes: 60 }),
        contact('2026-10-06T09:00:00Z', 2, { durationMinutes: 50, channel: 'meeting' }),
        contact('2026-10-07T09:00:00Z', 2),
        contact('2026-10-07T10:00:00Z', 3, { channel: 'letter' }),
        contact('2026-10-08T09:00:00Z', undefined, { purpose: 'information', durationMinutes: 220, channel: 'note' }),
        contact('2026-10-09T09:00:00Z', undefined, { purpose: 'team', durationMinutes: 30, channel: 'meeting', [`participants/${lead}`]: true }),
        contact('2026-11-02T09:00:00Z', 4, { durationMinutes: 500 }),
      ],
    });
    const measures = measuresOf(rep);
    expect(measures?.customerMinutes).toMatchObject({ value: 5, n: 2, of: 3 });
    expect(measures?.customersContacted).toMatchObject({ value: 3 });
    expect(measures?.newCustomersContacted).toMatchObject({ value: 2 });
    // The last week of October begins on the 26th; the last quarter that was over by its end is the third.
    expect(result.reps.find(({ user }) => user === rep)?.contacted).toEqual({
      week: { customers: 0, fresh: 0 },
      month: { customers: 3, fresh: 2 },
      quarter: { customers: 1, fresh: 1 },
    });
    expect(measures?.informationMinutes).toMatchObject({ value: 10, n: 1 });
    expect(measures?.letters).toMatchObject({ value: 1 });
    expect(measures?.leadMinutes).toMatchObject({ value: 30, n: 1 });
    expect(measuresOf(lead)?.leadMinutes).toMatchObject({ value: 30, n: 1 });
    expect(measuresOf(other)?.customerMinutes).toMatchObject({ value: null, n: 0 });
  });

  it('follows what was asked for to what was sent, and cases to their end', () => {
    const asked = contact('2026-10-05T09:00:00Z', 1, { askedFor: 'price list' });
    const { measuresOf } = run({
      interactions: [
        asked,
        contact('2026-10-06T09:00:00Z', 2, { askedFor: 'samples' }),
        contact('2026-10-05T15:00:00Z', 1, { sent: 'price list', answers: asked.id }),
        contact('2026-10-09T15:00:00Z', 1, { sent: 'price list again', answers: asked.id }),
      ],
      cases: [
        aView(cases, 1, { technician: rep, openedAt: '2026-10-05T08:00:00Z', solvedAt: '2026-10-05T20:00:00Z', wrongInformation: true }),
        aView(cases, 2, { technician: rep, openedAt: '2026-10-06T08:00:00Z', solvedAt: '2026-10-07T08:00:00Z' }),
        aView(cases, 3, { technician: rep, openedAt: '2026-10-06T08:00:00Z' }),
      ],
    });
    expect(measuresOf(rep)?.hoursToSend).toMatchObject({ value: 6, n: 1, of: 2 });
    expect(measuresOf(rep)?.hoursToSolve).toMatchObject({ value: 18, n: 2, of: 3 });
    expect(measuresOf(rep)?.wrongInformation).toMatchObject({ value: 1, n: 3 });
  });

  it('sets revenue against the base that is kept, else against the year before, and knows the discount', () => {
    const bought = (number: number, placedOn: string, amountMinor: number, discountMinor?: number) =>
      anOrder(number, placedOn, { rep, lines: { 0: anOrderLine({ amountMinor, ...(discountMinor === undefined ? {} : { discountMinor }) }) } });
    const orders = [
      bought(1, '2026-10-05', 9000, 1000),
      bought(2, '2026-10-06', 10_000),
      bought(3, '2025-10-06', 4000),
      bought(4, '2026-09-06', 10_000),
    ];
    const without = run({ orders });
    expect(without.measuresOf(rep)?.revenueOverBase).toMatchObject({ value: 15_000, records: ['orders'] });
    expect(without.measuresOf(rep)?.discount).toMatchObject({ value: 0.1, n: 1, of: 2 });
    expect(without.measuresOf(rep)?.teamGrowth).toMatchObject({ value: 0.9 });
    const kept = run({
      orders,
      targets: [aView(targets, 1, { kind: 'base', measure: 'revenue', rep, month: '2024-10', amount: 18_000, currency: 'EUR' })],
    });
    expect(kept.measuresOf(rep)?.revenueOverBase).toMatchObject({ value: 1000, records: ['orders', 'targets'] });
    expect(kept.measuresOf(other)?.revenueOverBase).toMatchObject({ value: null });
  });

  it('takes satisfaction from marks and answers of the rep’s customers, and wins from deals that closed in the month', () => {
    const { measuresOf } = run({
      interactions: [contact('2026-10-05T09:00:00Z', 1, { satisfaction: 3 })],
      customers: [aView(customers, 1, { owner: rep }), aView(customers, 2, { owner: other })],
      answers: [
        aView(answers, 1, { customer: anId('c', 1), answeredOn: '2026-10-20', received: 5 }),
        aView(answers, 2, { customer: anId('c', 2), answeredOn: '2026-10-20', received: 1 }),
        aView(answers, 3, { customer: anId('c', 1), answeredOn: '2026-11-20', received: 1 }),
      ],
      deals: [
        aView(deals, 1, { owner: rep, state: 'won', closedOn: '2026-10-20' }),
        aView(deals, 2, { owner: rep, state: 'lost', closedOn: '2026-10-21' }),
        aView(deals, 3, { owner: rep, state: 'won', closedOn: '2026-11-01' }),
      ],
    });
    expect(measuresOf(rep)?.satisfaction).toMatchObject({ value: 4, n: 2 });
    expect(measuresOf(rep)?.winRate).toMatchObject({ value: 0.5, n: 2 });
    expect(measuresOf(rep)?.winRate.low).toBeLessThan(0.1);
  });

  it('ranks nobody below twenty interactions, and equal values share a place', () => {
    const many = (user: string, count: number) =>
      Array.from({ length: count }, (_, at) => contact(`2026-10-05T09:${String(at).padStart(2, '0')}:00Z`, at, {}, user));
    const { result } = run({ interactions: [...many(rep, 20), ...many(other, 20), ...many(lead, 19)] }, { contest: 'customersContacted' });
    const places = Object.fromEntries(result.reps.map(({ name, place }) => [name, place]));
    expect(places).toEqual({ Rep: 1, Other: 1, Lead: null });
  });

  it('says which records are missing', () => {
    const result = repMeasures.run({ lines: linesOf([]), params: {}, asOf: aDay('2026-11-16'), needs: {} });
    expect(result).toMatchObject({ enough: false, reps: [] });
    expect(result.missing.map(({ what }) => what)).toEqual(['users', 'interactions', 'orders']);
  });
});
