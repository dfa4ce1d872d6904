import { readFileSync } from 'node:fs';
import path from 'node:path';
import { htmlToText } from '#shared/capture/html/tokens.ts';
import { parts, type Parts } from './parts.ts';

/** What a signature says, field by field, as a person would copy it out. */
export const FIELDS = ['name', 'title', 'company', 'phone', 'email', 'address', 'url'] as const;
export type SignatureField = (typeof FIELDS)[number];

/** A mail with a signature, and what that signature says. */
export type SignatureCase = {
  readonly id: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly country: string;
  /** The text of the mail, its signature below. */
  readonly text: string;
  readonly expected: Readonly<Record<SignatureField, readonly string[]>>;
  /** Held out: only its figures are looked at while the rules are written. */
  readonly isHeldOut: boolean;
};

const BODIES: Readonly<Record<string, string>> = {
  en: 'Hello,\n\nplease find the revised delivery plan for next month below. We would like to move the second pallet to Thursday.',
  de: 'Guten Tag,\n\nanbei der geänderte Lieferplan für den kommenden Monat. Wir möchten die zweite Palette auf Donnerstag verschieben.',
  fr: 'Bonjour,\n\nvoici le planning de livraison corrigé pour le mois prochain. Nous souhaitons décaler la deuxième palette à jeudi.',
  es: 'Buenos días:\n\nle enviamos el plan de entregas corregido del próximo mes. Queremos pasar el segundo palé al jueves.',
  zh: '您好，\n\n附件是修改后的下月交货计划，第二托盘希望改到星期四，请确认。',
  ja: 'お世話になっております。\n\n来月の納品予定を修正しましたのでお送りします。二つ目のパレットは木曜日に変更をお願いできますでしょうか。',
};

const fixtures = path.resolve(import.meta.dirname, '../../../fixtures/signatures');

function emptyExpected(): Record<SignatureField, string[]> {
  return { name: [], title: [], company: [], phone: [], email: [], address: [], url: [] };
}

/** The signatures written by hand, with true-to-life mess. */
export function listHandWritten(): SignatureCase[] {
  return Object.keys(BODIES).flatMap((language) =>
    readFileSync(path.join(fixtures, `${language}.txt`), 'utf8')
      .split(/^=== /mu)
      .slice(1)
      .map((source, at): SignatureCase => {
        const [head = '', block = '', said = ''] = source.split(/^---$/mu);
        const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(head)?.[1]?.trim() ?? '';
        const from = /^"?(.*?)"?\s*<(.*)>$/u.exec(header('from'));
        const layout = head.split('\n')[0]?.trim() ?? '';
        const expected = emptyExpected();
        for (const line of said.split('\n')) {
          const [, key = '', value = ''] = /^(\w+): (.*)$/u.exec(line.trim()) ?? [];
          FIELDS.filter((field) => field === key).forEach((field) => expected[field].push(value));
        }
        const text = layout === 'html' ? htmlToText(block).text : block.trim();
        return {
          id: `${language}-${layout}-${at}`,
          from: { name: from?.[1] ?? '', email: from?.[2] ?? header('from') },
          country: header('country'),
          text: `${BODIES[language] ?? ''}\n\n${text}`,
          expected,
          isHeldOut: at % 2 === 1,
        };
      }),
  );
}

