import { describe, expect, it } from 'vitest';
import { listAttitudes } from '#shared/analysis/persistency/attitudes.ts';
import { rateRatio } from '#shared/analysis/persistency/change.ts';
import { repeatOf, stayingOf } from '#shared/analysis/persistency/degree.ts';
import { kindOf, quadrantOf } from '#shared/analysis/persistency/kinds.ts';
import { loyalty } from '#shared/analysis/persistency/loyalty.ts';
import { quadrant } from '#shared/analysis/persistency/quadrant.ts';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import { toDay, toDayNumber } from '#shared/analysis/core/calendar.ts';
import { answers } from '#shared/model/answer.ts';
import { toView } from '#shared/model/entity.ts';
import type { Body } from '#shared/model/record.ts';
import { anId } from '../an-order.ts';
import { areMissing, readSample, titled } from '../samples.ts';
import { aTable, buys } from '../some-lines.ts';

const asOf = toDayNumber('2026-11-20') ?? 0;

function aBook(...given: readonly Body[]): Book {
  return { ...EMPTY_BOOK, answers: given.map((body, at) => toView(answers, { id: anId('v', at + 1), body })) };
}

/** Ids of customers by the name that they have here. */
const ids = new Map(
  ['loyal', 'hostage', 'mercenary', 'lost', 'silent', 'super', 'inertia', 'incentive', 'a', 'b', 'c'].map((name, at) => [name, anId('c', at + 1)]),
);
const idOf = (name: string): string => ids.get(name) ?? name;
const nameOf = (id: string): string => [...ids].find(([, held]) => held === id)?.[0] ?? id;

function answered(customer: string, received: number, daysAgo = 10): Body {
  return { customer: idOf(customer), kind: 'satisfaction', received, answeredOn: toDay(asOf - daysAgo) };
}

describe('the parts of the degree', () => {
  it('repeat counts periods with a purchase after the first one', () => {
    // Periods of 30 days before day 91: 62-91, 32-61, 2-31; day 0 is before the first of them.
    expect(repeatOf([0, 30, 60, 90], 30, 91)).toEqual({ hits: 3, n: 3 });
    expect(repeatOf([0, 90], 30, 91)).toEqual({ hits: 1, n: 3 });
    expect(repeatOf([0], 30, 91)).toEqual({ hits: 0, n: 3 });
    expect(repeatOf([0, 5, 6, 7], 30, 60)).toBeNull();
    // A year of twelve periods at most: what was before does not count.
    expect(repeatOf([0, 10, 20, 3000], 30, 3000)).toEqual({ hits: 1, n: 12 });
  });

  it('staying counts own gaps that were longer than the silence now', () => {
    expect(stayingOf([0, 20, 41, 70], 90)).toEqual({ hits: 2, n: 3 });
    expect(stayingOf([0, 20, 41, 70], 99)).toEqual({ hits: 0, n: 3 });
    expect(stayingOf([0], 90)).toBeNull();
  });

  it('change is the exact ratio of two Poisson rates', () => {
    // R: poisson.test(c(12, 24)) gives 0.5 and 0.2281478 to 1.0393366; ours is the later over the earlier count.
    expect(rateRatio(24, 12)).toMatchObject({ ratio: 0.5, before: 24, now: 12 });
    expect(rateRatio(24, 12)?.low).toBeCloseTo(1 / (1 / 0.2281478), 2);
    expect(rateRatio(24, 12)?.high).toBeCloseTo(1.0393, 2);
    expect(rateRatio(0, 5)).toBeNull();
    expect(rateRatio(5, 0)).toMatchObject({ ratio: 0, low: 0 });
    expect(rateRatio(1, 1)?.high).toBeGreaterThan(30);
  });
});

