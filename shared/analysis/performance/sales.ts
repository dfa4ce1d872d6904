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
import { BOUGHT, COUNTS, MICRO, passBlocks, type Block } from '../core/blocks.ts';
import { byDay, byName, createTally, type Tally } from '../core/tally.ts';
import { Discounts, measureDiscounts } from './discounts.ts';
import { compareYears, Growth, listMonths, MonthOfSales, markYears } from './growth.ts';
import { startPeaks, Peaks } from './peaks.ts';

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

function runSales({ lines, asOf }: AnalysisInput<object>): Sales {
  const ranked = rankCurrencies(lines, asOf);
  const [currency = null, ...others] = ranked;
  const months = cutMonths(lines, asOf);
  const flags = flagLines(lines, currency, asOf);
  const years = months === null ? undefined : markYears(lines, months, flags);
  const tallies = startTallies(lines, months);
  const peaks = months === null ? null : startPeaks(lines, months);
  passBlocks(lines, flags, (each, alike) => {
    tallies.add(each, alike);
    peaks?.add(alike);
  });
  const { counted, withoutAmount } = countLines(lines, flags);
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
    by: nameTallies(lines, tallies.of, months),
    otherCurrencies: Object.fromEntries(others.map((other) => [other, sumSales(lines, other, asOf)])),
    growth: years === undefined || tallies.of.month === null ? null : compareYears(lines, years, tallies.of.month, tallies.of),
    months: months === null ? [] : listMonths(lines, months, flags, asOf),
    peaks: peaks === null ? null : peaks.tell(),
    discounts: measureDiscounts(lines, flags),
  };
}

/** Months from the first purchase to `asOf`; null where no line has a day. */
function cutMonths(lines: Lines, asOf: DayNumber): Periods | null {
  let first = Infinity;
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? NO_DAY;
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
  const months = cutMonths(lines, asOf);
  const tallies = startTallies(lines, months);
  passBlocks(lines, flagLines(lines, currency, asOf), tallies.add);
  return nameTallies(lines, tallies.of, months);
}

/** Null for names that no line has. */
type SalesTallies = Readonly<Record<keyof By, Tally | null>>;

/** Empty tallies, and how a block gets into them: what was bought line by line, all else by what is alike. */
function startTallies(lines: Lines, months: Periods | null): { readonly of: SalesTallies; readonly add: (each: Block, alike: Block) => void } {
  const start = (column: Exclude<keyof By, 'month'>): Tally | null =>
    lines.known.has(column) ? createTally(byName(lines.text[column]), lines.dictionary[column].names.length) : null;
  const [product, category, channel, place, rep] = [start('product'), start('category'), start('channel'), start('place'), start('rep')];
  const month = months === null ? null : createTally(byDay(lines.day, months.firstDay, months.places), months.names.length);
  return {
    of: { product, category, channel, place, rep, month },
    add(each, alike) {
      [product, category].forEach((tally) => tally?.add(each));
      [channel, place, rep, month].forEach((tally) => tally?.add(alike));
    },
  };
}

function countLines({ count, number: { amountMinor } }: Lines, flags: Uint8Array): { readonly counted: number; readonly withoutAmount: number } {
  let [counted, withoutAmount] = [0, 0];
  for (let line = 0; line < count; line += 1) {
    if ((flags[line] ?? 0) !== 0) {
      counted += 1;
      withoutAmount += Number.isNaN(amountMinor[line] ?? Number.NaN) ? 1 : 0;
    }
  }
  return { counted, withoutAmount };
}

function nameTallies({ dictionary }: Lines, tallies: SalesTallies, months: Periods | null): By {
  return {
    product: nameSums(tallies.product, dictionary.product.names),
    category: nameSums(tallies.category, dictionary.category.names),
    channel: nameSums(tallies.channel, dictionary.channel.names),
    place: nameSums(tallies.place, dictionary.place.names),
    rep: nameSums(tallies.rep, dictionary.rep.names),
    month: nameSums(tallies.month, months?.names ?? []),
  };
}

/** Sums by name, those with lines, in the order of the names. */
function nameSums(tally: Tally | null, names: readonly string[]): Sums {
  const named: (readonly [string, Sums[string]])[] = [];
  if (tally === null) {
    return {};
  }
  for (const cell of sortNames(names)) {
    const { isSeen, amountMinor, orders, quantityMicro } = tally.read(cell);
    if (isSeen) {
      named.push([names[cell] ?? '', { amount: amountMinor, orders, quantity: quantityMicro / MICRO }]);
    }
  }
  return Object.fromEntries(named);
}
