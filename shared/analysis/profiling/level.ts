import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { TIERS, type TierId, type Volume } from '../customer-facts.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { placeCurrencies, rankCurrencies } from '../core/currencies.ts';
import { indexByCustomer, type CustomerIndex } from '../core/index-lines.ts';
import { minorPerMajor } from '../core/money.ts';
import { tabulateDays } from '../core/purchases.ts';
import { countSegments, learnRfmCuts, type RfmColumns } from './rfm.ts';
import { findTier, findWindowFrom, learnTiers, MIN_CUSTOMERS, settledTiers, TIER_VERSION, TierParams, type TierDays } from './tiers.ts';

const Cuts = v.array(v.number());
const Count = v.object({ customers: v.number(), orders: v.number(), amount: v.number() });
const Tier = v.object({ customers: v.number(), from: v.object({ amount: v.number(), orders: v.number() }) });

const Level = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  /** The currency of most lines; customers who bought in another are counted in `otherCurrencies`, never added. */
  currency: v.nullable(Currency),
  customers: v.number(),
  otherCurrencies: v.number(),
  /** Upper bounds of the scores 1 to 4: days, orders, minor units. */
  cuts: v.nullable(v.object({ recency: Cuts, frequency: Cuts, amount: Cuts })),
  segments: v.nullable(v.record(v.string(), Count)),
  window: v.object({ from: Day, to: Day }),
  basis: v.nullable(v.picklist(['percentile', 'fixed'])),
  /** Null when there are too few customers with orders in the window and no limits were set. */
  tiers: v.nullable(v.object({ high: Tier, general: Tier, low: Tier })),
});
type Level = v.InferOutput<typeof Level>;

/**
 * Customers by level: RFM scores and segments over all lines, and tiers by amount and frequency of the last twelve months.
 * Amounts are minor units of one currency, that of most lines. Fewer than 20 customers are not enough for either.
 */
export const level = defineAnalysis({
  id: 'profiling.level',
  version: TIER_VERSION,
  needs: [],
  params: TierParams,
  settled: settledTiers,
  output: Level,
  run: runLevel,
});

/** Those who bought in the one currency and nothing in others: their facts, and their numbers in the index. */
type Buyers = { readonly customer: Int32Array; readonly facts: RfmColumns };

function runLevel({ lines, params, asOf }: AnalysisInput<TierParams>): Level {
  const index = indexByCustomer(lines);
  const [currency = null] = rankCurrencies(lines, asOf, 'of-customers');
  const { buyers, otherCurrencies } = listBuyers(index, currency, asOf);
  const missing: Missing[] = [];
  for (const column of ['customer', 'day', 'amountMinor'] as const) {
    if (!lines.known.has(column)) {
      missing.push({ what: column === 'amountMinor' ? 'amount' : column === 'day' ? 'date' : column, have: 0, needed: 1 });
    }
  }
  if (missing.length === 0 && buyers.customer.length < MIN_CUSTOMERS) {
    missing.push({ what: 'customers', have: buyers.customer.length, needed: MIN_CUSTOMERS });
  }
  const enough = missing.length === 0;
  const tiers = currency === null || !lines.known.has('amountMinor') ? null : countTiers(index, buyers, currency, params, asOf);
  return {
    method: 'rfm: quintiles by type-7 quantiles plus 1; tiers: percentiles of amount and orders in 12 months',
    version: TIER_VERSION,
    enough: enough || tiers !== null,
    missing,
    asOf: toDay(asOf),
    currency,
    customers: buyers.customer.length,
    otherCurrencies,
    ...(enough && currency !== null ? segment(buyers, currency) : { cuts: null, segments: null }),
    window: { from: toDay(findWindowFrom(asOf)), to: toDay(asOf) },
    basis: tiers?.basis ?? null,
    tiers: tiers?.tiers ?? null,
  };
}

