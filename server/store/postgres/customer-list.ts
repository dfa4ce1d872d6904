import type { CustomerFilter, CustomerListRow, CustomerSort } from '../port.ts';
import { foldText } from '#shared/model/search.ts';
import type { Query, SqlValue } from './open.ts';

type ListRow = Omit<CustomerListRow, 'reps'> & { readonly reps: string };

/** What each sort orders by; a caller names a sort, never a column. */
const ORDER: Readonly<Record<CustomerSort, string>> = {
  name: 't.name',
  company: 't.company',
  'last-contact': '"lastContactAt"',
  captured: 'c."capturedAt"',
  tier: 'f.tier',
  amount: 'f.net_minor',
  'next-order': 'f.due_on',
};

/** Among customers of one tier the larger amount comes first, whichever way the tiers stand. */
const THEN: Partial<Readonly<Record<CustomerSort, string>>> = { tier: 'f.net_minor DESC NULLS LAST, ' };

/** The records that are one customer with the row, itself included. */
const MEMBERS = `(SELECT c.id UNION SELECT other.id FROM member m JOIN member other ON other.org = m.org AND other.root = m.root WHERE m.org = $1 AND m.id = c.id)`;

const seen = (id: string): string =>
  `($2::text[] IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = $1 AND vis.id = ${id} AND vis.gone = 0 AND vis.scope = ANY($2::text[])))`;

/** Of records that are one customer only the first that the reader may see has a row. */
const FIRST = `NOT EXISTS (SELECT 1 FROM member m JOIN member other ON other.org = m.org AND other.root = m.root AND other.id < m.id
  JOIN customers k ON k.org = other.org AND k.id = other.id AND k.deleted = 0 WHERE m.org = $1 AND m.id = c.id AND ${seen('k.id')})`;

const CONTACTS = `FROM element e JOIN interactions i ON i.org = e.org AND i.id = e.id AND i.deleted = 0
  WHERE e.org = $1 AND e.name = 'participants' AND e.value IN ${MEMBERS} AND ${seen('i.id')}`;

const REPS = `(SELECT coalesce(json_agg(name ORDER BY name), '[]')::text FROM (SELECT DISTINCT u."name" AS name FROM vis
  JOIN users u ON u.org = vis.org AND u.id = substr(vis.scope, 3)
  WHERE vis.org = $1 AND vis.id IN ${MEMBERS} AND vis.gone = 0 AND vis.scope LIKE 'r:%' AND u."name" IS NOT NULL) AS named)`;

/**
 * Lists customers with their last contact and reps, in the same order and found by the same words as in the embedded
 * database: the texts were folded by the same code when they were written.
 */
export function createCustomerList(query: Query) {
  return async (org: string, filter: CustomerFilter): Promise<{ readonly total: number; readonly rows: readonly CustomerListRow[] }> => {
    const text = foldText(filter.search.trim());
    const digits = text.replace(/\D/gu, '');
    const isNumber = digits.length >= 3 && /^[\d\s+()./-]+$/u.test(text);
    const words = text === '' ? [] : [`${escapeLike(text)}%`, `% ${escapeLike(text)}%`, ...(isNumber ? [`%${digits}%`] : [])];
    const values: SqlValue[] = [org, filter.scopes ?? null, ...words];
    const matches = text === '' ? '' : `AND (${matchSql(isNumber)})`;
    const where = `FROM customers c LEFT JOIN folded t ON t.org = c.org AND t.id = c.id LEFT JOIN customer_fact f ON f.org = c.org AND f.customer = c.id
      WHERE c.org = $1 AND c.deleted = 0 AND ${seen('c.id')} AND ${FIRST} ${matches}`;
    const direction = filter.descending ? 'DESC' : 'ASC';
    const select = `SELECT c.id AS id, (SELECT max(i."happenedAt") ${CONTACTS}) AS "lastContactAt", (SELECT count(*) ${CONTACTS}) AS interactions, ${REPS} AS reps`;
    const [count] = await query<{ n: number }>(`SELECT count(*) AS n ${where}`, values);
    const found = await query<ListRow>(
      `${select} ${where} ORDER BY ${ORDER[filter.sort]} ${direction} NULLS LAST, ${THEN[filter.sort] ?? ''}c.id
       LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
      [...values, filter.limit, filter.offset],
    );
    const rows = found.map((row): CustomerListRow => {
      const reps: readonly string[] = JSON.parse(row.reps);
      return { ...row, reps };
    });
    return { total: count?.n ?? 0, rows };
  };
}

/** `$3`: how a text begins, `$4`: how a later word of it does, `$5`: digits. */
function matchSql(isNumber: boolean): string {
  const startsIn = (column: string): string => `${column} LIKE $3 OR ${column} LIKE $4`;
  const emails = `EXISTS (SELECT 1 FROM folded g, unnest(g.emails) AS email WHERE g.org = $1 AND g.id IN ${MEMBERS} AND email LIKE $3)`;
  // A number is found by any run of its digits: people type it with or without the country's code.
  const phones = `EXISTS (SELECT 1 FROM element WHERE element.org = $1 AND element.name = 'phones' AND element.id IN ${MEMBERS}
    AND replace(replace(replace(element.value, ' ', ''), '-', ''), '.', '') LIKE $5)`;
  // A customer of several records is found by what any of them says.
  const others = `EXISTS (SELECT 1 FROM member m JOIN member other ON other.org = m.org AND other.root = m.root
    JOIN customers k ON k.org = other.org AND k.id = other.id AND k.deleted = 0 JOIN folded g ON g.org = k.org AND g.id = k.id
    WHERE m.org = $1 AND m.id = c.id AND (${startsIn('g.name')} OR ${startsIn('g.company')}))`;
  return [startsIn('t.name'), startsIn('t.company'), others, emails, ...(isNumber ? [phones] : [])].join(' OR ');
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/gu, (character) => `\\${character}`);
}
