import { toInstant, type Instant } from '#shared/model/field.ts';

/** How a page writes days. */
export type DateStyle = { readonly order: 'ymd' | 'dmy' | 'mdy' | null; readonly locale: string | null; readonly nowMs: number };

/** Webmails of this kind are younger; what lies further ahead than a day is a mistake of the sender's clock or ours. */
const FIRST_YEAR = 1990;
const AHEAD_MS = 36 * 60 * 60 * 1000;

type Clock = { readonly hour: number; readonly minute: number };

/** Halves of the day as they stand before a clock (Chinese, Japanese, Korean) or after it. */
const HALF_BEFORE: ReadonlyMap<string, 'am' | 'pm'> = new Map([
  ['上午', 'am'],
  ['凌晨', 'am'],
  ['清晨', 'am'],
  ['早上', 'am'],
  ['午前', 'am'],
  ['오전', 'am'],
  ['中午', 'pm'],
  ['下午', 'pm'],
  ['午後', 'pm'],
  ['午后', 'pm'],
  ['傍晚', 'pm'],
  ['오후', 'pm'],
]);
/** Words that stand beside a clock and are no half of the day. */
const BESIDE = /^(?:at|um|uhr|à|a|las|la|alle|ore|kl|klo|o|om|u|uur|h|hs|de|г|год|года|в|日|号|號|일|t|(?:星期|周|週)[一二三四五六日天])$/iu;
const BY_COLON = /(?<![\d.:/-])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])/u;
const BY_POINT = /(?<![\d.:/-])(\d{1,2})[.h](\d{2})(?:[:.]\d{2})?(?=$|\s)/u;

/**
 * The time of day in `text` and the rest of it, or null where there is none. The clock is null where the hour is not certain: a word
 * stands beside it that may say which half of the day is meant.
 */
function takeClock(text: string, isWord: (word: string) => boolean): { clock: Clock | null; rest: string } | null {
  const match = BY_COLON.exec(text) ?? BY_POINT.exec(text);
  if (match === null) {
    return null;
  }
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const latin = /^\s?([ap])\.?\s?m\b\.?/iu.exec(after);
  const han = [...HALF_BEFORE].find(([word]) => before.trimEnd().endsWith(word));
  const half = latin === null ? han?.[1] : (latin[1] ?? '').toLowerCase() === 'p' ? 'pm' : 'am';
  const rest = `${han === undefined ? before : before.trimEnd().slice(0, -han[0].length)} ${after.slice(latin?.[0].length ?? 0)}`
    .trim()
    .replace(/,$/u, '');
  const [written, minute] = [Number(match[1]), Number(match[2])];
  if (written > (half === undefined ? 23 : 12) || (half !== undefined && written === 0) || minute > 59) {
    return null;
  }
  const beside = [/(\p{L}+)[.,]?\s*$/u.exec(before)?.[1], /^\s?(\p{L}+)/u.exec(after)?.[1]];
  const isCertain =
    half !== undefined || written === 0 || written > 12 || beside.every((word) => word === undefined || BESIDE.test(word) || isWord(word));
  const hour = half === undefined ? written : (written % 12) + (half === 'pm' ? 12 : 0);
  return { clock: isCertain ? { hour, minute } : null, rest };
}

function toDay(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month - 1, day);
  return year >= FIRST_YEAR && date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day ? date : null;
}

/** A day of figures alone. Without the page's own order `03/04/2026` could be two days: then it is none. */
function readNumericDay(text: string, order: DateStyle['order']): Date | null {
  const match = /^(\d{1,4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,4})\.?$/u.exec(text);
  if (match === null) {
    return null;
  }
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if ((match[1] ?? '').length === 4) {
    return toDay(a, b, c);
  }
  const year = (match[3] ?? '').length === 2 ? 2000 + c : c;
  if (order === 'mdy' || (order !== 'dmy' && b > 12)) {
    return toDay(year, a, b);
  }
  return order === 'dmy' || a > 12 || a === b ? toDay(year, b, a) : null;
}

/** True for a language tag that this engine can format in. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0;
  } catch {
    return false;
  }
}

/** What a word says of a day: so many days back, or a weekday (0 is Sunday). */
type DayWord = { readonly back: number } | { readonly weekday: number };

