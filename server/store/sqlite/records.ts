import { ofCustomer } from '#shared/model/registry.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { packStamps } from '#shared/sync/merge.ts';
import type { HistoryRow, Level, SavedRecord, Sequenced } from '../port.ts';
import { toHeld, toSequenced, type RecRow } from '../rows.ts';
import type { Connection } from './open.ts';
import { RECS, type Listed } from './pages.ts';
import { createReadTables } from './read-tables.ts';

/** Reading and writing `rec`, `vis`, the read tables and `history` on one connection. */
export function createRecordStatements(db: Connection) {
  const selectRec = db.prepare<[string, string], RecRow>('SELECT id, kind, b, c, floor, seq FROM rec WHERE org = ? AND id = ?');
  const selectRecs = db.prepare<[Listed], RecRow>(RECS);
  const upsertRec = db.prepare(
    `INSERT INTO rec (org, id, kind, b, c, floor, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (org, id) DO UPDATE SET b = excluded.b, c = excluded.c, floor = excluded.floor, seq = excluded.seq`,
  );
  // A record that is stored already: its row is changed where it lies, and no index but that of the numbers.
  const updateRec = db.prepare('UPDATE rec SET b = ?, c = ?, floor = ?, seq = ? WHERE org = ? AND id = ?');
  // Without being told, the planner walks through all rows of the organization: it takes (org) to be as good as (org, id).
  const touchScopes = db.prepare('UPDATE vis INDEXED BY sqlite_autoindex_vis_1 SET seq = ? WHERE org = ? AND id = ? AND gone = 0');
  const selectScopes = db.prepare<[string, string], { scope: string }>(
    'SELECT scope FROM vis INDEXED BY sqlite_autoindex_vis_1 WHERE org = ? AND id = ? AND gone = 0 ORDER BY scope',
  );
  const upsertVis = db.prepare(
    `INSERT INTO vis (org, scope, id, seq, gone, lvl) VALUES (?, ?, ?, ?, 0, ?)
     ON CONFLICT (org, scope, id) DO UPDATE SET seq = excluded.seq, gone = 0, lvl = excluded.lvl`,
  );
  const removeVis = db.prepare('UPDATE vis SET seq = ?, gone = 1 WHERE org = ? AND scope = ? AND id = ? AND gone = 0');
  const takeSeq = db.prepare<[number, string], { seq: number }>('UPDATE org SET seq = seq + ? WHERE id = ? RETURNING seq');
  const insertHistory = db.prepare(
    'INSERT INTO history (org, seq, field, id, at_ms, actor, device, old, new, hlc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const listed = '(SELECT value FROM json_each(@customers))';
  const selectEvents = db.prepare<[{ org: string; customers: string }], { customer: string; id: string }>(
    `SELECT value AS customer, id FROM element WHERE org = @org AND name = 'participants' AND value IN ${listed}
     ${ofCustomer.map(({ name }) => `UNION SELECT "customer", id FROM "${name}" WHERE org = @org AND "customer" IN ${listed}`).join(' ')}
     UNION SELECT "about", id FROM comments WHERE org = @org AND "about" IN ${listed}
     UNION SELECT "one", id FROM links WHERE org = @org AND "one" IN ${listed}
     UNION SELECT "other", id FROM links WHERE org = @org AND "other" IN ${listed}
     ORDER BY customer, id`,
  );
  const selectInteractions = db.prepare<[string, string, number], { id: string }>(
    `SELECT DISTINCT interactions.id FROM element JOIN interactions ON interactions.org = element.org AND interactions.id = element.id
     WHERE element.org = ? AND element.name = 'participants' AND element.value IN (SELECT value FROM json_each(?)) AND interactions.deleted = 0
     ORDER BY interactions."happenedAt" DESC, interactions.id LIMIT ?`,
  );
  const saveReadTables = createReadTables(db);

  function saveRecord(org: string, { record, seq, changed, text }: SavedRecord): void {
    const { id, kind } = record;
    const b = text?.b ?? JSON.stringify(record.body);
    const c = text?.c ?? JSON.stringify(packStamps(record.stamps));
    const floor = record.floor ?? null;
    if (changed === undefined || updateRec.run(b, c, floor, seq, org, id).changes === 0) {
      upsertRec.run(org, id, kind, b, c, floor, seq);
    }
    touchScopes.run(seq, org, id);
    saveReadTables(org, record, changed);
  }

  return {
    findRecord: (org: string, id: string): Sequenced | undefined => {
      const row = selectRec.get(org, id);
      return row && toSequenced(row);
    },
    findRecords: (org: string, ids: readonly string[]): ReadonlyMap<string, Sequenced> =>
      new Map(selectRecs.all({ org, ids: JSON.stringify(ids) }).map((row) => [row.id, toHeld(row)])),
    listScopes: (org: string, id: string): readonly string[] => selectScopes.all(org, id).map((row) => row.scope),
    listEventsOf: (org: string, customers: readonly string[]): readonly { readonly customer: string; readonly id: string }[] =>
      selectEvents.all({ org, customers: JSON.stringify(customers) }),
    listInteractionsOf: (org: string, ids: readonly string[], limit: number): readonly string[] =>
      selectInteractions.all(org, JSON.stringify(ids), limit).map((row) => row.id),
    takeSeq: (org: string, count: number): number => {
      const row = takeSeq.get(count, org);
      if (!row) {
        throw new Error('takeSeq: no such organization');
      }
      return row.seq - count + 1;
    },
    saveRecord: (org: string, record: StoredRecord, seq: number): void => saveRecord(org, { record, seq }),
    saveRecords: (org: string, rows: readonly SavedRecord[]): void => rows.forEach((row) => saveRecord(org, row)),
    grant: (org: string, scope: string, id: string, seq: number, level: Level): void => void upsertVis.run(org, scope, id, seq, level),
    withdraw: (org: string, scope: string, id: string, seq: number): void => void removeVis.run(seq, org, scope, id),
    addHistory: (org: string, rows: readonly HistoryRow[]): void => {
      for (const row of rows) {
        insertHistory.run(org, row.seq, row.field, row.id, row.atMs, row.actor, row.device, row.oldJson, row.newJson, row.stamp);
      }
    },
  };
}
