import { routes } from '#shared/wire/routes.ts';
import type { Deps } from '../services/deps.ts';
import { pullChanges, readRecords } from '../services/pull-changes.ts';
import { pushChanges } from '../services/push-changes.ts';
import type { Metrics } from './metrics.ts';
import { asDevice, serve, serveLines, type Served } from './serve.ts';

/** What paired browsers call. */
export function createSyncRoutes(deps: Deps, metrics: Metrics): readonly Served[] {
  return [
    serve(routes.push, async ({ input, caller }) => {
      const reply = await pushChanges(deps, asDevice(caller), input);
      metrics.count('sidebook_ops_received_total', input.ops.length);
      metrics.count('sidebook_ops_rejected_total', reply.rejected.length);
      return reply;
    }),
    serveLines(routes.pull, async ({ input, caller }) => {
      const lines = await pullChanges(deps, asDevice(caller), input);
      metrics.count('sidebook_lines_sent_total', lines.length);
      return lines;
    }),
    serve(routes.records, async ({ input, caller }) => readRecords(deps, asDevice(caller), input.ids)),
  ];
}
