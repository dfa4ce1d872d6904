import * as v from 'valibot';
import { Currency } from '../../model/field.ts';
import { NO_DAY, type DayNumber } from './calendar.ts';
import type { Lines } from './lines.ts';
import { NO_CURRENCY } from './money.ts';

/** The currency's code; lines that name none, or no code of three capitals, are of `XXX`. */
export function currencyName(lines: Lines, currency: number): Currency {
  const name = lines.dictionary.currency.names[currency];
  return name !== undefined && v.is(Currency, name) ? name : NO_CURRENCY;
}

/** The names of all currencies, each once, and the place of each currency's name among them, under its number plus one. */
export function placeCurrencies(lines: Lines): { readonly names: readonly Currency[]; readonly placeOf: Int32Array } {
  const names: Currency[] = [];
  const placeOf = Int32Array.from([-1, ...lines.dictionary.currency.names.keys()], (currency) => {
    const name = currencyName(lines, currency);
    return names.includes(name) ? names.indexOf(name) : names.push(name) - 1;
  });
  return { names, placeOf };
}

/**
 * The currencies of the lines up to and with `asOf`, that of most lines first.
 * @param counts which lines are asked; all when left out
 */
export function rankCurrencies(lines: Lines, asOf: DayNumber, counts: (line: number) => boolean = () => true): readonly Currency[] {
  const { names, placeOf } = placeCurrencies(lines);
  const counted = new Float64Array(names.length);
  const { currency, order } = lines.text;
  for (let line = 0; line < lines.count; line += 1) {
    // A line of no order was taken back.
    if ((lines.day[line] ?? NO_DAY) <= asOf && (order[line] ?? -1) >= 0 && counts(line)) {
      const place = placeOf[(currency[line] ?? -1) + 1] ?? 0;
      counted[place] = (counted[place] ?? 0) + 1;
    }
  }
  return [...names.keys()]
    .filter((place) => (counted[place] ?? 0) > 0)
    .toSorted((a, b) => (counted[b] ?? 0) - (counted[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
    .map((place) => names[place] ?? NO_CURRENCY);
}
