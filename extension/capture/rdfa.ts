import type { JsonLdItem, JsonLdValue } from '#shared/capture/structured/json-ld.ts';
import { attributeOf, findAll, isElement, listChildren, markupOf, tagOf } from './dom.ts';
import { plainText } from './microdata.ts';
import { expandName, expandNames, expandResource, initialScope, resolveAddress, scopeOf, type Scope } from './rdfa-terms.ts';

/** RDFa 1.1 in HTML (W3C, "RDFa Core 1.1", section 7.5, and "HTML+RDFa 1.1"), of which RDFa Lite is the part that pages use. */

const MAX_TRIPLES = 5000;
const MAX_NODES = 60_000;
const MAX_DEPTH = 12;
const MAX_VALUE_LENGTH = 2000;
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const XML_LITERAL = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral';
const SCHEMA = 'http://www.w3.org/2001/XMLSchema#';
/** Says which vocabulary a page uses; it is no property of anything on it. */
export const USES_VOCABULARY = 'http://www.w3.org/ns/rdfa#usesVocabulary';

/** What a property is said to be: another thing by its id, or a text. */
export type RdfaObject = { readonly id: string } | { readonly text: string; readonly language: string; readonly datatype: string };

/** One statement of a page. Things without an address have ids that begin with `_:`. */
export type RdfaTriple = { readonly subject: string; readonly name: string; readonly object: RdfaObject };

type Incomplete = { readonly name: string; readonly isReverse: boolean };
type Context = { readonly scope: Scope; readonly subject: string; readonly object: string; readonly incomplete: readonly Incomplete[] };

/** The type of an instant by the way in which it is written (HTML+RDFa 1.1, 3.1 rule 10). */
function datatypeOf(written: string): string {
  const forms: readonly (readonly [string, RegExp])[] = [
    ['dateTime', /^-?\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/u],
    ['date', /^-?\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?$/u],
    ['time', /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/u],
    ['duration', /^P(?=[\dT])[\dYMDTHSW.]+$/u],
    ['gYearMonth', /^\d{4}-\d\d$/u],
    ['gYear', /^\d{4}$/u],
  ];
  const known = forms.find(([, form]) => form.test(written))?.[0];
  return known === undefined ? '' : `${SCHEMA}${known}`;
}

function literalOf(element: Element, scope: Scope): RdfaObject {
  const datatype = attributeOf(element, 'datatype');
  const type = datatype === null || datatype.trim() === '' ? '' : (expandName(datatype.trim(), scope) ?? '');
  const content = attributeOf(element, 'content') ?? (tagOf(element) === 'data' ? attributeOf(element, 'value') : null);
  const instant = attributeOf(element, 'datetime');
  const { language } = scope;
  if (type === XML_LITERAL) {
    return { text: (content ?? markupOf(element)).slice(0, MAX_VALUE_LENGTH), language: '', datatype: type };
  }
  const text = (content ?? instant ?? plainText(element)).slice(0, MAX_VALUE_LENGTH);
  const ownType = type === '' && content === null && datatype === null && (instant !== null || tagOf(element) === 'time') ? datatypeOf(text) : type;
  return { text, language: ownType === '' ? language : '', datatype: ownType };
}

