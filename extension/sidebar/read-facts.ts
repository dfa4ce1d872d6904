import { FACTS_ANALYSIS, factsOf, readLearnt } from '#shared/analysis/facts.ts';
import type { Day } from '#shared/model/field.ts';
import type { Book } from '../store/database.ts';
import { findInsight, listCases, listOrders, listPayments } from '../store/orders.ts';
import { listTasks } from '../store/tasks.ts';

/**
 * What the book says of one customer, made by the code that the server runs too and from the records that this browser holds.
 * @param today the team's day
 * @param zone the team's zone; undefined where there is no team
 */
export async function readFacts(book: Book, customer: string, today: Day, zone: string | undefined): Promise<ReturnType<typeof factsOf>> {
  const learnt = readLearnt((await findInsight(book, FACTS_ANALYSIS))?.learnt);
  return factsOf(customer, await listOrders(book, customer), learnt, today, {
    zone,
    payments: await listPayments(book, customer),
    tasks: await listTasks(book, customer),
    cases: await listCases(book, customer),
  });
}
