import type { CapturedField } from '#shared/model/capture.ts';
import { toFields, type Draft } from '#shared/capture/draft.ts';
import { attributeOf, findAll, findFirst, isElement, isMatch, isWithin, listChildren, parentOf, tagOf } from './dom.ts';
import { plainText, resolveUrl } from './microdata.ts';

/** Cards by class names: h-card (microformats2) and hCard (microformats, after vCard). */

const MAX_CARDS = 500;
const CONFIDENCE = 0.9;
const ROOTS = '.h-card, .vcard';
/** What another microformat says belongs to that one. */
const OTHER_ROOTS =
  '.h-entry, .h-event, .h-feed, .h-product, .h-recipe, .h-resume, .h-review, .h-adr, .h-geo, .hentry, .hproduct, .hrecipe, .hresume, .hreview, .vevent, .vcalendar, .hfeed, .adr';

/** The elements of a class in a card, not in a card within it; an inner card may be the property itself. */
function findOwn(card: Element, ...classes: readonly string[]): Element[] {
  return findAll(card, classes.map((name) => `.${name}`).join(', ')).filter((element) => nearestRoot(element) === card);
}

function nearestRoot(element: Element): Element | null {
  let above = parentOf(element);
  while (above !== null && !isMatch(above, ROOTS)) {
    above = parentOf(above);
  }
  return above;
}

/** True where an element above fits. */
function isInner(element: Element, selector: string): boolean {
  const parent = parentOf(element);
  return parent !== null && isWithin(parent, selector);
}

/** Text as a property means it: the parts of class `value` where there are any, a title of `abbr`, an `alt`, then the text. */
function textValue(element: Element): string {
  const parts = findAll(element, '.value').filter((part) => !isInner(part, '.value'));
  if (parts.length > 0) {
    return parts.map(simpleText).join('');
  }
  const titled = findFirst(element, '.value-title');
  return attributeOf(titled, 'title') ?? simpleText(element);
}

function simpleText(element: Element): string {
  const tag = tagOf(element);
  const attribute = tag === 'abbr' ? 'title' : tag === 'data' || tag === 'input' ? 'value' : tag === 'img' || tag === 'area' ? 'alt' : null;
  return (attribute === null ? null : attributeOf(element, attribute)) ?? plainText(element);
}

function linkValue(element: Element, base: string): string {
  const href = attributeOf(element, 'href') ?? attributeOf(element, 'src') ?? attributeOf(element, 'data');
  return href === null ? textValue(element) : resolveUrl(href, base);
}

/** The text that stands for a picture or a short form. */
function altOf(element: Element | null): string | null {
  const tag = element === null ? '' : tagOf(element);
  const attribute = tag === 'abbr' ? 'title' : tag === 'img' || tag === 'area' ? 'alt' : null;
  return attribute === null ? null : attributeOf(element, attribute);
}

function onlyChildOf(element: Element | null): Element | null {
  const children = element === null ? [] : listChildren(element).filter(isElement);
  const [only] = children;
  return only !== undefined && children.length === 1 && !isMatch(only, ROOTS) ? only : null;
}

/**
 * The name that a card of microformats2 implies: a picture's or a short form's, its own or that of an only child, else all of its
 * text; none where parts of it are marked as something else.
 */
function impliedName(card: Element): string {
  if (findOwn(card, 'p-org', 'p-job-title', 'p-role', 'p-tel', 'p-adr', 'p-note', 'p-nickname').length > 0 || findFirst(card, ROOTS) !== null) {
    return '';
  }
  const child = onlyChildOf(card);
  const pictures = findAll(card, 'img[alt]').map((image) => attributeOf(image, 'alt') ?? '');
  return altOf(card) ?? altOf(child) ?? altOf(onlyChildOf(child)) ?? [plainText(card), ...pictures].join(' ').trim();
}

function addressOf(card: Element): string[] {
  return findOwn(card, 'p-adr', 'h-adr', 'adr', 'p-street-address').flatMap((element) => {
    if (isMatch(element, '.p-street-address') && !isMatch(element, '.p-adr, .h-adr, .adr')) {
      return isWithin(element, '.p-adr, .h-adr, .adr') ? [] : [addressParts(card)];
    }
    const parts = addressParts(element);
    return [parts === '' ? plainText(element) : parts];
  });
}

