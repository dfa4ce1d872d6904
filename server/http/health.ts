import type { Hono } from 'hono';
import type { CopiesReply } from '#shared/wire/copies.ts';
import type { Store } from '../store/port.ts';
import { measureCopies } from './copies.ts';
import { isFromLoopback, type HttpEnv } from './env.ts';
import type { Metrics } from './metrics.ts';
import { describeLayouts } from './layout-metrics.ts';
import { describeApi } from './open-api.ts';

/** Whether the process should still get requests; false while it shuts down. */
export type Readiness = { isReady: boolean };

/** The addresses that machines ask: alive, ready, numbers, the API's description. */
export function addHealthRoutes(app: Hono<HttpEnv>, store: Store, metrics: Metrics, readiness: Readiness, readCopies: () => CopiesReply): void {
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    const answers = await store.ping().then(
      () => true,
      () => false,
    );
    const ok = readiness.isReady && answers;
    return c.json({ ok }, ok ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    isFromLoopback(c) && c.req.header('x-forwarded-for') === undefined
      ? c.text(`${metrics.toText()}${await describeLayouts(store)}${measureCopies(readCopies())}`)
      : c.notFound(),
  );
  app.get('/openapi.json', (c) => c.json(describeApi()));
}
