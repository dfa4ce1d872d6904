import { createAdaptorServer } from '@hono/node-server';
import { Server } from 'node:http';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { err, ok, type Result } from '#shared/result.ts';
import { createApp } from './app.ts';
import { parseConfig, type Config } from './config.ts';
import { attemptInProcess, startHourlyCopies, type Attempt, type HourlyCopies } from './copies/hourly.ts';
import type { Readiness } from './http/health.ts';
import { systemRandom, type Clock } from './runtime.ts';
import { sentenceFor } from './sentences.ts';
import { createAnalyst, type Analyst } from './services/analyst.ts';
import { createLive, type Live } from './services/live.ts';
import { renewSetUpToken } from './services/set-up.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/port.ts';

/** What starting needs from outside. `say` prints a line for whoever runs the server. */
export type ServerParts = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
};

/** Requests still running after this long are cut off when the server stops. */
const STOP_PATIENCE_MS = 5000;
/** Nobody needs longer than this to send a request's head or body. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** The folder of the built console. */
export const CONSOLE_FOLDER = join(import.meta.dirname, '..', '.output', 'console');

/** Configuration, store, migrations, listening; it closes by itself on SIGTERM and SIGINT. Or one sentence why not. */
export async function runServer({ env, cwd, clock, say }: ServerParts): Promise<Result<void>> {
  const config = parseConfig(env, cwd);
  if (!config.ok) {
    return config;
  }
  // Whoever started it by hand wants the lines below to stay in sight; a service's log tells of each request.
  const level = process.stderr.isTTY ? 'warn' : 'info';
  const log = pino({ base: null, level, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
  try {
    const store = await openStore(config.value, clock);
    const token = await renewSetUpToken({ store, clock, random: systemRandom });
    const readiness: Readiness = { isReady: false };
    const port = await listen(store, config.value, clock, log, readiness, () => attemptInProcess(env, cwd));
    const address = config.value.publicOrigin ?? `http://${hostForPeople(config.value.host)}:${port}`;
    say(`Sidebook answers at ${address}`);
    if (token !== undefined) {
      say(`Set it up here, once: ${address}/set-up#${token}`);
      if (config.value.databaseUrl === undefined) {
        say('The book is encrypted: npx sidebook key prints its recovery key, to be kept elsewhere. Without it no copy opens.');
      }
    }
    // Only now: whoever waits for readiness finds the lines above printed.
    readiness.isReady = true;
    return ok(undefined);
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) {
      throw error;
    }
    return err(sentence);
  }
}

async function listen(store: Store, config: Config, clock: Clock, log: Logger, readiness: Readiness, copyOnce: () => Attempt): Promise<number> {
  const analyst = createAnalyst({ store, clock, random: systemRandom }, log);
  const live = createLive(store);
  const copies = startHourlyCopies(config, clock, log, copyOnce);
  const heard = { onOrders: analyst.noteOrders, onSettings: analyst.noteSettings, readCopies: copies.read };
  const app = createApp({ store, config, clock, log, readiness, live, consoleFolder: CONSOLE_FOLDER, ...heard });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS } });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (error) {
    analyst.close();
    copies.close();
    live.close();
    await store.close();
    throw error;
  }
  stopOnSignals(server instanceof Server ? server : undefined, { store, analyst, copies, live }, readiness, log);
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : config.port;
}

type Running = { readonly store: Store; readonly analyst: Analyst; readonly copies: HourlyCopies; readonly live: Live };

function stopOnSignals(server: Server | undefined, { store, analyst, copies, live }: Running, readiness: Readiness, log: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    readiness.isReady = false;
    analyst.close();
    copies.close();
    live.close();
    log.info({ signal }, 'stopping');
    const cut = setTimeout(() => server?.closeAllConnections(), STOP_PATIENCE_MS);
    server?.close(() => {
      clearTimeout(cut);
      void store.close().then(() => process.exit(0));
    });
    server?.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function hostForPeople(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
}
