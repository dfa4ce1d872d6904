import * as v from 'valibot';
import { Day, Id } from '../../model/field.ts';
import { defineAnalysis, Missing, type AnalysisInput, type Outcome } from '../core/analysis.ts';
import { missingLists } from '../core/book.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { addMonths, toDay, type DayNumber } from '../core/calendar.ts';
import { Estimate, Period } from '../core/evidence.ts';
import { findMedian, roundTo6 } from '../core/stats.ts';
import { ANSWER_DAYS, listAttitudes } from './attitudes.ts';
import { QUADRANTS, quadrantOf, type Degree, type Quadrant as QuadrantId } from './kinds.ts';

const VERSION = '1';
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const QuadrantParams = v.object({
  /** From this answer on somebody is satisfied (0 to 1): 4 of 5. The split is not linear (Jones and Sasser 1995). */
  satisfiedFrom: v.optional(Share, 0.75),
  /** From this degree on somebody is loyal, 0 to 100. */
  loyalFrom: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)), 50),
});
type QuadrantParams = v.InferOutput<typeof QuadrantParams>;

const One = v.object({
  customer: v.string(),
  quadrant: v.nullable(v.picklist(QUADRANTS)),
  /** 0 to 1, null without an answer of the last 12 months. */
  satisfaction: v.nullable(v.number()),
  answeredOn: v.nullable(Day),
  /** The answer's record. */
  answer: v.nullable(Id),
  degree: v.nullable(Estimate),
});

const Buys = v.object({ customers: v.number(), medianMinor: v.nullable(v.number()), medianOrders: v.nullable(v.number()) });

const QuadrantResult = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: Period,
  n: v.number(),
  quadrants: v.object({ loyal: v.number(), hostage: v.number(), mercenary: v.number(), lost: v.number(), unknown: v.number() }),
  /** Whether the satisfied buy more here: 12 months of those with an answer. Medians; a comparison, not an effect. */
  bought: v.object({ satisfied: Buys, others: Buys }),
  customers: v.array(One),
});
type QuadrantResult = v.InferOutput<typeof QuadrantResult>;

/** Satisfaction by loyalty: who is loyal, hostage, mercenary or lost. Without an asked answer nobody is placed. */
export const quadrant = defineAnalysis({
  id: 'persistency.quadrant',
  version: VERSION,
  needs: ['persistency.loyalty'],
  params: QuadrantParams,
  output: QuadrantResult,
  run: runQuadrant,
});

/** What this analysis reads of the degree of loyalty. */
const Needed = v.object({ customers: v.array(v.object({ customer: v.string(), degree: v.nullable(Estimate) })) });

function readDegrees(need: Outcome | undefined): v.InferOutput<typeof Needed>['customers'] {
  const read = v.safeParse(Needed, need);
  return read.success ? read.output.customers : [];
}

function runQuadrant({ lines, book, params, asOf, needs }: AnalysisInput<QuadrantParams>): QuadrantResult {
  const attitudes = listAttitudes(book, asOf);
  const quadrants = { loyal: 0, hostage: 0, mercenary: 0, lost: 0, unknown: 0 };
  const customers: QuadrantResult['customers'] = [];
  const satisfied = new Map<string, boolean>();
  for (const { customer, degree } of attitudes.size === 0 ? [] : readDegrees(needs['persistency.loyalty'])) {
    const attitude = attitudes.get(customer);
    if (attitude === undefined) {
      quadrants.unknown += 1;
      continue;
    }
    const satisfaction: Degree = attitude.share >= params.satisfiedFrom ? 'high' : 'low';
    const found: QuadrantId | null = quadrantOf(satisfaction, degree === null ? null : degree.value >= params.loyalFrom ? 'high' : 'low');
    quadrants[found ?? 'unknown'] += 1;
    satisfied.set(customer, satisfaction === 'high');
    customers.push({
      customer,
      quadrant: found,
      satisfaction: attitude.share,
      answeredOn: toDay(attitude.onDay),
      answer: attitude.record,
      degree,
    });
  }
  const bought = boughtIn12Months({ lines, asOf, satisfied });
  return {
    method: 'satisfaction (newest asked answer of 12 months) by degree of loyalty, two cuts',
    version: VERSION,
    enough: customers.some((one) => one.quadrant !== null),
    missing: missingLists(book, ['answers']).concat(
      book.answers.length > 0 && attitudes.size === 0 ? [{ what: 'answers-of-12-months', have: 0, needed: 1 }] : [],
    ),
    asOf: toDay(asOf),
    period: { from: toDay(asOf - ANSWER_DAYS + 1), to: toDay(asOf) },
    n: customers.length,
    quadrants,
    bought,
    customers,
  };
}

function boughtIn12Months({
  lines,
  asOf,
  satisfied,
}: {
  readonly lines: AnalysisInput<unknown>['lines'];
  readonly asOf: DayNumber;
  readonly satisfied: ReadonlyMap<string, boolean>;
}): QuadrantResult['bought'] {
  const buying = listBuyingDays(lines, asOf);
  const from = addMonths(asOf, -12) + 1;
  const places = lines.dictionary.customer.places;
  const sums = {
    satisfied: { minor: new Array<number>(), orders: new Array<number>() },
    others: { minor: new Array<number>(), orders: new Array<number>() },
  };
  for (const [customer, isSatisfied] of satisfied) {
    const place = places.get(customer) ?? -1;
    let [minor, orders] = [0, 0];
    for (let at = buying.start[place] ?? 0; at < (buying.start[place + 1] ?? 0); at += 1) {
      if ((buying.day[at] ?? 0) >= from) {
        minor += buying.netMinor[at] ?? 0;
        orders += buying.orders[at] ?? 0;
      }
    }
    const group = sums[isSatisfied ? 'satisfied' : 'others'];
    group.minor.push(minor);
    group.orders.push(orders);
  }
  const tell = ({ minor, orders }: { readonly minor: readonly number[]; readonly orders: readonly number[] }): v.InferOutput<typeof Buys> => ({
    customers: orders.length,
    medianMinor: orders.length === 0 || !lines.known.has('amountMinor') ? null : roundTo6(findMedian(minor)),
    medianOrders: orders.length === 0 ? null : findMedian(orders),
  });
  return { satisfied: tell(sums.satisfied), others: tell(sums.others) };
}
