// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { readSetting, sites, tabState, writeSetting } from '../../../extension/settings.ts';
import { findCustomerByEmail } from '../../../extension/store/customers.ts';
import type { Book } from '../../../extension/store/database.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { aBackground, aPanel, aSender, TAB } from './a-background.ts';

async function logged(book: Book): Promise<number> {
  return book
    .rows('i')
    .filter((row) => row.deleted === 0)
    .count();
}

/** A mail as its source has it. */
function aRaw(headers: string, body = 'Hello'): Promise<CapturedMessage> {
  const source = `Message-ID: <${headers.length}@x.example>\nDate: Mon, 2 Mar 2026 09:15:00 +0000\nSubject: Boxes\n${headers}\n\n${body}`;
  const told = { adapter: 'roundcube@2026-11-01', nativeId: 'INBOX/7', ownAddresses: [], cutAtBytes: null, totalBytes: source.length };
  return readRaw(source.replaceAll('\n', '\r\n'), told);
}

const mira = 'From: Mira Holt <mira@holt-tools.example>\nTo: rep@lab.test';
const many = Array.from({ length: 21 }, (_, at) => `p${at}@x.example`).join(', ');
const calendar = '--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--';

describe('trap: notification, newsletter, no-reply, more than 20 recipients, calendar mail: not captured by default', () => {
  test.each([
    ['a notification', `${mira}\nAuto-Submitted: auto-generated`, ''],
    ['a newsletter', `${mira}\nList-Unsubscribe: <https://holt-tools.example/off>`, ''],
    ['no-reply', 'From: no-reply@holt-tools.example\nTo: rep@lab.test', ''],
    ['more than 20 recipients', `From: mira@holt-tools.example\nTo: ${many}`, ''],
    ['a calendar mail', `${mira}\nContent-Type: multipart/mixed; boundary=b`, calendar],
  ])('%s, though every mail is logged by itself', async (_what, headers, body) => {
    const { book, open, saveSender } = await aBackground({ mode: 'always' });
    const ordinary = await aRaw(mira);
    await open(ordinary);
    expect(await logged(book)).toBe(1);
    await saveSender(ordinary);
    const reading = await open({ ...(await aRaw(headers, body)), nativeId: 'INBOX/8' });
    expect(reading?.heldBack).not.toBeNull();
    expect(reading?.autoLogged).toBeNull();
    expect(await logged(book)).toBe(1);
  });
});

describe('trap: the thread goes on without the customer', () => {
  const to = [{ name: '', email: 'rep@lab.test' }];
  const first = aMessage({ to, messageId: '<1@holt-tools.example>', threadId: '<1@holt-tools.example>' });
  const carrier = { name: 'Pavel Carrier', email: 'pavel@carrier.example' };
  const without = aMessage({
    to,
    messageId: '<2@carrier.example>',
    threadId: '<1@holt-tools.example>',
    nativeId: 'INBOX/8',
    from: carrier,
    sentAt: '2026-03-03T09:15:00Z',
  });

  test.each(['known', 'always'] as const)('capture stops and says so, where it logs by itself: %s', async (mode) => {
    const { book, open, saveSender } = await aBackground({ mode });
    await open(first);
    await saveSender(first);
    const reading = await open(without);
    expect(reading?.heldBack).toBe('left-thread');
    expect(reading?.autoLogged).toBeNull();
    expect(await logged(book)).toBe(1);
    expect(await book.rows('c').count()).toBe(1);
  });

  test('also when those who go on are colleagues of the own domain', async () => {
    const { open, saveSender } = await aBackground({ mode: 'always' });
    await open(first);
    await saveSender(first);
    const inside = { ...without, from: { name: '', email: 'boss@lab.test' } };
    expect((await open(inside))?.heldBack).toBe('left-thread');
  });

  test('it goes on when the customer is back in Cc, and in a thread that had no customer', async () => {
    const { book, open, saveSender } = await aBackground({ mode: 'known' });
    await open(first);
    await saveSender(first);
    const back = await open({ ...without, cc: [{ name: '', email: 'mira@holt-tools.example' }] });
    expect(back?.heldBack).toBeNull();
    expect(back?.autoLogged).not.toBeNull();
    expect(await logged(book)).toBe(2);
    expect((await open({ ...without, nativeId: 'INBOX/9', messageId: '<9@x.example>', threadId: '<9@x.example>' }))?.heldBack).toBeNull();
  });
});

describe('trap: a webmail tab open for a day: what is kept of it is bounded', () => {
  test('a webmail that makes a new frame for each mail leaves one frame behind, and the newest mail is the open one', async () => {
    const { page, open } = await aBackground();
    await page.pageRead({ document: 'document-0', top: true, report: { kind: 'list', adapter: 'roundcube' } }, aSender());
    for (let frame = 1; frame <= 200; frame += 1) {
      await page.pageRead({ document: `advert-${frame}`, top: false, report: { kind: 'no-webmail' } }, aSender(10_000 + frame));
      const reading = await open(aMessage({ nativeId: `INBOX/${frame}` }), frame);
      expect(reading?.message.nativeId).toBe(`INBOX/${frame}`);
    }
    expect(Object.keys(await readSetting(tabState(TAB)))).toEqual(['0', '200']);
  });

  test('a frame that shows no mail any more is forgotten', async () => {
    const { page, open } = await aBackground();
    await page.pageRead({ document: 'document-0', top: true, report: { kind: 'list', adapter: 'roundcube' } }, aSender());
    await open(aMessage({}), 3);
    await page.pageRead({ document: 'document-3', top: false, report: { kind: 'no-webmail' } }, aSender(3));
    expect(Object.keys(await readSetting(tabState(TAB)))).toEqual(['0']);
  });
});

describe('what the rep puts right', () => {
  test('is offered right in the next mail of the same company, also when everybody is logged by itself', async () => {
    const { panel, open, book } = await aBackground();
    const company = { field: 'companyName', value: 'Holt Tools', confidence: 0.4, source: 'from-line' } as const;
    const first = aMessage({ from: { name: 'Mira Holt', email: 'mira@holt-tools.example' } });
    const offered = (await open(first))?.people[0]?.contact.fields.find((found) => found.field === 'companyName');
    expect(offered?.value).toBe(company.value);
    await panel.saveLead(
      {
        tab: TAB,
        email: 'mira@holt-tools.example',
        fields: [{ ...company, value: 'Holt Tools Ltd' }],
        corrected: ['companyName'],
        lessons: [{ field: 'companyName', found: company.value, kept: 'Holt Tools Ltd' }],
        log: true,
        into: null,
      },
      aPanel,
    );
    const second = aMessage({ from: { name: 'Jon Lee', email: 'jon@holt-tools.example' }, nativeId: 'INBOX/9', messageId: '<9@holt-tools.example>' });
    const again = (await open(second))?.people[0]?.contact.fields.find((found) => found.field === 'companyName');
    expect(again).toEqual({ field: 'companyName', value: 'Holt Tools Ltd', confidence: 0.95, source: 'corrected' });
    await writeSetting(sites, [{ origin: 'https://mail.shop.example', mode: 'always' }]);
    await open({ ...second, nativeId: 'INBOX/10', messageId: '<10@holt-tools.example>' });
    const jon = await findCustomerByEmail(book, 'jon@holt-tools.example');
    expect([jon?.companyName, jon?.provenance['companyName']?.reader]).toEqual(['Holt Tools Ltd', 'hand']);
  });
});
