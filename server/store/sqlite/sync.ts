import { SCOPE_EVERYTHING } from '#shared/access.ts';
import { entities } from '#shared/model/registry.ts';
import type { HistoryRow, Level, Visible } from '../port.ts';
import type { Claim, Grant, SnapshotPage, SnapshotQuery } from '../port-sync.ts';
import { byId } from '../rows.ts';
import { toHistoryRow, type HistoryRecord } from './imports.ts';
import type { Connection } from './open.ts';
import { GRANTS, type Listed } from './pages.ts';

type Find = (org: string, ids: readonly string[], stubs: ReadonlySet<string>) => readonly Visible[];

const CLAIM = 'SELECT id, claimant, at_ms AS atMs, state, decided_by AS decidedBy, decided_at_ms AS decidedAtMs FROM claim';

/** A contact without a moment is an old one. */
const IS_NEW = 'EXISTS (SELECT 1 FROM interactions e WHERE e.org = s.org AND e.id = s.id AND e."happenedAt" >= @sinceDay)';
const IS_FIRST = `(substr(s.id, 1, 1) <> 'i' OR ${IS_NEW})`;

/** The rest is sought among the ids of contacts alone: all others would be gone through to find that they are none. */
const PARTS: Readonly<Record<SnapshotQuery['part'], string>> = {
  first: `AND ${IS_FIRST}`,
  rest: `AND s.id > 'i' AND s.id < 'j' AND NOT ${IS_NEW}`,
  all: '',
};

type Held = { readonly id: string; readonly level: Level };
type Slice = { org: string; scope: string; after: string; sinceDay: string; limit: number };

