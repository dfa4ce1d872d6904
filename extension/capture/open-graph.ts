import { toLine } from '#shared/capture/line.ts';
import type { CapturedField } from '#shared/model/capture.ts';
import { toFields, type Draft } from '#shared/capture/draft.ts';
import { attributeOf, findAll } from './dom.ts';

/** The Open Graph protocol (ogp.me): what a page's `meta` elements say of it, by property. */

const MAX_METAS = 500;
const CONFIDENCE = 0.85;

/** The kinds of properties that the protocol knows, by prefix. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['og', 'http://ogp.me/ns#'],
  ...['article', 'book', 'business', 'music', 'place', 'product', 'profile', 'video'].map((name) => [name, `http://ogp.me/ns/${name}#`] as const),
]);

/** The properties of a page in document order, and the namespaces of those that it uses. */
export type OpenGraph = {
  readonly namespace: ReadonlyMap<string, string>;
  readonly properties: readonly (readonly [name: string, content: string])[];
};

/** Reads the Open Graph properties of a page. */
export function readOpenGraph(document: Document): OpenGraph {
  const namespace = new Map<string, string>();
  const properties: (readonly [string, string])[] = [];
  for (const meta of findAll(document, 'meta[property][content]').slice(0, MAX_METAS)) {
    const name = (attributeOf(meta, 'property') ?? '').trim();
    const prefix = name.slice(0, Math.max(0, name.indexOf(':')));
    const space = NAMESPACES.get(prefix);
    if (space !== undefined) {
      namespace.set(prefix, space);
      properties.push([name, toLine(attributeOf(meta, 'content') ?? '')]);
    }
  }
  return { namespace, properties };
}

/** The company whose contact data a page gives by the protocol's `business` properties, or nobody. */
export function readBusiness(graph: OpenGraph, country: string | null): Draft[] {
  const textsOf = (...names: readonly string[]): string[] =>
    graph.properties.filter(([name]) => names.includes(name)).flatMap(([, content]) => (content === '' ? [] : [content]));
  const partsOf = (name: string): string => textsOf(`business:contact_data:${name}`)[0] ?? '';
  const [street, code, town, region, home] = ['street_address', 'postal_code', 'locality', 'region', 'country_name'].map(partsOf);
  const address = [street, [code, town].filter((part) => part !== '').join(' '), region, home]
    .filter((part) => part !== '' && part !== undefined)
    .join(', ');
  const fields: CapturedField[] = [
    ...toFields('email', textsOf('business:contact_data:email', 'og:email'), CONFIDENCE, 'structured-data'),
    ...toFields('phone', textsOf('business:contact_data:phone_number', 'og:phone_number'), CONFIDENCE, 'structured-data', country),
    ...toFields('address', [address], CONFIDENCE, 'structured-data'),
    ...toFields('link', textsOf('business:contact_data:website'), CONFIDENCE, 'structured-data'),
  ];
  const [name] = textsOf('og:site_name', 'og:title');
  return fields.length === 0
    ? []
    : [{ kind: 'organization', fields: [...toFields('companyName', [name], CONFIDENCE, 'structured-data'), ...fields] }];
}
