/** Markup that is safe to write: made here, with every text in it escaped. */
export type Markup = { readonly markup: string };
type Child = Markup | string | number | null | undefined | readonly Child[];
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A text as it stands in markup; names from a book are text, whatever they look like.
 * @example
 * escapeText('<b>') // '&lt;b&gt;'
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/gu, (letter) => NAMED[letter] ?? letter);
}

function write(child: Child): string {
  if (child === null || child === undefined) {
    return '';
  }
  if (typeof child === 'string' || typeof child === 'number') {
    return escapeText(String(child));
  }
  return 'markup' in child ? child.markup : child.map(write).join('');
}

const EMPTY = new Set(['meta', 'rect', 'path', 'line', 'circle', 'br']);

/** An element of HTML or SVG; attributes that are undefined or false are left out. */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`))
    .join('');
  return { markup: EMPTY.has(tag) ? `<${tag}${written}/>` : `<${tag}${written}>${children.map(write).join('')}</${tag}>` };
}

/** Several pieces as one. */
export function all(...children: readonly Child[]): Markup {
  return { markup: children.map(write).join('') };
}

/** What a style sheet holds; only for files of our own, since nothing in it is escaped. */
export function style(sheet: string): Markup {
  return { markup: `<style>${sheet.replaceAll('</style', '')}</style>` };
}
