import type { Edge } from '#shared/sync/links.ts';
import type { Member } from '../port.ts';
import type { Query } from './open.ts';

/** Reading which records are one customer. */
export function createMemberReads(query: Query) {
  return {
    listLinks: (org: string, ids: readonly string[]): Promise<readonly Edge[]> =>
      query<Edge>(
        `SELECT "one", "other" FROM links WHERE org = $1 AND "one" = ANY($2::text[]) AND deleted = 0 AND "on" = 1 AND "other" IS NOT NULL
         UNION SELECT "one", "other" FROM links WHERE org = $1 AND "other" = ANY($2::text[]) AND deleted = 0 AND "on" = 1 AND "one" IS NOT NULL`,
        [org, ids],
      ),
    listMembers: (org: string, ids: readonly string[]): Promise<readonly Member[]> =>
      query<Member>(
        `SELECT DISTINCT other.id AS id, other.root AS root FROM member m JOIN member other ON other.org = m.org AND other.root = m.root
         WHERE m.org = $1 AND m.id = ANY($2::text[]) ORDER BY other.id`,
        [org, ids],
      ),
    listAllMembers: (org: string): Promise<readonly Member[]> => query<Member>('SELECT id, root FROM member WHERE org = $1 ORDER BY id', [org]),
  };
}

/** Writing which records are one customer, in a transaction. */
export function createMemberWrites(query: Query) {
  return {
    replaceMembers: async (org: string, ids: readonly string[], rows: readonly Member[]): Promise<void> => {
      await query('DELETE FROM member WHERE org = $1 AND id = ANY($2::text[])', [org, ids]);
      await query('INSERT INTO member (org, id, root) SELECT $1, * FROM unnest($2::text[], $3::text[])', [
        org,
        rows.map(({ id }) => id),
        rows.map(({ root }) => root),
      ]);
    },
  };
}
