const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A control character inside of a JSON string, in the form that JSON allows. */
function escapeControl(character: string): string {
  return SHORT_ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Finds a mark from a place on; a place is asked after in rising order, so that the text is searched once. */
function createFinder(text: string, mark: RegExp): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      mark.lastIndex = from;
      found = mark.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    }
    return found;
  };
}

/** Where the comment that begins at `at` ends, or `at` where none begins. */
function skipComment(text: string, at: number, nextClose: (from: number) => number, nextBracket: (from: number) => number): number {
  if (text.startsWith('<!--', at)) {
    // An HTML comment around the JSON hides it from old browsers: only its marks go. One without JSON in it goes whole.
    const close = nextClose(at);
    return close < nextBracket(at) ? close + 3 : at + 4;
  }
  if (text.startsWith('-->', at)) {
    return at + 3;
  }
  const opener = ['/*<![CDATA[*/', '/*]]>*/', '<![CDATA[', ']]>'].find((mark) => text.startsWith(mark, at));
  if (opener !== undefined) {
    return at + opener.length;
  }
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end + 1;
  }
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  return at;
}

/**
 * `text` as strict JSON where only comments, HTML comment marks, CDATA marks, commas before a closing bracket, a last semicolon
 * or raw control characters made it broken, and how deep its brackets nest. One pass; JSON without faults comes back unchanged
 * in meaning.
 */
export function repairJson(text: string): { text: string; depth: number } {
  const out: string[] = [];
  let depth = 0;
  let deepest = 0;
  let at = 0;
  /** The index in `out` of a comma that nothing has followed yet. */
  let openComma = -1;
  const nextClose = createFinder(text, /-->/gu);
  const nextBracket = createFinder(text, /[{[]/gu);
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      const start = at;
      let piece = '';
      let from = at;
      at += 1;
      while (at < text.length && text[at] !== '"') {
        if (text[at] === '\\') {
          at += 1;
        } else if ((text[at] ?? ' ') < ' ') {
          piece += text.slice(from, at) + escapeControl(text[at] ?? '');
          from = at + 1;
        }
        at += 1;
      }
      at = Math.min(at + 1, text.length);
      out.push(piece + text.slice(Math.max(from, start), at));
      openComma = -1;
      continue;
    }
    const next = skipComment(text, at, nextClose, nextBracket);
    if (next > at) {
      at = next;
      continue;
    }
    if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
      openComma = -1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (openComma >= 0) {
        out[openComma] = '';
      }
      openComma = -1;
    } else if (character === ',') {
      openComma = out.length;
    } else if (character.trim() !== '' && character >= ' ') {
      openComma = -1;
    }
    out.push(character < ' ' || character === '\uFEFF' ? ' ' : character);
    at += 1;
  }
  return { text: out.join('').replace(/;\s*$/u, ''), depth: deepest };
}
