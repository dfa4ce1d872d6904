import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import * as v from 'valibot';
import { build } from 'vite';
import { PairReply } from '#shared/wire/auth.ts';
import { routes } from '#shared/wire/routes.ts';
import { parseReply, post } from '../../../extension/sync/request.ts';
import type { BenchOptions, Measured } from '../figure.ts';
import { hashState } from './customers.ts';
import { sameState, State, type State as Held } from './exchange.ts';
import { startOurs } from './our-server.ts';
import { startPouch } from './peers.ts';

const executablePath = '/usr/bin/chromium';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const Rows = v.array(v.object({ id: v.string(), body: v.record(v.string(), v.unknown()) }));

type Run = { readonly cpuMs: number; readonly state: Held };

/** First sync into the IndexedDB of a real browser: seconds of the processor of all its processes. */
export async function* measureInChromium({ full }: BenchOptions, without: string | undefined): AsyncIterable<Measured> {
  const metric = 'first-sync.chromium-cpu';
  if (!existsSync(executablePath)) {
    yield { metric, unit: 's', ours: null, note: 'left out: Chromium is not installed' };
    return;
  }
  const records = full ? 100_000 : 5000;
  const ours = await runOurs(records);
  const pouch = without === undefined ? await runPouch(records) : undefined;
  sameState('both in Chromium', [ours.state, pouch?.state ?? ours.state]);
  yield {
    metric,
    unit: 's',
    ours: ours.cpuMs / 1000,
    ...(pouch ? { peer: pouch.cpuMs / 1000, peerName: 'PouchDB' } : {}),
    note: `${records} customers into IndexedDB in Chromium, all its processes; ours with its search words and indexes`,
  };
}

async function runOurs(records: number): Promise<Run> {
  const ours = await startOurs(records);
  const code = await bundle();
  const site = createServer((request, response) =>
    request.url === '/bench.js'
      ? response.setHeader('content-type', 'text/javascript').end(code)
      : response.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title><script src="/bench.js"></script>'),
  ).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  try {
    const answer = v.parse(v.object({ code: v.string() }), await ours.desk.ask(v.unknown(), { do: 'code', email: 'rep@bench.example' }));
    const paired = parseReply(
      PairReply,
      await post(fetch, { url: ours.url, token: null }, routes.pair, { code: answer.code, deviceName: 'Chromium' }),
    );
    const identity = {
      key: 'identity',
      user: paired.user,
      device: paired.device,
      idSalt: paired.idSalt,
      server: { url: ours.url, token: paired.token, organization: 'bench' },
    };
    const run = await inBrowser(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`, {
      sync: `bench.sync(${JSON.stringify(identity)})`,
      read: 'bench.read()',
    });
    sameState('our first sync in Chromium', [run.state, await ours.desk.ask(State, { do: 'state' })]);
    return run;
  } finally {
    site.close();
    site.closeAllConnections();
    await ours.close();
  }
}

async function runPouch(records: number): Promise<Run> {
  const peer = await startPouch(records);
  try {
    const run = await inBrowser(`${peer.url}/_page`, {
      sync: "new PouchDB('bench').replicate.from(location.origin + '/book', { batch_size: 1000, batches_limit: 2 }).then(() => null)",
      read: "new PouchDB('bench').allDocs({ include_docs: true }).then(({ rows }) => rows.map(({ doc: { _id: id, _rev, ...body } }) => ({ id, body })))",
    });
    sameState('the first sync of PouchDB in Chromium', [run.state, await peer.server.ask(State, { do: 'state' })]);
    return run;
  } finally {
    await peer.close();
  }
}

async function inBrowser(url: string, { sync, read }: { readonly sync: string; readonly read: string }): Promise<Run> {
  // The extension reaches its server by its host permission; a page of another origin needs the browser's rule lifted.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-web-security', '--disable-background-networking'] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const before = await cpuMs(browser);
    const failure: unknown = await page.evaluate(sync);
    const after = await cpuMs(browser);
    if (failure !== null) {
      throw new Error(`the sync in Chromium ended with ${String(failure)}`);
    }
    return { cpuMs: after - before, state: await readState(page, read) };
  } finally {
    await browser.close();
  }
}

async function readState(page: Page, read: string): Promise<Held> {
  const rows = v.parse(Rows, await page.evaluate(read));
  return { records: rows.length, hash: hashState(rows), conflicts: 0, waiting: 0 };
}

async function cpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** The client as one script for a page. */
async function bundle(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'sidebook-bench-page-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir,
        emptyOutDir: true,
        lib: { entry: join(root, 'tests/bench/sync/page.ts'), formats: ['iife'], name: 'page', fileName: () => 'bench.js' },
      },
    });
    return readFileSync(join(outDir, 'bench.js'), 'utf8');
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
