/** One row of a CSV text with the number of the line on which it begins, from 1. */
export type CsvRow = {
  readonly line: number;
  readonly fields: readonly string[];
  /** A quotation mark was opened and never closed: everything after it was swallowed. */
  readonly open: boolean;
};

/** The signs that may stand between fields, as spreadsheets of different countries write them. */
const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

const BOM = /^\uFEFF/u;

/** The separator of a text: the one that its first line has most of, outside quotation marks. */
export function findSeparator(text: string): Separator {
  let best: Separator = ',';
  let most = 0;
  for (const separator of SEPARATORS) {
    const [first] = readCsv(text, separator);
    const count = first?.fields.length ?? 0;
    if (count > most) {
      most = count;
      best = separator;
    }
  }
  return best;
}

/**
 * The rows of a CSV text (RFC 4180) one after another: quoted fields may hold separators, line ends and doubled
 * quotation marks; lines end with CR LF, LF or CR; a mark of byte order in front and empty lines are passed over.
 * A quotation mark inside a field that does not begin with one is a letter like any other.
 */
export function* readCsv(given: string, separator: Separator = findSeparator(given)): Generator<CsvRow> {
  const text = given.replace(BOM, '');
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const began = line;
    const fields: string[] = [];
    let isOpen = false;
    let isEnd = false;
    while (!isEnd) {
      let field: string;
      if (text.charAt(at) === '"') {
        const closed = closingQuote(text, at + 1);
        isOpen = closed < 0;
        const inside = text.slice(at + 1, isOpen ? text.length : closed);
        line += countLineEnds(inside);
        const rest = isOpen ? text.length : endOfField(text, closed + 1, separator);
        // What stands between the closing mark and the separator belongs to no rule; it is kept rather than lost.
        field = inside.replaceAll('""', '"') + (isOpen ? '' : text.slice(closed + 1, rest));
        at = rest;
      } else {
        const end = endOfField(text, at, separator);
        field = text.slice(at, end);
        at = end;
      }
      fields.push(field);
      isEnd = text.charAt(at) !== separator;
      at += isEnd ? 0 : 1;
    }
    if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      line += 1;
    }
    if (fields.length > 1 || fields[0] !== '') {
      yield { line: began, fields, open: isOpen };
    }
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charAt(at + 1) === '"') {
    at = text.indexOf('"', at + 2);
  }
  return at;
}

function endOfField(text: string, from: number, separator: Separator): number {
  let at = from;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === separator || letter === '\n' || letter === '\r') {
      break;
    }
    at += 1;
  }
  return at;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0;
}
