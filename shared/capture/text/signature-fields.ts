import { LinkifyIt } from 'linkify-it';
import type { CapturedField } from '../../model/capture.ts';
import { domainOf, isFreemail } from '../addresses.ts';
import { isSentFrom } from './closings.ts';
import { countryOfDomain, findPhones, type FoundPhone } from './phones.ts';
import { postalWeight } from './postal.ts';
import { listSegments, type Segment } from './segments.ts';
import { AGREED, BASE, findWho, toField } from './signature-who.ts';
import type { Sender } from './signature.ts';

const linkify = new LinkifyIt({ fuzzyEmail: false });

/** A line may hold a phone beside an id of another kind, which would hide it: each piece is read by itself, remarks in brackets left out. */
function listPhonePieces(line: string): string[] {
  return line
    .replace(/[（(][^()（）\d]{0,40}[)）]/gu, ' ')
    .split(/\s*[|¦·•●▪｜]+\s*|\s+\/\s+(?=\D)/u)
    .filter((piece) => /\d/u.test(piece));
}

/** A post code and a box are numbers that some country would dial. */
function isPostcode(phone: FoundPhone, piece: string): boolean {
  return phone.kind === 'unsaid' && !phone.isInternational && phone.written.replace(/\D/gu, '').length <= 7 && /\p{L}{3}/u.test(piece);
}

/** The numbers of a block. Those without a country code belong where the domain says, else where a number with a code does. */
function readPhones(lines: readonly string[], sender: Sender, fallback: string | null): CapturedField[] {
  const told = countryOfDomain(sender.email);
  const pieces = lines.flatMap(listPhonePieces);
  const beside = pieces.flatMap((piece) => findPhones(piece, null)).find((phone) => phone.country !== null)?.country ?? null;
  const country = told ?? beside ?? fallback;
  return pieces.flatMap((piece) =>
    findPhones(piece, country)
      .filter((phone) => phone.kind !== 'fax' && !isPostcode(phone, piece))
      .map((phone) => {
        const isSaid = phone.kind !== 'unsaid';
        const agrees = (phone.isInternational && (isSaid || phone.country === told)) || (isSaid && phone.country !== null && phone.country === told);
        return toField('phone', phone.value, agrees ? AGREED : phone.isInternational || isSaid ? 0.85 : BASE);
      }),
  );
}

/** The addresses of pages in a line; a host with `www.` is one whatever its last part. */
function listUrls(line: string): string[] {
  const linked = (linkify.match(line) ?? []).map((link) => (link.schema === '' ? `https://${link.raw}` : link.url));
  const bare = [...line.matchAll(/(?<![\w./@-])www\.[\w-]+(?:\.[\w-]+)+(?:\/[^\s<>|,;()]*)?/giu)].map((match) => `https://${match[0]}`);
  return [...linked, ...bare.filter((url) => !linked.some((known) => known.startsWith(url)))];
}

