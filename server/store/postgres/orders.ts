import type { StoredRecord } from '#shared/model/record.ts';
import type { CustomerFactRow } from '../port.ts';
import { kindAfter, toSequenced, type RecRow } from '../rows.ts';
import type { Query } from './open.ts';

/** Reading orders, payments and tasks by customer and by id. */
export function createOrderReads(query: Query) {
  const listByCustomers = (table: 'orders' | 'payments' | 'tasks' | 'cases') => (org: string, customers: readonly string[]) =>
    query<{ id: string; customer: string }>(
      `SELECT id, "customer" FROM ${table} WHERE org = $1 AND "customer" = ANY($2::text[]) AND deleted = 0 ORDER BY id`,
      [org, customers],
    );
  // Ids open with the letter of their kind, so the key of `rec` has all records of one kind side by side.
  const readKind = async (org: string, kind: string, after: string, limit: number): Promise<readonly StoredRecord[]> =>
    (
      await query<RecRow>(
        'SELECT id, kind, b, c, floor, seq FROM rec WHERE org = $1 AND id > $2 AND id < $3 AND seq IS NOT NULL ORDER BY id LIMIT $4',
        [org, after === '' ? kind : after, kindAfter(kind), limit],
      )
    ).map((row) => toSequenced(row).record);
  return {
    listOrderIds: listByCustomers('orders'),
    listPaymentIds: listByCustomers('payments'),
    listTaskIds: listByCustomers('tasks'),
    listCaseIds: listByCustomers('cases'),
    readKind,
  };
}

/** Writing what customers are sorted by, in a transaction. */
export function createFactWrites(query: Query) {
  return {
    saveCustomerFacts: async (org: string, rows: readonly CustomerFactRow[]): Promise<void> =>
      void (await query(
        `INSERT INTO customer_fact (org, customer, as_of, tier, net_minor, due_on)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[]) AS fact(customer) ORDER BY fact.customer
         ON CONFLICT (org, customer) DO UPDATE SET as_of = excluded.as_of, tier = excluded.tier, net_minor = excluded.net_minor, due_on = excluded.due_on`,
        [
          org,
          rows.map((row) => row.customer),
          rows.map((row) => row.asOf),
          rows.map((row) => row.tier),
          rows.map((row) => row.netMinor),
          rows.map((row) => row.dueOn),
        ],
      )),
  };
}
