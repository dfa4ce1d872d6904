/** Numbers from 0 to 1. */
export type Random = () => number;

/** A generator of numbers from 0 to 1 (mulberry32), so that a failure can be made again from its seed. */
export function createRandom(seed: number): Random {
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

/** A line of text that is made to break a reader. */
export function hostileText(random: Random): string {
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(random, WORDS)).join(pick(random, [' ', '', ', ', '\n', ': ', ' | ', '/']));
}

/** A page that is made to break a reader. */
export function hostileHtml(random: Random): string {
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

/** A block of JSON-LD that is made to break a reader. */
export function hostileJson(random: Random): string {
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
