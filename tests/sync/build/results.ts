import { linesFromBook, toBook } from '#shared/analysis/core/book.ts';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import { FACTS_ANALYSIS } from '#shared/analysis/facts.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import type { Day } from '#shared/model/field.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { foldBook } from '#shared/sync/links.ts';
import { readFacts } from '../../../extension/sidebar/read-facts.ts';
import type { Book } from '../../../extension/store/database.ts';
import { findInsight } from '../../../extension/store/orders.ts';
import { readBook } from './read-book.ts';

/** All that is said of a book: the facts of its customers, every analysis, and what was learnt of the whole team. */
export type Results = { readonly facts: Readonly<Record<string, CustomerFacts | null>>; readonly all: object; readonly learnt: unknown };

/** Facts that say something; null for a customer of whom nothing is known. */
export function toKnown(facts: CustomerFacts | undefined): CustomerFacts | null {
  const isKnown = facts !== undefined && (facts.tier.enough || facts.stage !== null || facts.overdue.length > 0 || facts.complaints.length > 0);
  return isKnown ? facts : null;
}

/** Every analysis of records, as of a day. */
export function analyse(records: readonly StoredRecord[], today: Day, zone: string): object {
  const book = toBook(foldBook(records), { zone, currency: 'EUR' });
  return runAnalyses(linesFromBook(book), toDayNumber(today) ?? 0, { book });
}

/** What a browser's own store says. It runs in Node and in a page of the extension alike. */
export async function resultsHere(book: Book, today: Day, zone: string): Promise<Results> {
  const records = [...(await readBook(book)).values()];
  const customers = records.filter(({ kind }) => kind === 'c').map(({ id }) => id);
  const facts: Record<string, CustomerFacts | null> = {};
  for (const id of customers.toSorted()) {
    facts[id] = toKnown(await readFacts(book, id, today, zone));
  }
  return { facts, all: analyse(records, today, zone), learnt: (await findInsight(book, FACTS_ANALYSIS))?.learnt };
}
