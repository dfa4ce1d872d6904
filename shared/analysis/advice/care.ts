import * as v from 'valibot';
import { CARE_INDICATORS, type Answer, type CareIndicator } from '../../model/answer.ts';
import { Day } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { addMonths, createDayReader, toDay, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { Estimate, ShareOf, shareOf } from '../core/evidence.ts';
import { normalQuantile } from '../core/numerics/normal-quantile.ts';
import { roundTo6 } from '../core/stats.ts';

const VERSION = '1';
/** From so many marks on an indicator is told. */
const MIN_MARKS = 5;
/** Marks from which somebody is content, of 1 to 5. */
const CONTENT_FROM = 4;

const CareParams = v.object({
  /** Answers and contacts of so many months. */
  months: v.optional(v.pipe(v.number(), v.minValue(1)), 12),
  /** Days within which a customer of each tier is to be contacted. */
  contactDays: v.optional(v.object({ high: v.number(), general: v.number(), low: v.number() }), { high: 30, general: 60, low: 120 }),
});
type CareParams = v.InferOutput<typeof CareParams>;

const Indicator = v.object({
  indicator: v.picklist(CARE_INDICATORS),
  group: v.picklist(['subject', 'channel', 'time']),
  enough: v.boolean(),
  received: v.nullable(Estimate),
  expected: v.nullable(Estimate),
  /** Received less expected, of those who said both. */
  gap: v.nullable(Estimate),
  content: v.nullable(ShareOf),
});
type Indicator = v.InferOutput<typeof Indicator>;

const TierCare = v.object({
  tier: v.string(),
  customers: v.number(),
  contactDays: v.number(),
  /** Customers who were contacted within the days of their tier. */
  contacted: v.nullable(ShareOf),
  contactsPerCustomer: v.number(),
  openCases: v.number(),
  complaints: v.number(),
  /** Customers who wait, the longest silence first. */
  waiting: v.array(v.object({ customer: v.string(), lastContactOn: v.nullable(Day) })),
});

const Care = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.object({ from: Day, to: Day }),
  /** Asked and answered: how many took part. */
  feedback: v.nullable(ShareOf),
  /** Each by itself; they are never blended into one score. */
  indicators: v.array(Indicator),
  recommend: v.nullable(
    v.object({ n: v.number(), promoters: v.number(), detractors: v.number(), score: v.number(), low: v.number(), high: v.number() }),
  ),
  tiers: v.array(TierCare),
});
type Care = v.InferOutput<typeof Care>;

/** How customers are cared for: each indicator by itself with what was expected, and the plan of care of each tier with what stands behind it. */
export const care = defineAnalysis({
  id: 'advice.care',
  version: VERSION,
  needs: ['profiling.benefits'],
  params: CareParams,
  output: Care,
  run: runCare,
});

const GROUPS: Readonly<Record<CareIndicator, Indicator['group']>> = {
  advice: 'subject',
  'product-quality': 'subject',
  'service-quality': 'subject',
  'after-sales': 'subject',
  'product-and-service': 'channel',
  communication: 'channel',
  incentives: 'channel',
  'public-relations': 'channel',
  'before-sale': 'time',
  'at-sale': 'time',
  'after-sale': 'time',
};

/** What is read of the analysis of tiers; another version of it may have none. */
const Tiers = v.object({ customers: v.array(v.object({ customer: v.string(), tier: v.string() })) });

function runCare({ book, params, asOf, needs }: AnalysisInput<CareParams>): Care {
  const from = addMonths(asOf, -params.months) + 1;
  const isInside = (day: string | undefined): boolean => {
    const number = day === undefined ? undefined : toDayNumber(day);
    return number !== undefined && number >= from && number <= asOf;
  };
  const asked = book.answers.filter(({ askedOn, answeredOn }) => isInside(askedOn) || isInside(answeredOn));
  const answered = asked.filter(({ answeredOn }) => isInside(answeredOn));
  const indicators = CARE_INDICATORS.map((indicator) => judge(indicator, answered));
  const tierOf = v.safeParse(Tiers, needs['profiling.benefits']);
  const missing = missingLists(book, ['answers']);
  const opinions = answered.reduce((sum, answer) => sum + Object.keys(answer.opinions).length, 0);
  if (missing.length === 0 && indicators.every(({ enough }) => !enough)) {
    missing.push({ what: 'opinions', have: opinions, needed: MIN_MARKS });
  }
  return {
    method: 'means of 1 to 5 by indicator with normal intervals; share content (4 or 5) by Wilson; contacts by tier',
    version: VERSION,
    enough: indicators.some(({ enough }) => enough) || (tierOf.success && tierOf.output.customers.length > 0 && book.interactions.length > 0),
    missing,
    asOf: toDay(asOf),
    period: { from: toDay(from), to: toDay(asOf) },
    feedback: asked.length === 0 ? null : shareOf(answered.length, asked.length),
    indicators,
    recommend: recommendOf(answered),
    tiers: tierOf.success ? careByTier(book, new Map(tierOf.output.customers.map(({ customer, tier }) => [customer, tier])), params, from, asOf) : [],
  };
}

