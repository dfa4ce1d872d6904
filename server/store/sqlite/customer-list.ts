import type { CustomerFilter, CustomerListRow, CustomerSort } from '../port.ts';
import { foldText } from '#shared/model/search.ts';
import { type Connection } from './open.ts';

type ListRow = { readonly id: string; readonly lastContactAt: string | null; readonly interactions: number; readonly reps: string };
type Parameters = { org: string; scopes: string | null; start: string; word: string; digits: string; limit: number; offset: number };
type PageParameters = { org: string; scopes: string | null; ids: string };

/** Among customers of one tier the larger amount comes first, whichever way the tiers stand. */
const THEN: Partial<Readonly<Record<CustomerSort, string>>> = { tier: 'f.net_minor DESC NULLS LAST, ' };

/**
 * The records that are one customer with the row, itself included. What is asked of them begins with them: CROSS JOIN keeps the
 * order of the tables, and the index of `vis` is named, for without counts of rows the planner once took all that the team has
 * for each customer. `tests/server/store/plans.test.ts` watches over it.
 */
const MEMBERS = `(SELECT c.id AS id UNION SELECT other.id FROM member m CROSS JOIN member other ON other.org = m.org AND other.root = m.root WHERE m.org = @org AND m.id = c.id)`;

/** Of records that are one customer only the first that the reader may see has a row. */
const FIRST = `NOT EXISTS (SELECT 1 FROM member m CROSS JOIN member other ON other.org = m.org AND other.root = m.root AND other.id < m.id
  CROSS JOIN customers k ON k.org = other.org AND k.id = other.id WHERE m.org = @org AND m.id = c.id AND k.deleted = 0
  AND (@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = k.id AND vis.gone = 0 AND vis.lvl = 'full' AND vis.scope IN (SELECT value FROM json_each(@scopes)))))`;

const SEEN = `(@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = c.id AND vis.gone = 0 AND vis.lvl = 'full' AND vis.scope IN (SELECT value FROM json_each(@scopes))))`;

const CONTACTS = `FROM ${MEMBERS} AS one CROSS JOIN element e ON e.org = @org AND e.name = 'participants' AND e.value = one.id
  CROSS JOIN interactions i ON i.org = @org AND i.id = e.id WHERE i.deleted = 0
  AND (@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = i.id AND vis.gone = 0 AND vis.scope IN (SELECT value FROM json_each(@scopes))))`;

const LAST_CONTACT = `(SELECT max(i."happenedAt") ${CONTACTS})`;

/** What each sort orders by; a caller names a sort, never a column. */
const ORDER: Readonly<Record<CustomerSort, string>> = {
  name: 'fold(c."name")',
  company: 'fold(c."companyName")',
  'last-contact': LAST_CONTACT,
  captured: 'c."capturedAt"',
  tier: 'f.tier',
  amount: 'f.net_minor',
  'next-order': 'f.due_on',
};

const REPS = `(SELECT coalesce(json_group_array(name), '[]') FROM (SELECT DISTINCT u."name" AS name FROM ${MEMBERS} AS one
  CROSS JOIN vis INDEXED BY sqlite_autoindex_vis_1 ON vis.org = @org AND vis.id = one.id CROSS JOIN users u ON u.org = @org AND u.id = substr(vis.scope, 3)
  WHERE vis.gone = 0 AND vis.scope LIKE 'r:%' AND u."name" IS NOT NULL ORDER BY u."name"))`;

/** What the rows of a page say beside their records, asked of these alone. */
const PAGE = `SELECT c.id AS id, ${LAST_CONTACT} AS lastContactAt, (SELECT count(DISTINCT i.id) ${CONTACTS}) AS interactions, ${REPS} AS reps
  FROM (SELECT value AS id, key FROM json_each(@ids)) AS c ORDER BY c.key`;

/** The statement that finds the ids of a page, in order, and the one that counts all. `number`: the search may be of a telephone. */
function listStatements(
  sort: CustomerSort,
  descending: boolean,
  search: 'none' | 'words' | 'number',
): { readonly page: string; readonly total: string } {
  const matches = search === 'none' ? '' : `AND (${matchSql(search === 'number')})`;
  const where = `FROM customers c LEFT JOIN customer_fact f ON f.org = c.org AND f.customer = c.id WHERE c.org = @org AND c.deleted = 0 AND ${SEEN} AND ${FIRST} ${matches}`;
  const order = `${ORDER[sort]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, ${THEN[sort] ?? ''}c.id`;
  return { page: `SELECT c.id AS id ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset`, total: `SELECT count(*) AS n ${where}` };
}

/** Lists customers with their last contact and reps, on one connection. */
export function createCustomerList(db: Connection) {
  return (org: string, filter: CustomerFilter): { readonly total: number; readonly rows: readonly CustomerListRow[] } => {
    const text = foldText(filter.search.trim());
    const digits = text.replace(/\D/gu, '');
    const isNumber = digits.length >= 3 && /^[\d\s+()./-]+$/u.test(text);
    const parameters: Parameters = {
      org,
      scopes: filter.scopes === undefined ? null : JSON.stringify(filter.scopes),
      start: `${escapeLike(text)}%`,
      word: `% ${escapeLike(text)}%`,
      digits: `%${digits}%`,
      limit: filter.limit,
      offset: filter.offset,
    };
    const statements = listStatements(filter.sort, filter.descending, text === '' ? 'none' : isNumber ? 'number' : 'words');
    const total = db.prepare<[Parameters], { n: number }>(statements.total).get(parameters)?.n ?? 0;
    const ids = db.prepare<[Parameters], { id: string }>(statements.page).all(parameters);
    const rows = db
      .prepare<[PageParameters], ListRow>(PAGE)
      .all({ org, scopes: parameters.scopes, ids: JSON.stringify(ids.map(({ id }) => id)) })
      .map((row): CustomerListRow => {
        const reps: readonly string[] = JSON.parse(row.reps);
        return { ...row, reps };
      });
    return { total, rows };
  };
}

function matchSql(isNumber: boolean): string {
  const startsIn = (column: string): string => `fold(${column}) LIKE @start ESCAPE '\\' OR fold(${column}) LIKE @word ESCAPE '\\'`;
  const element = (name: string, condition: string): string =>
    `EXISTS (SELECT 1 FROM ${MEMBERS} AS one CROSS JOIN element ON element.org = @org AND element.id = one.id WHERE element.name = '${name}' AND ${condition})`;
  const emails = element('emails', "fold(element.value) LIKE @start ESCAPE '\\'");
  // A number is found by any run of its digits: people type it with or without the country's code.
  const phones = element('phones', "replace(replace(replace(element.value, ' ', ''), '-', ''), '.', '') LIKE @digits");
  // A customer of several records is found by what any of them says.
  const others = `EXISTS (SELECT 1 FROM member m CROSS JOIN member other ON other.org = m.org AND other.root = m.root
    CROSS JOIN customers k ON k.org = other.org AND k.id = other.id
    WHERE m.org = @org AND m.id = c.id AND k.deleted = 0 AND (${startsIn('k."name"')} OR ${startsIn('k."companyName"')}))`;
  return [startsIn('c."name"'), startsIn('c."companyName"'), others, emails, ...(isNumber ? [phones] : [])].join(' OR ');
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/gu, (character) => `\\${character}`);
}
