import type { CapturedField } from '../model/capture.ts';
import { isFreemail } from './addresses.ts';
import { companyDomains, fitsDomain, isDomainName, isSameCompany, toFields, type Draft } from './draft.ts';
import { isContactPage } from './page-gate.ts';
import type { LineFinds } from './page-found.ts';
import type { PageLine, PageTraits } from './page-line.ts';
import { toLine } from './line.ts';
import { hasLegalForm } from './text/companies.ts';
import { isSameName, looksLikeName } from './text/names.ts';
import { postalWeight } from './text/postal.ts';
import { looksLikeTitle } from './text/titles.ts';

/** Words of a title that say what the page is, not whose. */
const PAGE_WORD =
  /^(?:(?:home|welcome|copyright|usa|deutschland|company|our company|english|contact|contacts|contact us|contact info(?:rmation)?|about|about us|our team|team|staff|directory|locations?|our locations?|offices?|map|directions|hours|store locator|impressum|imprint|kontakt|kontakte|startseite|willkommen|über uns|home ?page|index|main|untitled.*|page|get in touch|customer (?:service|support|care)|support|help|faculty|people|leadership|menu|search|news|blog|official (?:web)?site|login|agents|attorneys|officers|departments|employees|offices|our (?:people|offices|agents|attorneys|staff|story|company)|the team|meet (?:the|our) (?:team|agents|staff)|crew|board|contacto|contactos|contatti|contatto|equipo|nuestro equipo|équipe|notre équipe|contactez-nous|ons team|unser team|das team|vorstand|(?:ihre )?ansprechpartner|mitarbeiter(?:innen und mitarbeiter)?|联系我们|聯絡我們|联系方式|聯絡方式|聯絡資訊|关于我们|關於我們|公司简介|公司簡介|首页|首頁|会社概要|会社案内|お問い?合わせ|アクセス|ホーム|トップページ|연락처|회사소개|오시는 길)(?:\s+(?:us|page|form|information|info|details|the|&|and|of))*)$/iu;
const COPYRIGHT =
  /(?:©|\(c\)|&copy;|copyright)\s*(?:©|\(c\)|by|:)?\s*(?:[12]\d{3}\s*(?:[-–—,/]\s*(?:[12]\d{3}|\d{2}|present))*)?\s*(?:by)?[\s,.:|-]*([^\d©|•·]{2,80})/iu;

type Named = { readonly name: string; readonly weight: number; readonly origin: string };

function cleanName(text: string): string {
  return toLine(text)
    .replace(/[™®©]/gu, '')
    .replace(/\ball rights reserved\b.*$/iu, '')
    .replace(/\b(?:19|20)\d{2}\b.*$/u, '')
    .replace(/^(?:copyright\s+|©\s*)+/iu, '')
    .replace(/^the official (?:web)?(?:site|page) of\s+/iu, '')
    .replace(/\s+(?:official (?:web)?(?:site|page)|公式(?:サイト|ホームページ)?|官网|官方网站)$/iu, '')
    .replace(/^(?:welcome to|willkommen (?:bei|auf)|bienvenue (?:chez|à)|contact(?: us)? (?:at|-|\|)|contact|about)\s+(?=\p{Lu}(?!s\b))/iu, '')
    .replace(/(?<!\s)\s{0,2}[/,|–—-]?\s{0,2}\b(?:contact (?:us|info(?:rmation)?|page)|about us|our team|locations)$/iu, '')
    .replace(/\s+(?:logo|home|homepage|home page)$/iu, '')
    .replace(/^[\s,.:;|•·–—-]+|[\s,:;|•·–—-]+$/gu, '')
    .replace(/(?<!\b(?:Inc|Co|Corp|Ltd|St|Bros))\.$/u, '')
    .trim();
}

/** `bookstore.shop.example` is an address; `Booking.com` may be a name. */
function isHost(name: string): boolean {
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(name) && (name.split('.').length > 2 || name === name.toLowerCase());
}