/** The statements of a page in document order. `base` is its address. */
export function readRdfaTriples(document: Document, base: string): RdfaTriple[] {
  const triples: RdfaTriple[] = [];
  let blanks = 0;
  const createBlank = (): string => `_:${(blanks += 1)}`;
  const add = (subject: string, name: string, object: RdfaObject): void => {
    if (triples.length < MAX_TRIPLES) {
      triples.push({ subject, name, object });
    }
  };
  const read = (element: Element, context: Context, isRoot: boolean): Context => {
    const scope = scopeOf(element, context.scope);
    if (attributeOf(element, 'vocab') !== null && scope.vocabulary !== null) {
      add(base, USES_VOCABULARY, { id: scope.vocabulary });
    }
    const tag = tagOf(element);
    const property = attributeOf(element, 'property');
    const properties = expandNames(property, scope);
    // Beside a property, words such as `nofollow` in `rel` are the browser's and no statement.
    const relation = (name: 'rel' | 'rev'): string | null => {
      const written = attributeOf(element, name);
      const kept =
        property === null
          ? written
          : (written ?? '')
              .split(/\s+/u)
              .filter((word) => word.includes(':'))
              .join(' ');
      return written === null || (property !== null && kept === '') ? null : kept;
    };
    const rel = relation('rel');
    const rev = relation('rev');
    const hasRelation = rel !== null || rev !== null;
    const types = attributeOf(element, 'typeof');
    const about = expandResource(attributeOf(element, 'about'), scope);
    const href = attributeOf(element, 'href') ?? attributeOf(element, 'src') ?? (tag === 'object' ? attributeOf(element, 'data') : null);
    const resource = expandResource(attributeOf(element, 'resource'), scope) ?? (href === null ? null : resolveAddress(href, scope));
    const home = isRoot ? base : tag === 'head' || tag === 'body' ? context.object : null;
    let subject: string | null = null;
    let object: string | null = null;
    let typed: string | null = null;
    let isSkipped = false;
    if (hasRelation) {
      subject = about ?? home ?? context.object;
      object = resource ?? (types !== null && about === null ? createBlank() : null);
      typed = types === null ? null : (about ?? object);
    } else if (property !== null && attributeOf(element, 'content') === null && attributeOf(element, 'datatype') === null) {
      subject = about ?? home ?? context.object;
      if (types !== null) {
        typed = about ?? (isRoot ? base : null) ?? resource ?? createBlank();
        object = typed;
      }
    } else {
      subject = about ?? resource ?? home ?? (types === null ? null : createBlank());
      if (subject === null) {
        subject = context.object;
        isSkipped = property === null;
      }
      typed = types === null ? null : subject;
    }
    if (typed !== null) {
      for (const type of expandNames(types, scope)) {
        add(typed, TYPE, { id: type });
      }
    }
    const incomplete: Incomplete[] = [];
    for (const [names, isReverse] of [
      [expandNames(rel, scope), false],
      [expandNames(rev, scope), true],
    ] as const) {
      for (const name of names) {
        if (object === null) {
          incomplete.push({ name, isReverse });
        } else {
          add(isReverse ? object : subject, name, { id: isReverse ? subject : object });
        }
      }
    }
    if (hasRelation && object === null) {
      object = createBlank();
    }
    for (const name of properties) {
      const isLiteral = attributeOf(element, 'content') !== null || attributeOf(element, 'datatype') !== null;
      const value: RdfaObject =
        !isLiteral && !hasRelation && resource !== null
          ? { id: resource }
          : !isLiteral && types !== null && about === null && typed !== null
            ? { id: typed }
            : literalOf(element, scope);
      add(subject, name, value);
    }
    if (!isSkipped) {
      for (const { name, isReverse } of context.incomplete) {
        add(isReverse ? subject : context.subject, name, { id: isReverse ? context.subject : subject });
      }
    }
    return isSkipped ? { ...context, scope } : { scope, subject, object: object ?? subject, incomplete };
  };
  type Step = { readonly element: Element; readonly context: Context; readonly isRoot: boolean };
  const pending: Step[] = findAll(document, ':root')
    .slice(0, 1)
    .map((element) => ({ element, context: { scope: initialScope(base), subject: base, object: base, incomplete: [] }, isRoot: true }));
  let nodes = 0;
  for (let step = pending.pop(); step !== undefined && nodes < MAX_NODES && triples.length < MAX_TRIPLES; step = pending.pop()) {
    nodes += 1;
    const context = read(step.element, step.context, step.isRoot);
    for (const child of listChildren(step.element).toReversed()) {
      if (isElement(child)) {
        pending.push({ element: child, context, isRoot: false });
      }
    }
  }
  return triples;
}

function toValue(object: RdfaObject): JsonLdValue {
  return 'id' in object ? object.id : object.text;
}

/** The things of a page that have a type, in the shape of JSON-LD: one that stands in another is its property. */
export function readRdfa(document: Document, base: string): JsonLdItem[] {
  if (findAll(document, '[typeof]').length === 0) {
    return [];
  }
  const triples = readRdfaTriples(document, base).filter(({ name }) => name !== USES_VOCABULARY);
  const bySubject = Map.groupBy(triples, ({ subject }) => subject);
  const isTyped = (id: string): boolean => bySubject.get(id)?.some(({ name }) => name === TYPE) ?? false;
  const held = new Set(triples.flatMap(({ subject, name, object }) => ('id' in object && name !== TYPE && object.id !== subject ? [object.id] : [])));
  let built = 0;
  const reached = new Set<string>();
  const build = (id: string, above: readonly string[]): JsonLdItem => {
    const item = new Map<string, JsonLdValue>();
    built += 1;
    reached.add(id);
    if (!id.startsWith('_:')) {
      item.set('@id', id);
    }
    for (const { name, object } of bySubject.get(id) ?? []) {
      const key = name === TYPE ? '@type' : name;
      const isInner =
        'id' in object &&
        name !== TYPE &&
        bySubject.has(object.id) &&
        !above.includes(object.id) &&
        object.id !== id &&
        above.length < MAX_DEPTH &&
        built < MAX_TRIPLES;
      const value = isInner ? build(object.id, [...above, id]) : toValue(object);
      const known = item.get(key);
      item.set(key, [...(Array.isArray(known) ? known : []), value]);
    }
    return item;
  };
  const ids = [...bySubject.keys()].filter(isTyped);
  const tops = ids.filter((id) => !held.has(id)).map((id) => build(id, []));
  // Things that only point to one another: the first of them stands for the others.
  const rest = ids.flatMap((id) => (reached.has(id) ? [] : [build(id, [])]));
  return [...tops, ...rest];
}