/** The sender's own domain as it stands bare in a line, also where nobody knows its last part: `acme.example/contact`. */
function listOwnHosts(line: string, own: string): string[] {
  const words = line.toLowerCase().split(/[\s|¦·•●▪｜,;()<>"]+/u);
  return words.filter((word) => word === own || word.startsWith(`${own}/`)).map((word) => `https://${word}`);
}

function readLinks(lines: readonly string[], sender: Sender): CapturedField[] {
  const domain = domainOf(sender.email);
  const own = isFreemail(domain) || domain === '' ? null : domain;
  // A line of an app (`Sent with …`) carries the app's address, not the sender's.
  const urls = lines.filter((line) => !isSentFrom(line)).flatMap((line) => [...listUrls(line), ...(own === null ? [] : listOwnHosts(line, own))]);
  return urls.flatMap((written) => {
    const link = written.replace(/[.,;)]+$/u, '');
    const url = URL.canParse(link) ? new URL(link) : null;
    if (url === null || !/^https?:$/u.test(url.protocol)) {
      return [];
    }
    const host = url.hostname.replace(/^www\./u, '');
    const agrees = own !== null && (own === host || own.endsWith(`.${host}`) || host.endsWith(`.${own}`));
    return [toField('link', link, agrees ? AGREED : BASE)];
  });
}

/** Words of a floor, a building or an estate, which stand above the street. */
const BUILDING =
  /(?<!\p{L})(?:floor|suite|unit|building|tower|house|étage|tour|bâtiment|immeuble|zone|parc|planta|piso|edificio|nave|polígono|stock|stiege|haus|gebäude|etage)(?!\p{L})|\d\s?(?:階|楼|樓|F)$|ビル/iu;

/** Where an address begins whose place stands at `place`: up to two lines of street, building or floor belong to it. */
function beginOfAddress(segments: readonly Segment[], place: number, taken: ReadonlySet<string>): number {
  let begin = place;
  while (begin > 0 && place - begin < 2) {
    const before = segments[begin - 1];
    const isFree = before !== undefined && before.label === null && !taken.has(before.text) && !before.isNotice;
    // A building without a number stands right below the company; a slogan may stand anywhere.
    const isPlaced = /\d/u.test(before?.text ?? '') || taken.has(segments[begin - 2]?.text ?? '');
    if (
      !isFree ||
      !isPlaced ||
      before.text.length > 60 ||
      /@|https?:|www\.|[+:：?!]|\d{3}[\s/-]?\d{3}/u.test(before.text) ||
      !/^[\p{L}\d]/u.test(before.text)
    ) {
      break;
    }
    begin -= 1;
  }
  return begin;
}

function readAddress(segments: readonly Segment[], taken: ReadonlySet<string>): CapturedField[] {
  const isPostal = (segment: Segment): boolean => segment.label === 'address' || (segment.label === null && postalWeight(segment.text) > 0);
  const first = segments.findIndex(isPostal);
  if (first < 0) {
    return [];
  }
  let end = first + 1;
  let next = segments[end];
  while (next !== undefined && end - first < 5 && isPostal(next)) {
    end += 1;
    next = segments[end];
  }
  // A house number alone does not make a line an address; a place with its post code right below it does.
  const opens = segments[first];
  const hasStreet = opens !== undefined && (opens.label !== null || postalWeight(opens.text) === 2);
  const isBelowBuilding =
    opens?.label === null && BUILDING.test(segments[first - 1]?.text ?? '') && postalWeight(segments[first - 1]?.text ?? '') === 0;
  const begin = hasStreet && !isBelowBuilding ? first : beginOfAddress(segments, first, taken);
  const parts = segments.slice(begin, end);
  const weight = parts.reduce((sum, part) => sum + postalWeight(part.text), 0);
  return [
    toField('address', parts.map((part) => part.text).join(', '), parts[0]?.label === 'address' || weight >= 3 ? 0.85 : weight === 2 ? BASE : 0.5),
  ];
}

/** The surest first for each field, each value once, at most `most` of them. */
function keepBest(fields: readonly CapturedField[], most: number): CapturedField[] {
  const best = new Map<string, CapturedField>();
  for (const field of fields) {
    const key = field.value.toLowerCase();
    const known = best.get(key);
    if (field.value !== '' && (known === undefined || known.confidence < field.confidence)) {
      best.set(key, field);
    }
  }
  return [...best.values()].sort((a, b) => b.confidence - a.confidence).slice(0, most);
}

/**
 * What a signature says of its sender: name (where the header gives none), company, title, phones, links, address, each with how sure it is. A line that could be
 * two things is left out. `country` is where phone numbers without a code belong when the sender's domain does not tell.
 */
export function readSignature(block: string, sender: Sender, context: { readonly country: string | null }): CapturedField[] {
  const lines = block
    .split('\n')
    .slice(0, 40)
    .map((line) => line.slice(0, 500));
  const segments = listSegments(lines, sender.name);
  const who = findWho(segments, sender);
  const taken = new Set([...who.fields.map((field) => field.value), sender.name]);
  return [
    ...(['name', 'companyName', 'title'] as const).flatMap((kind) =>
      keepBest(
        who.fields.filter((field) => field.field === kind),
        kind === 'companyName' ? 3 : kind === 'title' ? 2 : 1,
      ),
    ),
    ...keepBest(readPhones(lines, sender, context.country), 5),
    ...keepBest(readLinks(lines, sender), 5),
    ...keepBest(readAddress(segments, taken), 1),
  ];
}
