import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import { indexByCustomer, isBought, listCustomers, type CustomerIndex } from '../core/index-lines.ts';
import { tabulateDays } from '../core/purchases.ts';
import { sortNames } from '../core/sort-names.ts';
import { roundTo6, selectMedian } from '../core/stats.ts';
import { learnRhythm, toLogGaps, type Picked, type SeriesTable } from './learn-rhythm.ts';
import { fitRhythm, forecast, MIN_GAPS, RHYTHM_VERSION, type RhythmLearnt } from './rhythm.ts';
import { LEAD_DAYS, scoreSeries } from './score-rhythm.ts';

const ReorderParams = v.object({
  /** One rhythm for each customer, or for each customer and product; the latter when left out and lines name products. */
  by: v.optional(v.picklist(['customer', 'product'])),
  leadDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), LEAD_DAYS),
});
type ReorderParams = v.InferOutput<typeof ReorderParams>;

const Due = v.object({
  customer: v.string(),
  product: v.exactOptional(v.string()),
  /** Days; plain median of the gaps. */
  medianGap: v.number(),
  due: Day,
  windowFrom: Day,
  windowTo: Day,
  remindOn: Day,
  /** Gaps that it rests on. */
  n: v.number(),
  /** Days since the last order, which have moved the window. */
  silentDays: v.number(),
});

const Reorder = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  by: v.picklist(['customer', 'product']),
  customers: v.array(Due),
  /** Rhythms left out: with one or two gaps, and with enough gaps that come no more regularly than by chance. */
  tooFewGaps: v.number(),
  irregular: v.number(),
  /** What all of them together do; for those with too few gaps of their own. */
  pool: v.object({ medianGap: v.nullable(v.number()), gaps: v.number(), basis: v.picklist(['pool', 'default']) }),
  /** Days and shares, over every gap after the third, each predicted from the gaps before it; null when there is none. */
  accuracy: v.nullable(v.object({ n: v.number(), mae: v.number(), within7Days: v.number(), coverage80: v.number() })),
});
type Reorder = v.InferOutput<typeof Reorder>;

/** When each customer is likely to order again (each product, where lines name products), and how well that was said before. */
export const reorder = defineAnalysis({
  id: 'product.reorder',
  version: RHYTHM_VERSION,
  needs: [],
  params: ReorderParams,
  output: Reorder,
  run: runReorder,
});

function runReorder({ lines, params, asOf }: AnalysisInput<ReorderParams>): Reorder {
  const index = indexByCustomer(lines);
  const by = params.by ?? (lines.known.has('product') ? 'product' : 'customer');
  const series = by === 'product' ? listProductSeries(index, asOf) : listCustomerSeries(index, asOf);
  const learnt = learnRhythm(series, asOf);
  const poolOf = learnProducts(series, learnt);
  const nameDay = createDayNamer();
  const customers: Reorder['customers'] = [];
  let [tooFewGaps, irregular, mostGaps] = [0, 0, 0];
  for (let one = 0; one < series.count; one += 1) {
    const product = series.product[one] ?? -1;
    const found = scoreSeries(series, one, poolOf[product + 1], asOf, params.leadDays);
    const end = series.start[one + 1] ?? 0;
    const gaps = end - (series.start[one] ?? 0) - 1;
    mostGaps = Math.max(mostGaps, gaps);
    if (found.regular) {
      const last = series.day[end - 1] ?? asOf;
      customers.push({
        customer: lines.dictionary.customer.names[series.customer[one] ?? -1] ?? '',
        ...(product < 0 ? {} : { product: lines.dictionary.product.names[product] ?? '' }),
        medianGap: found.medianGapDays,
        due: nameDay(last + found.now.dueDays),
        windowFrom: nameDay(last + found.now.fromDays),
        windowTo: nameDay(last + found.now.toDays),
        remindOn: nameDay(last + found.remindDays),
        n: gaps,
        silentDays: found.silentDays,
      });
    } else if (found.why === 'irregular') {
      irregular += 1;
    } else if (gaps > 0) {
      tooFewGaps += 1;
    }
  }
  const missing: Missing[] = [];
  for (const column of ['customer', 'day'] as const) {
    if (!lines.known.has(column)) {
      missing.push({ what: column === 'day' ? 'date' : column, have: 0, needed: 1 });
    }
  }
  if (missing.length === 0 && customers.length === 0) {
    missing.push({
      what: irregular > 0 ? 'regular-gaps' : 'gaps',
      have: mostGaps,
      needed: MIN_GAPS,
    });
  }
  return {
    method: 'log gaps drawn to the pool; Kaplan-Meier residuals with open gaps censored; window of four in five',
    version: RHYTHM_VERSION,
    enough: customers.length > 0,
    missing,
    asOf: toDay(asOf),
    by,
    customers,
    tooFewGaps,
    irregular,
    pool: { medianGap: learnt.medianGapDays, gaps: learnt.gaps, basis: learnt.basis },
    accuracy: measureAccuracy(series, asOf),
  };
}

