import { fileURLToPath } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import type { Measured } from '../figure.ts';
import { medianOf } from './time.ts';

const CHROMIUM = '/usr/bin/chromium';

/**
 * All analyses in a web worker of Chromium beside a thread of Node, the same built script in both, in turns. The figure is the
 * worker's milliseconds, the peer Node's.
 */
export async function* measureWorker(lines: number, runs: number, isFull: boolean): AsyncIterable<Measured> {
  const script = await buildScript();
  const thread = startThread(script);
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] }).catch(() => undefined);
  try {
    if (browser === undefined) {
      yield { metric: 'worker', unit: 'ms', ours: null, note: `no browser at ${CHROMIUM}` };
      return;
    }
    const page = await browser.newPage();
    await page.evaluate((text) => {
      const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
      const ask = (count: number): Promise<number> =>
        new Promise((resolve) => {
          worker.addEventListener('message', (event: MessageEvent<number>) => resolve(event.data), { once: true });
          worker.postMessage(count);
        });
      Object.assign(globalThis, { ask });
    }, script);
    const inBrowser = (): Promise<number> =>
      page.evaluate((count) => {
        const ask: unknown = Reflect.get(globalThis, 'ask');
        return typeof ask === 'function' ? Promise.resolve(ask(count)).then(Number) : Number.NaN;
      }, lines);
    const [ours, nodes]: [number[], number[]] = [[], []];
    // The first run of each makes the lines and warms the code up.
    for (let run = 0; run <= runs; run += 1) {
      const [one, other] = [await inBrowser(), await thread.ask(lines)];
      if (run > 0) {
        ours.push(one);
        nodes.push(other);
      }
    }
    const [own, node] = [medianOf(ours), medianOf(nodes)];
    const times = own / node;
    yield {
      metric: 'worker',
      unit: 'ms',
      ours: own,
      peer: node,
      peerName: 'Node',
      runs,
      note: `all analyses of ${lines} lines in a web worker of Chromium ${browser.version()}: ${times.toFixed(2)} times Node`,
      ...(isFull ? { atMost: 2 * node } : {}),
    };
  } finally {
    await browser?.close();
    await thread.close();
  }
}

async function buildScript(): Promise<string> {
  const entry = fileURLToPath(new URL('in-a-worker.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'timed' } },
  });
  const output = Array.isArray(built) ? built[0] : built;
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  return chunk?.code ?? '';
}

/** The same script in a thread, which has the two functions of a web worker that it uses. */
function startThread(script: string) {
  const shim = `const { parentPort } = require('node:worker_threads');
    globalThis.addEventListener = (_, listen) => parentPort.on('message', (data) => listen({ data }));
    globalThis.postMessage = (data) => parentPort.postMessage(data);`;
  const worker = new Thread(`${shim}\n${script}`, { eval: true });
  return {
    ask: (count: number): Promise<number> =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage(count);
      }),
    close: async (): Promise<void> => {
      await worker.terminate();
    },
  };
}
