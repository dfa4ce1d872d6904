import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#shared/import/csv.ts';
import { writeCsv } from '#shared/import/write-csv.ts';

describe('a written CSV file', () => {
  it('has a mark of byte order in UTF-8, so that a spreadsheet reads Chinese names', () => {
    const bytes = new TextEncoder().encode(writeCsv([['林怡君', 87.5, null]]));
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('林怡君,87.5,\r\n');
  });

  it.each(['=HYPERLINK("http://evil.example","x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x'])(
    'keeps %j from being taken for a formula',
    (text) => {
      const [row] = [...readCsv(writeCsv([[text]]), ',')];
      expect(row?.cells).toEqual([`'${text}`]);
    },
  );

  it('leaves numbers numbers, negative ones too', () => {
    expect(writeCsv([[-1, 0.5]])).toBe('\uFEFF-1,0.5\r\n');
  });

  it('is read back as it was written, whatever stands in a cell', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => `x${text}`);
    const awkward = fc.constantFrom('a,b', 'a"b', '"', 'a\r\nb', 'a\nb', '', '林,怡君', 'a;b');
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(cell, awkward), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
        // A line of empty cells only is passed over by the reader, as every spreadsheet's blank line is.
        const told = rows.filter((cells) => cells.some((each) => each !== ''));
        expect([...readCsv(writeCsv(told), ',')].map(({ cells }) => cells)).toEqual(told);
      }),
    );
  });
});
