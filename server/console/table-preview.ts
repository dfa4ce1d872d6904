import { readCsv } from '#shared/import/csv.ts';
import { mapColumns, missingColumns, ORDER_COLUMNS, type ColumnMap, type OrderColumn } from '#shared/import/order-lines.ts';

/** What a file looks like before it is imported. */
export type TablePreview = {
  readonly heading: readonly string[];
  readonly columns: ColumnMap;
  readonly missing: readonly OrderColumn[];
  /** The first line below the heading. */
  readonly example: readonly string[];
  readonly lines: number;
};

/** Reads the heading and the first line of a table, and counts the rest. */
export function previewTable(text: string): TablePreview {
  let heading: readonly string[] = [];
  let example: readonly string[] = [];
  let rows = 0;
  for (const { cells } of readCsv(text)) {
    if (rows === 0) {
      heading = cells;
    } else if (rows === 1) {
      example = cells;
    }
    rows += 1;
  }
  const columns = mapColumns(heading);
  return { heading, columns, missing: missingColumns(columns), example, lines: Math.max(0, rows - 1) };
}

/** What a column of the file is read as; undefined when it is not read. */
export function meaningOf(columns: ColumnMap, place: number): OrderColumn | undefined {
  return ORDER_COLUMNS.find((column) => columns[column] === place);
}
