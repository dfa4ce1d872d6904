import { describe, expect, test } from 'vitest';
import { undoImport } from '../../../server/services/import-undo.ts';
import { bytesFromHex, customerKey, idFromKey, messageKey } from '#shared/sync/ids.ts';
import type { Op } from '#shared/sync/op.ts';
import { aDevice, aServer, aUser } from '../build/a-server.ts';
import { aSource, importAs, visibleBook } from './a-book.ts';

const mail = (head: readonly string[], body = 'Hello.\n') =>
  `${[...head, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'].join('\n')}\n\n${body}\n`;
const between = (text: string) => `From - Mon Nov 16 09:00:00 2026\n${text}\n`;

const FROM_MIRA = mail(
  [
    'From: Mira Holt <mira@holt.example>',
    'To: ann@team.example',
    'Subject: Two tins',
    'Date: Mon, 16 Nov 2026 09:00:00 +0100',
    'Message-ID: <m1@holt.example>',
  ],
  'Two tins please.\n>From the usual shelf.\n',
);
const TO_MIRA = mail([
  'From: Ann <ann@team.example>',
  'To: Mira Holt <mira@holt.example>, zoe@new.example',
  'Subject: Re: Two tins',
  'Date: Mon, 16 Nov 2026 10:00:00 +0100',
  'Message-ID: <m2@team.example>',
  'In-Reply-To: <m1@holt.example>',
  'References: <m1@holt.example>',
]);
const MAILBOX = [
  FROM_MIRA,
  TO_MIRA,
  mail([
    'From: Zoe New <zoe@new.example>',
    'To: ann@team.example',
    'Subject: Hello',
    'Date: Tue, 17 Nov 2026 10:00:00 +0100',
    'Message-ID: <m3@new.example>',
  ]),
  mail([
    'From: News <news@shop.example>',
    'To: ann@team.example',
    'List-Id: <news.shop.example>',
    'Subject: Sale',
    'Date: Tue, 17 Nov 2026 11:00:00 +0100',
    'Message-ID: <m4@shop.example>',
  ]),
  mail([
    'From: Bob <bob@team.example>',
    'To: ann@team.example',
    'Subject: Lunch',
    'Date: Tue, 17 Nov 2026 12:00:00 +0100',
    'Message-ID: <m5@team.example>',
  ]),
  mail([
    'X-Gmail-Labels: Spam,Unread',
    'From: Mira Holt <mira@holt.example>',
    'To: ann@team.example',
    'Subject: Win',
    'Date: Tue, 17 Nov 2026 13:00:00 +0100',
    'Message-ID: <m6@holt.example>',
  ]),
  mail([
    'X-Mozilla-Status: 0009',
    'From: Mira Holt <mira@holt.example>',
    'To: ann@team.example',
    'Subject: Old',
    'Date: Tue, 17 Nov 2026 14:00:00 +0100',
    'Message-ID: <m7@holt.example>',
  ]),
  mail(['From: Mira Holt <mira@holt.example>', 'To: ann@team.example', 'Subject: When?', 'Message-ID: <m8@holt.example>']),
]
  .map(between)
  .join('\n');

async function aBook() {
  const server = await aServer();
  const ann = await aUser(server, 'ann@team.example', 'rep');
  const device = await aDevice(server, ann.email);
  const salt = bytesFromHex((await server.store.findOrg(ann.org))?.idSalt ?? '');
  const mira = idFromKey('c', salt, customerKey('mira@holt.example'));
  const write = async (...ops: readonly (readonly [id: string, field: string, value: Op[3]])[]) => {
    server.clock.advance(1000);
    await device.push(ops.map(([id, field, value]): Op => [id, id.charAt(0), field, value, device.stamp()]));
    server.clock.advance(1000);
  };
  await write([mira, 'name', 'Mira Holt'], [mira, 'emails/mira@holt.example', true], [mira, `by/${ann.id}`, true]);
  const run = async (content: string, options = {}) => {
    const done = await importAs(server.deps, ann.org, aSource('years.mbox', content), { mailboxOf: 'ann@team.example', ...options });
    if (done.kind !== 'mail') {
      throw new Error(done.kind);
    }
    return done;
  };
  const idOf = (messageId: string, fromEmail: string) =>
    idFromKey('i', salt, messageKey({ messageId, fromEmail, sentAt: null, subject: '', text: '' }));
  const find = async (id: string) => (await server.store.findRecord(ann.org, id))?.record.body;
  return { server, ann, org: ann.org, mira, write, run, idOf, find, device, see: () => visibleBook(server.deps, ann.org) };
}

