import { SCOPE_EVERYTHING } from '#shared/access.ts';
import type { Cursor, Level, Page, PageEntry, Visible } from '../port.ts';
import type { Grant } from '../port-sync.ts';
import { toVisible, type RecRow } from '../rows.ts';
import type { Connection } from './open.ts';

type VisRow = { readonly id: string; readonly seq: number; readonly gone: number };

/** Reading what some scopes hold, on one connection. */
export function createPageStatements(db: Connection) {
  const selectOrg = db.prepare<[string], { seq: number; epoch: string }>('SELECT seq, epoch FROM org WHERE id = ?');
  const selectAll = db.prepare<[string, number, number], VisRow>('SELECT id, seq, 0 AS gone FROM rec WHERE org = ? AND seq > ? ORDER BY seq LIMIT ?');
  const selectScope = db.prepare<[string, string, number, number], VisRow>(
    'SELECT id, seq, gone FROM vis WHERE org = ? AND scope = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const selectRec = db.prepare<[string, string], RecRow>('SELECT id, kind, b, c, floor, seq FROM rec WHERE org = ? AND id = ?');
  const selectGrants = db.prepare<[string, string], Grant>(
    'SELECT scope, lvl AS level FROM vis INDEXED BY vis_by_id WHERE org = ? AND id = ? AND gone = 0',
  );

  /** How much of a record some scopes see; undefined when none of them holds it. */
  function levelFor(org: string, scopes: ReadonlySet<string>, id: string): Level | undefined {
    if (scopes.has(SCOPE_EVERYTHING)) {
      return 'full';
    }
    const held = selectGrants.all(org, id).filter(({ scope }) => scopes.has(scope));
    return held.some(({ level }) => level === 'full') ? 'full' : held[0]?.level;
  }

  function findVisible(org: string, id: string, level: Level | undefined): Visible | undefined {
    const row = level && selectRec.get(org, id);
    return row && toVisible(row, level);
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
    const entries = [...lastSeq].map(([id, seq]): PageEntry => ({ id, seq, visible: findVisible(org, id, levelFor(org, scopes, id)) }));
    return { entries, more, cutAt: more ? cutAt : head, head, epoch };
  }

  return {
    /** One state of the database for all statements of the page: a commit in between cannot be half seen. */
    readPage: (org: string, cursors: readonly Cursor[], limit: number): Page =>
      db.inTransaction ? readPage(org, cursors, limit) : db.transaction(readPage).deferred(org, cursors, limit),
    readVisible(org: string, scopes: readonly string[], ids: readonly string[]): readonly Visible[] {
      const eyes = new Set(scopes);
      return [...new Set(ids)].flatMap((id) => findVisible(org, id, levelFor(org, eyes, id)) ?? []);
    },
    /** A record of which it is known how much the reader sees. */
    findVisible,
  };
}
