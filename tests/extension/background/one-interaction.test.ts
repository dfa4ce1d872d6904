// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { syncOnce } from '../../../extension/sync/client.ts';
import type { Fetch } from '../../../extension/sync/request.ts';
import { anIdentity } from '../../build/book.ts';
import { aDevice, aServer, aUser, type TestServer } from '../../server/build/a-server.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { aBackground } from './a-background.ts';

/** A rep's browser that opened a mail and kept its sender with one press, without a connection. */
async function logOffline(server: TestServer, email: string, message: CapturedMessage) {
  await aUser(server, email, 'rep', 'North');
  const { user, device, idSalt, token } = await aDevice(server, email);
  const identity = anIdentity({ user, device, idSalt, server: { url: 'http://127.0.0.1', token, organization: 'Lab' } });
  const { book, open, saveSender } = await aBackground({ identity });
  await open(message);
  await saveSender(message);
  const fetch: Fetch = (url, init) => Promise.resolve(server.app.request(url, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }));
  return { user, book, sync: () => syncOnce({ book, fetch, nowMs: server.clock.nowMs }) };
}

const seen = { to: [{ name: '', email: 'ann@lab.test' }], cc: [{ name: '', email: 'bob@lab.test' }], text: 'Dear both,\n\nforty boxes, please.' };

describe('trap: one mail, two reps, two computers = one interaction', () => {
  test.each<[string, Partial<CapturedMessage>, Partial<CapturedMessage>]>([
    [
      'by its Message-ID, in two webmails that draw it differently',
      { messageId: '<7@holt-tools.example>', adapter: 'roundcube@2026-11-01', precision: 'second', sentAt: '2026-03-02T09:15:41Z' },
      { messageId: '7@holt-tools.example', adapter: 'sogo@2026-11-01', nativeId: '99', subject: 'Boxes ', text: 'Dear both, forty boxes, please.' },
    ],
    [
      'without a Message-ID, by what both see of it',
      { sentAt: '2026-03-02T09:15:41Z', precision: 'second' },
      { sentAt: '2026-03-02T09:15:00Z', precision: 'minute', subject: 'Re:  boxes', text: 'Dear both, forty boxes, please.', nativeId: '99' },
    ],
    [
      'a sender whose domain one webmail shows in its own letters and the other in punycode',
      { messageId: '<8@x.example>', from: { name: 'Jörg', email: 'joerg@münchen.example' } },
      { messageId: '<8@x.example>', from: { name: 'Jörg', email: 'joerg@xn--mnchen-3ya.example' } },
    ],
  ])('%s', async (_what, asAnn, asBob) => {
    const server = await aServer();
    const ann = await logOffline(server, 'ann@lab.test', aMessage({ ...seen, ...asAnn }));
    const bob = await logOffline(server, 'bob@lab.test', aMessage({ ...seen, ...asBob }));
    for (const rep of [ann, bob, ann, bob]) {
      expect(await rep.sync()).toBeNull();
    }
    for (const { book } of [ann, bob]) {
      const [mail, ...more] = await book.rows('i').toArray();
      expect(more).toEqual([]);
      expect(mail?.b).toMatchObject({ [`participants/${ann.user.id}`]: true, [`participants/${bob.user.id}`]: true });
      expect(await book.rows('c').count()).toBe(1);
      expect(await book.rejected.count()).toBe(0);
    }
    expect((await ann.book.rows('i').toArray())[0]?.b).toEqual((await bob.book.rows('i').toArray())[0]?.b);
  });
});
