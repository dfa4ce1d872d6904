import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { Reason, STAGES, type StageId } from '../../model/reason.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { toDay } from '../core/calendar.ts';
import { listMissing, Period } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import { reasonOfStage } from '../core/stage-reason.ts';
import { StageParams, stagesOf } from '../core/stages.ts';
import { gapsOfAll } from '../core/usual-gaps.ts';

const VERSION = '1';

const One = v.object({
  customer: v.string(),
  stage: v.picklist(STAGES),
  /** The rule that placed the customer, with its numbers. */
  reason: v.nullable(Reason),
  /** Where the usual gap comes from: of at least three gaps of one's own, of all customers, or assumed. */
  basis: v.nullable(v.picklist(['own', 'all', 'default'])),
  /** Days with an order. */
  n: v.number(),
});

const Lifecycle = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  limits: v.object({
    decliningAt: v.number(),
    lapsedAt: v.number(),
    lostAt: v.number(),
    lostMinDays: v.number(),
    establishedFrom: v.number(),
    regainedDays: v.number(),
  }),
  /** The upper quartile of the gaps of all customers; it stands in for those with fewer than three of their own. */
  gapDaysOfAll: v.nullable(v.number()),
  stages: v.record(v.picklist(STAGES), v.number()),
  customers: v.array(One),
});
type Lifecycle = v.InferOutput<typeof Lifecycle>;

/** In which stage each customer is, with the rule that placed it there. */
export const lifecycle = defineAnalysis({
  id: 'prospecting.lifecycle',
  version: VERSION,
  needs: [],
  params: StageParams,
  output: Lifecycle,
  run: runLifecycle,
});

function runLifecycle({ lines, book, params, asOf }: AnalysisInput<StageParams>): Lifecycle {
  const buying = listBuyingDays(lines, asOf);
  const found = stagesOf(buying, params);
  const { names } = lines.dictionary.customer;
  const stages = countersOf();
  const customers: Lifecycle['customers'] = [];
  const listed = listCustomers(buying.index);
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    const stage = found[customer] ?? null;
    if (stage !== null) {
      stages[stage.stage] += 1;
      customers.push({
        customer: names[customer] ?? '',
        stage: stage.stage,
        reason: reasonOfStage(stage, params, asOf) ?? null,
        basis: stage.usual.basis,
        n: stage.orders,
      });
    }
  }
  const n = customers.length;
  const { places } = lines.dictionary.customer;
  for (const { id } of book.customers) {
    if ((found[places.get(id) ?? -1] ?? null) === null) {
      stages.prospect += 1;
      customers.push({ customer: id, stage: 'prospect', reason: null, basis: null, n: 0 });
    }
  }
  return {
    method: 'silence in usual gaps (upper quartile of own gaps, at most twice the median), number of days with an order, silences that ended',
    version: VERSION,
    enough: n > 0,
    missing: [...listMissing(lines, ['customer', 'day']), ...missingLists(book, ['customers'])],
    asOf: toDay(asOf),
    period: n === 0 ? null : { from: toDay(buying.firstDay), to: toDay(asOf) },
    n,
    limits: params,
    gapDaysOfAll: gapsOfAll(buying).upperGapDays,
    stages,
    customers,
  };
}

function countersOf(): Record<StageId, number> {
  return { prospect: 0, 'first-buyer': 0, developing: 0, established: 0, declining: 0, lapsed: 0, lost: 0, regained: 0 };
}
