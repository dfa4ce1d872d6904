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

/** Of which lines the currencies are ranked: all, or those that say who bought when. */
export type RankedLines = 'all' | 'of-customers';

type Ranked = { readonly asOf: DayNumber; readonly of: RankedLines; readonly currencies: readonly Currency[] };
const held = new WeakMap<Lines, readonly Ranked[]>();

/** The currencies of the lines up to and with `asOf`, that of most lines first; found once for all analyses of one run. */
export function rankCurrencies(lines: Lines, asOf: DayNumber, of: RankedLines = 'all'): readonly Currency[] {
  const known = held.get(lines) ?? [];
  const found = known.find((one) => one.asOf === asOf && one.of === of);
  if (found !== undefined) {
    return found.currencies;
  }
  const currencies = findRanks(lines, asOf, of);
  held.set(lines, [...known.filter((one) => one.asOf === asOf), { asOf, of, currencies }]);
  return currencies;
}

function findRanks(lines: Lines, asOf: DayNumber, of: RankedLines): readonly Currency[] {
  const { names, placeOf } = placeCurrencies(lines);
  const { count, day } = lines;
  const { currency, order, customer } = lines.text;
  const counted = new Float64Array(names.length);
  const isOfAll = of === 'all';
  for (let line = 0; line < count; line += 1) {
    const on = day[line] ?? NO_DAY;
    // A line of no order was taken back.
    if (on <= asOf && (order[line] ?? -1) >= 0 && (isOfAll || (on !== NO_DAY && (customer[line] ?? -1) >= 0))) {
      const place = placeOf[(currency[line] ?? -1) + 1] ?? 0;
      counted[place] = (counted[place] ?? 0) + 1;
    }
  }
  return [...names.keys()]
    .filter((place) => (counted[place] ?? 0) > 0)
    .toSorted((a, b) => (counted[b] ?? 0) - (counted[a] ?? 0) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
    .map((place) => names[place] ?? NO_CURRENCY);
}
