import * as v from 'valibot';

/** Purchase models by name; `k` hidden events between purchases make gaps regular, 1 leaves them to chance. */
export const FAMILIES = ['bg-nbd', 'mbg-nbd', 'bg-cnbd-k', 'mbg-cnbd-k', 'pareto-nbd'] as const;
export type Family = (typeof FAMILIES)[number];

/** Days in a unit of time of a model. */
export const DAYS_PER_UNIT = { day: 1, week: 7 } as const;
export type TimeUnit = keyof typeof DAYS_PER_UNIT;

const Positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const Fitted = { logLikelihood: v.number(), customers: Whole };

/** A model in which a customer may leave after each purchase: rates gamma (r, alpha), the chance to leave beta (a, b). */
export const DropoutModel = v.object({
  family: v.picklist(['bg-nbd', 'mbg-nbd', 'bg-cnbd-k', 'mbg-cnbd-k']),
  k: v.pipe(Whole, v.minValue(1)),
  r: Positive,
  alpha: Positive,
  a: Positive,
  b: Positive,
  ...Fitted,
});
export type DropoutModel = v.InferOutput<typeof DropoutModel>;

/** A model in which a customer may leave at any time: rates of purchase gamma (r, alpha), of leaving gamma (s, beta). */
export const ParetoModel = v.object({ family: v.literal('pareto-nbd'), r: Positive, alpha: Positive, s: Positive, beta: Positive, ...Fitted });
export type ParetoModel = v.InferOutput<typeof ParetoModel>;

/** A fitted model of purchases; its times are in one unit, which whoever holds it knows. */
export const PurchaseModel = v.variant('family', [DropoutModel, ParetoModel]);
export type PurchaseModel = v.InferOutput<typeof PurchaseModel>;

/** True where a customer may leave right after the first purchase. */
export function mayLeaveAtOnce(family: DropoutModel['family']): boolean {
  return family === 'mbg-nbd' || family === 'mbg-cnbd-k';
}

/** What a customer did, in the model's unit of time: repeats, the time from the first purchase to the last, and to today. */
export type History = { readonly repeats: number; readonly recency: number; readonly age: number };

/** What a count of purchases is like; `low` and `high` are whole, and hold four in five, and the mean. */
export type CountSummary = {
  readonly expected: number;
  /** The chance of none. */
  readonly none: number;
  readonly low: number;
  readonly high: number;
  /** The same ends, and the middle of those who have any, between whole numbers; 0 where that share has none. */
  readonly smoothLow: number;
  readonly smoothMiddle: number;
  readonly smoothHigh: number;
};

/** What a customer will do within a time to come. */
export type Outlook = {
  /** The chance that the customer is still one, 0 to 1. */
  readonly alive: number;
} & CountSummary;

/** Four of five: the shares of the distribution below and up to the interval. */
export const LOW_SHARE = 0.1;
export const HIGH_SHARE = 0.9;
