import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import { digestOfResults } from '#shared/sync/result-digest.ts';
import { authenticateDevice } from '../../server/services/devices.ts';
import { listScopesOf } from '../../server/services/pull-changes.ts';
import { issueCodeAsOperator } from '../../server/services/operate.ts';
import { runAnalyses as learn } from '../../server/services/run-analyses.ts';
import type { World } from '../sync/build/a-world.ts';
import { aBusyBook, aTeam, customerId, dayOf, take } from '../sync/build/results-steps.ts';
import { resultsThere } from '../sync/build/results-there.ts';
import { drain } from '../sync/build/steps.ts';
import { bundle } from './bundle.ts';
import { startChromium } from './chromium.ts';

/** The server of a world, on a port of loopback. */
async function listen({ server }: World): Promise<string> {
  const http = createAdaptorServer({ fetch: server.app.fetch });
  onTestFinished(() => new Promise<void>((resolve) => void http.close(() => resolve())));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.object({ act: v.optional(v.number()) }) }),
  v.object({ ok: v.literal(false) }),
]);

/** Asks the extension's background, as the panel does; gives the number by which it can be undone. */
async function ask(page: Page, sidebook: string, input: object): Promise<number | undefined> {
  const answer: unknown = await page.evaluate((message) => globalThis.chrome.runtime.sendMessage(message), { sidebook, input });
  const parsed = v.parse(Answer, answer);
  if (!parsed.ok) {
    throw new Error(`${sidebook}: ${JSON.stringify(answer)}`);
  }
  return parsed.value.act;
}

it('the panel’s own store in a browser gives the digest that the server gives, after rows seen in part, merges undone and late edits', async () => {
  const world = await aTeam();
  onTestFinished(world.close);
  const org = world.users[1]?.org ?? '';
  for (const step of aBusyBook()) {
    await take(world, step);
  }
  await drain(world);
  await learn(world.server.deps, org);

  // The rep of the other team, who sees some of the first one's records in part.
  const url = await listen(world);
  const email = world.clients[1]?.email ?? '';
  const { code } = await issueCodeAsOperator(world.server.deps, email);
  const rep = await startChromium();
  onTestFinished(rep.close);
  const page = await rep.pair(url, code, 'ask');
  await page.getByText('Paired with').waitFor();
  const sync = async (): Promise<void> => {
    world.advance(50);
    await ask(page, 'syncNow', {});
  };
  await sync();

  // In the browser: a merge undone, one that stays, an order entered late and one taken back.
  const own = (at: number): string => (world.clients[1] ? customerId(world.clients[1], at) : '');
  const anOrder = (placedOn: string, amountMinor: number) => ({
    customer: own(5),
    number: null,
    placedOn,
    currency: 'EUR',
    lines: [{ productName: 'Product 1', quantity: 2, amountMinor }],
  });
  const today = dayOf(world.server.clock.nowMs());
  const merge = await ask(page, 'linkCustomers', { customer: own(7), other: own(9), on: true });
  await sync();
  await ask(page, 'undo', { act: merge });
  await ask(page, 'linkCustomers', { customer: own(11), other: own(13), on: true });
  await ask(page, 'addOrder', anOrder(dayOf(world.server.clock.nowMs() - 200 * 86_400_000), 7700));
  const order = await ask(page, 'addOrder', anOrder(today, 990_000));
  await sync();
  await ask(page, 'undo', { act: order });
  await sync();
  await learn(world.server.deps, org);
  await sync();

  await page.evaluate(await bundle(new URL('parity/store.ts', import.meta.url)));
  const { principal } = await authenticateDevice(world.server.deps, await page.evaluate(() => globalThis.readToken()));
  const zone = (await world.server.store.findOrg(org))?.timeZone ?? 'UTC';
  const scopes = await listScopesOf(world.server.store, principal);
  const shown = await world.server.store.readSnapshot(org, { scopes, part: 'all', sinceDay: '0000-00-00', after: '', limit: 1000 });
  expect(shown.records.filter(({ level }) => level === 'stub').length).toBeGreaterThan(0);
  const compare = async () => {
    const here = await page.evaluate(([day, where]) => globalThis.readResults(day, where), [today, zone] as const);
    const there = JSON.parse(JSON.stringify(await resultsThere(world.server.store, principal, Object.keys(here.facts), today, zone)));
    return [here, there] as const;
  };
  const [here, there] = await compare();
  expect(Object.values(here.facts).filter((facts) => facts?.tier.enough === true).length).toBeGreaterThan(5);
  expect(here).toEqual(there);
  expect(digestOfResults(here)).toBe(digestOfResults(there));

  // One order more in the browser, not sent yet, is another result; sent, both say the same again.
  await rep.context.setOffline(true);
  await ask(page, 'addOrder', anOrder(today, 1));
  const [alone, before] = await compare();
  expect(digestOfResults(before)).toBe(digestOfResults(there));
  expect(digestOfResults(alone)).not.toBe(digestOfResults(before));
  await rep.context.setOffline(false);
  await sync();
  const [after, also] = await compare();
  expect(digestOfResults(after)).toBe(digestOfResults(also));
  expect(digestOfResults(after)).not.toBe(digestOfResults(here));
});
