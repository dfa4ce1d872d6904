import { normalizeEmail } from '../capture/addresses.ts';
import { toLine, toLongLine } from '../capture/line.ts';
import { hasCjk } from '../capture/text/names.ts';
import { toPhone } from '../capture/text/phones.ts';
import type { ImportedContact } from '../model/imported.ts';
import { isPartOfAddress, type AddressPart, type ContactField, type ContactMapping } from './contact-fields.ts';
import type { TableRow } from './csv.ts';

/** Why a row of contacts is left out. The sentence for it is in shared/text (`contactFaults`). */
export type ContactFault = 'nobody-named' | 'email-bad' | 'text-too-long' | 'fields-too-many' | 'quote-open' | 'deleted-before';

/** A row that was left out, by its number in the file. */
export type BadContact = { readonly line: number; readonly reason: ContactFault };

/** One row: the contact it names, or why it names none; undefined where nothing stands in it. */
export type ReadContact = ImportedContact | BadContact | undefined;

/** What is not said in a row: the country of numbers without a code (ISO 3166, two capitals), or null. */
export type ContactContext = { readonly country: string | null };

const MAX_TEXT = 500;
/** What other programs write into a cell for nothing. */
const NOTHING = /^(?:-+|n\/?a|none|null|nil|\(blank\)|#n\/a|无|無|没有|沒有|暂无|暫無)$/iu;
/** Between several values in one cell; three colons are Google's. */
const BETWEEN = /\s*(?::::|[;；、\n])\s*/u;
const YES = /^(?:1|true|yes|y|是|x|✓|ja|oui)$/iu;

export function isBadContact(read: Exclude<ReadContact, undefined>): read is BadContact {
  return 'reason' in read;
}

/** Reads one row by what its columns mean; `headings` name the columns that are kept under their own name. */
export function readContactRow(row: TableRow, headings: readonly string[], mapping: ContactMapping, context: ContactContext): ReadContact {
  const { line, cells } = row;
  if (row.isCutOff) {
    return { line, reason: 'quote-open' };
  }
  if (cells.slice(headings.length).some((cell) => cell.trim() !== '')) {
    return { line, reason: 'fields-too-many' };
  }
  const read = collect(cells, headings, mapping);
  if (read.isEmpty) {
    return undefined;
  }
  const all = (field: ContactField): readonly string[] => read.values.get(field) ?? [];
  const one = (field: ContactField): string | undefined => all(field)[0];
  const emails = all('email')
    .flatMap((text) => text.split(/[,\n]|:::|[;；、]/u))
    .flatMap((text) => (text.includes('<') ? text : text.split(/\s+/u)))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !NOTHING.test(text))
    .map(addressIn);
  if (emails.includes(null)) {
    return { line, reason: 'email-bad' };
  }
  const country = countryOf(read.addresses) ?? context.country;
  const phones = all('phone')
    .flatMap((text) => text.split(BETWEEN))
    .flatMap((text) => toPhone(text, country) ?? []);
  const company = one('company');
  const person = personName(all('name')[0], one('givenName'), one('middleName'), one('familyName'));
  const kind = kindOf(one('kind'), person, company);
  const name = (kind === 'company' ? (company ?? person) : person) ?? emails[0] ?? phones[0];
  if (name === undefined || name === null) {
    return { line, reason: 'nobody-named' };
  }
  const custom = Object.fromEntries(read.custom);
  const texts = [name, company, one('title'), one('occupation'), one('externalId'), one('industry'), one('area'), one('source')];
  if (texts.some((text) => (text ?? '').length > MAX_TEXT) || (one('externalId') ?? '').length > 200) {
    return { line, reason: 'text-too-long' };
  }
  const owner = one('owner');
  const ownerEmail = owner === undefined ? null : addressIn(owner);
  const birthYear = yearIn(one('birthday'));
  const gender = genderOf(one('gender'));
  const handles = Object.fromEntries(
    (['wechat', 'qq', 'whatsapp', 'line', 'skype'] as const).flatMap((field): [string, string][] => {
      const handle = one(field);
      return handle === undefined ? [] : [[field, handle.slice(0, MAX_TEXT)]];
    }),
  );
  return {
    line,
    kind,
    name,
    emails: [...new Set(emails.flatMap((email) => email ?? []))].slice(0, 20),
    phones: [...new Set(phones)].slice(0, 20),
    addresses: [...read.addresses.values()].flatMap(toAddress).slice(0, 10),
    links: [
      ...new Set(
        all('link')
          .flatMap((text) => text.split(BETWEEN))
          .flatMap(toLink),
      ),
    ].slice(0, 20),
    tags: tagsOf(all('tags')),
    ...(one('externalId') === undefined ? {} : { externalId: one('externalId') ?? '' }),
    ...(company === undefined || kind === 'company' ? {} : { companyName: company }),
    ...(one('title') === undefined ? {} : { title: one('title') ?? '' }),
    ...(one('occupation') === undefined ? {} : { occupation: one('occupation') ?? '' }),
    ...(one('industry') === undefined ? {} : { industry: one('industry') ?? '' }),
    ...(one('area') === undefined ? {} : { area: one('area') ?? '' }),
    ...(one('source') === undefined ? {} : { wonSource: one('source') ?? '' }),
    ...(YES.test(one('optOut') ?? '') ? { optOut: true } : {}),
    ...(gender === undefined ? {} : { gender }),
    ...(birthYear === undefined ? {} : { birthYear }),
    ...(ownerEmail === null ? {} : { ownerEmail }),
    ...(Object.keys(handles).length === 0 ? {} : { handles }),
    ...(read.custom.length === 0 ? {} : { custom }),
  };
}

