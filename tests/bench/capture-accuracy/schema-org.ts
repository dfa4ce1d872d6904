import { readFileSync } from 'node:fs';
import path from 'node:path';
import { valuesOf } from '#shared/capture/draft.ts';
import { readCards } from '#shared/capture/structured-cards.ts';
import { readJsonLd, type JsonLdItem } from '#shared/capture/structured/json-ld.ts';
import { readOrders } from '#shared/capture/structured/orders.ts';
import { readMicrodata } from '../../../extension/capture/microdata.ts';
import { readRdfa } from '../../../extension/capture/rdfa.ts';
import { toDocument } from './read.ts';
import { listFiles } from './samples.ts';

const BASE = 'http://example.com/';
const FORMS = [
  ['microdata', readMicrodata],
  ['rdfa', readRdfa],
] as const;
const FIELDS = ['name', 'companyName', 'email', 'phone', 'title'] as const;

/** How many forms of the examples give what their JSON-LD gives, and what each of the others gives. */
export type EqualForms = {
  readonly equal: number;
  readonly forms: number;
  /** Of these, those whose JSON-LD names people, companies or orders. */
  readonly telling: number;
  readonly differing: string[];
  /** Forms that hold another text than the JSON-LD of their example, and so cannot be equal. */
  readonly otherTexts: string[];
};

function partOf(example: string, name: string): string {
  return (example.split(new RegExp(`^${name}:`, 'mu'))[1] ?? '').split(/^(?:PRE-MARKUP|MICRODATA|RDFA|JSON):/mu)[0] ?? '';
}

/** What the product makes of the items: cards with their fields, and orders. */
function meaningOf(items: readonly JsonLdItem[]): { readonly shape: string; readonly names: string[]; readonly numbers: string[] } {
  const cards = readCards(items, 'US').map((draft) => ({
    kind: draft.kind,
    fields: FIELDS.map((field) => valuesOf(draft, field).toSorted().join('; ')),
  }));
  const orders = readOrders(items).map((order) => ({ ...order, confidence: 0 }));
  const shapes = [...cards, ...orders].map((one) => JSON.stringify(one)).toSorted();
  const names = cards.flatMap(({ fields }) => [fields[0] ?? '', fields[1] ?? '']).filter((name) => name !== '');
  return {
    shape: JSON.stringify(shapes),
    names,
    numbers: cards.flatMap(({ fields }) => fields[3]?.split('; ') ?? []).filter((phone) => phone !== ''),
  };
}

/** Compares the microdata and the RDFa of every example with its JSON-LD by what the product makes of them. */
export function compareForms(): EqualForms {
  let equal = 0;
  let forms = 0;
  let telling = 0;
  const differing: string[] = [];
  const otherTexts: string[] = [];
  for (const file of listFiles('schemaorg', '.txt')) {
    for (const example of readFileSync(file, 'utf8')
      .split(/^TYPES:/mu)
      .slice(1)) {
      const blocks = [...toDocument(partOf(example, 'JSON')).querySelectorAll('script')].map((script) => script.textContent);
      const wanted = meaningOf(readJsonLd(blocks).items);
      for (const [form, read] of FORMS) {
        const html = partOf(example, form.toUpperCase());
        if (blocks.length === 0 || !/itemscope|typeof=/u.test(html)) {
          continue;
        }
        const where = `${path.basename(file)}#${/#(eg-\d+)/u.exec(example)?.[1] ?? ''} ${form}`;
        const found = meaningOf(read(toDocument(html), BASE));
        const digits = html.replace(/\D/gu, '');
        const isOther =
          wanted.numbers.some((number) => !digits.includes(number.replace(/\D/gu, '').slice(-9))) ||
          found.names.some((name) => !blocks.some((block) => block.includes(`"${name}"`)));
        if (found.shape !== wanted.shape && isOther) {
          otherTexts.push(where);
          continue;
        }
        forms += 1;
        telling += wanted.shape === '[]' ? 0 : 1;
        equal += found.shape === wanted.shape ? 1 : 0;
        if (found.shape !== wanted.shape) {
          differing.push(`${where}: ${found.shape} / ${wanted.shape}`);
        }
      }
    }
  }
  return { equal, forms, telling, differing, otherTexts };
}