/** Making a formatter costs more than all else here, and a page is read again and again. */
const dayWords = new Map<string, ReadonlyMap<string, DayWord>>();
const monthNames = new Map<string, ReadonlyMap<string, number>>();

/** "Today", "Yesterday" and the weekdays in a language that this engine knows. */
function dayWordsOf(language: string): ReadonlyMap<string, DayWord> {
  const held = dayWords.get(language);
  if (held !== undefined) {
    return held;
  }
  const words = new Map<string, DayWord>();
  if (isLocale(language)) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday: style });
      for (let weekday = 0; weekday < 7; weekday += 1) {
        words.set(toWord(format.format(new Date(2026, 0, 4 + weekday))), { weekday });
      }
    }
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    [0, 1].forEach((back) => words.set(toWord(relative.format(-back, 'day')), { back }));
  }
  dayWords.set(language, words);
  return words;
}

function toWord(text: string): string {
  return text.toLowerCase().replace(/[.,]+$/u, '');
}

/** The latest day that "Today", "Yesterday" or a weekday names, in the page's language or in English; null for any other text. */
function readNamedDay(text: string, style: DateStyle): Date | null {
  const word = toWord(text);
  const named = dayWordsOf(style.locale ?? 'en').get(word) ?? dayWordsOf('en').get(word);
  if (named === undefined) {
    return null;
  }
  const today = new Date(style.nowMs);
  const back = 'back' in named ? named.back : (today.getDay() - named.weekday + 7) % 7;
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - back);
}

/** Zones whose short name means one thing only, in minutes east of Greenwich. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['WET', 0],
  ['WEST', 60],
  ['CET', 60],
  ['CEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['MSK', 180],
  ['JST', 540],
  ['EST', -300],
  ['EDT', -240],
  ['PST', -480],
  ['PDT', -420],
]);

/** The months by their long and short names as a date has them, in a language that this engine knows. */
function monthNamesOf(language: string): ReadonlyMap<string, number> {
  const held = monthNames.get(language);
  if (held !== undefined) {
    return held;
  }
  const names = new Map<string, number>();
  for (const style of isLocale(language) ? (['long', 'short'] as const) : []) {
    const format = new Intl.DateTimeFormat(language, { month: style, day: 'numeric' });
    for (let month = 0; month < 12; month += 1) {
      const parts = format.formatToParts(new Date(2026, month, 1)).filter((part) => part.type === 'month');
      names.set(parts.map((part) => part.value.toLowerCase().replace(/\.$/u, '')).join(''), month);
    }
  }
  monthNames.set(language, names);
  return names;
}

/** The month that a word names, in the page's language or in English, or null. */
function monthOf(word: string, locale: string | null): number | null {
  return monthNamesOf(locale ?? 'en').get(word.toLowerCase()) ?? monthNamesOf('en').get(word.toLowerCase()) ?? null;
}

/** The instant of a date in words that ends in its zone (`Monday, March 02, 2026 08:15 UTC`), to the minute, or null. */
export function readZonedDate(shown: string, locale: string | null): Instant | null {
  const match = /^(.{6,80}?)[\s,]+(\d{1,2}):(\d{2})(?::\d{2})?(?:\s([AP])M)?\s+(?:([A-Z]{3,4})|(?:UTC|GMT)?([+-])(\d{2}):?(\d{2}))$/u.exec(
    shown.trim(),
  );
  const sign = match?.[6] === '-' ? -1 : 1;
  const zone = match?.[5] === undefined ? sign * (Number(match?.[7]) * 60 + Number(match?.[8])) : ZONES.get(match[5]);
  const numbers = [...(match?.[1] ?? '').matchAll(/(?<![\p{L}\d])\d{1,6}(?![\p{L}\d])/gu)].map((part) => part[0]);
  const month = [...(match?.[1] ?? '').matchAll(/\p{L}{3,}/gu)].map((part) => monthOf(part[0], locale)).find((found) => found !== null);
  const year = Number(numbers.find((part) => part.length === 4));
  const day = Number(numbers.find((part) => part.length <= 2));
  const half = match?.[4];
  const [written, minute] = [Number(match?.[2]), Number(match?.[3])];
  const hour = half === undefined ? written : written > 12 || written === 0 ? Number.NaN : (written % 12) + (half === 'P' ? 12 : 0);
  if (
    Number.isNaN(hour) ||
    numbers.length !== 2 ||
    month === undefined ||
    zone === undefined ||
    toDay(year, month + 1, day) === null ||
    hour > 23 ||
    minute > 59
  ) {
    return null;
  }
  return toInstant(Date.UTC(year, month, day, hour, minute) - zone * 60_000);
}

