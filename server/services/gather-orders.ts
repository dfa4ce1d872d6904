import { setImmediate as breathe } from 'node:timers/promises';
import { toView } from '#shared/model/entity.ts';
import { orders, type Order } from '#shared/model/order.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import type { Store } from '../store/port.ts';
import { startLearner, type Learner } from './learn.ts';

/** Records read between two looks at what else the process has to do. */
const PAGE = 2000;

/**
 * Reads all orders of an organization and has them looked through: a page of them here, more in a thread of its own, which
 * has read them by the time the last page is there. `learner` is undefined where the orders are few.
 */
export async function gatherOrders<T>(
  store: Store,
  org: string,
  use: (all: readonly Order[], learner: Learner | undefined) => T | Promise<T>,
): Promise<T> {
  const all: Order[] = [];
  let learner: Learner | undefined;
  let first: readonly StoredRecord[] = [];
  try {
    await readPages(
      (after, limit) => store.readKind(org, orders.kind, after, limit),
      (page) => {
        page.forEach((record) => all.push(toView(orders, record)));
        if (first.length === 0) {
          first = page;
        } else {
          if (learner === undefined) {
            learner = startLearner();
            learner.addOrders(first);
          }
          learner.addOrders(page);
        }
      },
    );
    return await use(all, learner);
  } finally {
    await learner?.close();
  }
}

/** Every record that pages hold, page after page; the process breathes between two. */
export async function readPages(
  readPage: (after: string, limit: number) => Promise<readonly StoredRecord[]>,
  take: (page: readonly StoredRecord[]) => void,
): Promise<void> {
  for (let after = ''; ;) {
    const page = await readPage(after, PAGE);
    take(page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) {
      return;
    }
    after = last.id;
    await breathe();
  }
}