function canBeCompany(name: string): boolean {
  return (
    !isHost(name) &&
    name.length >= 2 &&
    name.length <= 70 &&
    name.split(/\s+/u).length <= 9 &&
    /\p{L}{2}/u.test(name) &&
    !PAGE_WORD.test(name) &&
    !/[@?!]|https?:|www\./iu.test(name) &&
    !/^[\p{Ll}]/u.test(name.replace(/^(?:e|i)\p{Lu}/u, 'X')) &&
    postalWeight(name) === 0
  );
}

/** The parts of a title: what the page is, and whose. */
function splitTitle(title: string): string[] {
  return title.split(
    /\s*[|»«›·•~｜│]+\s*|\s+[-–—/]+\s+|\s*::\s*|\s*：\s*|\s*:\s+|(?<=\p{L})\s*[-–—]\s+|(?<=[\p{Script=Han}\p{Script=Katakana}])[-–—_](?=[\p{Script=Han}\p{Script=Katakana}])|_/u,
  );
}

/** What the page gives as the name of the one whose page it is. */
function listNames(lines: readonly PageLine[], traits: PageTraits, domains: readonly string[]): Named[] {
  const names: Named[] = traits.siteNames.map((name) => ({ name, weight: 0.6, origin: 'site' }));
  splitTitle(traits.title).forEach((name) => names.push({ name, weight: 0.5, origin: 'title' }));
  traits.logos.flatMap(splitTitle).forEach((name) => names.push({ name, weight: 0.5, origin: 'logo' }));
  lines.forEach((line, index) => {
    const owner = line.text.length <= 300 && /©|\(c\)|copyright/i.test(line.text) ? COPYRIGHT.exec(line.text)?.[1] : undefined;
    if (owner !== undefined) {
      names.push({
        name: (splitTitle(owner)[0] ?? owner).split(/[.,]\s+(?=\p{Lu})(?!Inc|LLC|Ltd|Co\b|Corp|L\.)/u)[0] ?? '',
        weight: 0.6,
        origin: 'copyright',
      });
    }
    const isShort = line.text.length <= 70 && line.region !== 'nav';
    if (isShort && hasLegalForm(line.text)) {
      names.push({ name: line.text, weight: 0.65, origin: 'legal' });
    }
    const below = lines[index + 1];
    if (
      isShort &&
      postalWeight(line.text) === 0 &&
      below !== undefined &&
      postalWeight(below.text) === 2 &&
      !looksLikeName(line.text) &&
      !/[:：]$/u.test(line.text)
    ) {
      names.push({ name: line.text, weight: 0.5, origin: 'address' });
    }
    if (isShort && line.text.length >= 3 && line.text.split(/\s+/u).length <= 6 && domains.some((domain) => isDomainName(line.text, domain))) {
      names.push({ name: line.text, weight: 0.5, origin: 'domain' });
    }
    if (line.heading === 1 && isShort) {
      names.push({ name: line.text, weight: 0.4, origin: 'heading' });
    }
  });
  return names
    .map((named) => ({ ...named, name: cleanName(named.name) }))
    .filter(({ name }) => canBeCompany(name) && (!looksLikeTitle(name) || fitsDomain(name, domains)));
}

