import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/analysis/core/calendar.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import { sortByCustomer } from '#shared/analysis/core/sort-lines.ts';
import { areTogether } from '#shared/analysis/core/together.ts';
import { linesOf } from '../an-order.ts';
import { anyLines } from '../some-lines.ts';

/** Every line as text, with all that its columns say; a customer by the id, since the numbers are new ones. */
const tell = ({ day, hour, text, number, dictionary }: Lines, line: number): string =>
  JSON.stringify([
    day[line],
    hour[line],
    ...Object.entries({ ...text, ...number })
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, column]) => (name === 'customer' ? '' : column[line])),
    dictionary.customer.names[text.customer[line] ?? -1],
  ]);

describe('lines customer by customer', () => {
  it('are the same lines, those of a customer beside each other and by day, customers by id, and the rest last', () => {
    fc.assert(
      fc.property(anyLines, (given) => {
        const lines = linesOf(given);
        const sorted = sortByCustomer(lines);
        const all = Array.from({ length: lines.count }, (_, line) => line);
        expect(all.map((line) => tell(sorted, line)).toSorted()).toEqual(all.map((line) => tell(lines, line)).toSorted());
        const listed = all.filter((line) => (sorted.text.customer[line] ?? -1) >= 0 && sorted.day[line] !== NO_DAY);
        expect(listed).toEqual([...listed.keys()]);
        const { names, places } = sorted.dictionary.customer;
        expect(names).toEqual([...lines.dictionary.customer.names].toSorted());
        expect(names.map((name) => places.get(name))).toEqual([...names.keys()]);
        const days = new Map<number, number>();
        let last = -1;
        for (const line of listed) {
          const customer = sorted.text.customer[line] ?? -1;
          expect(customer).toBeGreaterThanOrEqual(last);
          expect(days.get(customer) ?? NO_DAY).toBeLessThanOrEqual(sorted.day[line] ?? 0);
          days.set(customer, sorted.day[line] ?? 0);
          last = customer;
        }
        expect(sortByCustomer(lines)).toBe(sorted);
      }),
    );
  });
});

describe('lines of one order', () => {
  it('stand together, or not', () => {
    const line = { customer: 'a', day: 10 };
    const of = (...orders: readonly string[]): boolean => areTogether(linesOf(orders.map((order) => ({ ...line, order }))), 'order');
    expect([of('x', 'x', 'y'), of('x', 'y', 'x'), of()]).toEqual([true, false, true]);
  });
});
