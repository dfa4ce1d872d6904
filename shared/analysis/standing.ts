import * as v from 'valibot';
import { Currency } from '../model/field.ts';
import type { Reason } from '../model/reason.ts';
import { adviseNext, type Settled } from './advice/rules.ts';
import type { CustomerFacts, StandingFacts } from './customer-facts.ts';
import { listBuyingDays } from './core/buying-days.ts';
import { purchaseDaysOf } from './core/purchase-days.ts';
import { addMonths, toDay, toDayNumber, type DayNumber } from './core/calendar.ts';
import type { Lines } from './core/lines.ts';
import { reasonOfStage } from './core/stage-reason.ts';
import { stageOf, StageParams } from './core/stages.ts';
import { roundTo6 } from './core/stats.ts';
import { gapsOfAll, usualGapOf } from './core/usual-gaps.ts';
import { churnOf } from './profiling/churn.ts';

const Days = v.pipe(v.number(), v.minValue(0));

/** What is learnt of all customers for where one of them stands: the gaps of all, and what all of them brought in 12 months. */
export const StandingLearnt = v.object({
  medianGapDays: v.nullable(Days),
  upperGapDays: v.nullable(Days),
  /** Of the currency of most orders; null without orders. */
  currency: v.nullable(Currency),
  netMinor: v.number(),
});
export type StandingLearnt = v.InferOutput<typeof StandingLearnt>;

const PARAMS = v.parse(StageParams, {});
/** From this silence on it is told, in usual gaps, and from this share of all revenue on a customer is a risk by itself. */
const SILENT_FROM = 1.5;
const SHARE_FROM = 0.1;

/** Learns from the lines of all customers, up to and with a day. */
export function learnStanding(lines: Lines, asOf: DayNumber): StandingLearnt {
  const buying = listBuyingDays(lines, asOf);
  const { medianGapDays, upperGapDays } = gapsOfAll(buying);
  return { medianGapDays, upperGapDays, currency: buying.currency, netMinor: netSince(lines, asOf) };
}

/** What all lines of the currency of most orders brought in the twelve months up to a day. */
function netSince(lines: Lines, asOf: DayNumber): number {
  const { day, netMinor } = listBuyingDays(lines, asOf);
  const from = addMonths(asOf, -12) + 1;
  let sum = 0;
  for (let at = 0; at < day.length; at += 1) {
    sum += (day[at] ?? 0) >= from ? (netMinor[at] ?? 0) : 0;
  }
  return sum;
}

/**
 * Where a customer stands: the stage with its rule, what may go wrong, each apart, and what to do next. The rules are those
 * of `prospecting.lifecycle`, `profiling.risk` and `advice.next-action`.
 * @param lines the lines of this customer alone
 * @param known what else is known of the customer's orders
 */
export function standingOf(
  lines: Lines,
  known: Pick<CustomerFacts, 'tier' | 'rhythm' | 'overdue' | 'complaints'>,
  learnt: StandingLearnt | undefined,
  settled: readonly Settled[],
  asOf: DayNumber,
): StandingFacts {
  const buying = listBuyingDays(lines, asOf);
  const days = purchaseDaysOf(buying, 0);
  const usual = usualGapOf(days, learnt ?? { medianGapDays: null, upperGapDays: null });
  const stage = stageOf(days, usual, PARAMS, asOf);
  const { tier, rhythm, overdue, complaints } = known;
  const [oldest] = complaints;
  const advice = adviseNext(
    {
      asOf,
      stage,
      overdue,
      complaintSince: oldest === undefined ? null : (toDayNumber(oldest.openedOn) ?? null),
      rhythm: rhythm.enough && rhythm.state !== 'after' ? rhythm : null,
      tier: tier.enough ? tier : null,
    },
    settled,
  );
  const [next] = advice;
  const reason = stage === null ? undefined : reasonOfStage(stage, PARAMS, asOf);
  return {
    stage: stage === null || reason === undefined ? null : { stage: stage.stage, reason, basis: stage.usual.basis },
    risks: stage === null ? [] : [...churnOf(days, usual, SILENT_FROM, asOf), ...shareRisk(lines, learnt, asOf)],
    next: next === undefined ? null : { ...next, also: advice.length - 1 },
  };
}

function shareRisk(lines: Lines, learnt: StandingLearnt | undefined, asOf: DayNumber): readonly Reason[] {
  const { currency } = listBuyingDays(lines, asOf);
  if (learnt === undefined || currency === null || currency !== learnt.currency || learnt.netMinor <= 0) {
    return [];
  }
  const netMinor = netSince(lines, asOf);
  const share = netMinor / learnt.netMinor;
  return share < SHARE_FROM
    ? []
    : [{ code: 'risk.share', numbers: { share: roundTo6(share), netMinor, currency }, from: toDay(addMonths(asOf, -12) + 1), to: toDay(asOf) }];
}
