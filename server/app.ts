import { Hono } from 'hono';
import pino, { type Logger } from 'pino';
import { AppError } from '#shared/errors.ts';
import { API_BASE, routes } from '#shared/wire/routes.ts';
import type { CopiesReply } from '#shared/wire/copies.ts';
import type { Config } from './config.ts';
import { describeCopies } from './copies/hourly.ts';
import { readCopyState } from './copies/state.ts';
import { createAuthRoutes } from './http/auth.ts';
import { createBlobRoutes } from './http/blobs.ts';
import { serveConsole } from './http/console-files.ts';
import { createCopiesRoute } from './http/copies.ts';
import { createCustomerRoutes } from './http/customers.ts';
import type { HttpContext, HttpEnv } from './http/env.ts';
import { addHealthRoutes, type Readiness } from './http/health.ts';
import { createImportRoutes } from './http/imports.ts';
import { createMetrics } from './http/metrics.ts';
import { createMonthRoutes } from './http/months.ts';
import { createPeopleRoutes } from './http/people.ts';
import type { Served } from './http/serve.ts';
import { createSettingsRoutes } from './http/settings.ts';
import { createSyncRoutes } from './http/sync.ts';
import { createErrorAnswer } from './middleware/errors.ts';
import { refusePlainHttp } from './middleware/plain-http.ts';
import { requestId } from './middleware/request-id.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { createLive, type Live } from './services/live.ts';
import { systemClock, systemRandom, type Clock, type Random } from './runtime.ts';
import type { Store } from './store/port.ts';

/** What the app is made of. Clock, random and log have the system's own as default. */
export type AppParts = {
  readonly store: Store;
  readonly config: Config;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Logger;
  /** The folder of the built console; undefined: none is served. */
  readonly consoleFolder?: string;
  readonly readiness?: Readiness;
  /** Who tells open pages of changes; whoever stops the server closes it. */
  readonly live?: Live;
  /** Told which customers' orders a device wrote. */
  readonly onOrders?: (org: string, customers: readonly string[]) => void;
  /** Told that a team's settings were written. */
  readonly onSettings?: (org: string) => void;
  /** How the copies of the book do; without it what the settings say. */
  readonly readCopies?: () => CopiesReply;
};

export type App = Hono<HttpEnv>;

/** The server as a function from request to answer. It never listens. */
export function createApp(parts: AppParts): App {
  const { store, config, clock = systemClock, random = systemRandom, log = pino({ level: 'silent' }), readiness = { isReady: true } } = parts;
  const deps = { store, config, clock, random, onOrders: parts.onOrders, onSettings: parts.onSettings };
  const metrics = createMetrics();
  const app: App = new Hono<HttpEnv>();
  app.onError(createErrorAnswer(log));
  app.notFound((c) => createErrorAnswer(log)(new AppError('not-found'), c));
  app.use(requestId(random));
  app.use(securityHeaders(config.publicOrigin?.startsWith('https:') === true));
  app.use(async (c, next) => {
    const startedMs = clock.nowMs();
    await next();
    metrics.count(`sidebook_requests_total{status="${c.res.status}"}`);
    log.info(
      { requestId: c.get('requestId'), method: c.req.method, path: pathForLog(c), status: c.res.status, ms: clock.nowMs() - startedMs },
      'request',
    );
  });
  app.use(refusePlainHttp(config.allowHttp));
  const readCopies = parts.readCopies ?? (() => describeCopies(config, readCopyState(config)));
  addHealthRoutes(app, store, metrics, readiness, readCopies);
  const served = [
    ...createAuthRoutes(deps),
    ...createPeopleRoutes(deps),
    ...createCustomerRoutes(deps),
    ...createImportRoutes(deps),
    ...createSettingsRoutes(deps),
    ...createMonthRoutes(deps),
    ...createSyncRoutes(deps, metrics, parts.live ?? createLive(store)),
    ...createBlobRoutes(deps),
    createCopiesRoute(readCopies),
  ];
  checkComplete(served);
  for (const { route, respond } of served) {
    app.on(route.method, API_BASE + route.path, (c) => respond(c, deps));
  }
  addOptions(app, served);
  const { consoleFolder } = parts;
  if (consoleFolder !== undefined) {
    app.get('*', async (c) => (c.req.path.startsWith('/api/') ? c.notFound() : ((await serveConsole(c, consoleFolder)) ?? c.notFound())));
  }
  return app;
}

/** Every route of the list is answered, once: one that was forgotten stops the start. */
function checkComplete(served: readonly Served[]): void {
  const handled = served.map(({ route }) => route);
  const missing = Object.entries(routes).filter(([, route]) => handled.filter((each) => each === route).length !== 1);
  if (missing.length > 0) {
    throw new Error(`Routes without exactly one handler: ${missing.map(([name]) => name).join(', ')}`);
  }
}

/** Tells which methods an address has. No other origin is let in: the extension needs none, its host permission does. */
function addOptions(app: App, served: readonly Served[]): void {
  const methods = new Map<string, string[]>();
  for (const { route } of served) {
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
  }
  for (const [path, allowed] of methods) {
    app.on('OPTIONS', API_BASE + path, (c) => c.body(null, 204, { allow: [...allowed, 'OPTIONS'].join(', ') }));
  }
}

/** Paths in the log carry ids at most; whatever else was asked for is left out. */
function pathForLog(c: HttpContext): string {
  return /^\/[a-z0-9/.-]{0,100}$/u.test(c.req.path) ? c.req.path : '(other)';
}
