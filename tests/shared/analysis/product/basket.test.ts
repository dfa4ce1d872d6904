import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readCsv } from '#shared/import/csv.ts';
import { linesFromCsv, type FromCsv } from '#shared/analysis/core/from-csv.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { basket } from '#shared/analysis/product/basket.ts';
import { aDay, linesOf } from '../an-order.ts';
import { areMissing, readBasketsTable, readSample, titled } from '../samples.ts';

const today = aDay('2026-06-30');
const run = (lines: readonly NewLine[], params: unknown = {}) => basket.run({ lines: linesOf(lines), params, asOf: today, needs: {} });
/** Baskets as lines of orders, without days or customers. */
const toLines = (baskets: readonly (readonly string[])[]): readonly NewLine[] =>
  baskets.flatMap((things, at) => things.map((product) => ({ order: `${at}`, product })));

type Rules = { supp: number; conf: number; minlen: number; count: number; max_lift: number }[];
type Top = { lhs: string[]; rhs: string; support: number; confidence: number; lift: number; count: number };

describe.skipIf(areMissing)(titled('the groceries sample'), () => {
  let read: FromCsv;
  let expected: { itemsets: Record<string, { total: number; by_size: number[] }>; rules: Rules; 'top_lift_0.001_0.8': Top[] };
  beforeAll(() => {
    read = linesFromCsv(readCsv(readBasketsTable()));
    expected = JSON.parse(readSample('groceries/expected.json'));
  });
  const mine = (params: unknown) => basket.run({ lines: read.lines, params, asOf: 0, needs: {} });

  it('has the frequent sets of arules at every threshold', () => {
    expect(read.badLines).toEqual([]);
    for (const [minSupport, { total, by_size: bySize }] of Object.entries(expected.itemsets)) {
      expect(mine({ minSupport: Number(minSupport), minConfidence: 1 }).itemsets, minSupport).toEqual({ total, bySize });
    }
  });

  it('has its rules too, with an empty left side where that is asked for', () => {
    for (const { supp: minSupport, conf: minConfidence, minlen: minLength, count, max_lift: lift } of expected.rules) {
      const { rules, found } = mine({ minSupport, minConfidence, minLength, maxLength: 10 });
      expect([rules.length, found], JSON.stringify({ minSupport, minConfidence })).toEqual([count, count]);
      expect(rules[0]?.lift).toBeCloseTo(lift, 5);
    }
    const { rules } = mine({ minSupport: 0.001, minConfidence: 0.8 });
    for (const top of expected['top_lift_0.001_0.8']) {
      const rule = rules.find(({ left, right }) => left.join() === top.lhs.join() && right[0] === top.rhs);
      expect([rule?.count, rule?.support.toFixed(7), rule?.confidence.toFixed(5)]).toEqual([
        top.count,
        top.support.toFixed(7),
        top.confidence.toFixed(5),
      ]);
      expect(rule?.lift).toBeCloseTo(top.lift, 4);
    }
  });
});

