import type { Principal } from '#shared/access.ts';
import type { ImportOrdersRequest, ImportProgress, ImportSummary } from '#shared/wire/imports.ts';
import type { Deps } from './deps.ts';
import { DEFAULT_SOURCE, importOrders } from './import-orders.ts';
import { runAnalyses } from './run-analyses.ts';

/** Imports asked for by people of the console; remembers how far the running one of each organization has come. */
export function createImports(deps: Deps) {
  const running = new Map<string, NonNullable<ImportProgress['running']>>();
  return {
    progress: ({ org }: Principal): ImportProgress['running'] => running.get(org) ?? null,
    async run({ org, user }: Principal, request: ImportOrdersRequest): Promise<ImportSummary> {
      running.set(org, { done: 0, total: 0 });
      try {
        const summary = await importOrders(deps, org, {
          text: request.csv,
          source: request.source ?? DEFAULT_SOURCE,
          currency: request.currency,
          actor: user,
          onProgress: (done, total) => void running.set(org, { done, total }),
        });
        await runAnalyses(deps, org);
        return { ...summary, badLines: [...summary.badLines] };
      } finally {
        running.delete(org);
      }
    },
  };
}
