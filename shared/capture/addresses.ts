import type { CapturedAddress } from '../model/capture.ts';
import { FREEMAIL_DOMAINS, FREEMAIL_FAMILIES, MACHINE_LOCAL_PARTS, SHARED_LOCAL_PARTS } from './mailboxes.ts';
import { toLine } from './line.ts';

/** RFC 5321 4.5.3.1 allows 64 + 1 + 255 octets. */
const MAX_ADDRESS_LENGTH = 320;
/** A header with more recipients than this is read to here: nobody logs such a mail. */
const MAX_ADDRESSES = 2000;

/** The domain as DNS knows it, or null: a URL parser applies IDNA (UTS 46) where no library for it is at hand. */
function toAsciiDomain(domain: string): string | null {
  if (domain.startsWith('[') && domain.endsWith(']')) {
    return domain;
  }
  if (
    domain === '' ||
    /[\s/\\?#@:%<>[\]^|"'`{}(),;!$&*+=~]/u.test(domain) ||
    domain.startsWith('.') ||
    domain.endsWith('.') ||
    domain.includes('..')
  ) {
    return null;
  }
  // A URL parser reads "1.2" as the number 1.0.0.2, so a domain that ends in a number is taken as written.
  if (/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/u.test(domain)) {
    return domain;
  }
  const url = `http://${domain}/`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/**
 * The address by which people are matched, or null when `text` is none: NFKC, lower case, domain in its ASCII form. Dots and
 * plus tags stay: `a.b@x` and `ab@x` may be two people.
 */
export function normalizeEmail(text: string): string | null {
  const address = toLine(text).normalize('NFKC').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  if (at < 1 || address.length > MAX_ADDRESS_LENGTH || /[\s<>(),;:[\]\\]/u.test(local) || (local.includes('@') && !local.startsWith('"'))) {
    return null;
  }
  const domain = toAsciiDomain(address.slice(at + 1));
  return domain === null ? null : `${local}@${domain}`;
}

/** The part after the last `@`, or an empty text. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1).toLowerCase();
}

/** The part before the last `@`. */
export function localPartOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at);
}

/** What stands between two commas of an address list while it is read. */
type Entry = { words: string[]; comment: string; address: string | null };

