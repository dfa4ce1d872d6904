/** Longest line that a record keeps (`Line` of shared/model/field.ts). */
const MAX_LINE_LENGTH = 500;

/**
 * Characters that a reader never sees but that change what he sees: controls, soft hyphen, zero-width space, byte order mark,
 * and the marks that turn the direction of text (Unicode TR 9), a known way to dress one name as another. The joiners U+200C
 * and U+200D stay, Persian and Indic names need them.
 */
const UNSEEN = /(?![\t\n\r])\p{Cc}|[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/** `text` cut to `max` UTF-16 units, never inside a character. */
function cutText(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** One clean line of `text`: composed (NFC), without unseen characters, white space run together, at most 500 units long. */
export function toLine(text: string): string {
  return toLongLine(text, MAX_LINE_LENGTH);
}

/** The same, at most `max` units long: a line that is read and not kept. */
export function toLongLine(text: string, max: number): string {
  const cut = cutText(text, max * 8);
  // Most lines are plain ASCII, which is composed and holds nothing unseen.
  const seen = /^[\t\n\r -~]*$/u.test(cut) ? cut : cut.normalize('NFC').replace(UNSEEN, '');
  return cutText(seen.replace(/\s+/gu, ' ').trim(), max).trimEnd();
}

/** Clean text of many lines: `\n` only, no unseen characters, no-break spaces as spaces, no white space at the ends of lines. */
export function toPlainText(text: string): string {
  const unix = text
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u2028\u2029]/gu, '\n')
    .replace(UNSEEN, '')
    .replace(/[\u00A0\u202F]/gu, ' ');
  const lines = unix.split('\n').map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? '' : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n');
}
