import { SCOPE_EVERYTHING } from '#shared/access.ts';
import { DELETED, type Body } from '#shared/model/record.ts';
import { entities } from '#shared/model/registry.ts';
import type { HistoryRow, Visible } from '../port.ts';
import type { Claim, Grant, SnapshotPage, SnapshotQuery } from '../port-sync.ts';
import { toIndexed, type Query } from './open.ts';
import { byId } from '../rows.ts';
import { seenAs, toSeen, type FullRow } from './pages.ts';

const CLAIM = 'SELECT id, claimant, at_ms AS "atMs", state, decided_by AS "decidedBy", decided_at_ms AS "decidedAtMs" FROM claim';
const HISTORY = 'SELECT seq, id, field, at_ms AS "atMs", actor, device, old AS "oldJson", new AS "newJson", hlc AS stamp FROM history';

/** A contact without a moment is an old one. `$4`: the day from which contacts are new. */
const IS_NEW = 'EXISTS (SELECT 1 FROM interactions e WHERE e.org = $1 AND e.id = s.id AND e."happenedAt" >= $4)';
const IS_FIRST = `(left(s.id, 1) <> 'i' OR ${IS_NEW})`;

/** The rest is sought among the ids of contacts alone: all others would be gone through to find that they are none. */
const PARTS: Readonly<Record<SnapshotQuery['part'], string>> = {
  first: `AND ${IS_FIRST}`,
  rest: `AND s.id > 'i' AND s.id < 'j' AND NOT ${IS_NEW}`,
  all: 'AND $4::text IS NOT NULL',
};

type SnapshotRow = { readonly head: number; readonly epoch: string; readonly entry_id: string | null } & {
  readonly [K in keyof FullRow]: FullRow[K] | null;
};

/** `$2`: scopes, `$3`: the id before, `$5`: how many, one more than the page has. One statement, one state of the database. */
const snapshotSql = (seesAll: boolean, part: SnapshotQuery['part']): string => `
  WITH here AS (SELECT seq, epoch FROM org WHERE id = $1),
  page AS (${
    seesAll
      ? `SELECT s.id FROM rec s WHERE s.org = $1 AND s.id > $3 AND s.seq IS NOT NULL AND $2::text[] IS NOT NULL ${PARTS[part]} ORDER BY s.id LIMIT $5`
      : `SELECT DISTINCT slice.id FROM unnest($2::text[]) AS scope CROSS JOIN LATERAL (
           SELECT s.id FROM vis s WHERE s.org = $1 AND s.scope = scope AND s.id > $3 AND s.gone = 0 ${PARTS[part]} ORDER BY s.id LIMIT $5
         ) AS slice ORDER BY slice.id LIMIT $5`
  })
  SELECT here.seq AS head, here.epoch, page.id AS entry_id, seen.*
  FROM here LEFT JOIN page ON true ${seenAs('page.id', seesAll ? undefined : '$2')} ORDER BY page.id`;