describe('persistency.loyalty', () => {
  const monthly = Array.from({ length: 14 }, (_, at) => asOf - 5 - at * 30).toReversed();
  const lines = aTable(
    [...buys('steady', monthly), ...buys('gone', monthly.slice(0, 5)), ...buys('new', [asOf - 3])].map((l) => ({ ...l, day: l.day ?? 0 })),
  );
  const result = loyalty.run({ lines, params: {}, asOf, needs: {} });
  const of = (name: string) => result.customers.find(({ customer }) => customer === name);

  it('gives the steady a high degree, the gone a low one, and the new none', () => {
    expect(result).toMatchObject({ enough: true, n: 3, periodDays: 30 });
    expect(of('steady')?.parts.repeat).toMatchObject({ hits: 12, n: 12 });
    expect(of('steady')?.degree?.value).toBe(100);
    expect(of('gone')?.degree?.value).toBeLessThan(25);
    expect(of('new')?.degree).toBeNull();
  });

  it('compares two whole windows, and none for who came in the first of them', () => {
    expect(of('steady')?.change).toMatchObject({ before: 6, now: 6, ratio: 1 });
    expect(of('gone')?.change).toMatchObject({ now: 0, ratio: 0 });
    expect(of('new')?.change).toBeNull();
  });

  it('knows no kind where nobody was asked and no discounts are known', () => {
    expect(result.kinds).toEqual({ super: 0, inertia: 0, incentive: 0, price: 0, unknown: 3 });
    expect(result.missing.map(({ what }) => what)).toEqual(['answers', 'discount']);
  });

  it('knows the kind from answers and from discounts', () => {
    const sold = aTable(
      [
        ...buys(idOf('super'), monthly, { discountMinor: 0 }),
        ...buys(idOf('inertia'), monthly, { discountMinor: 0 }),
        ...buys(idOf('incentive'), monthly, { discountMinor: 100 }),
      ].map((l) => ({ ...l, day: l.day ?? 0 })),
    );
    const { customers, kinds } = loyalty.run({
      lines: sold,
      book: aBook(answered('super', 5), answered('inertia', 2), answered('incentive', 3)),
      params: {},
      asOf,
      needs: {},
    });
    expect(customers.map(({ customer, kind }) => [nameOf(customer), kind]).toSorted()).toEqual([
      ['incentive', 'incentive'],
      ['inertia', 'inertia'],
      ['super', 'super'],
    ]);
    expect(kinds).toMatchObject({ super: 1, inertia: 1, incentive: 1, unknown: 0 });
  });

  it('more purchases never give a lower repeat part', () => {
    const fewer = loyalty.run({
      lines: aTable(
        buys(
          'a',
          monthly.filter((_, at) => at % 2 === 0),
        ).map((l) => ({ ...l, day: l.day ?? 0 })),
      ),
      params: {},
      asOf,
      needs: {},
    });
    expect(fewer.customers[0]?.parts.repeat?.n).toBeGreaterThan(2);
    expect(repeatOf(monthly, 30, asOf)?.hits ?? 0).toBeGreaterThan(
      repeatOf(
        monthly.filter((_, at) => at % 2 === 0),
        30,
        asOf,
      )?.hits ?? 99,
    );
  });
});

describe('answers', () => {
  it('the newest of the last twelve months counts, an older one fades to unknown', () => {
    const found = listAttitudes(aBook(answered('a', 2, 200), answered('a', 5, 20), answered('b', 5, 366), answered('c', 5, -3)), asOf);
    expect([...found.keys()]).toEqual([idOf('a')]);
    expect(found.get(idOf('a'))).toMatchObject({ share: 1, asked: 'satisfaction', record: anId('v', 2) });
  });
});

describe('persistency.quadrant', () => {
  const monthly = Array.from({ length: 14 }, (_, at) => asOf - 5 - at * 30).toReversed();
  const lines = aTable(
    [
      ...buys(idOf('loyal'), monthly),
      ...buys(idOf('hostage'), monthly),
      ...buys(idOf('mercenary'), [asOf - 400, asOf - 390]),
      ...buys(idOf('lost'), [asOf - 400, asOf - 390]),
      ...buys(idOf('silent'), monthly),
    ].map((l) => ({ ...l, day: l.day ?? 0 })),
  );
  const book = aBook(answered('loyal', 5), answered('hostage', 1), answered('mercenary', 4), answered('lost', 3), answered('silent', 5, 500));
  const needs = { 'persistency.loyalty': loyalty.run({ lines, book, params: {}, asOf, needs: {} }) };
  const result = quadrant.run({ lines, book, params: {}, asOf, needs });

  it('places who was asked, and nobody else', () => {
    expect(result.customers.map(({ customer, quadrant: placed }) => [nameOf(customer), placed]).toSorted()).toEqual([
      ['hostage', 'hostage'],
      ['lost', 'lost'],
      ['loyal', 'loyal'],
      ['mercenary', 'mercenary'],
    ]);
    expect(result.quadrants).toEqual({ loyal: 1, hostage: 1, mercenary: 1, lost: 1, unknown: 1 });
  });

  it('compares what the satisfied and the others bought', () => {
    expect(result.bought).toEqual({
      satisfied: { customers: 2, medianMinor: 6000, medianOrders: 6 },
      others: { customers: 2, medianMinor: 6000, medianOrders: 6 },
    });
  });

  it('without an asked answer it is not enough', () => {
    const none = quadrant.run({ lines, params: {}, asOf, needs });
    expect(none).toMatchObject({ enough: false, missing: [{ what: 'answers', have: 0, needed: 1 }], customers: [] });
  });
});

describe.skipIf(areMissing)(titled('worked quadrants'), () => {
  it('come out', () => {
    const worked = JSON.parse(readSample('worked/quadrants.json'));
    expect(quadrantOf('low', 'low')).toBe(worked.satisfaction_loyalty.low_low);
    expect(quadrantOf('low', 'high')).toBe(worked.satisfaction_loyalty.low_high);
    expect(worked.satisfaction_loyalty.high_low).toContain(quadrantOf('high', 'low'));
    expect(quadrantOf('high', 'high')).toBe(worked.satisfaction_loyalty.high_high);
    expect(kindOf({ attachment: 'high', repeat: 'high', isByIncentive: null, isPriceSensitive: null })).toBe(
      worked.loyalty_kind.attachment_high_repeat_high,
    );
    expect(kindOf({ attachment: 'low', repeat: 'low', isByIncentive: false, isPriceSensitive: true })).toBe(
      worked.loyalty_kind.attachment_low_repeat_low_price_sensitive,
    );
  });
});
