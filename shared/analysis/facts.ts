import * as v from 'valibot';
import { Day, type Id } from '../model/field.ts';
import type { Order, Payment } from '../model/order.ts';
import type { ServiceCase } from '../model/service.ts';
import type { Settings } from '../model/settings.ts';
import type { Task } from '../model/task.ts';
import { listOpenComplaints } from './advice/complaints.ts';
import { listSettled } from './advice/settled.ts';
import type { CustomerFacts, PurchaseFacts } from './customer-facts.ts';
import { toDay, toDayNumber, type DayNumber } from './core/calendar.ts';
import { linesFromOrders, type FromOrders } from './core/from-orders.ts';
import { indexByCustomer, type CustomerIndex } from './core/index-lines.ts';
import type { Lines } from './core/lines.ts';
import { listDays } from './core/purchases.ts';
import { findOverdue } from './profiling/overdue.ts';
import { learnTiers, scoreTier, settledTiers, TierLearnt, TierParams } from './profiling/tiers.ts';
import { learnWorth, scoreWorth, WorthLearnt } from './profitability/worth.ts';
import { learnRhythm } from './product/learn-rhythm.ts';
import { findPairs, learnPairs, NO_PAIRS, PairsLearnt } from './product/pairs.ts';
import { listCustomerSeries } from './product/list-series.ts';
import { RhythmLearnt } from './product/rhythm.ts';
import { scoreRhythm } from './product/score-rhythm.ts';
import { namesOf } from './product/usual.ts';
import { learnStanding, StandingLearnt, standingOf } from './standing.ts';

/** The id under which `LearntFacts` is kept as an insight. */
export const FACTS_ANALYSIS = 'customer.facts';

/** What was learnt of all customers, for the facts of each: a few hundred numbers at most, that sync as an insight. */
export const LearntFacts = v.object({
  version: v.literal('1'),
  asOf: Day,
  tier: TierLearnt,
  rhythm: RhythmLearnt,
  /** Missing in what was learnt before pairs were. */
  pairs: v.optional(PairsLearnt, NO_PAIRS),
  /** Missing in what was learnt before there were models of purchases. */
  worth: v.exactOptional(WorthLearnt),
  /** Missing in what was learnt before stages were. */
  standing: v.exactOptional(StandingLearnt),
});
export type LearntFacts = v.InferOutput<typeof LearntFacts>;

/** What a team may set. */
export const FactsParams = v.object({ tier: v.optional(TierParams, {}) });
export type FactsParams = v.InferOutput<typeof FactsParams>;

/** What the team has settled of what is learnt. */
export function settledFacts(settings: Settings | null): FactsParams {
  return v.parse(FactsParams, settings === null ? {} : { tier: settledTiers(settings) });
}

/** What was learnt, from a record; undefined for what another version wrote, so that nobody scores with half of it. */
export function readLearnt(learnt: unknown): LearntFacts | undefined {
  const parsed = v.safeParse(LearntFacts, learnt);
  return parsed.success ? parsed.output : undefined;
}

/**
 * Learns cuts and rhythms from the lines of all customers, up to and with `asOf`.
 * @param asOf a day; throws RangeError for one that is not in the calendar
 */
export function learnFacts(lines: Lines, params: v.InferInput<typeof FactsParams>, asOf: Day): LearntFacts {
  const today = parseDay(asOf);
  const index = indexByCustomer(lines);
  const { tier } = v.parse(FactsParams, params);
  return {
    version: '1',
    asOf,
    tier: learnTiers(index, tier, today),
    rhythm: learnRhythm(listCustomerSeries(index, today), today),
    pairs: learnPairs(lines, today),
    worth: learnWorth(lines, today),
    standing: learnStanding(lines, today),
  };
}

/**
 * The facts of one customer from its own orders. The same on the device and on the server: nothing else goes in.
 * @param orders all orders of this one customer, of merged records too; the customer that they name is not looked at
 * @param learnt what was learnt of all customers, or undefined: then a date rests on the customer's own gaps alone, with a
 *   wide window, and a tier says that it needs other customers
 * @param options the team's zone, what the customer paid (without payments every order past its due day is overdue), the
 *   customer's tasks, done ones too: what was done or put away is not advised again at once, and service cases
 */
