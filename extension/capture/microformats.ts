import { attributeOf, findAll, findFirst, isElement, listChildren, tagOf } from './dom.ts';
import { classesOf, propertiesOf, rootOf, type Prefix, type PropertyClass } from './microformat-classes.ts';
import { attributeValue, pictureValue, plainText, simpleValue, toUrl, type SimpleValue } from './microformat-values.ts';

/** Microformats of both versions as the parsing specification has it (microformats.org/wiki/microformats2-parsing), without `rels`. */

/** A page with more marked elements than this is made to exhaust a reader. */
const MAX_ITEMS = 500;
const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 12;
/** Where an item may begin; most pages have none, and are not walked. */
const ROOTS =
  '.vcard, .adr, .geo, .hentry, .hfeed, .hnews, .hproduct, .hrecipe, .hresume, .hreview, .hreview-aggregate, .vevent, [class^="h-"], [class*=" h-"], [class*="\\a h-"], [class*="\\9 h-"]';

/** The value of a property: text, a picture with its text, markup with its text, or an item. */
export type MicroformatValue = SimpleValue | (Microformat & { readonly value: string });

/** An item: its types, its properties, and the items in it that are no property of it. */
export type Microformat = {
  readonly types: readonly string[];
  readonly properties: ReadonlyMap<string, readonly MicroformatValue[]>;
  readonly children: readonly Microformat[];
};

/** The text of a value: of an item its own. */
export function valueText(value: MicroformatValue): string {
  return typeof value === 'string' ? value : value.value;
}

type Building = {
  readonly element: Element;
  readonly types: readonly string[];
  readonly isOld: boolean;
  readonly properties: Map<string, MicroformatValue[]>;
  readonly children: Microformat[];
  /** Which kinds of properties it has, and whether items stand in it: an implied property needs their absence. */
  readonly prefixes: Set<Prefix>;
  hasNested: boolean;
};

function add(item: Building, property: PropertyClass, value: MicroformatValue): void {
  const held = item.properties.get(property.name);
  if (held === undefined) {
    item.properties.set(property.name, [value]);
  } else {
    held.push(value);
  }
  item.prefixes.add(property.prefix);
}

/** What stands for an item that is a property: its name, its address, its markup, or the property as plain value. */
function valueOfItem(item: Building, property: PropertyClass, base: string): string {
  const named = property.prefix === 'p' ? item.properties.get('name')?.[0] : property.prefix === 'u' ? item.properties.get('url')?.[0] : undefined;
  return valueText(named ?? simpleValue(item.element, property.prefix, base));
}

function childElements(element: Element): Element[] {
  return listChildren(element).filter(isElement);
}

function isRoot(element: Element): boolean {
  return rootOf(classesOf(attributeOf(element, 'class'))) !== null;
}

/** The only child of an element, where it begins no item of its own. */
function onlyChild(element: Element | null): Element | null {
  const [child, ...more] = element === null ? [] : childElements(element);
  return child !== undefined && more.length === 0 && !isRoot(child) ? child : null;
}

/** The only child of these tags, whatever other elements stand beside it. */
function onlyOfType(element: Element | null, tags: readonly string[]): Element | null {
  const children = element === null ? [] : childElements(element);
  for (const tag of tags) {
    const [child, ...more] = children.filter((candidate) => tagOf(candidate) === tag);
    if (child !== undefined && more.length === 0 && !isRoot(child)) {
      return child;
    }
  }
  return null;
}

function impliedName(element: Element, base: string): string {
  const altOf = (candidate: Element | null, isChild: boolean): string | null => {
    const text = candidate === null ? null : (attributeValue(candidate, ['img', 'area'], 'alt') ?? attributeValue(candidate, ['abbr'], 'title'));
    return isChild && text === '' ? null : text;
  };
  const child = onlyChild(element);
  return altOf(element, false) ?? altOf(child, true) ?? altOf(onlyChild(child), true) ?? plainText(element, base);
}