describe('a mailbox of years', () => {
  test('logs mail with customers both ways, proposes the others, and leaves out what is never logged', async () => {
    const { run, idOf, find, mira, ann } = await aBook();
    const { messages, done } = await run(MAILBOX);
    expect(messages).toBe(8);
    expect(done).toMatchObject({
      added: 2,
      changed: 0,
      unchanged: 0,
      customers: 0,
      leftOut: { automatic: 1, 'own-domain': 1, spam: 1, trash: 1, 'nobody-known': 1, 'no-date': 1 },
      badLines: [{ line: 8, reason: 'no-date' }],
      proposals: [{ email: 'zoe@new.example', name: 'Zoe New', mails: 2, firstAt: '2026-11-16T09:00:00Z', lastAt: '2026-11-17T09:00:00Z' }],
    });
    expect(await find(idOf('<m1@holt.example>', 'mira@holt.example'))).toMatchObject({
      channel: 'email',
      direction: 'in',
      happenedAt: '2026-11-16T08:00:00Z',
      subject: 'Two tins',
      // The mark before `From` was the mailbox's, not the writer's.
      text: 'Two tins please.\nFrom the usual shelf.',
      [`participants/${mira}`]: true,
      [`participants/${ann.id}`]: true,
    });
    expect(await find(idOf('<m2@team.example>', 'ann@team.example'))).toMatchObject({ direction: 'out', threadId: '<m1@holt.example>' });
  });

  test('the same file again changes nothing; a mail that was captured stays one; who is accepted becomes a customer with his mails', async () => {
    const { run, write, idOf, server, org, mira, ann, find } = await aBook();
    const first = idOf('<m1@holt.example>', 'mira@holt.example');
    await write([first, 'channel', 'email'], [first, 'subject', 'Two tins'], [first, `participants/${mira}`, true], [first, `by/${ann.id}`, true]);
    expect((await run(MAILBOX)).done).toMatchObject({ added: 1, changed: 1 });
    const head = (await server.store.findOrg(org))?.seq;
    expect((await run(MAILBOX)).done).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect((await server.store.findOrg(org))?.seq).toBe(head);
    const { done } = await run(MAILBOX, { accept: ['zoe@new.example'] });
    expect(done).toMatchObject({ added: 1, changed: 1, unchanged: 1, customers: 1, proposals: [] });
    const zoe = idFromKey('c', bytesFromHex((await server.store.findOrg(org))?.idSalt ?? ''), customerKey('zoe@new.example'));
    expect(await find(zoe)).toMatchObject({ name: 'Zoe New', 'emails/zoe@new.example': true });
    expect(await find(idOf('<m2@team.example>', 'ann@team.example'))).toMatchObject({
      [`participants/${zoe}`]: true,
      [`participants/${mira}`]: true,
    });
  });

  test('never-log rules and own addresses hold', async () => {
    const { run } = await aBook();
    expect((await run(MAILBOX, { neverLog: ['holt.example'] })).done).toMatchObject({ added: 0, leftOut: { rule: 3 } });
    expect((await run(MAILBOX, { ownAddresses: ['zoe@new.example'] })).done).toMatchObject({ proposals: [], leftOut: { 'own-domain': 2 } });
  });

  test('is taken back as one', async () => {
    const { run, server, org, see } = await aBook();
    const before = await see();
    const { batch } = await run(MAILBOX, { accept: 'all' });
    expect(await see()).not.toBe(before);
    await undoImport(server.deps, org, batch, 'operator');
    expect(await see()).toBe(before);
  });

  test('a single message is a mailbox of one', async () => {
    const { run } = await aBook();
    expect(await run(FROM_MIRA)).toMatchObject({ messages: 1, done: { added: 1 } });
  });
});
