import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres, startPostgres } from '../../server/build/a-postgres.ts';
import type { BenchOptions, Measured } from '../figure.ts';
import { runOurs } from './one-client.ts';

const MIB = 1024 * 1024;
const METRICS = ['first-sync.server-cpu', 'first-sync.wire', 'first-sync.server-rss', 'push.server-cpu', 'push.wire'] as const;

/** The same first sync and push with the book in PostgreSQL, started by the bench in a folder of its own. */
export async function* measurePostgres({ full }: BenchOptions): AsyncIterable<Measured> {
  if (findPostgres() === undefined) {
    yield { metric: 'postgres', unit: '', ours: null, note: 'left out: PostgreSQL is not installed' };
    return;
  }
  const sizes = full ? { records: 100_000, edits: 10_000 } : { records: 5000, edits: 1000 };
  const postgres = await startPostgres(true);
  try {
    const { first, push } = await runOurs(sizes, postgres.url);
    const values = [first.serverMs / 1000, first.wireBytes / MIB, first.serverRssBytes / MIB, push.serverMs / 1000, push.wireBytes / MIB];
    const bars = [full ? 1.5 : undefined, (8 * sizes.records) / 100_000, 200, undefined, (0.3 * sizes.edits) / 10_000];
    for (const [at, metric] of METRICS.entries()) {
      const bar = bars[at];
      yield {
        metric: `postgres.${metric}`,
        unit: metric.endsWith('cpu') ? 's' : 'MiB',
        ours: values[at] ?? null,
        note: `${sizes.records} customers, ${sizes.edits} edits; the server's own process, the database's are not in it`,
        ...(bar === undefined ? {} : { atMost: bar }),
      };
    }
  } finally {
    // The server's connections end a moment after it.
    await sleep(200);
    await postgres.stop();
  }
}
