import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { benefitOf, type Settings } from '../../model/settings.ts';
import { TIERS, type TierFacts, type TierId, type Volume } from '../customer-facts.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import type { Book } from '../core/book.ts';
import { addMonths, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { listMissing } from '../core/evidence.ts';
import { indexByCustomer, type CustomerIndex } from '../core/index-lines.ts';
import { roundMinor } from '../core/money.ts';
import { listDays, type DayOfOrders } from '../core/purchases.ts';
import { createSumming, type Summing } from '../core/sums.ts';
import { findWindowFrom, learnTiers, scoreTier, settledTiers, TierParams, type TierLearnt } from './tiers.ts';

const VERSION = '1';
const MOST_MOVED = 50;

/** What a tier brings its customers. */
const Benefit = v.object({
  discountShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  services: v.optional(v.array(v.string()), []),
});

const Terms = v.object({ high: v.optional(Benefit, {}), general: v.optional(Benefit, {}), low: v.optional(Benefit, {}) });
type Terms = v.InferOutput<typeof Terms>;

const BenefitParams = v.object({
  tiers: v.optional(TierParams, {}),
  benefits: v.optional(Terms),
  /** Other cuts, to be seen before they apply; those that hold when only other benefits are looked at. */
  simulate: v.optional(TierParams),
  /** Other benefits, to be seen before they apply. */
  simulateBenefits: v.optional(Terms),
  /** Tiers that end within so many days when nothing is bought are named. */
  expiringDays: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(366)), 60),
});
type BenefitParams = v.InferOutput<typeof BenefitParams>;

const TierName = v.picklist(TIERS);
const OfTier = v.object({
  customers: v.number(),
  netMinor: v.number(),
  discountShare: v.number(),
  services: v.array(v.string()),
  /** The discount on what these customers bought in twelve months. */
  costMinor: v.number(),
  /** In the tier only because a fall takes 10 % below the cut. */
  heldByHysteresis: v.number(),
});
const Moved = v.object({ from: TierName, to: TierName, customers: v.number(), some: v.array(v.string()) });

const Benefits = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  window: v.object({ from: Day, to: Day }),
  currency: v.nullable(Currency),
  currenciesLeftOut: v.array(v.string()),
  n: v.number(),
  tiers: v.object({ high: OfTier, general: OfTier, low: OfTier }),
  /** Which customers are in which tier, and until when at least if they buy nothing more. */
  customers: v.array(v.object({ customer: v.string(), tier: TierName, expiresOn: v.nullable(Day) })),
  expiring: v.array(v.object({ customer: v.string(), tier: TierName, expiresOn: Day })),
  /** Discounts that lines carry, by their reason, and orders of customers whose tier has a discount that none of their lines got. */
  given: v.object({ tierMinor: v.number(), offerMinor: v.number(), repMinor: v.number(), unsaidMinor: v.number(), ordersWithoutTheirs: v.number() }),
  simulation: v.nullable(
    v.object({
      tiers: v.object({ high: v.number(), general: v.number(), low: v.number() }),
      moved: v.array(Moved),
      /** By tier, of those who would be in it. */
      costsMinor: v.object({ high: v.number(), general: v.number(), low: v.number() }),
      costMinor: v.number(),
      costChangeMinor: v.number(),
    }),
  ),
  members: v.object({ members: v.number(), pointsOpen: v.number(), pointsEarned: v.number(), pointsSpent: v.number() }),
});
type Benefits = v.InferOutput<typeof Benefits>;

/** What tiers bring their customers and cost us, who loses one when, what was given, and what other cuts would change. */
export const benefits = defineAnalysis({
  id: 'profiling.benefits',
  version: VERSION,
  needs: [],
  params: BenefitParams,
  settled: settledBenefits,
  output: Benefits,
  run: runBenefits,
});

/** Cuts and benefits as the team has settled them; without a benefit of any tier it has none. */
export function settledBenefits(settings: Settings): v.InferInput<typeof BenefitParams> {
  const of = (tier: TierId): v.InferInput<typeof Benefit> => {
    const { discountShare, services } = benefitOf(settings, tier);
    return { discountShare, services: [...services] };
  };
  const isSilent = TIERS.every((tier) => settings.tierDiscounts[tier] === undefined && benefitOf(settings, tier).services.length === 0);
  return { tiers: settledTiers(settings), ...(isSilent ? {} : { benefits: { high: of('high'), general: of('general'), low: of('low') } }) };
}

