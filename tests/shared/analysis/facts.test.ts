import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOf, factsOfAll, learnFacts, readLearnt, reorderTasks } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import type { Order } from '#shared/model/order.ts';
import { cases, type ServiceCase } from '#shared/model/service.ts';
import { lifetimeValue } from '#shared/analysis/profitability/lifetime-value.ts';
import { aDay, anId, anOrder, ordersOn } from './an-order.ts';
import { aGenerator } from './core/purchase-models/simulate.ts';

const customer = anId('c', 1);
const day = (number: number): string => toDay(aDay('2026-01-01') + number);
const asOf = day(400);

const anAnyOrder = fc.record({
  customer: fc.integer({ min: 1, max: 40 }),
  on: fc.integer({ min: 0, max: 420 }),
  amountMinor: fc.integer({ min: -500, max: 5000 }),
  isForeign: fc.integer({ min: 0, max: 29 }).map((drawn) => drawn === 0),
  status: fc.constantFrom('delivered', 'delivered', 'delivered', 'cancelled', 'returned'),
} as const);
const someOrders: fc.Arbitrary<readonly Order[]> = fc
  .array(anAnyOrder, { minLength: 200, maxLength: 400 })
  .map((given) =>
    given.map(({ customer: of, on, amountMinor, isForeign, ...rest }, at) =>
      anOrder(at + 1, day(on), { amountMinor, customer: anId('c', of), currency: isForeign ? 'USD' : 'EUR', ...rest }),
    ),
  );