describe('frequent sets and rules', () => {
  const things = ['a', 'b', 'c', 'd', 'e', 'f'];
  const someBaskets = fc.array(fc.subarray(things, { minLength: 1 }), { minLength: 1, maxLength: 30 });

  it('are all there are, with the counts that counting by hand gives', () => {
    fc.assert(
      fc.property(someBaskets, fc.constantFrom(0.05, 0.1, 0.3, 0.5), fc.constantFrom(0, 0.4, 0.8), fc.constantFrom(1, 2, 3), (given, s, c, most) => {
        const holding = (set: readonly string[]): number => given.filter((one) => set.every((thing) => one.includes(thing))).length;
        const all = Array.from({ length: 2 ** things.length - 1 }, (_, bits) => things.filter((_thing, at) => ((bits + 1) >> at) & 1));
        const frequent = all.filter((set) => set.length <= most && holding(set) >= Math.max(1, Math.ceil(s * given.length - 1e-9)));
        const rules = frequent.flatMap((set) =>
          set.flatMap((right) => {
            const left = set.filter((thing) => thing !== right);
            return holding(set) / holding(left) >= c - 1e-12 ? [`${left.join('+')}>${right} ${holding(set)}`] : [];
          }),
        );
        const result = run(toLines(given), { minSupport: s, minConfidence: c, maxLength: most });
        expect(result.itemsets.total).toBe(frequent.length);
        expect(result.itemsets.bySize).toEqual(
          [1, 2, 3].map((size) => frequent.filter((set) => set.length === size).length).filter((count) => count > 0),
        );
        expect(result.rules.map(({ left, right, count }) => `${left.join('+')}>${right.join()} ${count}`).toSorted()).toEqual(rules.toSorted());
      }),
    );
  });

  it('are no more at a higher threshold, and the same in any order of lines', () => {
    fc.assert(
      fc.property(someBaskets, fc.infiniteStream(fc.nat(1000)), (given, keys) => {
        const lines = toLines(given);
        const mixed = lines
          .map((line) => ({ line, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
        const [low, high] = [0.1, 0.3].map((minSupport) => run(lines, { minSupport, minConfidence: 0.2 }));
        expect(high?.itemsets.total).toBeLessThanOrEqual(low?.itemsets.total ?? 0);
        expect(run(mixed, { minSupport: 0.1, minConfidence: 0.2 })).toEqual(low);
      }),
    );
  });

  it('measure a rule as worked by hand', () => {
    // 10 baskets: 4 with beer, 5 with nappies, 4 with both.
    const given = [...Array.from({ length: 4 }, () => ['beer', 'nappies']), ['nappies'], ...Array.from({ length: 5 }, () => ['wipes'])];
    const [rule] = run(toLines(given), { minSupport: 0.1, minConfidence: 0.9, minLength: 2 }).rules;
    expect(rule).toMatchObject({ left: ['beer'], right: ['nappies'], support: 0.4, confidence: 1, lift: 2, conviction: null, count: 4 });
    expect(rule?.leverage).toBeCloseTo(0.2, 12);
    // chi-squared: 10 (4 x 5 - 0 x 1)^2 / (4 x 6 x 5 x 5); Fisher: C(5,4) / C(10,4).
    expect(rule?.chi2).toBeCloseTo(4000 / 600, 12);
    expect(rule?.pValue).toBeCloseTo(5 / 210, 12);
  });

  it('count what is asked in decimals in decimals, a thing once, and no returns', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => (at < 7 ? ['a', 'a'] : ['b']));
    expect(run(toLines(hundred), { minSupport: 0.07 }).itemsets.bySize).toEqual([2]);
    expect(run([...toLines([['a'], ['b']]), { order: '9', product: 'c', quantity: -1 }], { minSupport: 0.1 })).toMatchObject({ orders: 2, items: 2 });
  });

  it('stop with a sentence where a threshold asks for too many', () => {
    const wide = Array.from({ length: 40 }, () => Array.from({ length: 40 }, (_, at) => `p${at}`));
    const result = run(toLines(wide), { minSupport: 0.5, maxLength: 40 });
    expect(result).toMatchObject({ enough: false, rules: [], missing: [{ what: 'support', have: 20, needed: 21 }] });
  });
});

describe('pairs for people', () => {
  const order = (number: number, customer: string, day: number, place: string, products: readonly string[]): readonly NewLine[] =>
    products.map((product) => ({ customer, day: today - 100 + day, order: `${number}`, product, place, channel: 'shop' }));

  it('stand in ten orders and above chance, with those who buy them', () => {
    const lines = [
      ...Array.from({ length: 12 }, (_, at) => order(at, at < 8 ? 'A' : `B${at}`, at, 'north', ['beer', 'nappies'])).flat(),
      ...Array.from({ length: 9 }, (_, at) => order(at + 100, 'C', at, 'north', ['flour', 'sugar'])).flat(),
      ...Array.from({ length: 60 }, (_, at) => order(at + 200, 'D', at, 'south', ['wipes'])).flat(),
    ];
    const result = run(lines);
    expect(result).toMatchObject({ enough: true, orders: 81, minCount: 10, found: 1, itemsets: { bySize: [3, 1] } });
    expect(result.rules.map(({ left, right, count }) => [...left, ...right, count])).toEqual([['beer', 'nappies', 12]]);
    expect(result.byWhom).toEqual([
      {
        left: 'beer',
        right: 'nappies',
        orders: 12,
        customers: 5,
        again: 1,
        topCustomers: [
          { name: 'A', orders: 8 },
          { name: 'B10', orders: 1 },
          { name: 'B11', orders: 1 },
          { name: 'B8', orders: 1 },
          { name: 'B9', orders: 1 },
        ],
        channels: [{ name: 'shop', orders: 12 }],
        places: [{ name: 'north', orders: 12 }],
        reps: [],
      },
    ]);
    expect(v.is(basket.output, result)).toBe(true);
  });

  it('are also those of one customer over time, and from different places', () => {
    const lines = Array.from({ length: 30 }, (_, at) =>
      at < 12
        ? [...order(at, `A${at}`, 0, 'north', ['bread']), ...order(at + 50, `A${at}`, 9, at < 11 ? 'south' : 'north', ['jam'])]
        : order(at, `B${at}`, at, 'north', ['tea']),
    ).flat();
    const result = run(lines);
    expect(result.rules).toEqual([]);
    expect(result.overTime).toMatchObject([
      { left: 'bread', right: 'jam', customers: 12, confidence: 1, leftFirst: 12, rightFirst: 0, atTwoPlaces: 11 },
    ]);
    expect(result.overTime?.[0]?.lift).toBeCloseTo(2.5, 12);
    expect(result.acrossPlaces).toEqual(result.overTime);
  });

  it('say what is missing', () => {
    expect(run([{ customer: 'A', day: 1, amountMinor: 5 }])).toMatchObject({ enough: false, missing: [{ what: 'product', have: 0, needed: 1 }] });
    expect(run(toLines([['a', 'b']]))).toMatchObject({ enough: false, missing: [{ what: 'orders', have: 1, needed: 10 }], overTime: null });
  });
});
