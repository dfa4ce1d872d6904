import * as v from 'valibot';
import { Day } from '../../model/field.ts';
import { addMonths, toDay, type DayNumber } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import type { Periods } from '../core/periods.ts';
import { sortNames } from '../core/sort-names.ts';
import { roundTo6 } from '../core/stats.ts';
import { BEFORE, NOW } from '../core/blocks.ts';
import type { Tally } from '../core/tally.ts';

/** An amount, the one of the same months a year before, and by which share it grew; null where there was nothing to grow from. */
const Change = v.object({ amount: v.number(), before: v.number(), change: v.nullable(v.number()) });
type Change = v.InferOutput<typeof Change>;
const Span = v.object({ from: Day, to: Day });
const Changes = v.record(v.string(), Change);

export const Growth = v.object({
  now: Span,
  before: Span,
  total: Change,
  by: v.object({ product: Changes, category: Changes, channel: Changes, place: Changes, rep: Changes }),
});
export type Growth = v.InferOutput<typeof Growth>;

/** One month: while it is not over it is compared with the same days of the month a year before, not with the whole of it. */
export const MonthOfSales = v.object({
  month: v.string(),
  amount: v.number(),
  isComplete: v.boolean(),
  /** Up to and with which day it is compared. */
  to: Day,
  /** Null where the lines do not go back so far. */
  before: v.nullable(v.number()),
  change: v.nullable(v.number()),
});
export type MonthOfSales = v.InferOutput<typeof MonthOfSales>;

/** Two periods, first days and the days after the last ones. */
type Years = { readonly now: readonly [DayNumber, DayNumber]; readonly before: readonly [DayNumber, DayNumber] };

const YEAR = 12;

/** The first month that the lines hold from its first day on: before it nobody may have kept books. */
function firstWhole(lines: Lines, months: Periods, flags: Uint8Array): number {
  let first = Infinity;
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? Infinity;
    first = (flags[line] ?? 0) !== 0 && months.placeOf(day) >= 0 && day < first ? day : first;
  }
  const place = months.placeOf(first);
  // A month that begins with a weekend or a holiday has its first sale a few days in.
  return place < 0 ? Infinity : first - (months.starts[place] ?? first) <= 6 ? place : place + 1;
}

/**
 * Marks the lines of the last complete months, twelve at most, and of the same months a year before, as far as the lines go
 * back. Undefined where not one month has its like.
 */
export function markYears(lines: Lines, months: Periods, flags: Uint8Array): Years | undefined {
  const whole = firstWhole(lines, months, flags);
  const count = months.names.length;
  const end = count > 0 && months.isComplete(count - 1) ? count : count - 1;
  const length = Math.min(YEAR, end - YEAR - whole);
  if (!(length >= 1)) {
    return undefined;
  }
  const startOf = (month: number): DayNumber => months.starts[month] ?? 0;
  const years: Years = { now: [startOf(end - length), startOf(end)], before: [startOf(end - length - YEAR), startOf(end - YEAR)] };
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? 0;
    if ((flags[line] ?? 0) !== 0) {
      const isNow = day >= years.now[0] && day < years.now[1];
      const isBefore = day >= years.before[0] && day < years.before[1];
      flags[line] = (flags[line] ?? 0) | (isNow ? NOW : 0) | (isBefore ? BEFORE : 0);
    }
  }
  return years;
}

/** How the amounts of two years differ, in all (by month) and by name. */
export function compareYears(
  lines: Lines,
  { now, before }: Years,
  byMonth: Tally,
  tallies: Readonly<Record<keyof Growth['by'], Tally | null>>,
): Growth {
  const compare = (dimension: keyof Growth['by']): Record<string, Change> => {
    const tally = tallies[dimension];
    const { names } = lines.dictionary[dimension];
    const found: (readonly [string, Change])[] = [];
    if (tally === null) {
      return {};
    }
    for (const cell of sortNames(names)) {
      const { nowMinor, beforeMinor } = tally.read(cell);
      if (nowMinor !== 0 || beforeMinor !== 0) {
        found.push([names[cell] ?? '', toChange(nowMinor, beforeMinor)]);
      }
    }
    return Object.fromEntries(found);
  };
  let [nowMinor, beforeMinor] = [0, 0];
  for (let month = 0; month < byMonth.cells; month += 1) {
    const sums = byMonth.read(month);
    nowMinor += sums.nowMinor;
    beforeMinor += sums.beforeMinor;
  }
  const tell = ([from, end]: readonly [DayNumber, DayNumber]) => ({ from: toDay(from), to: toDay(end - 1) });
  return {
    now: tell(now),
    before: tell(before),
    total: toChange(nowMinor, beforeMinor),
    by: {
      product: compare('product'),
      category: compare('category'),
      channel: compare('channel'),
      place: compare('place'),
      rep: compare('rep'),
    },
  };
}

function toChange(amount: number, before: number): Change {
  return { amount, before, change: before > 0 ? roundTo6(amount / before - 1) : null };
}

/** The amount of each month, beside the same days a year before. */
export function listMonths(lines: Lines, months: Periods, flags: Uint8Array, asOf: DayNumber): MonthOfSales[] {
  const first = months.starts[0] ?? 0;
  const byDay = new Float64Array(Math.max(0, (months.starts.at(-1) ?? first) - first));
  for (let line = 0; line < lines.count; line += 1) {
    const at = (lines.day[line] ?? 0) - first;
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    if ((flags[line] ?? 0) !== 0 && at >= 0 && at < byDay.length && !Number.isNaN(amount)) {
      byDay[at] = (byDay[at] ?? 0) + amount;
    }
  }
  const sum = (from: DayNumber, to: DayNumber): number => byDay.subarray(from - first, to + 1 - first).reduce((before, more) => before + more, 0);
  const whole = firstWhole(lines, months, flags);
  return months.names.map((month, at) => {
    const from = months.starts[at] ?? 0;
    const isComplete = months.isComplete(at);
    const to = isComplete ? (months.starts[at + 1] ?? 0) - 1 : asOf;
    const amount = sum(from, to);
    const hasBefore = at - YEAR >= whole;
    const before = hasBefore ? sum(months.starts[at - YEAR] ?? 0, isComplete ? (months.starts[at - YEAR + 1] ?? 0) - 1 : addMonths(to, -YEAR)) : null;
    return { month, amount, isComplete, to: toDay(to), before, change: before === null ? null : toChange(amount, before).change };
  });
}
