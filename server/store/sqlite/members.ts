import type { Edge } from '#shared/sync/links.ts';
import type { Member } from '../port.ts';
import type { Connection } from './open.ts';

/** Reading which records are one customer, on one connection. */
export function createMemberReads(db: Connection) {
  const edges = db.prepare<{ org: string; ids: string }, Edge>(
    `SELECT "one" AS one, "other" AS other FROM links WHERE org = @org AND "one" IN (SELECT value FROM json_each(@ids)) AND deleted = 0 AND "on" = 1 AND "other" IS NOT NULL
     UNION SELECT "one", "other" FROM links WHERE org = @org AND "other" IN (SELECT value FROM json_each(@ids)) AND deleted = 0 AND "on" = 1 AND "one" IS NOT NULL`,
  );
  const members = db.prepare<{ org: string; ids: string }, Member>(
    `SELECT DISTINCT other.id AS id, other.root AS root FROM json_each(@ids) AS wanted CROSS JOIN member m ON m.org = @org AND m.id = wanted.value
     CROSS JOIN member other ON other.org = m.org AND other.root = m.root ORDER BY other.id`,
  );
  const all = db.prepare<[string], Member>('SELECT id, root FROM member WHERE org = ?');
  return {
    listLinks: (org: string, ids: readonly string[]): readonly Edge[] => edges.all({ org, ids: JSON.stringify(ids) }),
    listMembers: (org: string, ids: readonly string[]): readonly Member[] => members.all({ org, ids: JSON.stringify(ids) }),
    listAllMembers: (org: string): readonly Member[] => all.all(org),
  };
}

/** Writing which records are one customer, on the writer's connection. */
export function createMemberWrites(db: Connection) {
  const remove = db.prepare('DELETE FROM member WHERE org = ? AND id IN (SELECT value FROM json_each(?))');
  const insert = db.prepare('INSERT INTO member (org, id, root) VALUES (?, ?, ?)');
  return {
    replaceMembers: (org: string, ids: readonly string[], rows: readonly Member[]): void => {
      remove.run(org, JSON.stringify(ids));
      rows.forEach(({ id, root }) => insert.run(org, id, root));
    },
  };
}
