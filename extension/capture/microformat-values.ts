import type { Prefix } from './microformat-classes.ts';
import { attributeOf, findAll, isElement, isText, listChildren, markupOf, parentOf, tagOf, textOf } from './dom.ts';
import { classesOf, rootOf } from './microformat-classes.ts';

/** The values of microformats' properties (microformats.org/wiki/microformats2-parsing, "parsing a p- property" and on). */

const MAX_TEXT = 5000;

/** The value of a property that is no item: text, a picture with its text, markup with its text. */
export type SimpleValue = string | { readonly value: string; readonly alt: string } | { readonly value: string; readonly html: string };

/** An address made whole; one that is whole stays as it is written. */
export function toUrl(written: string, base: string): string {
  const text = written.trim();
  return !URL.canParse(text) && URL.canParse(text, base) ? new URL(text, base).href : text;
}

function has(element: Element, name: string): boolean {
  return classesOf(attributeOf(element, 'class')).includes(name);
}

/** All text below an element, pictures by their `alt` or else, where it is given, by their address. */
export function plainText(element: Element, base: string, withSources = true): string {
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
export function attributeValue(element: Element, tags: readonly string[], name: string): string | null {
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

/** A picture's address, with its text where it has one; null for what is none. */
export function pictureValue(element: Element, base: string): SimpleValue | null {
  const source = attributeValue(element, ['img'], 'src');
  if (source === null) {
    return null;
  }
  const alt = attributeOf(element, 'alt');
  const value = toUrl(source, base);
  return alt === null ? value : { value, alt };
}

function addressValue(element: Element, base: string): SimpleValue {
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

/** The value of an element that is a property of this kind. */
export function simpleValue(element: Element, prefix: Prefix, base: string): SimpleValue {
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
