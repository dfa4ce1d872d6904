import type { JsonLdItem, JsonLdValue } from '#shared/capture/structured/json-ld.ts';
import { attributeOf, findAll, findFirst, isBefore, isElement, isText, listChildren, tagOf, textOf } from './dom.ts';

/** A page with more marked items than this is made to exhaust a reader. */
const MAX_ITEMS = 500;
const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 12;
const MAX_VALUE_LENGTH = 2000;

const URL_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['a', 'href'],
  ['area', 'href'],
  ['link', 'href'],
  ['audio', 'src'],
  ['embed', 'src'],
  ['iframe', 'src'],
  ['img', 'src'],
  ['source', 'src'],
  ['track', 'src'],
  ['video', 'src'],
  ['object', 'data'],
]);

/** An address of the page made whole, or as it is written where it is none. */
export function resolveUrl(written: string, base: string): string {
  const text = written.trim();
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

/** The text of an element without scripts, white space run together. */
export function plainText(element: Element): string {
  const texts: string[] = [];
  const stack: Node[] = [element];
  for (let node = stack.pop(); node !== undefined && texts.length < 2000; node = stack.pop()) {
    if (!isElement(node)) {
      texts.push(isText(node) ? textOf(node) : '');
      continue;
    }
    const tag = tagOf(node);
    if (tag === 'br') {
      texts.push(' ');
    } else if (tag !== 'script' && tag !== 'style' && tag !== 'template') {
      stack.push(...listChildren(node).toReversed());
    }
  }
  return texts.join('').replace(/\s+/gu, ' ').trim().slice(0, MAX_VALUE_LENGTH);
}

/** The value of an element that is a property (WHATWG HTML, microdata, "values": content, addresses, machine values, then text). */
export function valueOf(element: Element, base: string): string {
  const tag = tagOf(element);
  const content = attributeOf(element, 'content');
  if (content !== null) {
    return content.slice(0, MAX_VALUE_LENGTH);
  }
  const attribute = URL_ATTRIBUTES.get(tag);
  if (attribute !== undefined) {
    const written = attributeOf(element, attribute);
    return written === null ? '' : resolveUrl(written, base).slice(0, MAX_VALUE_LENGTH);
  }
  if (tag === 'data' || tag === 'meter') {
    return attributeOf(element, 'value') ?? '';
  }
  return (tag === 'time' ? attributeOf(element, 'datetime') : null) ?? plainText(element);
}

/** What a form's field asks for, where a page marks it as the input of an action (schema.org, "Actions", input properties), or null. */
function inputOf(element: Element): JsonLdItem | null {
  if (tagOf(element) !== 'input' || !/-input(?:\s|$)/u.test(attributeOf(element, 'itemprop') ?? '')) {
    return null;
  }
  const item = new Map<string, JsonLdValue>([['valueRequired', attributeOf(element, 'required') !== null]]);
  const name = attributeOf(element, 'name');
  if (name !== null) {
    item.set('valueName', name);
  }
  return item;
}

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/u).filter((word) => word !== '');
}

/** The elements that hold an item's properties: below it and below what its `itemref` names, not within other items. */
function listProperties(document: Document, root: Element): Element[] {
  const found: Element[] = [];
  const seen = new Set<Element>([root]);
  const pending: Node[] = listChildren(root).toReversed();
  const references = words(attributeOf(root, 'itemref')).slice(0, 50);
  for (const id of references) {
    const referred = findFirst(document, `[id="${id.replace(/["\\]/gu, '\\$&')}"]`);
    if (referred !== null) {
      // The standard leaves out what an item lends that is no property itself; pages and other readers take its properties.
      const lends = attributeOf(referred, 'itemscope') !== null && attributeOf(referred, 'itemprop') === null;
      pending.unshift(...(lends ? listChildren(referred) : [referred]));
    }
  }
  for (let node = pending.pop(); node !== undefined && found.length < MAX_PROPERTIES; node = pending.pop()) {
    if (!isElement(node) || seen.has(node)) {
      continue;
    }
    seen.add(node);
    if (words(attributeOf(node, 'itemprop')).length > 0) {
      found.push(node);
    }
    if (attributeOf(node, 'itemscope') === null) {
      pending.push(...listChildren(node).toReversed());
    }
  }
  return references.length === 0 ? found : found.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

function readItem(document: Document, element: Element, base: string, above: readonly Element[]): JsonLdItem {
  const item = new Map<string, JsonLdValue[] | string>();
  const types = words(attributeOf(element, 'itemtype'));
  if (types.length > 0) {
    item.set('@type', types);
  }
  const id = attributeOf(element, 'itemid');
  if (id !== null) {
    item.set('@id', resolveUrl(id, base));
  }
  const path = [...above, element];
  for (const property of listProperties(document, element)) {
    const isItem = attributeOf(property, 'itemscope') !== null;
    if (isItem && (path.includes(property) || path.length >= MAX_DEPTH)) {
      // An item that holds itself by reference has no end.
      continue;
    }
    const value: JsonLdValue = isItem ? readItem(document, property, base, path) : (inputOf(property) ?? valueOf(property, base));
    for (const name of words(attributeOf(property, 'itemprop'))) {
      const held = item.get(name);
      item.set(name, [...(Array.isArray(held) ? held : []), value]);
    }
  }
  return item;
}

/** The top items of a page's microdata, in the shape of JSON-LD. */
export function readMicrodata(document: Document, base: string): JsonLdItem[] {
  return findAll(document, '[itemscope]:not([itemprop])')
    .slice(0, MAX_ITEMS)
    .map((element) => readItem(document, element, base, []));
}
