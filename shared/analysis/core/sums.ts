import * as v from 'valibot';
import { Currency } from '../../model/field.ts';
import type { Book } from './book.ts';
import type { DayNumber } from './calendar.ts';
import { createExchange } from './exchange.ts';
import type { Lines } from './lines.ts';

const main = new WeakMap<Lines, Currency | null>();

/** The currency of most lines, null when none names one. Of two with as many lines the first by name. */
export function mainCurrency(lines: Lines): Currency | null {
  const held = main.get(lines);
  if (held !== undefined) {
    return held;
  }
  const found = findMainCurrency(lines);
  main.set(lines, found);
  return found;
}

function findMainCurrency({ text, dictionary, count }: Lines): Currency | null {
  const counts = new Int32Array(dictionary.currency.names.length);
  for (let line = 0; line < count; line += 1) {
    const currency = text.currency[line] ?? -1;
    if (currency >= 0) {
      counts[currency] = (counts[currency] ?? 0) + 1;
    }
  }
  const [most] = dictionary.currency.names
    .map((name, at) => ({ name, lines: counts[at] ?? 0 }))
    .toSorted((a, b) => b.lines - a.lines || (a.name < b.name ? -1 : 1));
  return most !== undefined && v.is(Currency, most.name) ? most.name : null;
}

/** Adds sums in the book's currency and names the currencies that could not be added, since no rate says what they are worth. */
export type Summing = {
  readonly currency: Currency | null;
  /** The sum in minor units of the currency, or undefined, and then its currency is named as left out. */
  readonly read: (minor: number, currency: Currency | undefined, day: DayNumber) => number | undefined;
  /** By name; '' where a sum names none. */
  readonly leftOut: () => string[];
};

/** Sums in the currency of the book, else that of most lines. */
export function createSumming(book: Book, lines: Lines): Summing {
  const currency = book.currency ?? mainCurrency(lines);
  const { convert } = createExchange(book.rates, currency);
  const leftOut = new Set<string>();
  return {
    currency,
    read(minor, of, day) {
      const sum = convert(minor, of, day);
      if (sum === undefined) {
        leftOut.add(of ?? '');
      }
      return sum;
    },
    leftOut: () => [...leftOut].toSorted(),
  };
}