describe('facts on the device and on the server', () => {
  it('are the same, number for number, after what was learnt has crossed the wire', () => {
    let tiers = 0;
    let rhythms = 0;
    fc.assert(
      fc.property(someOrders, (orders) => {
        const lines = linesFromOrders(orders);
        const learnt = learnFacts(lines, {}, asOf);
        const onServer = factsOfAll(lines, learnt, asOf);
        const arrived = readLearnt(JSON.parse(JSON.stringify(learnt)));
        expect(arrived).toEqual(learnt);
        for (const [id, facts] of onServer) {
          const own = orders.filter((order) => order.customer === id).toReversed();
          expect(factsOf(id, own, arrived, asOf)).toMatchObject(facts);
          tiers += facts.tier.enough ? 1 : 0;
          rhythms += facts.rhythm.enough ? 1 : 0;
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(tiers).toBeGreaterThan(100);
    expect(rhythms).toBeGreaterThan(100);
  });

  it('fit into one field of a record', () => {
    const orders = Array.from({ length: 3000 }, (_, at) =>
      anOrder(at, day((at * 37 + Math.floor(at / 200) * 29) % 400), { customer: anId('c', at % 200), amountMinor: (at * 91) % 7000 }),
    );
    const learnt = learnFacts(linesFromOrders(orders), {}, asOf);
    expect([learnt.rhythm.basis, Object.keys(learnt.tier.byCurrency)]).toEqual(['pool', ['EUR']]);
    expect(JSON.stringify(learnt).length).toBeLessThan(4000);
  });

  it('are learnt alike from orders in any order', () => {
    fc.assert(
      fc.property(someOrders, (orders) => {
        expect(learnFacts(linesFromOrders(orders.toReversed()), {}, asOf)).toEqual(learnFacts(linesFromOrders(orders), {}, asOf));
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('are not read from what another version learnt', () => {
    const learnt = learnFacts(linesFromOrders([]), {}, asOf);
    expect(readLearnt(learnt)).toEqual(learnt);
    for (const other of [{}, null, 'x', { ...learnt, version: '2' }, { ...learnt, tier: {} }]) {
      expect(readLearnt(other)).toBeUndefined();
    }
  });

  it('refuse a day that is none', () => {
    expect(() => factsOf(customer, [], undefined, '2026-02-30')).toThrow(RangeError);
  });
});

describe('complaints', () => {
  const aCase = (n: number, given: Partial<ServiceCase>): ServiceCase => ({
    ...toView(cases, { id: anId('s', n), body: { kind: 'complaint', customer } }),
    ...given,
  });
  const given = [
    aCase(1, { title: 'Dented', openedAt: `${day(60)}T09:00:00Z` }),
    aCase(2, { openedAt: `${day(40)}T23:30:00Z` }),
    aCase(3, { openedAt: `${day(1)}T09:00:00Z`, solvedAt: `${day(3)}T09:00:00Z` }),
    aCase(4, { kind: 'question', openedAt: `${day(2)}T09:00:00Z` }),
    aCase(5, { openedAt: `${day(71)}T09:00:00Z` }),
  ];

  it('that wait are named, the oldest first, in the team’s days, and the oldest is what to see to next', () => {
    const { complaints, next } = factsOf(customer, [], undefined, day(70), { zone: 'Europe/Berlin', cases: given });
    expect(complaints).toEqual([
      { case: anId('s', 2), title: null, openedOn: day(41) },
      { case: anId('s', 1), title: 'Dented', openedOn: day(60) },
    ]);
    expect(next).toMatchObject({ rule: 'complaint', reason: { numbers: { openSince: day(41), days: 29 } } });
  });

  it('do not hang on the order in which they are kept', () => {
    expect(factsOf(customer, [], undefined, day(70), { cases: given.toReversed() })).toEqual(
      factsOf(customer, [], undefined, day(70), { cases: given }),
    );
  });
});

describe('facts without anything learnt', () => {
  it('are honest about a customer without orders', () => {
    expect(factsOf(customer, [], undefined, asOf)).toEqual({
      customer,
      asOf,
      tier: { enough: false, missing: 'orders', orders: 0, needed: 1 },
      rhythm: { enough: false, orders: 0, needed: 4, why: 'few' },
      worth: null,
      complaints: [],
      overdue: [],
      together: [],
      stage: null,
      risks: [],
      next: null,
    });
  });

  it('give a date of the customer’s own gaps, and say that a tier needs other customers', () => {
    const { tier, rhythm } = factsOf(customer, ordersOn([0, 20, 41, 62], { amountMinor: 2400 }), undefined, day(70));
    expect(tier).toEqual({ enough: false, missing: 'customers', orders: 4, needed: 20, customers: 0 });
    expect(rhythm).toEqual({
      enough: true,
      lastOrderOn: day(62),
      gapsDays: [20, 21, 21],
      medianGapDays: 21,
      dueOn: day(83),
      windowFrom: expect.any(String),
      windowTo: expect.any(String),
      remindOn: day(76),
      silentDays: 8,
      state: 'before',
      expectedMinor: 2400,
      currency: 'EUR',
    });
  });

  it('need two more orders after two', () => {
    expect(factsOf(customer, ordersOn([0, 20]), undefined, day(30)).rhythm).toEqual({ enough: false, orders: 2, needed: 4, why: 'few' });
  });
});

describe('what is to be expected of a customer', () => {
  // 200 customers who order every month or so for a while, and spend different sums.
  const random = aGenerator(29);
  const many = Array.from({ length: 200 }, (_, of) => {
    const [usual, gap] = [1000 + Math.floor(random() * 9000), 10 + Math.floor(random() * 50)];
    const times = 1 + Math.floor(random() * 8);
    return Array.from({ length: times }, (__, at) =>
      anOrder(of * 10 + at, day((of % 90) + at * gap + Math.floor(random() * 8)), {
        customer: anId('c', of),
        amountMinor: Math.floor(usual * (0.5 + random())),
      }),
    );
  }).flat();
  const lines = linesFromOrders(many);
  const learnt = learnFacts(lines, {}, asOf);
  const arrived = readLearnt(JSON.parse(JSON.stringify(learnt)));

  it('is the same on the device and on the server, and the same as the analysis says', () => {
    expect(arrived).toEqual(learnt);
    const all = factsOfAll(lines, learnt, asOf);
    const result = lifetimeValue.run({ lines, params: {}, asOf: aDay(asOf), needs: {} });
    const values = new Map(result.customers.map((one) => [one.customer, one]));
    let known = 0;
    for (const [id, { worth }] of all) {
      const own = many.filter((order) => order.customer === id).toReversed();
      expect(factsOf(id, own, arrived, asOf).worth).toEqual(worth);
      if (worth?.enough === true && worth.brings !== null) {
        known += 1;
        expect(worth.brings.value).toBe(Math.round(values.get(id)?.value ?? Number.NaN));
        expect(worth.orders.low).toBeLessThanOrEqual(worth.orders.value);
        expect(worth.orders.high).toBeGreaterThanOrEqual(worth.orders.value);
        expect(worth.checked?.actual).toBeGreaterThan(0);
      }
    }
    expect(known).toBe(200);
  });

  it('leaves money out where the customer pays in another currency', () => {
    const foreign = factsOf(customer, ordersOn([0, 20, 41], { currency: 'USD' }), learnt, asOf).worth;
    expect(foreign).toMatchObject({ enough: true, brings: null });
  });

  it('says what is missing where there are too few customers, and nothing where nothing was learnt', () => {
    const few = learnFacts(linesFromOrders(ordersOn([0, 20, 41])), {}, asOf);
    expect(factsOf(customer, ordersOn([0, 20]), few, asOf).worth).toEqual({ enough: false, missing: 'customers', have: 1, needed: 100 });
    const { worth: _, ...before } = learnt;
    expect(readLearnt(before)).toEqual(before);
    expect(factsOf(customer, ordersOn([0, 20]), readLearnt(before), asOf).worth).toBeNull();
    expect(factsOf(customer, [], learnt, asOf).worth).toBeNull();
  });
});

describe('facts with something learnt', () => {
  const others = Array.from({ length: 30 }, (_, of) =>
    [0, 20, 41, 62, 83, 103, 126, 146].map((on, at) =>
      anOrder(of * 100 + at, day(on + of), { customer: anId('c', of + 10), amountMinor: 1000 + of }),
    ),
  ).flat();
  const learnt = learnFacts(linesFromOrders(others), {}, day(200));

  it('tell what others do where the customer has too few orders', () => {
    expect(factsOf(customer, ordersOn([0, 20]), learnt, day(30)).rhythm).toMatchObject({
      enough: false,
      needed: 4,
      others: { medianGapDays: 21, gaps: 210 },
    });
  });

  it('go from before the window through it to after it, and the date is never in the past', () => {
    const orders = ordersOn([0, 20, 41, 62]);
    const states = Array.from({ length: 60 }, (_, at) => {
      const { rhythm } = factsOf(customer, orders, learnt, day(62 + at));
      expect(rhythm.enough && rhythm.dueOn >= day(62 + at) && rhythm.windowFrom >= day(62 + at)).toBe(true);
      return rhythm.enough ? rhythm.state : 'none';
    });
    expect(states.filter((state, at) => state !== states[at - 1])).toEqual(['before', 'in', 'after']);
  });

  it('expect no amount where amounts are missing or of two currencies', () => {
    const amountOf = (orders: readonly Order[]) => {
      const { rhythm } = factsOf(customer, orders, learnt, day(70));
      return rhythm.enough ? [rhythm.expectedMinor, rhythm.currency] : [];
    };
    const [first, ...rest] = ordersOn([0, 20, 41, 62]);
    expect(amountOf([...rest, { ...(first ?? anOrder(1, day(0))), currency: 'USD' }])).toEqual([null, null]);
    expect(amountOf([...rest, { ...(first ?? anOrder(1, day(0))), lines: {} }])).toEqual([null, null]);
    expect(amountOf([...rest, ...ordersOn([0]), anOrder(50, day(30), { amountMinor: -900 })])).toEqual([1000, 'EUR']);
  });
});

describe('a reminder before the expected order', () => {
  const tasksOn = (on: number, orders = ordersOn([0, 20, 41, 62])) => reorderTasks(factsOf(customer, orders, undefined, day(on)));

  it('is one for each last order, due from its day on', () => {
    expect(tasksOn(62)).toMatchObject([{ customer, key: `reorder/${customer}/${day(62)}`, dueOn: day(76), isDue: false, titleKey: 'task.reorder' }]);
    expect(tasksOn(75)[0]?.isDue).toBe(false);
    expect(tasksOn(76)[0]?.isDue).toBe(true);
    expect(tasksOn(80)[0]?.key).toBe(tasksOn(62)[0]?.key);
    expect(tasksOn(84, ordersOn([0, 20, 41, 62, 83]))[0]?.key).toBe(`reorder/${customer}/${day(83)}`);
  });

  it('comes no later than the window opens, and not before the order that it follows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 12 }), (gaps) => {
        const days = gaps.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? 0) + gap], [0]);
        const last = days.at(-1) ?? 0;
        for (const task of tasksOn(last, ordersOn(days))) {
          expect(task.dueOn > day(last) && task.dueOn <= task.windowFrom && task.dueOn <= task.orderDueOn).toBe(true);
        }
      }),
    );
  });

  it('is none for a customer without a rhythm, and none when the order is late', () => {
    expect(tasksOn(30, ordersOn([0, 20]))).toEqual([]);
    expect(tasksOn(200)).toEqual([]);
  });
});
