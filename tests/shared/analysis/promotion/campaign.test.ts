import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaign } from '#shared/analysis/promotion/campaign.ts';
import { expectResponses, findGroupSize, learnPrior } from '#shared/analysis/promotion/expect-responses.ts';
import { campaigns, type Campaign } from '#shared/model/campaign.ts';
import { customers } from '#shared/model/customer.ts';
import { interactions } from '#shared/model/interaction.ts';
import type { Order } from '#shared/model/order.ts';
import type { Json } from '#shared/model/record.ts';
import { aBookOf, aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';
import { areMissing, readSample, titled } from '../samples.ts';

const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, at) => anId('c', from + at));
const marked = (name: string, of: readonly string[]): Record<string, Json> => Object.fromEntries(of.map((id) => [`${name}/${id}`, true]));

/** A letter to customers `from`… in March, the last `held` of them kept out. */
function aLetter(number: number, reached: number, held: number, over: Record<string, Json> = {}): Campaign {
  return aView(campaigns, number, {
    name: `Letter ${number}`,
    kind: 'letter',
    startsOn: '2026-03-01',
    endsOn: '2026-03-31',
    ...marked('members', ids(1, reached)),
    ...marked('holdOut', ids(1 + reached, held)),
    ...over,
  });
}

const ordersOf = (customersFrom: number, count: number, placedOn: string, given: Partial<Order> = {}, numbers = 0): Order[] =>
  ids(customersFrom, count).map((customer, at) => anOrder(numbers + customersFrom * 10_000 + at, placedOn, { customer, ...given }));

function run(lists: Parameters<typeof withLines>[0], asOf = '2026-05-01') {
  return campaign.run({ ...withLines({ currency: 'EUR', ...lists }), params: {}, asOf: aDay(asOf), needs: {} });
}