export function factsOf(
  customer: Id,
  orders: Iterable<Order>,
  learnt: LearntFacts | undefined,
  asOf: Day,
  options: Pick<FromOrders, 'zone'> & {
    readonly payments?: Iterable<Payment>;
    readonly tasks?: Iterable<Task>;
    readonly cases?: Iterable<ServiceCase>;
  } = {},
): CustomerFacts {
  const own = [...orders];
  const today = parseDay(asOf);
  const lines = linesFromOrders(own, { zone: options.zone, customerOf: () => customer });
  const names = namesOf(own);
  const purchases = factsOfLines(indexByCustomer(lines), 0, customer, learnt, today);
  const overdue = findOverdue(own, options.payments ?? [], today);
  const complaints = listOpenComplaints(options.cases ?? [], options.zone ?? 'UTC', today);
  const settled = [...listSettled(options.tasks ?? [], options.zone ?? 'UTC').values()].flat();
  return {
    ...purchases,
    overdue,
    complaints,
    together: findPairs(lines, learnt?.pairs ?? NO_PAIRS, today, (product) => names.get(product) ?? product),
    ...standingOf(lines, { ...purchases, overdue, complaints }, learnt?.standing, settled, today),
  };
}

/** Tier and rhythm of every customer of `lines`, by id: what `factsOf` says of each, made in one go. */
export function factsOfAll(lines: Lines, learnt: LearntFacts | undefined, asOf: Day): ReadonlyMap<Id, PurchaseFacts> {
  const today = parseDay(asOf);
  const index = indexByCustomer(lines);
  return new Map(lines.dictionary.customer.names.map((customer, at) => [customer, factsOfLines(index, at, customer, learnt, today)]));
}

function factsOfLines(index: CustomerIndex, at: number, customer: Id, learnt: LearntFacts | undefined, today: DayNumber): PurchaseFacts {
  const days = at < index.customers ? listDays(index, at, today) : [];
  return {
    customer,
    asOf: toDay(today),
    tier: scoreTier(index.lines, days, learnt?.tier, today),
    rhythm: scoreRhythm(index.lines, days, learnt?.rhythm, today),
    worth: scoreWorth(index.lines, at, learnt?.worth, today),
  };
}

function parseDay(day: Day): DayNumber {
  const number = toDayNumber(day);
  if (number === undefined) {
    throw new RangeError(`There is no day ${day}.`);
  }
  return number;
}

/** A reminder to write before a customer's next order. */
export type ReorderTask = {
  readonly customer: Id;
  /** One reminder for each last order: the same order gives the same key, so that repeating changes nothing. */
  readonly key: string;
  readonly dueOn: Day;
  /** True from `dueOn` on: somebody is to be reminded now. */
  readonly isDue: boolean;
  /** Key of the sentence, and what it names. */
  readonly titleKey: 'task.reorder';
  readonly lastOrderOn: Day;
  readonly orderDueOn: Day;
  readonly windowFrom: Day;
  readonly windowTo: Day;
  readonly medianGapDays: number;
};

/**
 * The reminder that a customer's rhythm calls for, at most one. None without a rhythm, and none when the window of the last
 * order has gone by: then the customer is late, and a reminder before the order would be one after it.
 */
export function reorderTasks({ customer, asOf, rhythm }: PurchaseFacts): readonly ReorderTask[] {
  if (!rhythm.enough || rhythm.state === 'after') {
    return [];
  }
  const { lastOrderOn, remindOn, dueOn, windowFrom, windowTo, medianGapDays } = rhythm;
  return [
    {
      customer,
      key: `reorder/${customer}/${lastOrderOn}`,
      dueOn: remindOn,
      isDue: asOf >= remindOn,
      titleKey: 'task.reorder',
      lastOrderOn,
      orderDueOn: dueOn,
      windowFrom,
      windowTo,
      medianGapDays,
    },
  ];
}
