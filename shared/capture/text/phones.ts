import { findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { domainOf } from '../addresses.ts';
import { toLine } from '../line.ts';

/** A phone number in a text. */
export type FoundPhone = {
  /** E.164 (`+442079460000`). */
  readonly value: string;
  readonly written: string;
  /** What the text says it is. */
  readonly kind: 'phone' | 'mobile' | 'fax' | 'unsaid';
  /** The country that the number belongs to, where the number tells. */
  readonly country: string | null;
  /** True where the text itself gives the country code. */
  readonly isInternational: boolean;
};

const FAX = /(?:\b(?:fax|telefax|telecopie|télécopie|facsimile)|\bf|传真|傳真|ファックス|ＦＡＸ)\s?(?:no)?[.:：\s]{0,4}[(+]?\s?$/iu;
const MOBILE =
  /(?:\b(?:mobile?|mobil|mob|cell|cellphone|handy|portable|móvil|movil|celular|gsm|m)|手机|手機|行动|行動|携帯)\s{0,2}(?:phone|no)?[.:：\s]{0,4}[(+]?\s?$/iu;
const PHONE =
  /(?:\b(?:tel|telephone|telefon|phone|ph|fon|festnetz|direct|direkt|office|durchwahl|zentrale|switchboard|téléphone|tél|teléfono|telefono|t|p|d|o|whatsapp)|电话|電話|座机|座機|直通|☎|📞|℡)\s?(?:no)?[.:：\s]{0,4}[(+]?\s?$/iu;
/** Lines with numbers of another kind: registers, taxes, banks, days. */
const OTHER_NUMBERS =
  /\b(?:HRB|HRA|VAT|USt|UID|IBAN|BIC|SWIFT|SIRET|SIREN|RCS|CIF|NIF|EIN|ABN|ACN|DUNS|GLN|Steuer|Tax\s*(?:ID|no)|Reg(?:istration|istered)?\.?\s*(?:no|number)|Company\s*(?:no|number)|QQ|Order|Bestellung|Invoice|Rechnung)\b|税号|統一編號|统一社会信用代码|微信|WeChat/iu;

/** Top-level domains that are not their country's ISO code, and those of countries that are used for anything. */
const TLD_COUNTRIES: ReadonlyMap<string, string | null> = new Map([
  ['uk', 'GB'],
  ['io', null],
  ['co', null],
  ['me', null],
  ['tv', null],
  ['ai', null],
  ['cc', null],
  ['fm', null],
  ['ws', null],
  ['to', null],
  ['ly', null],
]);

function toCountry(code: string | null): CountryCode | undefined {
  const upper = code?.toUpperCase();
  return upper !== undefined && isSupportedCountry(upper) ? upper : undefined;
}

/** The country that an address tells by its top-level domain (`berg@acme.de`: `DE`), or null. */
export function countryOfDomain(email: string): string | null {
  const tld = domainOf(email).split('.').at(-1) ?? '';
  const known = TLD_COUNTRIES.get(tld);
  return (known === undefined && tld.length === 2 ? toCountry(tld) : toCountry(known ?? null)) ?? null;
}

/** The phone numbers of a signature's line that are valid in their country; `country` is where a number without a code belongs. */
export function findPhones(line: string, country: string | null): FoundPhone[] {
  if (line.length > 400 || OTHER_NUMBERS.test(line)) {
    return [];
  }
  const defaultCountry = toCountry(country);
  // `+49 (0) 30 …`: the zero in brackets is for callers at home.
  const text = line.replace(/\(0\)/gu, ' ').replace(/^(.*?)\b00(?=\d{2}[\s\d/()-]{6})/u, '$1+');
  return findPhoneNumbersInText(text, defaultCountry === undefined ? {} : { defaultCountry }).map((match) => {
    const before = text.slice(Math.max(0, match.startsAt - 24), match.startsAt);
    const written = text.slice(match.startsAt, match.endsAt).replace(/\s+/gu, ' ').trim();
    return {
      value: match.number.number,
      written,
      kind: FAX.test(before) ? 'fax' : MOBILE.test(before) ? 'mobile' : PHONE.test(before) ? 'phone' : 'unsaid',
      country: match.number.country ?? null,
      isInternational: written.startsWith('+'),
    };
  });
}

/** The form of North America, which no country with a 0 before its numbers writes: `(302) 391-4066`, `302.391.4066`. */
export const NORTH_AMERICAN =
  /^(?:1[-.\s])?(?:\([2-9]\d{2}\)\s?-?\s?|[2-9]\d{2}\s?[-.]\s?|[2-9]\d{2}\s)[2-9]\d{2}\s?[-.\s]\s?\d{4}$|^\([2-9]\d{2}\)\s?[2-9]\d{6}$/u;

/** A number that is said to be a phone number, in E.164 where it is valid in its country; else as it is written, or null when it is none. */
export function toPhone(written: string, country: string | null): string | null {
  const text = toLine(written)
    .replace(/^tel:/iu, '')
    .replace(/\(0\)/gu, '')
    .replace(/^00(?=[1-9])/u, '+');
  const defaultCountry = toCountry(country);
  // Letters stand for figures only in numbers that advertise (`1-800-FLOWERS`); elsewhere they say what the number is.
  const number = text.length > 80 ? undefined : parsePhoneNumberFromString(text, defaultCountry === undefined ? {} : { defaultCountry });
  if (number?.isValid() === true) {
    return number.number;
  }
  const american = NORTH_AMERICAN.test(text) ? parsePhoneNumberFromString(text, 'US') : undefined;
  if (american?.isValid() === true) {
    return american.number;
  }
  const digits = text.replace(/\D/gu, '').length;
  return digits >= 5 && digits <= 20 && text.length <= 40 ? text : null;
}
