import { ofCustomer } from '#shared/model/registry.ts';
import type { Sequenced } from '../port.ts';
import { toSequenced, type RecRow } from '../rows.ts';
import type { Query } from './open.ts';

/** Columns of `rec` that make a record. A row without a number is one that a writer only holds. */
export const REC = 'SELECT id, kind, b, c, floor, seq FROM rec';

/** Reading single records, and what belongs to a customer. */
export function createRecordReads(query: Query) {
  return {
    findRecord: async (org: string, id: string): Promise<Sequenced | undefined> =>
      (await query<RecRow>(`${REC} WHERE org = $1 AND id = $2 AND seq IS NOT NULL`, [org, id])).map(toSequenced)[0],
    listScopes: async (org: string, id: string): Promise<readonly string[]> =>
      (await query<{ scope: string }>('SELECT scope FROM vis WHERE org = $1 AND id = $2 AND gone = 0 ORDER BY scope', [org, id])).map(
        ({ scope }) => scope,
      ),
    listEventsOf: async (org: string, customers: readonly string[]): Promise<readonly { readonly customer: string; readonly id: string }[]> =>
      customers.length === 0
        ? []
        : query<{ customer: string; id: string }>(
            `SELECT value AS customer, id FROM element WHERE org = $1 AND name = 'participants' AND value = ANY($2::text[])
             ${ofCustomer.map(({ name }) => `UNION SELECT "customer", id FROM "${name}" WHERE org = $1 AND "customer" = ANY($2::text[])`).join(' ')}
             UNION SELECT "about", id FROM comments WHERE org = $1 AND "about" = ANY($2::text[])
             UNION SELECT "one", id FROM links WHERE org = $1 AND "one" = ANY($2::text[])
             UNION SELECT "other", id FROM links WHERE org = $1 AND "other" = ANY($2::text[])
             ORDER BY customer, id`,
            [org, customers],
          ),
    listInteractionsOf: async (org: string, ids: readonly string[], limit: number): Promise<readonly string[]> =>
      (
        await query<{ id: string }>(
          `SELECT DISTINCT interactions.id, interactions."happenedAt" FROM element
           JOIN interactions ON interactions.org = element.org AND interactions.id = element.id
           WHERE element.org = $1 AND element.name = 'participants' AND element.value = ANY($2::text[]) AND interactions.deleted = 0
           ORDER BY interactions."happenedAt" DESC NULLS LAST, interactions.id LIMIT $3`,
          [org, ids, limit],
        )
      ).map(({ id }) => id),
  };
}
