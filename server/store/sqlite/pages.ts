import { SCOPE_EVERYTHING } from '#shared/access.ts';
import type { Cursor, Level, Page, PageEntry, Visible } from '../port.ts';
import { toSequenced, type RecRow } from '../rows.ts';
import type { Connection } from './open.ts';

type VisRow = { readonly id: string; readonly seq: number; readonly gone: number };
type FullRow = RecRow & { readonly full: number };

/** Reading what some scopes hold, on one connection. */
export function createPageStatements(db: Connection) {
  const selectOrg = db.prepare<[string], { seq: number; epoch: string }>('SELECT seq, epoch FROM org WHERE id = ?');
  const selectAll = db.prepare<[string, number, number], VisRow>('SELECT id, seq, 0 AS gone FROM rec WHERE org = ? AND seq > ? ORDER BY seq LIMIT ?');
  const selectScope = db.prepare<[string, string, number, number], VisRow>(
    'SELECT id, seq, gone FROM vis WHERE org = ? AND scope = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const selectRec = db.prepare<[string, string], FullRow>('SELECT id, kind, b, c, floor, seq, 1 AS full FROM rec WHERE org = ? AND id = ?');
  const selectHeld = db.prepare<[string, string, string], FullRow>(
    `SELECT rec.id, kind, b, c, floor, rec.seq, max(vis.lvl = 'full') AS full FROM rec
     JOIN vis ON vis.org = rec.org AND vis.id = rec.id AND vis.gone = 0
     WHERE rec.org = ? AND rec.id = ? AND vis.scope IN (SELECT value FROM json_each(?)) GROUP BY rec.id`,
  );

  function findVisible(org: string, scopes: readonly string[], scopesJson: string, id: string): Visible | undefined {
    const row = scopes.includes(SCOPE_EVERYTHING) ? selectRec.get(org, id) : selectHeld.get(org, id, scopesJson);
    const level: Level = row?.full === 1 ? 'full' : 'stub';
    return row && { ...toSequenced(row), level };
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
    const scopes = cursors.map((cursor) => cursor.scope);
    const scopesJson = JSON.stringify(scopes);
    const entries = [...lastSeq].map(([id, seq]): PageEntry => ({ id, seq, visible: findVisible(org, scopes, scopesJson, id) }));
    return { entries, more, cutAt: more ? cutAt : head, head, epoch };
  }

  return {
    /** One state of the database for all statements of the page: a commit in between cannot be half seen. */
    readPage: (org: string, cursors: readonly Cursor[], limit: number): Page =>
      db.inTransaction ? readPage(org, cursors, limit) : db.transaction(readPage).deferred(org, cursors, limit),
    readVisible(org: string, scopes: readonly string[], ids: readonly string[]): readonly Visible[] {
      const scopesJson = JSON.stringify(scopes);
      return [...new Set(ids)].flatMap((id) => findVisible(org, scopes, scopesJson, id) ?? []);
    },
  };
}
