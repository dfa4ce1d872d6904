import { toInstant, type Instant } from '#shared/model/field.ts';

/** How a page writes days. */
export type DateStyle = { readonly order: 'ymd' | 'dmy' | 'mdy' | null; readonly locale: string | null; readonly nowMs: number };

/** Webmails of this kind are younger; what lies further ahead than a day is a mistake of the sender's clock or ours. */
const FIRST_YEAR = 1990;
const AHEAD_MS = 36 * 60 * 60 * 1000;

type Clock = { readonly hour: number; readonly minute: number };

/** The time of day in `text` and the rest of it, or null: a day without a time is no instant. */
function takeClock(text: string): { clock: Clock; rest: string } | null {
  const match = /(?:^|\s|T)(\d{1,2})[:.h](\d{2})(?:[:.]\d{2})?(?:\s?([ap])\.?m\.?)?(?=$|\s)/iu.exec(text);
  if (match === null) {
    return null;
  }
  const half = match[3]?.toLowerCase();
  const written = Number(match[1]);
  const minute = Number(match[2]);
  if (written > (half === undefined ? 23 : 12) || (half !== undefined && written === 0) || minute > 59) {
    return null;
  }
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  return { clock: { hour, minute }, rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim().replace(/,$/u, '') };
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

/** Days back from today for "Today", "Yesterday" or a weekday, in the page's language and in English; null for any other text. */
function readNamedDay(text: string, style: DateStyle): Date | null {
  const today = new Date(style.nowMs);
  const dayBack = (days: number): Date => new Date(today.getFullYear(), today.getMonth(), today.getDate() - days);
  const word = text.toLowerCase().replace(/[.,]+$/u, '');
  for (const locale of [style.locale ?? 'en', 'en']) {
    if (!isLocale(locale)) {
      continue;
    }
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    for (const days of [0, 1]) {
      if (relative.format(-days, 'day').toLowerCase() === word) {
        return dayBack(days);
      }
    }
    for (let days = 0; days < 7; days += 1) {
      const day = dayBack(days);
      const names = (['long', 'short'] as const).map((weekday) =>
        new Intl.DateTimeFormat(locale, { weekday }).format(day).toLowerCase().replace(/\.$/u, ''),
      );
      if (names.includes(word)) {
        return day;
      }
    }
  }
  return null;
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

/** The months by their long and short names, in the page's language and in English. */
function monthOf(word: string, locale: string | null): number | null {
  for (const language of [locale ?? 'en', 'en']) {
    for (let month = 0; isLocale(language) && month < 12; month += 1) {
      const names = (['long', 'short'] as const).map((style) =>
        new Intl.DateTimeFormat(language, { month: style, day: 'numeric' })
          .formatToParts(new Date(2026, month, 1))
          .filter((part) => part.type === 'month')
          .map((part) => part.value.toLowerCase().replace(/\.$/u, ''))
          .join(''),
      );
      if (names.includes(word.toLowerCase())) {
        return month;
      }
    }
  }
  return null;
}

/** The instant of a date in words that ends in its zone (`Monday, March 02, 2026 08:15 UTC`), to the minute, or null. */
export function readZonedDate(shown: string, locale: string | null): Instant | null {
  const match = /^(.{6,80}?)[\s,]+(\d{1,2}):(\d{2})(?::\d{2})?\s+(?:([A-Z]{3,4})|(?:UTC|GMT)?([+-])(\d{2}):?(\d{2}))$/u.exec(shown.trim());
  const sign = match?.[5] === '-' ? -1 : 1;
  const zone = match?.[4] === undefined ? sign * (Number(match?.[6]) * 60 + Number(match?.[7])) : ZONES.get(match[4]);
  const numbers = [...(match?.[1] ?? '').matchAll(/(?<![\p{L}\d])\d{1,6}(?![\p{L}\d])/gu)].map((part) => part[0]);
  const month = [...(match?.[1] ?? '').matchAll(/\p{L}{3,}/gu)].map((part) => monthOf(part[0], locale)).find((found) => found !== null);
  const year = Number(numbers.find((part) => part.length === 4));
  const day = Number(numbers.find((part) => part.length <= 2));
  const [hour, minute] = [Number(match?.[2]), Number(match?.[3])];
  if (numbers.length !== 2 || month === undefined || zone === undefined || toDay(year, month + 1, day) === null || hour > 23 || minute > 59) {
    return null;
  }
  return toInstant(Date.UTC(year, month, day, hour, minute) - zone * 60_000);
}

/**
 * The instant of a date as a webmail shows it in the zone of this browser, to the minute, or null: a date that could be two days,
 * or has no time, is not guessed.
 */
export function readLocalDate(shown: string, style: DateStyle): Instant | null {
  const text = shown
    .slice(0, 100)
    .replace(/[\s\u00A0\u202F]+/gu, ' ')
    .trim();
  const taken = takeClock(text);
  if (taken === null) {
    return null;
  }
  const dayText = taken.rest.replace(/^\p{L}{2,12}[.,]{0,2}\s+(?=\d)/u, '').trim();
  const day = readNumericDay(dayText, style.order) ?? readNamedDay(taken.rest, style);
  if (day === null) {
    return null;
  }
  const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), taken.clock.hour, taken.clock.minute).getTime();
  return at > style.nowMs + AHEAD_MS ? null : toInstant(at);
}
