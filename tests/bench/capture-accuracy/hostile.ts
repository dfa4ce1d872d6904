import { setImmediate } from 'node:timers/promises';
import { readCards, pageKindOf } from '#shared/capture/structured-cards.ts';
import { readJsonLd } from '#shared/capture/structured/json-ld.ts';
import { readOrders } from '#shared/capture/structured/orders.ts';
import { namesIn } from '#shared/capture/page-names.ts';
import { hasLegalForm } from '#shared/capture/text/companies.ts';
import { findPagePhones, toPagePhone } from '#shared/capture/text/page-phones.ts';
import { postalWeight } from '#shared/capture/text/postal.ts';
import { looksLikeTitle } from '#shared/capture/text/titles.ts';
import { readHCards } from '../../../extension/capture/h-card.ts';
import { readMicrodata } from '../../../extension/capture/microdata.ts';
import { readMicroformats } from '../../../extension/capture/microformats.ts';
import { readBusiness, readOpenGraph } from '../../../extension/capture/open-graph.ts';
import { readRdfa } from '../../../extension/capture/rdfa.ts';
import { readWebPage } from '../../../extension/capture/web-page.ts';
import type { Measured } from '../figure.ts';
import { createRandom, hostileHtml, hostileJson, hostileText } from './hostile-inputs.ts';
import { toDocument } from './read.ts';

/** One input may not hold a reader up for longer than this; the machine of a test is slow. */
const MAX_MS = 500;
const QUICK = 5000;
const FULL = 100_000;
/** After so many documents memory is given back. */
const DOCUMENTS = 100;

type Parser = { readonly name: string; readonly kind: 'text' | 'json' | 'html'; readonly read: (input: string, document: Document) => unknown };

const PARSERS: readonly Parser[] = [
  { name: 'json-ld', kind: 'json', read: (input) => readJsonLd([input]) },
  {
    name: 'cards-and-orders',
    kind: 'json',
    read: (input) => {
      const { items } = readJsonLd([input]);
      return [readCards(items, 'US'), readOrders(items), pageKindOf(items)];
    },
  },
  { name: 'phones', kind: 'text', read: (input) => [findPagePhones(input, ['US', 'GB', 'DE'], true), toPagePhone(input, ['CN'])] },
  { name: 'names', kind: 'text', read: (input) => [namesIn(input, [input]), looksLikeTitle(input), postalWeight(input), hasLegalForm(input)] },
  { name: 'microdata', kind: 'html', read: (_input, document) => readMicrodata(document, 'https://a.example/') },
  { name: 'rdfa', kind: 'html', read: (_input, document) => readRdfa(document, 'https://a.example/') },
  {
    name: 'microformats',
    kind: 'html',
    read: (_input, document) => [readMicroformats(document, 'https://a.example/'), readHCards(document, 'https://a.example/', 'US')],
  },
  { name: 'open-graph', kind: 'html', read: (_input, document) => readBusiness(readOpenGraph(document), 'US') },
  {
    name: 'web-page',
    kind: 'html',
    read: (_input, document) => readWebPage(document, 'https://a.example/contact', { country: 'US', budget: { milliseconds: 60_000, now: () => 0 } }),
  },
];

/** Names that every object has; one more of them after a run is a polluted prototype. */
function countInherited(): number {
  const prototypes: readonly object[] = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, String.prototype];
  return prototypes.reduce((sum: number, prototype) => sum + Reflect.ownKeys(prototype).length, 0);
}

/** Generated inputs that are made to break readers: none may throw, change a prototype, or hold a reader up. */
export async function* measureHostile(isFull: boolean): AsyncGenerator<Measured> {
  const count = isFull ? FULL : QUICK;
  const results = new Map(PARSERS.map(({ name }) => [name, { failures: [] as string[], slowestMs: 0 }]));
  const blank = toDocument('');
  for (let seed = 1; seed <= count; seed += 1) {
    const random = createRandom(seed);
    const inputs = { text: hostileText(random), json: hostileJson(random), html: hostileHtml(random) };
    if (seed % DOCUMENTS === 0) {
      // What weak references hold is freed between two turns of the loop, not within one.
      await setImmediate();
    }
    const document = toDocument(inputs.html);
    for (const { name, kind, read } of PARSERS) {
      const result = results.get(name);
      if (result === undefined) {
        continue;
      }
      const before = countInherited();
      let spentMs = Number.POSITIVE_INFINITY;
      // What runs beside this on the machine holds one run up, not three: a reader changes nothing and may read again.
      for (let run = 0; run < 3 && spentMs > MAX_MS; run += 1) {
        const startedMs = performance.now();
        try {
          read(inputs[kind], kind === 'html' ? document : blank);
        } catch (error) {
          result.failures.push(`seed ${seed}: ${error instanceof Error ? error.message : 'thrown'}`);
        }
        spentMs = performance.now() - startedMs;
      }
      result.slowestMs = Math.max(result.slowestMs, spentMs);
      if (spentMs > MAX_MS) {
        result.failures.push(`seed ${seed}: ${Math.round(spentMs)} ms`);
      }
      if (countInherited() !== before) {
        result.failures.push(`seed ${seed}: a prototype changed`);
      }
    }
  }
  for (const [name, { failures, slowestMs }] of results) {
    yield {
      metric: `hostile.${name}`,
      unit: 'failures',
      ours: failures.length,
      atMost: 0,
      runs: count,
      note: `thrown, a prototype changed, or longer than ${MAX_MS} ms; slowest ${slowestMs.toFixed(1)} ms${failures.length > 0 ? `; ${failures.slice(0, 5).join(', ')}` : ''}`,
    };
  }
}
