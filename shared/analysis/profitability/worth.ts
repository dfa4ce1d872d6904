import * as v from 'valibot';
import { Currency, Day } from '../../model/field.ts';
import type { WorthFacts } from '../customer-facts.ts';
import { toDay, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import { minorPerMajor } from '../core/money.ts';
import { countOne } from '../core/purchase-models/counts.ts';
import { learnPurchases } from '../core/purchase-models/learn.ts';
import { DAYS_PER_UNIT, PurchaseModel } from '../core/purchase-models/model.ts';
import { outlookOf } from '../core/purchase-models/outlook.ts';
import { tabulateDays } from '../core/purchases.ts';
import { roundTo6 } from '../core/stats.ts';
import { SpendModel } from './gamma-gamma.ts';
import { lifetimeOf, type LifetimeTerms } from './lifetime.ts';
import { fitSpending, numberOf, readAmounts, readSpending } from './spending.ts';

/** Raised when the same orders give other numbers. */
const VERSION = '1';
const UNIT = 'week';
/** The card looks a year ahead, as `profitability.lifetime-value` does when nothing else is said. */
const HORIZON_DAYS = 365;
const TERMS: LifetimeTerms = { months: 12, monthlyDiscount: 0.01, margin: 1 };

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What is learnt of how all customers buy, leave and spend: a few numbers, from which any one customer is scored. */
export const WorthLearnt = v.variant('enough', [
  v.object({
    version: v.literal(VERSION),
    enough: v.literal(true),
    asOf: Day,
    /** Times are weeks. */
    model: PurchaseModel,
    checked: v.nullable(v.object({ from: Day, to: Day, predicted: v.number(), actual: Count })),
    /** Null where too few customers have amounts of repeats. */
    spend: v.nullable(v.object({ currency: Currency, model: SpendModel })),
  }),
  v.object({
    version: v.literal(VERSION),
    enough: v.literal(false),
    missing: v.picklist(['customers', 'repeaters', 'weeks']),
    have: Count,
    needed: Count,
  }),
]);
export type WorthLearnt = v.InferOutput<typeof WorthLearnt>;

/** Learns the model that foretold best, and the model of amounts, from the lines of all customers up to and with `asOf`. */
export function learnWorth(lines: Lines, asOf: DayNumber): WorthLearnt {
  const learnt = learnPurchases(lines, { unit: UNIT }, asOf);
  if (learnt.fit === undefined) {
    const [first] = learnt.missing;
    const missing = first?.what === 'repeaters' || first?.what === 'weeks' ? first.what : 'customers';
    return { version: VERSION, enough: false, missing, have: first?.have ?? 0, needed: first?.needed ?? 0 };
  }
  const { holdOut } = learnt;
  const spending = readSpending(lines, asOf, asOf);
  const spend = fitSpending(spending);
  return {
    version: VERSION,
    enough: true,
    asOf: toDay(asOf),
    model: learnt.fit.model,
    checked:
      holdOut === undefined
        ? null
        : { from: toDay(holdOut.until + 1), to: toDay(holdOut.to), predicted: roundTo6(holdOut.predicted), actual: holdOut.actual },
    spend: spend === undefined || spending.currency === null ? null : { currency: spending.currency, model: spend },
  };
}

/**
 * What is to be expected of one customer, from its own lines and what was learnt of all.
 * @param customer the customer's number in the dictionary of `lines`
 */
export function scoreWorth(lines: Lines, customer: number, learnt: WorthLearnt | undefined, asOf: DayNumber): WorthFacts | null {
  const table = tabulateDays(lines);
  const counted = countOne(table, customer, asOf);
  if (learnt === undefined || counted === undefined) {
    return null;
  }
  if (!learnt.enough) {
    const { missing, have, needed } = learnt;
    return { enough: false, missing, have, needed };
  }
  const { model, checked, spend } = learnt;
  const days = DAYS_PER_UNIT[UNIT];
  const history = { repeats: counted.repeats, recency: counted.recencyDays / days, age: counted.ageDays / days };
  const { alive, expected, low, high } = outlookOf(model, history, HORIZON_DAYS / days);
  const minor = minorPerMajor(spend?.currency ?? 'XXX');
  const amounts = spend === null ? undefined : readAmounts(table, customer, numberOf(lines, spend.currency), minor, asOf);
  const lifetime =
    spend === null || amounts === undefined || amounts === 'other-currency'
      ? undefined
      : lifetimeOf({ purchases: model, unit: UNIT, spend: spend.model }, history, amounts, TERMS);
  return {
    enough: true,
    // With BG/NBD nobody leaves before the first repeat, so that its 1 says nothing.
    alive: counted.repeats === 0 && (model.family === 'bg-nbd' || model.family === 'bg-cnbd-k') ? null : roundTo6(alive),
    orders: { value: roundTo6(expected), low, high },
    brings:
      spend === null || lifetime === undefined || !Number.isFinite(lifetime.value)
        ? null
        : {
            currency: spend.currency,
            value: Math.round(lifetime.value * minor),
            low: Math.floor(lifetime.low * minor),
            high: Math.ceil(lifetime.high * minor),
          },
    customers: model.customers,
    checked,
  };
}
