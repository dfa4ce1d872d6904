import { expect, test } from 'vitest';
import { readCsv } from '#shared/import/csv.ts';
import { decodeText } from '#shared/import/decode.ts';

const text = '客户,日期,金额,产品\r\n张伟（上海）,2026-03-01,"1,200.00",婴儿奶粉 900克\r\n𠮷野屋,2026-03-02,80€,湿巾\r\n';
/** The same text as a spreadsheet in China saves it: GB18030, four bytes for the rare letter of the third line. */
const gb18030 = Buffer.from(
  [
    'bfcdbba72cc8d5c6da2cbdf0b6ee2cb2fac6b70d0ad5c5ceb0a3a8c9cfbaa3a3a92c323032362d30332d30312c22312c',
    '3230302e3030222cd3a4b6f9c4ccb7db20393030bfcb0d0a9534b235d2b0cedd2c323032362d30332d30322c3830a2e3',
    '2ccaaabded0d0a',
  ].join(''),
  'hex',
);

test('trap: a CSV from Excel in China is GB18030, and is read as such', () => {
  expect(decodeText(gb18030)).toBe(text);
  expect([...readCsv(decodeText(gb18030))].map(({ fields }) => fields)).toEqual([
    ['客户', '日期', '金额', '产品'],
    ['张伟（上海）', '2026-03-01', '1,200.00', '婴儿奶粉 900克'],
    ['𠮷野屋', '2026-03-02', '80€', '湿巾'],
  ]);
});

test('its euro sign of one byte, which code page 936 has, is one too', () => {
  expect(decodeText(new Uint8Array([0xbd, 0xf0, 0x38, 0x30, 0x80]))).toBe('金80€');
});

test('trap: a CSV from Excel in China is GB18030, and UTF-8 and UTF-16 are not taken for it', () => {
  const utf16 = (isBig: boolean): Uint8Array => {
    const bytes = new DataView(new ArrayBuffer(2 + text.length * 2));
    for (const [at, unit] of `\uFEFF${text}`.split('').entries()) {
      bytes.setUint16(at * 2, unit.charCodeAt(0), !isBig);
    }
    return new Uint8Array(bytes.buffer);
  };
  for (const bytes of [new TextEncoder().encode(text), new TextEncoder().encode(`\uFEFF${text}`), utf16(false), utf16(true)]) {
    expect(decodeText(bytes).replace(/^\uFEFF/u, '')).toBe(text);
  }
});
