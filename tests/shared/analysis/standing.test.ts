import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOf, learnFacts, readLearnt } from '#shared/analysis/facts.ts';
import { lifecycle } from '#shared/analysis/prospecting/lifecycle.ts';
import { risk } from '#shared/analysis/profiling/risk.ts';
import { toView } from '#shared/model/entity.ts';
import type { Order } from '#shared/model/order.ts';
import { CustomerFactsBody } from '#shared/wire/facts.ts';
import { tasks } from '#shared/model/task.ts';
import { aDay, anId, anOrder, ordersOn } from './an-order.ts';

const start = aDay('2026-01-01');
const day = (number: number): string => toDay(start + number);
const customer = anId('c', 1);

const someOrders: fc.Arbitrary<readonly Order[]> = fc
  .array(fc.record({ of: fc.integer({ min: 1, max: 15 }), on: fc.integer({ min: 0, max: 900 }), amountMinor: fc.integer({ min: 1, max: 9000 }) }), {
    minLength: 30,
    maxLength: 150,
  })
  .map((given) => given.map(({ of, on, amountMinor }, at) => anOrder(at, toDay(start - 600 + on), { customer: anId('c', of), amountMinor })));

describe('where a customer stands', () => {
  it('is on the card what the analyses say of all customers', () => {
    fc.assert(
      fc.property(someOrders, (orders) => {
        const asOf = start + 300;
        const lines = linesFromOrders(orders);
        const learnt = readLearnt(JSON.parse(JSON.stringify(learnFacts(lines, {}, toDay(asOf)))));
        const stages = lifecycle.run({ lines, params: {}, asOf, needs: {} });
        const risks = risk.run({ lines, params: {}, asOf, needs: {} });
        for (const { customer: id, stage, reason, basis } of stages.customers) {
          const facts = factsOf(
            id,
            orders.filter((order) => order.customer === id),
            learnt,
            toDay(asOf),
          );
          expect(facts.stage).toEqual({ stage, reason, basis });
          expect(facts.risks).toEqual(risks.customers.find((one) => one.customer === id)?.reasons ?? []);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('crosses the wire as it is', () => {
    const { together, overdue, risks, ...facts } = factsOf(customer, ordersOn([0, 20, 40, 60]), undefined, day(110));
    expect(v.is(CustomerFactsBody, JSON.parse(JSON.stringify({ ...facts, together, overdue, risks })))).toBe(true);
    expect(facts.stage).toMatchObject({ stage: 'declining', basis: 'own' });
    expect(risks.map(({ code }) => code)).toEqual(['risk.silence']);
    expect(facts.next).toMatchObject({ rule: 'call-silent', also: 0, reason: { numbers: { silentDays: 50, gapDays: 20 } } });
  });

  it('says nothing again that was done or put away, until the cool-down is over', () => {
    const settled = (how: 'doneAt' | 'dismissedAt', on: number) =>
      toView(tasks, { id: anId('k', 1), body: { customer, rule: 'call-silent', [how]: `${day(on)}T12:00:00Z` } });
    const next = (on: number, how: 'doneAt' | 'dismissedAt') =>
      factsOf(customer, ordersOn([0, 20, 40, 60]), undefined, day(110), { tasks: [settled(how, on)] }).next;
    expect([next(110, 'doneAt'), next(90, 'dismissedAt')]).toEqual([null, null]);
    expect(next(89, 'doneAt')?.rule).toBe('call-silent');
  });

  it('is nothing for a customer without orders', () => {
    expect(factsOf(customer, [], undefined, day(0))).toMatchObject({ stage: null, risks: [], next: null });
  });
});