type Placed = {
  readonly customer: string;
  readonly facts: Extract<TierFacts, { enough: true }>;
  readonly days: readonly DayOfOrders[];
  readonly netMinor: number;
};

function runBenefits({ lines, book, params, asOf }: AnalysisInput<BenefitParams>): Benefits {
  const summing = createSumming(book, lines);
  const missing = listMissing(lines, ['customer', 'day', 'amountMinor']);
  const hasTerms = params.benefits !== undefined;
  const isSimulated = params.simulate !== undefined || params.simulateBenefits !== undefined;
  const isAsked = missing.length === 0 && (hasTerms || isSimulated || book.customers.length > 0);
  const placed = isAsked ? place(indexByCustomer(lines), params.tiers, summing, asOf) : [];
  if (!hasTerms) {
    missing.push({ what: 'benefits', have: 0, needed: 1 });
  }
  if (isAsked && placed.length === 0) {
    missing.push({ what: 'customers', have: 0, needed: 20 });
  }
  const terms = params.benefits ?? v.parse(Terms, {});
  const costOf = costBy(terms);
  const customers = placed.map(({ customer, facts, days }) => ({ customer, tier: facts.tier, expiresOn: findExpiry(facts, days) }));
  const costNow = placed.reduce((sum, { facts, netMinor }) => sum + costOf(netMinor, facts.tier), 0);
  const of = (tier: TierId): v.InferOutput<typeof OfTier> => {
    const own = placed.filter(({ facts }) => facts.tier === tier);
    return {
      customers: own.length,
      netMinor: own.reduce((sum, { netMinor }) => sum + netMinor, 0),
      discountShare: terms[tier].discountShare,
      services: terms[tier].services,
      costMinor: own.reduce((sum, { netMinor }) => sum + costOf(netMinor, tier), 0),
      heldByHysteresis: tier === 'low' ? 0 : own.filter(({ facts: { bought, cuts } }) => !reaches(bought, cuts[tier])).length,
    };
  };
  return {
    method: 'tiers of the last 12 months; benefits at the terms given; a tier lasts while the window holds 90 % of its cut',
    version: VERSION,
    enough: placed.length > 0,
    missing,
    asOf: toDay(asOf),
    window: { from: toDay(findWindowFrom(asOf)), to: toDay(asOf) },
    currency: summing.currency,
    n: placed.length,
    tiers: { high: of('high'), general: of('general'), low: of('low') },
    customers,
    expiring: customers
      .flatMap(({ expiresOn, ...one }) =>
        expiresOn !== null && (toDayNumber(expiresOn) ?? Infinity) - asOf <= params.expiringDays ? [{ ...one, expiresOn }] : [],
      )
      .toSorted((a, b) => (a.expiresOn + a.customer < b.expiresOn + b.customer ? -1 : 1)),
    given: sumGiven(book, new Map(customers.map(({ customer, tier }) => [customer, tier])), terms, summing, asOf),
    simulation: isSimulated && placed.length > 0 ? simulate(indexByCustomer(lines), placed, params, costNow, asOf) : null,
    members: sumPoints(book, asOf),
    currenciesLeftOut: summing.leftOut(),
  };
}

/** What a discount on a net amount would have cost, in minor units. */
type CostOf = (netMinor: number, tier: TierId) => number;
const costBy =
  (terms: Terms): CostOf =>
  (netMinor, tier) =>
    roundMinor(netMinor * terms[tier].discountShare);

const reaches = (bought: Volume, cut: Volume): boolean => bought.netMinor >= cut.netMinor && bought.orders >= cut.orders;

function place(index: CustomerIndex, params: TierParams, summing: Summing, asOf: DayNumber): readonly Placed[] {
  const learnt = learnTiers(index, params, asOf);
  const { names } = index.lines.dictionary.customer;
  return names
    .flatMap((customer, at): readonly Placed[] => {
      const days = listDays(index, at, asOf);
      const facts = scoreTier(index.lines, days, learnt, asOf);
      if (!facts.enough) {
        return [];
      }
      const netMinor = summing.read(facts.bought.netMinor, facts.currency === 'XXX' ? undefined : facts.currency, asOf);
      return [{ customer, facts, days, netMinor: netMinor ?? 0 }];
    })
    .toSorted((a, b) => (a.customer < b.customer ? -1 : 1));
}

