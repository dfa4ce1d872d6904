import { err, ok, type Result } from '../result.ts';
import { readCsv, type TableRow } from './csv.ts';
import { decodeText, guessEncoding, type Encoding, type EncodingGuess } from './decode.ts';
import { readXlsx, type XlsxFault } from './xlsx.ts';

/** A table of any kind: its heading, the rows below it one by one, and how it was read. */
export type Table = {
  readonly headings: readonly string[];
  /** Can be walked through again from the beginning. */
  readonly rows: () => Iterable<TableRow>;
  /** Missing for a workbook, whose texts say it themselves. */
  readonly encoding?: EncodingGuess;
  readonly sheets?: readonly string[];
  readonly sheet?: string;
};

/** What the user said of a table himself. */
export type TableChoice = { readonly encoding?: Encoding | undefined; readonly sheet?: string | undefined };

/** True for the bytes of a workbook or another file of that family: they all begin as a zip file or an OLE file does. */
export function isWorkbook(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0x50 && b === 0x4b && c === 3 && d === 4) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0);
}

/** Reads the bytes of a CSV file or a workbook. */
export function readTable(bytes: Uint8Array, choice: TableChoice = {}): Result<Table, XlsxFault> {
  if (isWorkbook(bytes)) {
    const read = readXlsx(bytes, choice.sheet);
    if (!read.ok) {
      return err(read.error);
    }
    const [heading, ...rows] = read.value.rows;
    return ok({ headings: trimmed(heading), rows: () => rows, sheets: read.value.sheets, sheet: read.value.sheet });
  }
  const encoding: EncodingGuess = choice.encoding === undefined ? guessEncoding(bytes) : { encoding: choice.encoding, reason: 'chosen' };
  const text = decodeText(bytes, encoding.encoding);
  const [heading] = readCsv(text);
  return ok({ headings: trimmed(heading), rows: () => below(text), encoding });
}

function trimmed(row: TableRow | undefined): readonly string[] {
  return (row?.cells ?? []).map((cell) => cell.trim());
}

function* below(text: string): Generator<TableRow> {
  let isHeading = true;
  for (const row of readCsv(text)) {
    if (!isHeading) {
      yield row;
    }
    isHeading = false;
  }
}

/** A table as CSV text in which every row keeps the number of its line: what readers of order lines take. */
export function toCsvText({ headings, rows }: Table): string {
  const lines: string[] = [];
  const quote = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""').replace(/\r\n?|\n/gu, ' ')}"` : cell);
  const put = (line: number, cells: readonly string[]): void => {
    while (lines.length < line - 1) {
      lines.push('');
    }
    lines.push(cells.map(quote).join(','));
  };
  put(1, headings);
  for (const { line, cells } of rows()) {
    put(line, cells);
  }
  return lines.join('\n');
}