function addressParts(element: Element): string {
  const parts = ['street-address', 'extended-address', 'post-office-box', 'postal-code', 'locality', 'region', 'country-name'].map((name) =>
    findAll(element, `.p-${name}, .${name}`)
      .map(textValue)
      .filter((text) => text !== '')
      .join(', '),
  );
  const [street, extended, box, code = '', town = '', region = '', country] = parts;
  const place = region === '' ? `${code} ${town}`.trim() : [town, `${region} ${code}`.trim()].filter((part) => part !== '').join(', ');
  return [street, extended, box, place, country].filter((part) => part !== undefined && part !== '').join(', ');
}

/** Numbers of faxes are no phones. */
function phonesOf(card: Element): string[] {
  return findOwn(card, 'p-tel', 'u-tel', 'tel')
    .filter((element) => !findAll(element, '.type').some((type) => /fax/iu.test(simpleText(type))) && !/^fax/iu.test(plainText(element)))
    .map((element) => (/^tel:/iu.test(attributeOf(element, 'href') ?? '') ? (attributeOf(element, 'href') ?? '') : textValue(element)));
}

function readCard(card: Element, base: string, country: string | null): Draft {
  const isOld = !isMatch(card, '.h-card');
  const given = findOwn(card, ...(isOld ? ['fn'] : ['p-name', 'fn'])).map(textValue);
  const parts = (
    isOld
      ? ['honorific-prefix', 'given-name', 'additional-name', 'family-name']
      : ['p-honorific-prefix', 'p-given-name', 'p-additional-name', 'p-family-name']
  )
    .flatMap((name) => findOwn(card, name).map(textValue))
    .join(' ');
  const organizations = findOwn(card, 'p-org', 'org').map((element) => {
    const name = findFirst(element, '.organization-name, .p-name');
    return textValue(name ?? element);
  });
  const name = given[0] ?? (parts !== '' ? parts : isOld ? '' : impliedName(card));
  const source = 'structured-data' as const;
  const ownLink = attributeOf(card, 'href');
  const links = [
    ...findOwn(card, 'u-url', ...(isOld ? ['url'] : [])).map((element) => linkValue(element, base)),
    ...(ownLink === null ? [] : [resolveUrl(ownLink, base)]),
  ];
  const shared: CapturedField[] = [
    ...toFields(
      'email',
      findOwn(card, 'u-email', 'email').map((element) => linkValue(element, base)),
      CONFIDENCE,
      source,
    ),
    ...toFields('phone', phonesOf(card), CONFIDENCE, source, country),
    ...toFields('address', addressOf(card), CONFIDENCE, source),
    ...toFields('link', links, CONFIDENCE, source),
  ];
  // A card whose name is its organization's is the organization's own (vCard, RFC 6350 6.1.4).
  const isCompany = (name === '' && organizations.length > 0) || organizations[0] === name;
  if (isCompany) {
    return { kind: 'organization', fields: [...toFields('companyName', organizations.slice(0, 1), CONFIDENCE, source), ...shared] };
  }
  return {
    kind: 'person',
    fields: [
      ...toFields('name', [name], CONFIDENCE, source),
      ...shared,
      ...toFields('title', findOwn(card, 'p-job-title', 'p-role', 'title', 'role').map(textValue).slice(0, 2), CONFIDENCE, source),
      ...toFields('companyName', organizations.slice(0, 2), CONFIDENCE, source),
    ],
  };
}

/** The cards of a page. Cards of authors (in an entry or a review) are left out. */
export function readHCards(document: Document, base: string, country: string | null): Draft[] {
  return findAll(document, ROOTS)
    .filter((card) => !isMatch(card, '.p-author, .author, .p-reviewer, .reviewer') && !isInner(card, OTHER_ROOTS))
    .slice(0, MAX_CARDS)
    .map((card) => readCard(card, base, country));
}
