import { isFaxLabel, isPhoneLabel } from './page-labels.ts';
import { normalizeEmail } from './addresses.ts';
import type { PageLine } from './page-line.ts';
import { findPagePhones, toPagePhone } from './text/page-phones.ts';

/** What a line of a page gives by itself. */
export type LineFinds = {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly faxes: readonly string[];
  /** Those of the phones that the line itself calls one. */
  readonly said: readonly string[];
};

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{L}{2,24}/gu;
/** `name (at) shop [dot] example`: written so for robots. */
const HIDDEN_EMAIL =
  /([\p{L}\p{N}._+-]{1,64})\s?[[({]\s?(?:at|@)\s?[\])}]\s?([\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[[({]\s?(?:dot|\.)\s?[\])}])\s?[\p{L}\p{N}-]{2,63}){1,4})/giu;
/** `name at shop dot example`, written in words. */
const SPELLED_EMAIL =
  /([\p{L}\p{N}._+-]{2,64})\s+at\s+([\p{L}\p{N}-]{2,63}(?:\s+(?:dot|punkt)\s+[\p{L}\p{N}-]{2,63}){0,2}\s+(?:dot|punkt)\s+(?:com|org|net|edu|gov|info|biz|[a-z]{2}))(?![\p{L}\p{N}])/giu;
/** `name @ shop.example`, alone in its line. */
const SPACED_EMAIL = /^(?:[^@:：]{0,20}[:：]\s?)?([\p{L}\p{N}._+-]{2,64})\s?[@＠]\s?([\p{L}\p{N}-]{1,63}(?:\s?\.\s?[\p{L}\p{N}-]{2,63}){1,3})$/iu;
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|css|js)$/iu;

function toEmails(text: string): string[] {
  const hasSign = /[@＠]/u.test(text);
  const plain = hasSign ? [...text.matchAll(EMAIL)].map((match) => match[0].replace(/^['.]+/u, '')) : [];
  const hidden = /[[({]\s?(?:at|@)/iu.test(text)
    ? [...text.matchAll(HIDDEN_EMAIL)].map(
        (match) => `${match[1] ?? ''}@${(match[2] ?? '').replace(/\s?[[({]\s?(?:dot|\.)\s?[\])}]\s?/giu, '.').replace(/\s/gu, '')}`,
      )
    : [];
  const spelled = /\s(?:dot|punkt)\s/iu.test(text)
    ? [...text.matchAll(SPELLED_EMAIL)].map((match) => `${match[1] ?? ''}@${(match[2] ?? '').replace(/\s+(?:dot|punkt)\s+/giu, '.')}`)
    : [];
  const spaced = hasSign && plain.length === 0 ? SPACED_EMAIL.exec(text.trim()) : null;
  const joined = spaced === null ? [] : [`${spaced[1] ?? ''}@${(spaced[2] ?? '').replace(/\s/gu, '')}`];
  return [...plain, ...hidden, ...spelled, ...joined].filter((email) => !PICTURE.test(email));
}

/** The addresses that a text shows. */
export function findEmails(text: string): string[] {
  return toEmails(text);
}

/**
 * The addresses and phone numbers of a line; `before` is the line above, which may say that a number is a fax. `countries` are
 * those in which numbers without a code may be at home, the likeliest first.
 */
export function findContacts(line: PageLine, before: Pick<PageLine, 'text'> | undefined, countries: readonly string[]): LineFinds {
  const shown = toEmails(line.text);
  // Where a link shows one address and goes to another, the reader means the one that he sees.
  const linked = line.links
    .filter((link) => link.kind === 'email' && !toEmails(link.text).some((email) => shown.includes(email)))
    .map((link) => link.value);
  const emails = [...shown, ...linked].flatMap((email) => normalizeEmail(email) ?? []);
  // A label stands above its number, and does not end in the words of another one.
  const above = before !== undefined && before.text.length <= 40 && !/\d/u.test(before.text) ? before.text : '';
  const labels = [line.label, above];
  const hasDigits = (line.text.match(/\d/gu)?.length ?? 0) >= 4;
  const written = hasDigits ? findPagePhones(line.text, countries, labels.some(isPhoneLabel)) : [];
  const isFaxLine = isFaxLabel(line.label) || (isFaxLabel(above) && /fax[\s.:：)]{0,6}$|[传傳]真[\s:：]{0,3}$|[^\p{Script=Latin}]$/iu.test(above));
  const isFax = (phone: (typeof written)[number]): boolean => phone.kind === 'fax' || (phone.kind === 'unsaid' && isFaxLine);
  const faxes = new Set(written.filter(isFax).map((phone) => phone.value));
  const phones = [
    ...written.filter((phone) => !isFax(phone)).map((phone) => phone.value),
    ...(isFaxLine ? [] : line.links.filter((link) => link.kind === 'phone').flatMap((link) => toPagePhone(link.value, countries) ?? [])),
  ];
  const said = written.filter((phone) => phone.kind === 'phone' || (phone.kind === 'unsaid' && isPhoneLabel(line.label))).map((phone) => phone.value);
  return { emails: [...new Set(emails)], phones: [...new Set(phones)].filter((phone) => !faxes.has(phone)), faxes: [...faxes], said };
}
