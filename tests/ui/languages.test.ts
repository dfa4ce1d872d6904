import { describe, expect, test } from 'vitest';
import { LANGUAGES, languageOf, textsFor } from '#shared/text/index.ts';

type Said = readonly [key: string, text: string];

/** What a function of texts is asked with: names for the places of texts, figures for those of counts. */
const given = (count: number): readonly unknown[] => [count, count, count, count, count];

/** Every sentence of a language, the functions called with figures; keys in the form `console.table.name`. */
function allOf(value: unknown, key = ''): readonly Said[] {
  if (typeof value === 'string') {
    return [[key, value]];
  }
  if (typeof value === 'function') {
    return [1, 2, 5].flatMap((count) => [[key, String(Reflect.apply(value, undefined, label(given(count))))] as const]);
  }
  return Object.entries(value ?? {}).flatMap(([name, inner]) => allOf(inner, key === '' ? name : `${key}.${name}`));
}

/**
 * A label is text and number alike: some functions write it in lower case. It is an object of numbers as well, whose fields are
 * all the same figure, and one that says sums, days and shares.
 */
function label(values: readonly unknown[]): readonly unknown[] {
  return values.map((value) => {
    const said = (): string => String(value);
    const known = new Map<string | symbol, unknown>(['toLocaleLowerCase', 'money', 'day', 'share'].map((name) => [name, said]));
    return new Proxy(Object(value), {
      get(held: object, name) {
        const own: unknown = Reflect.get(held, name);
        return known.get(name) ?? (typeof own === 'function' ? own.bind(held) : typeof name === 'symbol' ? own : (own ?? value));
      },
    });
  });
}

/** The letters of an encoding, by decoding every pair of bytes of its part for Chinese. */
function lettersOf(encoding: string, leads: readonly [number, number], trails: readonly (readonly [number, number])[]): ReadonlySet<string> {
  const decoder = new TextDecoder(encoding);
  const letters = new Set<string>();
  for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
    for (const [from, to] of trails) {
      for (let trail = from; trail <= to; trail += 1) {
        letters.add(decoder.decode(new Uint8Array([lead, trail])));
      }
    }
  }
  return letters;
}

// GB 2312 has the letters of the mainland and no traditional ones, Big5 those of Taiwan and no simplified ones.
const simplified = lettersOf('gbk', [0xb0, 0xf7], [[0xa1, 0xfe]]);
const traditional = lettersOf(
  'big5',
  [0xa4, 0xf9],
  [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ],
);
const HAN = /\p{Script=Han}/u;

const keysOf = (texts: unknown): readonly string[] => [...new Set(allOf(texts).map(([key]) => key))].toSorted();
const english = textsFor('en-GB');
const chinese = [
  ['zh-Hans', textsFor('zh-CN'), simplified],
  ['zh-Hant', textsFor('zh-TW'), traditional],
] as const;

/** What is written in Latin letters in Chinese too: names, commands, settings, formats, keys, the names of columns, examples. */
const LATIN =
  /Sidebook|sidebook (?:restore|import|doctor)|SIDEBOOK_[A-Z_]+|PostgreSQL|pg_dump|JSON|npm run -s analyse|WhatsApp|Ctrl V|⌘ V|npm start|Alt\+Shift\+S|Enter|no-reply|(?:anna@)?example\.com|CSV|MB|Esc|esc|Ctrl|CNY|TWD|https:\/\/book\.example\.com|mail\.example\.com|customer|date|amount|XLSX?|vCard|mbox|eml|Unicode|UTF-\d+|GB18030|Big5|Windows-1252|QQ|WhatsApp|LINE|Skype|CN|TW/gu;

describe('languages', () => {
  test('each locale gets its own', () => {
    expect(LANGUAGES.map(({ tag }) => tag)).toEqual(['en', 'zh-Hans', 'zh-Hant']);
    expect(['zh-CN', 'zh-SG', 'zh', 'zh-TW', 'zh-HK', 'zh-Hant-CN', 'de-DE'].map(languageOf)).toEqual([
      'zh-Hans',
      'zh-Hans',
      'zh-Hans',
      'zh-Hant',
      'zh-Hant',
      'zh-Hant',
      'en',
    ]);
    expect(new Set(LANGUAGES.map(({ locale }) => textsFor(locale))).size).toBe(3);
  });

  test.each(chinese)('%s has every key and none left in English', (_, texts) => {
    expect(keysOf(texts)).toEqual(keysOf(english));
    const left = allOf(texts).filter(([, text]) => /[A-Za-z]{2}/u.test(text.replace(LATIN, '')));
    expect(left).toEqual([]);
  });

  test.each(chinese)('%s has no letter of the other script', (_, texts, letters) => {
    const foreign = allOf(texts).flatMap(([key, text]) =>
      Array.from(text)
        .filter((letter) => HAN.test(letter) && !letters.has(letter))
        .map((letter) => `${key}: ${letter} in ${text}`),
    );
    expect(foreign).toEqual([]);
  });

  test('the rule about letters bites both ways', () => {
    expect(Array.from('储搜简').every((letter) => simplified.has(letter) && (letter === '搜' || !traditional.has(letter)))).toBe(true);
    expect(Array.from('儲尋簡').every((letter) => traditional.has(letter) && !simplified.has(letter))).toBe(true);
  });

  test('Traditional says it as Taiwan does', () => {
    const said = allOf(textsFor('zh-TW'))
      .map(([, text]) => text)
      .join('\n');
    expect(said).not.toMatch(/保存|搜索|數據|軟件|默認|服務器|網絡|信息|鏈接|文件|登錄|設置|程序|用戶|屏幕|打印|郵箱/u);
    expect(said).toMatch(/儲存/u);
    expect(said).toMatch(/搜尋/u);
    expect(said).toMatch(/預設/u);
  });

  test.each(chinese)('%s is plain: no exclamation marks, full-width signs after Chinese', (_, texts) => {
    for (const [key, text] of allOf(texts)) {
      expect([key, text]).not.toEqual([key, expect.stringMatching(/[!！]|\p{Script=Han}[,;?]|undefined|\[object/u)]);
    }
  });

  test('English has no exclamation marks either', () => {
    expect(allOf(english).filter(([, text]) => /!/u.test(text))).toEqual([]);
  });
});