describe('promotion.campaign', () => {
  it.skipIf(areMissing)(titled('tests the lift against those kept out as R does'), () => {
    const { two_proportion_120_of_1000_vs_80_of_1000: expected } = JSON.parse(readSample('worked', 'statistics.json'));
    const [one] = run({
      campaigns: [aLetter(1, 1000, 1000)],
      orders: [...ordersOf(1, 120, '2026-03-10'), ...ordersOf(1001, 80, '2026-03-12')],
    }).campaigns;
    expect(one).toMatchObject({ reading: 'effect', reached: 1000, responded: 120, by: { order: 120, reply: 0, visit: 0 } });
    expect(one?.effect?.chiSquare).toBeCloseTo(expected.chisq, 5);
    expect(one?.effect?.pValue).toBeCloseTo(expected.p, 5);
    expect([one?.effect?.low, one?.effect?.high]).toEqual(expected.diff_ci95.map((end: number) => expect.closeTo(end, 5)));
  });

  it('calls a response a response where nobody was kept out', () => {
    const [one] = run({ campaigns: [aLetter(1, 100, 0)], orders: ordersOf(1, 12, '2026-03-10') }).campaigns;
    expect(one).toMatchObject({ reading: 'response-not-effect', effect: null, added: null, responded: 12 });
    expect(one?.response?.low).toBeLessThan(0.12);
  });

  it('counts orders, replies and visits of members in the window, each member once, and nothing that names another campaign', () => {
    const contact = (number: number, customer: number, over: Record<string, Json>) =>
      aView(interactions, number, {
        [`participants/${anId('c', customer)}`]: true,
        happenedAt: '2026-03-15T10:00:00Z',
        channel: 'email',
        direction: 'in',
        ...over,
      });
    const [one] = run({
      campaigns: [aLetter(1, 50, 0)],
      orders: [
        ...ordersOf(1, 1, '2026-03-01'),
        ...ordersOf(1, 1, '2026-03-31', {}, 5),
        ...ordersOf(2, 1, '2026-02-28'),
        ...ordersOf(3, 1, '2026-04-01'),
        ...ordersOf(4, 1, '2026-03-10', { campaign: anId('m', 9) }),
        ...ordersOf(5, 1, '2026-03-10', { campaign: anId('m', 1) }),
        ...ordersOf(900, 3, '2026-03-10'),
      ],
      interactions: [
        contact(1, 6, {}),
        contact(2, 7, { direction: 'out' }),
        contact(3, 8, { channel: 'meeting', direction: 'out' }),
        contact(4, 9, { campaign: anId('m', 9) }),
        contact(5, 1, {}),
      ],
    }).campaigns;
    expect(one).toMatchObject({ responded: 4, by: { order: 2, reply: 1, visit: 1 }, revenueMinor: 3000 });
  });

  it('expects what campaigns of the kind brought before, and says how far off it was', () => {
    const past = (number: number, month: string): Campaign => aLetter(number, 200, 0, { startsOn: `2026-${month}-01`, endsOn: `2026-${month}-20` });
    const result = run(
      {
        campaigns: [
          past(1, '01'),
          past(2, '02'),
          aLetter(3, 200, 0, { startsOn: '2026-03-01' }),
          aLetter(4, 10, 0, { kind: 'event', startsOn: '2026-03-02' }),
        ],
        orders: [...ordersOf(1, 20, '2026-01-10'), ...ordersOf(1, 24, '2026-02-10', {}, 200), ...ordersOf(1, 2, '2026-03-10', {}, 400)],
      },
      '2026-04-15',
    );
    expect(result.campaigns.map(({ expected }) => expected?.campaigns ?? null)).toEqual([null, 1, 2, null]);
    const third = result.campaigns[2];
    expect(third?.expected).toMatchObject({ from: 'past', responses: expect.closeTo(22, 0) });
    expect(third?.expected?.low).toBeLessThan(22);
    expect(third?.difference?.high).toBeLessThan(0);
  });

  it('warns while it runs when less came than should have by now, and not before it starts', () => {
    const lists = {
      campaigns: [aLetter(1, 300, 0, { startsOn: '2026-01-01', endsOn: '2026-01-30' }), aLetter(2, 300, 0)],
      // A past one that brought 60, evenly over its window.
      orders: Array.from({ length: 60 }, (_, at) => ordersOf(1 + at, 1, `2026-01-${String(1 + (at % 30)).padStart(2, '0')}`)).flat(),
    };
    expect(run(lists, '2026-03-25').campaigns[1]).toMatchObject({ state: 'running', warning: 'behind' });
    expect(run(lists, '2026-03-02').campaigns[1]).toMatchObject({ state: 'running', warning: null });
    expect(run(lists, '2026-02-10').campaigns[1]).toMatchObject({ state: 'planned', warning: null, response: null });
  });

  it('says before the start how many each group needs', () => {
    const [one] = run({ campaigns: [aLetter(1, 900, 100, { expectedShare: 0.12 })], orders: ordersOf(1, 72, '2026-02-20') }, '2026-02-27').campaigns;
    expect(one?.minimumSize).toEqual({ perGroup: findGroupSize(0.12, 0.08), without: 0.08, withIt: 0.12, isReached: false });
  });

  it('finds where a shortfall sits: in the part that did not bring what was planned', () => {
    const [one] = run({
      campaigns: [
        aLetter(1, 100, 0, { expectedShare: 0.2, channel: 'letter', textName: 'A' }),
        aView(campaigns, 2, { partOf: anId('m', 1), startsOn: '2026-03-02', channel: 'email', textName: 'B', ...marked('members', ids(101, 100)) }),
      ],
      orders: [...ordersOf(1, 19, '2026-03-10'), ...ordersOf(101, 2, '2026-03-10')],
      customers: ids(1, 200).map((_, at) => aView(customers, at + 1, { area: 'North' })),
    }).campaigns;
    expect(one).toMatchObject({ reached: 200, responded: 21 });
    expect(one?.shortfall[0]).toMatchObject({ by: 'channel', group: 'email', lacking: 18, isSure: true });
    expect(one?.shortfall.find(({ group }) => group === 'letter')?.isSure).toBe(false);
    // All are of one area, which says nothing.
    expect(one?.shortfall.some(({ by }) => by === 'area')).toBe(false);
  });

  it('reckons what it added against those kept out, and tells no return where costs are not known', () => {
    const bought = (costMinor: number | undefined): Partial<Order> => ({
      lines: { 0: { productName: 'Tin', quantity: 1, amountMinor: 10_000, ...(costMinor === undefined ? {} : { costMinor }) } },
    });
    const money = { cost: { minor: 20_000, currency: 'EUR' } };
    const lists = (cost: number | undefined) => ({
      campaigns: [aLetter(1, 100, 100, money)],
      orders: [...ordersOf(1, 30, '2026-03-10', bought(cost)), ...ordersOf(101, 10, '2026-03-10', bought(cost))],
    });
    // 20 orders of 100.00 more than without it, 40.00 margin on each, 200.00 spent: 800 - 200 for each 200.
    expect(run(lists(6000)).campaigns[0]?.added).toMatchObject({ revenueMinor: 200_000, marginMinor: 80_000, costShareKnown: 1, return: 3 });
    // Shares .3 and .1 of orders of 100.00: the standard error of the difference is 5.494 % of it, for a hundred members.
    const { lowMinor, highMinor } = run(lists(6000)).campaigns[0]?.added ?? { lowMinor: 0, highMinor: 0 };
    expect([lowMinor, highMinor].map((minor) => Math.round(minor / 1000))).toEqual([92, 308]);
    expect(run(lists(undefined)).campaigns[0]?.added).toMatchObject({ revenueMinor: 200_000, marginMinor: null, costShareKnown: 0, return: null });
  });

  it('adds up the plan of the period', () => {
    const { plans } = run({
      campaigns: [
        aView(campaigns, 9, {
          kind: 'plan',
          name: 'Spring',
          startsOn: '2026-03-01',
          endsOn: '2026-05-31',
          budget: { minor: 100_000, currency: 'EUR' },
        }),
        aLetter(1, 100, 0, { plan: anId('m', 9), expectedShare: 0.1, cost: { minor: 30_000, currency: 'EUR' } }),
      ],
      orders: ordersOf(1, 12, '2026-03-10'),
    });
    expect(plans).toEqual([
      expect.objectContaining({
        name: 'Spring',
        budgetMinor: 100_000,
        costMinor: 30_000,
        campaigns: 1,
        reached: 100,
        responded: 12,
        expected: 10,
        respondedOfExpecting: 12,
      }),
    ]);
  });

  it('says that there are no campaigns', () => {
    const result = campaign.run({ lines: linesOf([]), book: aBookOf(), params: {}, asOf: 0, needs: {} });
    expect(result).toMatchObject({ enough: false, missing: [{ what: 'campaigns', have: 0, needed: 1 }] });
  });
});

