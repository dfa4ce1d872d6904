import { parentPort } from 'node:worker_threads';
import type { PurchaseFacts } from '#shared/analysis/customer-facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { factsOfAll, learnFacts, type FactsParams, type LearntFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import type { Day } from '#shared/model/field.ts';
import { orders, type Order } from '#shared/model/order.ts';
import type { StoredRecord } from '#shared/model/record.ts';

/** What the thread is told: orders page after page, and then of whom and as of when they are. */
export type LearnRequest =
  | { readonly what: 'orders'; readonly records: readonly StoredRecord[] }
  | {
      readonly what: 'learn';
      readonly zone: string;
      readonly asOf: Day;
      readonly roots: ReadonlyMap<string, string>;
      readonly settled: FactsParams;
    };

/** What it answers: what was learnt, then the facts of customers page after page, and that this was all. */
export type LearnAnswer =
  | { readonly what: 'learnt'; readonly learnt: LearntFacts }
  | { readonly what: 'facts'; readonly facts: readonly PurchaseFacts[] }
  | { readonly what: 'done' };

/** Facts in one message: reading one takes the other thread some milliseconds. */
const PAGE = 2000;

const held: Order[] = [];

parentPort?.on('message', (request: LearnRequest) => {
  if (request.what === 'orders') {
    request.records.forEach((record) => held.push(toView(orders, record)));
    return;
  }
  const { zone, asOf, roots, settled } = request;
  const answer = (message: LearnAnswer): void => parentPort?.postMessage(message);
  const lines = linesFromOrders(held, { zone, customerOf: (customer) => roots.get(customer) ?? customer });
  const learnt = learnFacts(lines, settled, asOf);
  answer({ what: 'learnt', learnt });
  const facts = [...factsOfAll(lines, learnt, asOf).values()];
  for (let from = 0; from < facts.length; from += PAGE) {
    answer({ what: 'facts', facts: facts.slice(from, from + PAGE) });
  }
  answer({ what: 'done' });
});