/** Writes days; many customers are due on few days, so each is written once. */
function createDayNamer(): (day: DayNumber) => Day {
  const named = new Map<DayNumber, Day>();
  return (day) => {
    const held = named.get(day);
    if (held !== undefined) {
      return held;
    }
    const name = toDay(day);
    named.set(day, name);
    return name;
  };
}

/** Series of customers by their id, and of a customer's products by theirs. */
type OwnedSeries = SeriesTable & {
  readonly customer: Int32Array;
  /** -1 where the series is of all products. */
  readonly product: Int32Array;
  /** 0 or 1: every other customer is in the same half. */
  readonly half: Uint8Array;
};

/** A table that grows series by series. */
function startTable(mostDays: number, mostSeries: number) {
  const day = new Int32Array(mostDays);
  const start = new Int32Array(mostSeries + 1);
  const customer = new Int32Array(mostSeries);
  const product = new Int32Array(mostSeries);
  const half = new Uint8Array(mostSeries);
  let [days, count, end] = [0, 0, 0];
  return {
    /** Adds a day to the series that is being written, once where it comes twice. */
    addDay(on: DayNumber): void {
      if (end === days || day[end - 1] !== on) {
        day[end] = on;
        end += 1;
      }
    },
    /** Ends a series. One of a single day has no gap, says nothing, and is not kept. Returns whether it had a day. */
    close(ofCustomer: number, ofProduct: number, inHalf: number): boolean {
      const had = end > days;
      if (end - days > 1) {
        customer[count] = ofCustomer;
        product[count] = ofProduct;
        half[count] = inHalf;
        days = end;
        count += 1;
        start[count] = days;
      }
      end = days;
      return had;
    },
    finish(): OwnedSeries {
      const [starts, written] = [start.slice(0, count + 1), day.slice(0, days)];
      return {
        count,
        start: starts,
        day: written,
        logGap: toLogGaps(starts, written),
        customer: customer.slice(0, count),
        product: product.slice(0, count),
        half: half.slice(0, count),
      };
    },
  };
}

/** The purchase days of all customers up to `asOf` who bought on two days or more, by customer id. */
export function listCustomerSeries(index: CustomerIndex, asOf: DayNumber): OwnedSeries {
  const { start, day, orders } = tabulateDays(index.lines);
  const table = startTable(day.length, index.customers);
  let half = 0;
  for (const customer of listCustomers(index)) {
    for (let row = start[customer] ?? 0; row < (start[customer + 1] ?? 0) && (day[row] ?? 0) <= asOf; row += 1) {
      if ((orders[row] ?? 0) > 0) {
        table.addDay(day[row] ?? 0);
      }
    }
    half = table.close(customer, -1, half) ? 1 - half : half;
  }
  return table.finish();
}

