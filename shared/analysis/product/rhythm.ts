import * as v from 'valibot';
import { selectMedian } from '../core/stats.ts';
import { residualAt, shareWaiting, UNKNOWN_WAITING, Waiting } from './waiting.ts';

/** Raised when the same orders give other dates. */
export const RHYTHM_VERSION = '1';
/** A date of one's own needs so many gaps between days with an order. */
export const MIN_GAPS = 3;

/** What is learnt of all customers' gaps. Lengths are logarithms of days. */
export const RhythmLearnt = v.object({
  version: v.literal(RHYTHM_VERSION),
  /** `pool`: learnt of customers; `default`: too few of them, so the shape is assumed and wide. */
  basis: v.picklist(['pool', 'default']),
  /** Customers with a gap, their gaps, and the median of these in days (null without any). */
  customers: v.number(),
  gaps: v.number(),
  medianGapDays: v.nullable(v.number()),
  /** Where the gaps of all lie, and how many gaps of one's own that is worth. */
  centre: v.number(),
  centreWeight: v.number(),
  /** How far the gaps of one customer are apart. */
  spread: v.number(),
  /** What a gap counts that is one gap older, 0 to 1. */
  ageWeight: v.number(),
  waiting: Waiting,
});
export type RhythmLearnt = v.InferOutput<typeof RhythmLearnt>;

/** What holds when nothing was learnt: a customer's own gaps alone, and a wide window. */
export const NOTHING_LEARNT: RhythmLearnt = {
  version: RHYTHM_VERSION,
  basis: 'default',
  customers: 0,
  gaps: 0,
  medianGapDays: null,
  centre: 0,
  centreWeight: 0,
  spread: 0.3,
  ageWeight: 0.9,
  waiting: UNKNOWN_WAITING,
};

/** Gaps that are long gone say nothing of the next one. */
const MAX_GAPS = 24;
/** Degrees of freedom of the gaps' distribution: low, so that one holiday does not move the centre. */
const FREEDOM = 3;
/** How many gaps of one's own the pool's spread is worth. */
const SPREAD_WEIGHT = 3;
const ROUNDS = 8;

/** Centre and spread of one customer's gaps, in logarithms of days. */
export type Rhythm = { readonly centre: number; readonly spread: number };

/** Room for the gaps that a rhythm looks at, and for what each counts by its age. */
const own = new Float64Array(MAX_GAPS);
const ages = new Float64Array(MAX_GAPS);

/**
 * The rhythm of logarithmic gaps, oldest first, of which the first `count` from `first` on are used. The centre is the
 * location of a Student t with 3 degrees of freedom, found by reweighting (Lange, Little and Taylor 1989), newer gaps counting
 * more, drawn to the centre of all customers (empirical Bayes, Efron and Morris 1975). The spread is drawn to theirs in the
 * same way and holds the doubt about the centre.
 */
export function fitRhythm(logGaps: Float64Array, learnt: RhythmLearnt, count = logGaps.length, first = 0): Rhythm {
  const used = Math.min(count, MAX_GAPS);
  const oldest = first + count - used;
  const { centreWeight, spread: pooled, ageWeight } = learnt;
  for (let at = used - 1, age = 1; at >= 0; at -= 1, age *= ageWeight) {
    ages[at] = age;
    own[at] = logGaps[oldest + at] ?? 0;
  }
  let centre = (selectMedian(own, used) * used + learnt.centre * centreWeight) / (used + centreWeight);
  let weight = centreWeight;
  for (let round = 0; round < ROUNDS; round += 1) {
    let sum = learnt.centre * centreWeight;
    weight = centreWeight;
    for (let at = 0; at < used; at += 1) {
      const gap = logGaps[oldest + at] ?? 0;
      const far = (gap - centre) / pooled;
      const share = ((FREEDOM + 1) / (FREEDOM + far * far)) * (ages[at] ?? 0);
      sum += share * gap;
      weight += share;
    }
    centre = sum / weight;
  }
  let squares = SPREAD_WEIGHT * pooled * pooled;
  let counted = SPREAD_WEIGHT;
  for (let at = 0; at < used; at += 1) {
    const far = (logGaps[oldest + at] ?? 0) - centre;
    squares += (ages[at] ?? 0) * Math.min(far * far, 9 * pooled * pooled);
    counted += ages[at] ?? 0;
  }
  return { centre, spread: Math.sqrt(squares / counted) * Math.sqrt(1 + 1 / weight) };
}

/** Days after the last order: when the next one is due, and the window of four in five. */
export type Forecast = { readonly dueDays: number; readonly fromDays: number; readonly toDays: number };

const WINDOW_SHARE = 0.8;
/** Beyond a century a date is a formality. */
const MAX_DAYS = 36_500;

type Bounds = { readonly from: number; readonly due: number; readonly to: number };
const bounds = new WeakMap<Waiting, Bounds>();

/** The residuals of the window and its middle on the day of the order; they are the same for every customer. */
function boundsOf(waiting: Waiting): Bounds {
  const held = bounds.get(waiting);
  if (held !== undefined) {
    return held;
  }
  const made = boundsWhen(waiting, 1);
  bounds.set(waiting, made);
  return made;
}

function boundsWhen(waiting: Waiting, share: number): Bounds {
  const at = (come: number): number => residualAt(waiting, share * (1 - come));
  return { from: at((1 - WINDOW_SHARE) / 2), due: at(0.5), to: at((1 + WINDOW_SHARE) / 2) };
}

/**
 * When the next order comes, if it comes, given that `silentDays` have gone by without one. Of today it is not known yet.
 * Every bound moves later, or stays, as silence goes on, and none is in the past.
 */
export function forecast(rhythm: Rhythm, waiting: Waiting, silentDays: number): Forecast {
  const isSilent = silentDays > 0;
  const share = isSilent ? shareWaiting(waiting, (Math.log(silentDays - 0.5) - rhythm.centre) / rhythm.spread) : 1;
  const { from, due, to } = share === 1 ? boundsOf(waiting) : boundsWhen(waiting, share);
  const least = isSilent ? silentDays : 1;
  return { fromDays: daysAt(rhythm, from, least), dueDays: daysAt(rhythm, due, least), toDays: daysAt(rhythm, to, least) };
}

function daysAt({ centre, spread }: Rhythm, residual: number, least: number): number {
  return Math.max(least, Math.round(Math.min(MAX_DAYS, Math.exp(centre + residual * spread))));
}

/** The bounds of four in five gaps are so far apart when orders come purely by chance (exponential gaps: ln 0.1 / ln 0.9). */
const CHANCE_RATIO = Math.log(0.1) / Math.log(0.9);

/** False where the window is no narrower than chance alone would make it: then there is no rhythm to speak of. */
export function isRegular(rhythm: Rhythm, waiting: Waiting): boolean {
  const { from, to } = boundsOf(waiting);
  return (to - from) * rhythm.spread < Math.log(CHANCE_RATIO);
}
