/**
 * The class names of microformats: those of version 2 tell themselves by their prefix, those of version 1 by this list
 * (microformats.org/wiki, "h-card", "h-adr" and "h-entry": backward compatibility). Names are compared letter for letter.
 */

/** How the value of a property is read: text, address, instant, or markup. */
export type Prefix = 'p' | 'u' | 'dt' | 'e';

/** A class that is a property: `u-url`, or `url` of an old card. */
export type PropertyClass = { readonly prefix: Prefix; readonly name: string };

const OLD_ROOTS: ReadonlyMap<string, string> = new Map([
  ['vcard', 'h-card'],
  ['adr', 'h-adr'],
  ['geo', 'h-geo'],
  ['hentry', 'h-entry'],
  ['hfeed', 'h-feed'],
  ['hnews', 'h-news'],
  ['hproduct', 'h-product'],
  ['hrecipe', 'h-recipe'],
  ['hresume', 'h-resume'],
  ['hreview', 'h-review'],
  ['hreview-aggregate', 'h-review-aggregate'],
  ['vevent', 'h-event'],
]);

function properties(text: string): ReadonlyMap<string, PropertyClass> {
  const found = new Map<string, PropertyClass>();
  for (const entry of text.split(' ')) {
    const [old = '', target = ''] = entry.split('=');
    const [, prefix, name = ''] = /^(p|u|dt|e)-(.+)$/u.exec(target === '' ? `p-${old}` : target) ?? [];
    if (prefix === 'p' || prefix === 'u' || prefix === 'dt' || prefix === 'e') {
      found.set(old, { prefix, name });
    }
  }
  return found;
}

const ADDRESS = 'post-office-box extended-address street-address locality region postal-code country-name label geo';
const OLD_PROPERTIES: ReadonlyMap<string, ReadonlyMap<string, PropertyClass>> = new Map([
  [
    'h-card',
    properties(
      `fn=p-name honorific-prefix given-name additional-name family-name honorific-suffix nickname photo=u-photo logo=u-logo url=u-url email=u-email tel adr org organization-name organization-unit title=p-job-title role note bday=dt-bday rev=dt-rev category uid=u-uid key sound=u-sound mailer agent class sort-string tz latitude longitude ${ADDRESS}`,
    ),
  ],
  ['h-adr', properties(`${ADDRESS} latitude longitude`)],
  ['h-geo', properties('latitude longitude')],
  [
    'h-entry',
    properties('entry-title=p-name entry-summary=p-summary entry-content=e-content published=dt-published updated=dt-updated author category'),
  ],
  ['h-feed', properties('site-description=p-summary description=p-summary site-title=p-name title=p-name author')],
  ['h-news', properties('entry=p-entry source-org dateline geo principles=u-principles')],
  ['h-product', properties('fn=p-name brand category description=e-description identifier=u-identifier photo=u-photo price review url=u-url')],
  [
    'h-recipe',
    properties('fn=p-name ingredient yield instructions=e-instructions duration=dt-duration photo=u-photo summary author nutrition category'),
  ],
  ['h-resume', properties('summary contact education experience skill affiliation')],
  [
    'h-review',
    properties(
      'summary fn=p-name item photo=u-photo url=u-url reviewer=p-author dtreviewed=dt-reviewed rating best worst description=e-description category',
    ),
  ],
  ['h-review-aggregate', properties('summary fn=p-name item photo=u-photo url=u-url rating best worst average count votes category')],
  [
    'h-event',
    properties(
      'summary=p-name dtstart=dt-start dtend=dt-end duration=dt-duration description location category url=u-url geo attendee contact organizer attach=u-attach status',
    ),
  ],
]);

/** The classes of an element. */
export function classesOf(value: string | null): string[] {
  return (value ?? '').split(/\s+/u).filter((name) => name !== '');
}

/** The types of an item that begins here: those of version 2, else old ones; `isOld` tells which. Null where none begins. */
export function rootOf(classes: readonly string[]): { readonly types: string[]; readonly isOld: boolean } | null {
  const types = classes.filter((name) => /^h-(?:[a-z0-9]+-)?[a-z]+(?:-[a-z]+)*$/u.test(name));
  if (types.length > 0) {
    return { types: [...new Set(types)].toSorted(), isOld: false };
  }
  const old = classes.flatMap((name) => OLD_ROOTS.get(name) ?? []);
  return old.length > 0 ? { types: [...new Set(old)].toSorted(), isOld: true } : null;
}

/** The properties that the classes of an element give an item of these types. */
export function propertiesOf(classes: readonly string[], types: readonly string[], isOld: boolean): PropertyClass[] {
  const found: PropertyClass[] = [];
  for (const name of classes) {
    const known = isOld ? types.flatMap((type) => OLD_PROPERTIES.get(type)?.get(name) ?? [])[0] : undefined;
    const [, prefix, bare = ''] = isOld ? [] : (/^(p|u|dt|e)-((?:[a-z0-9]+-)?[a-z]+(?:-[a-z]+)*)$/u.exec(name) ?? []);
    const property = known ?? (prefix === 'p' || prefix === 'u' || prefix === 'dt' || prefix === 'e' ? { prefix, name: bare } : undefined);
    if (property !== undefined && !found.some((other) => other.name === property.name && other.prefix === property.prefix)) {
      found.push(property);
    }
  }
  return found;
}
