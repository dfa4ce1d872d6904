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
import { toDocument } from './read.ts';

/** One input may not hold a reader up for longer than this; the machine of a test is slow. */
const MAX_MS = 500;
const QUICK = 5000;
const FULL = 100_000;

type Random = () => number;

/** A generator of numbers from 0 to 1 (mulberry32), so that a failure can be made again from its seed. */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

const WORDS: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'Sarah Lind',
  '张伟',
  '山田 太郎',
  'Tel: 020 7946 0123',
  '+49 (0)30 23125-100',
  '(212) 555-0100',
  'a@b.example',
  'a'.repeat(300),
  '(('.repeat(80),
  '1'.repeat(200),
  '- . '.repeat(90),
  'Fax',
  'Sales Manager',
  '1 Harbour Street',
  'London E1 6AN',
  '\u202E\u0000\uFEFF',
  '😀'.repeat(40),
  '\uD800',
  ' ',
  '',
  'https://a.example/?q=1',
  'javascript:alert(1)',
  'mailto:%E0%A4%A',
  'tel:+1',
  '//',
  'http://[',
  '#x',
  'x',
  '999999999999999999999',
  'at dot com',
  'name at shop dot com',
  'A B C D E F G H',
  'Dr. Dr. Dr. Prof. X',
  '1-800-AAAAAAA',
  '&amp;#0;',
  '"><script>',
  "'",
  '\\',
  '©'.repeat(20),
  'Order',
  'schema:Person',
  'h-card',
  'vcard',
];
const TAGS: readonly [string, ...string[]] = [
  'div',
  'p',
  'span',
  'a',
  'table',
  'tr',
  'td',
  'th',
  'dl',
  'dt',
  'dd',
  'ul',
  'li',
  'h1',
  'h3',
  'b',
  'br',
  'img',
  'meta',
  'link',
  'time',
  'data',
  'object',
  'form',
  'input',
  'svg',
  'template',
  'noscript',
  'pre',
  'address',
  'footer',
  'nav',
  'select',
  'body',
  'head',
  'base',
  'x-y',
];
const ATTRIBUTES: readonly [string, ...string[]] = [
  'class',
  'itemprop',
  'itemscope',
  'itemtype',
  'itemid',
  'itemref',
  'id',
  'name',
  'property',
  'typeof',
  'resource',
  'about',
  'vocab',
  'prefix',
  'rel',
  'rev',
  'content',
  'datatype',
  'href',
  'src',
  'alt',
  'title',
  'value',
  'datetime',
  'lang',
  'role',
  'style',
  'hidden',
  'colspan',
  'data-cfemail',
  'xmlns:x',
  'type',
  'autocomplete',
];
const VALUES: readonly [string, ...string[]] = [
  'h-card',
  'vcard',
  'fn',
  'p-name',
  'u-url',
  'tel',
  'adr',
  'org',
  'value',
  'value-title',
  'e-content h-entry',
  'dt-bday',
  'https://schema.org/Person',
  'Person',
  'https://schema.org/',
  'schema: http://schema.org/',
  'name',
  'telephone',
  'email',
  'author',
  'worksFor',
  'a b a b',
  'querySelector',
  'textContent',
  'children',
  '-1',
  '99999',
  'display:none',
  '[_:a]',
  '_:a',
  'og:title',
  'business:contact_data:email',
  'application/ld+json',
  '7f'.repeat(30),
  ...WORDS,
];

function hostileText(random: Random): string {
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(random, WORDS)).join(pick(random, [' ', '', ', ', '\n', ': ', ' | ', '/']));
}

function hostileHtml(random: Random): string {
  const parts: string[] = [];
  const open: string[] = [];
  for (let count = 4 + Math.floor(random() * 40); count > 0; count -= 1) {
    const roll = random();
    if (roll < 0.5) {
      const tag = pick(random, TAGS);
      const attributes = Array.from(
        { length: Math.floor(random() * 4) },
        () => ` ${pick(random, ATTRIBUTES)}="${pick(random, VALUES).replaceAll('"', '&quot;')}"`,
      ).join('');
      parts.push(`<${tag}${attributes}>`);
      open.push(tag);
    } else if (roll < 0.75) {
      parts.push(hostileText(random));
    } else if (roll < 0.95) {
      parts.push(`</${open.pop() ?? 'p'}>`);
    } else {
      parts.push(
        pick(random, [
          `<script type="application/ld+json">${hostileJson(random)}</script>`,
          '<!--',
          '<p'.repeat(60),
          '<div>'.repeat(120),
          `<${'b'.repeat(50)}`,
        ]),
      );
    }
  }
  return parts.join('');
}

function hostileJson(random: Random): string {
  const value = (depth: number): string => {
    const roll = random();
    if (depth > 5 || roll < 0.4) {
      return pick(random, [JSON.stringify(pick(random, WORDS)), '1e400', '-0', 'null', 'true', '{}', '[]', `"${pick(random, WORDS)}`, "'x'"]);
    }
    const entries = Array.from({ length: Math.floor(random() * 5) }, () => value(depth + 1));
    return roll < 0.6
      ? `[${entries.join(',')}${pick(random, ['', ',', ']'])}]`
      : `{${entries.map((entry) => `"${pick(random, ['@type', '@id', '@graph', 'name', 'telephone', 'email', 'address', 'acceptedOffer', 'price', 'priceCurrency', 'orderNumber', '__proto__', 'constructor', 'author', 'partOfOrder'])}":${entry}`).join(pick(random, [',', ',,', ' , // x\n', ', /* */']))}}`;
  };
  const text = value(0);
  return pick(random, [
    text,
    text,
    `<!-- ${text} -->`,
    `/*<![CDATA[*/ ${text}`,
    text.slice(0, Math.floor(random() * text.length)),
    '['.repeat(50) + text,
    `${text};`,
    '<!--'.repeat(40) + text,
  ]);
}

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
    const document = toDocument(inputs.html);
    for (const { name, kind, read } of PARSERS) {
      const result = results.get(name);
      if (result === undefined) {
        continue;
      }
      const before = countInherited();
      const startedMs = performance.now();
      try {
        read(inputs[kind], kind === 'html' ? document : blank);
      } catch (error) {
        result.failures.push(`seed ${seed}: ${error instanceof Error ? error.message : 'thrown'}`);
      }
      const spentMs = performance.now() - startedMs;
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
