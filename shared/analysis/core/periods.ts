import * as v from 'valibot';
import { addMonths, toDay, toDayNumber, type DayNumber } from './calendar.ts';

/** How time is cut: weeks begin on Monday, quarters with January, April, July and October. */
export const PeriodUnit = v.picklist(['week', 'month', 'quarter', 'year']);
export type PeriodUnit = v.InferOutput<typeof PeriodUnit>;

const MONTHS: Readonly<Record<Exclude<PeriodUnit, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The first day of the period that holds a day.
 * @example
 * toDay(startOfPeriod(toDayNumber('2026-11-27'), 'quarter')) // '2026-10-01'
 * @example
 * toDay(startOfPeriod(toDayNumber('2026-11-27'), 'week')) // '2026-11-23'
 */
export function startOfPeriod(day: DayNumber, unit: PeriodUnit): DayNumber {
  if (unit === 'week') {
    // 1970-01-01 was a Thursday: three days after a Monday.
    return day - ((((day + 3) % 7) + 7) % 7);
  }
  const [year = 0, month = 1] = toDay(day).split('-').map(Number);
  const first = month - ((month - 1) % MONTHS[unit]);
  return toDayNumber(`${String(year).padStart(4, '0')}-${String(first).padStart(2, '0')}-01`) ?? day;
}

/** The first day of the period that follows the one which begins with `start`. */
export function nextPeriod(start: DayNumber, unit: PeriodUnit): DayNumber {
  return unit === 'week' ? start + 7 : addMonths(start, MONTHS[unit]);
}

/** What a period is called: its month, quarter or year, and a week by its Monday. */
export function periodName(start: DayNumber, unit: PeriodUnit): string {
  const day = toDay(start);
  if (unit === 'week') {
    return day;
  }
  return unit === 'year' ? day.slice(0, 4) : unit === 'month' ? day.slice(0, 7) : `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** A cut of time: period `at` begins with `starts[at]` and ends before `starts[at + 1]`. */
export type Periods = {
  readonly unit: PeriodUnit;
  /** One more than there are periods. */
  readonly starts: readonly DayNumber[];
  readonly names: readonly string[];
  /** The period of each day from `firstDay` on, as `placeOf` has it. */
  readonly firstDay: DayNumber;
  readonly places: Int32Array;
  /** The period of a day, -1 before the first and after the last. */
  readonly placeOf: (day: DayNumber) => number;
  /** False for the last one while its days are not over. */
  readonly isComplete: (at: number) => boolean;
};

/** All periods from the one that holds `from` to the one that holds `to`; the last is complete when `to` is its last day. */
export function listPeriods(from: DayNumber, to: DayNumber, unit: PeriodUnit): Periods {
  const starts: DayNumber[] = [startOfPeriod(from, unit)];
  while ((starts.at(-1) ?? Infinity) <= to) {
    starts.push(nextPeriod(starts.at(-1) ?? to, unit));
  }
  const first = starts[0] ?? from;
  const end = starts.at(-1) ?? to;
  const places = new Int32Array(Math.max(0, end - first));
  for (let at = 0; at + 1 < starts.length; at += 1) {
    places.fill(at, (starts[at] ?? 0) - first, (starts[at + 1] ?? 0) - first);
  }
  return {
    unit,
    starts,
    names: starts.slice(0, -1).map((start) => periodName(start, unit)),
    firstDay: first,
    places,
    placeOf: (day) => places[day - first] ?? -1,
    isComplete: (at) => (starts[at + 1] ?? Infinity) - 1 <= to,
  };
}
