// @vitest-environment node
import { expect, test } from 'vitest';
import { noteOutcome } from '../../../extension/background/layout-health.ts';
import { createHealthTeller } from '../../../extension/background/tell-health.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import { anIdentity } from '../../build/book.ts';
import { aDevice, aServer, aUser } from '../../server/build/a-server.ts';
import { aBackground } from './a-background.ts';

test('a browser tells its counts once, and again only when they have changed; a dead line is tried again', async () => {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep', 'North');
  const { user, device, idSalt, token } = await aDevice(server, ann.email);
  let isUp = false;
  const told: string[] = [];
  const fetch: Fetch = async (url, init) => {
    if (!isUp) {
      throw new TypeError('Failed to fetch');
    }
    told.push(typeof init.body === 'string' ? init.body : '');
    return server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
  };
  const { book } = await aBackground({
    identity: anIdentity({ user, device, idSalt, server: { url: 'http://127.0.0.1', token, organization: 'Lab' } }),
  });
  const tell = createHealthTeller(book, fetch);
  await tell();
  expect(told).toEqual([]);
  await noteOutcome({ adapter: 'gmail', version: '2026-11-01', missing: [], at: 'a' });
  await noteOutcome({ adapter: 'gmail', version: '2026-11-01', missing: ['date'], at: 'b' });
  for (const at of ['c', 'd', 'e']) {
    await noteOutcome({ adapter: 'sogo', version: null, missing: ['sender'], at });
  }
  await tell();
  isUp = true;
  await tell();
  await tell();
  expect(told.length).toBe(1);
  expect(JSON.parse(told[0] ?? '{}')).toEqual({
    layouts: [
      { adapter: 'gmail', version: '2026-11-01', read: 2, fellBack: 0, failed: 0 },
      { adapter: 'gmail', version: '', read: 0, fellBack: 0, failed: 1 },
      { adapter: 'sogo', version: '', read: 0, fellBack: 1, failed: 3 },
    ],
  });
  expect(await server.store.listLayouts(ann.org)).toMatchObject([
    { adapter: 'gmail', version: '', failed: 1 },
    { adapter: 'gmail', version: '2026-11-01', read: 2 },
    { adapter: 'sogo', version: '', fellBack: 1, failed: 3, browsers: 1 },
  ]);
});
