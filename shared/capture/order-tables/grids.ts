import { readHtml } from '../html/tokens.ts';
import { toLine } from '../line.ts';

/** A table as rows of clean cells. */
export type Grid = readonly (readonly string[])[];

/** A longer table is a catalogue, not an order. */
const MAX_ROWS = 300;
const MAX_COLUMNS = 30;
/** Mails nest tables for their layout, some without end. */
const MAX_DEPTH = 40;

type OpenTable = { rows: string[][]; row: string[] | null; cell: string[] | null; span: number };

/** The tables of an HTML text, the inner ones before those that hold them; a table of the layout has cells without rows of figures. */
export function listHtmlGrids(html: string): Grid[] {
  const grids: Grid[] = [];
  const open: OpenTable[] = [];
  const endCell = (table: OpenTable): void => {
    if (table.cell !== null && table.row !== null && table.row.length < MAX_COLUMNS) {
      table.row.push(toLine(table.cell.join('')), ...Array.from<string>({ length: Math.min(table.span, MAX_COLUMNS) - 1 }).fill(''));
    }
    table.cell = null;
  };
  const endRow = (table: OpenTable): void => {
    endCell(table);
    if (table.row !== null && table.row.some((cell) => cell !== '') && table.rows.length < MAX_ROWS) {
      table.rows.push(table.row);
    }
    table.row = null;
  };
  const endTable = (): void => {
    const table = open.pop();
    if (table !== undefined) {
      endRow(table);
      if (table.rows.filter((row) => row.filter((cell) => cell !== '').length > 1).length > 1) {
        grids.push(table.rows);
      }
    }
  };
  readHtml(html, {
    open(tag, attributeOf) {
      const table = open.at(-1);
      if (tag === 'table') {
        if (open.length < MAX_DEPTH) {
          open.push({ rows: [], row: null, cell: null, span: 1 });
        }
      } else if (table !== undefined && tag === 'tr') {
        endRow(table);
        table.row = [];
      } else if (table !== undefined && (tag === 'td' || tag === 'th')) {
        endCell(table);
        table.row ??= [];
        table.cell = [];
        table.span = Math.max(1, Math.trunc(Number(attributeOf('colspan') ?? '1')) || 1);
      } else if (tag === 'br' || tag === 'p' || tag === 'div') {
        table?.cell?.push(' ');
      }
    },
    text(text) {
      open.at(-1)?.cell?.push(text);
    },
    close(tag) {
      const table = open.at(-1);
      if (tag === 'table') {
        endTable();
      } else if (tag === 'tr' && table !== undefined) {
        endRow(table);
      } else if ((tag === 'td' || tag === 'th') && table !== undefined) {
        endCell(table);
      }
    },
    raw: () => undefined,
  });
  while (open.length > 0) {
    endTable();
  }
  return grids;
}

/** A line of dashes or of a table's frame. */
const RULE = /^[\s|+:=_─━┼│┌┐└┘├┤┬┴═-]{3,}$/u;

/** How the cells of a line may be parted, in the order of trust. */
const SPLITTERS: readonly ((line: string) => string[])[] = [
  (line) => splitQuoted(line, '\t'),
  (line) => line.replace(/^\s*[|│]|[|│]\s*$/gu, '').split(/[|│]/u),
  (line) => splitQuoted(line, ';'),
  (line) => splitQuoted(line, ','),
  (line) => line.trim().split(/\s{2,}|　+/u),
];

/** The fields of one line of separated values; a line that opens a quotation mark and does not close it is one field. */
function splitQuoted(line: string, separator: string): string[] {
  if (!line.includes('"')) {
    return line.split(separator);
  }
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (letter === '"' && isQuoted && line[at + 1] === '"') {
      field += letter;
      at += 1;
    } else if (letter === '"' && (isQuoted || field.trim() === '')) {
      isQuoted = !isQuoted;
    } else if (letter === separator && !isQuoted) {
      fields.push(field);
      field = '';
    } else {
      field += letter;
    }
  }
  return isQuoted ? [line] : [...fields, field];
}

/**
 * The tables of a plain text: lines that one sign parts into as many cells each. Frames and rules are passed over, and an empty
 * line or one that has no such sign ends a table.
 */
export function listTextGrids(text: string): Grid[] {
  const lines = text
    .slice(0, 200_000)
    .split('\n')
    .map((line) => line.slice(0, 2000));
  const grids: Grid[] = [];
  let block: string[] = [];
  const end = (): void => {
    const grid = toGrid(block);
    if (grid !== null) {
      grids.push(grid);
    }
    block = [];
  };
  for (const line of lines) {
    if (line.trim() === '') {
      end();
    } else if (!RULE.test(line) && block.length < MAX_ROWS) {
      block.push(line);
    }
  }
  end();
  return grids;
}

/** The longest run of lines in a block that one splitter parts alike, the trusted splitter first among equals; null where none does. */
function toGrid(block: readonly string[]): Grid | null {
  if (block.length < 2) {
    return null;
  }
  let longest: Grid | null = null;
  for (const split of SPLITTERS) {
    const rows = block.map((line) => split(line).map((cell) => toLine(cell)));
    let best: (readonly string[])[] = [];
    for (let from = 0; from < rows.length - best.length; from += 1) {
      const width = rows[from]?.length ?? 0;
      let to = from;
      // One cell more or less is an empty field at the end of the line, or one that a program left out.
      while (width > 1 && to < rows.length && Math.abs((rows[to]?.length ?? 0) - width) <= 1 && (rows[to]?.length ?? 0) > 1) {
        to += 1;
      }
      best = to - from > best.length ? rows.slice(from, to) : best;
      from = Math.max(from, to - 1);
    }
    if (best.length > Math.max(1, longest?.length ?? 0) && (best[0]?.length ?? 0) <= MAX_COLUMNS) {
      longest = best;
    }
  }
  return longest;
}
