import * as v from 'valibot';
import type { Campaign } from '../../model/campaign.ts';
import { toDayNumber, type DayNumber } from '../core/calendar.ts';
import type { Summing } from '../core/sums.ts';

/** The plan of a period: what its campaigns were to cost and cost, and whom they reached. */
export const Plan = v.object({
  plan: v.string(),
  name: v.nullable(v.string()),
  goal: v.nullable(v.string()),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  budgetMinor: v.nullable(v.number()),
  /** The sum of the campaigns whose cost is known, and how many do not say theirs. */
  costMinor: v.number(),
  costUnknown: v.number(),
  campaigns: v.number(),
  ended: v.number(),
  reached: v.number(),
  responded: v.number(),
  /** Of the campaigns that expect something. */
  expected: v.number(),
  respondedOfExpecting: v.number(),
});
export type Plan = v.InferOutput<typeof Plan>;

type Judged = {
  readonly plan: string | null;
  readonly state: string;
  readonly reached: number;
  readonly responded: number;
  readonly costMinor: number | null;
  readonly expected: { readonly responses: number } | null;
};

/** Each plan with what its campaigns came to, in the order of their starts. */
export function sumPlans(campaigns: readonly Campaign[], judged: readonly Judged[], summing: Summing, asOf: DayNumber): Plan[] {
  return campaigns
    .filter(({ kind }) => kind === 'plan')
    .toSorted((a, b) => ((a.startsOn ?? '') + a.id < (b.startsOn ?? '') + b.id ? -1 : 1))
    .map(({ id, name, goal, startsOn, endsOn, budget }): Plan => {
      const own = judged.filter(({ plan }) => plan === id);
      const expecting = own.filter(({ expected, state }) => expected !== null && state !== 'planned');
      const day = startsOn === undefined ? asOf : (toDayNumber(startsOn) ?? asOf);
      return {
        plan: id,
        name: name ?? null,
        goal: goal ?? null,
        from: startsOn ?? null,
        to: endsOn ?? null,
        budgetMinor: budget === undefined ? null : (summing.read(budget.minor, budget.currency, day) ?? null),
        costMinor: own.reduce((sum, { costMinor }) => sum + (costMinor ?? 0), 0),
        costUnknown: own.filter(({ costMinor }) => costMinor === null).length,
        campaigns: own.length,
        ended: own.filter(({ state }) => state === 'ended').length,
        reached: own.reduce((sum, { reached }) => sum + reached, 0),
        responded: own.reduce((sum, { responded }) => sum + responded, 0),
        expected: expecting.reduce((sum, { expected }) => sum + (expected?.responses ?? 0), 0),
        respondedOfExpecting: expecting.reduce((sum, { responded }) => sum + responded, 0),
      };
    });
}
