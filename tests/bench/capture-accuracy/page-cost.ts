import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import * as v from 'valibot';
import type { Measured } from '../figure.ts';
import { hasSamples, listFiles } from './samples.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const script = path.join(root, '.output/chrome-mv3-e2e/page.js');
const executablePath = '/usr/bin/chromium';
/** A page that the browser loads from nowhere: the domain is reserved (RFC 6761). */
const ORIGIN = 'http://contact-page.test';

/** What one reading gave: how long it took, and how many people, companies and notes it told the background. */
const Reading = v.object({ ms: v.number(), told: v.number(), isCut: v.boolean() });

/** Builds the extension for the browser where nobody has yet. */
function buildOnce(): void {
  if (!existsSync(script)) {
    spawnSync('wxt', ['build'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, SIDEBOOK_E2E: '1' },
      shell: process.platform === 'win32',
    });
  }
}

/**
 * The built reader put into each contact page as the background puts it: in a world of its own, once, cold. The time is the
 * processor's, for the whole script from its compilation to the message to the background.
 */
async function readPages(files: readonly string[]): Promise<v.InferOutput<typeof Reading>[]> {
  const code = readFileSync(script, 'utf8');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const readings: v.InferOutput<typeof Reading>[] = [];
  try {
    const page = await browser.newPage();
    // The pages' own scripts stay off and nothing is loaded: only the reader's time counts.
    await page.route('**/*', async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      const file = files.find((candidate) => path.basename(candidate) === name);
      return file === undefined
        ? route.abort()
        : route.fulfill({ body: readFileSync(file), contentType: 'text/html', headers: { 'content-security-policy': "script-src 'none'" } });
    });
    const session = await page.context().newCDPSession(page);
    // The time of the page's own thread, so that what else runs on this machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const threadMs = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    };
    for (const file of files) {
      await page.goto(`${ORIGIN}/${path.basename(file)}`, { waitUntil: 'domcontentloaded' });
      const { frameTree } = await session.send('Page.getFrameTree');
      const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'reader' });
      const evaluate = async (expression: string): Promise<unknown> => {
        const { result } = await session.send('Runtime.evaluate', { contextId, expression, returnByValue: true });
        return result.value;
      };
      await evaluate(
        'globalThis.browser = { runtime: { id: "bench", sendMessage: async (message) => { globalThis.told = message.input.capture; return {}; } } };',
      );
      const spend = async (expression: string): Promise<number> => {
        const startedMs = await threadMs();
        await evaluate(expression);
        return (await threadMs()) - startedMs;
      };
      // Handing over so long a text through the debugger costs by itself; an extension's script is at hand in the browser.
      const handingOverMs = await spend(`/*${' '.repeat(code.length)}*/undefined;`);
      const ms = (await spend(`${code}\n;undefined;`)) - handingOverMs;
      readings.push(
        v.parse(
          Reading,
          await evaluate(
            `({ ms: ${ms}, told: told === undefined ? -1 : told.people.length + told.organizations.length, isCut: told === undefined || told.notes.some((note) => note.key === "text-cut") })`,
          ),
        ),
      );
    }
  } finally {
    await browser.close();
  }
  return readings;
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

/** What reading a contact page costs in Chromium. */
export async function* measurePageCost(): AsyncGenerator<Measured> {
  const missing = !hasSamples ? 'the samples beside the repository are missing' : !existsSync(executablePath) ? 'Chromium is missing' : null;
  if (missing !== null) {
    yield { metric: 'cost.read-page-median-ms', unit: 'ms', ours: null, atMost: 8, note: missing };
    return;
  }
  buildOnce();
  const readings = await readPages(listFiles('contact-pages/us_contact_pages'));
  const spent = readings.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const telling = readings.filter(({ told }) => told > 0).length;
  const cut = readings.filter(({ isCut }) => isCut).length;
  const note = `processor time of the built script, cold in a world of its own on each contact page, compilation included, handing it over through the debugger not; ${telling} pages tell somebody, ${cut} were cut at the budget; slowest ${(spent.at(-1) ?? 0).toFixed(1)} ms`;
  yield { metric: 'cost.read-page-median-ms', unit: 'ms', ours: quantile(spent, 0.5), atMost: 8, runs: spent.length, note };
  yield { metric: 'cost.read-page-p95-ms', unit: 'ms', ours: quantile(spent, 0.95), atMost: 40, runs: spent.length, note };
}