type AddressParts = Partial<Record<AddressPart, string>>;
type Collected = {
  readonly values: ReadonlyMap<ContactField, readonly string[]>;
  readonly addresses: ReadonlyMap<number, AddressParts>;
  readonly custom: readonly (readonly [string, string])[];
  readonly isEmpty: boolean;
};

function collect(cells: readonly string[], headings: readonly string[], mapping: ContactMapping): Collected {
  const values = new Map<ContactField, string[]>();
  const addresses = new Map<number, AddressParts>();
  const custom: [string, string][] = [];
  let isEmpty = true;
  mapping.forEach((meaning, place) => {
    // Spreadsheets write `'+49…` and `="0049"` so that a number stays text; a cell of a CSV never holds a formula for us.
    const text = toCellLine(cells[place] ?? '');
    isEmpty &&= (cells[place] ?? '').trim() === '';
    if (meaning === null || text === '' || NOTHING.test(text)) {
      return;
    }
    const { field, group } = meaning;
    if (isPartOfAddress(field)) {
      addresses.set(group, { ...addresses.get(group), [field]: text.slice(0, MAX_TEXT) });
    } else if (field === 'custom') {
      const name = toLine(headings[place] ?? '').slice(0, 200);
      if (name !== '' && name !== '__proto__' && custom.length < 100) {
        custom.push([name, text.slice(0, MAX_TEXT)]);
      }
    } else {
      values.set(field, [...(values.get(field) ?? []), text]);
    }
  });
  return { values, addresses, custom, isEmpty };
}

