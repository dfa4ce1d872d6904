import type { CapturedField } from '#shared/model/capture.ts';
import { toFields, type Draft } from '#shared/capture/draft.ts';
import { attributeOf, findAll, textOf } from './dom.ts';
import { readMicroformats, valueText, type Microformat, type MicroformatValue } from './microformats.ts';

/** Cards by class names, of microformats 2 (h-card) and 1 (hCard, after vCard), as people and companies. */

const MAX_CARDS = 500;
const CONFIDENCE = 0.9;
const SOURCE = 'structured-data' as const;

function valuesOf(item: Microformat, ...names: readonly string[]): readonly MicroformatValue[] {
  return names.flatMap((name) => item.properties.get(name) ?? []);
}

function textsOf(item: Microformat, ...names: readonly string[]): string[] {
  return valuesOf(item, ...names)
    .map((value) => valueText(value).replace(/\s+/gu, ' ').trim())
    .filter((text) => text !== '');
}

function isItem(value: MicroformatValue): value is Microformat & { readonly value: string } {
  return typeof value !== 'string' && 'types' in value;
}

/** The parts of an address as one line: `1 Quay, E1 6AN London`; with a region, `Springfield, IL 62704`. */
function addressLine(item: Microformat): string {
  const parts = ['street-address', 'extended-address', 'post-office-box', 'postal-code', 'locality', 'region', 'country-name'].map((name) =>
    textsOf(item, name).join(', '),
  );
  const [street, extended, box, code = '', town = '', region = '', country] = parts;
  const place = region === '' ? `${code} ${town}`.trim() : [town, `${region} ${code}`.trim()].filter((part) => part !== '').join(', ');
  return [street, extended, box, place, country].filter((part) => part !== undefined && part !== '').join(', ');
}

function addressesOf(card: Microformat): string[] {
  const marked = valuesOf(card, 'adr').map((value) => (isItem(value) && addressLine(value) !== '' ? addressLine(value) : valueText(value)));
  const inner = card.children.filter((child) => child.types.includes('h-adr')).map(addressLine);
  const own = addressLine(card);
  return [...marked, ...inner, ...(marked.length + inner.length === 0 ? [own] : [])].filter((line) => line !== '');
}

function toDigits(text: string): string {
  return text.replace(/\D/gu, '');
}

/** The figures of the numbers that the page's cards call faxes, by a type or in words. The items themselves keep no type. */
function listFaxes(document: Document): ReadonlySet<string> {
  return new Set(
    findAll(document, '.tel, .p-tel, .u-tel')
      .slice(0, MAX_CARDS)
      .filter(
        (element) =>
          /^\s*fax|fax\s*$/iu.test(textOf(element)) ||
          findAll(element, '.type').some((type) => /fax/iu.test(`${textOf(type)} ${attributeOf(type, 'title') ?? ''}`)),
      )
      .map((element) => toDigits(textOf(element)))
      .filter((digits) => digits !== ''),
  );
}

function nameOf(card: Microformat): string {
  const parts = ['honorific-prefix', 'given-name', 'additional-name', 'family-name'].flatMap((name) => textsOf(card, name)).join(' ');
  return textsOf(card, 'name')[0] ?? parts;
}

function toDraft(card: Microformat, place: string, country: string | null, faxes: ReadonlySet<string>): Draft | null {
  const phones = textsOf(card, 'tel').filter((text) => !/fax/iu.test(text) && !faxes.has(toDigits(text)));
  const organizations = [...textsOf(card, 'organization-name'), ...textsOf(card, 'org')];
  const name = nameOf(card);
  const shared: CapturedField[] = [
    ...toFields('email', textsOf(card, 'email'), CONFIDENCE, SOURCE),
    ...toFields('phone', phones, CONFIDENCE, SOURCE, country),
    ...toFields('address', addressesOf(card), CONFIDENCE, SOURCE),
    ...toFields('link', textsOf(card, 'url'), CONFIDENCE, SOURCE),
  ];
  // A card whose name is its organization's is the organization's own (vCard, RFC 6350 6.1.4); so is one that stands for another's.
  const isCompany = card.types.includes('h-org') || place === 'org' || (name === '' && organizations.length > 0) || organizations[0] === name;
  if (isCompany) {
    return { kind: 'organization', fields: [...toFields('companyName', [organizations[0] ?? name], CONFIDENCE, SOURCE), ...shared] };
  }
  return name === '' && shared.length === 0
    ? null
    : {
        kind: 'person',
        fields: [
          ...toFields('name', [name], CONFIDENCE, SOURCE),
          ...shared,
          ...toFields('title', textsOf(card, 'job-title', 'role').slice(0, 2), CONFIDENCE, SOURCE),
          ...toFields('companyName', organizations.slice(0, 2), CONFIDENCE, SOURCE),
        ],
      };
}

/** The cards of a page. Cards in entries, reviews and events are those of authors and hosts: they are left out. */
export function readHCards(document: Document, base: string, country: string | null): Draft[] {
  const drafts: Draft[] = [];
  const faxes = listFaxes(document);
  const visit = (item: Microformat, place: string): void => {
    const isCard = item.types.includes('h-card') || item.types.includes('h-org');
    if ((!isCard && !item.types.includes('h-feed')) || drafts.length >= MAX_CARDS || place === 'author') {
      return;
    }
    const draft = isCard ? toDraft(item, place, country, faxes) : null;
    if (draft !== null) {
      drafts.push(draft);
    }
    for (const [name, values] of item.properties) {
      values.filter(isItem).forEach((value) => visit(value, name));
    }
    item.children.forEach((child) => visit(child, ''));
  };
  readMicroformats(document, base).forEach((item) => visit(item, ''));
  return drafts;
}
