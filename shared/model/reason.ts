import * as v from 'valibot';
import { Currency, Day, Minor } from './field.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Days = v.pipe(v.number(), v.minValue(0));
const Ratio = v.number();

/** Where a customer stands, from the first look to the return after a loss. */
export const STAGES = ['prospect', 'first-buyer', 'developing', 'established', 'declining', 'lapsed', 'lost', 'regained'] as const;
export type StageId = (typeof STAGES)[number];

/** The rules of the next best action, the most pressing first. */
export const RULE_IDS = ['collect', 'complaint', 'welcome-back', 'first-order', 'reorder', 'call-silent', 'win-back', 'almost-tier'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** One reason: its code, the numbers that its sentence names, and the days that they rest on. */
function reason<const C extends string, const N extends v.ObjectEntries>(code: C, numbers: N) {
  return v.strictObject({ code: v.literal(code), numbers: v.strictObject(numbers), from: Day, to: Day });
}

/**
 * Why an analysis says what it says. A code is never changed once it was released: the sentence of each is in the texts of
 * every language, and its numbers are those of the customer's own lines (or payments) of `from` to `to`.
 */
export const Reason = v.variant('code', [
  reason('stage.first-buyer', { silentDays: Days }),
  reason('stage.developing', { orders: Count, establishedFrom: Count }),
  reason('stage.established', { orders: Count, silentDays: Days, gapDays: Days }),
  reason('stage.declining', { silentDays: Days, gapDays: Days, ratio: Ratio }),
  reason('stage.lapsed', { silentDays: Days, gapDays: Days, ratio: Ratio }),
  reason('stage.lost', { silentDays: Days, gapDays: Days, ratio: Ratio }),
  reason('stage.regained', { breakDays: Days, returnedOn: Day }),
  reason('risk.silence', { longerGaps: Count, gaps: Count, silentDays: Days }),
  reason('risk.fewer', { before: Count, now: Count, windowDays: Days }),
  reason('risk.overdue', { openMinor: Minor, currency: Currency, daysOverdue: Days, orders: Count }),
  reason('risk.share', { share: v.number(), netMinor: Minor, currency: Currency }),
  reason('risk.complaints', { complaints: Count, open: Count }),
  reason('next.collect', { openMinor: Minor, currency: Currency, daysOverdue: Days }),
  reason('next.complaint', { openSince: Day, days: Days }),
  reason('next.call-silent', { silentDays: Days, gapDays: Days }),
  reason('next.win-back', { silentDays: Days, orders: Count }),
  reason('next.reorder', { dueOn: Day, windowFrom: Day, windowTo: Day }),
  reason('next.first-order', { orderedOn: Day, days: Days }),
  reason('next.welcome-back', { returnedOn: Day, breakDays: Days }),
  reason('next.almost-tier', { netMinor: Minor, orders: Count, currency: Currency }),
]);
export type Reason = v.InferOutput<typeof Reason>;
export type ReasonCode = Reason['code'];

/** The numbers of each code. */
export type ReasonNumbers = { readonly [C in ReasonCode]: Extract<Reason, { code: C }>['numbers'] };
