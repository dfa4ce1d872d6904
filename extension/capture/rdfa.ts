import type { JsonLdItem, JsonLdValue } from '#shared/capture/structured/json-ld.ts';
import { attributeOf, findAll, isElement, isWithin, listChildren, parentOf } from './dom.ts';
import { resolveUrl, valueOf } from './microdata.ts';

/** RDFa Lite (W3C, 2015): `vocab`, `typeof`, `property`, `resource` and `prefix`, as pages use it for schema.org. */

const MAX_ITEMS = 500;
const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 12;

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/u).filter((word) => word !== '');
}

/** The elements below an item that are its properties; what stands in an item within it belongs to that one. */
function listProperties(root: Element): Element[] {
  const found: Element[] = [];
  const pending: Node[] = listChildren(root).toReversed();
  for (let node = pending.pop(); node !== undefined && found.length < MAX_PROPERTIES; node = pending.pop()) {
    if (!isElement(node)) {
      continue;
    }
    if (attributeOf(node, 'property') !== null || attributeOf(node, 'rel') !== null) {
      found.push(node);
    }
    if (attributeOf(node, 'typeof') === null) {
      pending.push(...listChildren(node).toReversed());
    }
  }
  return found;
}

function literalOf(element: Element, base: string): string {
  const resource = attributeOf(element, 'resource');
  return attributeOf(element, 'content') ?? (resource === null ? valueOf(element, base) : resolveUrl(resource, base));
}

function readItem(element: Element, base: string, depth: number): JsonLdItem {
  const item = new Map<string, JsonLdValue[] | string>([['@type', words(attributeOf(element, 'typeof'))]]);
  const id = attributeOf(element, 'resource') ?? attributeOf(element, 'about');
  if (id !== null) {
    item.set('@id', resolveUrl(id, base));
  }
  for (const property of listProperties(element)) {
    const isItem = attributeOf(property, 'typeof') !== null;
    if (isItem && depth >= MAX_DEPTH) {
      continue;
    }
    const value: JsonLdValue = isItem ? readItem(property, base, depth + 1) : literalOf(property, base);
    for (const name of words(attributeOf(property, 'property') ?? attributeOf(property, 'rel'))) {
      const held = item.get(name);
      item.set(name, [...(Array.isArray(held) ? held : []), value]);
    }
  }
  return item;
}

/** The top items of a page's RDFa, in the shape of JSON-LD. */
export function readRdfa(document: Document, base: string): JsonLdItem[] {
  return findAll(document, '[typeof]')
    .filter((element) => attributeOf(element, 'property') === null || !isWithinOther(element))
    .slice(0, MAX_ITEMS)
    .map((element) => readItem(element, base, 0));
}

function isWithinOther(element: Element): boolean {
  const parent = parentOf(element);
  return parent !== null && isWithin(parent, '[typeof]');
}
