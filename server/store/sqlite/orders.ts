import type { StoredRecord } from '#shared/model/record.ts';
import type { CustomerFactRow } from '../port.ts';
import type { Connection } from './open.ts';
import { toSequenced, type RecRow } from './records.ts';

/** Reading orders by customer and by id, on one connection. */
export function createOrderReads(db: Connection) {
  const byCustomers = db.prepare<[string, string], { id: string; customer: string }>(
    'SELECT id, "customer" AS customer FROM orders WHERE org = ? AND "customer" IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY id',
  );
  // Ids open with the letter of their kind, so the key of `rec` has all orders side by side.
  const page = db.prepare<[string, string, number], RecRow>(
    "SELECT id, kind, b, c, floor, seq FROM rec WHERE org = ? AND id > ? AND id < 'p' ORDER BY id LIMIT ?",
  );
  return {
    listOrderIds: (org: string, customers: readonly string[]) => byCustomers.all(org, JSON.stringify(customers)),
    readOrders: (org: string, after: string, limit: number): readonly StoredRecord[] =>
      page.all(org, after === '' ? 'o' : after, limit).map((row) => toSequenced(row).record),
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
