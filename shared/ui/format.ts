import { minorPerMajor } from '#shared/analysis/core/money.ts';
import type { Day, Instant, Money } from '#shared/model/field.ts';
import { textsFor } from '#shared/text/index.ts';

/** Who reads: the language, the zone of their clock, and the moment that counts as now (milliseconds since 1970). */
export type Place = { readonly locale: string; readonly timeZone: string; readonly now: number };

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it costs, and a timeline uses it for every row. */
function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat(dateLocale(locale), { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** Plain `en` says no country; its days are written as the book writes them (Mon 23 Nov). */
function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

function isChinese(locale: string): boolean {
  return locale.startsWith('zh');
}

/** No comma after an English weekday that a figure follows, three letters for every English month, and a space before a Chinese weekday. */
function settle(locale: string, written: string): string {
  if (locale.startsWith('en')) {
    return written.replace(/^(\p{L}+), (?=\d)/u, '$1 ').replace(/\bSept\b/u, 'Sep');
  }
  return isChinese(locale) ? written.replace(/日(?=[周週星])/u, '日 ') : written;
}

/** The calendar day of an instant in the reader's zone. */
export function dayOf(instant: Instant, timeZone: string): Day {
  // en-CA writes days as ISO 8601 does.
  return formatOf('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.parse(instant));
}

/** The time of day: 09:38. */
export function formatTime(instant: Instant, place: Place): string {
  return formatOf(place.locale, place.timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(instant));
}

/** A day as a row has it: Mon 23 Nov, with the year when it is another one. */
export function formatRowDay(instant: Instant, place: Place): string {
  const year = isThisYear(instant, place) ? {} : ({ year: 'numeric' } as const);
  const written = formatOf(place.locale, place.timeZone, { weekday: 'short', day: 'numeric', month: monthWidth(place.locale), ...year }).format(
    Date.parse(instant),
  );
  return settle(place.locale, written);
}

/** A short day without its weekday: 23 Nov, or 20 Mar 2023. */
export function formatShortDay(instant: Instant, place: Place, withYear = !isThisYear(instant, place)): string {
  const year = withYear ? ({ year: 'numeric' } as const) : {};
  return settle(
    place.locale,
    formatOf(place.locale, place.timeZone, { day: 'numeric', month: monthWidth(place.locale), ...year }).format(Date.parse(instant)),
  );
}

/** A day in full: Monday 23 November 2026. */
export function formatFullDay(instant: Instant, place: Place): string {
  return settle(
    place.locale,
    formatOf(place.locale, place.timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(Date.parse(instant)),
  );
}

/** A month: March 2023. */
export function formatMonth(instant: Instant, place: Place): string {
  return formatOf(place.locale, place.timeZone, { month: 'long', year: 'numeric' }).format(Date.parse(instant));
}

/** A whole moment, for tooltips and lists of changes: Mon 23 Nov 2026, 09:38. */
export function formatMoment(instant: Instant, place: Place): string {
  return `${formatFullDay(instant, place)}, ${formatTime(instant, place)}`;
}

/** The heading of a day in a timeline: `near` is today or yesterday, `day` is Fri 20 November. */
export function formatDayHeading(instant: Instant, place: Place): { readonly near: string | undefined; readonly day: string } {
  const days = daysAgo(instant, place);
  const year = isThisYear(instant, place) ? {} : ({ year: 'numeric' } as const);
  const day = settle(
    place.locale,
    formatOf(place.locale, place.timeZone, { weekday: 'short', day: 'numeric', month: 'long', ...year }).format(Date.parse(instant)),
  );
  return { near: days === 0 || days === 1 ? capital(nearWord(-days, place.locale), place.locale) : undefined, day };
}

/** Near days in words, farther ones as a date: today, yesterday, Wed, 12 Oct, 12 Oct 2025. */
export function formatNearDay(instant: Instant, place: Place): string {
  const days = daysAgo(instant, place);
  if (days === 0 || days === 1) {
    return nearWord(-days, place.locale);
  }
  if (days > 1 && days < 7) {
    return formatOf(place.locale, place.timeZone, { weekday: 'short' }).format(Date.parse(instant));
  }
  return formatShortDay(instant, place);
}

/** As `formatNearDay`, with the time where it was today: 09:38, yesterday, Wed. */
export function formatNear(instant: Instant, place: Place): string {
  return daysAgo(instant, place) === 0 ? formatTime(instant, place) : formatNearDay(instant, place);
}

/** A span of days: 21 to 27 Nov. */
export function formatSpan(from: Day, to: Day, place: Place): string {
  const to_ = textsFor(place.locale).format.to;
  if (isChinese(place.locale)) {
    return chineseSpan(from, to, place, to_);
  }
  const format = formatOf(place.locale, 'UTC', { day: 'numeric', month: 'short' });
  const written = from.slice(0, 4) === to.slice(0, 4) ? format.formatRange(Date.parse(from), Date.parse(to)) : undefined;
  return written === undefined
    ? `${formatCalendarDay(from, place, 'short')}${to_}${formatCalendarDay(to, place, 'short')}`
    : settle(place.locale, written).replace(/[\s\u2009]*\u2013[\s\u2009]*/u, to_);
}

/** Intl writes Chinese spans in figures (11/21至11/27); the book writes 11月21日至27日. */
function chineseSpan(from: Day, to: Day, place: Place, to_: string): string {
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  const end = isOneMonth
    ? formatOf(place.locale, 'UTC', { day: 'numeric' }).format(Date.parse(to))
    : from.slice(0, 4) === to.slice(0, 4)
      ? formatOf(place.locale, 'UTC', { day: 'numeric', month: 'long' }).format(Date.parse(to))
      : formatCalendarDay(to, place, 'short');
  return `${formatCalendarDay(from, place, 'short')}${to_}${end}`;
}

/** How long ago, in the largest unit that fits: 49 minutes, 3 hours, 2 days. */
export function formatAge(instant: Instant, place: Place): string {
  const minutes = Math.max(0, Math.round((place.now - Date.parse(instant)) / 60_000));
  const [amount, unit] =
    minutes < 60 ? [minutes, 'minute'] : minutes < 60 * 24 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / (60 * 24)), 'day'];
  return new Intl.NumberFormat(place.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** A sum: its own currency as the reader's country writes it, others by their code's sign; the minus is a true one. */
export function formatMoney(money: Money, locale: string, options: { readonly own?: string | undefined; readonly whole?: boolean } = {}): string {
  const display = options.own === money.currency ? 'narrowSymbol' : 'symbol';
  const base = { style: 'currency', currency: money.currency, currencyDisplay: display } as const;
  const digits = options.whole ? 0 : minorDigits(money.currency);
  // Intl's digits are those of daily use in a country; ours are those that the minor units were counted in.
  const format = new Intl.NumberFormat(locale, { ...base, minimumFractionDigits: digits, maximumFractionDigits: digits });
  return withCountry(format.format(money.minor / minorPerMajor(money.currency)), money.currency).replace('-', '\u2212');
}

/** In Taiwan a bare $ is the home currency; the book writes NT$ there too, since its readers deal with others. */
function withCountry(written: string, currency: string): string {
  return currency === 'TWD' ? written.replace(/(?<!NT)\$/u, 'NT$') : written;
}

/** A count with its groups of thousands: 12,480. */
export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count).replace('-', '\u2212');
}

/** Calendar days between the instant and now in the reader's zone; negative for what is to come. */
export function daysAgo(instant: Instant, place: Place): number {
  const then = Date.parse(dayOf(instant, place.timeZone));
  const today = Date.parse(formatOf('en-CA', place.timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(place.now));
  return Math.round((today - then) / DAY_MS);
}

function isThisYear(instant: Instant, place: Place): boolean {
  return (
    dayOf(instant, place.timeZone).slice(0, 4) ===
    formatOf('en-CA', place.timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(place.now).slice(0, 4)
  );
}

/** Chinese months in short form are bare figures (11/23); in long form they are 11月23日. */
function monthWidth(locale: string): 'short' | 'long' {
  return isChinese(locale) ? 'long' : 'short';
}

function nearWord(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function capital(word: string, locale: string): string {
  return word.slice(0, 1).toLocaleUpperCase(locale) + word.slice(1);
}

/** The calendar day that it is for the reader. */
export function todayOf(place: Place): Day {
  return formatOf('en-CA', place.timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(place.now);
}

/** A calendar day, which has no zone, as the instant at which a reader in UTC has it, on the reader's own today. */
function inUtc(day: Day, place: Place): readonly [Instant, Place] {
  return [`${day}T00:00:00Z`, { ...place, timeZone: 'UTC', now: Date.parse(todayOf(place)) }];
}

/** A near calendar day in words, a farther one as a date: today, Wed, 12 Oct. */
export function formatNearCalendarDay(day: Day, place: Place): string {
  return formatNearDay(...inUtc(day, place));
}

/** The heading of a calendar day, as `formatDayHeading` writes it. */
export function formatCalendarHeading(day: Day, place: Place): { readonly near: string | undefined; readonly day: string } {
  return formatDayHeading(...inUtc(day, place));
}

/** A calendar day as a row has it: Mon 23 Nov. */
export function formatCalendarDay(day: Day, place: Place, width: 'row' | 'short' | 'long' = 'row'): string {
  const [instant, utc] = inUtc(day, place);
  return width === 'row' ? formatRowDay(instant, utc) : width === 'short' ? formatShortDay(instant, utc) : formatDayHeading(instant, utc).day;
}

/** Whole days from one calendar day to another; negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The calendar day so many days after another. */
export function dayAfter(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The sign of a currency as it stands in a column's heading: £, CN¥. */
export function currencySign(currency: string, locale: string, own?: string): string {
  const currencyDisplay = own === currency ? 'narrowSymbol' : 'symbol';
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(0);
  return withCountry(parts.find(({ type }) => type === 'currency')?.value ?? currency, currency);
}

/** How many digits a currency has behind its decimal sign: 2, in Japan none. */
export function minorDigits(currency: string): number {
  return Math.round(Math.log10(minorPerMajor(currency)));
}

/** A sum in whole units without its sign, for a column whose heading has it: 19,584. */
export function formatWhole(money: Money, locale: string): string {
  return formatCount(Math.round(money.minor / minorPerMajor(money.currency)), locale);
}

/** A sum without its sign, for a column whose heading has it: 1,204.50. */
export function formatFigure(money: Money, locale: string): string {
  const digits = minorDigits(money.currency);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(money.minor / minorPerMajor(money.currency)).replace('-', '\u2212');
}
