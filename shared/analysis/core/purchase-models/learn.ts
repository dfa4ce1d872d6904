import * as v from 'valibot';
import { Day } from '../../../model/field.ts';
import type { Missing } from '../analysis.ts';
import { toDayNumber, type DayNumber } from '../calendar.ts';
import { listMissing } from '../evidence.ts';
import type { Lines } from '../lines.ts';
import { tabulateDays } from '../purchases.ts';
import { countLater, countPurchases, groupCounts, type CountGroups, type PurchaseCounts } from './counts.ts';
import { fitPurchases, type Fit } from './fit.ts';
import { scoreHoldOut, tryFamilies, type HoldOutScore, type Tried } from './hold-out.ts';
import { FAMILIES, type Family, type PurchaseModel } from './model.ts';

/** What somebody may say of a model of purchases. */
export const PurchaseParams = v.object({
  /** Chosen by the hold-out when left out. */
  family: v.optional(v.picklist(FAMILIES)),
  unit: v.optional(v.picklist(['day', 'week']), 'week'),
  /** The last day that the model learns from; what came after it is the hold-out. All days when left out. */
  calibrateUntil: v.optional(Day),
});
export type PurchaseParams = v.InferOutput<typeof PurchaseParams>;

/** Below these a model of purchases says more of chance than of customers. */
const MIN_CUSTOMERS = 100;
const MIN_REPEATERS = 50;
const MIN_WEEKS = 26;

/** What came after the days that a model learnt from, and what it had said. */
export type HoldOut = HoldOutScore & {
  /** The last day of learning, and the last day of the hold-out. */
  readonly until: DayNumber;
  readonly to: DayNumber;
  readonly customers: number;
  /** What was learnt until then, and how many customers had first bought so many days before, by rising days. */
  readonly model: PurchaseModel;
  readonly ages: readonly (readonly [ageDays: number, customers: number])[];
};

/** A model of purchases, and what it rests on. */
export type PurchasesLearnt = {
  /** The last day that counts. */
  readonly until: DayNumber;
  readonly counts: PurchaseCounts;
  readonly missing: readonly Missing[];
} & (
  | { readonly fit: undefined }
  | {
      readonly fit: Fit;
      readonly groups: CountGroups;
      /** Undefined where there are too few customers before, or no days after. */
      readonly holdOut: HoldOut | undefined;
      /** The families that the hold-out compared, the best first; none where one was asked for, or there is no hold-out. */
      readonly tried: readonly Tried[];
    }
);

/** What a model would need and the counts do not have; nothing when there is enough. */
export function findMissing(lines: Lines, counts: PurchaseCounts): readonly Missing[] {
  const columns = listMissing(lines, ['customer', 'day']);
  if (columns.length > 0) {
    return columns;
  }
  let [repeaters, days] = [0, -1];
  for (let place = 0; place < counts.customers; place += 1) {
    repeaters += (counts.repeats[place] ?? 0) > 0 ? 1 : 0;
    days = Math.max(days, counts.ageDays[place] ?? 0);
  }
  return [
    { what: 'customers', have: counts.customers, needed: MIN_CUSTOMERS },
    { what: 'repeaters', have: repeaters, needed: MIN_REPEATERS },
    { what: 'weeks', have: Math.floor((days + 1) / 7), needed: MIN_WEEKS },
  ].filter(({ have, needed }) => have < needed);
}

/**
 * Learns how customers buy and leave. With `calibrateUntil` from the days up to it, the rest being the hold-out; without it from
 * all days, the hold-out being the second half of them, which a model of the first half had to foretell.
 * @param asOf the last day that counts
 * @param start a model learnt before, from which the search begins
 */
export function learnPurchases(lines: Lines, params: PurchaseParams, asOf: DayNumber, start?: PurchaseModel): PurchasesLearnt {
  const { unit } = params;
  const given = params.calibrateUntil === undefined ? undefined : toDayNumber(params.calibrateUntil);
  const until = Math.min(asOf, given ?? asOf);
  const table = tabulateDays(lines);
  const counts = countPurchases(table, until);
  const missing = findMissing(lines, counts);
  if (missing.length > 0) {
    return { until, counts, missing, fit: undefined };
  }
  const groups = groupCounts(counts);
  const split = given === undefined ? findMiddle(counts, until) : until;
  const before = split === until ? counts : countPurchases(table, split);
  const hasHoldOut = split < asOf && findMissing(lines, before).every(({ what }) => what === 'weeks');
  if (!hasHoldOut) {
    return { until, counts, missing, fit: fitPurchases(groups, params.family ?? 'bg-nbd', { unit, start }), groups, holdOut: undefined, tried: [] };
  }
  const tried = params.family === undefined ? tryFamilies(lines, split, asOf, unit) : [];
  const family: Family = params.family ?? tried[0]?.fit.model.family ?? 'bg-nbd';
  const groupsBefore = before === counts ? groups : groupCounts(before);
  const sketch = tried[0]?.fit;
  const fitBefore =
    sketch?.model.customers === before.customers
      ? sketch
      : fitPurchases(groupsBefore, family, { unit, start: sketch?.isInside === true ? sketch.model : undefined });
  const score = scoreHoldOut(fitBefore.model, before, groupsBefore, countLater(table, before, split, asOf), unit);
  const holdOut = { ...score, until: split, to: asOf, customers: before.customers, model: fitBefore.model, ages: countAges(before) };
  // From a bound that the days before ran into, a search takes longer than from nothing.
  const held = start?.family === family ? start : fitBefore.isInside ? fitBefore.model : undefined;
  const fit = before === counts ? fitBefore : fitPurchases(groups, family, { unit, start: held });
  return { until, counts, missing, fit, groups, holdOut, tried };
}

function countAges({ ageDays }: PurchaseCounts): HoldOut['ages'] {
  const ages = new Map<number, number>();
  for (const age of ageDays) {
    ages.set(age, (ages.get(age) ?? 0) + 1);
  }
  return [...ages].toSorted(([a], [b]) => a - b);
}

/** The day in the middle between the first purchase of all and the last day. */
function findMiddle(counts: PurchaseCounts, until: DayNumber): DayNumber {
  let oldest = 0;
  for (const age of counts.ageDays) {
    oldest = Math.max(oldest, age);
  }
  return until - Math.floor((oldest + 1) / 2);
}
