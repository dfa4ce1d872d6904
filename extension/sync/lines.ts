import * as v from 'valibot';
import { AppError } from '#shared/errors.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import type { GoneLine, RecordLine } from '#shared/wire/sync.ts';

/** The lines of one page, whole. */
export type Lines<E> = { readonly records: readonly RecordLine[]; readonly gone: readonly GoneLine[]; readonly end: E };

/**
 * The lines of a page whose last line is its `end`. Throws `server-unreachable` when that is missing: the page was cut on
 * its way and is thrown away.
 */
export function parseLines<E>(schema: v.GenericSchema<unknown, RecordLine | GoneLine | { readonly end: E }>, text: string): Lines<E> {
  const records: RecordLine[] = [];
  const gone: GoneLine[] = [];
  let last: { readonly end: E } | undefined;
  for (const line of text.split('\n')) {
    if (line === '') {
      continue;
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), line);
    if (!parsed.success || last) {
      throw new AppError('server-unreachable', { reason: 'page' });
    }
    if ('end' in parsed.output) {
      last = parsed.output;
    } else if ('gone' in parsed.output) {
      gone.push(parsed.output);
    } else {
      records.push(parsed.output);
    }
  }
  if (!last) {
    throw new AppError('server-unreachable', { reason: 'page cut' });
  }
  return { records, gone, end: last.end };
}

/** The record that a line of the wire carries. */
export function toStored(line: RecordLine): StoredRecord {
  return { id: line.i, kind: line.k, body: line.b, stamps: unpackStamps(line.c, line.b), ...(line.floor === undefined ? {} : { floor: line.floor }) };
}
