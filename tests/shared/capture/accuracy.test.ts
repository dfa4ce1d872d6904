import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, test } from 'vitest';
import { isSameCompany, nameOf, valuesOf } from '#shared/capture/draft.ts';
import { readCards } from '#shared/capture/structured-cards.ts';
import { readJsonLd } from '#shared/capture/structured/json-ld.ts';
import { isSameName } from '#shared/capture/text/names.ts';
import { toPhone } from '#shared/capture/text/phones.ts';
import type { Printed } from '../../../extension/capture/cli-result.ts';
import { runCapture } from '../../../extension/capture/cli.ts';
import { readHCards } from '../../../extension/capture/h-card.ts';
import { readMicrodata } from '../../../extension/capture/microdata.ts';
import { readRdfa } from '../../../extension/capture/rdfa.ts';

/** How well pages of others are read. They lie beside the repository and never in it; the figures are printed for the report. */
const samples = path.resolve(import.meta.dirname, '../../../../shared/samples/capture');
const missing = !existsSync(samples);

let window: JSDOM['window'];

beforeAll(() => {
  ({ window } = new JSDOM(''));
  Object.assign(globalThis, { Node: window.Node, Element: window.Element, Document: window.Document, DocumentFragment: window.DocumentFragment });
});

async function capture(files: readonly string[], country = 'US'): Promise<Printed[]> {
  const lines: string[] = [];
  await runCapture(['--country', country, ...files], {
    readFile: async (file) => new Uint8Array(readFileSync(file)),
    toDocument: (html) => new window.DOMParser().parseFromString(html, 'text/html'),
    setZone: () => undefined,
    nowMs: () => performance.now(),
    print: (line) => lines.push(line),
    complain: () => undefined,
  });
  return lines.map((line): Printed => JSON.parse(line));
}

function listFiles(folder: string, end = '.html'): string[] {
  return readdirSync(path.join(samples, folder))
    .filter((file) => file.endsWith(end))
    .map((file) => path.join(samples, folder, file));
}

class Score {
  found = 0;
  right = 0;
  wanted = 0;
  hit = 0;
  readonly missed: string[] = [];
  readonly wrong: string[] = [];
  add(found: readonly string[], wanted: readonly string[], same: (a: string, b: string) => boolean, where = ''): void {
    this.found += found.length;
    this.wanted += wanted.length;
    for (const one of found) {
      if (wanted.some((other) => same(one, other))) {
        this.right += 1;
      } else {
        this.wrong.push(`${where}:${one}`);
      }
    }
    for (const other of wanted) {
      if (found.some((one) => same(one, other))) {
        this.hit += 1;
      } else {
        this.missed.push(`${where}:${other}`);
      }
    }
  }
  toString(): string {
    const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3));
    return `P ${share(this.right, this.found)} (${this.right}/${this.found}) R ${share(this.hit, this.wanted)} (${this.hit}/${this.wanted})`;
  }
}

const equal = (a: string, b: string): boolean => a === b;
const verbose = process.env['ACCURACY_DETAILS'] !== undefined;

