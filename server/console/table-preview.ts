import { mapColumns, missingColumns, ORDER_COLUMNS, type ColumnMap, type OrderColumn } from '#shared/import/order-lines.ts';
import type { Table } from '#shared/import/read-table.ts';

/** What a table of order lines looks like before it is imported. */
export type TablePreview = {
  readonly heading: readonly string[];
  readonly columns: ColumnMap;
  readonly missing: readonly OrderColumn[];
  /** The first line below the heading. */
  readonly example: readonly string[];
  readonly lines: number;
};

/** Reads the heading and the first line of a table, and counts the rest. */
export function previewTable({ headings, rows }: Table): TablePreview {
  let example: readonly string[] = [];
  let lines = 0;
  for (const { cells } of rows()) {
    example = lines === 0 ? cells : example;
    lines += 1;
  }
  const columns = mapColumns(headings);
  return { heading: headings, columns, missing: missingColumns(columns), example, lines };
}

/** What a column of the file is read as; undefined when it is not read. */
export function meaningOf(columns: ColumnMap, place: number): OrderColumn | undefined {
  return ORDER_COLUMNS.find((column) => columns[column] === place);
}