/** A seeded generator (mulberry32, public domain): the same cases on every machine. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Layout = 'one' | 'bar' | 'html';

function generate(language: string, own: Parts, layout: Layout, isHeldOut: boolean, at: number): SignatureCase {
  const draw = createDraw(at * 7919 + language.charCodeAt(0) * 104_729 + language.charCodeAt(1));
  const index = (length: number): number => Math.floor(draw() * length);
  const oneOf = <T>(list: readonly T[]): T => {
    const half = Math.ceil(list.length / 2);
    const from = isHeldOut ? list.slice(half) : list.slice(0, half);
    const found = from[index(from.length)] ?? list[0];
    if (found === undefined) {
      throw new Error('A list of parts is empty.');
    }
    return found;
  };
  const any = <T>(list: readonly T[], fallback: T): T => list[index(list.length)] ?? fallback;
  const often = (share: number): boolean => draw() < share;
  const number = (pattern: string): string => pattern.replace(/#/gu, () => String(index(10)));

  const name = oneOf(own.people);
  const title = often(0.9) ? oneOf(own.titles) : null;
  const [company, domainName] = oneOf(own.companies);
  const domain = `${domainName}.${own.tld}`;
  const latin = name
    .normalize('NFKD')
    .replace(/[^A-Za-z ]/gu, '')
    .trim()
    .toLowerCase()
    .replace(/ +/gu, '.');
  const email = `${latin === '' ? `user${index(900) + 100}` : latin}@${domain}`;
  const address = oneOf(own.addresses);
  const phone = number(any(own.landlines, ''));
  const mobile = often(0.5) ? number(any(own.mobiles, '')) : null;
  const fax = often(0.3) ? number(any(own.landlines, '')) : null;
  const hasAddress = often(0.75);
  const showsEmail = often(0.5);
  const url = often(0.6) ? `www.${domain}` : null;
  const label = (kind: 'phone' | 'mobile' | 'fax'): string => any(own.labels[kind], '');
  const phones = [
    `${label('phone')}${phone}`,
    ...(mobile === null ? [] : [`${label('mobile')}${mobile}`]),
    ...(fax === null ? [] : [`${label('fax')}${fax}`]),
  ];
  const noise = often(0.5) ? [any(own.noise, '')] : [];
  const links = [...(showsEmail ? [email] : []), ...(url === null ? [] : [url])];
  const bar = any([' | ', ' · ', ' • ', language === 'ja' ? '｜' : ' | '], ' | ');
  const head = any(
    [
      [name, ...(title === null ? [] : [title]), company],
      [company, ...(title === null ? [] : [title]), name],
    ],
    [name],
  );
  const closing = any(own.closings, '');
  const block =
    layout === 'one'
      ? [
          closing,
          '',
          ...(often(0.75) ? [name, ...(title === null ? [] : [title]), company] : head),
          ...(hasAddress ? address : []),
          ...phones,
          ...links,
          ...(noise.length > 0 ? ['', ...noise] : []),
        ].join('\n')
      : layout === 'bar'
        ? [
            closing,
            [name, ...(title === null ? [] : [title]), company].join(bar),
            [...(hasAddress ? [address.join(own.joint)] : []), ...phones.slice(0, 2)].join(bar),
            ...(links.length > 0 ? [links.join(bar)] : []),
            ...noise,
          ].join('\n')
        : htmlToText(
            `<p>${closing.replace('\n', '<br>')}</p><table><tr><td rowspan="9"><img src="cid:logo" alt="logo"></td><td><b>${name}</b></td></tr>${title === null ? '' : `<tr><td>${title}</td></tr>`}<tr><td>${company.replace('&', '&amp;')}</td></tr>${hasAddress ? `<tr><td>${address.join('<br>')}</td></tr>` : ''}${phones.map((line) => `<tr><td>${line}</td></tr>`).join('')}${links.map((link) => `<tr><td><a href="https://${domain}">${link}</a></td></tr>`).join('')}</table>${noise.map((line) => `<p><small>${line}</small></p>`).join('')}`,
          ).text;
  const shown = layout === 'bar' ? phones.slice(0, 2) : phones;
  const expected = emptyExpected();
  expected.name.push(name);
  expected.title.push(...(title === null ? [] : [title]));
  expected.company.push(company);
  expected.phone.push(phone, ...(mobile !== null && shown.some((line) => line.includes(mobile)) ? [mobile] : []));
  expected.email.push(...(showsEmail ? [email] : []));
  expected.address.push(...(hasAddress ? [address.join(own.joint)] : []));
  expected.url.push(...(url === null ? [] : [url]));
  return {
    id: `${language}-${layout}-generated-${at}`,
    from: { name: often(0.8) ? name : '', email },
    country: own.country,
    text: `${BODIES[language] ?? ''}\n\n${block}`,
    expected,
    isHeldOut,
  };
}

/** Signatures put together by a seeded generator, in six languages and three layouts. */
export function listGenerated(): SignatureCase[] {
  const layouts: readonly Layout[] = ['one', 'bar', 'html', 'one', 'bar', 'html', 'one', 'bar'];
  return Object.entries(parts).flatMap(([language, own]) =>
    Array.from({ length: 24 }, (_, at) => generate(language, own, layouts[Math.floor(at / 2) % layouts.length] ?? 'one', at % 2 === 1, at)),
  );
}
