import { describe, expect, test } from 'vitest';
import { createEarlierHandlers } from '../../../extension/background/earlier-handlers.ts';
import { createRuleHandlers } from '../../../extension/background/rule-handlers.ts';
import { earlierMessage, earlierReach, earlierRun, readSetting, writeSetting, type EarlierRun } from '../../../extension/settings.ts';
import { toRecord } from '../../../extension/store/records.ts';
import { undoAct } from '../../../extension/store/write.ts';
import type { Sender } from '../../../extension/transport.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { aBackground, aPanel, aSender, TAB } from './a-background.ts';

const mira = 'mira@holt-tools.example';

function raw(uid: number, change: { readonly from?: string; readonly to?: string; readonly more?: string; readonly id?: string } = {}) {
  const latin1 = [
    `From: ${change.from ?? `Mira Holt <${mira}>`}`,
    `To: ${change.to ?? 'rep@shop.example'}`,
    `Subject: Mail ${uid}`,
    `Date: Tue, ${String(uid).padStart(2, '0')} Feb 2026 09:00:00 +0000`,
    `Message-ID: ${change.id ?? `<${uid}@holt-tools.example>`}`,
    ...(change.more === undefined ? [] : [change.more]),
    '',
    'Hello',
  ].join('\r\n');
  return { latin1, cutAtBytes: null, totalBytes: latin1.length };
}

/** A rep's browser in which a customer is known and a fetch of her earlier mail was begun in the tab. */
async function aFetch(change: Partial<EarlierRun> = {}) {
  const { book, identity, saveSender, open } = await aBackground();
  await open(aMessage({ messageId: '<now@holt-tools.example>' }));
  const customer = await saveSender(aMessage({}));
  const background = { book, nowMs: () => Date.parse('2026-03-02T11:00:00Z'), afterWrite: () => undefined };
  const handlers = createEarlierHandlers(background);
  const rules = createRuleHandlers(background);
  const run: EarlierRun = {
    customer,
    tab: TAB,
    host: 'mail.shop.example',
    adapter: 'roundcube',
    phase: 'searching',
    failure: null,
    addresses: [mira],
    own: [identity.user.email],
    total: 0,
    wanted: 0,
    read: 0,
    held: {},
    rules: [],
    mails: [],
    ...change,
  };
  await writeSetting(earlierRun, run);
  const find = (mails: readonly { nativeId: string; emails: string[] }[]) =>
    handlers.earlierFound({ ownAddresses: ['rep@shop.example'], total: mails.length, mails: [...mails] }, aSender());
  const read = (uid: number, message: ReturnType<typeof raw> | null = raw(uid)) =>
    handlers.earlierRead({ nativeId: `INBOX/${uid}`, raw: message }, aSender());
  const interactions = async () => (await book.rows('i').toArray()).filter((row) => row.deleted === 0).map(toRecord);
  return { book, customer, handlers, rules, find, read, interactions, runNow: () => readSetting(earlierRun) };
}

const stranger: Sender = { context: 'page', tab: 9, frame: 0, url: 'https://mail.shop.example/' };