/** What several scopes hold, by rising id: each record once, with the most that any of them shows. */
function joinSlices(slices: readonly (readonly Held[])[]): readonly Held[] {
  const [only, ...others] = slices;
  if (others.length === 0) {
    return only ?? [];
  }
  const levels = new Map<string, Level>();
  for (const { id, level } of slices.flat()) {
    levels.set(id, levels.get(id) === 'full' ? 'full' : level);
  }
  return [...levels].map(([id, level]) => ({ id, level })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Snapshots, histories and claims, on one connection. `find`: records of which it is known how much the reader sees. */
export function createSyncReads(db: Connection, find: Find) {
  const selectOrg = db.prepare<[string], { seq: number; epoch: string }>('SELECT seq, epoch FROM org WHERE id = ?');
  const slices = (part: SnapshotQuery['part']) => ({
    all: db.prepare<[Slice], Held>(
      `SELECT s.id AS id, 'full' AS level FROM rec s WHERE s.org = @org AND @scope <> '' AND s.id > @after AND @sinceDay <> '' ${PARTS[part]} ORDER BY s.id LIMIT @limit`,
    ),
    scope: db.prepare<[Slice], Held>(
      `SELECT s.id AS id, s.lvl AS level FROM vis s WHERE s.org = @org AND s.scope = @scope AND s.id > @after AND @sinceDay <> '' AND s.gone = 0 ${PARTS[part]} ORDER BY s.id LIMIT @limit`,
    ),
  });
  const byPart = { first: slices('first'), rest: slices('rest'), all: slices('all') };
  const grants = db.prepare<[string, string], Grant>(
    'SELECT scope, lvl AS level FROM vis INDEXED BY sqlite_autoindex_vis_1 WHERE org = ? AND id = ? AND gone = 0 ORDER BY scope',
  );
  const grantsOf = db.prepare<[Listed], Grant & { id: string }>(GRANTS);
  const keysOf = db.prepare<[Listed], { id: string; key: string }>(
    'SELECT match_key.id, match_key.key FROM json_each(@ids) AS wanted CROSS JOIN match_key INDEXED BY match_key_by_id WHERE org = @org AND match_key.id = wanted.value',
  );
  const history = db.prepare<[string, string, number, number], HistoryRecord>(
    'SELECT seq, id, field, at_ms, actor, device, old, new, hlc FROM history WHERE org = ? AND id = ? AND seq < ? ORDER BY seq DESC, field LIMIT ?',
  );
  const since = db.prepare<[string, number, number], { seq: number }>(
    'SELECT seq FROM history WHERE org = ? AND seq > ? AND at_ms >= ? ORDER BY seq LIMIT 1',
  );
  const openClaims = db.prepare<[string, number], Claim>(`${CLAIM} WHERE org = ? AND state = 'open' ORDER BY at_ms, id, claimant LIMIT ?`);
  const claim = db.prepare<[string, string, string], Claim>(`${CLAIM} WHERE org = ? AND id = ? AND claimant = ?`);
  const byKeys = db.prepare<[string, string, number], { key: string; id: string }>(
    'SELECT key, id FROM match_key WHERE org = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key, id LIMIT ?',
  );

  function readSnapshot(org: string, { scopes, part, sinceDay, after, limit }: SnapshotQuery): SnapshotPage {
    const { seq: head, epoch } = selectOrg.get(org) ?? { seq: 0, epoch: '' };
    // One more than the limit from each scope: the smallest of all together are then certainly among them, each with
    // every scope that holds it.
    const slice = { org, after, sinceDay, limit: limit + 1 };
    const slices = scopes.map((scope) => byPart[part][scope === SCOPE_EVERYTHING ? 'all' : 'scope'].all({ ...slice, scope }));
    const held = joinSlices(slices.filter((rows) => rows.length > 0));
    const page = held.slice(0, limit);
    const stubs = new Set(page.filter(({ level }) => level === 'stub').map(({ id }) => id));
    const records = find(
      org,
      page.map(({ id }) => id),
      stubs,
    );
    return { records, next: held.length > limit ? (page.at(-1)?.id ?? null) : null, head, epoch };
  }

  return {
    listGrants: (org: string, id: string): readonly Grant[] => grants.all(org, id),
    listGrantsOf: (org: string, ids: readonly string[]): ReadonlyMap<string, readonly Grant[]> =>
      byId(grantsOf.all({ org, ids: JSON.stringify(ids) }), ({ scope, level }) => ({ scope, level })),
    /** One state of the database for all statements of the page. */
    readSnapshot: (org: string, query: SnapshotQuery): SnapshotPage =>
      db.inTransaction ? readSnapshot(org, query) : db.transaction(readSnapshot).deferred(org, query),
    listHistoryOf: (org: string, id: string, belowSeq: number, limit: number): readonly HistoryRow[] =>
      history.all(org, id, belowSeq, limit).map(toHistoryRow),
    findSeqSince: (org: string, afterSeq: number, sinceMs: number): number | undefined => since.get(org, afterSeq, sinceMs)?.seq,
    listOpenClaims: (org: string, limit: number): readonly Claim[] => openClaims.all(org, limit),
    findClaim: (org: string, id: string, claimant: string): Claim | undefined => claim.get(org, id, claimant),
    listByMatchKeys: (org: string, keys: readonly string[], limit: number): readonly { readonly key: string; readonly id: string }[] =>
      byKeys.all(org, JSON.stringify(keys), limit),
    listMatchKeysOf: (org: string, ids: readonly string[]): ReadonlyMap<string, readonly string[]> =>
      byId(keysOf.all({ org, ids: JSON.stringify(ids) }), ({ key }) => key),
  };
}

/** Writing claims, and forgetting what is over, on the writer's connection. */
export function createSyncWrites(db: Connection) {
  const saveClaim = db.prepare(
    `INSERT INTO claim (org, id, claimant, at_ms, state, decided_by, decided_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (org, id, claimant) DO UPDATE SET at_ms = excluded.at_ms, state = excluded.state, decided_by = excluded.decided_by, decided_at_ms = excluded.decided_at_ms`,
  );
  const removeHistory = db.prepare('DELETE FROM history WHERE org = ? AND id = ?');
  const removeHistoryBefore = db.prepare('DELETE FROM history WHERE org = ? AND seq < ?');
  const goneUpTo = db.prepare<[string, number], { seq: number | null }>('SELECT max(seq) AS seq FROM vis WHERE org = ? AND seq <= ? AND gone = 1');
  const removeGone = db.prepare('DELETE FROM vis WHERE org = ? AND seq <= ? AND gone = 1');
  const deletedUpTo = db.prepare<[string, number], { id: string; seq: number }>(
    "SELECT id, seq FROM rec WHERE org = ? AND seq <= ? AND floor IS NULL AND json_extract(b, '$._del') = 1",
  );
  const emptied = ['rec', 'vis', 'element', 'match_key', ...entities.map((entity) => entity.name)].map((table) =>
    db.prepare(`DELETE FROM "${table}" WHERE org = ? AND id = ?`),
  );
  const removeFacts = db.prepare('DELETE FROM customer_fact WHERE org = ? AND customer = ?');
  const raiseFloor = db.prepare('UPDATE org SET floor_seq = max(floor_seq, ?) WHERE id = ?');
  const saveEpoch = db.prepare('UPDATE org SET epoch = ? WHERE id = ?');
  const removeKeys = db.prepare('DELETE FROM match_key WHERE org = ? AND id = ?');
  const insertKey = db.prepare('INSERT INTO match_key (org, key, id) VALUES (?, ?, ?)');

  return {
    saveClaim: (org: string, claim: Claim): void =>
      void saveClaim.run(org, claim.id, claim.claimant, claim.atMs, claim.state, claim.decidedBy, claim.decidedAtMs),
    removeHistoryOf: (org: string, ids: readonly string[]): void => ids.forEach((id) => removeHistory.run(org, id)),
    removeHistoryBefore: (org: string, seq: number): void => void removeHistoryBefore.run(org, seq),
    removeExpired(org: string, upToSeq: number): number {
      const deleted = deletedUpTo.all(org, upToSeq);
      const floor = deleted.reduce((highest, { seq }) => Math.max(highest, seq), goneUpTo.get(org, upToSeq)?.seq ?? 0);
      const gone = removeGone.run(org, upToSeq).changes;
      for (const { id } of deleted) {
        emptied.forEach((statement) => statement.run(org, id));
        removeFacts.run(org, id);
      }
      raiseFloor.run(floor, org);
      return gone + deleted.length;
    },
    saveEpoch: (org: string, epoch: string): void => void saveEpoch.run(epoch, org),
    replaceMatchKeys(org: string, id: string, keys: readonly string[]): void {
      removeKeys.run(org, id);
      new Set(keys).forEach((key) => insertKey.run(org, key, id));
    },
  };
}
