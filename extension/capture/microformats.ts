import { attributeOf, findAll, findFirst, isElement, isText, listChildren, markupOf, parentOf, tagOf, textOf } from './dom.ts';
import { classesOf, propertiesOf, rootOf, type Prefix, type PropertyClass } from './microformat-classes.ts';

/** Microformats of both versions as the parsing specification has it (microformats.org/wiki/microformats2-parsing), without `rels`. */

/** A page with more marked elements than this is made to exhaust a reader. */
const MAX_ITEMS = 500;
const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 12;
const MAX_TEXT = 5000;
/** Where an item may begin; most pages have none, and are not walked. */
const ROOTS =
  '.vcard, .adr, .geo, .hentry, .hfeed, .hnews, .hproduct, .hrecipe, .hresume, .hreview, .hreview-aggregate, .vevent, [class^="h-"], [class*=" h-"], [class*="\\a h-"], [class*="\\9 h-"]';

/** The value of a property: text, a picture with its text, markup with its text, or an item. */
export type MicroformatValue =
  | string
  | { readonly value: string; readonly alt: string }
  | { readonly value: string; readonly html: string }
  | (Microformat & { readonly value: string });

/** An item: its types, its properties, and the items in it that are no property of it. */
export type Microformat = {
  readonly types: readonly string[];
  readonly properties: ReadonlyMap<string, readonly MicroformatValue[]>;
  readonly children: readonly Microformat[];
};

/** An address made whole; one that is whole stays as it is written. */
function toUrl(written: string, base: string): string {
  const text = written.trim();
  return !URL.canParse(text) && URL.canParse(text, base) ? new URL(text, base).href : text;
}

function has(element: Element, name: string): boolean {
  return classesOf(attributeOf(element, 'class')).includes(name);
}

/** All text below an element, pictures by their `alt` or else, where it is given, by their address. */
function plainText(element: Element, base: string, withSources = true): string {
  const texts: string[] = [];
  let length = 0;
  const stack: Node[] = [element];
  for (let node = stack.pop(); node !== undefined && length < MAX_TEXT; node = stack.pop()) {
    let text = '';
    if (!isElement(node)) {
      text = isText(node) ? textOf(node) : '';
    } else if (tagOf(node) === 'img') {
      const source = withSources ? attributeOf(node, 'src') : null;
      text = attributeOf(node, 'alt') ?? (source === null ? '' : ` ${toUrl(source, base)} `);
    } else if (!['script', 'style', 'template'].includes(tagOf(node))) {
      stack.push(...listChildren(node).toReversed());
    }
    texts.push(text);
    length += text.length;
  }
  return texts.join('').trim();
}

/** The parts of a value that a property marks with the class `value` or `value-title`, or null where it marks none. */
function valueParts(element: Element, base: string): string[] | null {
  const isInner = (part: Element): boolean => {
    let above = parentOf(part);
    while (above !== null && above !== element) {
      if (has(above, 'value') || has(above, 'value-title') || rootOf(classesOf(attributeOf(above, 'class'))) !== null) {
        return true;
      }
      above = parentOf(above);
    }
    return false;
  };
  const parts = findAll(element, '.value, .value-title')
    .slice(0, 50)
    .filter((part) => !isInner(part));
  return parts.length === 0
    ? null
    : parts.map(
        (part) =>
          (has(part, 'value-title') ? attributeOf(part, 'title') : null) ??
          attributeValue(part, ['img', 'area'], 'alt') ??
          attributeValue(part, ['data'], 'value') ??
          attributeValue(part, ['abbr'], 'title') ??
          attributeValue(part, ['time', 'ins', 'del'], 'datetime') ??
          plainText(part, base),
      );
}

/** The attribute of an element that is one of these tags, or null. */
function attributeValue(element: Element, tags: readonly string[], name: string): string | null {
  return tags.includes(tagOf(element)) ? attributeOf(element, name) : null;
}

function textValue(element: Element, base: string): string {
  return (
    valueParts(element, base)?.join('') ??
    attributeValue(element, ['abbr', 'link'], 'title') ??
    attributeValue(element, ['data', 'input'], 'value') ??
    attributeValue(element, ['img', 'area'], 'alt') ??
    plainText(element, base)
  );
}

function pictureValue(element: Element, base: string): MicroformatValue | null {
  const source = attributeValue(element, ['img'], 'src');
  if (source === null) {
    return null;
  }
  const alt = attributeOf(element, 'alt');
  const value = toUrl(source, base);
  return alt === null ? value : { value, alt };
}

function addressValue(element: Element, base: string): MicroformatValue {
  const picture = pictureValue(element, base);
  if (picture !== null) {
    return picture;
  }
  const written =
    attributeValue(element, ['a', 'area', 'link'], 'href') ??
    attributeValue(element, ['audio', 'video', 'source', 'iframe'], 'src') ??
    attributeValue(element, ['video'], 'poster') ??
    attributeValue(element, ['object'], 'data') ??
    valueParts(element, base)?.join('') ??
    attributeValue(element, ['abbr'], 'title') ??
    attributeValue(element, ['data', 'input'], 'value') ??
    plainText(element, base);
  return toUrl(written, base);
}

function instantValue(element: Element, base: string): string {
  const parts = valueParts(element, base);
  if (parts !== null) {
    const day = parts.find((part) => /^\d{4}-\d{2,3}/u.test(part)) ?? '';
    const hour = parts.find((part) => /^\d{1,2}(?::\d{2}|\s?[ap]\.?m)/iu.test(part)) ?? '';
    const zone = parts.find((part) => /^(?:Z|[+-]\d{1,2}:?\d{0,2})$/iu.test(part)) ?? '';
    return [day, `${hour}${zone}`].filter((part) => part !== '').join(' ');
  }
  return (
    attributeValue(element, ['time', 'ins', 'del'], 'datetime') ??
    attributeValue(element, ['abbr'], 'title') ??
    attributeValue(element, ['data', 'input'], 'value') ??
    plainText(element, base)
  );
}

function simpleValue(element: Element, prefix: Prefix, base: string): MicroformatValue {
  switch (prefix) {
    case 'p':
      return textValue(element, base);
    case 'u':
      return addressValue(element, base);
    case 'dt':
      return instantValue(element, base);
    case 'e':
      return {
        value: plainText(element, base),
        html: markupOf(element)
          .slice(0, MAX_TEXT * 4)
          .trim(),
      };
  }
}

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
