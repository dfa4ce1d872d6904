import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { Reason, RULE_IDS, type RuleId } from '../../model/reason.ts';
import { defineAnalysis, Missing, type AnalysisInput, type Outcome } from '../core/analysis.ts';
import { missingLists, type Book } from '../core/book.ts';
import { listBuyingDays } from '../core/buying-days.ts';
import { purchaseDaysOf } from '../core/purchase-days.ts';
import { createDayReader, NO_DAY, toDay, type DayNumber } from '../core/calendar.ts';
import { listMissing, Period, shareOf, ShareOf } from '../core/evidence.ts';
import { listCustomers } from '../core/index-lines.ts';
import type { Dictionary } from '../core/lines.ts';
import { createNumbers, keyByNumber } from '../core/number-customers.ts';
import { customerOf, customersIn } from '../core/read-need.ts';
import { StageParams, stagesOf } from '../core/stages.ts';
import type { OverdueFacts } from '../customer-facts.ts';
import { adviseNext, RULES, type Evidence, type Settled } from './rules.ts';
import { listSettled } from './settled.ts';

const VERSION = '1';
/** What became of advice is asked so many days after it was done or put away. */
const OUTCOME_DAYS = 30;

const NextParams = v.object({ ...StageParams.entries });
type NextParams = v.InferOutput<typeof NextParams>;

const Rule = v.picklist(RULE_IDS);
const OneAdvice = v.object({ rule: Rule, reason: Reason, since: Day, until: Day });
const One = v.object({ customer: v.string(), next: OneAdvice, also: v.array(Rule) });

const NextAction = v.object({
  method: v.string(),
  version: v.string(),
  enough: v.boolean(),
  missing: v.array(Missing),
  asOf: Day,
  period: v.nullable(Period),
  n: v.number(),
  rules: v.array(v.object({ rule: Rule, expiresDays: v.number(), coolDownDays: v.number(), customers: v.number() })),
  /** Customers with something to do, the most pressing rule first. */
  customers: v.array(One),
  /**
   * What became of advice: of those done, and of those put away, how many customers ordered within 30 days after it. A
   * comparison of two groups that chose themselves, not an effect.
   */
  outcomes: v.array(v.object({ rule: Rule, done: v.nullable(ShareOf), dismissed: v.nullable(ShareOf), waiting: v.number() })),
});
type NextAction = v.InferOutput<typeof NextAction>;

/** What to do next for each customer, by a table of rules, and what became of what was done. */
export const nextAction = defineAnalysis({
  id: 'advice.next-action',
  version: VERSION,
  needs: ['profiling.risk', 'product.reorder'],
  params: NextParams,
  output: NextAction,
  run: runNextAction,
});

const NONE: readonly never[] = [];
/** Behind every day as it is written. */
const NEVER = '~';

/** What is read of the risks. */
const OverdueReason = v.object({
  code: v.literal('risk.overdue'),
  numbers: v.object({ openMinor: v.number(), currency: v.string(), daysOverdue: v.number(), orders: v.number() }),
  from: Day,
});

function runNextAction({ lines, book, params, asOf, needs }: AnalysisInput<NextParams>): NextAction {
  const buying = listBuyingDays(lines, asOf);
  const stages = stagesOf(buying, params);
  const { customer: dictionary } = lines.dictionary;
  const overdue = keyByNumber(readOverdue(needs['profiling.risk']), dictionary);
  const rhythms = readRhythms(needs['product.reorder'], dictionary);
  const complaints = keyByNumber(listOpenComplaints(book, asOf), dictionary);
  const settled = listSettled(book.tasks, book.zone);
  const settledOf = keyByNumber(settled, dictionary);
  const found: NextAction['customers'] = [];
  const counts = new Map<RuleId, number>();
  let n = 0;
  const listed = listCustomers(buying.index);
  for (let place = 0; place < listed.length; place += 1) {
    const customer = listed[place] ?? 0;
    const stage = stages[customer] ?? null;
    if (stage === null) {
      continue;
    }
    n += 1;
    const evidence: Evidence = {
      asOf,
      stage,
      overdue: overdue.get(customer) ?? NONE,
      complaintSince: complaints.get(customer) ?? null,
      rhythm: rhythms.get(customer) ?? null,
      tier: null,
    };
    const advised = adviseNext(evidence, settledOf.get(customer) ?? NONE);
    const next = advised[0];
    if (next !== undefined) {
      counts.set(next.rule, (counts.get(next.rule) ?? 0) + 1);
      found.push({ customer: dictionary.names[customer] ?? '', next, also: advised.slice(1).map(({ rule }) => rule) });
    }
  }
  return {
    method: 'table of rules (condition, evidence, expiry, cool-down), the first that holds',
    version: VERSION,
    enough: n > 0,
    missing: [...listMissing(lines, ['customer', 'day']), ...missingLists(book, ['orders', 'payments', 'cases', 'tasks'])],
    asOf: toDay(asOf),
    period: buying.firstDay === NO_DAY ? null : { from: toDay(buying.firstDay), to: toDay(asOf) },
    n,
    rules: RULES.map(({ id, expiresDays, coolDownDays }) => ({ rule: id, expiresDays, coolDownDays, customers: counts.get(id) ?? 0 })),
    // They were found by rising id, and stay so under each rule.
    customers: RULE_IDS.flatMap((rule) => found.filter(({ next }) => next.rule === rule)),
    outcomes: countOutcomes(settled, asOf, (customer) => purchaseDaysOf(buying, dictionary.places.get(customer) ?? -1)),
  };
}