/** The first day on which the tier is lost when nothing more is bought: when the window no longer holds what keeps it. */
function findExpiry({ down, tier }: Placed['facts'], days: readonly DayOfOrders[]): Day | null {
  if (down === null || tier === 'low') {
    return null;
  }
  let [netMinor, orders] = [0, 0];
  for (const { day, netMinor: net, orders: bought } of days.toReversed()) {
    netMinor += net;
    orders += bought;
    if (netMinor >= down.netMinor && orders >= down.orders) {
      // An order leaves the window twelve months after its day; of a 29 February on the day after the 28th.
      const leaves = addMonths(day, 12);
      return toDay(findWindowFrom(leaves) > day ? leaves : leaves + 1);
    }
  }
  return null;
}

function sumGiven(book: Book, tierOf: ReadonlyMap<string, TierId>, terms: Terms, summing: Summing, asOf: DayNumber): Benefits['given'] {
  const given = { tierMinor: 0, offerMinor: 0, repMinor: 0, unsaidMinor: 0, ordersWithoutTheirs: 0 };
  const from = findWindowFrom(asOf);
  const names = { tier: 'tierMinor', offer: 'offerMinor', rep: 'repMinor' } as const;
  for (const { customer, placedOn, currency, lines, status } of book.orders) {
    const day = placedOn === undefined ? undefined : toDayNumber(placedOn);
    if (day === undefined || day < from || day > asOf || status === 'draft' || status === 'cancelled') {
      continue;
    }
    const all = Object.values(lines);
    for (const { discountMinor = 0, discountReason } of all) {
      given[discountReason === undefined ? 'unsaidMinor' : names[discountReason]] +=
        discountMinor === 0 ? 0 : (summing.read(discountMinor, currency, day) ?? 0);
    }
    const tier = tierOf.get(customer ?? '');
    const isOwed = tier !== undefined && terms[tier].discountShare > 0 && all.some(({ amountMinor }) => amountMinor > 0);
    given.ordersWithoutTheirs += isOwed && !all.some(({ discountReason }) => discountReason === 'tier') ? 1 : 0;
  }
  return given;
}

function simulate(index: CustomerIndex, placed: readonly Placed[], params: BenefitParams, costNow: number, asOf: DayNumber): Benefits['simulation'] {
  const learnt: TierLearnt = learnTiers(index, params.simulate ?? params.tiers, asOf);
  const costOf = costBy(params.simulateBenefits ?? params.benefits ?? v.parse(Terms, {}));
  const then = placed.map(({ customer, facts, days, netMinor }) => {
    const scored = scoreTier(index.lines, days, learnt, asOf);
    return { customer, from: facts.tier, to: scored.enough ? scored.tier : facts.tier, netMinor };
  });
  const count = (tier: TierId): number => then.filter(({ to }) => to === tier).length;
  const costIn = (tier: TierId): number => then.reduce((sum, { netMinor, to }) => sum + (to === tier ? costOf(netMinor, tier) : 0), 0);
  const costsMinor = { high: costIn('high'), general: costIn('general'), low: costIn('low') };
  const costMinor = costsMinor.high + costsMinor.general + costsMinor.low;
  const moved = TIERS.flatMap((from) =>
    TIERS.filter((to) => to !== from).map((to) => {
      const own = then.filter((one) => one.from === from && one.to === to).map(({ customer }) => customer);
      return { from, to, customers: own.length, some: own.slice(0, MOST_MOVED) };
    }),
  ).filter(({ customers }) => customers > 0);
  const tiers = { high: count('high'), general: count('general'), low: count('low') };
  return { tiers, moved, costsMinor, costMinor, costChangeMinor: costMinor - costNow };
}

function sumPoints(book: Book, asOf: DayNumber): Benefits['members'] {
  const members = book.customers.filter(({ memberNumber, memberSince }) => memberNumber !== undefined || memberSince !== undefined);
  const entries = book.customers.flatMap(({ points }) => Object.values(points).filter(({ on }) => (toDayNumber(on) ?? Infinity) <= asOf));
  const sum = (of: readonly { readonly points: number }[]): number => of.reduce((all, { points }) => all + points, 0);
  return {
    members: members.length,
    pointsOpen: sum(entries),
    pointsEarned: sum(entries.filter(({ points }) => points > 0)),
    pointsSpent: -sum(entries.filter(({ points }) => points < 0)) + 0,
  };
}
