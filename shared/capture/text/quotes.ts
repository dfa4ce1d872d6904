import { toPlainText } from '../line.ts';
import { isSentFrom } from './closings.ts';
import { QUOTE_MARK } from '../marks.ts';
import { markLines, type LineKind } from './quote-lines.ts';

/** So many lines with `>` are a quote even where nobody is said to have written them. */
const LINES_THAT_QUOTE = 3;
/** A mail of more lines is read to here by the rules; the rest stays as it is. */
const MAX_LINES = 20_000;

/** The index of the next line at or after `from` that is not empty. */
function skipEmpty(kinds: readonly LineKind[], from: number): number {
  let at = from;
  while (at < kinds.length && kinds[at] === 'empty') {
    at += 1;
  }
  return at;
}

/** Where an app's line ("Sent from my phone") ends what the author wrote, or the number of lines: what follows it is the mail below. */
function findAppLine(lines: readonly string[], kinds: readonly LineKind[]): number {
  const at = lines.findIndex((line, index) => kinds[index] === 'text' && isSentFrom(line));
  const hasTextAbove = kinds.slice(0, Math.max(at, 0)).includes('text');
  return at >= 0 && hasTextAbove && kinds[at + 1] === 'empty' ? at + 1 : lines.length;
}

/** Which lines the author wrote himself. */
function keepOwnLines(kinds: readonly LineKind[]): boolean[] {
  const keep = kinds.map(() => true);
  const quotes = kinds.filter((kind) => kind === 'quoted').length;
  const says = kinds.includes('attribution') || kinds.includes('weak-attribution');
  // At the very end, two lines with `>` are enough: nobody ends a letter so.
  const endsQuoted = kinds
    .filter((kind) => kind !== 'empty')
    .slice(-2)
    .every((kind) => kind === 'quoted');
  const quotesCount = says ? 1 : endsQuoted ? 2 : LINES_THAT_QUOTE;
  let at = 0;
  while (at < kinds.length) {
    const kind = kinds[at];
    if (kind === 'attribution' || kind === 'weak-attribution') {
      let end = at;
      while (end < kinds.length && (kinds[end] === 'attribution' || kinds[end] === 'weak-attribution' || kinds[end] === 'empty')) {
        end += 1;
      }
      if (kinds[end] === 'quoted') {
        keep.fill(false, at, end);
        at = end;
        continue;
      }
      if (kinds.slice(at, end).includes('attribution')) {
        // The quoted text bears no marks: nothing tells where it ends, so it goes to the end.
        keep.fill(false, at);
        return keep;
      }
      at = end;
      continue;
    }
    if (kind === 'quoted' && quotes >= quotesCount) {
      keep[at] = false;
      const next = skipEmpty(kinds, at + 1);
      if (kinds[next] === 'quoted') {
        keep.fill(false, at, next);
      }
    }
    at += 1;
  }
  return keep;
}

/**
 * The text that the author of a mail wrote himself: what he answers to is left out, wherever it stands. A mail that passes on
 * another one keeps it, since that is what the author wants read, and a mail that is nothing but a quote stays whole.
 */
export function removeQuote(plain: string): string {
  const all = plain.split('\n');
  const lines = all.slice(0, MAX_LINES);
  const kinds = markLines(lines);
  const whole = (): string =>
    toPlainText(
      all
        .filter((line) => line !== QUOTE_MARK)
        .join('\n')
        .replaceAll(QUOTE_MARK, ''),
    );
  const appLine = findAppLine(lines, kinds);
  if (kinds.every((kind) => kind === 'empty' || kind === 'text' || kind === 'weak-attribution') && appLine === lines.length) {
    return whole();
  }
  const passedOn = kinds.indexOf('forward');
  if (passedOn >= 0 && kinds.slice(0, passedOn).every((kind, index) => kind === 'empty' || kind === 'text' || lines[index] === QUOTE_MARK)) {
    return whole();
  }
  const keep = keepOwnLines(kinds).fill(false, appLine);
  const own = [...lines.filter((_, index) => keep[index] === true), ...(keep.at(-1) === true ? all.slice(MAX_LINES) : [])];
  const text = toPlainText(
    own
      .join('\n')
      .replaceAll(QUOTE_MARK, '')
      .replace(/\n{3,}/gu, '\n\n'),
  );
  return text === '' ? whole() : text;
}