/** What ends a run of plain characters in an address list. */
const STOP = /["(<,;:\s]/u;

/** An encoded word (RFC 2047): some programs leave commas and colons unencoded in it. */
const ENCODED_WORD = /=\?[^?\s]{1,75}\?[bq]\?[^?\s]*\?=/iuy;

/** The quoted text that begins at `start` (an opening quote) and where it ends. */
function readQuoted(header: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  while (at < header.length && header[at] !== '"') {
    if (header[at] === '\\' && at + 1 < header.length) {
      at += 1;
    }
    text += header[at] ?? '';
    at += 1;
  }
  return { text, end: at + 1 };
}

/** The comment that begins at `start` (an opening bracket; brackets may nest) and where it ends. */
function readComment(header: string, start: number): { text: string; end: number } {
  let depth = 1;
  let text = '';
  let at = start + 1;
  while (at < header.length) {
    const character = header[at] ?? '';
    if (character === '\\') {
      at += 1;
      text += header[at] ?? '';
    } else if (character === ')' && depth === 1) {
      return { text, end: at + 1 };
    } else {
      depth += character === '(' ? 1 : character === ')' ? -1 : 0;
      text += character;
    }
    at += 1;
  }
  return { text, end: at };
}

/** The entry as an address, or null where it has none. */
function toAddress(entry: Entry, decode: (text: string) => string): CapturedAddress | null {
  let name = entry.words.join(' ');
  let email = entry.address;
  if (email === null) {
    const bare = entry.words.findLast((word) => word.includes('@'));
    if (bare === undefined) {
      return null;
    }
    email = bare;
    name = entry.words.filter((word) => word !== bare).join(' ');
  }
  // The old form `john@acme.example (John Doe)` (RFC 5322, appendix A.5).
  name = toLine(decode(name)) || toLine(decode(entry.comment));
  // A source route (`<@relay:john@acme.example>`, RFC 5322 4.4) is not part of the address.
  const written = toLine(email.startsWith('@') ? email.slice(email.indexOf(':') + 1) : email)
    .replace(/^mailto:/iu, '')
    .toLowerCase();
  if (normalizeEmail(written) === null) {
    return null;
  }
  return { name: name.toLowerCase() === written ? '' : name, email: written };
}

/**
 * The people of an address header, in its order: quoted names with commas, comments, group syntax, RFC 6532 addresses.
 * Entries without an address are left out. `decode` turns encoded words (RFC 2047) of a name into text.
 */
export function parseAddressList(header: string, decode: (text: string) => string = (text) => text): CapturedAddress[] {
  const people: CapturedAddress[] = [];
  let entry: Entry = { words: [], comment: '', address: null };
  const close = (): void => {
    const person = toAddress(entry, decode);
    if (person !== null) {
      people.push(person);
    }
    entry = { words: [], comment: '', address: null };
  };
  let at = 0;
  while (at < header.length && people.length < MAX_ADDRESSES) {
    const character = header[at] ?? '';
    if (character === '"') {
      const quoted = readQuoted(header, at);
      // A quoted local part (`"a b"@acme.example`) belongs to the address that it begins.
      if (header[quoted.end] === '@') {
        const rest = /^@[^\s,;<>()"]*/u.exec(header.slice(quoted.end, quoted.end + MAX_ADDRESS_LENGTH))?.[0] ?? '';
        entry.words.push(`"${quoted.text}"${rest}`);
        at = quoted.end + rest.length;
      } else {
        entry.words.push(quoted.text);
        at = quoted.end;
      }
    } else if (character === '(') {
      const comment = readComment(header, at);
      entry.comment = comment.text;
      at = comment.end;
    } else if (character === '<') {
      const end = header.indexOf('>', at);
      const stop = end < 0 ? header.length : end;
      entry.address ??= header.slice(at + 1, stop).trim();
      at = stop + 1;
    } else if (character === ',' || character === ';') {
      close();
      at += 1;
    } else if (character === ':' && entry.address === null && !entry.words.some((word) => word.includes('@'))) {
      // `Team: a@x, b@x;` names a group: its name is nobody's.
      entry = { words: [], comment: '', address: null };
      at += 1;
    } else if (STOP.test(character)) {
      at += 1;
    } else {
      ENCODED_WORD.lastIndex = at;
      let end = at + (ENCODED_WORD.exec(header)?.[0].length ?? 1);
      while (end < header.length && !STOP.test(header[end] ?? '')) {
        end += 1;
      }
      entry.words.push(header.slice(at, end));
      at = end;
    }
  }
  close();
  return people;
}

/** True for mailboxes that a department reads, not a person: `info@`, `sales@`, `buchhaltung@`. */
export function isSharedMailbox(email: string): boolean {
  const local = localPartOf(email).toLowerCase().normalize('NFC');
  return SHARED_LOCAL_PARTS.has(local) || SHARED_LOCAL_PARTS.has(local.split(/[.+_-]/u)[0] ?? '');
}

/** True for domains at which anybody can have an address, so that the domain tells no company. */
export function isFreemail(domain: string): boolean {
  const name = domain.toLowerCase();
  return FREEMAIL_DOMAINS.has(name) || FREEMAIL_FAMILIES.has(name.split('.')[0] ?? '');
}

/** True for addresses that programs write from: `no-reply@`, `mailer-daemon@`. */
export function isMachineAddress(email: string): boolean {
  const local = localPartOf(email).toLowerCase();
  const joined = local.replace(/[._-]/gu, '');
  return /^(?:do)?no?t?reply|noreply/u.test(joined) || MACHINE_LOCAL_PARTS.has(joined) || MACHINE_LOCAL_PARTS.has(local.split(/[.+_=-]/u)[0] ?? '');
}