function toCellLine(cell: string): string {
  return toLongLine(cell.replace(/\r\n?|\n/gu, cell.includes('@') ? ' ' : ', '), 4 * MAX_TEXT)
    .replace(/^="(.*)"$/u, '$1')
    .replace(/^'(?=[+\d])/u, '')
    .trim();
}

/** The address in `Anna Berg <anna@berg.example>`, `mailto:…` or by itself; null for what is none. */
function addressIn(text: string): string | null {
  return normalizeEmail((/<([^<>]+)>\s*$/u.exec(text)?.[1] ?? text).replace(/^mailto:/iu, '').replace(/^[<("']+|[>)"',.]+$/gu, ''));
}

/** The name as written, or its parts in the order of their script: family name first where it is Chinese. */
function personName(name: string | undefined, given: string | undefined, middle: string | undefined, family: string | undefined): string | undefined {
  if (name !== undefined) {
    return name;
  }
  const parts = hasCjk(`${given ?? ''}${family ?? ''}`) ? [family, given] : [given, middle, family];
  const joined = parts.filter((part) => part !== undefined).join(hasCjk(parts.join('')) && !/[a-z]/iu.test(parts.join('')) ? '' : ' ');
  return joined === '' ? undefined : joined.slice(0, MAX_TEXT);
}

function kindOf(said: string | undefined, person: string | undefined, company: string | undefined): ImportedContact['kind'] {
  if (said !== undefined && /^(?:company|organi[sz]ation|business|公司|企业|企業|1|true|yes|是)$/iu.test(said)) {
    return 'company';
  }
  return said === undefined && person === undefined && company !== undefined ? 'company' : 'person';
}

/** Names of countries as tables write them, where they are no ISO code; it only decides how numbers without a code are read. */
const COUNTRIES: Readonly<Record<string, string>> = {
  中国: 'CN',
  中國: 'CN',
  china: 'CN',
  台湾: 'TW',
  台灣: 'TW',
  臺灣: 'TW',
  taiwan: 'TW',
  香港: 'HK',
  'hong kong': 'HK',
  usa: 'US',
  'united states': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'united kingdom': 'GB',
  'great britain': 'GB',
  germany: 'DE',
  deutschland: 'DE',
  france: 'FR',
  singapore: 'SG',
  新加坡: 'SG',
  canada: 'CA',
  australia: 'AU',
};

function countryOf(addresses: ReadonlyMap<number, AddressParts>): string | null {
  for (const { country = '' } of addresses.values()) {
    const known = COUNTRIES[country.toLowerCase()] ?? country.toUpperCase();
    if (/^[A-Z]{2}$/u.test(known)) {
      return known;
    }
  }
  return null;
}

function toAddress({ address, ...parts }: AddressParts): ImportedContact['addresses'] {
  const { street, city, postcode, country } = parts;
  // A country alone is no address, and a region that is a number is a code of the program.
  if (address === undefined && street === undefined && city === undefined && parts.region === undefined && postcode === undefined) {
    return [];
  }
  const region = /^\d+$/u.test(parts.region ?? '') ? undefined : parts.region;
  const isHan = hasCjk(`${street ?? ''}${city ?? ''}`);
  const composed = isHan
    ? [country, region, city === region ? undefined : city, street].filter((part) => part !== undefined).join('')
    : [
        street,
        region === undefined
          ? [postcode, city].filter(Boolean).join(' ')
          : [city, [region, postcode].filter(Boolean).join(' ')].filter(Boolean).join(', '),
        country,
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(', ');
  const text = (address ?? composed).slice(0, MAX_TEXT);
  return text === '' ? [] : [{ text, ...Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, value.slice(0, MAX_TEXT)])) }];
}

function toLink(text: string): readonly string[] {
  const url = /^https?:\/\//iu.test(text) ? text : `https://${text}`;
  return /^https?:\/\/[^\s/]+\.[^\s]+$/iu.test(url) && URL.canParse(url) ? [url.slice(0, 300)] : [];
}

/** Labels one by one; those that Google keeps for itself (`* myContacts`) are none. */
function tagsOf(texts: readonly string[]): string[] {
  const tags = texts.flatMap((text) => text.split(/\s*(?::::|[;；,，、|])\s*/u)).filter((tag) => tag !== '' && !tag.startsWith('*'));
  return [...new Set(tags)].map((tag) => tag.slice(0, 200)).slice(0, 50);
}

function yearIn(text: string | undefined): number | undefined {
  const year = Number(/(?:^|\D)(19\d\d|20\d\d)(?:\D|$)/u.exec(text ?? '')?.[1] ?? Number.NaN);
  return Number.isNaN(year) || year > 2100 ? undefined : year;
}

function genderOf(text: string | undefined): ImportedContact['gender'] {
  const said = (text ?? '').toLowerCase();
  return /^(?:f|female|w|woman|女|女性|女士|小姐)$/u.test(said)
    ? 'female'
    : /^(?:m|male|man|男|男性|先生)$/u.test(said)
      ? 'male'
      : said === '' || /^(?:unknown|unspecified|未知|保密)$/u.test(said)
        ? undefined
        : 'other';
}
