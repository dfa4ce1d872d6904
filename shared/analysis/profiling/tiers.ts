import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { Settings } from '../../model/settings.ts';
import type { TierFacts, TierId, Volume } from '../customer-facts.ts';
import { addMonths, toDay, type DayNumber } from '../core/calendar.ts';
import { currencyName, placeCurrencies } from '../core/currencies.ts';
import type { CustomerIndex } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import { tabulateDays, type DayOfOrders } from '../core/purchases.ts';
import { selectQuantiles } from '../core/stats.ts';

/** Raised when the same orders give another tier. */
export const TIER_VERSION = '1';
/** Below so many customers a percentile says little: then limits set by hand count, or nothing. */
export const MIN_CUSTOMERS = 20;
/** A tier looks at so many months, up to and with the day asked for. */
const WINDOW_MONTHS = 12;
/** A customer falls only when a volume is so much below the cut that lifted it. */
const HYSTERESIS_SHARE = 0.1;

const VolumeSchema = v.object({ netMinor: v.number(), orders: v.number() });
const Cuts = v.object({ high: VolumeSchema, general: VolumeSchema });
type Cuts = v.InferOutput<typeof Cuts>;

/** What a team may set. `fixed` holds limits by currency, for teams too small for percentiles. */
export const TierParams = v.object({
  /** The best fifth is high: the share of customers that stays below the cut. */
  highShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.8),
  /** The next three tenths are general, so that half of all customers reach it. */
  generalShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.5),
  fixed: v.optional(v.record(v.string(), Cuts), {}),
});
export type TierParams = v.InferOutput<typeof TierParams>;

/** Where the team has settled that its tiers begin. */
export function settledTiers({ tierShares, tierLimits }: Settings): v.InferInput<typeof TierParams> {
  return { ...(tierShares === undefined ? {} : { highShare: tierShares.high, generalShare: tierShares.general }), fixed: tierLimits };
}

/** What is learnt of all customers: the cuts of each currency that has enough of them. */
export const TierLearnt = v.object({
  version: v.literal(TIER_VERSION),
  asOf: Day,
  /** Customers with an order in the window, in any currency. */
  customers: v.number(),
  byCurrency: v.record(Currency, v.object({ customers: v.number(), basis: v.picklist(['percentile', 'fixed']), cuts: Cuts })),
});
export type TierLearnt = v.InferOutput<typeof TierLearnt>;

/** First day of the window that ends with `asOf`. */
export function findWindowFrom(asOf: DayNumber): DayNumber {
  return addMonths(asOf, -WINDOW_MONTHS) + 1;
}

/**
 * Learns the cuts of the last twelve months. For each currency with 20 customers or more: the type-7 quantiles at
 * `highShare` and `generalShare` of amount and of orders, rounded up; else the limits in `params.fixed`; else none.
 * Customers who used two currencies in the window, or whose amounts are missing, are in no cut.
 */
export function learnTiers(index: CustomerIndex, params: TierParams, asOf: DayNumber): TierLearnt {
  const table = tabulateDays(index.lines);
  const { names, placeOf } = placeCurrencies(index.lines);
  const from = findWindowFrom(asOf);
  const volumes = names.map(() => ({ count: 0, netMinor: new Float64Array(index.customers), orders: new Float64Array(index.customers) }));
  let customers = 0;
  for (let customer = 0; customer < index.customers; customer += 1) {
    let place = -1;
    let netMinor = 0;
    let orders = 0;
    let withoutAmount = 0;
    for (let row = (table.start[customer + 1] ?? 0) - 1; row >= (table.start[customer] ?? 0); row -= 1) {
      const day = table.day[row] ?? 0;
      if (day < from) {
        break;
      }
      if (day <= asOf) {
        const paidIn = placeOf[(table.currency[row] ?? -1) + 1] ?? 0;
        place = place === -1 || place === paidIn ? paidIn : SEVERAL;
        netMinor += table.netMinor[row] ?? 0;
        orders += table.orders[row] ?? 0;
        withoutAmount += table.withoutAmount[row] ?? 0;
      }
    }
    customers += orders > 0 ? 1 : 0;
    const held = volumes[place];
    if (held !== undefined && orders > 0 && withoutAmount === 0) {
      held.netMinor[held.count] = netMinor;
      held.orders[held.count] = orders;
      held.count += 1;
    }
  }
  const byCurrency: TierLearnt['byCurrency'] = {};
  for (const currency of [...new Set([...names, ...Object.keys(params.fixed)])].toSorted()) {
    const held = volumes[names.indexOf(currency)];
    const fixed = params.fixed[currency];
    if (held !== undefined && held.count >= MIN_CUSTOMERS) {
      const cuts = findCuts(held.netMinor.subarray(0, held.count), held.orders.subarray(0, held.count), params);
      byCurrency[currency] = { customers: held.count, basis: 'percentile', cuts };
    } else if (fixed !== undefined) {
      byCurrency[currency] = { customers: held?.count ?? 0, basis: 'fixed', cuts: fixed };
    }
  }
  return { version: TIER_VERSION, asOf: toDay(asOf), customers, byCurrency };
}