function listBuyers(
  { lines, customers }: CustomerIndex,
  currency: Currency | null,
  asOf: number,
): { readonly buyers: Buyers; readonly otherCurrencies: number } {
  const { start, day, orders, netMinor, currency: paidIn } = tabulateDays(lines);
  const { names, placeOf } = placeCurrencies(lines);
  const main = currency === null ? -1 : names.indexOf(currency);
  const customer = new Int32Array(customers);
  const facts = { recencyDays: new Int32Array(customers), orders: new Int32Array(customers), amountMinor: new Float64Array(customers) };
  let count = 0;
  let otherCurrencies = 0;
  for (let one = 0; one < customers; one += 1) {
    let last = NO_DAY;
    let bought = 0;
    let amountMinor = 0;
    let isOther = false;
    for (let row = start[one] ?? 0; row < (start[one + 1] ?? 0) && (day[row] ?? 0) <= asOf; row += 1) {
      const here = orders[row] ?? 0;
      bought += here;
      amountMinor += netMinor[row] ?? 0;
      last = here > 0 ? (day[row] ?? 0) : last;
      isOther ||= placeOf[(paidIn[row] ?? -1) + 1] !== main;
    }
    if (last !== NO_DAY && isOther) {
      otherCurrencies += 1;
    } else if (last !== NO_DAY) {
      customer[count] = one;
      facts.recencyDays[count] = asOf - last;
      facts.orders[count] = bought;
      facts.amountMinor[count] = amountMinor;
      count += 1;
    }
  }
  const { recencyDays, orders: ordered, amountMinor } = facts;
  const upTo = { recencyDays: recencyDays.subarray(0, count), orders: ordered.subarray(0, count), amountMinor: amountMinor.subarray(0, count) };
  return { buyers: { customer: customer.subarray(0, count), facts: upTo }, otherCurrencies };
}

function segment({ facts }: Buyers, currency: Currency): Pick<Level, 'cuts' | 'segments'> {
  const learnt = learnRfmCuts(facts, minorPerMajor(currency));
  const cuts = { recency: [...learnt.recency], frequency: [...learnt.frequency], amount: [...learnt.amount] };
  return { cuts, segments: Object.fromEntries(countSegments(facts, learnt)) };
}

function countTiers(
  index: CustomerIndex,
  buyers: Buyers,
  currency: Currency,
  params: TierParams,
  asOf: number,
): { readonly basis: 'percentile' | 'fixed'; readonly tiers: Record<TierId, v.InferOutput<typeof Tier>> } | null {
  const learnt = learnTiers(index, params, asOf);
  const learntHere = learnt.byCurrency[currency];
  if (learntHere === undefined) {
    return null;
  }
  const counts = new Map<TierId, number>(TIERS.map((tier) => [tier, 0]));
  const table = tabulateDays(index.lines);
  const from = findWindowFrom(asOf);
  for (const customer of buyers.customer) {
    const first = table.start[customer] ?? 0;
    let end = table.start[customer + 1] ?? 0;
    while (end > first && (table.day[end - 1] ?? 0) > asOf) {
      end -= 1;
    }
    let netMinor = 0;
    let orders = 0;
    let withoutAmount = 0;
    for (let row = end - 1; row >= first && (table.day[row] ?? 0) >= from; row -= 1) {
      netMinor += table.netMinor[row] ?? 0;
      orders += table.orders[row] ?? 0;
      withoutAmount += table.withoutAmount[row] ?? 0;
    }
    if (withoutAmount === 0) {
      const readDays = (): TierDays => ({
        day: table.day.subarray(first, end),
        netMinor: table.netMinor.subarray(first, end),
        orders: table.orders.subarray(first, end),
      });
      const tier = findTier({ netMinor, orders }, learntHere.cuts, readDays, asOf);
      counts.set(tier, (counts.get(tier) ?? 0) + 1);
    }
  }
  const tell = (tier: TierId, from: Volume): v.InferOutput<typeof Tier> => ({
    customers: counts.get(tier) ?? 0,
    from: { amount: from.netMinor, orders: from.orders },
  });
  const { high, general } = learntHere.cuts;
  return {
    basis: learntHere.basis,
    tiers: { high: tell('high', high), general: tell('general', general), low: tell('low', { netMinor: 0, orders: 0 }) },
  };
}
