import type { Day, Instant } from '../../model/field.ts';

/** A calendar day as a whole number: days since 1970-01-01. Two days apart are two numbers apart, whatever the zone's clock does. */
export type DayNumber = number;

const MS_A_DAY = 86_400_000;
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
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/**
 * The same day of the month, `months` later (earlier when negative); the last day of the month where it has no such day.
 * @example
 * toDay(addMonths(10987, 12)) // '2001-01-31'
 */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const from = new Date(day * MS_A_DAY);
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Math.round(first.getTime() / MS_A_DAY) + Math.min(from.getUTCDate(), last) - 1;
}

/**
 * Reads instants as calendar days of one zone. Making the reader is slow and reading is fast, so it is made once.
 * @param zone an IANA zone such as `Europe/Berlin`; throws RangeError for one that does not exist
 */
export function createDayReader(zone: string): (instant: Instant) => DayNumber | undefined {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant) => {
    const at = new Date(instant);
    if (Number.isNaN(at.getTime())) {
      return undefined;
    }
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
    return toDayNumber(`${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`);
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
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
  return (instant) => {
    const at = new Date(instant);
    const ms = at.getTime();
    return Number.isNaN(ms) || ms % MS_A_DAY === 0 ? undefined : Number(format.formatToParts(at).find(({ type }) => type === 'hour')?.value);
  };
}
