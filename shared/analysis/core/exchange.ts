import type { Currency } from '../../model/field.ts';
import type { Rate } from '../../model/target.ts';
import { toDayNumber, type DayNumber } from './calendar.ts';
import { minorPerMajor, roundMinor } from './money.ts';

/** Sums of several currencies in one, by a dated table. */
export type Exchange = {
  /** The currency into which sums are turned; null: none is set, and nothing is turned. */
  readonly base: Currency | null;
  /**
   * Minor units of `currency` in minor units of the base, at the rate that held on `day`. Undefined when no rate says so: such
   * a sum is never added to others.
   */
  readonly convert: (minor: number, currency: Currency | undefined, day: DayNumber) => number | undefined;
};

type Dated = { readonly from: DayNumber; readonly rate: number };

/**
 * Reads the table of exchange rates: a rate holds from its day on until the next one of the same two currencies. A rate into
 * the base counts, and one out of it the other way round; none is made up of two others.
 * @example
 * createExchange([], 'EUR').convert(100, 'EUR', 0) // 100
 */
export function createExchange(rates: readonly Rate[], base: Currency | null): Exchange {
  const tables = new Map<Currency, Dated[]>();
  for (const { what, fromDay, currency, into, rate } of rates) {
    const from = fromDay === undefined ? undefined : toDayNumber(fromDay);
    const isInto = into === base;
    if (
      what !== 'exchange' ||
      from === undefined ||
      currency === undefined ||
      rate === undefined ||
      (!isInto && currency !== base) ||
      into === undefined
    ) {
      continue;
    }
    const other = isInto ? currency : into;
    tables.set(other, [...(tables.get(other) ?? []), { from, rate: isInto ? rate : 1 / rate }]);
  }
  for (const [currency, table] of tables) {
    tables.set(
      currency,
      table.toSorted((a, b) => a.from - b.from),
    );
  }
  return {
    base,
    convert(minor, currency, day) {
      // Sums without a currency are of one of their own, as lines are.
      if ((currency ?? null) === base) {
        return minor;
      }
      if (base === null || currency === undefined) {
        return undefined;
      }
      const rate = tables.get(currency)?.findLast(({ from }) => from <= day)?.rate;
      return rate === undefined ? undefined : roundMinor((minor / minorPerMajor(currency)) * rate * minorPerMajor(base));
    },
  };
}
