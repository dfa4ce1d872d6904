import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { listMissing } from '../core/evidence.ts';
import type { Lines } from '../core/lines.ts';
import { minorPerMajor, NO_CURRENCY } from '../core/money.ts';
import { countPurchases } from '../core/purchase-models/counts.ts';
import { learnPurchases, PurchaseParams } from '../core/purchase-models/learn.ts';
import { DAYS_PER_UNIT, PurchaseModel } from '../core/purchase-models/model.ts';
import { tabulateDays } from '../core/purchases.ts';
import { roundTo6 } from '../core/stats.ts';
import { SpendModel, type Amounts } from './gamma-gamma.ts';
import { lifetimeOf, type Lifetime, type LifetimeTerms, type WorthModels } from './lifetime.ts';
import { fitSpending, isSpender, MIN_SPENDERS, readSpending, type Spending } from './spending.ts';

/** Raised when the same orders give other numbers. */
const VERSION = '1';
/** From here on how often and how much go together, which the model takes for independent. */
const MAX_CORRELATION = 0.3;

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const LifetimeParams = v.object({
  ...PurchaseParams.entries,
  months: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)), 12),
  monthlyDiscount: v.optional(v.pipe(v.number(), v.minValue(0)), 0.01),
  /** The part of an amount that is left after variable cost; 1 counts turnover. */
  margin: v.optional(Share, 1),
});
type LifetimeParams = v.InferOutput<typeof LifetimeParams>;

const Value = v.object({
  customer: v.string(),
  /** Minor units, with the interval of four in five. */
  value: v.number(),
  low: v.number(),
  high: v.number(),
  /** What it comes from: the chance to be there, orders within the months, the mean amount of one. */
  alive: v.number(),
  orders: v.number(),
  amount: v.number(),
});

const LifetimeValue = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  calibrateUntil: Day,
  currency: v.nullable(Currency),
  months: v.number(),
  monthlyDiscount: v.number(),
  margin: v.number(),
  /** `gamma` and the likelihood are in major units, as the literature gives them; everything else here is in minor units. */
  model: v.nullable(SpendModel),
  purchases: v.nullable(PurchaseModel),
  /** How often and how much, of the customers who came again; above 0.3 `warnings` says so. */
  correlation: v.nullable(v.number()),
  warnings: v.array(v.picklist(['often-and-much-go-together', 'amounts-without-mean'])),
  /** What all customers bring together. */
  total: v.nullable(v.number()),
  /** How far the purchase model was off when it was last checked. */
  holdout: v.nullable(v.object({ actual: v.number(), predicted: v.number() })),
  /** Customers who bought in another currency too, and are left out. */
  otherCurrencies: v.number(),
  customers: v.array(Value),
});
type LifetimeValue = v.InferOutput<typeof LifetimeValue>;

/**
 * What each customer brings within the months to come, discounted: purchases by the purchase model, amounts by Gamma-Gamma, which
 * draws the mean of few purchases to that of all.
 */
export const lifetimeValue = defineAnalysis({
  id: 'profitability.lifetime-value',
  version: VERSION,
  needs: ['prospecting.purchases'],
  params: LifetimeParams,
  output: LifetimeValue,
  run: runLifetimeValue,
});

/** What is taken of the result of `prospecting.purchases`, where it was made for the same days. */
const Needed = v.object({
  unit: v.picklist(['day', 'week']),
  calibrateUntil: Day,
  model: PurchaseModel,
  holdout: v.nullable(v.object({ actual: v.number(), predicted: v.number() })),
});
type Learnt = { readonly model: PurchaseModel; readonly holdout: { readonly actual: number; readonly predicted: number } | null };

function findModel(
  { lines, params, asOf, needs }: AnalysisInput<LifetimeParams>,
  until: DayNumber,
): Learnt | { readonly missing: readonly Missing[] } {
  const held = v.safeParse(Needed, needs['prospecting.purchases']);
  if (held.success) {
    const { unit, calibrateUntil, model, holdout } = held.output;
    if (unit === params.unit && calibrateUntil === toDay(until) && (params.family === undefined || params.family === model.family)) {
      return { model, holdout };
    }
  }
  const learnt = learnPurchases(lines, params, asOf);
  if (learnt.fit === undefined) {
    return { missing: learnt.missing };
  }
  const { holdOut } = learnt;
  return {
    model: learnt.fit.model,
    holdout: holdOut === undefined ? null : { actual: holdOut.actual, predicted: roundTo6(holdOut.predicted) },
  };
}

