import fc from 'fast-check';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import { createLines, type Lines, type NewLine } from '#shared/analysis/core/lines.ts';

/** Lines from a list; `day` may be written. */
export function aTable(lines: readonly (Omit<NewLine, 'day'> & { readonly day: string | number })[]): Lines {
  const store = createLines(lines.length);
  for (const line of lines) {
    store.append({ ...line, day: typeof line.day === 'string' ? toDayNumber(line.day) : line.day });
  }
  return store.read();
}

/** A purchase of each of the days by a customer, for an amount in minor units. */
export function buys(customer: string, days: readonly number[], more: Partial<NewLine> = {}): readonly NewLine[] {
  return days.map((day) => ({ customer, day, amountMinor: 1000, quantity: 1, currency: 'EUR', ...more }));
}

/** Any line that a book may hold: purchases, returns, lines without an amount, two currencies, discounts. */
export const anyLine: fc.Arbitrary<NewLine> = fc
  .record({
    customer: fc.integer({ min: 1, max: 12 }).map((n) => `c${n}`),
    day: fc.integer({ min: 19_000, max: 20_400 }),
    order: fc.option(fc.integer({ min: 1, max: 60 }).map(String), { nil: undefined }),
    product: fc.constantFrom('tin', 'tea', 'bib', undefined),
    category: fc.constantFrom('food', 'cloth', undefined),
    channel: fc.constantFrom('shop', 'web', undefined),
    place: fc.constantFrom('Leeds', 'York', undefined),
    rep: fc.constantFrom('tom', 'ines', undefined),
    currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', undefined),
    quantity: fc.constantFrom(1, 2, 3, -1, undefined),
    amountMinor: fc.option(fc.integer({ min: -900, max: 9000 }), { nil: undefined }),
    costMinor: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
    discountMinor: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
  })
  // An order is of one day and one currency, as the tables that are read have it.
  .map((line) => (line.order === undefined ? line : { ...line, order: `${line.order}/${line.day}` }));

/** Many of them. */
export const anyLines: fc.Arbitrary<readonly NewLine[]> = fc.array(anyLine, { minLength: 0, maxLength: 160 });
