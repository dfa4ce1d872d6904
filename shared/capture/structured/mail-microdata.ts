import { readHtml } from '../html/tokens.ts';
import { toLine } from '../line.ts';
import type { JsonLdItem, JsonLdValue } from './json-ld.ts';

/** A mail with more marked items than this is made to exhaust a reader. */
const MAX_ITEMS = 500;
const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 12;
const MAX_OPEN = 500;
const MAX_VALUE_LENGTH = 2000;

const VOID_TAGS = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
/** The attribute in which an element holds its value (WHATWG, microdata, "The value of a property"). */
const VALUE_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['meta', 'content'],
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
  ['data', 'value'],
  ['meter', 'value'],
  ['time', 'datetime'],
]);

/** What a tag ends that was left open (HTML, "optional tags"), and where the search for it stops. */
const IMPLIED_ENDS: readonly { readonly by: ReadonlySet<string>; readonly ends: ReadonlySet<string>; readonly within: ReadonlySet<string> }[] = [
  { by: new Set(['td', 'th']), ends: new Set(['td', 'th']), within: new Set(['table', 'tr']) },
  { by: new Set(['tr']), ends: new Set(['tr']), within: new Set(['table']) },
  { by: new Set(['li']), ends: new Set(['li']), within: new Set(['ul', 'ol']) },
  { by: new Set(['dt', 'dd']), ends: new Set(['dt', 'dd']), within: new Set(['dl']) },
  {
    by: new Set(['p', 'div', 'table', 'ul', 'ol', 'dl', 'section', 'h1', 'h2', 'h3', 'h4', 'hr', 'blockquote']),
    ends: new Set(['p']),
    within: new Set(['td', 'th', 'div', 'li', 'table', 'body']),
  },
];

type Item = Map<string, JsonLdValue[] | string>;
type Open = { readonly tag: string; readonly item: Item | null; readonly names: readonly string[]; readonly holder: Item | null; text: string };

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/u).filter((word) => word !== '');
}

/**
 * The top items of a mail's microdata in the shape of JSON-LD, without a document: the background that reads mail has none. What mails
 * do not use is left out: `itemref`, and items that lend theirs.
 */
export function readMailMicrodata(html: string): JsonLdItem[] {
  if (!/\bitemscope\b/iu.test(html)) {
    return [];
  }
  const top: Item[] = [];
  const open: Open[] = [];
  let properties = 0;
  let items = 0;
  const add = (holder: Item, names: readonly string[], value: JsonLdValue): void => {
    for (const name of properties < MAX_PROPERTIES ? names : []) {
      const held = holder.get(name);
      holder.set(name, [...(Array.isArray(held) ? held : []), value]);
      properties += 1;
    }
  };
  const end = (element: Open | undefined): void => {
    if (element !== undefined && element.holder !== null && element.item === null) {
      add(element.holder, element.names, toLine(element.text));
    }
  };

  const endImplied = (tag: string): void => {
    for (const { ends, within } of IMPLIED_ENDS.filter(({ by }) => by.has(tag))) {
      const at = open.findLastIndex((element) => ends.has(element.tag) || within.has(element.tag));
      if (at >= 0 && ends.has(open[at]?.tag ?? '')) {
        closeTo(at);
      }
    }
  };
  const closeTo = (at: number): void => {
    while (open.length > at) {
      end(open.pop());
    }
  };

  readHtml(html, {
    open(tag, attributeOf) {
      endImplied(tag);
      const names = words(attributeOf('itemprop'));
      const holder = open.findLast((element) => element.item !== null)?.item ?? null;
      const depth = open.filter((element) => element.item !== null).length;
      const isItem = attributeOf('itemscope') !== null && items < MAX_ITEMS && depth < MAX_DEPTH;
      const item: Item | null = isItem ? new Map() : null;
      if (item !== null) {
        items += 1;
        const types = words(attributeOf('itemtype'));
        if (types.length > 0) {
          item.set('@type', types);
        }
        const id = attributeOf('itemid');
        if (id !== null) {
          item.set('@id', id);
        }
        if (names.length === 0) {
          top.push(item);
        } else if (holder !== null) {
          add(holder, names, item);
        }
      }
      const named = item === null && names.length > 0 ? holder : null;
      const attribute = VALUE_ATTRIBUTES.get(tag);
      const written = named === null || attribute === undefined ? null : attributeOf(attribute);
      if (named !== null && (written !== null || (attribute !== undefined && tag !== 'time'))) {
        add(named, names, (written ?? '').trim());
      }
      if (!VOID_TAGS.has(tag) && open.length < MAX_OPEN) {
        open.push({ tag, item, names, holder: written === null && !(attribute !== undefined && tag !== 'time') ? named : null, text: '' });
      }
    },
    text(text) {
      for (const element of open) {
        if (element.holder !== null && element.text.length < MAX_VALUE_LENGTH) {
          element.text += text;
        }
      }
    },
    close(tag) {
      const at = open.findLastIndex((element) => element.tag === tag);
      if (at >= 0) {
        closeTo(at);
      }
    },
    raw: () => undefined,
  });
  closeTo(0);
  return top;
}
