import { expect, test } from 'vitest';
import { layoutHealth, readSetting, tabState, type FrameState } from '../../../extension/settings.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { aBackground, aSender, TAB } from './a-background.ts';

type Opened = Awaited<ReturnType<typeof aBackground>>;

const guess = aMessage({ adapter: 'generic@2026-11-01', messageId: null });

async function shown(): Promise<FrameState['reading'] | undefined> {
  return (await readSetting(tabState(TAB)))['0']?.reading;
}

/** A mail in Gmail in which its adapter misses something; `at` tells mails apart. */
async function openUnreadable({ page }: Opened, at: string, missing = ['sender']): Promise<FrameState['reading'] | undefined> {
  await page.pageRead({ document: 'd', top: true, report: { kind: 'unreadable', adapter: 'gmail', missing, at, fallback: guess } }, aSender());
  return shown();
}

test('one message that cannot be read is that; three running are a changed layout, read the general way and never logged by itself', async () => {
  const opened = await aBackground({ mode: 'always' });
  expect(await openUnreadable(opened, 'one')).toEqual({ kind: 'unreadable', adapter: 'gmail', missing: ['sender'] });
  expect(await openUnreadable(opened, 'one')).toMatchObject({ kind: 'unreadable' });
  expect(await openUnreadable(opened, 'two')).toMatchObject({ kind: 'unreadable' });
  expect(await openUnreadable(opened, 'three')).toMatchObject({
    kind: 'message',
    message: { adapter: 'generic@2026-11-01', from: { email: guess.from?.email } },
    layoutChanged: { adapter: 'gmail', missing: ['sender'] },
    autoLogged: null,
  });
  expect(await readSetting(layoutHealth)).toMatchObject({ gmail: { failed: { sender: 3 }, running: 3 } });
});

test('a message that is read ends the run, and counts for its version', async () => {
  const opened = await aBackground();
  await openUnreadable(opened, 'one');
  await openUnreadable(opened, 'two');
  const report = {
    kind: 'message' as const,
    message: aMessage({ adapter: 'gmail@2026-08-01', messageId: null }),
    hasRaw: false,
    missing: [],
    at: 'three',
  };
  await opened.page.pageRead({ document: 'd', top: true, report }, aSender());
  expect(await openUnreadable(opened, 'four')).toMatchObject({ kind: 'unreadable' });
  expect(await readSetting(layoutHealth)).toMatchObject({ gmail: { read: { '2026-08-01': 1 }, failed: { sender: 3 }, running: 1 } });
});

test('a date that is missing on three messages running is said beside the message', async () => {
  const { page } = await aBackground();
  for (const at of ['one', 'two', 'three']) {
    const report = {
      kind: 'message' as const,
      message: aMessage({ adapter: 'gmail@2026-08-01', messageId: null }),
      hasRaw: false,
      missing: ['date'],
      at,
    };
    await page.pageRead({ document: 'd', top: true, report }, aSender());
  }
  expect(await shown()).toMatchObject({ kind: 'message', message: { adapter: 'gmail@2026-08-01' }, layoutChanged: { missing: ['date'] } });
});

test('a name without an address, and two open messages, are no changed layout', async () => {
  const opened = await aBackground();
  for (const at of ['one', 'two', 'three', 'four']) {
    expect(await openUnreadable(opened, at, [at === 'one' ? 'message' : 'address'])).toMatchObject({ kind: 'unreadable' });
  }
});

test('a mail that is being written names whom it goes to, without the own side, and nothing of it is in the book', async () => {
  const { page, book, identity } = await aBackground({ mode: 'always' });
  const people = [
    { name: 'Mira Holt', email: 'mira@holt-tools.example' },
    { name: '', email: identity.user.email },
  ];
  const report = {
    kind: 'compose' as const,
    adapter: 'gmail',
    to: people,
    cc: [],
    bcc: [{ name: '', email: 'ida@holt-tools.example' }],
    subject: 'Boxes',
  };
  expect(await page.pageRead({ document: 'd', top: true, report }, aSender())).toEqual({ wantsRaw: false });
  expect(await shown()).toEqual({
    kind: 'compose',
    adapter: 'gmail',
    subject: 'Boxes',
    people: [
      { name: 'Mira Holt', email: 'mira@holt-tools.example' },
      { name: '', email: 'ida@holt-tools.example' },
    ],
  });
  expect(await book.acts.count()).toBe(0);
});
