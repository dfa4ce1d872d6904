import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { listMissing } from '../core/evidence.ts';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { placeCurrencies, rankCurrencies } from '../core/currencies.ts';
import { listPeriods, type Periods } from '../core/periods.ts';
import { sortNames } from '../core/sort-names.ts';
import { BOUGHT, COUNTS, MICRO, tallyLines, type Tally } from '../core/tally.ts';
import { Discounts, measureDiscounts } from './discounts.ts';
import { compareYears, Growth, listMonths, MonthOfSales, markYears } from './growth.ts';
import { findPeaks, Peaks } from './peaks.ts';

/** Raised when the same lines give other sums. */
const SALES_VERSION = '1';

/** Minor units, different orders, and pieces. */
const Sums = v.record(v.string(), v.object({ amount: v.number(), orders: v.number(), quantity: v.number() }));
type Sums = v.InferOutput<typeof Sums>;
const By = v.object({ product: Sums, category: Sums, channel: Sums, place: Sums, rep: Sums, month: Sums });
type By = v.InferOutput<typeof By>;

const Sales = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  /** The currency of most lines: all that follows is of its lines alone; null where there are none. */
  currency: v.nullable(Currency),
  lines: v.number(),
  /** Lines of these without an amount: their pieces count, their amounts are not known. */
  linesWithoutAmount: v.number(),
  /** Net of tax, discount and returns. Lines that do not name a product are in no product, and so on. */
  by: By,
  /** The same for each other currency; amounts of two currencies are never added. */
  otherCurrencies: v.record(v.string(), By),
  /** The last complete months against the same months of the year before; null below thirteen complete months. */
  growth: v.nullable(Growth),
  /** All months, of which the last is compared with the same days of a year before as long as it is not over. */
  months: v.array(MonthOfSales),
  peaks: v.nullable(Peaks),
  /** What lines with a discount had in common, seen and not proven; null where no line has one. */
  discounts: v.nullable(Discounts),
});
type Sales = v.InferOutput<typeof Sales>;

/** Sales by product, category, channel, place, rep and month, how they grew, when they peak, and what discounts went along with. */
export const sales = defineAnalysis({
  id: 'performance.sales',
  version: SALES_VERSION,
  needs: [],
  params: v.object({}),
  output: Sales,
  run: runSales,
});

const DIMENSIONS = ['product', 'category', 'channel', 'place', 'rep'] as const;

function runSales({ lines, asOf }: AnalysisInput<object>): Sales {
  const ranked = rankCurrencies(lines, asOf);
  const [currency = null, ...others] = ranked;
  const months = cutMonths(lines, asOf);
  const flags = flagLines(lines, currency, asOf);
  const years = months === null ? undefined : markYears(lines, months, flags);
  const { by, counted, withoutAmount } = sumBy(lines, flags, months);
  const missing = listMissing(lines, ['amountMinor']);
  return {
    method: 'sums of net amounts by name; growth of complete months against the same months a year before',
    version: SALES_VERSION,
    enough: missing.length === 0 && counted > 0,
    missing: missing.length === 0 && counted === 0 ? [{ what: 'lines', have: 0, needed: 1 }] : missing,
    asOf: toDay(asOf),
    currency,
    lines: counted,
    linesWithoutAmount: withoutAmount,
    by,
    otherCurrencies: Object.fromEntries(others.map((other) => [other, sumSales(lines, other, asOf)])),
    growth: years === undefined ? null : compareYears(lines, years, flags, DIMENSIONS),
    months: months === null ? [] : listMonths(lines, months, flags, asOf),
    peaks: months === null ? null : findPeaks(lines, months, flags),
    discounts: measureDiscounts(lines, flags),
  };
}

/** Months from the first purchase to `asOf`; null where no line has a day. */
function cutMonths(lines: Lines, asOf: DayNumber): Periods | null {
  let first = Infinity;
  for (const day of lines.day) {
    first = day !== NO_DAY && day <= asOf && day < first ? day : first;
  }
  return first === Infinity ? null : listPeriods(first, asOf, 'month');
}

/** What is counted: the lines of one currency up to and with `asOf`, those without a day too. */
function flagLines(lines: Lines, currency: Currency | null, asOf: DayNumber): Uint8Array {
  const { names, placeOf } = placeCurrencies(lines);
  const place = currency === null ? -1 : names.indexOf(currency);
  const flags = new Uint8Array(lines.count);
  const { currency: paidIn, order } = lines.text;
  for (let line = 0; line < lines.count; line += 1) {
    if ((lines.day[line] ?? NO_DAY) <= asOf && (order[line] ?? -1) >= 0 && placeOf[(paidIn[line] ?? -1) + 1] === place) {
      flags[line] = isBought(lines, line) ? COUNTS | BOUGHT : COUNTS;
    }
  }
  return flags;
}

/** Sums of one currency by every name, as of a day. */
export function sumSales(lines: Lines, currency: Currency | null, asOf: DayNumber): By {
  return sumBy(lines, flagLines(lines, currency, asOf), cutMonths(lines, asOf)).by;
}

function sumBy(
  lines: Lines,
  flags: Uint8Array,
  months: Periods | null,
): { readonly by: By; readonly counted: number; readonly withoutAmount: number } {
  const sum = (column: (typeof DIMENSIONS)[number]): Sums => {
    const { names } = lines.dictionary[column];
    return lines.known.has(column) ? nameSums(tallyLines(lines, lines.text[column], names.length, flags), names) : {};
  };
  const monthOf = new Int32Array(lines.count).fill(-1);
  if (months !== null) {
    for (let line = 0; line < lines.count; line += 1) {
      monthOf[line] = (flags[line] ?? 0) === 0 ? -1 : months.placeOf(lines.day[line] ?? NO_DAY);
    }
  }
  const byMonth = tallyLines(lines, monthOf, months?.names.length ?? 0, flags);
  let [counted, withoutAmount] = [0, 0];
  for (let line = 0; line < lines.count; line += 1) {
    if ((flags[line] ?? 0) !== 0) {
      counted += 1;
      withoutAmount += Number.isNaN(lines.number.amountMinor[line] ?? Number.NaN) ? 1 : 0;
    }
  }
  const by = {
    product: sum('product'),
    category: sum('category'),
    channel: sum('channel'),
    place: sum('place'),
    rep: sum('rep'),
    month: nameSums(byMonth, months?.names ?? []),
  };
  return { by, counted, withoutAmount };
}

/** Sums by name, those with lines, in the order of the names. */
function nameSums(tally: Tally, names: readonly string[]): Sums {
  const named = Array.from(sortNames(names)).filter((cell) => (tally.lines[cell] ?? 0) > 0);
  return Object.fromEntries(
    named.map((cell) => [
      names[cell] ?? '',
      { amount: tally.amountMinor[cell] ?? 0, orders: tally.orders[cell] ?? 0, quantity: (tally.quantityMicro[cell] ?? 0) / MICRO },
    ]),
  );
}
