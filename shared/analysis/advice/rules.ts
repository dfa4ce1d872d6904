import type { Day } from '../../model/field.ts';
import type { Reason, RuleId } from '../../model/reason.ts';
import type { OverdueFacts, RhythmFacts, TierFacts } from '../customer-facts.ts';
import { toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { Stage } from '../core/stages.ts';

/** What is known of a customer when the rules are asked; null and undefined where it is not. */
export type Evidence = {
  readonly asOf: DayNumber;
  readonly stage: Stage | null;
  readonly overdue: readonly OverdueFacts[];
  /** The day on which the oldest open complaint was made. */
  readonly complaintSince: DayNumber | null;
  readonly rhythm: Pick<Extract<RhythmFacts, { enough: true }>, 'dueOn' | 'windowFrom' | 'windowTo' | 'remindOn'> | null;
  readonly tier: Extract<TierFacts, { enough: true }> | null;
};

/** What somebody did with an action that was advised. */
export type Settled = { readonly rule: RuleId; readonly how: 'done' | 'dismissed'; readonly onDay: DayNumber };

/** A rule that holds: what speaks for it, since when, and until when it is worth saying. */
export type Advice = { readonly rule: RuleId; readonly reason: Reason; readonly since: Day; readonly until: Day };

type Found = { readonly reason: Reason; readonly since: DayNumber };

/** One row of the table of rules. */
export type Rule = {
  readonly id: RuleId;
  /** The condition and its evidence; undefined where it does not hold. */
  readonly find: (evidence: Evidence) => Found | undefined;
  /** So many days after its condition began it is not said any more. */
  readonly expiresDays: number;
  /** So many days after it was done or put away it is not said again. */
  readonly coolDownDays: number;
};

const spanTo = (since: DayNumber, asOf: DayNumber) => ({ from: toDay(since), to: toDay(asOf) });

/** The table of rules, the most pressing first. A team reads them top down; the first that holds is the next action. */
export const RULES: readonly Rule[] = [
  {
    id: 'collect',
    expiresDays: 365,
    coolDownDays: 7,
    find({ asOf, overdue }) {
      const [first] = overdue;
      const due = first && toDayNumber(first.oldestDueOn);
      return first === undefined || due === undefined
        ? undefined
        : {
            since: due + 1,
            reason: {
              code: 'next.collect',
              numbers: { openMinor: first.openMinor, currency: first.currency, daysOverdue: first.daysOverdue },
              ...spanTo(due, asOf),
            },
          };
    },
  },
  {
    id: 'complaint',
    expiresDays: 180,
    coolDownDays: 3,
    find: ({ asOf, complaintSince: since }) =>
      since === null
        ? undefined
        : { since, reason: { code: 'next.complaint', numbers: { openSince: toDay(since), days: asOf - since }, ...spanTo(since, asOf) } },
  },
  {
    id: 'welcome-back',
    expiresDays: 14,
    coolDownDays: 365,
    find({ asOf, stage }) {
      const back = stage?.back ?? null;
      return back === null
        ? undefined
        : {
            since: back.onDay,
            reason: {
              code: 'next.welcome-back',
              numbers: { returnedOn: toDay(back.onDay), breakDays: back.breakDays },
              ...spanTo(back.onDay - back.breakDays, asOf),
            },
          };
    },
  },
  {
    id: 'first-order',
    expiresDays: 21,
    coolDownDays: 365,
    find: ({ asOf, stage }) =>
      stage === null || stage.stage !== 'first-buyer' || stage.silentDays < 3
        ? undefined
        : {
            since: stage.lastDay + 3,
            reason: {
              code: 'next.first-order',
              numbers: { orderedOn: toDay(stage.lastDay), days: stage.silentDays },
              ...spanTo(stage.lastDay, asOf),
            },
          },
  },
  {
    id: 'reorder',
    expiresDays: 60,
    coolDownDays: 14,
    find({ asOf, stage, rhythm }) {
      // Who is silent for longer than usual is called, not reminded: the window of such a customer moves on for ever.
      const isSilent = stage === null || stage.stage === 'declining' || stage.stage === 'lapsed' || stage.stage === 'lost';
      const today = toDay(asOf);
      if (isSilent || rhythm === null || today < rhythm.remindOn || today > rhythm.windowTo) {
        return undefined;
      }
      const { dueOn, windowFrom, windowTo, remindOn } = rhythm;
      const since = toDayNumber(remindOn);
      return since === undefined
        ? undefined
        : { since, reason: { code: 'next.reorder', numbers: { dueOn, windowFrom, windowTo }, ...spanTo(stage.firstDay, asOf) } };
    },
  },
  {
    id: 'call-silent',
    expiresDays: 60,
    coolDownDays: 21,
    find: ({ asOf, stage }) =>
      stage === null || stage.stage !== 'declining'
        ? undefined
        : {
            since: stage.lastDay + Math.ceil(stage.usual.gapDays),
            reason: {
              code: 'next.call-silent',
              numbers: { silentDays: stage.silentDays, gapDays: stage.usual.gapDays },
              ...spanTo(stage.firstDay, asOf),
            },
          },
  },
  {
    id: 'win-back',
    expiresDays: 365,
    coolDownDays: 60,
    find: ({ asOf, stage }) =>
      stage === null || stage.stage !== 'lapsed' || stage.orders < 2
        ? undefined
        : {
            since: stage.lastDay + Math.ceil(stage.usual.gapDays),
            reason: { code: 'next.win-back', numbers: { silentDays: stage.silentDays, orders: stage.orders }, ...spanTo(stage.firstDay, asOf) },
          },
  },
  {
    id: 'almost-tier',
    expiresDays: 365,
    coolDownDays: 45,
    find({ asOf, tier }) {
      const up = tier?.up ?? null;
      const from = tier === null ? undefined : toDayNumber(tier.windowFrom);
      if (
        tier === null ||
        up === null ||
        from === undefined ||
        up.orders > 1 ||
        up.netMinor * 10 > tier.cuts[up.tier === 'high' ? 'high' : 'general'].netMinor
      ) {
        return undefined;
      }
      return {
        since: asOf,
        reason: { code: 'next.almost-tier', numbers: { netMinor: up.netMinor, orders: up.orders, currency: tier.currency }, ...spanTo(from, asOf) },
      };
    },
  },
];

/**
 * The actions that the rules advise for one customer, the most pressing first. What was done or put away is not said again
 * until its cool-down is over.
 * @param settled what somebody did with advice of this customer before
 */
export function adviseNext(evidence: Evidence, settled: readonly Settled[], rules: readonly Rule[] = RULES): readonly Advice[] {
  const advised: Advice[] = [];
  for (const { id, find, expiresDays, coolDownDays } of rules) {
    const found = find(evidence);
    if (found === undefined || evidence.asOf > found.since + expiresDays) {
      continue;
    }
    const last = settled
      .filter(({ rule, onDay }) => rule === id && onDay <= evidence.asOf)
      .reduce((newest, { onDay }) => Math.max(newest, onDay), -Infinity);
    if (evidence.asOf >= last + coolDownDays) {
      advised.push({ rule: id, reason: found.reason, since: toDay(found.since), until: toDay(found.since + expiresDays) });
    }
  }
  return advised;
}
