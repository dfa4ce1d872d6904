import type { StoredRecord } from '#shared/model/record.ts';

/** A cell of a table as both databases give it. */
export type Cell = string | number | null;

/** A table that holds what cannot be made anew, with its columns in the order of their names. */
export type TableForm = { readonly name: string; readonly columns: readonly string[] };

/** One of the two databases of a move, inside one transaction that ends with it. */
export type MoveSide = {
  /** What the sentences call it. */
  readonly name: string;
  listTables(): Promise<readonly TableForm[]>;
  /** Rows of a table in parts, in no particular order. */
  readRows(table: TableForm): AsyncIterable<readonly (readonly Cell[])[]>;
  countRows(table: string): Promise<number>;
  /** Removes what a server that was only started and never used has left. */
  clear(): Promise<void>;
  insertRows(table: TableForm, rows: readonly (readonly Cell[])[]): Promise<void>;
  /** Writes the read tables of records whose rows are in. */
  insertReadTables(org: string, records: readonly StoredRecord[]): Promise<void>;
  commit(): Promise<void>;
  /** Takes everything back that was not committed, and closes. */
  close(): Promise<void>;
};

/** Rows that go over at once, and about how many letters: a table of pictures has few rows in a part. */
export const PART = 1000;
export const PART_LETTERS = 4_000_000;

/** The letters of a row. */
export function lettersIn(row: readonly Cell[]): number {
  return row.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);
}

/** What a fresh server may have written before anybody used it. */
export const LEFT_BY_A_START = ['set_up_token', 'try_window', 'pairing_try'];