function runLifetimeValue(input: AnalysisInput<LifetimeParams>): LifetimeValue {
  const { lines, params, asOf } = input;
  const given = params.calibrateUntil === undefined ? undefined : toDayNumber(params.calibrateUntil);
  const until = Math.min(asOf, given ?? asOf);
  const { months, monthlyDiscount, margin } = params;
  const found = findModel(input, until);
  const spending = readSpending(lines, until, asOf);
  const spend = fitSpending(spending);
  const missing: Missing[] = [...listMissing(lines, ['amountMinor']), ...('missing' in found ? found.missing : [])];
  if (missing.length === 0 && spend === undefined) {
    missing.push({ what: 'repeaters-with-amounts', have: spending.amounts.filter(isSpender).length, needed: MIN_SPENDERS });
  }
  const base = {
    method: 'purchase model and Gamma-Gamma by maximum likelihood; months discounted at their end; intervals of four in five',
    version: VERSION,
    missing,
    asOf: toDay(asOf),
    calibrateUntil: toDay(until),
    currency: spending.currency,
    months,
    monthlyDiscount,
    margin,
    correlation: correlate(spending),
    otherCurrencies: spending.otherCurrencies,
  };
  if ('missing' in found || spend === undefined || missing.length > 0) {
    return { ...base, enough: false, model: null, purchases: null, warnings: [], total: null, holdout: null, customers: [] };
  }
  const customers = scoreCustomers(lines, spending, { purchases: found.model, unit: params.unit, spend }, params, until);
  return {
    ...base,
    enough: true,
    model: spend,
    purchases: found.model,
    warnings: [
      ...((base.correlation ?? 0) > MAX_CORRELATION ? (['often-and-much-go-together'] as const) : []),
      ...(spend.q <= 1 ? (['amounts-without-mean'] as const) : []),
    ],
    total: Math.round(customers.reduce((sum, { value }) => sum + value, 0)),
    holdout: found.holdout,
    customers,
  };
}

/** The value of every customer who bought in the currency of most orders, by name. */
function scoreCustomers(lines: Lines, spending: Spending, models: WorthModels, terms: LifetimeTerms, until: DayNumber): LifetimeValue['customers'] {
  const counts = countPurchases(tabulateDays(lines), until);
  const placeOf = new Int32Array(lines.dictionary.customer.names.length);
  counts.customer.forEach((customer, place) => (placeOf[customer] = place));
  const { names } = lines.dictionary.customer;
  const minor = minorPerMajor(spending.currency ?? NO_CURRENCY);
  const days = DAYS_PER_UNIT[models.unit];
  return spending.customers.map((customer, at) => {
    const place = placeOf[customer] ?? 0;
    const history = {
      repeats: counts.repeats[place] ?? 0,
      recency: (counts.recencyDays[place] ?? 0) / days,
      age: (counts.ageDays[place] ?? 0) / days,
    };
    return { customer: names[customer] ?? '', ...toMinor(lifetimeOf(models, history, spending.amounts[at] ?? { count: 0, mean: 0 }, terms), minor) };
  });
}

/** A lifetime in minor units, small as JSON. */
function toMinor({ value, low, high, alive, orders, amount }: Lifetime, minor: number): Omit<v.InferOutput<typeof Value>, 'customer'> {
  return {
    value: roundTo6(value * minor),
    low: Math.floor(low * minor),
    high: Math.ceil(high * minor),
    alive: roundTo6(alive),
    orders: roundTo6(orders),
    amount: roundTo6(amount * minor),
  };
}

/** How closely the number and the mean of a customer's repeats go together (Pearson), of those who came again; null for too few. */
function correlate({ amounts }: Spending): number | null {
  const spenders = amounts.filter(isSpender);
  const n = spenders.length;
  const meanOf = (pick: (one: Amounts) => number): number => spenders.reduce((sum, one) => sum + pick(one), 0) / n;
  const [count, mean] = [meanOf((one) => one.count), meanOf((one) => one.mean)];
  const both = meanOf((one) => (one.count - count) * (one.mean - mean));
  const spread = Math.sqrt(meanOf((one) => (one.count - count) ** 2) * meanOf((one) => (one.mean - mean) ** 2));
  return n < 3 || !(spread > 0) ? null : roundTo6(both / spread);
}
