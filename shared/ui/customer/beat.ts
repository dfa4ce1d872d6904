import type { RhythmFacts } from '#shared/analysis/customer-facts.ts';
import type { Day } from '#shared/model/field.ts';
import { daysBetween } from '../format.ts';

type Known = Extract<RhythmFacts, { enough: true }>;

/** One gap between orders as a dot: its days, and its place in the stack of gaps of about that length. */
export type GapDot = { readonly days: number; readonly level: number };

/** Where a label stands along the line, as a share of its length, and which of its sides stands there. */
export type LabelPlace = { readonly at: number; readonly side: 'l' | 'r' };

/** A rhythm as it is drawn: all places in days since the last order, on a line of `max` days. */
export type Beat = {
  readonly max: number;
  readonly now: number;
  readonly due: number;
  readonly from: number;
  readonly to: number;
  readonly remind: number;
  readonly dots: readonly GapDot[];
  /** `expected` undefined where the words would run into each other; what they say stands above the line as well. */
  readonly labels: { readonly today: LabelPlace; readonly expected: LabelPlace | undefined };
};

/** Gaps that are drawn: the latest ones. */
const MAX_DOTS = 24;
/** Dots closer together than this share of the line stand in one stack. */
const STACK_SHARE = 1 / 45;
/** The highest stack that has room above the line. */
const MAX_LEVEL = 4;
/** About how long the labels are, as shares of the line of a narrow panel. */
const START_WIDTH = 0.24;
const TODAY_WIDTH = 0.32;
const EXPECTED_WIDTH = 0.24;

/** Places everything that the drawing of a rhythm shows. */
export function toBeat(facts: Known): Beat {
  const daysTo = (day: Day): number => Math.max(0, daysBetween(facts.lastOrderOn, day));
  const { silentDays: now } = facts;
  const gaps = facts.gapsDays.slice(-MAX_DOTS);
  const to = daysTo(facts.windowTo);
  // A gap of two years among gaps of three weeks would press the rest into a corner: it is drawn at the end of the line.
  const longest = Math.min(Math.max(0, ...gaps), facts.medianGapDays * 3);
  const max = Math.max(1, Math.ceil(Math.max(to, now, longest) * 1.12));
  const from = daysTo(facts.windowFrom);
  return {
    max,
    now,
    due: daysTo(facts.dueOn),
    from,
    to,
    remind: daysTo(facts.remindOn),
    dots: stack(gaps, max),
    labels: labelsAt(now / max, from / max),
  };
}

function stack(gaps: readonly number[], max: number): readonly GapDot[] {
  const heights = new Map<number, number>();
  const width = Math.max(1, max * STACK_SHARE);
  const dots = gaps
    .toSorted((a, b) => a - b)
    .map((gap) => {
      const place = Math.round(Math.min(gap, max) / width);
      const level = heights.get(place) ?? 0;
      heights.set(place, level + 1);
      return { days: Math.min(max, width === 1 ? gap : place * width), level };
    });
  const highest = Math.max(0, ...dots.map((dot) => dot.level));
  return highest <= MAX_LEVEL ? dots : dots.map((dot) => ({ ...dot, level: (dot.level * MAX_LEVEL) / highest }));
}

function labelsAt(now: number, from: number): Beat['labels'] {
  const fitsLeft = now >= START_WIDTH + TODAY_WIDTH;
  const today: LabelPlace = fitsLeft ? { at: now, side: 'r' } : { at: Math.max(START_WIDTH, Math.min(now, 1 - TODAY_WIDTH)), side: 'l' };
  const end = today.side === 'r' ? today.at : today.at + TODAY_WIDTH;
  const room = 1 - end;
  const expected: LabelPlace | undefined =
    room < EXPECTED_WIDTH ? undefined : { at: Math.max(end + 0.02, Math.min(from, 1 - EXPECTED_WIDTH)), side: 'l' };
  return { today, expected };
}
