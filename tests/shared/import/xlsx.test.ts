import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readXlsx } from '#shared/import/xlsx.ts';
import { aWorkbook } from './a-workbook.ts';

const rowsOf = (bytes: Uint8Array, sheet?: string) => {
  const read = readXlsx(bytes, sheet);
  return read.ok ? read.value.rows.map(({ line, cells }) => [line, ...cells]) : read.error;
};

describe('a workbook', () => {
  test('gives texts, numbers and days as a CSV would have them, by the number of the row', () => {
    const bytes = aWorkbook({
      Contacts: [['姓名', 'Phone', 'Since', 'A&B <x>'], ['王芳', 13_900_000_001, { day: 46_023 }, ''], [], ['', '', { day: 46_023.5 }, 'end']],
    });
    expect(rowsOf(bytes)).toEqual([
      [1, '姓名', 'Phone', 'Since', 'A&B <x>'],
      [2, '王芳', '13900000001', '2026-01-01'],
      [4, '', '', '2026-01-01 12:00:00', 'end'],
    ]);
  });

  test('inline texts, results of formulas, truths, faults, rich text and readings above characters', () => {
    const bytes = aWorkbook({
      S: [
        [
          { xml: '<c t="inlineStr"><is><r><t>one </t></r><r><rPr/><t xml:space="preserve">two</t></r><rPh><t>x</t></rPh></is></c>' },
          { xml: '<c t="str"><f>A1&amp;"b"</f><v>a &amp; b_x000D_</v></c>' },
          { xml: '<c t="b"><v>1</v></c>' },
          { xml: '<c t="e"><v>#N/A</v></c>' },
          { xml: '<c><v>1.39E10</v></c>' },
        ],
      ],
    });
    expect(rowsOf(bytes)).toEqual([[1, 'one two', 'a & b\r', 'TRUE', '', '13900000000']]);
  });

  test('a sheet by its name; the first visible one where none is named', () => {
    const bytes = aWorkbook(
      { Hidden: [['no']], First: [['a']], Second: [['b']] },
      {
        'xl/workbook.xml':
          '<workbook xmlns="m"><sheets><sheet name="Hidden" state="hidden" sheetId="1" r:id="rId1"/><sheet name="First" sheetId="2" r:id="rId2"/><sheet name="Second" sheetId="3" r:id="rId3"/></sheets></workbook>',
      },
    );
    const read = readXlsx(bytes);
    expect(read.ok && [read.value.sheets, read.value.sheet]).toEqual([['First', 'Second'], 'First']);
    expect(rowsOf(bytes, 'Second')).toEqual([[1, 'b']]);
    expect(rowsOf(bytes, 'Third')).toBe('sheet-missing');
  });

  test('elements with a prefix, rows and cells without references, formats of one’s own, days since 1904', () => {
    const bytes = aWorkbook(
      { S: [] },
      {
        'xl/workbook.xml':
          '<x:workbook xmlns:x="m"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="S" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
        'xl/worksheets/sheet1.xml':
          '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c s="0"><x:v>44561</x:v></x:c><x:c s="1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        'xl/sharedStrings.xml': '<x:sst xmlns:x="m"><x:si><x:t>hello</x:t></x:si></x:sst>',
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="0.0 &quot;dm&quot;"/></numFmts><cellXfs><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>',
      },
    );
    expect(rowsOf(bytes)).toEqual([[1, 'hello', '2026-01-01', '5']]);
  });
});

describe('what is no workbook', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'not-a-workbook'],
    ['text', strToU8('a,b\n1,2\n'), 'not-a-workbook'],
    ['another zip file', zipSync({ 'a.txt': strToU8('a') }), 'not-a-workbook'],
    ['the old binary form', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old-or-locked'],
  ])('%s', (_, bytes, fault) => {
    expect(rowsOf(bytes)).toBe(fault);
  });

  test('a part that inflates to more than the cap is refused before it is inflated', () => {
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    const started = performance.now();
    expect(rowsOf(bomb)).toBe('too-large');
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('tags that are never closed, and references beyond every sheet', () => {
    const sheet = (xml: string) => aWorkbook({ S: [] }, { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${xml}` });
    const started = performance.now();
    expect(rowsOf(sheet('<row><c>'.repeat(300_000)))).toEqual([]);
    expect(rowsOf(sheet(`<row>${'<c r="A1"><v>'.repeat(300_000)}</row>`))).toEqual([]);
    expect(rowsOf(sheet('<row r="1"><c r="ZZZ1"><v>1</v></c><c r="B1"><v>2</v></c></row>'))).toEqual([[1, '', '2']]);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
