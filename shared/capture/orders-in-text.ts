import type { FoundOrder } from '../model/capture.ts';
import { recallColumns, type LearnedColumns } from './order-tables/columns.ts';
import { listHtmlGrids, listTextGrids, type Grid } from './order-tables/grids.ts';
import { readOrderList } from './order-tables/read-list.ts';
import { readOrderCells, readOrderTable, type OrderContext } from './order-tables/read-table.ts';

/** A mail as far as orders are looked for in it. */
export type OrderMail = {
  /** The sender's address, whose tables may have been put right before. */
  readonly sender: string;
  /** Where the sender sits, as an ISO country code, or null. */
  readonly country: string | null;
  /** What the author wrote, without the quoted part and with the subject above. */
  readonly text: string;
  /** The HTML as it was sent, or empty. */
  readonly html: string;
  /** Tables of attached files, read by the importer that knows their format. */
  readonly attached: readonly Grid[];
};

/** An order of more lines than this is a catalogue. */
const MAX_LINES = 200;
/** More tables than this in one mail are no orders. */
const MAX_ORDERS = 3;

/**
 * The orders that stand in a mail without markup, the surest first: attached tables, tables of its HTML, tables and lists of its
 * text. A table of the quoted part is somebody's earlier order and is left out. Each is an offer that needs a person's word.
 */
export function findOrders(mail: OrderMail, learned: readonly LearnedColumns[]): FoundOrder[] {
  const context: OrderContext = { country: mail.country, around: mail.text };
  const own = squeeze(mail.text);
  // A programme may write the plain part of its own; then nothing tells the quoted tables, and the first of a sort counts.
  const isOwn = (grid: Grid): boolean =>
    own === '' || grid.slice(0, 4).some((row) => row.some((cell) => cell.length > 2 && own.includes(squeeze(cell)) && !/^\d*$/u.test(cell)));
  const fromHtml = listHtmlGrids(mail.html).filter(isOwn);
  const grids = [...mail.attached, ...fromHtml, ...(fromHtml.length > 0 ? [] : listTextGrids(mail.text))];
  const tables = grids.flatMap((grid) => readLearned(grid, mail.sender, learned, context) ?? readOrderTable(grid, context) ?? []);
  const list = tables.length > 0 ? null : readOrderList(mail.text, context, false);
  const seen = new Set<string>();
  return [...tables, ...(list === null ? [] : [list])]
    .filter((order) => order.lines.length <= MAX_LINES)
    .filter((order) => {
      const key = JSON.stringify(order.lines.map((line) => [line.product, line.quantity]));
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    })
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_ORDERS);
}

/** The order of a pasted text: a table as a spreadsheet copies it, or a list; null where it is neither. */
export function readPastedOrder(text: string, html: string, country: string | null): FoundOrder | null {
  const context: OrderContext = { country, around: text };
  const grids = [...listHtmlGrids(html), ...listTextGrids(text)];
  const [table] = grids.flatMap((grid) => readOrderTable(grid, context) ?? []).toSorted((a, b) => b.lines.length - a.lines.length);
  return table ?? readOrderList(text, context, true);
}

/** A table whose heading this sender used before, with columns that somebody put right. */
function readLearned(grid: Grid, sender: string, learned: readonly LearnedColumns[], context: OrderContext): FoundOrder | null {
  for (const [at, heading] of grid.slice(0, 6).entries()) {
    const roles = recallColumns(learned, sender, heading);
    const order = roles === null ? null : readOrderCells(heading, grid.slice(at + 1), roles, context);
    if (order !== null) {
      return order;
    }
  }
  return null;
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
