import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherBaskets } from '#shared/analysis/core/baskets.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { createLiveLines, pairKey, type LiveLines } from '#shared/analysis/core/live-lines.ts';
import type { Lines, NewLine } from '#shared/analysis/core/lines.ts';
import { MICRO } from '#shared/analysis/core/blocks.ts';
import { listDays } from '#shared/analysis/core/purchases.ts';
import { basket } from '#shared/analysis/product/basket.ts';
import { sales } from '#shared/analysis/performance/sales.ts';
import { linesOf } from '../an-order.ts';

const AS_OF = 20_000;

const aLine: fc.Arbitrary<NewLine> = fc.record(
  {
    customer: fc.constantFrom('A', 'B', 'C'),
    day: fc.integer({ min: AS_OF - 40, max: AS_OF + 4 }),
    order: fc.constantFrom('1', '2', '3', '4'),
    product: fc.constantFrom('tea', 'cake', 'jam'),
    category: fc.constantFrom('hot', 'sweet'),
    channel: fc.constantFrom('web', 'shop'),
    place: fc.constantFrom('north', 'south'),
    rep: fc.constantFrom('kim', 'lee'),
    currency: fc.constantFrom('EUR', 'USD'),
    quantity: fc.constantFrom(1, 0.1, 0.2, -1),
    amountMinor: fc.integer({ min: -900, max: 9000 }),
  },
  { requiredKeys: ['customer', 'day'] },
);
type Change = { readonly append: readonly NewLine[] } | { readonly replace: NewLine; readonly at: number } | { readonly remove: number };
const aChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ append: fc.array(aLine, { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ replace: aLine, at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.nat() }) },
);

/** Makes changes in both: in live lines, and in a plain list that is read at once at the end. */
function change(changes: readonly Change[]): { readonly live: LiveLines; readonly left: readonly NewLine[] } {
  const live = createLiveLines(AS_OF, 1);
  const held: (NewLine | undefined)[] = [];
  for (const one of changes) {
    if ('append' in one) {
      live.append(one.append).forEach((at, place) => (held[at] = one.append[place]));
    } else if (held.length > 0 && 'replace' in one) {
      live.replace(one.at % held.length, one.replace);
      held[one.at % held.length] = one.replace;
    } else if (held.length > 0 && 'remove' in one) {
      live.remove(one.remove % held.length);
      held[one.remove % held.length] = undefined;
    }
  }
  return { live, left: held.filter((line) => line !== undefined) };
}

const byName = <T>(names: readonly string[], values: readonly (T | undefined)[], isKept: (one: T) => boolean): Record<string, T> =>
  Object.fromEntries(values.flatMap((one, at) => (one === undefined || !isKept(one) ? [] : [[names[at] ?? '', one] as const])));

/** Days with the names of their currencies, since two dictionaries number names differently. */
const namedDays = (lines: Lines, days: ReturnType<typeof listDays>) =>
  days.map((day) => ({ ...day, currency: lines.dictionary.currency.names[day.currency] }));

describe('lines that change', () => {
  it('add up, after any changes, to what the lines that are left give at once', () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 40 }), fc.infiniteStream(fc.nat(1000)), (changes, keys) => {
        const { live, left } = change(changes);
        const mixed = left
          .map((line) => ({ line, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
        const batch = linesOf(mixed);
        const index = indexByCustomer(batch);
        for (const [place, name] of batch.dictionary.customer.names.entries()) {
          expect(namedDays(live.read(), live.daysOf(name))).toEqual(namedDays(batch, listDays(index, place, AS_OF)));
        }
        const { by, otherCurrencies, currency } = sales.run({ lines: batch, params: {}, asOf: AS_OF, needs: {} });
        for (const [number, sums] of live.sums) {
          const code = live.read().dictionary.currency.names[number] ?? 'XXX';
          const expected = code === currency ? by : otherCurrencies[code];
          for (const dimension of ['product', 'category', 'channel', 'place', 'rep'] as const) {
            const named = byName(live.read().dictionary[dimension].names, sums[dimension], ({ lines }) => lines > 0);
            const told = Object.entries(named).map(([name, sum]) => [
              name,
              { amount: sum.amountMinor, orders: sum.orders, quantity: sum.quantityMicro / MICRO },
            ]);
            expect(Object.fromEntries(told)).toEqual(expected?.[dimension] ?? {});
          }
        }
        const { orders, itemsets } = basket.run({ lines: batch, params: { minSupport: 0, maxLength: 2 }, asOf: AS_OF, needs: {} });
        expect(live.baskets.orders).toBe(orders);
        expect(live.baskets.withItem.filter((count) => count > 0).length).toBe(itemsets.bySize[0] ?? 0);
        expect(live.baskets.pairs.size).toBe(itemsets.bySize[1] ?? 0);
        expect(pairsOf(live)).toEqual(pairsOfBatch(batch));
      }),
    );
  });

  it('leave a whole result as it is for lines that came and went', () => {
    fc.assert(
      fc.property(fc.array(aLine, { minLength: 1, maxLength: 10 }), aLine, (given, passing) => {
        const live = createLiveLines(AS_OF);
        live.append(given);
        const [at = -1] = live.append([passing]);
        live.replace(at, { ...passing, amountMinor: 77 });
        live.remove(at);
        const run = (lines: Lines) => {
          // A column that ever had a value stays known, so what is missing may differ; no number does.
          const { enough: _enough, missing: _missing, discounts: _discounts, ...numbers } = sales.run({ lines, params: {}, asOf: AS_OF, needs: {} });
          return numbers;
        };
        expect(run(live.read())).toEqual(run(linesOf(given)));
      }),
    );
  });
});

function pairsOf(live: LiveLines): Record<string, number> {
  const { names } = live.read().dictionary.product;
  return Object.fromEntries(
    [...live.baskets.pairs].map(([key, count]) => [[names[Math.floor(key / 0x400_0000)], names[key % 0x400_0000]].toSorted().join('+'), count]),
  );
}

function pairsOfBatch(lines: Lines): Record<string, number> {
  const baskets = gatherBaskets(lines, AS_OF, 'order', 'product');
  const { names } = lines.dictionary.product;
  const counts = new Map<number, number>();
  for (let one = 0; one < baskets.count; one += 1) {
    const held = [...baskets.item.subarray(baskets.start[one], baskets.start[one + 1])];
    held.forEach((item, at) => held.slice(at + 1).forEach((other) => counts.set(pairKey(item, other), (counts.get(pairKey(item, other)) ?? 0) + 1)));
  }
  return Object.fromEntries(
    [...counts].map(([key, count]) => [[names[Math.floor(key / 0x400_0000)], names[key % 0x400_0000]].toSorted().join('+'), count]),
  );
}
