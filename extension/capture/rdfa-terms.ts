import { attributeOf } from './dom.ts';

/** How RDFa writes the names of things: prefixes, terms of a vocabulary, whole addresses (RDFa Core 1.1, section 7.4). */

/** The prefixes that every page has (W3C, "RDFa Core Initial Context"), and those of the Open Graph protocol. */
const INITIAL: ReadonlyMap<string, string> = new Map([
  ['cc', 'http://creativecommons.org/ns#'],
  ['ctag', 'http://commontag.org/ns#'],
  ['dc', 'http://purl.org/dc/terms/'],
  ['dc11', 'http://purl.org/dc/elements/1.1/'],
  ['dcterms', 'http://purl.org/dc/terms/'],
  ['article', 'http://ogp.me/ns/article#'],
  ['book', 'http://ogp.me/ns/book#'],
  ['music', 'http://ogp.me/ns/music#'],
  ['profile', 'http://ogp.me/ns/profile#'],
  ['video', 'http://ogp.me/ns/video#'],
  ['foaf', 'http://xmlns.com/foaf/0.1/'],
  ['gr', 'http://purl.org/goodrelations/v1#'],
  ['ical', 'http://www.w3.org/2002/12/cal/icaltzd#'],
  ['og', 'http://ogp.me/ns#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['prov', 'http://www.w3.org/ns/prov#'],
  ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
  ['rdfa', 'http://www.w3.org/ns/rdfa#'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['rev', 'http://purl.org/stuff/rev#'],
  ['schema', 'http://schema.org/'],
  ['sioc', 'http://rdfs.org/sioc/ns#'],
  ['skos', 'http://www.w3.org/2004/02/skos/core#'],
  ['v', 'http://rdf.data-vocabulary.org/#'],
  ['vcard', 'http://www.w3.org/2006/vcard/ns#'],
  ['void', 'http://rdfs.org/ns/void#'],
  ['xhv', 'http://www.w3.org/1999/xhtml/vocab#'],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
]);
const TERMS: ReadonlyMap<string, string> = new Map([
  ['describedby', 'http://www.w3.org/2007/05/powder-s#describedby'],
  ['license', 'http://www.w3.org/1999/xhtml/vocab#license'],
  ['role', 'http://www.w3.org/1999/xhtml/vocab#role'],
]);

/** The names that are in force at a place of a page. */
export type Scope = {
  readonly prefixes: ReadonlyMap<string, string>;
  readonly vocabulary: string | null;
  readonly language: string;
  readonly base: string;
};

/** The scope in which a page begins. */
export function initialScope(base: string): Scope {
  return { prefixes: INITIAL, vocabulary: null, language: '', base };
}

function attributeNames(element: Element): string[] {
  try {
    return Element.prototype.getAttributeNames.call(element);
  } catch {
    return [];
  }
}

/** Many pages leave out the stroke behind `https://schema.org`. */
function toVocabulary(written: string): string | null {
  return written === '' ? null : /^https?:\/\/schema\.org$/iu.test(written) ? `${written}/` : written;
}

/** The scope inside an element: its own prefixes, vocabulary and language over those outside. */
export function scopeOf(element: Element, outer: Scope): Scope {
  const vocabulary = attributeOf(element, 'vocab');
  const language = attributeOf(element, 'xml:lang') ?? attributeOf(element, 'lang');
  const written = attributeOf(element, 'prefix');
  const spaces = attributeNames(element).filter((name) => name.startsWith('xmlns:'));
  if (vocabulary === null && language === null && written === null && spaces.length === 0) {
    return outer;
  }
  const prefixes = written === null && spaces.length === 0 ? outer.prefixes : new Map(outer.prefixes);
  if (prefixes instanceof Map) {
    for (const name of spaces.slice(0, 50)) {
      prefixes.set(name.slice(6).toLowerCase(), attributeOf(element, name) ?? '');
    }
    for (const match of (written ?? '').slice(0, 5000).matchAll(/([^\s:]{0,50}):\s{1,50}(\S{1,500})/gu)) {
      prefixes.set((match[1] ?? '').toLowerCase(), match[2] ?? '');
    }
  }
  return {
    prefixes,
    vocabulary: vocabulary === null ? outer.vocabulary : toVocabulary(vocabulary.trim()),
    language: language ?? outer.language,
    base: outer.base,
  };
}

function expandPrefix(text: string, scope: Scope): string | null {
  const at = text.indexOf(':');
  if (at < 0 || text.startsWith('//', at + 1)) {
    return null;
  }
  const prefix = text.slice(0, at).toLowerCase();
  if (prefix === '_') {
    return text;
  }
  const space = prefix === '' ? 'http://www.w3.org/1999/xhtml/vocab#' : scope.prefixes.get(prefix);
  return space === undefined ? null : `${space}${text.slice(at + 1)}`;
}

/** The name of a property or a type: a term of the vocabulary, a prefixed name, or a whole address; null for anything else. */
export function expandName(text: string, scope: Scope): string | null {
  const prefixed = expandPrefix(text, scope);
  if (prefixed !== null) {
    return prefixed;
  }
  if (/^[a-z][a-z\d+.-]*:/iu.test(text)) {
    return text;
  }
  if (!/^[\p{L}_][\p{L}\d_./-]*$/u.test(text)) {
    return null;
  }
  return scope.vocabulary === null ? (TERMS.get(text.toLowerCase()) ?? null) : `${scope.vocabulary}${text}`;
}

/** The names in a list, parted by white space. */
export function expandNames(text: string | null, scope: Scope): string[] {
  return (text ?? '')
    .slice(0, 2000)
    .split(/\s+/u)
    .flatMap((word) => (word === '' ? [] : (expandName(word, scope) ?? [])));
}

/** An address made whole, or as it is written where it is none. */
export function resolveAddress(written: string, scope: Scope): string {
  const text = written.trim();
  return URL.canParse(text) ? text : URL.canParse(text, scope.base) ? new URL(text, scope.base).href : text;
}

/** What `about` and `resource` name: a prefixed name (in brackets or not) or an address. */
export function expandResource(text: string | null, scope: Scope): string | null {
  if (text === null) {
    return null;
  }
  const inner = /^\s*\[([^\]]*)\]\s*$/u.exec(text)?.[1];
  if (inner !== undefined) {
    return inner.trim() === '' ? null : expandPrefix(inner.trim(), scope);
  }
  return expandPrefix(text.trim(), scope) ?? resolveAddress(text, scope);
}
