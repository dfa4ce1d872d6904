import type { HistoryRow } from '../port.ts';
import type { ImportBatch, ImportChange } from '../port-imports.ts';
import { toBatch, type BatchRow } from '../rows.ts';
import type { Connection } from './open.ts';

/** A row of `history`. */
export type HistoryRecord = {
  readonly seq: number;
  readonly id: string;
  readonly field: string;
  readonly at_ms: number;
  readonly actor: string;
  readonly device: string;
  readonly old: string | null;
  readonly new: string;
  readonly hlc: string;
};

/** What a row of `history` says. */
export function toHistoryRow({ at_ms: atMs, old: oldJson, new: newJson, hlc: stamp, ...row }: HistoryRecord): HistoryRow {
  return { ...row, atMs, oldJson, newJson, stamp };
}

/** Reading batches of imports, what they wrote, and who holds a value. */
export function createImportReads(db: Connection) {
  const columns = 'id, kind, name, actor, started_at_ms, ended_at_ms, state, added, changed';
  const selectBatch = db.prepare<[string, string], BatchRow>(`SELECT ${columns} FROM import_batch WHERE org = ? AND id = ?`);
  const selectBatches = db.prepare<[string, number], BatchRow>(
    `SELECT ${columns} FROM import_batch WHERE org = ? ORDER BY started_at_ms DESC, id LIMIT ?`,
  );
  const selectChanges = db.prepare<[string, string, number, number], { seq: number; id: string; made: number }>(
    'SELECT seq, id, made FROM import_change WHERE org = ? AND batch = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  const selectMade = db.prepare<[string, string, string], { made: number }>(
    'SELECT made FROM import_change INDEXED BY import_change_by_id WHERE org = ? AND batch = ? AND id = ? AND made = 1 LIMIT 1',
  );
  const selectHistory = db.prepare<[string, number], HistoryRecord>(
    'SELECT seq, id, field, at_ms, actor, device, old, new, hlc FROM history WHERE org = ? AND seq = ?',
  );
  const selectHolders = db.prepare<[string, string, string], { id: string }>('SELECT id FROM element WHERE org = ? AND name = ? AND value = ?');
  const selectMapping = db.prepare<[string, string], { mapping: string }>('SELECT mapping FROM import_mapping WHERE org = ? AND headings = ?');
  return {
    findImportBatch: (org: string, id: string): ImportBatch | undefined => {
      const row = selectBatch.get(org, id);
      return row && toBatch(row);
    },
    listImportBatches: (org: string, limit: number): readonly ImportBatch[] => selectBatches.all(org, limit).map(toBatch),
    listImportChanges: (org: string, batch: string, belowSeq: number, limit: number): readonly ImportChange[] =>
      selectChanges.all(org, batch, belowSeq, limit).map(({ seq, id, made }) => ({ seq, id, made: made === 1 })),
    listMadeByImport: (org: string, batch: string, ids: readonly string[]): ReadonlySet<string> =>
      new Set(ids.filter((id) => selectMade.get(org, batch, id) !== undefined)),
    listHistory: (org: string, seqs: readonly number[]): readonly HistoryRow[] =>
      seqs.flatMap((seq) => selectHistory.all(org, seq)).map(toHistoryRow),
    listHolders: (org: string, set: string, values: readonly string[]): readonly { readonly value: string; readonly id: string }[] =>
      values.flatMap((value) => selectHolders.all(org, set, value).map(({ id }) => ({ value, id }))),
    findImportMapping: (org: string, headings: string): string | undefined => selectMapping.get(org, headings)?.mapping,
  };
}

/** Writing batches of imports and what is remembered of their columns. */
export function createImportWrites(db: Connection) {
  const upsertBatch = db.prepare(
    `INSERT INTO import_batch (org, id, kind, name, actor, started_at_ms, ended_at_ms, state, added, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, actor = excluded.actor, started_at_ms = excluded.started_at_ms,
       ended_at_ms = excluded.ended_at_ms, state = excluded.state, added = excluded.added, changed = excluded.changed`,
  );
  const insertChange = db.prepare('INSERT INTO import_change (org, batch, seq, id, made) VALUES (?, ?, ?, ?, ?)');
  const deleteChanges = db.prepare('DELETE FROM import_change WHERE org = ? AND batch = ?');
  const upsertMapping = db.prepare(
    `INSERT INTO import_mapping (org, headings, mapping, saved_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (org, headings) DO UPDATE SET mapping = excluded.mapping, saved_at_ms = excluded.saved_at_ms`,
  );
  return {
    saveImportBatch: (org: string, batch: ImportBatch): void => {
      const { id, kind, name, actor, startedAtMs, endedAtMs, state, added, changed } = batch;
      upsertBatch.run(org, id, kind, name, actor, startedAtMs, endedAtMs, state, added, changed);
    },
    addImportChanges: (org: string, batch: string, changes: readonly ImportChange[]): void => {
      for (const { seq, id, made } of changes) {
        insertChange.run(org, batch, seq, id, made ? 1 : 0);
      }
    },
    removeImportChanges: (org: string, batch: string): void => void deleteChanges.run(org, batch),
    saveImportMapping: (org: string, headings: string, mapping: string, atMs: number): void => void upsertMapping.run(org, headings, mapping, atMs),
  };
}
