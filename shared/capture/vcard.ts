import type { CapturedField } from '../model/capture.ts';
import { joinFields, toFields, type Draft } from './draft.ts';
import { toLine } from './line.ts';

/** vCards 2.1 (the Internet Mail Consortium's), 3.0 (RFC 2426) and 4.0 (RFC 6350), as address books write them. */

const MAX_CARDS = 5000;
/** A card of a person has some dozens of lines. */
const MAX_PROPERTIES = 1000;
/** A property longer than this is a picture or a key. */
const MAX_VALUE_LENGTH = 20_000;
/** The address book says it itself, and the user chose the file. */
const CONFIDENCE = 0.95;

type Property = { readonly name: string; readonly parameters: ReadonlyMap<string, readonly string[]>; readonly value: string };

function toBytes(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length);
  for (let at = 0; at < latin1.length; at += 1) {
    bytes[at] = latin1.charCodeAt(at);
  }
  return bytes;
}

/** What a reader of contacts wants of a card; the rest (pictures, keys, labels) is not even decoded. */
const WANTED: ReadonlySet<string> = new Set('FN|N|ORG|TITLE|ROLE|TEL|EMAIL|ADR|URL|KIND|X-ABSHOWAS|UID'.split('|'));

const decoders = new Map<string, TextDecoder>();

/** A decoder is dear to make and a file has thousands of properties; a name that is no charset is read as windows-1252. */
function decoderOf(charset: string): TextDecoder {
  const held = decoders.get(charset);
  if (held) {
    return held;
  }
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    return decoderOf('windows-1252');
  }
  decoders.set(charset, decoder);
  return decoder;
}

function decodeLatin1(latin1: string, charset: string): string {
  // Plain ASCII is the same in every charset of cards but UTF-16, in which no property is written by itself.
  return /^[\t\x20-\x7e]*$/u.test(latin1) && !/^(?:utf-?16|iso-2022|hz)/iu.test(charset) ? latin1 : decoderOf(charset).decode(toBytes(latin1));
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

function* linesOf(text: string): Generator<string> {
  let from = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/gu)) {
    yield text.slice(from, end.index);
    from = end.index + end[0].length;
  }
  yield text.slice(from);
}

/** Quoted-printable values go on in the next line after `=`; other values after a line that begins with a space (RFC 6350 3.2). */
function* unfold(text: string): Generator<string> {
  let open: string | undefined;
  let isQuoted = false;
  for (const line of linesOf(text)) {
    if (open !== undefined && isQuoted && open.endsWith('=')) {
      open = open.slice(0, -1) + line;
    } else if (open !== undefined && /^[ \t]/u.test(line)) {
      // What is longer than any property that is read is dropped as it comes: a picture needs no memory.
      open = open.length > MAX_VALUE_LENGTH ? open : open + line.slice(1);
    } else {
      if (open !== undefined) {
        yield open;
      }
      open = line;
      isQuoted = /^[^:]{0,300}\bQUOTED-PRINTABLE\b[^:]{0,300}:/iu.test(line);
    }
  }
  yield open ?? '';
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

function readProperty(line: string, charsetOfFile: string): Property | null {
  const colon = findColon(line);
  if (colon < 1 || line.length > MAX_VALUE_LENGTH) {
    return null;
  }
  // `item1.EMAIL` groups properties; the group says nothing here.
  const name = /^(?:[\w-]{1,60}\.)?([\w-]{1,60})/u.exec(line)?.[1]?.toUpperCase() ?? '';
  if (!WANTED.has(name)) {
    return null;
  }
  const [, ...rest] = line.slice(0, colon).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u);
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
  const charset = parameters.get('CHARSET')?.[0] ?? charsetOfFile;
  return { name, parameters, value: decodeLatin1(isQuoted ? decodeQuoted(raw) : raw, charset) };
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

/** `hasLabel`: a label was given as a parameter; some programs do not quote it, so that its end stands before the first part. */
function addressOf(value: string, hasLabel: boolean): string {
  const [first = '', extended = '', street = '', town = '', region = '', code = '', country = ''] = splitParts(value);
  const box = hasLabel ? (first.split(':').at(-1) ?? '') : first;
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
      named('ADR').map((property) => addressOf(property.value, property.parameters.has('LABEL'))),
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

/** One card of a file: which one it is, from 1, under what its program knows it, and what it says; null: nothing, or it has no end. */
export type Card = { readonly number: number; readonly uid: string | null; readonly draft: Draft | null };

/**
 * The cards of a file one after another. `bytes` are the file's own: UTF-8, UTF-16 or, in old cards, whatever each
 * property's CHARSET says; `charset` is what a file that is no UTF-8 says nothing of itself is written in. What is no
 * property of a card is left out; a file without a card gives none.
 */
export function* eachCard(bytes: Uint8Array, country: string | null, charset = 'windows-1252'): Generator<Card> {
  const latin1 = toLatin1(bytes);
  const charsetOfFile = isUtf8(toBytes(latin1)) ? 'utf-8' : charset;
  let number = 0;
  let open: Property[] | null = null;
  let inner = 0;
  for (const line of unfold(latin1)) {
    if (/^BEGIN:VCARD\s*$/iu.test(line)) {
      // A card within a card (AGENT of 2.1) is another person's.
      inner += open === null ? 0 : 1;
      number += open === null ? 1 : 0;
      open ??= [];
    } else if (/^END:VCARD\s*$/iu.test(line)) {
      if (inner > 0) {
        inner -= 1;
        continue;
      }
      if (open !== null) {
        const draft = toDraft(open, country);
        const uid = toLine(open.find((property) => property.name === 'UID')?.value ?? '');
        yield { number, uid: uid === '' ? null : uid, draft: draft.fields.length > 0 ? draft : null };
      }
      open = null;
    } else if (open !== null && inner === 0 && open.length < MAX_PROPERTIES) {
      const property = readProperty(line, charsetOfFile);
      if (property !== null) {
        open.push(property);
      }
    }
  }
  if (open !== null) {
    yield { number, uid: null, draft: null };
  }
}

/** What the first cards of a file say, at most five thousand. */
export function readVCards(bytes: Uint8Array, country: string | null): Draft[] {
  const drafts: Draft[] = [];
  for (const { draft } of eachCard(bytes, country)) {
    if (draft !== null) {
      drafts.push(draft);
    }
    if (drafts.length >= MAX_CARDS) {
      break;
    }
  }
  return drafts;
}