describe('expected responses', () => {
  it('come from how past shares vary: wide where they differ, narrow where they are alike', () => {
    const alike = learnPrior([1, 2, 3, 4].map(() => ({ responded: 100, reached: 1000 })));
    const apart = learnPrior([20, 60, 140, 180].map((responded) => ({ responded, reached: 1000 })));
    const [near, far] = [alike, apart].map((prior) => (prior ? expectResponses(prior, 1000) : undefined));
    expect(near?.mean).toBeCloseTo(100, 0);
    expect(far?.mean).toBeCloseTo(100, 0);
    expect((far?.high ?? 0) - (far?.low ?? 0)).toBeGreaterThan(3 * ((near?.high ?? 0) - (near?.low ?? 0)));
    expect(learnPrior([])).toBeUndefined();
    expect(learnPrior([{ responded: 0, reached: 0 }])).toBeUndefined();
  });

  it('have an interval that contains the mean and holds what it says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (a, b, reached) => {
          const wide = expectResponses({ a, b }, reached, 0.95);
          const narrow = expectResponses({ a, b }, reached, 0.5);
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
          expect(wide.mean).toBeGreaterThanOrEqual(0);
          expect(wide.high).toBeLessThanOrEqual(reached);
        },
      ),
    );
  });

  it('are those of the beta-binomial distribution: uniform where every share is as likely', () => {
    // With a = b = 1 each count from 0 to n is as likely: a tenth of them lies at 9 or below, nine tenths at 89.
    expect(expectResponses({ a: 1, b: 1 }, 99, 0.8)).toEqual({ mean: 49.5, low: 9, high: 89 });
  });
});
