import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { findSeparator, readCsv, readCsvPieces } from '#shared/import/csv.ts';

const rows = (text: string) => [...readCsv(text)].map(({ cells }) => cells);

describe('rows of a CSV text', () => {
  test.each([
    [
      'a mark of byte order and lines that end with CR LF',
      '\uFEFFa,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1,2\t3;4',
      [
        ['a', 'b'],
        ['1,2', '3;4'],
      ],
    ],
    [
      'separators, quotation marks and line ends inside quotes',
      'a,b\n"x,""y""\nz",2',
      [
        ['a', 'b'],
        ['x,"y"\nz', '2'],
      ],
    ],
    [
      'a quotation mark inside a field',
      'a,b\n5" pipe,2',
      [
        ['a', 'b'],
        ['5" pipe', '2'],
      ],
    ],
    ['empty lines', 'a\n\n\n1\n\n', [['a'], ['1']]],
    [
      'an empty last field',
      'a,b\n1,\n',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  test('lines are counted as an editor counts them, through quoted line ends', () => {
    const text = 'a,b\r\n"one\r\ntwo",1\r\n\r\nx,2\ry,3\nz,4';
    expect([...readCsv(text)].map(({ line, cells }) => [line, cells.at(-1)])).toEqual([
      [1, 'b'],
      [2, '1'],
      [5, '2'],
      [6, '3'],
      [7, '4'],
    ]);
  });

  test('a quotation mark that is never closed is said where it was opened, and does not swallow the rest', () => {
    const text = 'a,b\n1,2\n"never,3\n4,5\nx,"two\nlines"\n6,7';
    expect([...readCsv(text)].map(({ line, isCutOff, cells }) => [line, isCutOff, cells.at(-1)])).toEqual([
      [1, false, 'b'],
      [2, false, '2'],
      // The mark finds its end in the next quoted cell: what is between is one cell, as every reader of CSV has it.
      [3, false, 'never,3\n4,5\nx,two'],
      [6, false, 'lines"'],
      [7, false, '7'],
    ]);
    expect([...readCsv('a,b\n"never,3\n4,5\n6,7')].map(({ line, isCutOff }) => [line, isCutOff])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  test('blanks before an opening mark and after a closing one are none of the cell', () => {
    expect(rows('a, "b, c" ,d\n')).toEqual([['a', 'b, c', 'd']]);
  });

  test('a text of quotation marks takes no longer than its length allows', () => {
    const started = performance.now();
    let rows = 0;
    for (const piece of ['x,"y""\n', '"', '"",', 'x"', 'x,"', '"\n', ' "a"" ']) {
      rows += [...readCsv(piece.repeat(200_000), ',')].length;
    }
    expect(rows).toBeGreaterThan(100_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a heading in quotes with commas does not mislead the search for the separator', () => {
    expect(findSeparator('"a,b,c,d";"e"\n1;2')).toBe(';');
  });

  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', '世', '\t'), maxLength: 8 });

  test('whatever a writer of CSV writes is read as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (table) => {
        const text = Papa.unparse(table, { newline: '\n' });
        expect([...readCsv(text, ',')].map(({ cells }) => cells)).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });
});

test('reads the same rows from pieces, wherever they are cut', () => {
  const aCell = fc.oneof(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') }), fc.constantFrom('x', '"q,\n"', '"a""b"', '7" pipe'));
  const aText = fc.array(
    fc.array(aCell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(',')),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(aText, fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(9), { minLength: 1 }), (rows, end, sizes) => {
      // The first line is whole and names the columns, as in every table: the separator is read from it.
      const text = `a,b,c${end}${rows.join(end)}`;
      const pieces: string[] = [];
      for (let at = 0, turn = 0; at < text.length; turn += 1) {
        const size = 1 + (sizes[turn % sizes.length] ?? 0);
        pieces.push(text.slice(at, at + size));
        at += size;
      }
      expect([...readCsvPieces(pieces)]).toEqual([...readCsv(text)]);
    }),
  );
});
