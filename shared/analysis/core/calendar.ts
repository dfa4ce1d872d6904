import type { Day, Instant } from '../../model/field.ts';

/** A calendar day as a whole number: days since 1970-01-01. Two days apart are two numbers apart, whatever the zone's clock does. */
export type DayNumber = number;

const MS_A_DAY = 86_400_000;
const MS_AN_HOUR = 3_600_000;
/** What stands in a day column where no day is known. */
export const NO_DAY: DayNumber = -2_147_483_648;

/**
 * The number of a day written `2026-11-16`, or undefined when there is no such day.
 * @example
 * toDayNumber('1970-01-02') // 1
 * @example
 * toDayNumber('2026-02-29') // undefined
 */
export function toDayNumber(day: Day): DayNumber | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(day);
  if (parts === null) {
    return undefined;
  }
  const at = new Date(0);
  at.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return at.getUTCDate() === Number(parts[3]) && at.getUTCMonth() === Number(parts[2]) - 1 ? Math.round(at.getTime() / MS_A_DAY) : undefined;
}

/**
 * The day of a number, as it is written.
 * @example
 * toDay(83) // '1970-03-25'
 */
export function toDay(day: DayNumber): Day {
  const held = written[day];
  if (held !== undefined) {
    return held;
  }
  const made = new Date(day * MS_A_DAY).toISOString().slice(0, 10);
  if (Number.isInteger(day) && day >= 0 && day < written.length) {
    written[day] = made;
  }
  return made;
}

/** Results name the same few thousand days a hundred thousand times, and writing one takes a microsecond: those up to 2106 are held. */
const written = Array.from({ length: 50_000 }, (): Day | undefined => undefined);

/**
 * The same day of the month, `months` later (earlier when negative); the last day of the month where it has no such day.
 * @example
 * toDay(addMonths(10987, 12)) // '2001-01-31'
 */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, dayOfMonth } = toDate(day);
  const monthsSince = year * 12 + month - 1 + months;
  const first = fromDate(Math.floor(monthsSince / 12), mod(monthsSince, 12) + 1);
  const next = fromDate(Math.floor((monthsSince + 1) / 12), mod(monthsSince + 1, 12) + 1);
  return Math.min(first + dayOfMonth, next) - 1;
}

/** Remainder that is never negative. */
function mod(number: number, by: number): number {
  return ((number % by) + by) % by;
}

/** Days in 400 years, after which the calendar repeats itself, and from 0000-03-01 to 1970-01-01. */
const ERA_DAYS = 146_097;
const MARCH_OF_YEAR_0 = 719_468;

/**
 * Year, month and day of a day of the Gregorian calendar, a hundred times faster than `Date`. Years begin with March, so that the
 * leap day is the last. Source: Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
 */
function toDate(day: DayNumber): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const since = day + MARCH_OF_YEAR_0;
  const era = Math.floor(since / ERA_DAYS);
  const ofEra = since - era * ERA_DAYS;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / (ERA_DAYS - 1))) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/** The first day of a month, 1 to 12. Source: as `toDate`, days_from_civil. */
function fromDate(year: number, month: number): DayNumber {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return era * ERA_DAYS + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - MARCH_OF_YEAR_0;
}

/**
 * Reads instants as calendar days of one zone. Making the reader is slow and reading is fast, so it is made once.
 * @param zone an IANA zone such as `Europe/Berlin`; throws RangeError for one that does not exist
 */
export function createDayReader(zone: string): (instant: Instant) => DayNumber | undefined {
  const clockOf = createClockReader(zone);
  return (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) ? undefined : Math.floor(clockOf(at) / MS_A_DAY);
  };
}

/**
 * Reads instants as hours of one zone, 0 to 23. One that is exactly midnight in UTC is a day that somebody wrote as an
 * instant: it has no hour.
 * @param zone an IANA zone; throws RangeError for one that does not exist
 * @example
 * createHourReader('Asia/Taipei')('2026-11-16T01:30:00Z') // 9
 */
export function createHourReader(zone: string): (instant: Instant) => number | undefined {
  const clockOf = createClockReader(zone);
  return (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) || at % MS_A_DAY === 0 ? undefined : Math.floor((((clockOf(at) % MS_A_DAY) + MS_A_DAY) % MS_A_DAY) / MS_AN_HOUR);
  };
}

/**
 * What a clock of the zone shows at a moment, as if it were UTC, in milliseconds. Asking the calendar of the system takes
 * microseconds, so it is asked for the two ends of a UTC day, and between them only on a day on which the clocks are changed.
 */
function createClockReader(zone: string): (at: number) => number {
  const held = readers.get(zone);
  if (held !== undefined) {
    return held;
  }
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const ask = (at: number): number => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const clock = new Date(0);
    clock.setUTCFullYear(read('year'), read('month') - 1, read('day'));
    clock.setUTCHours(read('hour'), read('minute'), read('second'));
    return clock.getTime() - Math.floor(at / 1000) * 1000;
  };
  const offsets = new Map<number, number | 'changes'>();
  const reader = (at: number): number => {
    const day = Math.floor(at / MS_A_DAY);
    let offset = offsets.get(day);
    if (offset === undefined) {
      const [first, last] = [ask(day * MS_A_DAY), ask((day + 1) * MS_A_DAY)];
      offset = first === last ? first : 'changes';
      offsets.set(day, offset);
    }
    return at + (offset === 'changes' ? ask(at) : offset);
  };
  readers.set(zone, reader);
  return reader;
}

/** The readers of the zones that were asked for: there are few, and each takes milliseconds to make. */
const readers = new Map<string, (at: number) => number>();

/** The last month that is over on a day: `2026-10` on 16 November 2026, `2026-11` on its 30th. */
export function lastMonth(asOf: DayNumber): string {
  const next = toDay(asOf + 1);
  return next.endsWith('-01') ? toDay(asOf).slice(0, 7) : toDay(addMonths(asOf, -1)).slice(0, 7);
}
