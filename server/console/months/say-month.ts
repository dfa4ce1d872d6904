import type { MonthSheet, SheetDay } from '#shared/model/month-sheet.ts';
import { formatCalendarDay, formatMoney, formatMonth } from '#shared/ui/format.ts';
import type { Reader } from '#shared/ui/reader.ts';

/** A month in words: February 2026. */
export function sayMonth(month: string, reader: Reader): string {
  return formatMonth(`${month}-01T00:00:00Z`, { ...reader, timeZone: 'UTC' });
}

/** A mark of 0 to 100 with at most two digits behind the point, or that it is not known. */
export function sayMark(mark: number | null, { texts, locale }: Reader): string {
  return mark === null ? texts.console.months.unknown : new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(mark);
}

/** A weight in per cent. */
export function sayWeight(weight: number, { locale }: Reader): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(weight / 100);
}

/** A sum of a sheet in its currency; without one the figure alone, since no sign may be guessed. */
export function saySum(minor: number, currency: string | null, reader: Reader): string {
  return currency === null ? (minor / 100).toFixed(2) : formatMoney({ minor, currency }, reader.locale, { own: reader.currency });
}

/** What the area's pool is and where it comes from. */
export function sayPool({ poolMinor, netCollectionsMinor, currency }: MonthSheet, reader: Reader): string {
  const words = reader.texts.console.months;
  return poolMinor === null || netCollectionsMinor === null
    ? words.noPool
    : words.pool(saySum(poolMinor, currency, reader), saySum(netCollectionsMinor, currency, reader));
}

/** What attendance rests on: how many days were kept, and those that took something off. */
export function sayAttendance({ days, n, parts }: MonthSheet, reader: Reader): readonly string[] {
  const words = reader.texts.console.months;
  const events: readonly (readonly [say: (days: string) => string, is: (day: SheetDay) => boolean])[] = [
    [words.events.absent, ({ present, leave }) => present === false && !leave],
    [words.events.leave, ({ leave }) => leave],
    [words.events.late, ({ late }) => late],
    [words.events.leftEarly, ({ leftEarly }) => leftEarly],
    [words.events.missed, ({ missed }) => missed > 0],
  ];
  const told = events.flatMap(([say, is]) => {
    const those = days.filter(is).map(({ onDay }) => formatCalendarDay(onDay, reader, 'short'));
    return those.length === 0 ? [] : [say(those.join(reader.texts.format.comma))];
  });
  return [words.duties(n.duties), ...told, ...(parts.hasMissedVisit ? [words.missedRule] : [])];
}
