import { describe, expect, test } from 'vitest';
import { readCsv } from '#shared/import/csv.ts';
import { decodeText, guessEncoding, type Encoding } from '#shared/import/decode.ts';
import { encode } from './encode.ts';

const SIMPLIFIED = '姓名,公司,电话,邮箱\n王小明,北京远望科技有限公司,010-65550123,wang@yuanwang.example\n欧阳慧,青岛海潮贸易,13900000001,\n';
const TRADITIONAL = '姓名,公司,電話,信箱\n陳怡君,台北晨光實業股份有限公司,02-25550123,chen@chenguang.example\n歐陽靖,高雄港都貿易,0912000001,\n';
const WESTERN =
  'Name,Firma,Straße\nJürgen Müller,Käse & Söhne,Größenweg 5\nÉlodie Façade,Crème d’Été,12 rue de la Forêt\nÄrzte Übersee,Österreich,Ångström\n';

describe('what a file is written in', () => {
  test.each<[string, Encoding, string]>([
    ['simplified', 'gb18030', SIMPLIFIED],
    ['simplified', 'utf-8', SIMPLIFIED],
    ['simplified', 'utf-16le', SIMPLIFIED],
    ['traditional', 'big5', TRADITIONAL],
    ['traditional', 'gb18030', TRADITIONAL],
    ['traditional', 'utf-16be', TRADITIONAL],
    ['western', 'windows-1252', WESTERN],
    ['western', 'utf-8', WESTERN],
    ['western', 'utf-16le', WESTERN],
  ])('%s text in %s', (_, encoding, text) => {
    const bytes = encode(text, encoding);
    expect(guessEncoding(bytes).encoding).toBe(encoding);
    expect(decodeText(bytes)).toBe(text);
  });

  test.each<[Encoding, string]>([
    ['gb18030', '姓名,电话\n王芳,1\n'],
    ['big5', '姓名,電話\n林志明,1\n'],
    ['big5', '客戶名稱;聯絡人\n大同;李\n'],
    ['gb18030', '客户名称;联系人\n大同;李\n'],
    ['windows-1252', 'name;town\nMüller;Köln\n'],
    ['windows-1252', 'name;town\nÄrzte;Berlin\n'],
    ['windows-1252', 'nom;ville\nDupont;Orléans\n'],
    ['windows-1252', 'price\n5 €\n'],
  ])('a few letters in %s: %s', (encoding, text) => {
    expect(guessEncoding(encode(text, encoding)).encoding).toBe(encoding);
  });

  test('a mark of byte order decides, and is no part of the text', () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]);
    expect([guessEncoding(marked), decodeText(marked)]).toEqual([{ encoding: 'utf-8', reason: 'mark' }, 'a']);
    const wide = Uint8Array.from([0xfe, 0xff, 0, 0x61]);
    expect([guessEncoding(wide), decodeText(wide)]).toEqual([{ encoding: 'utf-16be', reason: 'mark' }, 'a']);
  });

  test('one broken byte in a long UTF-8 file is damage, and plain ASCII says so', () => {
    const bytes = encode(SIMPLIFIED.repeat(3), 'utf-8');
    expect(guessEncoding(Uint8Array.from([...bytes, 0xff]))).toEqual({ encoding: 'utf-8', reason: 'mostly-valid' });
    expect(guessEncoding(encode('a,b\n1,2\n', 'utf-8'))).toEqual({ encoding: 'utf-8', reason: 'plain' });
  });

  test('the user can say another', () => {
    expect(decodeText(encode('é', 'windows-1252'), 'windows-1252')).toBe('é');
  });
});

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
  expect([...readCsv(decodeText(gb18030))].map(({ cells }) => cells)).toEqual([
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
