import type { LayoutCounts, LayoutSums, StoredBlob } from '../port-blobs.ts';
import type { Query } from './open.ts';

type LayoutRow = { readonly [K in keyof LayoutSums]: LayoutSums[K] extends number ? number | string : string };

/** Pictures and the readers' counts, read. */
export function createBlobReads(query: Query) {
  return {
    findBlob: async (org: string, record: string, hash: string): Promise<StoredBlob | undefined> =>
      (await query<StoredBlob>('SELECT hash, bytes, base64 FROM blob WHERE org = $1 AND record = $2 AND hash = $3', [org, record, hash]))[0],
    listLayouts: async (org: string): Promise<readonly LayoutSums[]> => {
      const rows = await query<LayoutRow>(
        `SELECT h.adapter, h.version, sum(h.read) AS "read", sum(h.fell_back) AS "fellBack", sum(h.failed) AS "failed", count(*) AS "browsers",
           max(h.told_at_ms) AS "toldAtMs"
         FROM layout_health h JOIN device d ON d.org = h.org AND d.id = h.device AND d.revoked_at_ms IS NULL
         WHERE h.org = $1 GROUP BY h.adapter, h.version ORDER BY h.adapter COLLATE "C", h.version COLLATE "C"`,
        [org],
      );
      // Sums of whole numbers come as text: they may be larger than a whole number of the driver.
      return rows.map(({ adapter, version, read, fellBack, failed, browsers, toldAtMs }) => ({
        adapter,
        version,
        read: Number(read),
        fellBack: Number(fellBack),
        failed: Number(failed),
        browsers: Number(browsers),
        toldAtMs: Number(toldAtMs),
      }));
    },
  };
}

/** Pictures and the readers' counts, written. */
export function createBlobWrites(query: Query) {
  return {
    async saveBlob(org: string, record: string, { hash, bytes, base64 }: StoredBlob, storedAtMs: number): Promise<void> {
      await query('INSERT INTO blob (org, record, hash, bytes, base64, stored_at_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING', [
        org,
        record,
        hash,
        bytes,
        base64,
        storedAtMs,
      ]);
    },
    async removeBlobsOf(org: string, record: string): Promise<void> {
      await query('DELETE FROM blob WHERE org = $1 AND record = $2', [org, record]);
    },
    async saveLayouts(org: string, device: string, rows: readonly LayoutCounts[], toldAtMs: number): Promise<void> {
      for (const { adapter, version, read, fellBack, failed } of rows) {
        await query(
          `INSERT INTO layout_health (org, device, adapter, version, read, fell_back, failed, told_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (org, device, adapter, version) DO UPDATE SET
             read = excluded.read, fell_back = excluded.fell_back, failed = excluded.failed, told_at_ms = excluded.told_at_ms`,
          [org, device, adapter, version, read, fellBack, failed, toldAtMs],
        );
      }
    },
  };
}
