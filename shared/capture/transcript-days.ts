import type { Day } from '../model/field.ts';

/** A day as a program wrote it: `03/11/26`, `2026-11-03`, `11月3日`, `昨天`, `Tuesday`. */
export type WrittenDay = { readonly written: string };

type Order = 'day-first' | 'month-first';

const MS_PER_DAY = 86_400_000;

function toDay(year: number, month: number, day: number): Day | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1990 && year < 2100;
  return isReal ? at.toISOString().slice(0, 10) : null;
}

function shift(today: Day, days: number): Day {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

const WEEKDAYS = [
  /^(?:sun|星期[日天]|[周週]日)/iu,
  /^(?:mon|星期一|[周週]一)/iu,
  /^(?:tue|星期二|[周週]二)/iu,
  /^(?:wed|星期三|[周週]三)/iu,
  /^(?:thu|星期四|[周週]四)/iu,
  /^(?:fri|星期五|[周週]五)/iu,
  /^(?:sat|星期六|[周週]六)/iu,
];

/** A day that is told from today: yesterday, the last Tuesday. */
function readRelative(text: string, today: Day): Day | null {
  if (/^(?:今天|today)/iu.test(text)) {
    return today;
  }
  if (/^(?:昨天|昨日|yesterday)/iu.test(text)) {
    return shift(today, -1);
  }
  if (/^(?:前天|一昨日)/u.test(text)) {
    return shift(today, -2);
  }
  const weekday = WEEKDAYS.findIndex((pattern) => pattern.test(text));
  if (weekday < 0) {
    return null;
  }
  const now = new Date(`${today}T00:00:00Z`).getUTCDay();
  return shift(today, -(((now - weekday + 6) % 7) + 1));
}

/** The day of the last year in which it is not ahead of today: programs leave this year's year out. */
function withoutYear(month: number, day: number, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  const same = toDay(year, month, day);
  return same !== null && same <= today ? same : toDay(year - 1, month, day);
}

function parseDay(written: string, order: Order, today: Day): Day | null {
  const han = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/u.exec(written);
  if (han !== null) {
    return han[1] === undefined ? withoutYear(Number(han[2]), Number(han[3]), today) : toDay(Number(han[1]), Number(han[2]), Number(han[3]));
  }
  const parts = /^(\d{1,4})[./-](\d{1,2})(?:[./-](\d{1,4}))?\.?$/u.exec(written);
  if (parts === null) {
    return readRelative(written, today);
  }
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  if (parts[3] === undefined) {
    // `11/3` as WeCom writes it: month first.
    return withoutYear(first, second, today);
  }
  if ((parts[1] ?? '').length === 4) {
    return toDay(first, second, Number(parts[3]));
  }
  const year = Number(parts[3]) + (parts[3].length === 2 ? 2000 : 0);
  return order === 'day-first' ? toDay(year, second, first) : toDay(year, first, second);
}

/** Evidence for an order from the way in which a program writes: points are day first; `PM` in capitals and no zeros in front are American. */
function leanOf(entries: readonly { readonly day: WrittenDay | null; readonly time: string | null }[]): Order {
  const isAmerican = entries.some(
    ({ day, time }) => /\d\s?[AP]M/u.test(time ?? '') && !/^0\d/u.test(day?.written ?? '') && (day?.written ?? '').includes('/'),
  );
  return isAmerican ? 'month-first' : 'day-first';
}

/** A reading that takes this many times as long as the other is the wrong one. */
const MUCH_WIDER = 5;

/** How many days lie between the first and the last, at least one. */
function spanOf(days: readonly (Day | null)[]): number {
  const known = days.flatMap((day) => (day === null ? [] : [Date.parse(`${day}T00:00:00Z`)]));
  return Math.max(1, (Math.max(...known) - Math.min(...known)) / MS_PER_DAY);
}

/**
 * The days of messages in their order; null where one is not told. `03/11` is the third of November or the eleventh of March: the
 * reading counts in which every day exists, none lies ahead and none comes before the one above it; among two such the one whose days
 * lie together; and else the way in which times are written, and then it is said to be guessed.
 */
export function orderDays(
  entries: readonly { readonly day: WrittenDay | null; readonly time: string | null }[],
  today: Day,
): { readonly days: readonly (Day | null)[]; readonly isGuessed: boolean } {
  const read = (order: Order): readonly (Day | null)[] => entries.map(({ day }) => (day === null ? null : parseDay(day.written, order, today)));
  const faults = (days: readonly (Day | null)[]): number => {
    let last: Day | null = null;
    let count = 0;
    days.forEach((day, at) => {
      // A day ahead of the clock of this device may be another zone's; two days ahead is not.
      count += day === null ? (entries[at]?.day === null ? 0 : 10) : day > shift(today, 1) ? 5 : last !== null && day < last ? 1 : 0;
      last = day ?? last;
    });
    return count;
  };
  const [byDay, byMonth] = [read('day-first'), read('month-first')];
  if (byDay.every((day, at) => day === byMonth[at])) {
    return { days: byDay, isGuessed: false };
  }
  const [dayFaults, monthFaults] = [faults(byDay), faults(byMonth)];
  if (dayFaults !== monthFaults) {
    return { days: dayFaults < monthFaults ? byDay : byMonth, isGuessed: false };
  }
  // People talk on neighbouring days: the reading that spreads the same messages over months is the wrong one.
  const [daySpan, monthSpan] = [spanOf(byDay), spanOf(byMonth)];
  if (Math.min(daySpan, monthSpan) * MUCH_WIDER <= Math.max(daySpan, monthSpan)) {
    return { days: daySpan < monthSpan ? byDay : byMonth, isGuessed: false };
  }
  const isPointed = entries.every(({ day }) => day === null || day.written.includes('.'));
  return { days: isPointed || leanOf(entries) === 'day-first' ? byDay : byMonth, isGuessed: !isPointed };
}
