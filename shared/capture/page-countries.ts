import { findEmails } from './page-found.ts';
import type { PageLine, PageTraits } from './page-line.ts';
import { countryOfDomain } from './text/phones.ts';

/** The country of most speakers who write in a language, by its tag; a tag with a region says it itself. */
const LANGUAGE_COUNTRIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['de', ['DE', 'AT', 'CH']],
  ['fr', ['FR', 'BE', 'CH', 'CA']],
  ['it', ['IT', 'CH']],
  ['es', ['ES', 'MX']],
  ['pt', ['PT', 'BR']],
  ['nl', ['NL', 'BE']],
  ['da', ['DK']],
  ['sv', ['SE']],
  ['nb', ['NO']],
  ['no', ['NO']],
  ['nn', ['NO']],
  ['fi', ['FI']],
  ['pl', ['PL']],
  ['cs', ['CZ']],
  ['sk', ['SK']],
  ['hu', ['HU']],
  ['ro', ['RO']],
  ['el', ['GR']],
  ['tr', ['TR']],
  ['ru', ['RU']],
  ['uk', ['UA']],
  ['he', ['IL']],
  ['ja', ['JP']],
  ['ko', ['KR']],
  ['th', ['TH']],
  ['vi', ['VN']],
  ['id', ['ID']],
  ['zh-hans', ['CN']],
  ['zh-hant', ['TW', 'HK']],
  ['zh', ['CN', 'TW', 'HK']],
]);

/** Post codes and numbers that only one country writes so. */
const POST_CODES: readonly (readonly [string, RegExp])[] = [
  [
    'US',
    /\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s{1,2}\d{5}(?:-\d{4})?\b/gu,
  ],
  ['GB', /\b(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})\b/gu],
  ['CA', /\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b/gu],
  ['JP', /〒\s?\d{3}[-ー]?\d{4}/gu],
  ['DE', /\bD-\d{5}\b|\b(?:GmbH|Amtsgericht|Handelsregister)\b/gu],
  ['AT', /\bA-\d{4}\b|\bFirmenbuch/gu],
  ['CH', /\bCH-\d{4}\b/gu],
  ['NL', /\b\d{4}\s?[A-Z]{2}\s+\p{Lu}\p{Ll}|\bKvK\b/gu],
  ['FR', /\bF-\d{5}\b|\bCEDEX\b|\bSIRET\b/gu],
  ['AU', /\b(?:NSW|VIC|QLD|TAS)\s\d{4}\b|\bABN\b/gu],
];

/** So many lines show where a page is at home. */
const MAX_LINES = 1000;
/** So many post codes tell where a page is at home. */
const MAX_VOTES = 20;

function pickMost(votes: ReadonlyMap<string, number>): string[] {
  return [...votes].toSorted((a, b) => b[1] - a[1]).map(([country]) => country);
}

function votesOf(lines: readonly PageLine[]): { readonly emails: string[]; readonly places: string[]; readonly codes: string[] } {
  const emails = new Map<string, number>();
  const places = new Map<string, number>();
  const codes = new Map<string, number>();
  const vote = (votes: Map<string, number>, country: string | null): void => {
    if (country !== null) {
      votes.set(country, (votes.get(country) ?? 0) + 1);
    }
  };
  const seen = new Set<string>();
  let votes = 0;
  for (const line of lines.slice(0, MAX_LINES)) {
    for (const email of findEmails(line.text)) {
      if (!seen.has(email)) {
        seen.add(email);
        vote(emails, countryOfDomain(email));
      }
    }
    if (line.text.length <= 300 && votes < MAX_VOTES && /\d{3}|[A-Z]\d|GmbH|ABN/u.test(line.text)) {
      for (const [country, form] of POST_CODES) {
        for (const _match of line.text.matchAll(form)) {
          vote(places, country);
          votes += 1;
        }
      }
      for (const match of line.text.matchAll(
        /(?:\+|\b00)\s?(1|31|32|33|34|351|353|39|41|43|44|45|46|47|48|49|61|64|65|81|82|852|86|886|91)[\s(./-]/gu,
      )) {
        vote(codes, COUNTRY_OF_CODE.get(match[1] ?? '') ?? null);
      }
    }
  }
  // One address of many says nothing of the others.
  const told = [...emails.values()].reduce((sum, count) => sum + count, 0);
  return { emails: told * 2 > seen.size ? pickMost(emails) : [], places: pickMost(places), codes: pickMost(codes) };
}

const COUNTRY_OF_CODE: ReadonlyMap<string, string> = new Map(
  '1 US|31 NL|32 BE|33 FR|34 ES|351 PT|353 IE|39 IT|41 CH|43 AT|44 GB|45 DK|46 SE|47 NO|48 PL|49 DE|61 AU|64 NZ|65 SG|81 JP|82 KR|852 HK|86 CN|886 TW|91 IN'
    .split('|')
    .map((entry): [string, string] => {
      const [code = '', country = ''] = entry.split(' ');
      return [code, country];
    }),
);

/** The countries of a language tag: its region, else those that write in the language. English is written everywhere: none. */
function countriesOfLanguage(tag: string): readonly string[] {
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/u);
  const region = rest.find((part) => /^[a-z]{2}$/u.test(part))?.toUpperCase();
  const script = rest.find((part) => part.length === 4);
  const known = LANGUAGE_COUNTRIES.get(script === undefined ? language : `${language}-${script}`) ?? [];
  return region === undefined ? known : [region, ...known];
}

/** `chosen` is the country of the setting. The countries in which a page's numbers may be at home, the likeliest first. */
export function countriesOf(lines: readonly PageLine[], traits: PageTraits, chosen: string | null): string[] {
  const { emails, places, codes } = votesOf(lines);
  const language = countriesOfLanguage(traits.language);
  // Programs set `en-GB` and `en-US` by themselves: what the page holds says more.
  const [first, second] = /^en/iu.test(traits.language) ? [places, language] : [language, places];
  const all = [traits.country ?? '', ...emails, ...first, ...second, ...codes, chosen ?? ''];
  return [...new Set(all)].filter((country) => country !== '').slice(0, 6);
}
