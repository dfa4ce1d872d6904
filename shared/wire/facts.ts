import * as v from 'valibot';
import { Currency, Day, Minor } from '../model/field.ts';
import { Reason, RULE_IDS, STAGES } from '../model/reason.ts';

/**
 * What a customer's orders say, as it crosses the wire. The shapes are those of shared/analysis/customer-facts.ts, which
 * makes them; a difference between the two does not compile where the server answers.
 */
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const TierName = v.picklist(['high', 'general', 'low']);
const Volume = v.strictObject({ netMinor: Minor, orders: Count });
const Step = v.nullable(v.strictObject({ netMinor: Minor, orders: Count, tier: TierName }));

const Tier = v.union([
  v.strictObject({
    enough: v.literal(true),
    tier: TierName,
    currency: Currency,
    windowFrom: Day,
    windowTo: Day,
    bought: Volume,
    cuts: v.strictObject({ high: Volume, general: Volume }),
    basis: v.picklist(['percentile', 'fixed']),
    customers: Count,
    up: Step,
    down: Step,
  }),
  v.strictObject({ enough: v.literal(false), missing: v.picklist(['orders', 'amounts', 'currencies']), orders: Count, needed: Count }),
  v.strictObject({ enough: v.literal(false), missing: v.literal('customers'), orders: Count, needed: Count, customers: Count }),
]);

const Rhythm = v.union([
  v.strictObject({
    enough: v.literal(true),
    lastOrderOn: Day,
    gapsDays: v.array(v.number()),
    medianGapDays: v.number(),
    dueOn: Day,
    windowFrom: Day,
    windowTo: Day,
    remindOn: Day,
    silentDays: v.number(),
    state: v.picklist(['before', 'in', 'after']),
    expectedMinor: v.nullable(Minor),
    currency: v.nullable(Currency),
  }),
  v.strictObject({
    enough: v.literal(false),
    orders: Count,
    needed: Count,
    why: v.exactOptional(v.picklist(['few', 'irregular'])),
    others: v.exactOptional(v.strictObject({ medianGapDays: v.number(), gaps: Count })),
  }),
]);

const Overdue = v.strictObject({
  currency: Currency,
  openMinor: Minor,
  oldestDueOn: Day,
  daysOverdue: Count,
  orders: v.array(v.strictObject({ order: v.string(), number: v.nullable(v.string()), dueOn: Day, openMinor: Minor })),
});

const Stage = v.picklist(STAGES);
const Rule = v.picklist(RULE_IDS);

const PairCount = v.strictObject({ together: Count, orders: Count, support: v.number(), confidence: v.number(), lift: v.number() });
const Pair = v.strictObject({ left: v.string(), right: v.string(), here: PairCount, everywhere: PairCount });

const Amount = v.pipe(v.number(), v.minValue(0));
const estimate = { value: Amount, low: Amount, high: Amount };
const Worth = v.union([
  v.strictObject({
    enough: v.literal(true),
    alive: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    orders: v.strictObject(estimate),
    brings: v.nullable(v.strictObject({ ...estimate, currency: Currency })),
    customers: Count,
    checked: v.nullable(v.strictObject({ from: Day, to: Day, predicted: Amount, actual: Count })),
  }),
  v.strictObject({ enough: v.literal(false), missing: v.picklist(['customers', 'repeaters', 'weeks']), have: Count, needed: Count }),
]);

/** Tier, rhythm, what is to be expected, what is overdue and what is bought together, of one customer. */
export const CustomerFactsBody = v.strictObject({
  customer: v.string(),
  asOf: Day,
  tier: Tier,
  rhythm: Rhythm,
  worth: v.nullable(Worth),
  /** Complaints that are not solved. */
  complaints: v.array(v.strictObject({ case: v.string(), title: v.nullable(v.string()), openedOn: Day })),
  overdue: v.array(Overdue),
  together: v.array(Pair),
  stage: v.nullable(v.strictObject({ stage: Stage, reason: Reason, basis: v.picklist(['own', 'all', 'default']) })),
  risks: v.array(Reason),
  next: v.nullable(v.strictObject({ rule: Rule, reason: Reason, since: Day, until: Day, also: Count })),
});
export type CustomerFactsBody = v.InferOutput<typeof CustomerFactsBody>;
