import type { CapturedField } from '../model/capture.ts';
import { joinFields, toFields, type Draft } from './draft.ts';
import { toLine } from './line.ts';

/** vCards 2.1 (the Internet Mail Consortium's), 3.0 (RFC 2426) and 4.0 (RFC 6350), as address books write them. */

const MAX_CARDS = 5000;
/** A property longer than this is a picture or a key. */
const MAX_VALUE_LENGTH = 20_000;
/** The address book says it itself, and the user chose the file. */
const CONFIDENCE = 0.95;

type Property = { readonly name: string; readonly parameters: ReadonlyMap<string, readonly string[]>; readonly value: string };

function toBytes(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0));
}

function decodeBytes(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The file one character a byte, but for UTF-16, which is made UTF-8 first. */
function toLatin1(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const plain = wide === null ? bytes : new TextEncoder().encode(new TextDecoder(wide).decode(bytes));
  const pieces: string[] = [];
  for (let at = 0; at < plain.length; at += 8192) {
    pieces.push(String.fromCharCode(...plain.subarray(at, at + 8192)));
  }
  return pieces.join('').replace(/^\u00EF\u00BB\u00BF/u, '');
}

/** Quoted-printable values go on in the next line after `=`; other values after a line that begins with a space (RFC 6350 3.2). */
function unfold(text: string): string[] {
  const lines: string[] = [];
  let isQuoted = false;
  for (const line of text.split(/\r\n|\n|\r/u)) {
    const last = lines.length - 1;
    const before = lines[last] ?? '';
    if (last >= 0 && isQuoted && before.endsWith('=')) {
      lines[last] = before.slice(0, -1) + line;
    } else if (last >= 0 && /^[ \t]/u.test(line)) {
      lines[last] = before + line.slice(1);
      continue;
    } else {
      lines.push(line);
      isQuoted = /^[^:]{0,300}\bQUOTED-PRINTABLE\b[^:]{0,300}:/iu.test(line);
    }
  }
  return lines;
}

function decodeQuoted(latin1: string): string {
  return latin1.replace(/=([0-9A-F]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/=$/u, '');
}

/** Where the name and its parameters end: the first colon outside of quotes. */
function findColon(line: string): number {
  let isQuoted = false;
  for (let at = 0; at < Math.min(line.length, 2000); at += 1) {
    if (line[at] === '"') {
      isQuoted = !isQuoted;
    } else if (line[at] === ':' && !isQuoted) {
      return at;
    }
  }
  return -1;
}

function readProperty(line: string, isUtf8File: boolean): Property | null {
  const colon = findColon(line);
  if (colon < 1 || line.length > MAX_VALUE_LENGTH) {
    return null;
  }
  const [head = '', ...rest] = line.slice(0, colon).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
  const parameters = new Map<string, string[]>();
  for (const parameter of rest.slice(0, 20)) {
    const equals = parameter.indexOf('=');
    // 2.1 writes types bare: `TEL;WORK;FAX:`.
    const key = equals < 0 ? 'TYPE' : parameter.slice(0, equals).toUpperCase();
    const values = (equals < 0 ? parameter : parameter.slice(equals + 1)).split(',').map((value) => value.replaceAll('"', '').toLowerCase());
    parameters.set(key, [...(parameters.get(key) ?? []), ...values]);
  }
  const isQuoted = [...parameters.values()].flat().includes('quoted-printable');
  const raw = line.slice(colon + 1);
  const charset = parameters.get('CHARSET')?.[0] ?? (isUtf8File ? 'utf-8' : 'windows-1252');
  // `item1.EMAIL` groups properties; the group says nothing here.
  const name = head.replace(/^[\w-]{1,60}\./u, '').toUpperCase();
  return { name, parameters, value: decodeBytes(toBytes(isQuoted ? decodeQuoted(raw) : raw), charset) };
}

function unescape(text: string): string {
  return text.replace(/\\([nN,;:\\])/gu, (_all, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
}

/** The parts of a value that semicolons part. */
function splitParts(value: string): string[] {
  const parts: string[] = [''];
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at] ?? '';
    if (character === '\\') {
      parts.push((parts.pop() ?? '') + character + (value[at + 1] ?? ''));
      at += 1;
    } else if (character === ';') {
      parts.push('');
    } else {
      parts.push((parts.pop() ?? '') + character);
    }
  }
  return parts.map((part) => toLine(unescape(part)));
}

function addressOf(value: string): string {
  const [box = '', extended = '', street = '', town = '', region = '', code = '', country = ''] = splitParts(value);
  const place = region === '' ? `${code} ${town}`.trim() : [town, `${region} ${code}`.trim()].filter((part) => part !== '').join(', ');
  return [street, extended, box, place, country]
    .map((part) => part.replace(/,$/u, ''))
    .filter((part) => part !== '')
    .join(', ');
}

function preference(property: Property): number {
  const pref = Number(property.parameters.get('PREF')?.[0] ?? Number.NaN);
  return Number.isNaN(pref) ? ((property.parameters.get('TYPE') ?? []).includes('pref') ? 0 : 101) : pref;
}

function toDraft(properties: readonly Property[], country: string | null): Draft {
  const named = (name: string): Property[] =>
    properties.filter((property) => property.name === name).toSorted((a, b) => preference(a) - preference(b));
  const texts = (name: string): string[] => named(name).map((property) => toLine(unescape(property.value)));
  const types = (property: Property): readonly string[] => property.parameters.get('TYPE') ?? [];
  const phones = named('TEL')
    .filter((property) => !types(property).some((type) => type === 'fax' || type === 'pager'))
    .map((property) => unescape(property.value).replace(/^tel:/iu, '').split(';')[0] ?? '');
  const [family = '', given = '', additional = ''] = splitParts(named('N')[0]?.value ?? '');
  const parts = [given, additional, family].filter((part) => part !== '').join(' ');
  const organization = splitParts(named('ORG')[0]?.value ?? '')[0] ?? '';
  const full = texts('FN').find((name) => name !== '') ?? '';
  const name = full !== '' ? full : parts;
  const source = 'structured-data' as const;
  const shared: CapturedField[] = [
    ...toFields(
      'email',
      texts('EMAIL').map((email) => email.replace(/^.*<([^<>]+)>$/u, '$1')),
      CONFIDENCE,
      source,
    ),
    ...toFields('phone', phones, CONFIDENCE, source, country),
    ...toFields(
      'address',
      named('ADR').map((property) => addressOf(property.value)),
      CONFIDENCE,
      source,
    ),
    ...toFields(
      'link',
      texts('URL').map((url) => (/^www\./iu.test(url) ? `https://${url}` : url)),
      CONFIDENCE,
      source,
    ),
  ];
  const isCompany =
    /^(?:org|organization)$/iu.test(texts('KIND')[0] ?? '') ||
    /^company$/iu.test(texts('X-ABSHOWAS')[0] ?? '') ||
    (parts === '' && organization !== '' && (name === '' || name === organization));
  return isCompany
    ? {
        kind: 'organization',
        fields: joinFields([...toFields('companyName', [organization === '' ? name : organization], CONFIDENCE, source), ...shared]),
      }
    : {
        kind: 'person',
        fields: joinFields([
          ...toFields('name', [name], CONFIDENCE, source),
          ...toFields('companyName', [organization], CONFIDENCE, source),
          ...toFields('title', [texts('TITLE')[0] ?? texts('ROLE')[0]], CONFIDENCE, source),
          ...shared,
        ]),
      };
}

/**
 * The cards of a file. `bytes` are the file's own: UTF-8, UTF-16 or, in old cards, whatever each property's CHARSET says.
 * What is no property of a card is left out; a file without a card gives none.
 */
export function readVCards(bytes: Uint8Array, country: string | null): Draft[] {
  const latin1 = toLatin1(bytes);
  const isUtf8File = isUtf8(toBytes(latin1));
  const drafts: Draft[] = [];
  let open: Property[] | null = null;
  let inner = 0;
  for (const line of unfold(latin1)) {
    if (/^BEGIN:VCARD\s*$/iu.test(line)) {
      // A card within a card (AGENT of 2.1) is another person's.
      inner += open === null ? 0 : 1;
      open ??= [];
    } else if (/^END:VCARD\s*$/iu.test(line)) {
      if (inner > 0) {
        inner -= 1;
        continue;
      }
      const draft: Draft | null = open === null ? null : toDraft(open, country);
      if (draft !== null && draft.fields.length > 0 && drafts.length < MAX_CARDS) {
        drafts.push(draft);
      }
      open = null;
    } else if (open !== null && inner === 0) {
      const property = readProperty(line, isUtf8File);
      if (property !== null) {
        open.push(property);
      }
    }
  }
  return drafts;
}
