/** Reading the few elements of SpreadsheetML that hold a table. No XML parser: nothing is resolved, included or executed. */

/** One element: its attributes as written and what stands between its tags. */
export type XmlElement = { readonly attributes: string; readonly inner: string };

/** The prefix that a part gives to the elements of its namespace (`x:` in `<x:worksheet>`), empty for most programs. */
export function prefixOf(xml: string): string {
  return /<(?![?!])(?:([\w.-]{1,40}):)?[\w.-]{1,40}[\s/>]/u.exec(xml.slice(0, 4000))?.[1]?.concat(':') ?? '';
}

/**
 * The elements of a name one after another, in the order of the text. One that is never closed ends the reading, so
 * that every character is looked at a bounded number of times. An element within another of its name is not expected.
 */
export function* elementsOf(xml: string, name: string, from = 0): Generator<XmlElement> {
  const opening = `<${name}`;
  const closing = `</${name}>`;
  let at = xml.indexOf(opening, from);
  while (at >= 0) {
    const after = xml.charAt(at + opening.length);
    const end = xml.indexOf('>', at);
    if (end < 0) {
      return;
    }
    if (after !== '>' && after !== '/' && !/\s/u.test(after)) {
      at = xml.indexOf(opening, at + opening.length);
      continue;
    }
    const isEmpty = xml.charAt(end - 1) === '/';
    const close = isEmpty ? end : xml.indexOf(closing, end);
    if (close < 0) {
      return;
    }
    const attributes = xml.slice(at + opening.length, Math.min(isEmpty ? end - 1 : end, at + 2000));
    yield { attributes, inner: isEmpty ? '' : xml.slice(end + 1, close) };
    at = xml.indexOf(opening, close);
  }
}

/** The value of an attribute, or undefined. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)(?:[\\w.-]{1,40}:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(attributes);
  return found === null ? undefined : decodeEntities(found[1] ?? found[2] ?? '');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of XML character data: the five named entities, numbered ones, and `_x000D_` as spreadsheets write controls. */
export function decodeEntities(text: string): string {
  const plain = text.includes('&')
    ? text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/giu, (all, name?: string, decimal?: string, hex?: string) => {
        const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
        return name !== undefined ? (NAMED[name.toLowerCase()] ?? all) : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      })
    : text;
  return plain.includes('_x') ? plain.replace(/_x([0-9A-Fa-f]{4})_/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : plain;
}

/** The text runs of a string item, one after another, without the readings (`rPh`) that stand above Han characters. */
export function textOf(inner: string, prefix: string): string {
  const start = inner.indexOf(`<${prefix}rPh`);
  const spoken = start < 0 ? inner : inner.slice(0, start);
  let text = '';
  for (const run of elementsOf(spoken, `${prefix}t`)) {
    text += decodeEntities(run.inner);
  }
  return text;
}
