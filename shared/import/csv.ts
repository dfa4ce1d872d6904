/**
 * One row of a table with the number of the line on which it begins, from 1. Cells are as written: whoever reads them
 * trims. The rows of a spreadsheet have the same shape.
 */
export type TableRow = {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark was opened and never closed; the cells are those of the one line on which the row begins. */
  readonly isCutOff: boolean;
};

/** The signs that may stand between cells, as spreadsheets of different countries write them. */
const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** The separator of a text: the one that its first line has most of, outside quotation marks. */
export function findSeparator(text: string): Separator {
  let best: Separator = ',';
  let most = 0;
  for (const separator of SEPARATORS) {
    const [first] = readCsv(text, separator);
    const count = first?.cells.length ?? 0;
    if (count > most) {
      most = count;
      best = separator;
    }
  }
  return best;
}

/**
 * The rows of a CSV text (RFC 4180) one after another: quoted cells may hold separators, line ends and doubled
 * quotation marks; lines end with CR LF, LF or CR; a mark of byte order in front and blank lines are passed over.
 * A quotation mark inside a cell that does not begin with one is a letter like any other. After a quotation mark that is
 * never closed reading goes on in the next line, so that one bad line does not swallow a file.
 */
export function* readCsv(text: string, separator: Separator = findSeparator(text)): Generator<TableRow> {
  yield* readPart(text, separator, { line: 1, isLast: true });
}

/**
 * As `readCsv`, of a text that comes in pieces, so that a file of any size is read in little memory.
 * @param pieces one after another, cut anywhere
 */
export function* readCsvPieces(pieces: Iterable<string>): Generator<TableRow> {
  let [text, line] = ['', 1];
  let separator: Separator | undefined;
  for (const piece of pieces) {
    text += piece;
    if (separator === undefined && !/[\r\n]/u.test(text)) {
      continue;
    }
    separator ??= findSeparator(text);
    const rest = yield* readPart(text, separator, { line, isLast: false });
    [text, line] = [text.slice(rest.at), rest.line];
  }
  yield* readPart(text, separator ?? findSeparator(text), { line, isLast: true });
}

/** Reads rows, but for the last ones of a text that goes on: these may not be whole. Returns where they begin. */
function* readPart(
  text: string,
  separator: Separator,
  from: { readonly line: number; readonly isLast: boolean },
): Generator<TableRow, { readonly at: number; readonly line: number }> {
  const parts = separator.charCodeAt(0);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let { line } = from;
  while (at < text.length) {
    const start = at;
    const began = line;
    const cells: string[] = [];
    let isCutOff = false;
    let isEnd = false;
    while (!isEnd) {
      const opening = findOpening(text, at, parts);
      if (opening < 0) {
        const end = endOfCell(text, at, parts);
        cells.push(text.slice(at, end));
        at = end;
      } else {
        const closed = closingQuote(text, opening + 1);
        if (closed < 0) {
          isCutOff = true;
          break;
        }
        const inside = text.slice(opening + 1, closed);
        line += countLineEnds(inside);
        const rest = endOfCell(text, closed + 1, parts);
        // What stands between the closing mark and the separator belongs to no rule; it is kept rather than lost.
        cells.push((inside.includes('"') ? inside.replaceAll('""', '"') : inside) + text.slice(closed + 1, rest).trimEnd());
        at = rest;
      }
      isEnd = text.charCodeAt(at) !== parts;
      at += isEnd ? 0 : 1;
    }
    // Its end may be in the next piece: that of a line, of a quoted cell, or the second sign of CR LF.
    if (!from.isLast && (isCutOff || at >= text.length - 1)) {
      return { at: start, line: began };
    }
    if (isCutOff) {
      // All marks behind one that is never closed stand in pairs, so this happens once in a text.
      const end = endOfLine(text, start);
      yield { line: began, cells: text.slice(start, Math.min(end, start + 10_000)).split(separator), isCutOff };
      at = end;
      line = began;
    } else if (cells.length > 1 || cells[0]?.trim() !== '') {
      yield { line: began, cells, isCutOff };
    }
    if (at < text.length) {
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      line += 1;
    }
  }
  return { at, line };
}

/** Where the quotation mark stands that opens a quoted cell, behind blanks at most; -1 for a cell without one. */
function findOpening(text: string, from: number, parts: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while ((code === 32 || code === 9) && code !== parts) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return code === QUOTE ? at : -1;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) {
    at = text.indexOf('"', at + 2);
  }
  return at;
}

function endOfCell(text: string, from: number, parts: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === parts || code === LF || code === CR) {
      break;
    }
    at += 1;
  }
  return at;
}

function endOfLine(text: string, from: number): number {
  return endOfCell(text, from, LF);
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0;
}
