import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readJsonLd, type JsonLdValue } from '#shared/capture/structured/json-ld.ts';
import { readMicrodata } from '../../../extension/capture/microdata.ts';
import { readOpenGraph } from '../../../extension/capture/open-graph.ts';
import { readRdfaTriples } from '../../../extension/capture/rdfa.ts';
import { comparePages } from './microformats.ts';
import { toDocument } from './read.ts';
import { listFiles, samples } from './samples.ts';

/** What other extractor's samples are compared: how many pages of a syntax, and those whose items differ. */
export type Compared = { readonly pages: number; readonly wrong: string[] };

/** Addresses at which the samples were taken; the others name none. */
const BASES: ReadonlyMap<string, string> = new Map([
  ['microdata.7.1.html', 'http://blog.example.com/progress-report'],
  ['microdata.object.html', 'http://www.example.com/microdata/'],
]);
const BASE = 'http://www.example.com/index.html';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

function parseFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of one is what stands in it, and white space is run together: the other extractor writes both forms. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 1 ? unwrap(value[0]) : value.map(unwrap);
  }
  return typeof value === 'string' ? value.replace(/\s+/gu, ' ').trim() : value;
}

/** True where our value is what is expected; an address that the other one left relative may be whole in ours. */
function isSame(found: unknown, expected: unknown, base: string): boolean {
  const [a, b] = [unwrap(found), unwrap(expected)];
  if (Array.isArray(a) && Array.isArray(b)) {
    // The other extractor puts what `itemref` gathers behind; the standard keeps the order of the page.
    return a.length === b.length && a.every((entry) => b.some((other) => isSame(entry, other, base)));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(b);
    return keys.length === Object.keys(a).length && keys.every((key) => key in a && isSame(a[key], b[key], base));
  }
  return a === b || (typeof a === 'string' && typeof b === 'string' && URL.canParse(b, base) && new URL(b, base).href === a);
}

/** An item of microdata in the shape of the other extractor. */
function toMicrodata(value: JsonLdValue): unknown {
  if (Array.isArray(value)) {
    return value.map((entry: JsonLdValue) => toMicrodata(entry));
  }
  if (!(value instanceof Map)) {
    return value;
  }
  const item: ReadonlyMap<string, JsonLdValue> = value;
  if (item.has('valueRequired')) {
    return toPlain(value);
  }
  const properties = Object.fromEntries([...item].filter(([key]) => !key.startsWith('@')).map(([key, held]) => [key, toMicrodata(held)]));
  const [type, id] = [item.get('@type'), item.get('@id')];
  return { ...(type === undefined ? {} : { type }), properties, ...(id === undefined ? {} : { id }) };
}

function toPlain(value: JsonLdValue): unknown {
  if (Array.isArray(value)) {
    return value.map((entry: JsonLdValue) => toPlain(entry));
  }
  return value instanceof Map ? Object.fromEntries([...value].map(([key, held]: [string, JsonLdValue]) => [key, toPlain(held)])) : value;
}

function compare(files: readonly string[], isRight: (file: string) => boolean): Compared {
  return { pages: files.length, wrong: files.filter((file) => !isRight(file)).map((file) => path.basename(file)) };
}

function documentOf(file: string): Document {
  return toDocument(readFileSync(file, 'utf8'));
}

/** Microdata: items, types, ids and values of every page with an expected result. */
export function compareMicrodata(): Compared {
  const files = ['w3c', 'schema.org']
    .flatMap((folder) => listFiles(path.join('extruct', folder)))
    .filter((file) => {
      const json = file.replace('.html', '.json');
      const expected = existsSync(json) ? [parseFile(json)].flat() : [];
      return expected.length > 0 && expected.every((item) => isRecord(item) && 'properties' in item);
    });
  return compare(files, (file) => {
    const base = BASES.get(path.basename(file)) ?? BASE;
    return isSame(readMicrodata(documentOf(file), base).map(toMicrodata), parseFile(file.replace('.html', '.json')), base);
  });
}

