import type { PageLine } from '#shared/capture/page-line.ts';
import { attributeOf } from './dom.ts';

/** A longer text is no head of a column and no term. */
const MAX_LABEL = 40;

/** A table while it is read: what its first row calls its columns, and what the first cell of a row calls the row. */
type Table = { readonly heads: Map<number, string>; row: number; column: number; rowHead: string };

/** What is open: where its lines begin, and in which column it stands. */
type Cell = { readonly firstLine: number; readonly column: number };

/** Follows tables and lists of terms and tells what stands beside their texts. */
export type LabelTracker = {
  /** The label of what is inside an element that opens, or null where it has none of its own. */
  readonly open: (element: Element, tag: string, lineCount: number) => string | null;
  readonly close: (tag: string, lines: readonly PageLine[]) => void;
};

function textOfLines(lines: readonly PageLine[], from: number): string {
  const [line, ...more] = lines.slice(from, from + 2);
  return line === undefined || more.length > 0 || line.text.length > MAX_LABEL || /\d{3}|@/u.test(line.text) ? '' : line.text;
}

/** What the labels of one page are read with. */
export function createLabelTracker(): LabelTracker {
  const tables: Table[] = [];
  const cells: Cell[] = [];
  let term = '';
  return {
    open: (element, tag, lineCount) => {
      const table = tables.at(-1);
      switch (tag) {
        case 'table':
          tables.push({ heads: new Map(), row: -1, column: 0, rowHead: '' });
          return '';
        case 'tr':
          if (table !== undefined) {
            table.row += 1;
            table.column = 0;
            table.rowHead = '';
          }
          return null;
        case 'td':
        case 'th': {
          if (table === undefined) {
            return null;
          }
          const { column } = table;
          cells.push({ firstLine: lineCount, column });
          const span = Number(attributeOf(element, 'colspan') ?? '1');
          table.column += Number.isInteger(span) && span > 0 && span < 50 ? span : 1;
          return (table.row > 0 ? table.heads.get(column) : undefined) ?? table.rowHead;
        }
        case 'dt':
        case 'dd':
          cells.push({ firstLine: lineCount, column: 0 });
          return tag === 'dd' ? term : null;
        default:
          return null;
      }
    },
    close: (tag, lines) => {
      const table = tables.at(-1);
      if (tag === 'table') {
        tables.pop();
      } else if (tag === 'td' || tag === 'th') {
        const cell = cells.pop();
        const text = cell === undefined ? '' : textOfLines(lines, cell.firstLine);
        if (table !== undefined && cell !== undefined && table.row === 0) {
          table.heads.set(cell.column, text);
        }
        if (table !== undefined && cell?.column === 0) {
          table.rowHead = tag === 'th' || /[:：]$/u.test(text) ? text : '';
        }
      } else if (tag === 'dt' || tag === 'dd') {
        const cell = cells.pop();
        term = tag === 'dt' && cell !== undefined ? textOfLines(lines, cell.firstLine) : term;
      } else if (tag === 'dl') {
        term = '';
      }
    },
  };
}

/** What a picture or an icon beside a number says that it is, or an empty text. */
export function iconOf(element: Element): string {
  const said = ['class', 'alt', 'title', 'aria-label', 'data-icon', 'xlink:href', 'href', 'src']
    .map((name) => (attributeOf(element, name) ?? '').slice(0, 200))
    .join(' ');
  if (/(?:^|[^a-z])fax(?:[^a-z]|$)/iu.test(said)) {
    return 'fax';
  }
  return /(?:^|[^a-z])(?:phone|tel|telephone|mobile|call)(?:[^a-z]|$)/iu.test(said) ? 'phone' : '';
}
