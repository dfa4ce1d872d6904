import type { StoredRecord } from '#shared/model/record.ts';
import type { CustomerFactRow } from '../port.ts';
import { kindAfter, toSequenced, type RecRow } from '../rows.ts';
import type { Connection } from './open.ts';

/** Reading orders, payments and tasks by customer and by id, on one connection. */
export function createOrderReads(db: Connection) {
  const listByCustomers = (table: 'orders' | 'payments' | 'tasks' | 'cases') => {
    // The order of the tables and the index are named: by itself the planner takes all records of the team, which are sorted already.
    const rows = db.prepare<{ org: string; customers: string }, { id: string; customer: string }>(
      `SELECT own.id AS id, own."customer" AS customer FROM (SELECT DISTINCT value FROM json_each(@customers)) AS wanted
       CROSS JOIN ${table} AS own INDEXED BY ${table}_by_customer WHERE own.org = @org AND own."customer" = wanted.value AND own.deleted = 0 ORDER BY own.id`,
    );
    return (org: string, customers: readonly string[]) => rows.all({ org, customers: JSON.stringify(customers) });
  };
  // Ids open with the letter of their kind, so the key of `rec` has all records of one kind side by side.
  const page = db.prepare<[string, string, string, number], RecRow>(
    'SELECT id, kind, b, c, floor, seq FROM rec WHERE org = ? AND id > ? AND id < ? ORDER BY id LIMIT ?',
  );
  const readKind = (org: string, kind: string, after: string, limit: number): readonly StoredRecord[] =>
    page.all(org, after === '' ? kind : after, kindAfter(kind), limit).map((row) => toSequenced(row).record);
  return {
    listOrderIds: listByCustomers('orders'),
    listPaymentIds: listByCustomers('payments'),
    listTaskIds: listByCustomers('tasks'),
    listCaseIds: listByCustomers('cases'),
    readKind,
  };
}

/** Writing what customers are sorted by, on the writer's connection. */
export function createFactWrites(db: Connection) {
  const upsert = db.prepare(
    `INSERT INTO customer_fact (org, customer, as_of, tier, net_minor, due_on) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (org, customer) DO UPDATE SET as_of = excluded.as_of, tier = excluded.tier, net_minor = excluded.net_minor, due_on = excluded.due_on`,
  );
  return {
    saveCustomerFacts: (org: string, rows: readonly CustomerFactRow[]): void => {
      for (const row of rows) {
        upsert.run(org, row.customer, row.asOf, row.tier, row.netMinor, row.dueOn);
      }
    },
  };
}
