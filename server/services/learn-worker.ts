import { parentPort } from 'node:worker_threads';
import type { PurchaseFacts } from '#shared/analysis/customer-facts.ts';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import { factsOfAll, learnFacts, type FactsParams, type LearntFacts } from '#shared/analysis/facts.ts';
import { simulateSettings, type Simulated, type SimulatedTerms } from '#shared/analysis/profiling/simulate-settings.ts';
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
    }
  | {
      readonly what: 'simulate';
      readonly zone: string;
      readonly asOf: Day;
      readonly roots: ReadonlyMap<string, string>;
      readonly terms: SimulatedTerms;
    };

/** What it answers: what was learnt, then the facts of customers page after page, and that this was all; or what was simulated. */
export type LearnAnswer =
  | { readonly what: 'learnt'; readonly learnt: LearntFacts }
  | { readonly what: 'facts'; readonly facts: readonly PurchaseFacts[] }
  | { readonly what: 'done' }
  | { readonly what: 'simulated'; readonly simulated: Simulated };

/** Facts in one message: reading one takes the other thread some milliseconds. */
const PAGE = 2000;

const held: Order[] = [];

parentPort?.on('message', (request: LearnRequest) => {
  if (request.what === 'orders') {
    request.records.forEach((record) => held.push(toView(orders, record)));
    return;
  }
  const { zone, asOf, roots } = request;
  const answer = (message: LearnAnswer): void => parentPort?.postMessage(message);
  const lines = linesFromOrders(held, { zone, customerOf: (customer) => roots.get(customer) ?? customer });
  if (request.what === 'simulate') {
    answer({ what: 'simulated', simulated: simulateSettings(lines, request.terms, toDayNumber(asOf) ?? 0) });
    return;
  }
  const learnt = learnFacts(lines, request.settled, asOf);
  answer({ what: 'learnt', learnt });
  const facts = [...factsOfAll(lines, learnt, asOf).values()];
  for (let from = 0; from < facts.length; from += PAGE) {
    answer({ what: 'facts', facts: facts.slice(from, from + PAGE) });
  }
  answer({ what: 'done' });
});