/** In place of a currency: there are several. */
const SEVERAL = -2;

function findCuts(amounts: Float64Array, orders: Float64Array, params: TierParams): Cuts {
  const shares = [params.generalShare, params.highShare].toSorted((a, b) => a - b);
  const cutsOf = (numbers: Float64Array): ReadonlyMap<number | undefined, number> => {
    const found = selectQuantiles(numbers, shares);
    return new Map(found.map((quantile, at) => [shares[at], Math.ceil(quantile)]));
  };
  const [netMinor, ordered] = [cutsOf(amounts), cutsOf(orders)];
  const cutAt = (share: number): Volume => ({
    netMinor: Math.max(0, netMinor.get(share) ?? 0),
    orders: Math.max(1, ordered.get(share) ?? 0),
  });
  return { high: cutAt(params.highShare), general: cutAt(params.generalShare) };
}

type Window = { readonly currencies: readonly Currency[]; readonly bought: Volume; readonly withoutAmount: number };

function readWindow(lines: Lines, days: readonly DayOfOrders[], asOf: DayNumber): Window {
  const from = findWindowFrom(asOf);
  const currencies = new Set<Currency>();
  let [netMinor, orders, withoutAmount] = [0, 0, 0];
  for (const day of days) {
    if (day.day >= from && day.day <= asOf) {
      currencies.add(currencyName(lines, day.currency));
      netMinor += day.netMinor;
      orders += day.orders;
      withoutAmount += day.withoutAmount;
    }
  }
  return { currencies: [...currencies], bought: { netMinor, orders }, withoutAmount };
}

/**
 * Where one customer stands, from nothing but its own days of orders (`listDays`) and what was learnt.
 *
 * A customer has a tier when both its amount and its orders reach the cut. It falls only when one of them is 10 % below,
 * which depends on the tier that it had: so the tier is followed from the first order to `asOf`, day by day of change, with
 * the cuts of today. The result is a function of the orders alone, and more purchases never give a lower tier.
 */
export function scoreTier(lines: Lines, days: readonly DayOfOrders[], learnt: TierLearnt | undefined, asOf: DayNumber): TierFacts {
  const ordersEver = days.reduce((sum, day) => sum + day.orders, 0);
  const { currencies, bought, withoutAmount } = readWindow(lines, days, asOf);
  if (ordersEver === 0) {
    return { enough: false, missing: 'orders', orders: 0, needed: 1 };
  }
  if (currencies.length > 1) {
    return { enough: false, missing: 'currencies', orders: bought.orders, needed: 1 };
  }
  if (withoutAmount > 0) {
    return { enough: false, missing: 'amounts', orders: bought.orders - withoutAmount, needed: bought.orders };
  }
  // Nothing in the window: the currency is that of the last order before it.
  const lastOrder = days.findLast((day) => day.orders > 0);
  const currency = currencies[0] ?? currencyName(lines, lastOrder?.currency ?? -1);
  const learntHere = learnt?.byCurrency[currency];
  if (learntHere === undefined) {
    return { enough: false, missing: 'customers', orders: bought.orders, needed: MIN_CUSTOMERS, customers: learnt?.customers ?? 0 };
  }
  const { cuts, basis, customers } = learntHere;
  const ofCurrency = days.filter((day) => currencyName(lines, day.currency) === currency);
  const readDays = (): TierDays => ({
    day: Int32Array.from(ofCurrency, ({ day }) => day),
    netMinor: Float64Array.from(ofCurrency, (day) => day.netMinor),
    orders: Int32Array.from(ofCurrency, (day) => day.orders),
  });
  const tier = findTier(bought, cuts, readDays, asOf);
  const [windowFrom, windowTo] = [toDay(findWindowFrom(asOf)), toDay(asOf)];
  return {
    enough: true,
    tier,
    currency,
    windowFrom,
    windowTo,
    bought,
    cuts,
    basis,
    customers,
    up: findUp(tier, bought, cuts),
    down: findDown(tier, cuts),
  };
}

