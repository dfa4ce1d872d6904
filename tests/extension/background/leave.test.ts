// @vitest-environment node
import { expect, test } from 'vitest';
import { createSetUpHandlers } from '../../../extension/background/set-up-handlers.ts';
import { findIdentity } from '../../../extension/store/meta.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import { anIdentity } from '../../build/book.ts';
import { aDevice, aServer, aUser } from '../../server/build/a-server.ts';
import { aBackground, aPanel } from './a-background.ts';

/** A browser of Ann's with its book, and the presses of its settings. */
async function aPairedBrowser(through: (fetch: Fetch) => Fetch) {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep', 'North');
  const { user, device, idSalt, token } = await aDevice(server, ann.email);
  const { book } = await aBackground({
    identity: anIdentity({ user, device, idSalt, server: { url: 'http://127.0.0.1', token, organization: 'Lab' } }),
  });
  const fetch = through(async (url, init) => server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }));
  const handlers = createSetUpHandlers({
    book,
    nowMs: () => server.clock.nowMs(),
    fetch,
    afterWrite: () => undefined,
    syncNow: () => Promise.resolve(),
  });
  const revokedAt = async () => (await server.store.findDevice(ann.org, device))?.revokedAtMs;
  return { book, handlers, revokedAt };
}

test('removing the book from a browser ends the browser’s access on the server', async () => {
  const { book, handlers, revokedAt } = await aPairedBrowser((fetch) => fetch);
  expect(await revokedAt()).toBe(null);
  await handlers.leave({}, aPanel);
  expect(await findIdentity(book)).toBe(undefined);
  expect(await revokedAt()).toEqual(expect.any(Number));
});

test('without a connection the book goes all the same', async () => {
  const { book, handlers, revokedAt } = await aPairedBrowser(() => () => Promise.reject(new TypeError('Failed to fetch')));
  await handlers.leave({}, aPanel);
  expect(await findIdentity(book)).toBe(undefined);
  expect(await revokedAt()).toBe(null);
});