/** A day with its month in words (`13 May 2026`), in signs (`2026年5月13日`) or in figures, or null. */
function readDay(text: string, style: DateStyle): Date | null {
  const han = /^[^\d]{0,8}(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?(?!\d)/u.exec(text);
  if (han !== null) {
    return toDay(Number(han[1]), Number(han[2]), Number(han[3]));
  }
  const figures = [...text.matchAll(/(?<![\d./-])\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,4}\.?(?![\d/-])/gu)].map((match) => match[0]);
  if (figures.length > 0) {
    return figures.length === 1 ? readNumericDay(figures[0] ?? '', style.order) : null;
  }
  const numbers = [...text.matchAll(/\d+/gu)].map((match) => match[0]);
  const months = [...new Set([...text.matchAll(/\p{L}{3,}/gu)].flatMap((match) => monthOf(match[0], style.locale) ?? []))];
  const year = numbers.find((number) => number.length === 4);
  const day = numbers.find((number) => number.length <= 2);
  const [month] = months;
  if (numbers.length === 2 && months.length === 1 && year !== undefined && day !== undefined && month !== undefined) {
    return toDay(Number(year), month + 1, Number(day));
  }
  return numbers.length === 0 ? readNamedDay(text, style) : null;
}

/** A date as a page shows it. `day`: the hour is not told, or not certain; the instant is then the day's beginning in this browser's zone. */
export type ShownDate = { readonly at: Instant; readonly precision: 'second' | 'minute' | 'day' };

/**
 * A date as a webmail shows it, in the zone that it names, else in that of this browser, or null: a date that could be two days is
 * not guessed.
 */
export function readShownDate(shown: string, style: DateStyle): ShownDate | null {
  const text = shown
    .slice(0, 200)
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[\s\u00A0\u202F]+/gu, ' ')
    .replace(/\s?[(（][^()（）]{0,60}[)）]/gu, ' ')
    .trim();
  const isKnown = (atMs: number): boolean => new Date(atMs).getUTCFullYear() >= FIRST_YEAR && atMs <= style.nowMs + AHEAD_MS;
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/u.exec(text);
  const isoMs = iso === null ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(isoMs)) {
    return isKnown(isoMs) ? { at: toInstant(isoMs), precision: iso?.[1] === undefined ? 'minute' : 'second' } : null;
  }
  const zoned = readZonedDate(text, style.locale);
  if (zoned !== null) {
    return { at: zoned, precision: 'minute' };
  }
  // A zone that is none of those above has two meanings, or none.
  if (/\d:\d\d(?::\d\d)?(?:\s[AP]M)?\s(?!AM\b|PM\b)(?:[A-Z]{2,5}|[+-]\d{2}:?\d{2})\b/u.test(text)) {
    return null;
  }
  const taken = takeClock(text, (word) => monthOf(word, style.locale) !== null || readNamedDay(word, style) !== null);
  const day = readDay(taken?.rest ?? text, style);
  if (day === null) {
    return null;
  }
  const clock = taken?.clock ?? null;
  const atMs = new Date(day.getFullYear(), day.getMonth(), day.getDate(), clock?.hour ?? 0, clock?.minute ?? 0).getTime();
  return isKnown(atMs) ? { at: toInstant(atMs), precision: clock === null ? 'day' : 'minute' } : null;
}

/** The instant of a date that has a time of day, to the minute, or null. */
export function readLocalDate(shown: string, style: DateStyle): Instant | null {
  const date = readShownDate(shown, style);
  return date === null || date.precision === 'day' ? null : date.at;
}
