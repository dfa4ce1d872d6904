import { toInstant, type Instant } from '../../model/field.ts';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
/** The zone names of RFC 5322 4.3, in minutes east; unknown names are taken as UTC, as that section says. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['CET', 60],
  ['CEST', 120],
  ['MET', 60],
  ['MEST', 120],
  ['BST', 60],
  ['MSK', 180],
  ['JST', 540],
  ['IST', 330],
]);
/** E-mail began in 1971; what is dated a century ahead is not a date. */
const FIRST_YEAR = 1971;
const LAST_YEAR = 2100;

/** What a Date header says: an instant, or why there is none. */
export type HeaderDate = { readonly ok: true; readonly instant: Instant } | { readonly ok: false; readonly reason: 'date-missing' | 'date-absurd' };

const ABSURD: HeaderDate = { ok: false, reason: 'date-absurd' };

function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone);
  if (numeric === null) {
    return ZONES.get(zone.toUpperCase()) ?? 0;
  }
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === '-' ? -minutes : minutes;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  // RFC 5322 4.3: two digits from 00 to 49 are this century, three digits count from 1900.
  return digits.length === 2 ? year + (year < 50 ? 2000 : 1900) : digits.length === 3 ? year + 1900 : year;
}

function toHeaderDate(year: number, month: number, day: number, clock: string, zone: string): HeaderDate {
  const parts = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?/u.exec(clock);
  const [hour, minute, second] = [Number(parts?.[1] ?? -1), Number(parts?.[2] ?? -1), Number(parts?.[3] ?? 0)];
  if (parts === null || month < 0 || hour > 23 || minute > 59 || second > 60 || year < FIRST_YEAR || year > LAST_YEAR) {
    return ABSURD;
  }
  const dayMs = Date.UTC(year, month, day);
  if (new Date(dayMs).getUTCDate() !== day) {
    return ABSURD;
  }
  // A leap second is told as the second before: an instant has 60 of them in a minute.
  return { ok: true, instant: toInstant(dayMs + ((hour * 60 + minute - zoneMinutes(zone)) * 60 + Math.min(second, 59)) * 1000) };
}

/** The instant of a Date header (RFC 5322 3.3 with the old forms of 4.3, C's asctime and ISO 8601), to the second. */
export function readHeaderDate(header: string | null): HeaderDate {
  const text = (header ?? '')
    .slice(0, 200)
    .replace(/\([^()]*\)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') {
    return { ok: false, reason: 'date-missing' };
  }
  const mail =
    /^(?:\p{L}{1,12}[.,]{0,2} ?)?(\d{1,2})[ -](\p{L}{3})\p{L}*\.?[ -](\d{2,6}),? (\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?:\.\d+)? ?(?:(?:GMT|UTC)?([+-]\d{2}:?\d{2})|([A-Za-z]+))?/u.exec(
      text,
    );
  if (mail !== null) {
    const month = MONTHS.indexOf((mail[2] ?? '').toLowerCase());
    return toHeaderDate(fullYear(mail[3] ?? ''), month % 3 === 0 ? month / 3 : -1, Number(mail[1]), mail[4] ?? '', mail[5] ?? mail[6] ?? '');
  }
  const asctime = /^\p{L}{3},? (\p{L}{3})\p{L}* (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?) (?:([A-Za-z]+) )?(\d{4})\b ?([+-]\d{4})?/u.exec(text);
  if (asctime !== null) {
    const month = MONTHS.indexOf((asctime[1] ?? '').toLowerCase());
    return toHeaderDate(Number(asctime[5]), month % 3 === 0 ? month / 3 : -1, Number(asctime[2]), asctime[3] ?? '', asctime[6] ?? asctime[4] ?? '');
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?(Z|[+-]\d{2}:?\d{2})?$/iu.exec(text);
  return iso === null ? ABSURD : toHeaderDate(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), iso[4] ?? '', iso[5] ?? '');
}
