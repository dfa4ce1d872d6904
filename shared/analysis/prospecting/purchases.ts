import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { toDay } from '../core/calendar.ts';
import { indexByCustomer, listCustomers, type CustomerIndex } from '../core/index-lines.ts';
import { countByDay, trackRepeats } from '../core/purchase-models/by-day.ts';
import { PeriodUnit } from '../core/periods.ts';
import { learnPurchases, PurchaseParams, type PurchasesLearnt } from '../core/purchase-models/learn.ts';
import { DAYS_PER_UNIT, PurchaseModel, type Outlook, type TimeUnit } from '../core/purchase-models/model.ts';
import { expectedOfNew, outlookOf } from '../core/purchase-models/outlook.ts';
import { tabulateDays } from '../core/purchases.ts';
import { roundTo6 } from '../core/stats.ts';
import { foretellSeason, Seasons } from './seasons.ts';

/** Raised when the same orders give other numbers. */
const VERSION = '1';

const PurchasesParams = v.object({
  ...PurchaseParams.entries,
  /** How far the forecasts of customers reach, in units of time; 52 weeks or 365 days when left out. */
  horizon: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Where customers buy once a season at most: how long one is. Then `seasons` says who takes the next. */
  season: v.optional(PeriodUnit),
});
type PurchasesParams = v.InferOutput<typeof PurchasesParams>;

const Purchases = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  unit: v.picklist(['day', 'week']),
  calibrateUntil: Day,
  /** Times are in units. Null when there is not enough. */
  model: v.nullable(PurchaseModel),
  /** False where a parameter ran to its bound: customers hardly differ, or hardly ever leave. */
  settled: v.boolean(),
  /** Cumulative repeats of the customers that the model knows, on the first `t` units of time. */
  aggregate: v.array(v.object({ t: v.number(), actual: v.number(), predicted: v.number() })),
  /** What a model of the days until `from` said of the repeats of its customers from then until `to`, one by one. */
  holdout: v.nullable(
    v.object({
      from: Day,
      to: Day,
      customers: v.number(),
      actual: v.number(),
      predicted: v.number(),
      /** The same from the days of first purchase alone, without what each customer did since. */
      ofCohort: v.number(),
      /** On average over the customers. */
      meanAbsoluteError: v.number(),
    }),
  ),
  /** Who was compared on the hold-out, the best first; some of the customers where there are many. */
  tried: v.array(
    v.object({
      family: v.string(),
      k: v.nullable(v.number()),
      logLikelihood: v.number(),
      actual: v.number(),
      predicted: v.number(),
      meanAbsoluteError: v.number(),
    }),
  ),
  /** Of each customer as of `calibrateUntil`: the chance of being one still, and the orders within `horizon` units, with four in five. */
  horizon: v.number(),
  expected: v.nullable(v.object({ customers: v.number(), orders: v.number() })),
  /** Null where no season was named, or too few are over. */
  seasons: v.nullable(Seasons),
  customers: v.array(v.object({ customer: v.string(), alive: v.number(), expected: v.number(), low: v.number(), high: v.number() })),
});
type Purchases = v.InferOutput<typeof Purchases>;

/**
 * How many will buy again, and how often: a model of the customers' paces and of how they leave, the one of three that
 * foretold best what had come, with its error beside it. At least 100 customers, 50 who came again, and 26 weeks.
 */
export const purchases = defineAnalysis({
  id: 'prospecting.purchases',
  version: VERSION,
  needs: [],
  params: PurchasesParams,
  output: Purchases,
  run: runPurchases,
});