function impliedPhoto(element: Element, base: string): MicroformatValue | null {
  const sourceOf = (candidate: Element | null): MicroformatValue | null => {
    const data = candidate === null ? null : attributeValue(candidate, ['object'], 'data');
    return candidate === null ? null : (pictureValue(candidate, base) ?? (data === null ? null : toUrl(data, base)));
  };
  const tags = ['img', 'object'];
  return sourceOf(element) ?? sourceOf(onlyOfType(element, tags)) ?? sourceOf(onlyOfType(onlyChild(element), tags));
}

function impliedUrl(element: Element, base: string): string | null {
  const hrefOf = (candidate: Element | null): string | null => {
    const href = candidate === null ? null : attributeValue(candidate, ['a', 'area'], 'href');
    return href === null ? null : toUrl(href, base);
  };
  const tags = ['a', 'area'];
  return hrefOf(element) ?? hrefOf(onlyOfType(element, tags)) ?? hrefOf(onlyOfType(onlyChild(element), tags));
}

/** What an item of version 2 implies: a name without other texts, a picture and an address without other addresses. */
function addImplied(item: Building, base: string): void {
  if (item.isOld || item.hasNested) {
    return;
  }
  if (!item.properties.has('name') && !item.prefixes.has('p') && !item.prefixes.has('e')) {
    item.properties.set('name', [impliedName(item.element, base)]);
  }
  if (item.prefixes.has('u')) {
    return;
  }
  const photo = item.properties.has('photo') ? null : impliedPhoto(item.element, base);
  const url = item.properties.has('url') ? null : impliedUrl(item.element, base);
  if (photo !== null) {
    item.properties.set('photo', [photo]);
  }
  if (url !== null) {
    item.properties.set('url', [url]);
  }
}

/** The microformats of a page in document order. `base` is the address against which relative ones are read. */
export function readMicroformats(document: Document, base: string): Microformat[] {
  const items: Microformat[] = [];
  if (findFirst(document, ROOTS) === null) {
    return items;
  }
  let count = 0;
  let propertyCount = 0;
  const readItem = (element: Element, root: { types: string[]; isOld: boolean }, depth: number): Building => {
    count += 1;
    const item: Building = { element, ...root, properties: new Map(), children: [], prefixes: new Set(), hasNested: false };
    walk(childElements(element), item, depth);
    addImplied(item, base);
    return item;
  };
  const walk = (from: readonly Element[], item: Building | null, depth: number): void => {
    const pending = from.toReversed();
    for (let element = pending.pop(); element !== undefined && count < MAX_ITEMS && propertyCount < MAX_PROPERTIES; element = pending.pop()) {
      if (tagOf(element) === 'template') {
        continue;
      }
      const classes = classesOf(attributeOf(element, 'class'));
      const own = item === null ? [] : propertiesOf(classes, item.types, item.isOld);
      propertyCount += own.length;
      const root = depth < MAX_DEPTH ? rootOf(classes) : null;
      if (root === null) {
        for (const property of own) {
          if (item !== null) {
            const value = simpleValue(element, property.prefix, base);
            // A picture of an old card is its address alone, as the public suite has it.
            add(item, property, item.isOld && property.prefix === 'u' ? valueText(value) : value);
          }
        }
        pending.push(...childElements(element).toReversed());
        continue;
      }
      const inner = readItem(element, root, depth + 1);
      const finished: Microformat = { types: inner.types, properties: inner.properties, children: inner.children };
      if (item === null) {
        items.push(finished);
        continue;
      }
      item.hasNested = true;
      for (const property of own) {
        add(item, property, { ...finished, value: valueOfItem(inner, property, base) });
      }
      if (own.length === 0) {
        item.children.push(finished);
      }
    }
  };
  walk(findAll(document, ':root').slice(0, 1), null, 0);
  return items;
}
