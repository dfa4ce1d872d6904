import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { listDifferences } from './parity/differences.ts';
import { runAll } from './parity/run-all.ts';

const CUSTOMERS = 2500;
let script = '';
let here: ReturnType<typeof runAll>;

beforeAll(async () => {
  script = await bundle(new URL('parity/worker.ts', import.meta.url));
  here = runAll(CUSTOMERS);
}, 120_000);

/** Runs in a page: starts the worker from its text and waits for its answer. */
const runInPage = ({ text, customers }: { readonly text: string; readonly customers: number }): Promise<ReturnType<typeof runAll>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    worker.addEventListener('message', (event: MessageEvent<ReturnType<typeof runAll>>) => resolve(event.data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(customers);
  });

function expectSame(there: ReturnType<typeof runAll>, name: string): void {
  console.info(`parity: all analyses of ${CUSTOMERS} customers: Node ${here.ms.toFixed(0)} ms, a worker in ${name} ${there.ms.toFixed(0)} ms`);
  expect([...listDifferences(JSON.parse(here.results), JSON.parse(there.results), name)].slice(0, 20)).toEqual([]);
  expect(here.results.length).toBeGreaterThan(100_000);
}

describe('the same lines give the same results as in Node', () => {
  it('in a web worker of Chromium', async () => {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      expectSame(await page.evaluate(runInPage, { text: script, customers: CUSTOMERS }), 'Chromium');
    } finally {
      await browser.close();
    }
  }, 120_000);

  it('in a web worker of Firefox', async () => {
    const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });
    try {
      const page = await browser.newPage();
      expectSame(await page.evaluate(runInPage, { text: script, customers: CUSTOMERS }), 'Firefox');
    } finally {
      await browser.close();
    }
  }, 120_000);
});
