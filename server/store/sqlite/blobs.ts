import type { LayoutCounts, LayoutSums, StoredBlob } from '../port-blobs.ts';
import type { Connection } from './open.ts';

/** Pictures and the readers' counts, read on one connection. */
export function createBlobReads(db: Connection) {
  const blob = db.prepare<[string, string, string], StoredBlob>('SELECT hash, bytes, base64 FROM blob WHERE org = ? AND record = ? AND hash = ?');
  const layouts = db.prepare<[string], LayoutSums>(
    `SELECT h.adapter, h.version, sum(h.read) AS read, sum(h.fell_back) AS fellBack, sum(h.failed) AS failed, count(*) AS browsers, max(h.told_at_ms) AS toldAtMs
     FROM layout_health h JOIN device d ON d.org = h.org AND d.id = h.device AND d.revoked_at_ms IS NULL
     WHERE h.org = ? GROUP BY h.adapter, h.version ORDER BY h.adapter, h.version`,
  );
  return {
    findBlob: (org: string, record: string, hash: string): StoredBlob | undefined => blob.get(org, record, hash),
    listLayouts: (org: string): readonly LayoutSums[] => layouts.all(org),
  };
}

/** Pictures and the readers' counts, written. */
export function createBlobWrites(db: Connection) {
  const add = db.prepare('INSERT INTO blob (org, record, hash, bytes, base64, stored_at_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const remove = db.prepare('DELETE FROM blob WHERE org = ? AND record = ?');
  const save = db.prepare(
    `INSERT INTO layout_health (org, device, adapter, version, read, fell_back, failed, told_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (org, device, adapter, version) DO UPDATE SET
       read = excluded.read, fell_back = excluded.fell_back, failed = excluded.failed, told_at_ms = excluded.told_at_ms`,
  );
  return {
    saveBlob(org: string, record: string, { hash, bytes, base64 }: StoredBlob, storedAtMs: number): void {
      add.run(org, record, hash, bytes, base64, storedAtMs);
    },
    removeBlobsOf(org: string, record: string): void {
      remove.run(org, record);
    },
    saveLayouts(org: string, device: string, rows: readonly LayoutCounts[], toldAtMs: number): void {
      for (const { adapter, version, read, fellBack, failed } of rows) {
        save.run(org, device, adapter, version, read, fellBack, failed, toldAtMs);
      }
    },
  };
}
