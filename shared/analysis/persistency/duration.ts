import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { NO_DAY, toDay } from '../core/calendar.ts';
import { listMissing, Period } from '../core/evidence.ts';
import { compareSurvival, estimateSurvival, type Duration as Life, type SurvivalCurve } from '../core/numerics/survival.ts';
import { listPeriods, PeriodUnit } from '../core/periods.ts';
import { tabulatePurchaseDays } from '../core/purchase-days.ts';
import { limitsOf, StageParams } from '../core/stages.ts';
import { roundTo6, selectQuantiles } from '../core/stats.ts';
import { usualGapsOf } from '../core/usual-gaps.ts';

const VERSION = '1';
/** A curve of fewer customers says nothing. */
const MIN_CUSTOMERS = 10;
/** Steps of a curve that are told; a day of every customer would be as long as the lines. */
const MAX_STEPS = 60;

const DurationParams = v.object({
  ...StageParams.entries,
  /** Customers are followed by the time of their first purchase; the cohorts of a longer book are years. */
  cohort: v.optional(PeriodUnit),
});
type DurationParams = v.InferOutput<typeof DurationParams>;

const Step = v.object({
  /** Days since the first purchase. */
  days: v.number(),
  /** Share that is still there after so many days. */
  share: v.number(),
  low: v.number(),
  high: v.number(),
  atRisk: v.number(),
  gone: v.number(),
});
const Curve = v.object({
  cohort: v.string(),
  customers: v.number(),
  gone: v.number(),
  /** Days after which half are gone; null while more than half are there. */
  medianDays: v.nullable(v.number()),
  steps: v.array(Step),
});

const Duration = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  /** Days since the first purchase, of all customers: quartiles. */
  tenureDays: v.nullable(v.object({ low: v.number(), median: v.number(), high: v.number() })),
  all: v.nullable(Curve),
  cohorts: v.array(Curve),
  /** Whether customers won earlier and later stay for different times (log-rank test of the two halves of the cohorts). */
  difference: v.nullable(v.object({ laterFrom: v.string(), chiSquare: v.number(), pValue: v.number() })),
});
type Duration = v.InferOutput<typeof Duration>;

/** How long customers stay: tenure, and the share still there by time since the first purchase (Kaplan and Meier 1958). */
export const duration = defineAnalysis({
  id: 'persistency.duration',
  version: VERSION,
  needs: [],
  params: DurationParams,
  output: Duration,
  run: runDuration,
});

function runDuration({ lines, params, asOf }: AnalysisInput<DurationParams>): Duration {
  const buying = listBuyingDays(lines, asOf);
  const usual = usualGapsOf(buying);
  const unit = params.cohort ?? (buying.lastDay - buying.firstDay > 4 * 366 ? 'year' : buying.lastDay - buying.firstDay > 366 ? 'quarter' : 'month');
  const { start, day } = tabulatePurchaseDays(buying);
  const periods = buying.firstDay === NO_DAY ? undefined : listPeriods(buying.firstDay, asOf, unit);
  const cohorts = (periods?.names ?? []).map((name) => ({ name, lives: new Array<Life>() }));
  const everybody: Life[] = [];
  const tenures = new Float64Array(buying.customers);
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? 0;
    const first = day[from];
    const last = day[to - 1];
    const gap = usual[customer];
    if (from === to || first === undefined || last === undefined || gap === undefined) {
      continue;
    }
    // The silence is too long from the day after its limit: so everybody is watched up to a day on which it was known.
    const goneOn = last + limitsOf(gap, params).lapsedDays + 1;
    const life: Life = { time: Math.min(asOf, goneOn) - first, ended: goneOn <= asOf };
    cohorts[periods?.placeOf(first) ?? -1]?.lives.push(life);
    everybody.push(life);
    tenures[everybody.length - 1] = asOf - first;
  }
  const large = cohorts.filter(({ lives }) => lives.length >= MIN_CUSTOMERS);
  const n = everybody.length;
  const enough = n >= MIN_CUSTOMERS;
  const [low = 0, median = 0, high = 0] = selectQuantiles(tenures.subarray(0, n), [0.25, 0.5, 0.75]);
  return {
    method: 'Kaplan-Meier with Greenwood intervals; gone: silent for longer than the lapse limit of the stages, from the day after it',
    version: VERSION,
    enough,
    missing: [...listMissing(lines, ['customer', 'day']), ...(enough ? [] : [{ what: 'customers', have: n, needed: MIN_CUSTOMERS }])],
    asOf: toDay(asOf),
    period: n === 0 ? null : { from: toDay(buying.firstDay), to: toDay(asOf) },
    n,
    tenureDays: n === 0 ? null : { low, median, high },
    all: enough ? toCurve('all', everybody) : null,
    cohorts: large.map(({ name, lives }) => toCurve(name, lives)),
    difference: compareHalves(large),
  };
}

function compareHalves(cohorts: readonly { readonly name: string; readonly lives: readonly Life[] }[]): Duration['difference'] {
  const middle = cohorts.length >> 1;
  const laterFrom = cohorts[middle]?.name;
  const found = compareSurvival(
    cohorts.slice(0, middle).flatMap(({ lives }) => lives),
    cohorts.slice(middle).flatMap(({ lives }) => lives),
  );
  return found === undefined || laterFrom === undefined ? null : { laterFrom, chiSquare: roundTo6(found.chiSquare), pValue: roundTo6(found.pValue) };
}

function toCurve(cohort: string, lives: readonly Life[]): v.InferOutput<typeof Curve> {
  const curve = estimateSurvival(lives);
  return { cohort, customers: curve.cases, gone: curve.ended, medianDays: curve.median, steps: thin(curve) };
}

/** At most so many steps, evenly over the time: at each of them the curve stands as it does there. */
function thin({ steps }: SurvivalCurve): v.InferOutput<typeof Step>[] {
  const last = steps.at(-1)?.time ?? 0;
  const told: v.InferOutput<typeof Step>[] = [];
  steps.forEach((step, at) => {
    const next = steps[at + 1];
    const cell = Math.floor((step.time / (last + 1)) * MAX_STEPS);
    const nextCell = next === undefined ? MAX_STEPS : Math.floor((next.time / (last + 1)) * MAX_STEPS);
    if (steps.length <= MAX_STEPS || nextCell > cell) {
      told.push({
        days: step.time,
        share: roundTo6(step.survival),
        low: roundTo6(step.low),
        high: roundTo6(step.high),
        atRisk: step.atRisk,
        gone: step.ended,
      });
    }
  });
  return told;
}
