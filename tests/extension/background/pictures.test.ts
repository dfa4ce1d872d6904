// @vitest-environment node
import { expect, test } from 'vitest';
import { createOfferHandlers } from '../../../extension/background/offer-handlers.ts';
import { createPictureHandlers, readPictures } from '../../../extension/background/pictures.ts';
import { toRecord } from '../../../extension/store/records.ts';
import { syncOnce } from '../../../extension/sync/client.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import { anIdentity } from '../../build/book.ts';
import { aDevice, aServer, aUser } from '../../server/build/a-server.ts';
import { aBackground, aPanel } from './a-background.ts';

const png = { name: 'shelf.png', type: 'image/png' as const, base64: Buffer.from('\u0089PNG\r\n\u001A\nxyz', 'latin1').toString('base64') };
const note = { channel: 'note' as const, direction: 'none' as const, body: '', outcome: null, durationMinutes: null, happenedAt: null };

test('a picture is what begins as one: a page or a drawing that runs scripts is refused, and so is a large one', () => {
  expect(readPictures([png])[0]?.hash).toMatch(/^[0-9a-f]{64}$/u);
  expect(() => readPictures([{ ...png, base64: btoa('<svg onload=alert(1)>') }])).toThrow(expect.objectContaining({ code: 'bad-request' }));
  expect(() => readPictures([{ ...png, type: 'image/jpeg' }])).toThrow(expect.objectContaining({ code: 'bad-request' }));
  const large = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'), Buffer.alloc(5 * 1024 * 1024)]).toString('base64');
  expect(() => readPictures([{ ...png, base64: large }])).toThrow(expect.objectContaining({ code: 'body-too-large' }));
});

test('a picture is kept with its note, goes to the server after it, is fetched in another browser, and goes with an undo', async () => {
  const server = await aServer();
  await aUser(server, 'ann@team.example', 'rep', 'North');
  const requests: string[] = [];
  const fetch: Fetch = (url, init) => {
    requests.push(`${init.method} ${new URL(url).pathname}`);
    return Promise.resolve(server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }));
  };
  const aBrowser = async () => {
    const { user, device, idSalt, token } = await aDevice(server, 'ann@team.example');
    const identity = anIdentity({ user, device, idSalt, server: { url: 'http://127.0.0.1', token, organization: 'Lab' } });
    const made = await aBackground({ identity });
    const background = { book: made.book, nowMs: server.clock.nowMs, afterWrite: () => undefined, fetch };
    return {
      ...made,
      pictures: createPictureHandlers(background),
      offers: createOfferHandlers(background),
      sync: () => syncOnce({ book: made.book, fetch, nowMs: server.clock.nowMs }),
    };
  };
  const one = await aBrowser();
  const { customer } = await one.panel.addCustomer({ name: 'Shelf Shop', email: 'shop@shelf.example', phone: null }, aPanel);
  const kept = await one.panel.addNote({ ...note, customer: customer ?? '', pictures: [png] }, aPanel);
  const record = kept.interaction ?? '';
  const [row] = await one.book.blobs.toArray();
  expect(row).toMatchObject({ name: 'shelf.png', type: 'image/png', records: [record], sentFor: [] });
  await one.sync();
  const puts = requests.filter((request) => request.startsWith('PUT'));
  expect(puts).toEqual([`PUT /api/v1/blobs/${row?.hash}`]);
  expect(requests.indexOf(puts[0] ?? '')).toBeGreaterThan(requests.findIndex((request) => request.endsWith('/sync/push')));
  expect((await one.book.blobs.toArray())[0]?.sentFor).toEqual([record]);
  await one.sync();
  expect(requests.filter((request) => request.startsWith('PUT')).length).toBe(1);

  const two = await aBrowser();
  await two.sync();
  expect(await two.book.blobs.count()).toBe(0);
  await two.pictures.fetchPicture({ record, hash: row?.hash ?? '' }, aPanel);
  expect([...((await two.book.blobs.toArray())[0]?.bytes ?? [])]).toEqual([...(row?.bytes ?? [])]);
  await expect(two.pictures.fetchPicture({ record, hash: '0'.repeat(64) }, aPanel)).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));

  // The same picture with a talk: one blob, which stays until the last of both is taken back.
  const talk = { onDay: '2026-03-02', at: null, direction: 'in' as const, text: 'look' };
  const second = await one.offers.addTalk({ customer: customer ?? '', app: 'wechat', talks: [talk], zone: 'UTC', pictures: [png] }, aPanel);
  expect((await one.book.blobs.toArray()).map(({ records }) => records.length)).toEqual([2]);
  await one.panel.undo({ act: second.act }, aPanel);
  expect(await one.book.blobs.count()).toBe(1);
  await one.panel.undo({ act: kept.act }, aPanel);
  expect(await one.book.blobs.count()).toBe(0);
  expect((await one.book.rows('i').toArray()).filter((held) => held.deleted === 0).map(toRecord)).toEqual([]);
});
