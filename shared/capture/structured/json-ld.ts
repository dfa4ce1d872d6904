import type { CaptureNote } from '../../model/capture.ts';
import { repairJson } from './repair.ts';

/** Larger or deeper markup is not a card or an order: it is left unread. */
const MAX_MARKUP_BYTES = 256 * 1024;
const MAX_DEPTH = 32;

/** A value of JSON-LD. Objects are maps, so that no key of a stranger reaches an object of ours. */
export type JsonLdValue = string | number | boolean | null | JsonLdItem | readonly JsonLdValue[];
/** An object of JSON-LD by its keys. */
export type JsonLdItem = ReadonlyMap<string, JsonLdValue>;

/** Keys that turn an object into another one where code copies them (CWE-1321). */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** How many bytes `text` has in UTF-8, without writing them. */
function countBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes += unit > 0x7f ? 1 : 0;
    // Two halves of a pair are four bytes together.
    bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 1 : 0;
  }
  return bytes;
}

function toValue(input: unknown, refuse: (key: string) => void): JsonLdValue {
  if (Array.isArray(input)) {
    return input.map((entry: unknown) => toValue(entry, refuse));
  }
  if (typeof input === 'object' && input !== null) {
    return toItem(input, refuse);
  }
  return typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean' ? input : null;
}

function toItem(input: object, refuse: (key: string) => void): JsonLdItem {
  const item = new Map<string, JsonLdValue>();
  for (const [key, value] of Object.entries(input)) {
    if (REFUSED_KEYS.has(key)) {
      refuse(key);
    } else {
      item.set(key, toValue(value, refuse));
    }
  }
  return item;
}

/** True for an object of JSON-LD. */
export function isItem(value: JsonLdValue): value is JsonLdItem {
  return value instanceof Map;
}

/** The items of a block: an object, a list of them, or the `@graph` of either. */
function listItems(value: JsonLdValue): JsonLdItem[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry: JsonLdValue) => listItems(entry));
  }
  if (!isItem(value)) {
    return [];
  }
  const graph = value.get('@graph');
  return graph === undefined ? [value] : listItems(graph);
}

/** `text` as JSON, or undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads JSON-LD blocks as pages and mails carry them: with comments, trailing commas and raw control characters, which other
 * readers accept too. Size and depth are checked before anything is parsed; a note says what was left out and why.
 */
export function readJsonLd(blocks: readonly string[]): { items: readonly JsonLdItem[]; notes: readonly CaptureNote[] } {
  const items: JsonLdItem[] = [];
  const notes: CaptureNote[] = [];
  for (const block of blocks) {
    const bytes = block.length > MAX_MARKUP_BYTES ? block.length : countBytes(block);
    if (bytes > MAX_MARKUP_BYTES) {
      notes.push({ key: 'markup-too-deep', detail: `${Math.ceil(bytes / 1024)} kB` });
      continue;
    }
    const { text, depth } = repairJson(block);
    if (depth > MAX_DEPTH) {
      notes.push({ key: 'markup-too-deep', detail: String(depth) });
      continue;
    }
    if (text.trim() === '') {
      continue;
    }
    const parsed = parseJson(text);
    if (parsed === undefined) {
      notes.push({ key: 'markup-broken', detail: '' });
      continue;
    }
    items.push(
      ...listItems(
        toValue(parsed, (key) => {
          // Said once for each key: a block may hold thousands of them.
          if (!notes.some((note) => note.detail === key)) {
            notes.push({ key: 'markup-key-refused', detail: key });
          }
        }),
      ),
    );
  }
  return { items, notes };
}
