import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import { listMissing } from '../core/evidence.ts';
import { indexByCustomer } from '../core/index-lines.ts';
import { roundTo6, selectMedian } from '../core/stats.ts';
import { learnRhythm, numbersTo, type Picked } from './learn-rhythm.ts';
import { listCustomerSeries, listProductSeries, type OwnedSeries } from './list-series.ts';
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
  const { names } = lines.dictionary.product;
  const everyOne = numbersTo(series.count);
  const learnt = learnRhythm(series, asOf, everyOne);
  const poolOf = learnProducts(series, learnt, names.length, everyOne);
  const customers: Reorder['customers'] = [];
  let [tooFewGaps, irregular, mostGaps] = [0, 0, 0];
  for (let one = 0; one < series.count; one += 1) {
    const product = series.product[one] ?? -1;
    const found = scoreSeries(series, one, poolOf[product] ?? learnt, asOf, params.leadDays);
    const end = series.start[one + 1] ?? 0;
    const gaps = end - (series.start[one] ?? 0) - 1;
    mostGaps = Math.max(mostGaps, gaps);
    if (found.regular) {
      const last = series.day[end - 1] ?? asOf;
      const customer = lines.dictionary.customer.names[series.customer[one] ?? -1] ?? '';
      const due = {
        medianGap: found.medianGapDays,
        due: toDay(last + found.now.dueDays),
        windowFrom: toDay(last + found.now.fromDays),
        windowTo: toDay(last + found.now.toDays),
        remindOn: toDay(last + found.remindDays),
        n: gaps,
        silentDays: found.silentDays,
      };
      customers.push(product < 0 ? { customer, ...due } : { customer, product: names[product] ?? '', ...due });
    } else if (found.why === 'irregular') {
      irregular += 1;
    } else if (gaps > 0) {
      tooFewGaps += 1;
    }
  }
  const missing = listMissing(lines, ['customer', 'day']);
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
    accuracy: measureAccuracy(series, names.length, asOf),
  };
}

/** How many gaps of a product the centre of all products is worth. */
const PRODUCT_WEIGHT = 10;

/**
 * What is learnt for each product, by its number; nothing where the pool is all there is. Each product has its own centre,
 * drawn to that of all; spread and waiting are those of all.
 */
function learnProducts({ start, logGap, product }: OwnedSeries, learnt: RhythmLearnt, products: number, picked: Picked): readonly RhythmLearnt[] {
  if (learnt.basis !== 'pool') {
    return [];
  }
  // Gaps product by product, those of product `p` from `from[p]` on. The ends of all are found first, and filled from there down.
  const from = new Int32Array(products + 1);
  for (let at = 0; at < picked.length; at += 1) {
    const one = picked[at] ?? 0;
    const of = product[one] ?? -1;
    if (of >= 0) {
      from[of] = (from[of] ?? 0) + (start[one + 1] ?? 0) - (start[one] ?? 0) - 1;
    }
  }
  for (let of = 0; of < products; of += 1) {
    from[of + 1] = (from[of + 1] ?? 0) + (from[of] ?? 0);
  }
  const gaps = new Float64Array(from[products] ?? 0);
  for (let at = 0; at < picked.length; at += 1) {
    const one = picked[at] ?? 0;
    const of = product[one] ?? -1;
    for (let gap = (start[one] ?? 0) + 1; of >= 0 && gap < (start[one + 1] ?? 0); gap += 1) {
      const place = (from[of] ?? 0) - 1;
      gaps[place] = logGap[gap] ?? 0;
      from[of] = place;
    }
  }
  return Array.from({ length: products }, (_, of) => {
    const own = gaps.subarray(from[of] ?? 0, from[of + 1] ?? 0);
    const centre = (selectMedian(own) * own.length + learnt.centre * PRODUCT_WEIGHT) / (own.length + PRODUCT_WEIGHT);
    return own.length === 0 ? learnt : { ...learnt, centre: roundTo6(centre) };
  });
}

/**
 * Predicts every gap after the third from the gaps before it, and from what was learnt of the other half of the customers:
 * nobody is predicted by a pool that has seen the answer. Gaps that are not over are not in it.
 */
function measureAccuracy(series: OwnedSeries, products: number, asOf: DayNumber): Reorder['accuracy'] {
  const { start, day, logGap, product, halves } = series;
  let [n, error, near, inside] = [0, 0, 0, 0];
  for (const [own, others] of [halves, halves.toReversed()]) {
    const learnt = learnRhythm(series, asOf, others);
    const poolOf = learnProducts(series, learnt, products, others);
    for (let at = 0; at < own.length; at += 1) {
      const one = own[at] ?? 0;
      const first = (start[one] ?? 0) + 1;
      const gaps = (start[one + 1] ?? 0) - first;
      const pool = poolOf[product[one] ?? -1] ?? learnt;
      for (let next = MIN_GAPS; next < gaps; next += 1) {
        const gap = (day[first + next] ?? 0) - (day[first + next - 1] ?? 0);
        const { dueDays, fromDays, toDays } = forecast(fitRhythm(logGap, pool, next, first), pool.waiting, 0);
        n += 1;
        error += Math.abs(gap - dueDays);
        near += Math.abs(gap - dueDays) <= 7 ? 1 : 0;
        inside += gap >= fromDays && gap <= toDays ? 1 : 0;
      }
    }
  }
  return n === 0 ? null : { n, mae: roundTo6(error / n), within7Days: roundTo6(near / n), coverage80: roundTo6(inside / n) };
}