/** The same by customer and product; lines without a product are in none. */
function listProductSeries(index: CustomerIndex, asOf: DayNumber): OwnedSeries {
  const { lines, start, line } = index;
  const products = sortNames(lines.dictionary.product.names);
  const rankOf = new Int32Array(products.length);
  products.forEach((product, rank) => (rankOf[product] = rank));
  const table = startTable(line.length, line.length);
  let half = 0;
  let own = new Float64Array(64);
  for (const customer of listCustomers(index)) {
    const [from, end] = [start[customer] ?? 0, start[customer + 1] ?? 0];
    own = end - from > own.length ? new Float64Array(2 * (end - from)) : own;
    let count = 0;
    for (let at = from; at < end; at += 1) {
      const one = line[at] ?? 0;
      const product = lines.text.product[one] ?? -1;
      if (product >= 0 && (lines.day[one] ?? 0) <= asOf && isBought(lines, one)) {
        // Lines are by rising day: sorted by product and then by their place, they are by day within each product.
        own[count] = (rankOf[product] ?? 0) * 0x1_0000_0000 + at;
        count += 1;
      }
    }
    sortFirst(own, count);
    let hadAny = false;
    for (let at = 0; at < count; at += 1) {
      const place = own[at] ?? 0;
      const rank = Math.floor(place / 0x1_0000_0000);
      table.addDay(lines.day[line[place - rank * 0x1_0000_0000] ?? 0] ?? 0);
      if (at + 1 === count || (own[at + 1] ?? 0) >= (rank + 1) * 0x1_0000_0000) {
        hadAny = table.close(customer, products[rank] ?? -1, half) || hadAny;
      }
    }
    half = hadAny ? 1 - half : half;
  }
  return table.finish();
}

/** Sorts the first numbers of a column; a customer mostly has a handful. */
function sortFirst(numbers: Float64Array, count: number): void {
  if (count > 32) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let at = 1; at < count; at += 1) {
    const moved = numbers[at] ?? 0;
    let place = at;
    while (place > 0 && (numbers[place - 1] ?? 0) > moved) {
      numbers[place] = numbers[place - 1] ?? 0;
      place -= 1;
    }
    numbers[place] = moved;
  }
}

/** How many gaps of a product the centre of all products is worth. */
const PRODUCT_WEIGHT = 10;

/**
 * What is learnt for each product, under its number plus one, and of all under 0. Each product has its own centre, drawn to
 * that of all; spread and waiting are those of all.
 */
function learnProducts(series: OwnedSeries, learnt: RhythmLearnt, picked?: Picked): readonly RhythmLearnt[] {
  const gaps: number[][] = [];
  for (const one of picked ?? Array.from({ length: series.count }, (_, at) => at)) {
    const product = series.product[one] ?? -1;
    if (product >= 0) {
      const held = (gaps[product + 1] ??= []);
      for (let at = (series.start[one] ?? 0) + 1; at < (series.start[one + 1] ?? 0); at += 1) {
        held.push(series.logGap[at] ?? 0);
      }
    }
  }
  return Array.from({ length: Math.max(1, gaps.length) }, (_, place) => {
    const own = gaps[place];
    if (own === undefined || learnt.basis !== 'pool') {
      return learnt;
    }
    const centre = (selectMedian(Float64Array.from(own)) * own.length + learnt.centre * PRODUCT_WEIGHT) / (own.length + PRODUCT_WEIGHT);
    return { ...learnt, centre: roundTo6(centre) };
  });
}

/**
 * Predicts every gap after the third from the gaps before it, and from what was learnt of the other half of the customers:
 * nobody is predicted by a pool that has seen the answer. Gaps that are not over are not in it.
 */
function measureAccuracy(series: OwnedSeries, asOf: DayNumber): Reorder['accuracy'] {
  const all = Int32Array.from({ length: series.count }, (_, at) => at);
  let [n, error, near, inside] = [0, 0, 0, 0];
  for (const half of [0, 1]) {
    const others = all.filter((one) => series.half[one] !== half);
    const learnt = learnRhythm(series, asOf, others);
    const poolOf = learnProducts(series, learnt, others);
    for (const one of all) {
      const first = (series.start[one] ?? 0) + 1;
      const gaps = (series.start[one + 1] ?? 0) - first;
      const pool = poolOf[(series.product[one] ?? -1) + 1] ?? learnt;
      for (let next = MIN_GAPS; series.half[one] === half && next < gaps; next += 1) {
        const gap = (series.day[first + next] ?? 0) - (series.day[first + next - 1] ?? 0);
        const { dueDays, fromDays, toDays } = forecast(fitRhythm(series.logGap, pool, next, first), pool.waiting, 0);
        n += 1;
        error += Math.abs(gap - dueDays);
        near += Math.abs(gap - dueDays) <= 7 ? 1 : 0;
        inside += gap >= fromDays && gap <= toDays ? 1 : 0;
      }
    }
  }
  return n === 0 ? null : { n, mae: roundTo6(error / n), within7Days: roundTo6(near / n), coverage80: roundTo6(inside / n) };
}
