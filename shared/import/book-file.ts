import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { Currency, Instant } from '../model/field.ts';
import type { Json, StoredRecord } from '../model/record.ts';
import { findEntity } from '../model/registry.ts';
import { err, ok, type Result } from '../result.ts';
import { addToDigest, createDigest, digestToText } from '../sync/digest.ts';
import { packStamps, unpackStamps } from '../sync/merge.ts';

/**
 * A whole book as one file of JSON lines: a first line that says whose it is, a line for each record by rising id, a last
 * line with the counts and the digest. Each line ends with a check over itself and all lines before it, so that a file that
 * was cut off or altered is refused with the number of the line.
 */
export const BOOK_FORMAT = 'sidebook-book';
export const BOOK_FORMAT_VERSION = 1;

const Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]*$/u));

/** Whose book it is. `idSalt` is what ids are derived with: without it what is captured later would not meet what is here. */
export const BookHead = v.looseObject({
  format: v.literal(BOOK_FORMAT),
  version: v.pipe(v.number(), v.integer()),
  exportedAt: Instant,
  organization: v.looseObject({
    id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    name: v.string(),
    idSalt: v.pipe(Hex, v.length(64)),
    currency: v.nullable(Currency),
    timeZone: v.string(),
    epoch: v.string(),
    shareOnCapture: v.boolean(),
  }),
});
export type BookHead = v.InferOutput<typeof BookHead>;

/** A record with who may see it: scope -> how much. */
export type BookEntry = { readonly record: StoredRecord; readonly scopes: Readonly<Record<string, 'full' | 'stub'>> };

/** What the last line says. `counts`: records by the name of their kind. */
export type BookTail = { readonly records: number; readonly counts: Readonly<Record<string, number>>; readonly digest: string };

const Stamp = v.pipe(v.string(), v.regex(/^[0-9a-f]{28}$/u));
const JsonValue: v.GenericSchema<unknown, Json> = v.custom<Json>((value) => value !== undefined);
const EntryLine = v.looseObject({
  kind: v.string(),
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{1,63}$/u)),
  fields: v.record(v.string(), JsonValue),
  stamps: v.record(v.string(), Stamp),
  floor: v.exactOptional(Stamp),
  scopes: v.record(v.string(), v.picklist(['full', 'stub'])),
});
const TailLine = v.looseObject({ end: v.looseObject({ records: v.number(), counts: v.record(v.string(), v.number()), digest: Hex }) });

/** Why a file is not taken, and the line at which it shows, from 1. */
export type BookFault = {
  readonly code: 'not-a-book' | 'newer' | 'altered' | 'broken' | 'cut-off' | 'goes-on' | 'count-differs' | 'order';
  readonly line: number;
};

const CHECK = /,"check":"([0-9a-f]{16})"\}\r?$/u;
const encoder = new TextEncoder();

/** Hex of the SHA-256 of a text. A server gives its own, which is many times as fast. */
export type HashText = (text: string) => string;

const hashText: HashText = (text) => bytesToHex(sha256(encoder.encode(text)));

function chain(hash: HashText, before: string, line: string): string {
  return hash(`${before}\n${line}`).slice(0, 16);
}

/** Makes the lines of a book, one after another, without the line feed at their ends. */
export function createBookWriter(hash: HashText = hashText): {
  readonly head: (head: BookHead) => string;
  readonly entry: (entry: BookEntry) => string;
  readonly end: () => string;
  readonly tail: () => BookTail;
} {
  const digest = createDigest();
  const counts = new Map<string, number>();
  let records = 0;
  let check = '';
  const seal = (content: object): string => {
    const line = JSON.stringify(content);
    check = chain(hash, check, line);
    return `${line.slice(0, -1)},"check":"${check}"}`;
  };
  const tail = (): BookTail => ({
    records,
    counts: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    digest: digestToText(digest),
  });
  return {
    head: seal,
    entry: ({ record, scopes }) => {
      const { id, kind, body, stamps, floor } = record;
      const name = findEntity(kind)?.name ?? kind;
      addToDigest(digest, record);
      records += 1;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return seal({ kind: name, id, fields: body, stamps: packStamps(stamps), ...(floor === undefined ? {} : { floor }), scopes });
    },
    end: () => seal({ end: tail() }),
    tail,
  };
}

/** What a line of a book was. */
export type BookLine =
  | { readonly is: 'head'; readonly head: BookHead }
  | { readonly is: 'entry'; readonly entry: BookEntry }
  | { readonly is: 'end'; readonly tail: BookTail };

/**
 * Reads the lines of a book in their order, and checks each. `finish` is asked after the last one: a file without its last
 * line was cut off.
 */
export function createBookReader(hash: HashText = hashText): {
  readonly read: (line: string) => Result<BookLine, BookFault>;
  readonly finish: () => Result<BookTail, BookFault>;
} {
  const digest = createDigest();
  let line = 0;
  let records = 0;
  let check = '';
  let last = '';
  let tail: BookTail | undefined;
  const fault = (code: BookFault['code']): Result<never, BookFault> => err({ code, line });

  function readHead(content: unknown): Result<BookLine, BookFault> {
    const head = v.safeParse(BookHead, content);
    if (!head.success) {
      return fault(v.is(v.looseObject({ format: v.literal(BOOK_FORMAT) }), content) ? 'broken' : 'not-a-book');
    }
    return head.output.version > BOOK_FORMAT_VERSION ? fault('newer') : ok({ is: 'head', head: head.output });
  }

  function readEntry(content: unknown): Result<BookLine, BookFault> {
    const parsed = v.safeParse(EntryLine, content);
    if (!parsed.success) {
      return fault('broken');
    }
    const { id, fields, stamps, floor, scopes } = parsed.output;
    const unpacked = unpackStamps(stamps, fields);
    if (id <= last) {
      return fault('order');
    }
    last = id;
    const record: StoredRecord = { id, kind: id.charAt(0), body: fields, stamps: unpacked, ...(floor === undefined ? {} : { floor }) };
    addToDigest(digest, record);
    records += 1;
    return ok({ is: 'entry', entry: { record, scopes } });
  }

  return {
    read(text) {
      line += 1;
      if (tail !== undefined) {
        return fault('goes-on');
      }
      const sum = CHECK.exec(text);
      const content = sum === null ? undefined : parse(`${text.slice(0, sum.index)}}`);
      if (sum === null || content === undefined) {
        // The first line of another file is no book; a later line that is none was cut off or changed.
        return fault(line === 1 ? 'not-a-book' : 'altered');
      }
      const expected = chain(hash, check, `${text.slice(0, sum.index)}}`);
      if (sum[1] !== expected) {
        return fault('altered');
      }
      check = expected;
      if (line === 1) {
        return readHead(content);
      }
      const end = v.safeParse(TailLine, content);
      if (!end.success) {
        return readEntry(content);
      }
      tail = { records: end.output.end.records, counts: end.output.end.counts, digest: end.output.end.digest };
      return tail.records === records && tail.digest === digestToText(digest) ? ok({ is: 'end', tail }) : fault('count-differs');
    },
    finish: () => (tail === undefined ? fault('cut-off') : ok(tail)),
  };
}

function parse(json: string): unknown {
  try {
    const content: unknown = JSON.parse(json);
    return content;
  } catch {
    return undefined;
  }
}
