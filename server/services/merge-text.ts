import type { Body, Json, Stamps, StoredRecord } from '#shared/model/record.ts';
import { unpackStamps, winnerOf, type Stamped } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { HistoryRow, StoredText } from '../store/port.ts';

/** What a write did to a field, as its history has it. */
export type FieldWrite = Pick<HistoryRow, 'field' | 'oldJson' | 'newJson' | 'stamp'>;

/** One write laid over what is stored, as text, and what it did: nothing when it changed nothing. */
type MergedText = { readonly record: StoredRecord; readonly text: StoredText; readonly writes: readonly FieldWrite[] };

/**
 * What `mergeOps` would make of a stored record and one write to it, without parsing the record: a dozen fields with names
 * that hardly two records share take an engine 20 microseconds to read and write again, the text of one field two.
 * Undefined for a record that was erased or is empty. The stamps may be packed one longer than they could be.
 */
export function mergeIntoText(text: StoredText, [, , field, value, stamp]: Op): MergedText | undefined {
  const packed: Record<string, string> = parse(text.c);
  const base = packed['_'];
  if (base === undefined || text.floor !== null) {
    return undefined;
  }
  const place = findValue(text.b, field);
  const oldJson = place ? text.b.slice(place.from, place.to) : null;
  const held: Stamped | undefined =
    oldJson === null ? undefined : { value: parse(oldJson), stamp: (Object.hasOwn(packed, field) ? packed[field] : undefined) ?? base };
  const winner = winnerOf(text.kind, field, held, { value, stamp });
  if (winner === undefined) {
    return { record: toRecord(text), text, writes: [] };
  }
  if (winner.stamp !== base || Object.hasOwn(packed, field)) {
    packed[field] = winner.stamp;
  }
  const newJson = JSON.stringify(winner.value);
  const b = place ? text.b.slice(0, place.from) + newJson + text.b.slice(place.to) : `${text.b.slice(0, -1)},${JSON.stringify(field)}:${newJson}}`;
  const { id, kind, floor } = text;
  const merged = { id, kind, b, c: JSON.stringify(packed), floor };
  return { record: toRecord(merged), text: merged, writes: [{ field, oldJson, newJson, stamp: winner.stamp }] };
}

/** The record of a text without a floor, parsed when somebody looks into it. Getters of its own, so that a copy has both as well. */
function toRecord({ id, kind, b, c }: StoredText): StoredRecord {
  let body: Body | undefined;
  let stamps: Stamps | undefined;
  const read = (): Body => (body ??= parse(b));
  return {
    id,
    kind,
    get body() {
      return read();
    },
    get stamps() {
      return (stamps ??= unpackStamps(parse(c), read()));
    },
  };
}

/** Where the value of a field stands in a body's JSON, which has no spaces; undefined when the field is not there. Throws `SyntaxError`. */
function findValue(b: string, field: string): { readonly from: number; readonly to: number } | undefined {
  const name = `${JSON.stringify(field)}:`;
  for (let at = 1; b.charAt(at) === '"';) {
    const from = endOfText(b, at) + 1;
    const to = endOfValue(b, from);
    if (from - at === name.length && b.startsWith(name, at)) {
      return { from, to };
    }
    at = to + 1;
  }
  return undefined;
}

/** Behind the value that begins at `from`. */
function endOfValue(b: string, from: number): number {
  let depth = 0;
  for (let at = from; ;) {
    const first = b.charAt(at);
    if (first === '"') {
      at = endOfText(b, at);
    } else {
      depth += first === '{' || first === '[' ? 1 : first === '}' || first === ']' ? -1 : 0;
      at += 1;
    }
    const next = b.charAt(at);
    if (depth === 0 && (next === ',' || next === '}')) {
      return at;
    }
    if (next === '') {
      throw new SyntaxError('a stored record is no JSON');
    }
  }
}

/** Behind the text that begins at `from`: the next quote before which stand no backslashes, or an even number of them. */
function endOfText(b: string, from: number): number {
  for (let quote = b.indexOf('"', from + 1); quote > 0; quote = b.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (b.charAt(quote - 1 - slashes) === '\\') {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return quote + 1;
    }
  }
  throw new SyntaxError('a stored record is no JSON');
}

/** What is stored was written by `JSON.stringify`, from a record or by the function above. */
function parse<T extends Json>(text: string): T {
  const json: T = JSON.parse(text);
  return json;
}
