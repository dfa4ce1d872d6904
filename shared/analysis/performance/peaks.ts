import * as v from 'valibot';
import { NO_DAY } from '../core/calendar.ts';
import type { Lines } from '../core/lines.ts';
import type { Periods } from '../core/periods.ts';
import { roundTo6 } from '../core/stats.ts';
import type { Block } from '../core/blocks.ts';
import { byDay, byName, createTally, type Tally } from '../core/tally.ts';

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

/** Peaks that grow block by block. */
type PeaksCounted = { readonly add: (alike: Block) => void; readonly tell: () => Peaks };

/** Begins to count orders by hour, weekday and month of the year. `add` takes lines of one day and hour of an order together. */
export function startPeaks(lines: Lines, months: Periods): PeaksCounted {
  const monthOfYear = months.names.map((name) => Number(name.slice(5, 7)) - 1);
  const isWhole = months.names.map((_, at) => at > 0 && months.isComplete(at));
  const from = months.firstDay;
  // Which weekday and which season each day of the months is; -1 for none.
  const weekdayOfDay = months.places.map((_, at) => weekdayOf(from + at));
  const seasonOfDay = months.places.map((month) => (isWhole[month] === true ? (monthOfYear[month] ?? -1) : -1));
  const wholeMonths = Array.from({ length: YEAR }, (_, of) => monthOfYear.filter((one, month) => isWhole[month] === true && one === of).length);
  const hour = lines.known.has('hour') ? createTally(byName(lines.hour), HOURS.length) : null;
  const weekday = createTally(byDay(lines.day, from, weekdayOfDay), WEEK);
  const season = wholeMonths.every((count) => count > 0) ? createTally(byDay(lines.day, from, seasonOfDay), YEAR) : null;
  let [first, last] = [Infinity, -Infinity];
  return {
    add(alike) {
      for (let row = 0; row < alike.count; row += 1) {
        const day = lines.day[alike.line[row] ?? 0] ?? NO_DAY;
        if (day >= from) {
          first = day < first ? day : first;
          last = day > last ? day : last;
        }
      }
      [hour, weekday, season].forEach((tally) => tally?.add(alike));
    },
    tell() {
      const weekdays = Array.from({ length: WEEK }, (_, at) => countWeekdays(first, last, at));
      return {
        hour: hour === null ? null : tell(hour, HOURS, 0),
        weekday: tell(weekday, weekdays, 1),
        season: season === null ? null : tell(season, wholeMonths, 1),
      };
    },
  };
}

const HOURS: readonly number[] = Array.from({ length: 24 }, () => 1);

/** How many days of a weekday lie between two days, both with. */
function countWeekdays(first: number, last: number, weekday: number): number {
  const next = first + ((weekday - weekdayOf(first) + WEEK) % WEEK);
  return next > last ? 0 : Math.floor((last - next) / WEEK) + 1;
}

/** @param seen how many such hours, days or months the lines span */
function tell(tally: Tally, seen: readonly number[], from: number): Peak[] {
  const sums = seen.map((_, at) => tally.read(at));
  const all = sums.reduce((sum, { orders }) => sum + orders, 0);
  const mean = all / seen.reduce((sum, more) => sum + more, 0);
  return sums.map(({ orders, amountMinor }, at) => {
    const count = seen[at] ?? 0;
    return { at: at + from, orders, amount: amountMinor, index: count > 0 && all > 0 ? roundTo6(orders / count / mean) : null };
  });
}
