import type { DayNumber } from '../calendar.ts';
import type { Lines } from '../lines.ts';
import { tabulateDays } from '../purchases.ts';
import { countLater, countPurchases, groupCounts, type CountGroups, type LaterCounts, type PurchaseCounts } from './counts.ts';
import { fitPurchases, type Fit } from './fit.ts';
import { DAYS_PER_UNIT, type Family, type PurchaseModel, type TimeUnit } from './model.ts';
import { expectedOf } from './outlook.ts';

/** The models among which the hold-out chooses; the first stays where no other is better. */
export const CANDIDATES = ['bg-nbd', 'mbg-cnbd-k', 'pareto-nbd'] as const satisfies readonly Family[];
/** A choice rests on so many customers at most; more would not change it. */
const MAX_CHOOSERS = 4000;

/** What a model learnt of the time up to a day said of the time after it, and what came. */
export type HoldOutScore = {
  readonly actual: number;
  readonly predicted: number;
  /** On average over the customers, how far what was said of one was from what came. */
  readonly meanAbsoluteError: number;
};

/** Compares a model's forecasts with what its customers bought after the day on which their counting ended. */
export function scoreHoldOut(model: PurchaseModel, counts: PurchaseCounts, groups: CountGroups, later: LaterCounts, unit: TimeUnit): HoldOutScore {
  const days = DAYS_PER_UNIT[unit];
  const expected = new Float64Array(groups.size);
  let predicted = 0;
  for (let g = 0; g < groups.size; g += 1) {
    const history = { repeats: groups.repeats[g] ?? 0, recency: (groups.recencyDays[g] ?? 0) / days, age: (groups.ageDays[g] ?? 0) / days };
    const one = expectedOf(model, history, later.days / days);
    expected[g] = one;
    predicted += one * (groups.weight[g] ?? 0);
  }
  let [actual, error] = [0, 0];
  for (let place = 0; place < counts.customers; place += 1) {
    const came = later.repeats[place] ?? 0;
    actual += came;
    error += Math.abs((expected[groups.groupOf[place] ?? 0] ?? 0) - came);
  }
  return { actual, predicted, meanAbsoluteError: error / counts.customers };
}

/** A family that was tried, and how it did. */
export type Tried = HoldOutScore & { readonly fit: Fit };

/**
 * Fits each candidate up to `until` and compares it with what came until `asOf`. A family takes the place of BG/NBD only where it
 * is closer in both ways, the total and the customers' mean; of several the one whose two errors, as parts of
 * BG/NBD's, add up to least. A family whose parameters the data leave open is not taken: each engine would end elsewhere on its
 * ridge. The best is first.
 */
export function tryFamilies(lines: Lines, until: DayNumber, asOf: DayNumber, unit: TimeUnit): readonly Tried[] {
  const table = tabulateDays(lines);
  const counts = thinCustomers(countPurchases(table, until), lines);
  const groups = groupCounts(counts);
  const later = countLater(table, counts, until, asOf);
  const tried = CANDIDATES.map((family): Tried => {
    const fit = fitPurchases(groups, family, { unit });
    return { fit, ...scoreHoldOut(fit.model, counts, groups, later, unit) };
  });
  const [standard] = tried;
  const totalOf = ({ actual, predicted }: HoldOutScore): number => Math.abs(predicted - actual);
  const partOf = (one: Tried): number =>
    standard === undefined || one === standard
      ? 2
      : one.fit.isInside && totalOf(one) < totalOf(standard) && one.meanAbsoluteError < standard.meanAbsoluteError
        ? totalOf(one) / totalOf(standard) + one.meanAbsoluteError / standard.meanAbsoluteError
        : Infinity;
  return tried.toSorted((a, b) => partOf(a) - partOf(b) || 0);
}

/** Some customers of many, by their names alone, so that the order in which they came does not matter. */
function thinCustomers(counts: PurchaseCounts, lines: Lines): PurchaseCounts {
  const step = Math.floor(counts.customers / MAX_CHOOSERS);
  if (step <= 1) {
    return counts;
  }
  const { names } = lines.dictionary.customer;
  const kept = Int32Array.from(counts.customer.keys()).filter((place) => hashOf(names[counts.customer[place] ?? 0] ?? '') % step === 0);
  return {
    customers: kept.length,
    customer: kept.map((place) => counts.customer[place] ?? 0),
    repeats: kept.map((place) => counts.repeats[place] ?? 0),
    recencyDays: kept.map((place) => counts.recencyDays[place] ?? 0),
    ageDays: kept.map((place) => counts.ageDays[place] ?? 0),
    logGapDays: Float64Array.from(kept, (place) => counts.logGapDays[place] ?? 0),
  };
}

/** A number below 2^32 that spreads names. Source: FNV-1a, draft-eastlake-fnv, 32 bits, then the finish of MurmurHash3. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
