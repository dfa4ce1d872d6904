/** A cell of a table; null is an empty one. Numbers are written with a point and without groups. */
export type Cell = string | number | null;

/** What makes a spreadsheet take a text for a formula; East Asian editions take the full-width signs as well. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;
const NEEDS_QUOTES = /[",\r\n]/u;
/** Without it spreadsheets read the file in the old encoding of their country, and names in Chinese are lost. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as a CSV file (RFC 4180, lines end with CR LF, UTF-8 with a mark of byte order), to be opened in a spreadsheet.
 * A text that would be taken for a formula has an apostrophe in front and stays text; numbers are numbers. Source: OWASP,
 * "CSV Injection".
 * @example
 * writeCsv([['name', 1], ['=1+1', null]]) // '\uFEFFname,1\r\n\'=1+1,\r\n'
 */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(cell: Cell): string {
  if (cell === null) {
    return '';
  }
  if (typeof cell === 'number') {
    return String(cell);
  }
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
