/** One row of a table: its cells, and the line of the file on which it begins, counting from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[]; readonly isCutOff: boolean };

/**
 * The rows of comma-separated text (RFC 4180): quoted cells may hold commas, doubled quotes and line ends. A byte-order mark
 * and empty lines are passed over; cells are trimmed unless quoted. Text that ends inside quotes gives a last row that is cut off.
 * Semicolons or tabs separate where the first line has them and no commas.
 */
export function* readCsvRows(text: string): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  const separator = findSeparator(text.slice(at, endOfLine(text, at)));
  while (at < text.length) {
    const end = endOfLine(text, at);
    const plain = text.slice(at, text[end - 1] === '\r' ? end - 1 : end);
    if (!plain.includes('"')) {
      if (plain.trim() !== '') {
        yield { line, cells: plain.split(separator).map((cell) => cell.trim()), isCutOff: false };
      }
      at = end + 1;
      line += 1;
    } else {
      const row = readQuoted(text, at, separator);
      yield { line, cells: row.cells, isCutOff: row.isCutOff };
      at = row.next;
      line += row.lines;
    }
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function findSeparator(header: string): string {
  return header.includes(',') ? ',' : header.includes(';') ? ';' : header.includes('\t') ? '\t' : ',';
}

type Quoted = { readonly cells: readonly string[]; readonly next: number; readonly lines: number; readonly isCutOff: boolean };

function readQuoted(text: string, from: number, separator: string): Quoted {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const blank = /[^\S\n\t]*/uy;
    blank.lastIndex = at;
    blank.test(text);
    if (text[blank.lastIndex] === '"') {
      const cell = readCell(text, blank.lastIndex + 1);
      if (cell === undefined) {
        return { cells: [...cells, text.slice(at)], next: text.length, lines: 1, isCutOff: true };
      }
      cells.push(cell.value);
      at = cell.next;
    } else {
      const end = endOfCell(text, at, separator);
      cells.push(text.slice(at, end).trim());
      at = end;
    }
    // What stands between a closing quote and the separator belongs to nothing.
    at = endOfCell(text, at, separator);
    if (text[at] !== separator) {
      const next = Math.min(text.length, at + 1);
      return { cells, next, lines: text.slice(from, next).split('\n').length - 1, isCutOff: false };
    }
    at += 1;
  }
}

function endOfCell(text: string, from: number, separator: string): number {
  const end = endOfLine(text, from);
  const next = text.indexOf(separator, from);
  return next < 0 || next > end ? end : next;
}

function readCell(text: string, from: number): { readonly value: string; readonly next: number } | undefined {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      return undefined;
    }
    if (text[quote + 1] !== '"') {
      return { value: text.slice(from, quote).replaceAll('""', '"'), next: quote + 1 };
    }
    at = quote + 2;
  }
}