function readOverdue(need: Outcome | undefined): ReadonlyMap<string, Evidence['overdue']> {
  const found = new Map<string, OverdueFacts[]>();
  for (const row of customersIn(need)) {
    const customer = customerOf(row);
    for (const reason of 'reasons' in row && Array.isArray(row.reasons) ? row.reasons : []) {
      const late = isOverdue(reason) ? v.safeParse(OverdueReason, reason) : undefined;
      if (customer !== undefined && late?.success === true) {
        const { numbers, from: oldestDueOn } = late.output;
        const own = found.get(customer) ?? [];
        found.set(customer, own);
        own.push({ currency: numbers.currency, openMinor: numbers.openMinor, oldestDueOn, daysOverdue: numbers.daysOverdue, orders: [] });
      }
    }
  }
  return found;
}

function isOverdue(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && 'code' in reason && reason.code === 'risk.overdue';
}

/** The reorder that is due first, of those whose window is not over, by the number of the customer. */
function readRhythms(need: Outcome | undefined, dictionary: Dictionary): ReadonlyMap<number, NonNullable<Evidence['rhythm']>> {
  const numberOf = createNumbers(dictionary);
  const found = new Map<number, NonNullable<Evidence['rhythm']>>();
  for (const row of customersIn(need)) {
    const customer = customerOf(row);
    const number = customer === undefined ? -1 : numberOf(customer);
    if (
      number >= 0 &&
      'due' in row &&
      typeof row.due === 'string' &&
      'windowFrom' in row &&
      typeof row.windowFrom === 'string' &&
      'windowTo' in row &&
      typeof row.windowTo === 'string' &&
      'remindOn' in row &&
      typeof row.remindOn === 'string' &&
      row.due < (found.get(number)?.dueOn ?? NEVER)
    ) {
      found.set(number, { dueOn: row.due, windowFrom: row.windowFrom, windowTo: row.windowTo, remindOn: row.remindOn });
    }
  }
  return found;
}

/** The day of the oldest complaint that is not solved, by customer. */
function listOpenComplaints(book: Book, asOf: DayNumber): ReadonlyMap<string, DayNumber> {
  const readDay = createDayReader(book.zone);
  const since = new Map<string, DayNumber>();
  for (const { kind, customer, openedAt, solvedAt } of book.cases) {
    const day = openedAt === undefined ? undefined : readDay(openedAt);
    if (kind === 'complaint' && customer !== undefined && day !== undefined && day <= asOf && (solvedAt ?? null) === null) {
      since.set(customer, Math.min(day, since.get(customer) ?? day));
    }
  }
  return since;
}

function countOutcomes(
  settled: ReadonlyMap<string, readonly Settled[]>,
  asOf: DayNumber,
  daysOf: (customer: string) => Int32Array,
): NextAction['outcomes'] {
  return RULE_IDS.flatMap((rule): NextAction['outcomes'] => {
    const counts = { done: { hits: 0, n: 0 }, dismissed: { hits: 0, n: 0 } };
    let waiting = 0;
    for (const [customer, own] of settled) {
      for (const { how, onDay } of own.filter((one) => one.rule === rule && one.onDay <= asOf)) {
        if (onDay + OUTCOME_DAYS > asOf) {
          waiting += 1;
        } else {
          counts[how].n += 1;
          counts[how].hits += daysOf(customer).some((day) => day > onDay && day <= onDay + OUTCOME_DAYS) ? 1 : 0;
        }
      }
    }
    const tell = ({ hits, n }: { readonly hits: number; readonly n: number }): ShareOf | null => (n === 0 ? null : shareOf(hits, n));
    const [done, dismissed] = [tell(counts.done), tell(counts.dismissed)];
    return done === null && dismissed === null && waiting === 0 ? [] : [{ rule, done, dismissed, waiting }];
  });
}