/** Snapshots, histories and claims. */
export function createSyncReads(query: Query) {
  return {
    listGrants: (org: string, id: string): Promise<readonly Grant[]> =>
      query<Grant>('SELECT scope, lvl AS level FROM vis WHERE org = $1 AND id = $2 AND gone = 0 ORDER BY scope', [org, id]),
    listGrantsOf: async (org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Grant[]>> =>
      byId(
        await query<Grant & { id: string }>('SELECT id, scope, lvl AS level FROM vis WHERE org = $1 AND id = ANY($2::text[]) AND gone = 0', [
          org,
          ids,
        ]),
        ({ scope, level }) => ({ scope, level }),
      ),
    async readSnapshot(org: string, { scopes, part, sinceDay, after, limit }: SnapshotQuery): Promise<SnapshotPage> {
      const rows = await query<SnapshotRow>(snapshotSql(scopes.includes(SCOPE_EVERYTHING), part), [org, scopes, after, sinceDay, limit + 1]);
      const ids = rows.flatMap(({ entry_id: id }) => id ?? []);
      const records = rows.slice(0, limit).flatMap((row): Visible[] => (isFull(row) ? [toSeen(row)] : []));
      return {
        records,
        next: ids.length > limit ? (ids[limit - 1] ?? null) : null,
        head: rows[0]?.head ?? 0,
        epoch: rows[0]?.epoch ?? '',
      };
    },
    listHistoryOf: (org: string, id: string, belowSeq: number, limit: number): Promise<readonly HistoryRow[]> =>
      query<HistoryRow>(`${HISTORY} WHERE org = $1 AND id = $2 AND seq < $3 ORDER BY seq DESC, field LIMIT $4`, [org, id, belowSeq, limit]),
    findSeqSince: async (org: string, afterSeq: number, sinceMs: number): Promise<number | undefined> =>
      (
        await query<{ seq: number }>('SELECT seq FROM history WHERE org = $1 AND seq > $2 AND at_ms >= $3 ORDER BY seq LIMIT 1', [
          org,
          afterSeq,
          sinceMs,
        ])
      )[0]?.seq,
    listOpenClaims: (org: string, limit: number): Promise<readonly Claim[]> =>
      query<Claim>(`${CLAIM} WHERE org = $1 AND state = 'open' ORDER BY at_ms, id, claimant LIMIT $2`, [org, limit]),
    findClaim: async (org: string, id: string, claimant: string): Promise<Claim | undefined> =>
      (await query<Claim>(`${CLAIM} WHERE org = $1 AND id = $2 AND claimant = $3`, [org, id, claimant]))[0],
    listByMatchKeys: (org: string, keys: readonly string[], limit: number): Promise<readonly { readonly key: string; readonly id: string }[]> =>
      query<{ key: string; id: string }>('SELECT key, id FROM match_key WHERE org = $1 AND key = ANY($2::text[]) ORDER BY key, id LIMIT $3', [
        org,
        keys.map(toIndexed),
        limit,
      ]),
    listMatchKeysOf: async (org: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> =>
      byId(
        await query<{ id: string; key: string }>('SELECT id, key FROM match_key WHERE org = $1 AND id = ANY($2::text[])', [org, ids]),
        ({ key }) => key,
      ),
  };
}

function isFull(row: { readonly [K in keyof FullRow]: FullRow[K] | null }): row is FullRow {
  return row.id !== null;
}

function isRemoved(json: string): boolean {
  const body: Body = JSON.parse(json);
  return body[DELETED] === true;
}

/** Tables that hold something under a record's id. */
const OF_RECORD = ['rec', 'vis', 'element', 'match_key', 'folded', ...entities.map((entity) => entity.name)];

/** Writing claims, and forgetting what is over, in a transaction. */
export function createSyncWrites(query: Query) {
  const run = async (sql: string, values: Parameters<Query>[1]): Promise<void> => void (await query(sql, values));
  return {
    saveClaim: (org: string, claim: Claim) =>
      run(
        `INSERT INTO claim (org, id, claimant, at_ms, state, decided_by, decided_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (org, id, claimant) DO UPDATE SET at_ms = excluded.at_ms, state = excluded.state, decided_by = excluded.decided_by, decided_at_ms = excluded.decided_at_ms`,
        [org, claim.id, claim.claimant, claim.atMs, claim.state, claim.decidedBy, claim.decidedAtMs],
      ),
    removeHistoryOf: (org: string, ids: readonly string[]) => run('DELETE FROM history WHERE org = $1 AND id = ANY($2::text[])', [org, ids]),
    removeHistoryBefore: (org: string, seq: number) => run('DELETE FROM history WHERE org = $1 AND seq < $2', [org, seq]),
    removeExpired: async (org: string, upToSeq: number): Promise<number> => {
      // The first condition finds few rows without parsing any: a text inside may read the same, so they are parsed then.
      const named = await query<{ id: string; seq: number; b: string }>(
        `SELECT id, seq, b FROM rec WHERE org = $1 AND seq <= $2 AND floor IS NULL AND b LIKE '%"\\_del":true%' ORDER BY id FOR UPDATE`,
        [org, upToSeq],
      );
      const deleted = named.filter(({ b }) => isRemoved(b));
      const gone = await query<{ seq: number }>('DELETE FROM vis WHERE org = $1 AND seq <= $2 AND gone = 1 RETURNING seq', [org, upToSeq]);
      const floor = [...deleted, ...gone].reduce((highest, { seq }) => Math.max(highest, seq), 0);
      const ids = deleted.map(({ id }) => id);
      if (ids.length > 0) {
        for (const table of OF_RECORD) {
          await query(`DELETE FROM "${table}" WHERE org = $1 AND id = ANY($2::text[])`, [org, ids]);
        }
        await query('DELETE FROM customer_fact WHERE org = $1 AND customer = ANY($2::text[])', [org, ids]);
      }
      await query('UPDATE org SET floor_seq = greatest(floor_seq, $1) WHERE id = $2', [floor, org]);
      return gone.length + ids.length;
    },
    saveEpoch: (org: string, epoch: string) => run('UPDATE org SET epoch = $1 WHERE id = $2', [epoch, org]),
    async replaceMatchKeys(org: string, id: string, keys: readonly string[]): Promise<void> {
      await query('DELETE FROM match_key WHERE org = $1 AND id = $2', [org, id]);
      await query('INSERT INTO match_key (org, key, id) SELECT $1, key, $2 FROM unnest($3::text[]) AS key', [
        org,
        id,
        [...new Set(keys.map(toIndexed))],
      ]);
    },
  };
}
