import * as v from 'valibot';
import type { Lines } from '../core/lines.ts';
import type { Periods } from '../core/periods.ts';
import { roundTo6 } from '../core/stats.ts';
import { tallyRows, type Rows } from '../core/tally.ts';

/** What falls on one hour, weekday or month of the year: its orders and amounts, and how much more than an even share that is. */
const Peak = v.object({
  /** Hour 0 to 23; weekday 1 (Monday) to 7; month 1 to 12. */
  at: v.number(),
  orders: v.number(),
  amount: v.number(),
  /** Orders on such an hour, day or month, as many times as on the mean one; 1 is even. Null where none was there to see. */
  index: v.nullable(v.number()),
});
type Peak = v.InferOutput<typeof Peak>;

/** When sales peak. Hours where lines know them; months of the year from a year of whole months on. */
export const Peaks = v.object({ hour: v.nullable(v.array(Peak)), weekday: v.array(Peak), season: v.nullable(v.array(Peak)) });
export type Peaks = v.InferOutput<typeof Peaks>;

const WEEK = 7;
const YEAR = 12;

/** Weekday of a day, 0 for Monday. 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % WEEK) + WEEK) % WEEK;

/** Counts orders by hour, weekday and month of the year, over the lines that are flagged. @param alike these lines, those of one day and hour of an order together */
export function findPeaks(lines: Lines, months: Periods, flags: Uint8Array, alike: Rows): Peaks {
  const monthOfYear = months.names.map((name) => Number(name.slice(5, 7)) - 1);
  const isWhole = months.names.map((_, at) => at > 0 && months.isComplete(at));
  const [from, until] = [months.starts[0] ?? 0, months.starts.at(-1) ?? 0];
  // Which weekday and which season each day of the months is; -1 for none.
  const weekdayOfDay = Int32Array.from({ length: until - from }, (_, at) => weekdayOf(from + at));
  const seasonOfDay = weekdayOfDay.map((_, at) => {
    const month = months.placeOf(from + at);
    return isWhole[month] === true ? (monthOfYear[month] ?? -1) : -1;
  });
  const [weekday, season] = [new Int32Array(lines.count), new Int32Array(lines.count)];
  let [first, last] = [Infinity, -Infinity];
  for (let line = 0; line < lines.count; line += 1) {
    const day = lines.day[line] ?? 0;
    weekday[line] = weekdayOfDay[day - from] ?? -1;
    season[line] = seasonOfDay[day - from] ?? -1;
    if ((flags[line] ?? 0) !== 0 && day >= from && day < until) {
      first = day < first ? day : first;
      last = day > last ? day : last;
    }
  }
  const days = Array.from({ length: WEEK }, (_, at) => countWeekdays(first, last, at));
  const whole = Array.from({ length: YEAR }, (_, at) => monthOfYear.filter((of, month) => isWhole[month] === true && of === at).length);
  return {
    hour: lines.known.has('hour') ? tell(alike, Int32Array.from(lines.hour), HOURS, 0) : null,
    weekday: tell(alike, weekday, days, 1),
    season: whole.every((count) => count > 0) ? tell(alike, season, whole, 1) : null,
  };
}

const HOURS: readonly number[] = Array.from({ length: 24 }, () => 1);

/** How many days of a weekday lie between two days, both with. */
function countWeekdays(first: number, last: number, weekday: number): number {
  const next = first + ((weekday - weekdayOf(first) + WEEK) % WEEK);
  return next > last ? 0 : Math.floor((last - next) / WEEK) + 1;
}

/** @param seen how many such hours, days or months the lines span */
function tell(alike: Rows, cellOf: Int32Array, seen: readonly number[], from: number): Peak[] {
  const tally = tallyRows(alike, cellOf, seen.length);
  const sums = seen.map((_, at) => tally.read(at));
  const all = sums.reduce((sum, { orders }) => sum + orders, 0);
  const mean = all / seen.reduce((sum, more) => sum + more, 0);
  return sums.map(({ orders, amountMinor }, at) => {
    const count = seen[at] ?? 0;
    return { at: at + from, orders, amount: amountMinor, index: count > 0 && all > 0 ? roundTo6(orders / count / mean) : null };
  });
}