describe.skipIf(missing)(
  missing ? 'pages of others beside the repository: the folder is missing, so they are not checked' : 'pages of others',
  () => {
    test('articles offer nobody', async () => {
      const read = await capture(listFiles('articles'));
      const offering = read.filter((page) => page.people.length + page.organizations.length > 0);
      console.info(
        `samples: articles that offer somebody ${offering.length}/${read.length}: ${offering.map((page) => path.basename(page.file)).join(', ')}`,
      );
      expect(offering.length / read.length).toBeLessThanOrEqual(0.02);
    }, 120_000);

    test('contact pages: addresses, phones, people, companies against human labels', async () => {
      type Labels = Partial<Record<'EMAIL' | 'TEL' | 'FAX' | 'PER' | 'ORG' | 'FUNC', string[]>>;
      const expected: Record<string, Labels> = JSON.parse(readFileSync(path.join(samples, 'contact-pages/expected.json'), 'utf8'));
      const read = await capture(listFiles('contact-pages/us_contact_pages'));
      const scores = {
        email: new Score(),
        phone: new Score(),
        person: new Score(),
        title: new Score(),
        firstCompany: new Score(),
        company: new Score(),
      };
      let pagesWithPeople = 0;
      let silent = 0;
      for (const page of read) {
        const name = path.basename(page.file);
        const labels = expected[`us_contact_pages/${name}`] ?? {};
        const all = [...page.people, ...page.organizations];
        const unique = (list: readonly string[]): string[] => [...new Set(list)];
        const phonesOf = (list: readonly string[] = []): string[] => unique(list.flatMap((text) => toPhone(text, 'US') ?? []));
        scores.email.add(
          unique(all.flatMap((one) => one.emails)),
          unique((labels.EMAIL ?? []).map((text) => text.toLowerCase().replace(/\s/gu, ''))),
          equal,
          name,
        );
        scores.phone.add(unique(all.flatMap((one) => one.phones)), phonesOf(labels.TEL), equal, name);
        scores.person.add(
          page.people.flatMap((one) => one.name ?? []),
          unique(labels.PER ?? []),
          (a, b) => isSameName(a, b) || a === b,
          name,
        );
        scores.title.add(
          page.people.flatMap((one) => one.title ?? []),
          unique(labels.FUNC ?? []),
          (a, b) => a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase()),
          name,
        );
        const sameCompany = (a: string, b: string): boolean => isSameCompany(a, b);
        const first = page.organizations[0]?.name ?? null;
        scores.firstCompany.add(first === null ? [] : [first], [], (a) => (labels.ORG ?? []).some((b) => sameCompany(a, b)), name);
        if (first !== null && (labels.ORG ?? []).some((b) => sameCompany(first, b))) {
          scores.firstCompany.right += 1;
          scores.firstCompany.wrong.pop();
        }
        scores.company.add(
          page.organizations.flatMap((one) => one.name ?? []),
          unique(labels.ORG ?? []),
          sameCompany,
          name,
        );
        pagesWithPeople += page.people.length > 0 ? 1 : 0;
        silent += all.length === 0 ? 1 : 0;
      }
      const slowest = Math.max(...read.map((page) => page.ms));
      console.info(`samples: contact pages ${read.length}, with people ${pagesWithPeople}, silent ${silent}, slowest ${slowest} ms`);
      for (const [what, score] of Object.entries(scores)) {
        console.info(`samples: contact pages ${what} ${String(score)}`);
        if (verbose) {
          console.info(`  wrong: ${score.wrong.join(' | ')}\n  missed: ${score.missed.join(' | ')}`);
        }
      }
      expect(scores.email.hit / scores.email.wanted).toBeGreaterThan(0.9);
      expect(scores.phone.right / scores.phone.found).toBeGreaterThan(0.9);
      expect(scores.person.right / scores.person.found).toBeGreaterThan(0.9);
    }, 300_000);

    test('vCards of many programs', async () => {
      const read = await capture(listFiles('vcards', '.vcf'));
      const cards = read.map(
        (file) =>
          `${path.basename(file.file)} ${file.people.length + file.organizations.length}/${readFileSync(file.file, 'latin1').match(/^BEGIN:VCARD/gimu)?.length ?? 0}`,
      );
      console.info(`samples: vCards ${cards.join(', ')}`);
      expect(read.every((file) => file.people.length + file.organizations.length > 0)).toBe(true);
    });

    test('cards of the microformats suite', () => {
      const score = { name: new Score(), email: new Score(), company: new Score(), title: new Score() };
      type Item = { type: string[]; properties?: Record<string, (string | Item)[]>; children?: Item[]; value?: string };
      const listItems = (items: readonly Item[]): Item[] =>
        items.flatMap((item) => [
          item,
          ...listItems(item.children ?? []),
          ...listItems(
            Object.values(item.properties ?? {})
              .flat()
              .filter((value) => typeof value !== 'string'),
          ),
        ]);
      for (const folder of ['microformats-v2/h-card', 'microformats-v1/hcard', 'microformats-mixed/h-card']) {
        for (const file of listFiles(path.join('microformats', folder)).filter((name) => existsSync(name.replace('.html', '.json')))) {
          const where = path.basename(file);
          const expected: { items: Item[] } = JSON.parse(readFileSync(file.replace('.html', '.json'), 'utf8'));
          const cards = listItems(expected.items).filter((item) => item.type?.includes('h-card'));
          const texts = (item: Item, key: string): string[] =>
            (item.properties?.[key] ?? []).flatMap((value) =>
              typeof value === 'string'
                ? value
                : ((value.properties?.['name'] ?? [value.value]).filter((text) => typeof text === 'string') as string[]),
            );
          const drafts = readHCards(new window.DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/html'), 'http://example.com/', null);
          const fold = (a: string, b: string): boolean => a.replace(/\s+/gu, ' ').trim() === b.replace(/\s+/gu, ' ').trim();
          score.name.add(
            drafts.map((draft) => nameOf(draft) ?? ''),
            cards.flatMap((card) => texts(card, 'name').slice(0, 1)),
            fold,
            where,
          );
          score.email.add(
            drafts.flatMap((draft) => valuesOf(draft, 'email')),
            cards.flatMap((card) => texts(card, 'email').map((email) => email.replace(/^mailto:/u, '').toLowerCase())),
            equal,
            where,
          );
          score.company.add(
            drafts.flatMap((draft) => valuesOf(draft, 'companyName')),
            cards.flatMap((card) => texts(card, 'org')),
            fold,
            where,
          );
          score.title.add(
            drafts.flatMap((draft) => valuesOf(draft, 'title')),
            cards.flatMap((card) => [...texts(card, 'job-title'), ...texts(card, 'role')]),
            fold,
            where,
          );
        }
      }
      for (const [what, one] of Object.entries(score)) {
        console.info(
          `samples: microformats cards ${what} ${String(one)}${verbose ? `; wrong: ${one.wrong.join(' | ')}; missed: ${one.missed.join(' | ')}` : ''}`,
        );
      }
      expect(score.name.hit / score.name.wanted).toBeGreaterThan(0.9);
    });

    test('schema.org examples: microdata and RDFa give the cards that JSON-LD gives', () => {
      const equalForms = { microdata: 0, rdfa: 0 };
      const forms = { microdata: 0, rdfa: 0 };
      const differing: string[] = [];
      const cut = (example: string, from: string): string =>
        (example.split(new RegExp(`^${from}:`, 'mu'))[1] ?? '').split(/^(?:PRE-MARKUP|MICRODATA|RDFA|JSON):/mu)[0] ?? '';
      for (const file of listFiles('schemaorg', '.txt')) {
        for (const example of readFileSync(file, 'utf8')
          .split(/^TYPES:/mu)
          .slice(1)) {
          const parse = (html: string): Document => new window.DOMParser().parseFromString(html, 'text/html');
          const blocks = [...parse(cut(example, 'JSON')).querySelectorAll('script')].map((script) => script.textContent);
          const shape = (items: Parameters<typeof readCards>[0]): string =>
            JSON.stringify(
              readCards(items, 'US')
                .map((draft) => [
                  draft.kind,
                  ...(['name', 'companyName', 'email', 'phone', 'title'] as const).map((field) => valuesOf(draft, field).toSorted().join('; ')),
                ])
                .toSorted(),
            );
          const wanted = shape(readJsonLd(blocks).items);
          if (wanted === '[]') {
            continue;
          }
          for (const [form, read] of [
            ['microdata', readMicrodata],
            ['rdfa', readRdfa],
          ] as const) {
            const html = cut(example, form.toUpperCase());
            if (!/itemscope|typeof=/u.test(html)) {
              continue;
            }
            forms[form] += 1;
            const found = shape(read(parse(html), 'http://example.com/'));
            equalForms[form] += found === wanted ? 1 : 0;
            if (found !== wanted) {
              differing.push(`${path.basename(file)}${/#(eg-\d+)/u.exec(example)?.[1] ?? ''} ${form}: ${found} / ${wanted}`);
            }
          }
        }
      }
      console.info(
        `samples: schema.org forms equal to JSON-LD: microdata ${equalForms.microdata}/${forms.microdata}, RDFa ${equalForms.rdfa}/${forms.rdfa}${verbose ? `\n${differing.join('\n')}` : ''}`,
      );
      expect(equalForms.microdata / forms.microdata).toBeGreaterThan(0.8);
    });

    test('microdata items equal what the other extractor gives', () => {
      type Item = { type?: string | string[]; properties: Record<string, unknown> };
      const files = ['w3c', 'schema.org']
        .flatMap((folder) => listFiles(path.join('extruct', folder)))
        .filter((file) => existsSync(file.replace('.html', '.json')));
      let right = 0;
      const wrong: string[] = [];
      for (const file of files) {
        const expected: Item[] = [JSON.parse(readFileSync(file.replace('.html', '.json'), 'utf8'))].flat();
        if (!expected.every((item) => typeof item === 'object' && 'properties' in item)) {
          continue;
        }
        const items = readMicrodata(new window.DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/html'), 'http://www.example.com/');
        const names = (list: readonly string[]): string => list.toSorted().join();
        const found = items.map((item) => names([...item.keys()].filter((key) => !key.startsWith('@'))));
        const wanted = expected.map((item) => names(Object.keys(item.properties)));
        if (JSON.stringify(found) === JSON.stringify(wanted)) {
          right += 1;
        } else {
          wrong.push(`${path.basename(file)} ${JSON.stringify(found).slice(0, 200)} / ${JSON.stringify(wanted).slice(0, 200)}`);
        }
      }
      console.info(`samples: microdata pages ${right}/${right + wrong.length}${verbose ? `; not: ${wrong.join('\n')}` : ''}`);
      expect(right).toBeGreaterThan(wrong.length);
    });
  },
);
