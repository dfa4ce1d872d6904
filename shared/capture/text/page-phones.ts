import { findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { countryNamedIn } from './country-names.ts';
import { NORTH_AMERICAN } from './phones.ts';

/** A number that a page shows: E.164, or as it is written where the page calls it a phone number and no country knows it. */
export type PagePhone = {
  readonly value: string;
  /** What the page says that it is. */
  readonly kind: 'phone' | 'fax' | 'unsaid';
  /** The country that the number belongs to, where it is valid in one. */
  readonly country: string | null;
  readonly isInternational: boolean;
};

/** The phone reader takes a text at most this long; a longer one is read in pieces that end between words. */
const PIECE = 300;
const MAX_PIECES = 20;

/** What may stand between a label and its number: a mark, and the place or hours in brackets. */
const BETWEEN = String.raw`\s?(?:no|nr|number|line|numbers|is|us at|at)?\.?\s?(?:\([^()\d]{0,30}\))?[.:：#\s–-]{0,5}(?:dial\s)?[(+（]?\s?$`;
const FAX_BEFORE =
  /(?:(?:\b|\d|tele|télé)(?:fax(?:e|es)?|fx)(?!\p{L})|\btelefaks|\btelecopie|\btélécopie|\bfacsimile|\bfaks|(?:^|[\s(|/,;•·[])f(?=[\s.:)\]])|传真|傳真|ファックス|ファクス|ＦＡＸ|팩스)(?:(?!\b(?:tel|phone|call|voice|mobile|cell)|电话|電話)[^\d;|,]){0,20}$/iu;
/** A label for several kinds (`Tel/Fax`) gives a phone number. */
const BOTH_BEFORE = /(?:tel|phone|fon|ph|电话|電話)\.?(?:\s{0,2}[/&+,]\s{0,2}|\s(?:and|und|et|y|e|or|oder)\s)(?:tele)?fax[^\d]{0,8}$/iu;
const FAX_BEHIND =
  /^\s?[([–/-]?\s?(?:[^\d()|;,/]{0,24}\s)?\(?\b(?:fax|facsimile|telefax)\b(?!\s?(?:no\b|number)?\s?[.:]?\s?[+(\d])|^\s?(?:[([]f[)\]]|f(?=$|\s{0,2}[,;|)]))/iu;
/** What stands between two numbers of one label: `Fax: 040 1, 040 2`. */
const AND = /^\s{0,2}(?:[,;/&|]|or|and|und|oder|et|ou|y|o|或|及)?\s{0,2}[(+]?$/iu;
const PHONE_BEFORE = new RegExp(
  String.raw`(?:\b(?:tel|tél|telephone|téléphone|telefon|telefono|teléfono|telefone|telefoon|phone|phones|ph|fon|festnetz|direct|direkt|durchwahl|zentrale|switchboard|hotline|toll[- ]?free|freephone|call|call us|calling|text|mobile?|mobil|mob|cell|cellphone|handy|portable|móvil|movil|celular|cellulare|gsm|whatsapp|office|main|local|reservations?|puhelin|puh|tlf|telefonnummer|rufnummer|nummer|phone number|rappelez|appelez|anrufen|at)|(?:^|[\s(|/,;•·])[tpmdo]|电话|電話|手机|手機|携帯|座机|座機|直通|热线|熱線|专线|專線|☎|📞|℡|전화|휴대폰)${BETWEEN}`,
  'iu',
);
/** Numbers of another kind: registers, taxes, banks, orders. */
const OTHER_BEFORE =
  /(?:\b(?:HRB|HRA|VAT|USt|UID|IBAN|BIC|SWIFT|SIRET|SIREN|RCS|CIF|NIF|EIN|ABN|ACN|DUNS|GLN|EAN|ISBN|ISSN|UPC|SKU|Steuer\p{L}{0,10}|Tax\s{0,2}(?:ID|no)|QQ|Bestellnummer|Rechnungsnummer|Kundennummer|Konto\p{L}{0,8}|BLZ)|\b(?:reg(?:istration|istered)?|company|charity|customer|account|part|item|model|serial|policy|case|ticket|license|licence|lic|permit|order|invoice|reference|ref)\.?\s{0,2}(?:no|nr|number|id|code|#)|(?:\b(?:no|nr)\.|№|n°)\s?(?=$)|税号|統一編號|统一社会信用代码|法人番号|登録番号|微信|WeChat|备案|ICP备?)[^\d]{0,12}$/iu;
const WRITTEN = /(?<![\p{L}\d@/+.,-])[+(]{0,2}\d[\d\s()./–-]{4,24}\d(?![\d@\p{L}]|[.,/-]\d)/gu;
/** Figures and then letters: a number that advertises. */
const SPELLED = /\d{3}\)?[-.\s]{1,2}[A-Z\d]{0,4}[A-Z]{3}/u;
const KEYS = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9';

/** An address of a machine: four numbers up to 255, one of them of three figures. */
const MACHINE = /^(?=.*\d{3})(?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2})$/u;
/** A day, or the first of two: never a number unless the page calls it one. */
const DAY = /^\(?(?:\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d{2}|\d{2})(?![./-]?\d)|(?:19|20)\d{2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?!\d))/u;

/** Countries in which a number of North America is at home there and nowhere else. */
const NORTH_AMERICA: ReadonlySet<string> = new Set(['US', 'CA']);

function toFigures(letters: string): string {
  return Array.from(letters.toLowerCase(), (key) => (/\d/u.test(key) ? key : (/\d/u.exec(KEYS.slice(KEYS.indexOf(key)))?.[0] ?? ''))).join('');
}

/** Numbers of North America that advertise with letters, as figures: `1-800-CALL-NOW`; the figures in brackets behind say it again. */
function spellNumbers(text: string): string {
  return text.replace(
    /((?:\b1[-.\s])?\(?\b[2-9]\d\d\)?[-.\s]{1,2})([A-Z\d][A-Z\d-]{1,8}(?:[-.\s][A-Z\d]{2,7})?)(?![A-Za-z\d])(?:\s?\([\d-]{4,16}\))?/gu,
    (all: string, area: string, rest: string) => {
      const letters = rest.replace(/[-.\s]/gu, '');
      if (!/[A-Z]{3}/u.test(letters) || letters.length < 7 || letters.length > 8) {
        return all;
      }
      const figures = toFigures(letters);
      return `${area}${figures.slice(0, 3)}-${figures.slice(3, 7)}`;
    },
  );
}

/** A text in pieces of at most `PIECE` characters, cut at white space. */
function cutPieces(text: string): string[] {
  if (text.length <= PIECE) {
    return [text];
  }
  const pieces: string[] = [];
  for (let at = 0; at < text.length && pieces.length < MAX_PIECES;) {
    const space = text.lastIndexOf(' ', at + PIECE);
    const end = space <= at || at + PIECE >= text.length ? at + PIECE : space;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

function toCountry(code: string | null | undefined): CountryCode | undefined {
  return code !== null && code !== undefined && isSupportedCountry(code) ? code : undefined;
}

function parseIn(written: string, country: string | null): { value: string; country: string | null } | null {
  const defaultCountry = toCountry(country);
  const number = parsePhoneNumberFromString(written, defaultCountry === undefined ? {} : { defaultCountry });
  return number?.isValid() === true ? { value: number.number, country: number.country ?? null } : null;
}

/** The first of the countries in which a number without a code is valid; the form of North America goes before all. */
function parseAnywhere(written: string, countries: readonly string[]): { value: string; country: string | null } | null {
  const american = NORTH_AMERICAN.test(written) ? parseIn(written, 'US') : null;
  // A number of ten figures may be valid in several countries; its form tells.
  if (american !== null && !NORTH_AMERICA.has(countries[0] ?? '')) {
    return american;
  }
  for (const country of countries) {
    const parsed = parseIn(written, country);
    if (parsed !== null) {
      return parsed;
    }
  }
  return american;
}

type Range = { readonly from: number; readonly to: number };

function kindOf(text: string, at: Range): 'fax' | 'other' | 'phone' | 'unsaid' {
  const before = text.slice(Math.max(0, at.from - 48), at.from);
  if (BOTH_BEFORE.test(before)) {
    return 'phone';
  }
  if (FAX_BEFORE.test(before)) {
    return 'fax';
  }
  if (FAX_BEHIND.test(text.slice(at.to, at.to + 45)) && !PHONE_BEFORE.test(before)) {
    return 'fax';
  }
  if (PHONE_BEFORE.test(before)) {
    return 'phone';
  }
  return OTHER_BEFORE.test(before) ? 'other' : 'unsaid';
}

/** A number as it is written, without the hour behind it: `020 7946 0150 10:05`. */
function cutTime(text: string, at: Range): string {
  const written = text.slice(at.from, at.to).trim();
  return /^:\d{2}/u.test(text.slice(at.to, at.to + 3)) ? written.replace(/\s\d{1,2}$/u, '') : written;
}

function findInPiece(piece: string, countries: readonly string[], isLabelled: boolean): PagePhone[] {
  // `+49 (0) 30 …`: the zero in brackets is for callers at home; `00 49 …` is a code too.
  const text = spellNumbers(piece)
    .replace(/\(0\)/gu, ' ')
    // `23125-100/101` is two extensions: the first is kept.
    .replace(/(?<=\d-\d{1,4})\s?\/\s?-?\d{1,4}(?![\d/-])/gu, '')
    .replace(/\s\/\s(?=[(+]?\d[\d\s().-]{6})/gu, ' | ')
    // A comma would make the reader take what follows for an extension.
    .replace(/(?<=\d)[,;]\s(?=[(+]?\d{2})/gu, ' | ')
    .replace(/(?<![\d.,/-])00(?=[1-9]\d[\s\d/()-]{6})/gu, '+');
  const found: PagePhone[] = [];
  const taken: (Range & { readonly kind: ReturnType<typeof kindOf> })[] = [];
  const add = (at: Range, written: string, parsed: { value: string; country: string | null }): void => {
    const own = kindOf(text, at);
    const before = taken.find((other) => other.to < at.from && AND.test(text.slice(other.to, at.from)));
    const kind = own === 'unsaid' ? (before?.kind ?? own) : own;
    taken.push({ ...at, kind });
    if (kind !== 'other') {
      found.push({ value: parsed.value, kind, country: parsed.country, isInternational: written.startsWith('+') });
    }
  };
  const [first] = countries;
  const defaultCountry = toCountry(first);
  for (const match of findPhoneNumbersInText(text, defaultCountry === undefined ? {} : { defaultCountry })) {
    const at = { from: match.startsAt, to: match.endsAt };
    const written = text.slice(at.from, at.to);
    const named = written.startsWith('+') ? null : countryNamedIn(text.slice(Math.max(0, at.from - 60), at.from));
    // A post code is a valid number in some countries, and so are two days.
    if ((written.replace(/\D/gu, '').length < 7 || DAY.test(written) || MACHINE.test(written)) && kindOf(text, at) !== 'phone' && !isLabelled) {
      continue;
    }
    const trimmed = cutTime(text, at);
    const parsed =
      written.startsWith('+') && trimmed.length === written.length
        ? null
        : parseAnywhere(trimmed, named === null ? countries : [named, ...countries]);
    add(at, written, parsed ?? { value: match.number.number, country: match.number.country ?? null });
  }
  for (const match of text.matchAll(WRITTEN)) {
    const at = { from: match.index, to: match.index + match[0].length };
    const digits = match[0].replace(/\D/gu, '').length;
    if (digits < 6 || digits > 15 || taken.some((other) => other.from < at.to && at.from < other.to)) {
      continue;
    }
    const kind = kindOf(text, at);
    if (kind === 'other' || (kind !== 'phone' && (DAY.test(match[0]) || MACHINE.test(match[0])))) {
      continue;
    }
    const named = countryNamedIn(text.slice(Math.max(0, at.from - 60), at.from));
    const isMarked = kind !== 'unsaid' || isLabelled || (named !== null && digits >= 9);
    const written = cutTime(text, at);
    if (!isMarked && !(digits >= 10 && /^\(?0\d|^\+/u.test(written)) && !NORTH_AMERICAN.test(written)) {
      continue;
    }
    const parsed = parseAnywhere(written, named === null ? countries : [named, ...countries]);
    if (parsed !== null) {
      add(at, written, parsed);
    } else if ((kind !== 'unsaid' || isLabelled) && digits >= 7 && /[\s()./–-]/u.test(written)) {
      add(at, written, { value: written.replace(/\s+/gu, ' '), country: null });
    }
  }
  return found;
}

/**
 * The phone numbers of a page's line, faxes among them. `countries` are those in which a number without a code may be at home,
 * the likeliest first; `isLabelled` tells that what stands beside the line calls it a phone number.
 */
export function findPagePhones(line: string, countries: readonly string[], isLabelled = false): PagePhone[] {
  return cutPieces(line).flatMap((piece) =>
    (piece.match(/\d/gu)?.length ?? 0) < 6 && !SPELLED.test(piece) ? [] : findInPiece(piece, countries, isLabelled),
  );
}

/** The number of a `tel:` link: E.164 where one of the countries knows it, else as it is written; null where it is none. */
export function toPagePhone(written: string, countries: readonly string[]): string | null {
  const text = written
    .replace(/^tel:/iu, '')
    .replace(/\(0\)/gu, '')
    .replace(/;.*$/u, '')
    .replace(/^00(?=[1-9])/u, '+')
    .trim();
  const digits = text.replace(/\D/gu, '').length;
  if (digits < 5 || digits > 20 || text.length > 40) {
    return null;
  }
  return (text.startsWith('+') ? parseIn(text, null) : parseAnywhere(text, countries))?.value ?? text;
}
