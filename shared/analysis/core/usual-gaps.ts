import type { BuyingDays } from './buying-days.ts';
import type { DayNumber } from './calendar.ts';
import { tabulatePurchaseDays } from './purchase-days.ts';
import { findQuantile, sortFirst } from './stats.ts';

/** What all gaps between purchase days say together; null where nobody bought on two days. */
export type GapsOfAll = { readonly medianGapDays: number | null; readonly upperGapDays: number | null; readonly gaps: number };

/** Three of four gaps are no longer than the upper one. */
const UPPER = 0.75;
/** A gap of one's own needs so many gaps; with fewer that of all customers counts. */
export const MIN_OWN_GAPS = 3;
/** What holds where nobody bought twice: a quarter of a year. */
export const DEFAULT_GAP_DAYS = 90;
/** Longer gaps count as so long: a century is as good as never. */
const LONGEST = 36_500;

/**
 * The quantile of whole numbers from how often each occurs, by linear interpolation between order statistics (type 7): the
 * same as that of the sorted list, in one pass.
 * @returns NaN for none
 * @example
 * quantileOfCounts([0, 2, 1, 1], 0.5) // 1.5
 */
export function quantileOfCounts(counts: ArrayLike<number>, share: number): number {
  let total = 0;
  for (let at = 0; at < counts.length; at += 1) {
    total += counts[at] ?? 0;
  }
  const place = Math.max(0, total - 1) * share;
  const low = valueAt(counts, Math.floor(place));
  return low + (valueAt(counts, Math.min(total - 1, Math.floor(place) + 1)) - low) * (place - Math.floor(place));
}

/** The value that stands at a rank (from 0) of whole numbers in rising order, from how often each occurs; NaN behind the last. */
export function valueAt(counts: ArrayLike<number>, rank: number): number {
  let seen = 0;
  for (let at = 0; at < counts.length; at += 1) {
    seen += counts[at] ?? 0;
    if (seen > rank) {
      return at;
    }
  }
  return Number.NaN;
}

const heldOfAll = new WeakMap<BuyingDays, GapsOfAll>();

/** The gaps of all customers between days on which they bought. */
export function gapsOfAll(buying: BuyingDays): GapsOfAll {
  const before = heldOfAll.get(buying);
  if (before !== undefined) {
    return before;
  }
  const { start, day } = tabulatePurchaseDays(buying);
  const counts = new Int32Array(LONGEST + 1);
  for (let customer = 0; customer < buying.customers; customer += 1) {
    for (let at = (start[customer] ?? 0) + 1; at < (start[customer + 1] ?? 0); at += 1) {
      const gap = Math.min(LONGEST, (day[at] ?? 0) - (day[at - 1] ?? 0));
      counts[gap] = (counts[gap] ?? 0) + 1;
    }
  }
  const gaps = counts.reduce((sum, count) => sum + count, 0);
  const made: GapsOfAll =
    gaps === 0
      ? { medianGapDays: null, upperGapDays: null, gaps }
      : { medianGapDays: quantileOfCounts(counts, 0.5), upperGapDays: quantileOfCounts(counts, UPPER), gaps };
  heldOfAll.set(buying, made);
  return made;
}

/** How long a customer usually waits, and on what that rests. */
export type UsualGap = {
  /** Three of four gaps are no longer; days, at least 1. */
  readonly gapDays: number;
  readonly medianGapDays: number;
  /** `own`: of at least three gaps of one's own; `all`: of all customers; `default`: nobody bought twice. */
  readonly basis: 'own' | 'all' | 'default';
  /** Gaps of one's own. */
  readonly gaps: number;
};

/** The gaps of the customer at hand, rising. */
let own = new Int32Array(64);

/**
 * The usual gap of one customer: the upper quartile, and at most twice the median. Not the median itself, since purchases by
 * chance (exponential gaps) leave a wait of three medians in one of eight cases and one of three upper quartiles in one of
 * sixty; and not more than twice the median, where by chance the quartile lies. From four gaps on the longest is left out: a
 * break is no usual gap.
 * @param days purchase days, rising, each once; those of the customer are the places `from` up to and without `to`
 */
export function usualGapOf(days: ArrayLike<DayNumber>, all: Pick<GapsOfAll, 'medianGapDays' | 'upperGapDays'>, from = 0, to = days.length): UsualGap {
  const gaps = Math.max(0, to - from - 1);
  if (gaps < MIN_OWN_GAPS) {
    return gapByOthers(all, gaps);
  }
  own = gaps > own.length ? new Int32Array(2 * gaps) : own;
  for (let at = 0; at < gaps; at += 1) {
    own[at] = (days[from + at + 1] ?? 0) - (days[from + at] ?? 0);
  }
  sortFirst(own, gaps);
  const medianGapDays = findQuantile(own, 0.5, gaps);
  const upper = findQuantile(own, UPPER, gaps > MIN_OWN_GAPS ? gaps - 1 : gaps);
  return { gapDays: Math.min(upper, 2 * medianGapDays), medianGapDays, basis: 'own', gaps };
}

function gapByOthers({ medianGapDays, upperGapDays }: Pick<GapsOfAll, 'medianGapDays' | 'upperGapDays'>, gaps: number): UsualGap {
  return upperGapDays !== null && medianGapDays !== null
    ? { gapDays: upperGapDays, medianGapDays, basis: 'all', gaps }
    : { gapDays: DEFAULT_GAP_DAYS, medianGapDays: DEFAULT_GAP_DAYS, basis: 'default', gaps };
}

const heldOwn = new WeakMap<BuyingDays, readonly UsualGap[]>();

/** The usual gap of every customer, by number; made once for all analyses of a run. */
export function usualGapsOf(buying: BuyingDays): readonly UsualGap[] {
  const before = heldOwn.get(buying);
  if (before !== undefined) {
    return before;
  }
  const all = gapsOfAll(buying);
  const { start, day } = tabulatePurchaseDays(buying);
  // Those without enough gaps of their own share what is said of them.
  const few = Array.from({ length: MIN_OWN_GAPS }, (_, gaps) => gapByOthers(all, gaps));
  const made: UsualGap[] = [];
  for (let customer = 0; customer < buying.customers; customer += 1) {
    const [from, to] = [start[customer] ?? 0, start[customer + 1] ?? 0];
    made.push(few[Math.max(0, to - from - 1)] ?? usualGapOf(day, all, from, to));
  }
  heldOwn.set(buying, made);
  return made;
}
