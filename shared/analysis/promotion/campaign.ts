import * as v from 'valibot';
import { CampaignKind } from '../../model/campaign.ts';
import { Currency, Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { compareShares } from '../core/numerics/proportions.ts';
import { ShareOf, shareOf } from '../core/evidence.ts';
import { roundMinor } from '../core/money.ts';
import { roundTo6 } from '../core/stats.ts';
import { createSumming, type Summing } from '../core/sums.ts';
import { expectResponses, findGroupSize, learnPrior, type Response } from './expect-responses.ts';
import { groupsOf, listWholes, readResponses, type Bought, type Responses, type Whole } from './responses.ts';
import { findShortfall, Shortfall } from './shortfall.ts';
import { Plan, sumPlans } from './plan.ts';

const VERSION = '1';
/** Below this share of amounts with a known cost no return is told. */
const MIN_COST_SHARE = 0.9;
/** Below so many kept out nothing is said of an effect. */
const MIN_HELD_OUT = 20;

const CampaignParams = v.object({
  /** How much of the chance the interval of the expected responses holds. */
  confidence: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1)), 0.8),
});
type CampaignParams = v.InferOutput<typeof CampaignParams>;

const Effect = v.object({
  /** Share of those reached less the share of those kept out, with its 95 % interval. */
  difference: v.number(),
  low: v.number(),
  high: v.number(),
  chiSquare: v.number(),
  pValue: v.number(),
  heldOut: ShareOf,
});

const Added = v.object({
  revenueMinor: v.number(),
  /** What chance leaves open of it, 95 %; where it holds 0 nothing is shown to have been added. */
  lowMinor: v.number(),
  highMinor: v.number(),
  marginMinor: v.nullable(v.number()),
  costShareKnown: v.number(),
  return: v.nullable(v.number()),
});

const One = v.object({
  campaign: v.string(),
  name: v.nullable(v.string()),
  kind: v.nullable(CampaignKind),
  plan: v.nullable(v.string()),
  state: v.picklist(['planned', 'running', 'ended']),
  from: Day,
  to: v.nullable(Day),
  reached: v.number(),
  responded: v.number(),
  by: v.object({ order: v.number(), reply: v.number(), visit: v.number() }),
  response: v.nullable(ShareOf),
  /** From past campaigns of the kind, else from the plan; of a running one, as far as it should be by now. */
  expected: v.nullable(
    v.object({
      responses: v.number(),
      low: v.nullable(v.number()),
      high: v.nullable(v.number()),
      from: v.picklist(['past', 'plan']),
      campaigns: v.number(),
    }),
  ),
  /** Actual less expected, with what the interval of the expected leaves open. */
  difference: v.nullable(v.object({ responses: v.number(), low: v.nullable(v.number()), high: v.nullable(v.number()) })),
  /** Without a group that was kept out a response is a response, not an effect. */
  reading: v.picklist(['effect', 'response-not-effect']),
  effect: v.nullable(Effect),
  /** How many each group needs, so that the difference from `without` to `withIt` would be seen in four cases of five. */
  minimumSize: v.nullable(v.object({ perGroup: v.number(), without: v.number(), withIt: v.number(), isReached: v.boolean() })),
  costMinor: v.nullable(v.number()),
  budgetMinor: v.nullable(v.number()),
  revenueMinor: v.number(),
  /** What those reached bought beyond what those kept out did, margin, and margin less cost for each unit of cost. */
  added: v.nullable(Added),
  /** Fewer responses by now than the interval lets expect. */
  warning: v.nullable(v.picklist(['behind'])),
  shortfall: v.array(Shortfall),
});
type One = v.InferOutput<typeof One>;

const CampaignResult = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  n: v.number(),
  currency: v.nullable(Currency),
  /** Currencies for which there is no rate: their sums are in nothing here. */
  currenciesLeftOut: v.array(v.string()),
  campaigns: v.array(One),
  plans: v.array(Plan),
});
type CampaignResult = v.InferOutput<typeof CampaignResult>;

/** Campaigns: who responded against what was expected, the effect against those kept out, cost and return, and where it fell short. */
export const campaign = defineAnalysis({
  id: 'promotion.campaign',
  version: VERSION,
  needs: [],
  params: CampaignParams,
  output: CampaignResult,
  run: runCampaign,
});

/** What one campaign came to, for those after it. */
type Past = Response & { readonly kind: CampaignKind | undefined; readonly to: DayNumber; readonly arrivals: readonly number[] };