/** JSON-LD, broken blocks among it. */
export function compareJsonLd(): Compared {
  const files = ['schema.org', 'custom.invalid', 'schema.org.invalid', 'misc']
    .flatMap((folder) => listFiles(path.join('extruct', folder)))
    .filter((file) => existsSync(file.replace('.html', '.jsonld')));
  return compare(files, (file) => {
    const blocks = [...documentOf(file).querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent);
    return isSame(readJsonLd(blocks).items.map(toPlain), parseFile(file.replace('.html', '.jsonld')), BASE);
  });
}

/** Open Graph: properties in order, and the namespaces. */
export function compareOpenGraph(): Compared {
  const files = ['opengraph_test.html', 'opengraph_ns_product_test.html'].map((name) => path.join(samples, 'extruct/misc', name));
  return compare(files, (file) => {
    const { namespace, properties } = readOpenGraph(documentOf(file));
    return isSame([{ namespace: Object.fromEntries(namespace), properties }], parseFile(file.replace('.html', '.json')), BASE);
  });
}

/** Microformats of a page that uses the prefix for other things too. */
export function compareMicroformatPage(): Compared {
  return comparePages([path.join(samples, 'extruct/misc/microformat_test.html')]);
}

type Node = Readonly<Record<string, unknown>>;

/** A graph as sorted statements; a thing without an address is told by what is said of it. */
function listStatements(nodes: readonly Node[]): string[] {
  const blank = (id: unknown): boolean => typeof id === 'string' && id.startsWith('_:');
  const describe = (node: Node, depth: number): string =>
    JSON.stringify(
      Object.entries(node)
        .filter(([key]) => key !== '@id')
        .map(([key, values]) => [
          key,
          [values]
            .flat()
            .map((value) => toText(value, depth))
            .toSorted(),
        ])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  const toText = (value: unknown, depth: number): string => {
    if (!isRecord(value)) {
      return JSON.stringify(unwrap(value));
    }
    const inner = blank(value['@id']) ? nodes.find((node) => node['@id'] === value['@id']) : undefined;
    if (blank(value['@id'])) {
      return inner === undefined || depth > 6 ? '_' : describe(inner, depth + 1);
    }
    return JSON.stringify(
      Object.entries(value)
        .map(([key, held]) => [key, unwrap(held)])
        .toSorted(),
    );
  };
  return nodes.map((node) => `${blank(node['@id']) ? '_' : String(node['@id'])} ${describe(node, 0)}`).toSorted();
}

function toGraph(file: string, base: string): Node[] {
  const nodes = new Map<string, Record<string, unknown[]>>();
  for (const { subject, name, object } of readRdfaTriples(documentOf(file), base)) {
    const node = nodes.get(subject) ?? {};
    nodes.set(subject, node);
    const value =
      'id' in object
        ? name === TYPE
          ? object.id
          : { '@id': object.id }
        : {
            '@value': object.text,
            ...(object.datatype === '' ? {} : { '@type': object.datatype }),
            ...(object.language === '' ? {} : { '@language': object.language }),
          };
    (node[name === TYPE ? '@type' : name] ??= []).push(value);
  }
  return [...nodes].map(([id, node]) => ({ '@id': id, ...node }));
}

function compareGraphs(files: readonly string[]): Compared {
  return compare(files, (file) => {
    const expected = [
      parseFile(existsSync(file.replace('.html', '.expanded.json')) ? file.replace('.html', '.expanded.json') : file.replace('.html', '.json')),
    ]
      .flat()
      .filter(isRecord);
    return JSON.stringify(listStatements(toGraph(file, BASE))) === JSON.stringify(listStatements(expected));
  });
}

/** RDFa Lite, and the examples of the primer that go beyond it: every statement. */
export function compareRdfa(): { readonly lite: Compared; readonly whole: Compared } {
  const all = [...listFiles('extruct/w3crdfa'), ...listFiles('extruct/wikipedia')];
  const isLite = (file: string): boolean => path.basename(file).includes('rdfalite');
  return { lite: compareGraphs(all.filter(isLite)), whole: compareGraphs(all.filter((file) => !isLite(file))) };
}
