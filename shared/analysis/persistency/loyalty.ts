import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays, type BuyingDays } from '../core/buying-days.ts';
import { toDay } from '../core/calendar.ts';
import { Estimate, listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import { keyByNumber } from '../core/number-customers.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import { DEFAULT_GAP_DAYS, gapsOfAll } from '../core/usual-gaps.ts';
import { listAttitudes, toPart, type Attitude } from './attitudes.ts';
import { countBetween, rateRatio } from './change.ts';
import { degreeOf, DegreeParts, DegreeWeights, periodOf, repeatOf, stayingOf } from './degree.ts';
import { kindOf, LOYALTY_KINDS, type Degree, type LoyaltyKind } from './kinds.ts';

const VERSION = '1';
/** A kind by discounts needs so many orders. */
const MIN_ORDERS = 4;

const LoyaltyParams = v.object({
  weights: v.optional(DegreeWeights, {}),
  /** Length of the two windows that are compared, days. */
  windowDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(7)), 182),
  /** From this share of periods on a customer comes back, and from this answer on is attached (0 to 1). */
  repeatFrom: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.5),
  attachedFrom: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.75),
});
type LoyaltyParams = v.InferOutput<typeof LoyaltyParams>;

const Change = v.object({ ratio: v.number(), low: v.number(), high: v.nullable(v.number()), before: v.number(), now: v.number() });

const One = v.object({
  customer: v.string(),
  /** 0 to 100; null while there are too few periods to say. */
  degree: v.nullable(Estimate),
  parts: DegreeParts,
  /** Days since the first purchase. */
  tenureDays: v.number(),
  /** Purchase days in the last window against the one before; null without a purchase in that one. */
  change: v.nullable(Change),
  kind: v.nullable(v.picklist(LOYALTY_KINDS)),
  /** Orders with a discount, of all; null where lines name no discounts. */
  discounted: v.nullable(ShareOf),
});

const Loyalty = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  /** Length of the periods of the repeat part and where it comes from: the upper quartile of so many gaps. */
  periodDays: v.number(),
  gaps: v.number(),
  /** Mean degree of the customers that have one. */
  meanDegree: v.nullable(v.object({ value: v.number(), n: v.number() })),
  /** All customers together: purchase days in the last window against the one before. */
  change: v.nullable(Change),
  kinds: v.object({ super: v.number(), inertia: v.number(), incentive: v.number(), price: v.number(), unknown: v.number() }),
  customers: v.array(One),
});
type Loyalty = v.InferOutput<typeof Loyalty>;

/** How loyal each customer is: the degree with its parts, how it changes, and what keeps the customer. */
export const loyalty = defineAnalysis({
  id: 'persistency.loyalty',
  version: VERSION,
  needs: [],
  params: LoyaltyParams,
  output: Loyalty,
  run: runLoyalty,
});

function runLoyalty({ lines, book, params, asOf }: AnalysisInput<LoyaltyParams>): Loyalty {
  const buying = listBuyingDays(lines, asOf);
  const all = gapsOfAll(buying);
  const periodDays = periodOf(all.upperGapDays ?? DEFAULT_GAP_DAYS);
  const attitudes = keyByNumber(listAttitudes(book, asOf), lines.dictionary.customer);
  const teamShare = lines.known.has('discountMinor') ? discountShare(buying) : null;
  const { names } = lines.dictionary.customer;
  const customers: Loyalty['customers'] = [];
  const kinds: Loyalty['kinds'] = { super: 0, inertia: 0, incentive: 0, price: 0, unknown: 0 };
  let [sum, withDegree, before, now] = [0, 0, 0, 0];
  const { start, day } = tabulatePurchaseDays(buying);
  const listed = listCustomers(buying.index);
  const { windowDays } = params;
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? 0;
    if (from === to) {
      continue;
    }
    const attitude = attitudes.get(customer);
    const repeat = repeatOf(day, periodDays, asOf, from, to);
    const staying = stayingOf(day, asOf, from, to);
    const parts: DegreeParts = {
      repeat: repeat && shareOf(repeat.hits, repeat.n),
      staying: staying && shareOf(staying.hits, staying.n),
      attitude: attitude === undefined ? null : toPart(attitude),
    };
    const degree = degreeOf(parts, params.weights);
    const tenureDays = asOf - (day[from] ?? asOf);
    // Two whole windows: somebody who came in the middle of the first would always seem to grow.
    const isOld = tenureDays >= 2 * windowDays;
    const ownBefore = isOld ? countBetween(day, asOf - 2 * windowDays, asOf - windowDays, from, to) : 0;
    const ownNow = isOld ? countBetween(day, asOf - windowDays, asOf, from, to) : 0;
    const discounted = teamShare === null ? null : discountsOf(buying, customer);
    const kind = findKind(parts, discounted, teamShare, attitude, params);
    kinds[kind ?? 'unknown'] += 1;
    sum += degree?.value ?? 0;
    withDegree += degree === null ? 0 : 1;
    before += ownBefore;
    now += ownNow;
    customers.push({ customer: names[customer] ?? '', degree, parts, tenureDays, change: rateRatio(ownBefore, ownNow), kind, discounted });
  }
  return {
    method:
      'degree: weighted shares of periods bought in, of own gaps longer than the silence, and the asked answer; change: exact Poisson rate ratio',
    version: VERSION,
    enough: withDegree > 0,
    missing: [
      ...listMissing(lines, ['customer', 'day']),
      ...(withDegree === 0 ? [{ what: 'periods', have: 0, needed: 3 }] : []),
      ...missingLists(book, ['answers']),
      ...listMissing(lines, ['discountMinor']),
    ],
    asOf: toDay(asOf),
    period: customers.length === 0 ? null : { from: toDay(buying.firstDay), to: toDay(asOf) },
    n: customers.length,
    periodDays,
    gaps: all.gaps,
    meanDegree: withDegree === 0 ? null : { value: Math.round((sum / withDegree) * 1e6) / 1e6, n: withDegree },
    change: rateRatio(before, now),
    kinds,
    customers,
  };
}

function discountsOf(buying: BuyingDays, customer: number): ShareOf | null {
  let [hits, n] = [0, 0];
  for (let at = buying.start[customer] ?? 0; at < (buying.start[customer + 1] ?? 0); at += 1) {
    hits += Math.min(buying.discounted[at] ?? 0, buying.orders[at] ?? 0);
    n += buying.orders[at] ?? 0;
  }
  return n === 0 ? null : shareOf(hits, n);
}

function discountShare(buying: BuyingDays): number | null {
  let [hits, n] = [0, 0];
  for (let at = 0; at < buying.day.length; at += 1) {
    hits += Math.min(buying.discounted[at] ?? 0, buying.orders[at] ?? 0);
    n += buying.orders[at] ?? 0;
  }
  return n === 0 ? null : hits / n;
}

function findKind(
  parts: DegreeParts,
  discounted: ShareOf | null,
  teamShare: number | null,
  attitude: Attitude | undefined,
  params: LoyaltyParams,
): LoyaltyKind | null {
  const attachment: Degree = attitude === undefined ? null : attitude.share >= params.attachedFrom ? 'high' : 'low';
  const repeat: Degree = parts.repeat === null ? null : parts.repeat.value >= params.repeatFrom ? 'high' : 'low';
  const isKnown = discounted !== null && teamShare !== null && discounted.n >= MIN_ORDERS;
  return kindOf({
    attachment,
    repeat,
    isByIncentive: isKnown ? discounted.low > 0.5 : null,
    isPriceSensitive: isKnown ? discounted.low > teamShare : null,
  });
}
