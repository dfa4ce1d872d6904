import { normalizeEmail } from './addresses.ts';
import type { PageLine } from './page-line.ts';
import { countryOfDomain, findPhones, toPhone } from './text/phones.ts';

/** What a line of a page gives by itself. */
export type LineFinds = { readonly emails: readonly string[]; readonly phones: readonly string[]; readonly faxes: readonly string[] };

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{L}{2,24}/gu;
/** `name (at) shop [dot] example`: written so for robots. */
const HIDDEN_EMAIL =
  /([\p{L}\p{N}._+-]{1,64})\s?[[({]\s?(?:at|@)\s?[\])}]\s?([\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[[({]\s?(?:dot|\.)\s?[\])}])\s?[\p{L}\p{N}-]{2,63}){1,4})/giu;
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|css|js)$/iu;
/** The phone reader takes a line at most this long; a longer one is read in pieces that end between words. */
const PIECE = 300;

function toEmails(text: string): string[] {
  if (!/@|\bat\b/iu.test(text)) {
    return [];
  }
  const plain = [...text.matchAll(EMAIL)].map((match) => match[0].replace(/^['.]+/u, ''));
  const hidden = [...text.matchAll(HIDDEN_EMAIL)].map(
    (match) => `${match[1] ?? ''}@${(match[2] ?? '').replace(/\s?[[({]\s?(?:dot|\.)\s?[\])}]\s?/giu, '.').replace(/\s/gu, '')}`,
  );
  return [...plain, ...hidden].filter((email) => !PICTURE.test(email));
}

const KEYS = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9';

/** Numbers of North America that advertise with letters, as figures: `1-800-CALL-NOW`; the figures in brackets behind say it again. */
function spellNumbers(text: string): string {
  return text.replace(
    /((?:\b1[-.\s])?\(?\b[2-9]\d\d\)?[-.\s])([A-Z\d][A-Z\d-]{5,8}[A-Z\d])(?![A-Za-z\d])(?:\s?\([\d-]{4,16}\))?/gu,
    (all: string, area: string, rest: string) => {
      const letters = rest.replaceAll('-', '');
      if (!/[A-Z]{3}/u.test(letters) || letters.length < 7 || letters.length > 8) {
        return all;
      }
      const figures = Array.from(letters.toLowerCase(), (key) => (/\d/u.test(key) ? key : (/\d/u.exec(KEYS.slice(KEYS.indexOf(key)))?.[0] ?? '')));
      return `${area}${figures.slice(0, 3).join('')}-${figures.slice(3, 7).join('')}`;
    },
  );
}

/** The country that most of a page's addresses tell by their domain, or null. */
export function countryOfEmails(emails: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const email of new Set(emails)) {
    const country = countryOfDomain(email);
    if (country !== null) {
      counts.set(country, (counts.get(country) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] * 2 > new Set(emails).size ? best[0] : null;
}

/** The addresses that a text shows. */
export function findEmails(text: string): string[] {
  return toEmails(text);
}

/** A text in pieces of at most `PIECE` characters, cut at white space. */
function cutPieces(text: string): string[] {
  if (text.length <= PIECE) {
    return [text];
  }
  const pieces: string[] = [];
  for (let at = 0; at < text.length && pieces.length < 20;) {
    const space = text.lastIndexOf(' ', at + PIECE);
    const end = space <= at || at + PIECE >= text.length ? at + PIECE : space;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

/** The addresses and phone numbers of a line; `before` is the line above, which may say that a number is a fax. */
export function findContacts(line: PageLine, before: PageLine | undefined, country: string | null): LineFinds {
  const shown = toEmails(line.text);
  // Where a link shows one address and goes to another, the reader means the one that he sees.
  const linked = line.links
    .filter((link) => link.kind === 'email' && !toEmails(link.text).some((email) => shown.includes(email)))
    .map((link) => link.value);
  const emails = [...shown, ...linked].flatMap((email) => normalizeEmail(email) ?? []);
  const isFaxRow = before !== undefined && /^(?:tele)?fax\b[^\d]{0,15}$/iu.test(before.text);
  const hasDigits = (line.text.match(/\d/gu)?.length ?? 0) >= 4;
  const written = !hasDigits ? [] : cutPieces(spellNumbers(line.text)).flatMap((piece) => findPhones(piece, country, 'page'));
  const isFax = (phone: (typeof written)[number]): boolean => phone.kind === 'fax' || isFaxRow;
  const faxes = new Set(written.filter(isFax).map((phone) => phone.value));
  const phones = [
    ...written.filter((phone) => !isFax(phone)).map((phone) => phone.value),
    ...line.links.filter((link) => link.kind === 'phone').flatMap((link) => toPhone(link.value, country) ?? []),
  ];
  return { emails: [...new Set(emails)], phones: [...new Set(phones)].filter((phone) => !faxes.has(phone)), faxes: [...faxes] };
}