function runCampaign({ lines, book, params, asOf }: AnalysisInput<CampaignParams>): CampaignResult {
  const wholes = listWholes(book.campaigns);
  const members = new Set(wholes.flatMap(({ parts }) => parts.flatMap((part) => [...part.members, ...part.holdOut])));
  const summing = createSumming(book, lines);
  const responses = readResponses(lines, book, members, summing);
  const past: Past[] = [];
  const campaigns: One[] = [];
  for (const whole of wholes) {
    const known = past.filter(({ kind, to }) => kind === whole.campaign.kind && to < whole.from);
    const { one, seen } = judge(whole, known, responses, book.customers, summing, params, asOf);
    campaigns.push(one);
    if (one.state === 'ended') {
      past.push(seen);
    }
  }
  const missing = missingLists(book, ['campaigns']);
  if (missing.length === 0 && members.size === 0) {
    missing.push({ what: 'campaign-members', have: 0, needed: 1 });
  }
  return {
    method: 'responses recorded in the window; expected by beta-binomial over past campaigns of the kind; effect by two-proportion test',
    version: VERSION,
    enough: campaigns.some(({ reached }) => reached > 0),
    missing,
    asOf: toDay(asOf),
    n: campaigns.length,
    currency: summing.currency,
    campaigns,
    plans: sumPlans(book.campaigns, campaigns, summing, asOf),
    currenciesLeftOut: summing.leftOut(),
  };
}

function judge(
  whole: Whole,
  known: readonly Past[],
  responses: Responses,
  customers: Parameters<typeof findShortfall>[2],
  summing: Summing,
  { confidence }: CampaignParams,
  asOf: DayNumber,
): { readonly one: One; readonly seen: Past } {
  const { campaign: own, from, to, parts } = whole;
  const { reached, heldOut } = groupsOf(whole);
  const answers = [...reached].flatMap((customer) => {
    const answer = responses.answerOf(customer, whole, asOf);
    return answer === undefined ? [] : [{ customer, ...answer }];
  });
  const responded = new Set(answers.map(({ customer }) => customer));
  const state = asOf < from ? 'planned' : asOf > to ? 'ended' : 'running';
  const length = to - from + 1;
  const elapsed = state === 'running' ? (asOf - from + 1) / length : 1;
  const arrived = state === 'running' ? shareArrived(known, elapsed) : 1;
  const prior = learnPrior(known);
  const planned = own.expectedShare;
  const whole80 = prior && expectResponses({ a: prior.a * arrived, b: prior.b + prior.a * (1 - arrived) }, reached.size, confidence);
  const expected: One['expected'] =
    whole80 !== undefined
      ? { responses: roundTo6(whole80.mean), low: whole80.low, high: whole80.high, from: 'past', campaigns: known.length }
      : planned === undefined
        ? null
        : { responses: roundTo6(planned * reached.size * arrived), low: null, high: null, from: 'plan', campaigns: 0 };
  const heldOutResponded = [...heldOut].filter((customer) => responses.answerOf(customer, whole, asOf) !== undefined).length;
  const test =
    heldOut.size < MIN_HELD_OUT || state === 'planned' ? undefined : compareShares(responded.size, reached.size, heldOutResponded, heldOut.size);
  const without = heldOut.size >= MIN_HELD_OUT && state === 'ended' ? heldOutResponded / heldOut.size : responses.shareBefore(reached, whole);
  const withIt = planned ?? (prior === undefined ? undefined : prior.a / (prior.a + prior.b));
  const perGroup = without === undefined || withIt === undefined ? undefined : findGroupSize(withIt, without);
  const costMinor = sumMoney(parts, 'cost', summing, from);
  const bought = [...reached].map((customer) => responses.boughtBy(customer, whole, asOf));
  const revenueMinor = answers.reduce((sum, { customer }) => sum + responses.boughtBy(customer, whole, asOf).netMinor, 0);
  const added =
    test === undefined
      ? null
      : addedBy(
          bought,
          [...heldOut].map((customer) => responses.boughtBy(customer, whole, asOf)),
          costMinor,
        );
  const share = expected === null || reached.size === 0 ? undefined : expected.responses / reached.size;
  const isBehind = expected !== null && state !== 'planned' && responded.size < expected.responses;
  const one: One = {
    campaign: own.id,
    name: own.name ?? null,
    kind: own.kind ?? null,
    plan: own.plan ?? null,
    state,
    from: toDay(from),
    to: Number.isFinite(to) ? toDay(to) : null,
    reached: reached.size,
    responded: responded.size,
    by: {
      order: answers.filter(({ by }) => by === 'order').length,
      reply: answers.filter(({ by }) => by === 'reply').length,
      visit: answers.filter(({ by }) => by === 'visit').length,
    },
    response: reached.size === 0 || state === 'planned' ? null : shareOf(responded.size, reached.size),
    expected,
    difference:
      expected === null || state === 'planned'
        ? null
        : {
            responses: roundTo6(responded.size - expected.responses),
            low: expected.high === null ? null : responded.size - expected.high,
            high: expected.low === null ? null : responded.size - expected.low,
          },
    reading: test === undefined ? 'response-not-effect' : 'effect',
    effect:
      test === undefined
        ? null
        : {
            difference: roundTo6(test.difference),
            low: roundTo6(test.interval.low),
            high: roundTo6(test.interval.high),
            chiSquare: roundTo6(test.chiSquare),
            pValue: roundTo6(test.pValue),
            heldOut: shareOf(heldOutResponded, heldOut.size),
          },
    minimumSize:
      perGroup === undefined || without === undefined || withIt === undefined
        ? null
        : { perGroup, without: roundTo6(without), withIt: roundTo6(withIt), isReached: reached.size >= perGroup && heldOut.size >= perGroup },
    costMinor,
    budgetMinor: sumMoney(parts, 'budget', summing, from),
    revenueMinor,
    added,
    warning: state === 'running' && expected?.low !== null && expected !== null && responded.size < expected.low ? 'behind' : null,
    shortfall: isBehind && share !== undefined ? findShortfall(parts, responded, customers, share) : [],
  };
  const arrivals = Number.isFinite(length) ? answers.map(({ firstOn }) => (firstOn - from + 1) / length) : [];
  return { one, seen: { responded: responded.size, reached: reached.size, kind: own.kind, to, arrivals } };
}

