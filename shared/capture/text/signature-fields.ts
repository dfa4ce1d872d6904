import { LinkifyIt } from 'linkify-it';
import type { CapturedField } from '../../model/capture.ts';
import { domainOf, isFreemail } from '../addresses.ts';
import { toLine } from '../line.ts';
import { isClosing, isSentFrom } from './closings.ts';
import { agreesWithDomain, hasLegalForm } from './companies.ts';
import { domainLabel } from './domain-label.ts';
import { isSameName, looksLikeName } from './names.ts';
import { countryOfDomain, findPhones } from './phones.ts';
import { postalWeight } from './postal.ts';
import { listSegments, type Segment } from './segments.ts';
import type { Sender } from './signature.ts';
import { looksLikeDepartment, looksLikeTitle } from './titles.ts';

/** What a signature says by itself, and what it says when something else agrees. */
const BASE = 0.75;
const AGREED = 0.92;
/** A value that only its place in the block speaks for. */
const BY_PLACE = 0.6;

const linkify = new LinkifyIt({ fuzzyEmail: false });

type Found = CapturedField['field'];

function toField(field: Found, value: string, confidence: number): CapturedField {
  return { field, value: toLine(value), confidence, source: 'signature' };
}

/** The numbers of a block. Those without a country code belong where the domain says, else where a number with a code does. */
function readPhones(lines: readonly string[], sender: Sender, fallback: string | null): CapturedField[] {
  const told = countryOfDomain(sender.email);
  const beside = lines.flatMap((line) => findPhones(line, null)).find((phone) => phone.country !== null)?.country ?? null;
  const country = told ?? beside ?? fallback;
  return lines.flatMap((line) =>
    findPhones(line, country)
      .filter((phone) => phone.kind !== 'fax')
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

function readLinks(lines: readonly string[], sender: Sender): CapturedField[] {
  const domain = domainOf(sender.email);
  const own = isFreemail(domain) || domain === '' ? null : domain;
  // A line of an app (`Sent with …`) carries the app's address, not the sender's.
  const urls = lines
    .filter((line) => !isSentFrom(line))
    .flatMap((line) => (own !== null && line.trim().toLowerCase() === own ? [`https://${own}`] : listUrls(line)));
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

function readAddress(segments: readonly Segment[]): CapturedField[] {
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
  const parts = segments.slice(first, end);
  const weight = parts.reduce((sum, part) => sum + postalWeight(part.text), 0);
  return [
    toField('address', parts.map((part) => part.text).join(', '), parts[0]?.label === 'address' || weight >= 3 ? 0.85 : weight === 2 ? BASE : 0.5),
  ];
}

/** True for a segment that says who: the sender's own name, or any name in the first lines. */
function isName(segment: Segment | undefined, sender: Sender): boolean {
  return (
    segment !== undefined &&
    (segment.label === 'name' ||
      isSameName(segment.text, sender.name) ||
      (looksLikeName(segment.text) && !hasLegalForm(segment.text) && !looksLikeTitle(segment.text)))
  );
}

function readCompany(segments: readonly Segment[], sender: Sender): CapturedField[] {
  const label = domainLabel(sender.email);
  const found: CapturedField[] = [];
  segments.forEach((segment, index) => {
    const { text } = segment;
    if (
      text.length > 80 ||
      text.length < 2 ||
      (segment.label !== null && segment.label !== 'company') ||
      isSameName(text, sender.name) ||
      text.includes('@')
    ) {
      return;
    }
    const agrees =
      agreesWithDomain(text, label) &&
      !/^(?:https?:|www\.)/iu.test(text) &&
      !/^[^\s]+\.\p{L}{2,}$/u.test(text) &&
      /^[\p{Lu}\p{N}\p{Lo}]/u.test(text) &&
      !looksLikeTitle(text) &&
      text.split(' ').length <= 8;
    const legal = hasLegalForm(text) && !/[。！？]/u.test(text);
    if (segment.label === 'company' || (legal && agrees)) {
      found.push(toField('companyName', text, AGREED));
    } else if (agrees && postalWeight(text) === 0) {
      found.push(toField('companyName', text, 0.9));
    } else if (legal && !segment.isNotice) {
      found.push(toField('companyName', text, segment.label === null ? BASE + 0.05 : BASE));
    } else {
      const before = segments[index - 1];
      const plain =
        /^\p{Lu}/u.test(text) &&
        !/[\d:：/.!?]/u.test(text) &&
        text.split(/\s+/u).length <= 5 &&
        !looksLikeTitle(text) &&
        !looksLikeDepartment(text) &&
        !looksLikeName(text);
      if (
        before !== undefined &&
        looksLikeTitle(before.text) &&
        isName(segments[index - 2], sender) &&
        plain &&
        postalWeight(text) === 0 &&
        !isClosing(text)
      ) {
        found.push(toField('companyName', text, BY_PLACE));
      }
    }
  });
  return found;
}

function readTitle(segments: readonly Segment[], sender: Sender): CapturedField[] {
  return segments.flatMap((segment, index) => {
    if (segment.label === 'title') {
      return [toField('title', segment.text, AGREED)];
    }
    if (segment.label !== null || segment.isNotice || !looksLikeTitle(segment.text) || isSameName(segment.text, sender.name)) {
      return [];
    }
    const near = isSameName(segments[index - 1]?.text ?? '', sender.name) || isSameName(segments[index + 1]?.text ?? '', sender.name);
    return [toField('title', segment.text, near ? 0.9 : isName(segments[index - 1], sender) ? 0.8 : BASE - 0.05)];
  });
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
 * What a signature says of its sender: company, title, phones, links, address, each with how sure it is. A line that could be
 * two things is left out. `country` is where phone numbers without a code belong when the sender's domain does not tell.
 */
export function readSignature(block: string, sender: Sender, context: { readonly country: string | null }): CapturedField[] {
  const lines = block
    .split('\n')
    .slice(0, 40)
    .map((line) => line.slice(0, 500));
  const segments = listSegments(lines, sender.name);
  return [
    ...keepBest(readCompany(segments, sender), 3),
    ...keepBest(readTitle(segments, sender), 2),
    ...keepBest(readPhones(lines, sender, context.country), 5),
    ...keepBest(readLinks(lines, sender), 5),
    ...keepBest(readAddress(segments), 1),
  ];
}
