import type { HistoryRow } from '../port.ts';
import type { ImportBatch, ImportChange } from '../port-imports.ts';
import { toBatch, type BatchRow } from '../rows.ts';
import { toIndexed, type Query } from './open.ts';

const BATCH = 'SELECT id, kind, name, actor, started_at_ms, ended_at_ms, state, added, changed FROM import_batch';

/** Reading batches of imports, what they wrote, and who holds a value. */
export function createImportReads(query: Query) {
  return {
    findImportBatch: async (org: string, id: string): Promise<ImportBatch | undefined> =>
      (await query<BatchRow>(`${BATCH} WHERE org = $1 AND id = $2`, [org, id])).map(toBatch)[0],
    listImportBatches: async (org: string, limit: number): Promise<readonly ImportBatch[]> =>
      (await query<BatchRow>(`${BATCH} WHERE org = $1 ORDER BY started_at_ms DESC, id LIMIT $2`, [org, limit])).map(toBatch),
    listImportChanges: async (org: string, batch: string, belowSeq: number, limit: number): Promise<readonly ImportChange[]> =>
      (
        await query<{ seq: number; id: string; made: number }>(
          'SELECT seq, id, made FROM import_change WHERE org = $1 AND batch = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4',
          [org, batch, belowSeq, limit],
        )
      ).map(({ seq, id, made }) => ({ seq, id, made: made === 1 })),
    listMadeByImport: async (org: string, batch: string, ids: readonly string[]): Promise<ReadonlySet<string>> =>
      new Set(
        (
          await query<{ id: string }>('SELECT DISTINCT id FROM import_change WHERE org = $1 AND batch = $2 AND id = ANY($3::text[]) AND made = 1', [
            org,
            batch,
            ids,
          ])
        ).map(({ id }) => id),
      ),
    listHistory: (org: string, seqs: readonly number[]): Promise<readonly HistoryRow[]> =>
      query<HistoryRow>(
        `SELECT seq, id, field, at_ms AS "atMs", actor, device, old AS "oldJson", new AS "newJson", hlc AS stamp
         FROM history JOIN unnest($2::bigint[]) WITH ORDINALITY AS wanted(wanted_seq, at) ON seq = wanted_seq WHERE org = $1 ORDER BY at, field`,
        [org, seqs],
      ),
    listHolders: async (org: string, set: string, values: readonly string[]): Promise<readonly { readonly value: string; readonly id: string }[]> =>
      (
        await query<{ at: number; id: string }>(
          `SELECT at, id FROM element JOIN unnest($3::text[]) WITH ORDINALITY AS wanted(wanted_value, at) ON value = wanted_value
           WHERE org = $1 AND name = $2 ORDER BY at, id`,
          [org, set, values.map(toIndexed)],
        )
      ).map(({ at, id }) => ({ value: values[at - 1] ?? '', id })),
    findImportMapping: async (org: string, headings: string): Promise<string | undefined> =>
      (await query<{ mapping: string }>('SELECT mapping FROM import_mapping WHERE org = $1 AND headings = $2', [org, headings]))[0]?.mapping,
  };
}

/** Writing batches of imports and what is remembered of their columns; their changes are written with the numbers that they have. */
export function createImportWrites(query: Query) {
  return {
    saveImportBatch: async (org: string, batch: ImportBatch): Promise<void> => {
      const { id, kind, name, actor, startedAtMs, endedAtMs, state, added, changed } = batch;
      await query(
        `INSERT INTO import_batch (org, id, kind, name, actor, started_at_ms, ended_at_ms, state, added, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (org, id) DO UPDATE SET name = excluded.name, actor = excluded.actor, started_at_ms = excluded.started_at_ms,
           ended_at_ms = excluded.ended_at_ms, state = excluded.state, added = excluded.added, changed = excluded.changed`,
        [org, id, kind, name, actor, startedAtMs, endedAtMs, state, added, changed],
      );
    },
    removeImportChanges: async (org: string, batch: string): Promise<void> =>
      void (await query('DELETE FROM import_change WHERE org = $1 AND batch = $2', [org, batch])),
    saveImportMapping: async (org: string, headings: string, mapping: string, atMs: number): Promise<void> =>
      void (await query(
        `INSERT INTO import_mapping (org, headings, mapping, saved_at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (org, headings) DO UPDATE SET mapping = excluded.mapping, saved_at_ms = excluded.saved_at_ms`,
        [org, headings, mapping, atMs],
      )),
  };
}
