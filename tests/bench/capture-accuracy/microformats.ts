import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMicroformats, type Microformat, type MicroformatValue } from '../../../extension/capture/microformats.ts';
import { toDocument } from './read.ts';
import { listFiles } from './samples.ts';

/** The address against which the public suite reads relative ones. */
const BASE = 'http://example.com/';

function toJsonValue(value: MicroformatValue): unknown {
  return typeof value !== 'string' && 'types' in value ? { value: value.value, ...toJson(value) } : value;
}

function toJson(item: Microformat): Record<string, unknown> {
  return {
    type: item.types,
    properties: Object.fromEntries([...item.properties].map(([name, values]) => [name, values.map(toJsonValue)])),
    ...(item.children.length > 0 ? { children: item.children.map(toJson) } : {}),
  };
}

/** JSON with keys in order and white space run together, so that only meaning is compared. */
function fold(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'string'
      ? held.replace(/\s+/gu, ' ').trim()
      : typeof held === 'object' && held !== null && !Array.isArray(held)
        ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : held,
  );
}

/** The pages and those whose items are not what is expected beside them, value by value. */
export function comparePages(files: readonly string[]): { readonly pages: number; readonly wrong: string[] } {
  const wrong = files.filter((file) => {
    const expected: unknown = JSON.parse(readFileSync(file.replace('.html', '.json'), 'utf8'));
    const items = typeof expected === 'object' && expected !== null && 'items' in expected ? expected.items : expected;
    const document = toDocument(readFileSync(file, 'utf8'));
    const href = document.querySelector('base')?.getAttribute('href') ?? null;
    // Where nothing is relative in what is expected the page has no address.
    const base = fold(items).includes('"value":"/') ? 'about:blank' : href === null ? BASE : new URL(href, BASE).href;
    return fold(readMicroformats(document, base).map(toJson)) !== fold(items);
  });
  return { pages: files.length, wrong: wrong.map((file) => path.basename(file)) };
}

/** The same for the pages of these folders of the suite that have a result. */
export function compareMicroformats(folders: readonly string[]): { readonly pages: number; readonly wrong: string[] } {
  return comparePages(
    folders.flatMap((folder) => listFiles(path.join('microformats', folder))).filter((file) => existsSync(file.replace('.html', '.json'))),
  );
}

/** The folders of cards, and those of addresses. */
export const CARD_FOLDERS = ['microformats-v2/h-card', 'microformats-v1/hcard', 'microformats-mixed/h-card'];
export const ADDRESS_FOLDERS = ['microformats-v2/h-adr', 'microformats-v1/adr'];
