import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOK_FORMAT, createBookReader, createBookWriter, type BookEntry, type BookFault, type BookHead } from '#shared/import/book-file.ts';
import { digestOf, digestToText } from '#shared/sync/digest.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import { anOp } from '../sync/arbitraries.ts';

const head: BookHead = {
  format: BOOK_FORMAT,
  version: 1,
  exportedAt: '2026-11-27T09:00:00Z',
  organization: {
    id: 'org',
    name: 'Mothercraft',
    idSalt: '07'.repeat(32),
    currency: 'GBP',
    timeZone: 'Europe/London',
    epoch: 'e1',
    shareOnCapture: true,
  },
};
const anEntry = fc
  .tuple(fc.stringMatching(/^[cz][0-9a-f]{32}$/u), fc.array(anOp, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([id, ops, isErased]): BookEntry => {
    const { record } = mergeOps(
      emptyRecord(id, id.charAt(0)),
      ops.map(([, kind, field, value, stamp]) => [id, kind, field, value, stamp] as const),
    );
    return { record: isErased ? { ...record, floor: '0'.repeat(28) } : record, scopes: { o: 'full', 'r:u1': 'stub' } };
  });
const entries = fc
  .uniqueArray(anEntry, { maxLength: 8, selector: ({ record }) => record.id })
  .map((all) => all.toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1)));

function write(all: readonly BookEntry[], first: BookHead = head): readonly string[] {
  const writer = createBookWriter();
  return [writer.head(first), ...all.map(writer.entry), writer.end()];
}

function readAll(lines: readonly string[]): readonly BookEntry[] | BookFault {
  const reader = createBookReader();
  const found: BookEntry[] = [];
  for (const line of lines) {
    const read = reader.read(line);
    if (!read.ok) {
      return read.error;
    }
    if (read.value.is === 'entry') {
      found.push(read.value.entry);
    }
  }
  const end = reader.finish();
  return end.ok ? found : end.error;
}

describe('the file of a book', () => {
  it('gives back every record as it was, and its digest is that of the records', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const lines = write(all);
        expect(readAll(lines)).toEqual(JSON.parse(JSON.stringify(all)));
        expect(lines.every((line) => !line.includes('\n'))).toBe(true);
        expect(lines.at(-1)).toContain(digestToText(digestOf(all.map(({ record }) => record))));
        // What a mail program or an editor makes of line ends does no harm.
        expect(readAll(lines.map((line) => `${line}\r`))).toHaveLength(all.length);
      }),
    );
  });

  it('is refused at the line in which one character was changed', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (all, whichLine, whichPlace) => {
        const lines = [...write(all)];
        const at = whichLine % lines.length;
        const text = lines[at] ?? '';
        const place = whichPlace % text.length;
        const other = text.charAt(place) === '7' ? '8' : '7';
        lines[at] = text.slice(0, place) + other + text.slice(place + 1);
        expect(readAll(lines)).toMatchObject({ line: at + 1 });
      }),
    );
  });

  it('is refused when lines are missing, doubled, swapped, or come after the end', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, which) => {
        const lines = write(all);
        const at = which % lines.length;
        const isFirst = at === 0;
        const isLast = at === lines.length - 1;
        expect(readAll(lines.toSpliced(at, 1))).toMatchObject(isLast ? { code: 'cut-off', line: at } : { line: at + 1 });
        expect(readAll(lines.toSpliced(at, 0, lines[at] ?? ''))).toMatchObject(isLast ? { code: 'goes-on', line: at + 2 } : { line: at + 2 });
        if (!isFirst) {
          expect(readAll(lines.with(at, lines[at - 1] ?? '').with(at - 1, lines[at] ?? ''))).toMatchObject({ line: at });
        }
      }),
    );
  });

  it('says why: another file, a newer program, a record that is none', () => {
    expect(readAll(['customer,date,amount'])).toEqual({ code: 'not-a-book', line: 1 });
    expect(readAll(write([], { ...head, version: 2 }))).toEqual({ code: 'newer', line: 1 });
    expect(readAll([])).toEqual({ code: 'cut-off', line: 0 });
    const broken: BookEntry = { record: { id: '../etc', kind: '.', body: {}, stamps: {} }, scopes: {} };
    expect(readAll(write([broken]))).toEqual({ code: 'broken', line: 2 });
  });
});
