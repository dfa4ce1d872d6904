import { SCOPE_EVERYTHING } from '#shared/access.ts';
import type { Cursor, Level, Page, PageEntry, Visible } from '../port.ts';
import type { Grant } from '../port-sync.ts';
import { toVisible, type RecRow } from '../rows.ts';
import type { Connection } from './open.ts';

/**
 * Records, and who has them, of a list of ids in its order. One statement for all: each of its own would look its row up from
 * the root of the tree anew, which takes twice as long. The list comes first, each id is looked up in the index: the other
 * way round all rows of the organization would be walked through.
 */
export type Listed = { readonly org: string; readonly ids: string };
export const RECS = `SELECT rec.id, rec.kind, rec.b, rec.c, rec.floor, rec.seq FROM json_each(@ids) AS wanted CROSS JOIN rec
  WHERE rec.org = @org AND rec.id = wanted.value`;
export const GRANTS = `SELECT vis.id, scope, lvl AS level FROM json_each(@ids) AS wanted CROSS JOIN vis INDEXED BY sqlite_autoindex_vis_1
  WHERE org = @org AND vis.id = wanted.value AND gone = 0`;

type VisRow = { readonly id: string; readonly seq: number; readonly gone: number };

/** Reading what some scopes hold, on one connection. */
export function createPageStatements(db: Connection) {
  const selectOrg = db.prepare<[string], { seq: number; epoch: string }>('SELECT seq, epoch FROM org WHERE id = ?');
  const selectAll = db.prepare<[string, number, number], VisRow>('SELECT id, seq, 0 AS gone FROM rec WHERE org = ? AND seq > ? ORDER BY seq LIMIT ?');
  const selectScope = db.prepare<[string, string, number, number], VisRow>(
    'SELECT id, seq, gone FROM vis WHERE org = ? AND scope = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const selectRecs = db.prepare<[Listed], RecRow>(RECS);
  const selectGrants = db.prepare<[Listed], Grant & { id: string }>(GRANTS);

  /** How much of some records some scopes see; those that none of them holds are not in it. */
  function levelsFor(org: string, scopes: ReadonlySet<string>, ids: readonly string[]): ReadonlyMap<string, Level> {
    if (scopes.has(SCOPE_EVERYTHING)) {
      return new Map(ids.map((id) => [id, 'full']));
    }
    const levels = new Map<string, Level>();
    for (const { id, scope, level } of selectGrants.all({ org, ids: JSON.stringify(ids) })) {
      if (scopes.has(scope)) {
        levels.set(id, levels.get(id) === 'full' ? 'full' : level);
      }
    }
    return levels;
  }

  function findVisible(org: string, ids: readonly string[], stubs: ReadonlySet<string>): readonly Visible[] {
    return selectRecs.all({ org, ids: JSON.stringify(ids) }).map((row) => toVisible(row, stubs.size > 0 && stubs.has(row.id) ? 'stub' : 'full'));
  }

  function findSeen(org: string, scopes: ReadonlySet<string>, ids: readonly string[]): readonly Visible[] {
    const levels = levelsFor(org, scopes, ids);
    const seen = ids.filter((id) => levels.has(id));
    return findVisible(org, seen, new Set(seen.filter((id) => levels.get(id) === 'stub')));
  }

  function readPage(org: string, cursors: readonly Cursor[], limit: number): Page {
    const { seq: head, epoch } = selectOrg.get(org) ?? { seq: 0, epoch: '' };
    // One more than the limit from each scope, so that a cut-off scope never ends before the page does.
    const changes = cursors
      .flatMap(({ scope, after }) =>
        scope === SCOPE_EVERYTHING ? selectAll.all(org, after, limit + 1) : selectScope.all(org, scope, after, limit + 1),
      )
      .toSorted((a, b) => a.seq - b.seq);
    const lastSeq = new Map<string, number>();
    let cutAt = head;
    let more = false;
    for (const change of changes) {
      if (!lastSeq.has(change.id) && lastSeq.size === limit) {
        more = true;
        break;
      }
      lastSeq.set(change.id, change.seq);
      cutAt = change.seq;
    }
    const scopes = new Set(cursors.map((cursor) => cursor.scope));
    const ids = [...lastSeq.keys()];
    const found = new Map(findSeen(org, scopes, ids).map((visible) => [visible.text?.id, visible]));
    const entries = [...lastSeq].map(([id, seq]): PageEntry => ({ id, seq, visible: found.get(id) }));
    return { entries, more, cutAt: more ? cutAt : head, head, epoch };
  }

  return {
    /** One state of the database for all statements of the page: a commit in between cannot be half seen. */
    readPage: (org: string, cursors: readonly Cursor[], limit: number): Page =>
      db.inTransaction ? readPage(org, cursors, limit) : db.transaction(readPage).deferred(org, cursors, limit),
    readVisible(org: string, scopes: readonly string[], ids: readonly string[]): readonly Visible[] {
      return findSeen(org, new Set(scopes), [...new Set(ids)]);
    },
    /** Some records in their order, each of which the reader sees: whole, or as one of the stubs. */
    findVisible,
  };
}
