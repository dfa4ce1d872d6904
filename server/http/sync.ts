import { routes } from '#shared/wire/routes.ts';
import { decideClaim, listClaims } from '../services/claims.ts';
import type { Deps } from '../services/deps.ts';
import { readDigest } from '../services/digest.ts';
import { pullChanges, readRecords } from '../services/pull-changes.ts';
import { purgeRecord } from '../services/purge.ts';
import { pushChanges } from '../services/push-changes.ts';
import { readHistory } from '../services/record-history.ts';
import { readSnapshotPage } from '../services/snapshot.ts';
import type { Live } from '../services/live.ts';
import type { Metrics } from './metrics.ts';
import { asDevice, asSession, serve, serveHeads, serveLines, type Served } from './serve.ts';

/** What paired browsers call, and what the console asks of the records that they sync. */
export function createSyncRoutes(deps: Deps, metrics: Metrics, live: Live): readonly Served[] {
  return [
    serve(routes.push, async ({ input, caller }) => {
      const reply = await pushChanges(deps, asDevice(caller), input);
      metrics.count('sidebook_ops_received_total', input.ops.length);
      metrics.count('sidebook_ops_rejected_total', reply.rejected.length);
      return reply;
    }),
    serveLines(routes.pull, async function* answer({ input, caller }) {
      const lines = await pullChanges(deps, asDevice(caller), input);
      metrics.count('sidebook_lines_sent_total', lines.length);
      yield lines;
    }),
    serve(routes.records, async ({ input, caller }) => readRecords(deps, asDevice(caller), input.ids)),
    serveLines(routes.snapshot, async function* answer({ input, caller }) {
      for await (const lines of readSnapshotPage(deps, asDevice(caller), input)) {
        metrics.count('sidebook_lines_sent_total', lines.length);
        yield lines;
      }
    }),
    serve(routes.digest, async ({ input, caller }) => readDigest(deps, asDevice(caller), input)),
    serve(routes.repaired, async ({ input }) => {
      metrics.count('sidebook_records_repaired_total', input.records);
      return Promise.resolve({});
    }),
    serve(routes.recordHistory, async ({ input, caller, id }) => readHistory(deps, asDevice(caller).principal, id, input)),
    serve(routes.history, async ({ input, caller, id }) => readHistory(deps, asSession(caller).principal, id, input)),
    serve(routes.purge, async ({ caller, id }) => {
      await purgeRecord(deps, asSession(caller).principal, id);
      return {};
    }),
    serve(routes.claims, async ({ caller }) => listClaims(deps, asSession(caller).principal)),
    serveHeads(routes.liveDevice, live),
    serveHeads(routes.liveConsole, live),
    serve(routes.decideClaim, async ({ input, caller, id }) => decideClaim(deps, asSession(caller).principal, id, input)),
  ];
}