/** Of the responses of past campaigns the share that had come after so much of the window; evenly, where there are none. */
function shareArrived(past: readonly Past[], elapsed: number): number {
  const arrivals = past.flatMap((one) => one.arrivals);
  return arrivals.length === 0 ? elapsed : arrivals.filter((at) => at <= elapsed).length / arrivals.length;
}

function sumMoney(parts: Whole['parts'], what: 'cost' | 'budget', summing: Summing, day: DayNumber): number | null {
  const sums = parts.flatMap((part) => (part[what] === undefined ? [] : [summing.read(part[what].minor, part[what].currency, day)]));
  return sums.length === 0 || sums.includes(undefined) ? null : sums.reduce<number>((all, sum) => all + (sum ?? 0), 0);
}

function addedBy(reached: readonly Bought[], heldOut: readonly Bought[], costMinor: number | null): NonNullable<One['added']> {
  const sum = (all: readonly Bought[], name: keyof Bought): number => all.reduce((total, one) => total + one[name], 0);
  const perHeldOut = (name: keyof Bought): number => (heldOut.length === 0 ? 0 : sum(heldOut, name) / heldOut.length);
  const revenueMinor = roundMinor(sum(reached, 'netMinor') - reached.length * perHeldOut('netMinor'));
  const total = sum(reached, 'netMinor') + sum(heldOut, 'netMinor');
  const costShareKnown = total > 0 ? (sum(reached, 'costKnownMinor') + sum(heldOut, 'costKnownMinor')) / total : 0;
  const addedCost = sum(reached, 'costMinor') - reached.length * perHeldOut('costMinor');
  const marginMinor = costShareKnown < MIN_COST_SHARE ? null : roundMinor(revenueMinor - addedCost);
  const rate = marginMinor === null || costMinor === null || costMinor <= 0 ? null : roundTo6((marginMinor - costMinor) / costMinor);
  // The difference of two means of amounts that vary from member to member, times those reached.
  const reach = normalQuantile(0.975) * reached.length * Math.sqrt(varianceOfMean(reached) + varianceOfMean(heldOut));
  const [lowMinor, highMinor] = [roundMinor(revenueMinor - reach), roundMinor(revenueMinor + reach)];
  return { revenueMinor, lowMinor, highMinor, marginMinor, costShareKnown: roundTo6(costShareKnown), return: rate };
}

function varianceOfMean(all: readonly Bought[]): number {
  const n = all.length;
  const mean = all.reduce((sum, { netMinor }) => sum + netMinor, 0) / Math.max(1, n);
  return n < 2 ? 0 : all.reduce((sum, { netMinor }) => sum + (netMinor - mean) ** 2, 0) / (n - 1) / n;
}
