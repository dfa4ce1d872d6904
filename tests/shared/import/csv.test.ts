import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { findSeparator, readCsv } from '#shared/import/csv.ts';

const rows = (text: string) => [...readCsv(text)].map(({ fields }) => fields);

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
    expect([...readCsv(text)].map(({ line, fields }) => [line, fields.at(-1)])).toEqual([
      [1, 'b'],
      [2, '1'],
      [5, '2'],
      [6, '3'],
      [7, '4'],
    ]);
  });

  test('a quotation mark that is never closed is said, where it was opened', () => {
    expect([...readCsv('a,b\n1,2\n"never,3\n4,5')].map(({ line, open }) => [line, open])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  test('a heading in quotes with commas does not mislead the search for the separator', () => {
    expect(findSeparator('"a,b,c,d";"e"\n1;2')).toBe(';');
  });

  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', '世', '\t'), maxLength: 8 });

  test('whatever a writer of CSV writes is read as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (table) => {
        const text = Papa.unparse(table, { newline: '\n' });
        expect([...readCsv(text, ',')].map(({ fields }) => fields)).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });
});