const RANK: Readonly<Record<TierId, number>> = { low: 0, general: 1, high: 2 };

function reaches(bought: Volume, cut: Volume): boolean {
  return bought.netMinor >= cut.netMinor && bought.orders >= cut.orders;
}

/** What a customer must keep so as not to fall. Ten per cent of few orders is less than one, so one order is always given. */
function keepOf(cut: Volume): Volume {
  return {
    netMinor: Math.ceil(cut.netMinor * (1 - HYSTERESIS_SHARE)),
    orders: Math.max(1, Math.min(cut.orders - 1, Math.ceil(cut.orders * (1 - HYSTERESIS_SHARE)))),
  };
}

function stepTier(held: TierId, bought: Volume, cuts: Cuts): TierId {
  const reached: TierId = reaches(bought, cuts.high) ? 'high' : reaches(bought, cuts.general) ? 'general' : 'low';
  if (RANK[reached] >= RANK[held]) {
    return reached;
  }
  if (held === 'high' && reaches(bought, keepOf(cuts.high))) {
    return 'high';
  }
  return reached === 'general' || reaches(bought, keepOf(cuts.general)) ? 'general' : 'low';
}

/** Days of one currency as columns, rising. */
export type TierDays = { readonly day: Int32Array; readonly netMinor: Float64Array; readonly orders: Int32Array };

/**
 * The tier of a customer who bought so much in the window. What the customer had before matters only where a volume lies
 * between a cut and what must be kept: only then the days, up to and with `asOf`, are read and followed.
 */
export function findTier(bought: Volume, cuts: Cuts, readDays: () => TierDays, asOf: DayNumber): TierId {
  const asLow = stepTier('low', bought, cuts);
  return asLow === stepTier('high', bought, cuts) ? asLow : followTier(readDays(), cuts, asOf);
}

/** The tier from the first order to `asOf`, looked at anew on each day on which an order comes into the window or leaves it. */
function followTier({ day, netMinor, orders }: TierDays, cuts: Cuts, asOf: DayNumber): TierId {
  let tier: TierId = 'low';
  const bought = { netMinor: 0, orders: 0 };
  let [next, oldest] = [0, 0];
  let leavesOn = day.length === 0 ? Infinity : leavesWindowOn(day[0] ?? 0);
  for (;;) {
    const today = Math.min(day[next] ?? Infinity, leavesOn);
    if (today > asOf) {
      return stepTier(tier, bought, cuts);
    }
    // What comes and goes on one day is one change.
    for (; day[next] === today; next += 1) {
      bought.netMinor += netMinor[next] ?? 0;
      bought.orders += orders[next] ?? 0;
    }
    while (leavesOn === today) {
      bought.netMinor -= netMinor[oldest] ?? 0;
      bought.orders -= orders[oldest] ?? 0;
      oldest += 1;
      leavesOn = oldest < day.length ? leavesWindowOn(day[oldest] ?? 0) : Infinity;
    }
    tier = stepTier(tier, bought, cuts);
  }
}

/** The first day whose window does not hold the day: a year later, and for a 29 February mostly the day after that. */
function leavesWindowOn(day: DayNumber): DayNumber {
  const yearLater = addMonths(day, WINDOW_MONTHS);
  return findWindowFrom(yearLater) > day ? yearLater : yearLater + 1;
}

function findUp(tier: TierId, bought: Volume, cuts: Cuts): (Volume & { readonly tier: TierId }) | null {
  if (tier === 'high') {
    return null;
  }
  const next = tier === 'general' ? 'high' : 'general';
  const cut = cuts[next];
  return { tier: next, netMinor: Math.max(0, cut.netMinor - bought.netMinor), orders: Math.max(0, cut.orders - bought.orders) };
}

function findDown(tier: TierId, cuts: Cuts): (Volume & { readonly tier: TierId }) | null {
  if (tier === 'low') {
    return null;
  }
  return { tier: tier === 'high' ? 'general' : 'low', ...keepOf(cuts[tier]) };
}
