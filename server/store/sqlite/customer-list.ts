import type { CustomerFilter, CustomerListRow, CustomerSort } from '../port.ts';
import { foldText } from '#shared/model/search.ts';
import { type Connection } from './open.ts';

type ListRow = { readonly id: string; readonly lastContactAt: string | null; readonly interactions: number; readonly reps: string };
type Parameters = { org: string; scopes: string | null; start: string; word: string; digits: string; limit: number; offset: number };

/** What each sort orders by; a caller names a sort, never a column. */
const ORDER: Readonly<Record<CustomerSort, string>> = {
  name: 'fold(c."name")',
  company: 'fold(c."companyName")',
  'last-contact': 'lastContactAt',
  captured: 'c."capturedAt"',
  tier: 'f.tier',
  amount: 'f.net_minor',
  'next-order': 'f.due_on',
};

/** Among customers of one tier the larger amount comes first, whichever way the tiers stand. */
const THEN: Partial<Readonly<Record<CustomerSort, string>>> = { tier: 'f.net_minor DESC NULLS LAST, ' };

/** The records that are one customer with the row, itself included. */
const MEMBERS = `(SELECT c.id UNION SELECT other.id FROM member m JOIN member other ON other.org = m.org AND other.root = m.root WHERE m.org = @org AND m.id = c.id)`;

/** Of records that are one customer only the first that the reader may see has a row. */
const FIRST = `NOT EXISTS (SELECT 1 FROM member m JOIN member other ON other.org = m.org AND other.root = m.root AND other.id < m.id
  JOIN customers k ON k.org = other.org AND k.id = other.id AND k.deleted = 0 WHERE m.org = @org AND m.id = c.id
  AND (@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = k.id AND vis.gone = 0 AND vis.lvl = 'full' AND vis.scope IN (SELECT value FROM json_each(@scopes)))))`;

const SEEN = `(@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = c.id AND vis.gone = 0 AND vis.lvl = 'full' AND vis.scope IN (SELECT value FROM json_each(@scopes))))`;

const CONTACTS = `FROM element e JOIN interactions i ON i.org = e.org AND i.id = e.id AND i.deleted = 0
  WHERE e.org = @org AND e.name = 'participants' AND e.value IN ${MEMBERS}
  AND (@scopes IS NULL OR EXISTS (SELECT 1 FROM vis WHERE vis.org = @org AND vis.id = i.id AND vis.gone = 0 AND vis.scope IN (SELECT value FROM json_each(@scopes))))`;

const REPS = `(SELECT coalesce(json_group_array(name), '[]') FROM (SELECT DISTINCT u."name" AS name FROM vis JOIN users u ON u.org = vis.org AND u.id = substr(vis.scope, 3)
  WHERE vis.org = @org AND vis.id IN ${MEMBERS} AND vis.gone = 0 AND vis.scope LIKE 'r:%' AND u."name" IS NOT NULL ORDER BY u."name"))`;

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
    const matches = text === '' ? '' : `AND (${matchSql(isNumber)})`;
    const where = `FROM customers c LEFT JOIN customer_fact f ON f.org = c.org AND f.customer = c.id WHERE c.org = @org AND c.deleted = 0 AND ${SEEN} AND ${FIRST} ${matches}`;
    const direction = filter.descending ? 'DESC' : 'ASC';
    const select = `SELECT c.id AS id, (SELECT max(i."happenedAt") ${CONTACTS}) AS lastContactAt, (SELECT count(*) ${CONTACTS}) AS interactions, ${REPS} AS reps`;
    const total = db.prepare<[Parameters], { n: number }>(`SELECT count(*) AS n ${where}`).get(parameters)?.n ?? 0;
    const rows = db
      .prepare<[Parameters], ListRow>(
        `${select} ${where} ORDER BY ${ORDER[filter.sort]} ${direction} NULLS LAST, ${THEN[filter.sort] ?? ''}c.id LIMIT @limit OFFSET @offset`,
      )
      .all(parameters)
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
    `EXISTS (SELECT 1 FROM element WHERE element.org = @org AND element.name = '${name}' AND element.id IN ${MEMBERS} AND ${condition})`;
  const emails = element('emails', "fold(element.value) LIKE @start ESCAPE '\\'");
  // A number is found by any run of its digits: people type it with or without the country's code.
  const phones = element('phones', "replace(replace(replace(element.value, ' ', ''), '-', ''), '.', '') LIKE @digits");
  // A customer of several records is found by what any of them says.
  const others = `EXISTS (SELECT 1 FROM member m JOIN member other ON other.org = m.org AND other.root = m.root
    JOIN customers k ON k.org = other.org AND k.id = other.id AND k.deleted = 0
    WHERE m.org = @org AND m.id = c.id AND (${startsIn('k."name"')} OR ${startsIn('k."companyName"')}))`;
  return [startsIn('c."name"'), startsIn('c."companyName"'), others, emails, ...(isNumber ? [phones] : [])].join(' OR ');
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/gu, (character) => `\\${character}`);
}
