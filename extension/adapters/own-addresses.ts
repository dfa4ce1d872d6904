import { normalizeEmail, parseAddressList } from '#shared/capture/addresses.ts';
import { attributeOf, findAll, findFirst, textOf } from '../capture/dom.ts';
import type { PageFacts } from './adapter.ts';

/** What a page says of itself, where it says only whose it is and in which language. */
export function factsOf(document: Document, shown: readonly string[]): PageFacts {
  const emails = shown.flatMap((text) => parseAddressList(text).map((person) => normalizeEmail(person.email) ?? ''));
  return {
    ownAddresses: [...new Set(emails)].filter((email) => email !== ''),
    sender: null,
    dateOrder: null,
    locale: attributeOf(findFirst(document, 'html'), 'lang'),
  };
}

/** The texts, titles and labels of elements in which a webmail shows whose it is. */
export function shownIn(document: Document, selector: string): string[] {
  return findAll(document, selector).flatMap((element) =>
    [textOf(element), attributeOf(element, 'title') ?? '', attributeOf(element, 'aria-label') ?? ''].flatMap((text) => text.match(ADDRESS) ?? []),
  );
}

const ADDRESS = /[^\s<>()[\]:;,"]{1,64}@[^\s<>()[\]:;,"]{1,255}/gu;