describe('a fetch of earlier mail', () => {
  test('tells nothing to a page in which nobody pressed, and nothing is wanted of it', async () => {
    const { handlers, read, runNow } = await aFetch();
    expect(await handlers.earlierWanted({}, stranger)).toEqual({ addresses: [], most: 200 });
    expect(await handlers.earlierWanted({}, aSender())).toEqual({ addresses: [mira], most: 200 });
    expect(await handlers.earlierFound({ ownAddresses: [], total: 1, mails: [{ nativeId: 'INBOX/1', emails: [] }] }, stranger)).toEqual({
      wanted: [],
    });
    expect(await handlers.earlierRead({ nativeId: 'INBOX/1', raw: raw(1) }, stranger)).toEqual({ goesOn: false });
    expect((await runNow())?.mails).toEqual([]);
    await read(1);
    expect((await runNow())?.mails.length).toBe(1);
  });

  test('asks the never-log rules before anything of a message is read, and again of what it holds', async () => {
    const { rules, find, read, runNow } = await aFetch();
    await rules.neverLog({ value: 'quiet-law.example' }, aPanel);
    const { wanted } = await find([
      { nativeId: 'INBOX/1', emails: [mira, 'x@quiet-law.example'] },
      { nativeId: 'INBOX/2', emails: [mira] },
      { nativeId: 'INBOX/3', emails: [] },
    ]);
    expect(wanted).toEqual(['INBOX/2', 'INBOX/3']);
    await read(2, raw(2, { to: 'rep@shop.example, y@quiet-law.example' }));
    await read(3);
    const run = await runNow();
    expect(run).toMatchObject({ phase: 'reading', wanted: 2, read: 2, held: { rule: 2 }, rules: ['quiet-law.example'] });
    expect(run?.mails.map(({ subject }) => subject)).toEqual(['Mail 3']);
  });

  test('leaves out lists, machine mail, other people’s mail and what could not be read', async () => {
    const { find, read, runNow } = await aFetch();
    await find([]);
    await read(1, raw(1, { more: 'List-Id: <news.holt-tools.example>' }));
    await read(2, raw(2, { from: 'Joe <joemira@holt-tools.example>' }));
    await read(3, null);
    await read(4, raw(4, { from: 'Rep <rep@shop.example>', to: mira }));
    const run = await runNow();
    expect(run?.held).toEqual({ automatic: 1, other: 1, unread: 1 });
    expect(run?.mails).toEqual([expect.objectContaining({ subject: 'Mail 4', direction: 'out', sentAt: '2026-02-04T09:00:00Z', inBook: false })]);
  });

  test('ends on a press, and what came until then can be kept', async () => {
    const { handlers, find, read, runNow } = await aFetch();
    await find([{ nativeId: 'INBOX/1', emails: [] }]);
    expect(await read(1)).toEqual({ goesOn: true });
    await handlers.stopEarlier({}, aPanel);
    expect(await read(2)).toEqual({ goesOn: false });
    await handlers.earlierEnded({ failure: null }, aSender());
    expect(await runNow()).toMatchObject({ phase: 'stopped', mails: [{ subject: 'Mail 1' }] });
  });

  test('keeps what is ticked as one act under the ids that an opened mail has, and takes it back as one', async () => {
    const { book, customer, handlers, find, read, interactions, runNow } = await aFetch();
    const logged = await interactions();
    await find([]);
    await read(1);
    await read(2);
    await read(3);
    // The mail that was logged when it was open: one interaction.
    await read(4, raw(4, { id: '<now@holt-tools.example>' }));
    expect((await runNow())?.mails.map(({ inBook }) => inBook)).toEqual([false, false, false, true]);
    await handlers.earlierEnded({ failure: null }, aSender());
    const kept = await handlers.keepEarlier({ customer, places: [0, 2, 3] }, aPanel);
    expect((await interactions()).map(({ body }) => body['subject']).toSorted()).toEqual(['Boxes', 'Mail 1', 'Mail 3']);
    expect((await interactions()).every(({ body }) => body[`participants/${customer}`] === true)).toBe(true);
    expect(await readSetting(earlierReach)).toEqual([expect.objectContaining({ customer, oldestAt: '2026-02-01T09:00:00Z', isAll: true })]);
    expect(await runNow()).toBeNull();
    expect(await readSetting(earlierMessage(0))).toBeNull();
    await undoAct(book, kept.act, Date.parse('2026-03-02T12:00:00Z'));
    expect((await interactions()).map(({ id }) => id)).toEqual(logged.map(({ id }) => id));
    await expect(handlers.keepEarlier({ customer, places: [0] }, aPanel)).rejects.toThrow();
  });
});