function estimate(values: readonly number[]): Estimate | null {
  const n = values.length;
  if (n === 0) {
    return null;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = n < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = n < 2 ? 0 : normalQuantile(0.975) * Math.sqrt(variance / n);
  return { value: roundTo6(mean), low: roundTo6(mean - reach), high: roundTo6(mean + reach), n };
}

function judge(indicator: CareIndicator, answered: readonly Answer[]): Indicator {
  const opinions = answered.flatMap(({ opinions: all }) => (all[indicator] === undefined ? [] : [all[indicator]]));
  const received = opinions.flatMap((one) => (one.received === undefined ? [] : [one.received]));
  const enough = received.length >= MIN_MARKS;
  return {
    indicator,
    group: GROUPS[indicator],
    enough,
    received: enough ? estimate(received) : null,
    expected: enough ? estimate(opinions.flatMap(({ expected }) => (expected === undefined ? [] : [expected]))) : null,
    gap: enough
      ? estimate(opinions.flatMap((one) => (one.expected === undefined || one.received === undefined ? [] : [one.received - one.expected])))
      : null,
    content: enough ? shareOf(received.filter((mark) => mark >= CONTENT_FROM).length, received.length) : null,
  };
}

/**
 * Who would recommend us (9 or 10 of 0 to 10) less who would not (0 to 6), as shares, from -1 to 1, with its interval.
 * Source: Reichheld 2003; the variance is that of a variable of 1, 0 and -1.
 */
function recommendOf(answered: readonly Answer[]): Care['recommend'] {
  const marks = answered.flatMap(({ recommend }) => (recommend === undefined ? [] : [recommend]));
  const n = marks.length;
  if (n < MIN_MARKS) {
    return null;
  }
  const promoters = marks.filter((mark) => mark >= 9).length;
  const detractors = marks.filter((mark) => mark <= 6).length;
  const score = (promoters - detractors) / n;
  const reach = normalQuantile(0.975) * Math.sqrt(Math.max(0, ((promoters + detractors) / n - score ** 2) / n));
  return { n, promoters, detractors, score: roundTo6(score), low: roundTo6(Math.max(-1, score - reach)), high: roundTo6(Math.min(1, score + reach)) };
}

const MOST_WAITING = 20;

function careByTier(book: Book, tierOf: ReadonlyMap<string, string>, { contactDays }: CareParams, from: DayNumber, asOf: DayNumber): Care['tiers'] {
  const readDay = createDayReader(book.zone);
  const last = new Map<string, DayNumber>();
  const contacts = new Map<string, number>();
  const complaints = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string | undefined): void => {
    if (name !== undefined) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  };
  for (const { participants, happenedAt, channel, topic } of book.interactions) {
    const day = happenedAt === undefined || channel === 'note' ? undefined : readDay(happenedAt);
    for (const customer of day === undefined || day > asOf ? [] : participants.filter((id) => tierOf.has(id))) {
      last.set(customer, Math.max(day ?? 0, last.get(customer) ?? -Infinity));
      if ((day ?? 0) >= from) {
        add(contacts, tierOf.get(customer));
        add(complaints, topic === 'complaint' ? tierOf.get(customer) : undefined);
      }
    }
  }
  const openCases = new Map<string, number>();
  for (const { customer, kind, openedAt, solvedAt } of book.cases) {
    const [opened, solved] = [openedAt, solvedAt ?? undefined].map((at) => (at === undefined ? undefined : readDay(at)));
    if (opened !== undefined && opened <= asOf) {
      add(openCases, solved === undefined || solved > asOf ? tierOf.get(customer ?? '') : undefined);
      add(complaints, kind === 'complaint' && opened >= from ? tierOf.get(customer ?? '') : undefined);
    }
  }
  return (['high', 'general', 'low'] as const).flatMap((tier) => {
    const own = [...tierOf].filter(([, of]) => of === tier).map(([customer]) => customer);
    const isContacted = (customer: string): boolean => asOf - (last.get(customer) ?? -Infinity) <= contactDays[tier];
    const waiting = own
      .filter((customer) => !isContacted(customer))
      .toSorted((a, b) => (last.get(a) ?? -Infinity) - (last.get(b) ?? -Infinity) || (a < b ? -1 : 1))
      .slice(0, MOST_WAITING);
    return own.length === 0
      ? []
      : [
          {
            tier,
            customers: own.length,
            contactDays: contactDays[tier],
            contacted: shareOf(own.filter(isContacted).length, own.length),
            contactsPerCustomer: roundTo6((contacts.get(tier) ?? 0) / own.length),
            openCases: openCases.get(tier) ?? 0,
            complaints: complaints.get(tier) ?? 0,
            waiting: waiting.map((customer) => ({ customer, lastContactOn: last.has(customer) ? toDay(last.get(customer) ?? 0) : null })),
          },
        ];
  });
}
