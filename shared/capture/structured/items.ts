import { toLine } from '../line.ts';
import { isItem, type JsonLdItem, type JsonLdValue } from './json-ld.ts';

/** The items of a page by their `@id`: markup names an item once and points to it elsewhere. */
export type ItemIndex = ReadonlyMap<string, JsonLdItem>;

/** A page is made for readers, not to exhaust them: so many items are looked at. */
export const MAX_ITEMS = 2000;
const MAX_DEPTH = 12;

function listValues(value: JsonLdValue | undefined): readonly JsonLdValue[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value.flatMap((entry: JsonLdValue) => listValues(entry)) : [value];
}

/** The key without its vocabulary: `https://schema.org/name` and `schema:name` are `name`. */
function bareKey(key: string): string {
  return key.replace(/^.*[/#:]/u, '');
}

function valuesOf(item: JsonLdItem, key: string): readonly JsonLdValue[] {
  const direct = item.get(key);
  if (direct !== undefined) {
    return listValues(direct);
  }
  for (const [name, value] of item) {
    if (!name.startsWith('@') && bareKey(name) === key) {
      return listValues(value);
    }
  }
  return [];
}

function toText(value: JsonLdValue): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return toLine(String(value));
  }
  if (value === null || !isItem(value)) {
    return '';
  }
  const inner = value.get('@value') ?? valuesOf(value, 'name')[0] ?? value.get('@id');
  return typeof inner === 'string' || typeof inner === 'number' ? toLine(String(inner)) : '';
}

/** The texts of a property; an item in its place speaks by its name. */
export function textsOf(item: JsonLdItem, ...keys: readonly string[]): string[] {
  return keys.flatMap((key) => valuesOf(item, key).map(toText)).filter((text) => text !== '');
}

/** The first text of a property, or null. */
export function textOf(item: JsonLdItem, ...keys: readonly string[]): string | null {
  return textsOf(item, ...keys)[0] ?? null;
}

/** The number of a property: written with a point, or with a comma for decimals. */
export function numberOf(item: JsonLdItem, ...keys: readonly string[]): number | null {
  const text = textOf(item, ...keys);
  return text === null ? null : toNumber(text);
}

function toNumber(text: string): number | null {
  const digits = text.replace(/[^\d.,-]/gu, '');
  const isCommaDecimal = /,\d{1,2}$/u.test(digits) && !/\.\d{1,2}$/u.test(digits);
  const plain = isCommaDecimal ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
  const value = plain === '' ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** The items of a property, with what only points to an item replaced by it. */
export function itemsOf(item: JsonLdItem, index: ItemIndex, ...keys: readonly string[]): JsonLdItem[] {
  return keys.flatMap((key) =>
    valuesOf(item, key).flatMap((value) => {
      if (!isItem(value)) {
        const known = typeof value === 'string' ? index.get(value) : undefined;
        return known === undefined ? [] : [known];
      }
      return [resolve(value, index)];
    }),
  );
}

function resolve(item: JsonLdItem, index: ItemIndex): JsonLdItem {
  const id = item.get('@id');
  const isPointer = typeof id === 'string' && [...item.keys()].every((key) => key.startsWith('@'));
  return (isPointer ? index.get(id) : undefined) ?? item;
}

/** The types of an item without their vocabulary: `LocalBusiness`. */
export function typesOf(item: JsonLdItem): string[] {
  return listValues(item.get('@type')).flatMap((type) => (typeof type === 'string' ? [bareKey(type.trim())] : []));
}

/** An item with the properties that lead to it, each with the item whose property it is, outer ones first; none for one that stands alone. */
export type PlacedItem = { readonly item: JsonLdItem; readonly path: readonly { readonly key: string; readonly holder: JsonLdItem }[] };

/** Every item of a page with the properties that lead to it, outer ones first. Pointers are not followed: the item stands elsewhere. */
export function listPlaced(items: readonly JsonLdItem[]): PlacedItem[] {
  const placed: PlacedItem[] = [];
  const seen = new Set<JsonLdItem>();
  const queue: PlacedItem[] = items.map((item) => ({ item, path: [] }));
  for (let next = queue.shift(); next !== undefined && placed.length < MAX_ITEMS; next = queue.shift()) {
    const { item, path } = next;
    if (seen.has(item) || path.length > MAX_DEPTH) {
      continue;
    }
    seen.add(item);
    placed.push(next);
    for (const [key, value] of item) {
      for (const inner of listValues(value)) {
        if (isItem(inner)) {
          queue.push({ item: inner, path: [...path, { key: bareKey(key), holder: item }] });
        }
      }
    }
  }
  return placed;
}

/** The properties that point to each id from elsewhere: `author` for what an article names its author by `@id`. */
export function listPointers(placed: readonly PlacedItem[]): ReadonlyMap<string, PlacedItem['path']> {
  const pointers = new Map<string, { key: string; holder: JsonLdItem }[]>();
  for (const { item } of placed) {
    for (const [key, value] of item) {
      for (const inner of key.startsWith('@') ? [] : listValues(value)) {
        const id = isItem(inner) ? ([...inner.keys()].every((name) => name.startsWith('@')) ? inner.get('@id') : undefined) : inner;
        if (typeof id === 'string' && id !== '') {
          const held = pointers.get(id) ?? [];
          held.push({ key: bareKey(key), holder: item });
          pointers.set(id, held);
        }
      }
    }
  }
  return pointers;
}

/** The items that have an id of their own and say more than it. */
export function indexItems(items: readonly JsonLdItem[]): ItemIndex {
  const index = new Map<string, JsonLdItem>();
  for (const { item } of listPlaced(items)) {
    const id = item.get('@id');
    if (typeof id === 'string' && item.size > 1 && (index.get(id)?.size ?? 0) < item.size) {
      index.set(id, item);
    }
  }
  return index;
}
