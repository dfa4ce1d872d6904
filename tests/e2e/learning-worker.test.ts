import { describe, expect, it } from 'vitest';
import { linesFromOrders } from '#shared/analysis/core/from-orders.ts';
import { learnFacts } from '#shared/analysis/facts.ts';
import { toView } from '#shared/model/entity.ts';
import { orders } from '#shared/model/order.ts';
import { startChromium } from './chromium.ts';
import { startFirefox, until } from './firefox.ts';
import { anId } from '../shared/analysis/an-order.ts';
import { customerId, fillBook, makeOrders, readInsight, readStall, watchStalls, type MadeOrder } from './learning.ts';
import { listDifferences } from './parity/differences.ts';

/** A book without a server learns in a worker beside the open panel, which stays free meanwhile. */

const CUSTOMERS = 8000;
/** What a reader does not notice as a halt, on a machine that does other things beside. */
const STALL_MS = 250;

const made = makeOrders(CUSTOMERS, Date.now());

/** What Node learns from the same orders. */
function learnHere(of: readonly MadeOrder[], asOf: string): unknown {
  const views = of.map(({ id, customer, placedOn, amountMinor, product }) =>
    toView(orders, {
      id,
      body: { customer, placedOn, status: 'delivered', currency: 'EUR', 'lines/0': { productName: product, quantity: 1, amountMinor } },
    }),
  );
  return JSON.parse(JSON.stringify(learnFacts(linesFromOrders(views), {}, asOf)));
}

function expectLearnt(found: { readonly asOf: string; readonly learnt: unknown } | null, of: readonly MadeOrder[]): void {
  expect([...listDifferences(learnHere(of, found?.asOf ?? '2026-01-01'), found?.learnt, 'learnt')]).toEqual([]);
}

const useLocally = { sidebook: 'useLocally', input: { name: 'Robin Reeve', email: 'robin@shop.example' } };
const more: MadeOrder = { id: anId('o', 9_999_999), customer: customerId(7), placedOn: '', amountMinor: 123_400, product: 'Crate' };
const anOrder = (placedOn: string) => ({
  sidebook: 'addOrder',
  input: {
    customer: more.customer,
    number: null,
    placedOn,
    currency: 'EUR',
    lines: [{ productName: more.product, quantity: 1, amountMinor: more.amountMinor }],
  },
});

describe('a book without a server', () => {
  it('learns beside the panel of Chromium what Node learns, again after an order, and without a halt of the panel', async () => {
    const rep = await startChromium();
    try {
      const options = await rep.context.newPage();
      await options.goto(`chrome-extension://${rep.extensionId}/options.html`);
      await options.evaluate((message) => globalThis.chrome.runtime.sendMessage(message), useLocally);
      await expect.poll(() => readInsight(options).catch(() => null)).not.toBeNull();
      await fillBook(options, made);
      const panel = await rep.openPanel(options);
      await panel.evaluate(watchStalls);
      const start = performance.now();
      await options.close();
      await expect.poll(async () => worthOf(await readInsight(panel)), { timeout: 60_000 }).toBe(true);
      const ms = performance.now() - start;
      const stall = await readStall(panel);
      console.info(`${made.length} orders learnt in ${ms.toFixed(0)} ms beside the panel of Chromium, which stood still for ${stall.toFixed(0)} ms`);
      expect(panel.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([expect.stringMatching(/^\/assets\/worker-/u)]);
      const first = await readInsight(panel);
      expectLearnt(first, made);
      expect(stall).toBeLessThan(STALL_MS);

      await panel.evaluate((message) => globalThis.chrome.runtime.sendMessage(message), anOrder(first?.asOf ?? ''));
      const after = [...made, { ...more, placedOn: first?.asOf ?? '' }];
      await expect
        .poll(async () => JSON.stringify((await readInsight(panel))?.learnt) === JSON.stringify(first?.learnt), { timeout: 60_000 })
        .toBe(false);
      expectLearnt(await readInsight(panel), after);

      // Of two open pages one learns, and the other goes on when it is closed.
      const second = await rep.context.newPage();
      await second.goto(`chrome-extension://${rep.extensionId}/options.html`);
      const locks = async () => {
        const { held, pending } = await second.evaluate(() => navigator.locks.query());
        return [held?.length, pending?.length];
      };
      await expect.poll(locks).toEqual([1, 1]);
      await panel.close();
      await expect.poll(locks).toEqual([1, 0]);
    } finally {
      await rep.close();
    }
  });

  it('learns beside the panel of Firefox what Node learns, and without a halt of the panel', async () => {
    const rep = await startFirefox();
    try {
      const options = await rep.openOwn('options.html', 'Sidebook');
      await options.evaluate((message) => globalThis.chrome.runtime.sendMessage(message), useLocally);
      await until('the first learning', () => readInsight(options));
      await fillBook(options, made);
      const panel = await rep.openOwn('sidepanel.html?tab=1', 'Sidebook');
      await panel.evaluate(watchStalls);
      const start = performance.now();
      await options.close();
      await until('what was learnt', async () => worthOf(await readInsight(panel)), 90_000);
      const stall = await readStall(panel);
      console.info(
        `${made.length} orders learnt in ${(performance.now() - start).toFixed(0)} ms beside the panel of Firefox, which stood still for ${stall.toFixed(0)} ms`,
      );
      expectLearnt(await readInsight(panel), made);
      expect(stall).toBeLessThan(STALL_MS);
    } finally {
      await rep.close();
    }
  });
});

/** True once a model of purchases was learnt, which an empty book has none of. */
function worthOf(found: { readonly learnt: unknown } | null): boolean {
  return JSON.stringify(found?.learnt ?? null).includes('"logLikelihood"');
}
