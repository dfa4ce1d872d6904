import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import { indexByCustomer, isBought, listCustomers, type CustomerIndex } from '../core/index-lines.ts';
import { listDays, listPurchaseDays } from '../core/purchases.ts';
import { findMedian, roundTo6 } from '../core/stats.ts';
import { learnRhythm, toSeries, type Series } from './learn-rhythm.ts';
import { fitRhythm, forecast, MIN_GAPS, NOTHING_LEARNT, RHYTHM_VERSION, type RhythmLearnt } from './rhythm.ts';
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

type NamedSeries = Series & { readonly customer: string; readonly product: string | undefined };

function runReorder({ lines, params, asOf }: AnalysisInput<ReorderParams>): Reorder {
  const index = indexByCustomer(lines);
  const by = params.by ?? (lines.known.has('product') ? 'product' : 'customer');
  const series = by === 'product' ? listProductSeries(index, asOf) : listCustomerSeries(index, asOf);
  const learnt = learnRhythm(series, asOf);
  const poolOf = by === 'product' ? learnProducts(series, learnt) : () => learnt;
  const customers: Reorder['customers'] = [];
  let [tooFewGaps, irregular] = [0, 0];
  for (const one of series) {
    const found = scoreSeries(one, poolOf(one), asOf, params.leadDays);
    const last = one.days.at(-1) ?? asOf;
    if (found.regular) {
      customers.push({
        customer: one.customer,
        ...(one.product === undefined ? {} : { product: one.product }),
        medianGap: found.medianGapDays,
        due: toDay(last + found.now.dueDays),
        windowFrom: toDay(last + found.now.fromDays),
        windowTo: toDay(last + found.now.toDays),
        remindOn: toDay(last + found.remindDays),
        n: one.gapsDays.length,
        silentDays: found.silentDays,
      });
    } else if (found.why === 'irregular') {
      irregular += 1;
    } else if (one.gapsDays.length > 0) {
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
      have: series.reduce((most, { gapsDays }) => Math.max(most, gapsDays.length), 0),
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

/** The purchase days of all customers up to `asOf`, by customer id. */
export function listCustomerSeries(index: CustomerIndex, asOf: DayNumber): readonly NamedSeries[] {
  const { names } = index.lines.dictionary.customer;
  return listCustomers(index)
    .map((customer) => ({
      ...toSeries(listPurchaseDays(listDays(index, customer, asOf))),
      customer: names[customer] ?? '',
      product: undefined,
    }))
    .filter(({ days }) => days.length > 0);
}

/** The same by customer and product; lines without a product are in none. */
function listProductSeries(index: CustomerIndex, asOf: DayNumber): readonly NamedSeries[] {
  const { lines, start, line } = index;
  const { names } = lines.dictionary.product;
  return listCustomers(index).flatMap((customer) => {
    const byProduct = new Map<string, DayNumber[]>();
    for (const at of line.subarray(start[customer] ?? 0, start[customer + 1] ?? 0)) {
      const day = lines.day[at] ?? 0;
      const product = names[lines.text.product[at] ?? -1];
      if (day <= asOf && product !== undefined && isBought(lines, at)) {
        const days = byProduct.get(product) ?? [];
        byProduct.set(product, days);
        if (days.at(-1) !== day) {
          days.push(day);
        }
      }
    }
    const name = lines.dictionary.customer.names[customer] ?? '';
    return [...byProduct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([product, days]) => ({ ...toSeries(days), customer: name, product }));
  });
}

/** How many gaps of a product the centre of all products is worth. */
const PRODUCT_WEIGHT = 10;

/** Each product has its own centre, drawn to that of all; spread and waiting are those of all. */
function learnProducts(series: readonly NamedSeries[], learnt: RhythmLearnt): (one: NamedSeries) => RhythmLearnt {
  const gaps = new Map<string, number[]>();
  for (const { product, logGaps } of series) {
    if (product !== undefined) {
      const held = gaps.get(product) ?? [];
      held.push(...logGaps);
      gaps.set(product, held);
    }
  }
  const pools = new Map<string, RhythmLearnt>();
  for (const [product, logGaps] of gaps) {
    const own = findMedian(logGaps);
    const centre = (own * logGaps.length + learnt.centre * PRODUCT_WEIGHT) / (logGaps.length + PRODUCT_WEIGHT);
    pools.set(product, learnt.basis === 'pool' && logGaps.length > 0 ? { ...learnt, centre: roundTo6(centre) } : learnt);
  }
  return ({ product }) => (product === undefined ? undefined : pools.get(product)) ?? learnt;
}

/**
 * Predicts every gap after the third from the gaps before it, and from what was learnt of the other half of the customers:
 * nobody is predicted by a pool that has seen the answer. Gaps that are not over are not in it.
 */
function measureAccuracy(series: readonly NamedSeries[], asOf: DayNumber): Reorder['accuracy'] {
  const owners = new Map<string, number>();
  const halves: readonly [NamedSeries[], NamedSeries[]] = [[], []];
  for (const one of series) {
    const owner = owners.get(one.customer) ?? owners.size;
    owners.set(one.customer, owner);
    (owner % 2 === 0 ? halves[0] : halves[1]).push(one);
  }
  let [n, error, near, inside] = [0, 0, 0, 0];
  for (const [tested, others] of [halves, halves.toReversed()]) {
    const learnt = others === undefined ? NOTHING_LEARNT : learnRhythm(others, asOf);
    const poolOf = learnProducts(others ?? [], learnt);
    for (const one of tested ?? []) {
      const pool = poolOf(one);
      for (let next = MIN_GAPS; next < one.logGaps.length; next += 1) {
        const gap = one.gapsDays[next] ?? 0;
        const { dueDays, fromDays, toDays } = forecast(fitRhythm(one.logGaps, pool, next), pool.waiting, 0);
        n += 1;
        error += Math.abs(gap - dueDays);
        near += Math.abs(gap - dueDays) <= 7 ? 1 : 0;
        inside += gap >= fromDays && gap <= toDays ? 1 : 0;
      }
    }
  }
  return n === 0 ? null : { n, mae: roundTo6(error / n), within7Days: roundTo6(near / n), coverage80: roundTo6(inside / n) };
}