function runPurchases({ lines, params, asOf }: AnalysisInput<PurchasesParams>): Purchases {
  const learnt = learnPurchases(lines, params, asOf);
  const { unit } = params;
  const horizon = params.horizon ?? (unit === 'week' ? 52 : 365);
  const base = {
    method: 'purchases and leaving by maximum likelihood (BG/NBD, MBG/CNBD-k, Pareto/NBD); the family by hold-out; intervals of four in five',
    version: VERSION,
    missing: [...learnt.missing],
    asOf: toDay(asOf),
    unit,
    calibrateUntil: toDay(learnt.until),
    horizon,
  };
  if (learnt.fit === undefined) {
    return {
      ...base,
      enough: false,
      model: null,
      settled: true,
      aggregate: [],
      holdout: null,
      tried: [],
      expected: null,
      seasons: null,
      customers: [],
    };
  }
  const { model, isInside } = learnt.fit;
  const byDay = countByDay(tabulateDays(lines), learnt.until, asOf);
  const customers = scoreCustomers(indexByCustomer(lines), learnt, horizon, DAYS_PER_UNIT[unit]);
  return {
    ...base,
    enough: true,
    model,
    settled: isInside,
    aggregate: byDay === undefined ? [] : trackRepeats(model, byDay, unit).map((one) => ({ ...one, predicted: roundTo6(one.predicted) })),
    holdout: tellHoldOut(learnt, unit),
    tried: learnt.tried.map(({ fit, actual, predicted, meanAbsoluteError }) => ({
      family: fit.model.family,
      k: 'k' in fit.model ? fit.model.k : null,
      logLikelihood: fit.model.logLikelihood,
      actual,
      predicted: roundTo6(predicted),
      meanAbsoluteError: roundTo6(meanAbsoluteError),
    })),
    expected: {
      customers: roundTo6(customers.reduce((sum, { alive }) => sum + alive, 0)),
      orders: roundTo6(customers.reduce((sum, { expected }) => sum + expected, 0)),
    },
    seasons: params.season === undefined ? null : foretellSeason(tabulateDays(lines), params.season, learnt.until),
    customers,
  };
}

type Learnt = Extract<PurchasesLearnt, { readonly groups: object }>;

/** What each customer will do, by name. Customers of equal counts have one outlook, which is made once. */
function scoreCustomers(index: CustomerIndex, { fit, groups, counts }: Learnt, horizon: number, days: number): Purchases['customers'] {
  const outlooks: Pick<Outlook, 'alive' | 'expected' | 'low' | 'high'>[] = [];
  for (let g = 0; g < groups.size; g += 1) {
    const history = { repeats: groups.repeats[g] ?? 0, recency: (groups.recencyDays[g] ?? 0) / days, age: (groups.ageDays[g] ?? 0) / days };
    const { alive, expected, low, high } = outlookOf(fit.model, history, horizon);
    outlooks.push({ alive: roundTo6(alive), expected: roundTo6(expected), low, high });
  }
  const placeOf = new Int32Array(index.customers).fill(-1);
  for (let place = 0; place < counts.customers; place += 1) {
    placeOf[counts.customer[place] ?? 0] = place;
  }
  const { names } = index.lines.dictionary.customer;
  const scored: Purchases['customers'] = [];
  for (const customer of listCustomers(index)) {
    const place = placeOf[customer] ?? -1;
    const outlook = place < 0 ? undefined : outlooks[groups.groupOf[place] ?? 0];
    if (outlook !== undefined) {
      scored.push({ customer: names[customer] ?? '', ...outlook });
    }
  }
  return scored;
}

function tellHoldOut({ holdOut }: Learnt, unit: TimeUnit): Purchases['holdout'] {
  if (holdOut === undefined) {
    return null;
  }
  const { model, ages, until, to, customers, actual, predicted, meanAbsoluteError } = holdOut;
  const days = DAYS_PER_UNIT[unit];
  let ofCohort = 0;
  for (const [ageDays, newcomers] of ages) {
    ofCohort += newcomers * (expectedOfNew(model, (ageDays + to - until) / days) - expectedOfNew(model, ageDays / days));
  }
  return {
    from: toDay(until + 1),
    to: toDay(to),
    customers,
    actual,
    predicted: roundTo6(predicted),
    ofCohort: roundTo6(ofCohort),
    meanAbsoluteError: roundTo6(meanAbsoluteError),
  };
}
