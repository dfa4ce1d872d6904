import type { PurchaseFacts } from '#shared/analysis/customer-facts.ts';
import { planReorderTasks, type TaskWrite } from '#shared/analysis/reorder-tasks.ts';
import { findUsualProduct } from '#shared/analysis/product/usual.ts';
import type { Order } from '#shared/model/order.ts';
import type { Task } from '#shared/model/task.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import type { Org, Store } from '../store/port.ts';
import { writeServerRecord } from './server-records.ts';

/** Customers whose reminders are written in one transaction: few enough that nobody waits for it. */
const CHUNK = 100;

/** What a customer's reminders rest on. */
export type ReorderCase = { readonly facts: PurchaseFacts; readonly orders: readonly Order[]; readonly tasks: readonly Task[] };

/**
 * Brings the reorder reminders of some customers up to date as records that everybody who sees the customer sees. Where
 * nothing changed nothing is written, so that it can run as often as somebody likes.
 */
export async function saveReorderTasks(store: Store, org: Org, cases: readonly ReorderCase[], actor: string, nowMs: number): Promise<void> {
  const idSalt = bytesFromHex(org.idSalt);
  const planned = cases.flatMap(({ facts, orders, tasks }): { readonly customer: string; readonly writes: readonly TaskWrite[] }[] => {
    const writes = planReorderTasks(facts, tasks, findUsualProduct(orders));
    return writes.length === 0 ? [] : [{ customer: facts.customer, writes }];
  });
  for (let from = 0; from < planned.length; from += CHUNK) {
    await store.write(async (tx) => {
      for (const { customer, writes } of planned.slice(from, from + CHUNK)) {
        const scopes = await tx.listScopes(org.id, customer);
        for (const { key, fields } of writes) {
          await writeServerRecord(tx, { org: org.id, id: idFromKey('k', idSalt, key), kind: 'k', fields, actor, scopes }, nowMs);
        }
      }
    });
  }
}
