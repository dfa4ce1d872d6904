import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { TIERS, type TierId, type Volume } from '../customer-facts.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay } from '../core/calendar.ts';
import { indexByCustomer, type CustomerIndex } from '../core/index-lines.ts';
import { minorPerMajor } from '../core/money.ts';
import { listDays, type DayOfOrders } from '../core/purchases.ts';
import { findSegment, learnRfmCuts, scoreRfm, SEGMENT_NAMES, toRfmFacts, type RfmFacts } from './rfm.ts';
import { currencyName, findWindowFrom, learnTiers, MIN_CUSTOMERS, scoreTier, TIER_VERSION, TierParams } from './tiers.ts';

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
  output: Level,
  run: runLevel,
});

type Buyer = { readonly days: readonly DayOfOrders[]; readonly facts: RfmFacts };

function runLevel({ lines, params, asOf }: AnalysisInput<TierParams>): Level {
  const index = indexByCustomer(lines);
  const currency = findMainCurrency(index, asOf);
  const { buyers, otherCurrencies } = listBuyers(index, currency, asOf);
  const missing: Missing[] = [];
  for (const column of ['customer', 'day', 'amountMinor'] as const) {
    if (!lines.known.has(column)) {
      missing.push({ what: column === 'amountMinor' ? 'amount' : column === 'day' ? 'date' : column, have: 0, needed: 1 });
    }
  }
  if (missing.length === 0 && buyers.length < MIN_CUSTOMERS) {
    missing.push({ what: 'customers', have: buyers.length, needed: MIN_CUSTOMERS });
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
    customers: buyers.length,
    otherCurrencies,
    ...(enough && currency !== null ? segment(buyers, currency) : { cuts: null, segments: null }),
    window: { from: toDay(findWindowFrom(asOf)), to: toDay(asOf) },
    basis: tiers?.basis ?? null,
    tiers: tiers?.tiers ?? null,
  };
}

function findMainCurrency(index: CustomerIndex, asOf: number): Currency | null {
  const counts = new Map<Currency, number>();
  for (const line of index.line) {
    if ((index.lines.day[line] ?? 0) <= asOf) {
      const name = currencyName(index.lines, index.lines.text.currency[line] ?? -1);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const [most] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

function listBuyers(
  index: CustomerIndex,
  currency: Currency | null,
  asOf: number,
): { readonly buyers: readonly Buyer[]; readonly otherCurrencies: number } {
  const buyers: Buyer[] = [];
  let otherCurrencies = 0;
  for (let customer = 0; customer < index.customers; customer += 1) {
    const days = listDays(index, customer, asOf);
    const facts = toRfmFacts(days, asOf);
    if (facts !== undefined) {
      if (days.every((day) => currencyName(index.lines, day.currency) === currency)) {
        buyers.push({ days, facts });
      } else {
        otherCurrencies += 1;
      }
    }
  }
  return { buyers, otherCurrencies };
}

function segment(buyers: readonly Buyer[], currency: Currency): Pick<Level, 'cuts' | 'segments'> {
  const learnt = learnRfmCuts(
    buyers.map(({ facts }) => facts),
    minorPerMajor(currency),
  );
  const segments = new Map(SEGMENT_NAMES.map((name) => [name, { customers: 0, orders: 0, amount: 0 }]));
  for (const { facts } of buyers) {
    const held = segments.get(findSegment(scoreRfm(facts, learnt)));
    if (held !== undefined) {
      held.customers += 1;
      held.orders += facts.orders;
      held.amount += facts.amountMinor;
    }
  }
  const cuts = { recency: [...learnt.recency], frequency: [...learnt.frequency], amount: [...learnt.amount] };
  return { cuts, segments: Object.fromEntries([...segments].filter(([, { customers }]) => customers > 0)) };
}

function countTiers(
  index: CustomerIndex,
  buyers: readonly Buyer[],
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
  for (const { days } of buyers) {
    const facts = scoreTier(index.lines, days, learnt, asOf);
    if (facts.enough) {
      counts.set(facts.tier, (counts.get(facts.tier) ?? 0) + 1);
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