/** The names with what speaks for each: where they stand, how many places agree, whether the domain fits. */
function rankNames(names: readonly Named[], domains: readonly string[]): { name: string; confidence: number }[] {
  const groups: { name: string; origins: Set<string>; weight: number }[] = [];
  for (const { name, weight, origin } of names) {
    const known = groups.find((group) => isSameCompany(group.name, name));
    if (known === undefined) {
      groups.push({ name, origins: new Set([origin]), weight });
    } else {
      known.origins.add(origin);
      known.weight = Math.max(known.weight, weight);
    }
  }
  return groups
    .map(({ name, origins, weight }) => {
      const fits = fitsDomain(name, domains);
      const confidence = weight + 0.12 * (origins.size - 1) + (fits ? 0.25 : 0);
      return { name, confidence: Math.min(0.9, confidence) };
    })
    .filter(({ confidence }) => confidence >= 0.5)
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** The part of a line that is an address: between marks, without a name before its street, without a number to call behind it. */
function addressIn(text: string): string | null {
  for (const piece of text.split(/\s*[|•·]\s*|\s+[–—]\s+/u).slice(0, 8)) {
    const parts = piece
      .replace(/[\s,.;]*\b(?:tel|phone|telefon|fon|fax|t|p|e-?mail|电话|電話|传真)\b\.?\s?[:：]?\s?(?:[+(\d]|\S+@).*$/iu, '')
      .split(/,\s+/u);
    for (let from = Math.min(2, parts.length - 1); from >= 0; from -= 1) {
      const rest = parts.slice(from).join(', ');
      if (rest.length <= 120 && postalWeight(rest) === 2) {
        return rest;
      }
    }
  }
  return null;
}

/** The postal addresses of a page: lines of an address that follow one another. */
function findAddresses(lines: readonly PageLine[]): string[] {
  const addresses: string[] = [];
  for (let index = 0; index < lines.length && addresses.length < 10; index += 1) {
    const first = lines[index];
    const street = first === undefined || first.region === 'nav' || first.text.length > 250 ? null : addressIn(first.text);
    if (street === null) {
      continue;
    }
    const held = [street];
    for (let next = index + 1; next < Math.min(lines.length, index + 4); next += 1) {
      const text = lines[next]?.text ?? '';
      const isPart =
        text.length <= 80 &&
        !/©|\(c\)|copyright/iu.test(text) &&
        (postalWeight(text) > 0 || /^(?:suite|ste|floor|unit|room|p\.?o\.?\s?box|bldg|building|apt)\b/iu.test(text));
      if (!isPart) {
        break;
      }
      held.push(text);
      index = next;
    }
    addresses.push(held.join(', '));
  }
  return [...new Set(addresses)];
}

/** True where addresses belong to many domains and none to the page's own or to most of them. */
function isOthersList(emails: readonly string[], host: string): boolean {
  const domains = companyDomains(emails);
  const most = Math.max(0, ...domains.map((domain) => emails.filter((email) => email.endsWith(`@${domain}`)).length));
  return (
    domains.length >= 5 && most * 3 <= emails.length && !domains.some((domain) => host !== '' && (domain.endsWith(host) || host.endsWith(domain)))
  );
}

/** The companies of a page: its own with what none of its people took, then others that it names. */
export function draftCompanies(
  lines: readonly PageLine[],
  finds: readonly LineFinds[],
  traits: PageTraits,
  people: { readonly names: readonly string[]; readonly taken: ReadonlySet<string> },
): Draft[] {
  const emails = finds.flatMap((find) => find.emails);
  const phones = finds.flatMap((find) => find.phones);
  const left = (values: readonly string[]): string[] => [...new Set(values)].filter((value) => !people.taken.has(value));
  // Addresses of many firms are a list of others: none is the page's own.
  const isList = isOthersList(left(emails), traits.host);
  const domains = [...(isList ? [] : companyDomains(emails)), ...(traits.host === '' || isFreemail(traits.host) ? [] : [traits.host])];
  // A page of one person is called by his name: that makes no company.
  const names = listNames(lines, traits, domains).filter(
    ({ name }) => hasLegalForm(name) || !people.names.some((person) => isSameName(person, name)),
  );
  const [own, ...others] = rankNames(names, domains);
  const addresses = findAddresses(lines);
  const base = isContactPage(lines, traits) ? 0.7 : 0.6;
  const details: CapturedField[] = [
    ...toFields('email', isList ? [] : left(emails), base + 0.1, 'page'),
    ...toFields('phone', isList ? [] : left(phones), base, 'page'),
    ...toFields('address', addresses.slice(0, 3), base, 'page'),
  ];
  if (details.length === 0 && (isList || emails.length + phones.length === 0)) {
    return [];
  }
  const home = traits.host === '' ? [] : toFields('link', [`https://${traits.host}/`], base, 'page');
  return [
    {
      kind: 'organization',
      fields: [...(own === undefined ? [] : toFields('companyName', [own.name], own.confidence, 'page')), ...details, ...home],
    },
    ...others
      .filter(
        (other) => hasLegalForm(other.name) || domains.some((domain) => isDomainName(other.name, domain) && !fitsDomain(own?.name ?? '', [domain])),
      )
      .map((other): Draft => ({ kind: 'organization', fields: toFields('companyName', [other.name], Math.min(0.6, other.confidence), 'page') })),
  ];
}
