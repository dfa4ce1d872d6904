import { SCOPE_EVERYTHING } from '#shared/access.ts';
import type { Cursor, Page, PageEntry, Visible } from '../port.ts';
import { toVisible, type RecRow } from '../rows.ts';
import type { Query } from './open.ts';

/** A record with whether the reader sees all of it. */
export type FullRow = RecRow & { readonly full: boolean };
type PageRow = {
  readonly head: number;
  readonly epoch: string;
  readonly entry_id: string | null;
  readonly entry_seq: number;
  readonly cut: number | null;
} & {
  readonly [K in keyof FullRow]: FullRow[K] | null;
};

/**
 * The record of `id`, a column of what stands before, as some scopes see it. `scopes`: the parameter that lists them, or
 * undefined for a reader who sees every record. Each row is looked up by whole keys: whatever the database has learnt of
 * its tables so far, it can do that in one way only. A joined set of rows it may read over and over while they are new.
 */
export const seenAs = (id: string, scopes: string | undefined): string => `LEFT JOIN LATERAL (
    SELECT rec.id, rec.kind, rec.b, rec.c, rec.floor, rec.seq, ${
      scopes === undefined
        ? 'true'
        : `(SELECT bool_or(vis.lvl = 'full') FROM unnest(${scopes}::text[]) AS held(scope)
            JOIN vis ON vis.org = $1 AND vis.scope = held.scope AND vis.id = ${id} AND vis.gone = 0)`
    } AS "full"
    FROM rec WHERE rec.org = $1 AND rec.id = ${id} AND rec.seq IS NOT NULL
  ) AS seen ON seen."full" IS NOT NULL`;

/**
 * One statement sees one state of the database: number, changes and records belong together. `changes`: one more than
 * the limit from each scope, so that a cut-off scope never ends before the page does. The page ends before the first
 * change of the record after the last that fits.
 */
const pageSql = (seesAll: boolean): string => `
  WITH here AS (SELECT seq, epoch FROM org WHERE id = $1),
  changes AS (
    SELECT change.id, change.seq FROM unnest($2::text[], $3::bigint[]) AS cursor(scope, after)
    CROSS JOIN LATERAL (
      SELECT id, seq FROM vis WHERE org = $1 AND vis.scope = cursor.scope AND seq > cursor.after ORDER BY seq LIMIT $4 + 1
    ) AS change
    ${seesAll ? `UNION ALL SELECT id, seq FROM (SELECT id, seq FROM rec WHERE org = $1 AND seq > $5 ORDER BY seq LIMIT $4 + 1) AS any_record` : ''}
  ),
  firsts AS (SELECT id, min(seq) AS first FROM changes GROUP BY id),
  cut AS (SELECT first AS seq FROM firsts ORDER BY first OFFSET $4 LIMIT 1),
  page AS (
    SELECT id, min(seq) AS first, max(seq) AS seq FROM changes WHERE seq < coalesce((SELECT seq FROM cut), 9223372036854775807) GROUP BY id
  )
  SELECT here.seq AS head, here.epoch, page.id AS entry_id, page.seq AS entry_seq, (SELECT seq FROM cut) AS cut, seen.*
  FROM here LEFT JOIN page ON true ${seenAs('page.id', seesAll ? undefined : '$2')} ORDER BY page.first`;

/** A record as its reader sees it. */
export function toSeen(row: FullRow): Visible {
  return toVisible(row, row.full ? 'full' : 'stub');
}

/** Reading what some scopes hold. */
export function createPageReads(query: Query) {
  return {
    async readPage(org: string, cursors: readonly Cursor[], limit: number): Promise<Page> {
      const everything = cursors.find(({ scope }) => scope === SCOPE_EVERYTHING);
      const named = cursors.filter((cursor) => cursor !== everything);
      const values = [org, named.map(({ scope }) => scope), named.map(({ after }) => after), limit, ...(everything ? [everything.after] : [])];
      const rows = await query<PageRow>(pageSql(everything !== undefined), values);
      const [first] = rows;
      const entries = rows.flatMap(({ entry_id: id, entry_seq: seq, ...row }): PageEntry[] =>
        id === null ? [] : [{ id, seq, visible: isFull(row) ? toSeen(row) : undefined }],
      );
      const head = first?.head ?? 0;
      const more = first !== undefined && first.cut !== null;
      // The number up to which all changes are in the page: those of the last record that fitted.
      const cutAt = more ? Math.max(0, ...entries.map(({ seq }) => seq)) : head;
      return { entries, more, cutAt, head, epoch: first?.epoch ?? '' };
    },
    async readVisible(org: string, scopes: readonly string[], ids: readonly string[]): Promise<readonly Visible[]> {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) {
        return [];
      }
      const seesAll = scopes.includes(SCOPE_EVERYTHING);
      const rows = await query<FullRow>(
        `SELECT seen.* FROM unnest($2::text[]) WITH ORDINALITY AS wanted(id, at) ${seenAs('wanted.id', seesAll ? undefined : '$3')}
         WHERE seen.id IS NOT NULL ORDER BY wanted.at`,
        [org, wanted, ...(seesAll ? [] : [scopes])],
      );
      return rows.map(toSeen);
    },
  };
}

function isFull(row: { readonly [K in keyof FullRow]: FullRow[K] | null }): row is FullRow {
  return row.id !== null;
}
