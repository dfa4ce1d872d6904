import * as v from 'valibot';
import { Currency, Day, Line, Minor } from './field.ts';
import { Mark } from './mark.ts';

const Known = v.nullable(Mark);
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How one day of a technician went; `missed`: planned visits of the day to which nobody came. */
export const SheetDay = v.object({
  onDay: Day,
  /** Null where the duty of the day was not kept. */
  present: v.nullable(v.boolean()),
  late: v.boolean(),
  leftEarly: v.boolean(),
  leave: v.boolean(),
  missed: Count,
});
export type SheetDay = v.InferOutput<typeof SheetDay>;

/**
 * A technician's month as it is shown, printed and confirmed. Closing a month is keeping this as it is: what is reckoned
 * later from other records, weights or payments leaves it alone. Marks are 0 to 100, sums in minor units of `currency`.
 */
export const MonthSheet = v.looseObject({
  area: Line,
  name: Line,
  /** In per cent, as they held when the sheet was made. */
  weights: v.object({
    modules: v.object({ attendance: Mark, customer: Mark, lead: Mark, problem: Mark }),
    attendance: v.object({ onDuty: Mark, onTime: Mark }),
    customer: v.object({ attitude: Mark, solved: Mark, professional: Mark }),
    problem: v.object({ solvedRate: Mark, feedback: Mark }),
  }),
  parts: v.object({
    onDuty: Known,
    onTime: Known,
    hasMissedVisit: v.boolean(),
    attitude: Known,
    solved: Known,
    professional: Known,
    lead: Known,
    solvedRate: Known,
    feedback: Known,
  }),
  marks: v.object({ attendance: Known, customer: Known, lead: Known, problem: Known }),
  /** Null while a module is missing: incomplete, and never 0. */
  score: Known,
  /** The parts that nothing says. */
  incomplete: v.array(Line),
  /** How many records each module rests on. */
  n: v.object({ duties: Count, forms: Count, visits: Count, feedbacks: Count }),
  /** What the lead says of the month. */
  remark: v.string(),
  /** The share of the area's pool; null while it is not known. */
  bonusMinor: v.nullable(Minor),
  /** What the area's customers paid in the month, less what was paid back, and the pool that comes of it. */
  netCollectionsMinor: v.nullable(Minor),
  poolMinor: v.nullable(Minor),
  currency: v.nullable(Currency),
  days: v.array(SheetDay),
});
export type MonthSheet = v.InferOutput<typeof MonthSheet>;
