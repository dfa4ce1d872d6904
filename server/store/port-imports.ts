import type { HistoryRow } from './port.ts';

/** One import. `running` after a stop: the same file again goes on with it. Counts are of records. */
export type ImportBatch = {
  readonly id: string;
  readonly kind: string;
  /** The file's name, or what the user called it. */
  readonly name: string;
  readonly actor: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly state: 'running' | 'done' | 'undoing' | 'undone';
  readonly added: number;
  readonly changed: number;
};

/** One write of an import: the record, its number, and whether the record was not there, or not to be seen, before. */
export type ImportChange = { readonly seq: number; readonly id: string; readonly made: boolean };

/** What can be read of imports. */
export type ImportReads = {
  findImportBatch(org: string, id: string): Promise<ImportBatch | undefined>;
  /** The newest first. */
  listImportBatches(org: string, limit: number): Promise<readonly ImportBatch[]>;
  /** Writes of a batch below a number, the last first. */
  listImportChanges(org: string, batch: string, belowSeq: number, limit: number): Promise<readonly ImportChange[]>;
  /** Of `ids` those that the batch made. */
  listMadeByImport(org: string, batch: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** What was written under some numbers. */
  listHistory(org: string, seqs: readonly number[]): Promise<readonly HistoryRow[]>;
  /** The records that hold one of `values` in an indexed set such as `emails`. */
  listHolders(org: string, set: string, values: readonly string[]): Promise<readonly { readonly value: string; readonly id: string }[]>;
  /** JSON of what the columns under a heading were said to mean; undefined for a heading that was never imported. */
  findImportMapping(org: string, headings: string): Promise<string | undefined>;
};

/** What a transaction can write of imports. */
export type ImportWrites = {
  saveImportBatch(org: string, batch: ImportBatch): Promise<void>;
  addImportChanges(org: string, batch: string, changes: readonly ImportChange[]): Promise<void>;
  /** Forgets what a batch wrote; the history keeps it. */
  removeImportChanges(org: string, batch: string): Promise<void>;
  saveImportMapping(org: string, headings: string, mapping: string, atMs: number): Promise<void>;
};
