import type { Analysis, Outcome } from './core/analysis.ts';
import type { Book } from './core/book.ts';
import type { DayNumber } from './core/calendar.ts';
import type { Lines } from './core/lines.ts';
import { sortByCustomer } from './core/sort-lines.ts';
import { analyses } from './registry.ts';

/** What came of one analysis: its result, or that it failed, with the message for whoever logs it. */
export type Ran = Outcome | (Outcome & { readonly failed: string });

/** What to run, and with which parameters. */
export type RunOptions = {
  /** Parameters by id; an analysis without any runs with its own. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** Ids to run; what they need runs as well. All when left out. */
  readonly only?: readonly string[] | undefined;
  /** The records beside the lines; without them each analysis that needs some says which. */
  readonly book?: Book | undefined;
  /** Other analyses than those of the registry. */
  readonly from?: readonly Analysis[] | undefined;
};

/** Results by id, as of a day. One that fails is told as failed and stops no other. */
export function runAnalyses(given: Lines, asOf: DayNumber, options: RunOptions = {}): Readonly<Record<string, Ran>> {
  const all = options.from ?? analyses;
  const lines = sortByCustomer(given);
  const wanted = new Set(options.only ?? all.map(({ id }) => id));
  for (const { id, needs } of all.toReversed()) {
    if (wanted.has(id)) {
      for (const need of needs) {
        wanted.add(need);
      }
    }
  }
  const results: Record<string, Ran> = {};
  for (const analysis of all.filter(({ id }) => wanted.has(id))) {
    const needs = Object.fromEntries(analysis.needs.flatMap((id) => (results[id] === undefined ? [] : [[id, results[id]]])));
    try {
      results[analysis.id] = analysis.run({ lines, book: options.book, params: options.params?.[analysis.id] ?? {}, asOf, needs });
    } catch (error) {
      const failed = error instanceof Error ? error.message : 'unknown';
      results[analysis.id] = { method: '', version: analysis.version, enough: false, missing: [], failed };
    }
  }
  return results;
}
