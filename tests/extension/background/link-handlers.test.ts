import { describe, expect, it } from 'vitest';
import { createLinkHandlers } from '../../../extension/background/link-handlers.ts';
import { findCustomer, findCustomerByEmail, findIdByEmail, listFound, listLately } from '../../../extension/store/customers.ts';
import type { Book } from '../../../extension/store/database.ts';
import { listInteractions } from '../../../extension/store/interactions.ts';
import { findRecord } from '../../../extension/store/records.ts';
import { commitAct, undoAct, type Change } from '../../../extension/store/write.ts';
import { aBook } from '../../build/book.ts';

const [one, two] = [`c${'a'.repeat(26)}`, `c${'b'.repeat(26)}`];
const sender = { context: 'panel' as const, tab: undefined, frame: undefined, url: '' };

async function aSetting(): Promise<{ readonly book: Book; readonly handlers: ReturnType<typeof createLinkHandlers> }> {
  const book = await aBook();
  let now = 1_000_000;
  const write = (id: string, fields: Readonly<Record<string, Change['value']>>): Promise<number> =>
    commitAct(
      book,
      'saveLead',
      Object.entries(fields).map(([field, value]) => ({ id, kind: id.charAt(0), field, value })),
      (now += 1000),
    );
  await write(one, {
    kind: 'person',
    name: 'Jan-Hendrik Vogelsang',
    'emails/jhv@kleine-eule.example': true,
    'phones/+49405550148': true,
    capturedAt: '2026-11-01T08:00:00Z',
  });
  await write(two, {
    kind: 'person',
    name: 'J. Vogelsang',
    'emails/jhv@gmail.com': true,
    'phones/+49405550148': true,
    capturedAt: '2026-11-02T08:00:00Z',
  });
  await write(`i${'1'.repeat(26)}`, { happenedAt: '2026-11-01T08:00:00Z', [`participants/${one}`]: true });
  await write(`i${'2'.repeat(26)}`, { happenedAt: '2026-11-02T08:00:00Z', [`participants/${two}`]: true });
  const background = { book, nowMs: () => (now += 1000), afterWrite: () => undefined };
  return { book, handlers: createLinkHandlers(background) };
}

describe('two records of one customer', () => {
  it('are suggested with the reasons', async () => {
    const { handlers } = await aSetting();
    const { similar } = await handlers.findSimilar({ customer: one, person: null }, sender);
    expect(similar).toMatchObject([{ customer: two, name: 'J. Vogelsang', reasons: ['same-phone', 'short-name'] }]);
  });

  it('are suggested for a stranger who has the number in the signature', async () => {
    const { handlers } = await aSetting();
    const person = { name: 'Jan Vogelsang', emails: ['new@elsewhere.example'], phones: ['+49405550148'], companyName: null, handles: {} };
    const { similar } = await handlers.findSimilar({ customer: null, person }, sender);
    expect(similar.map(({ customer }) => customer)).toContain(one);
  });

  it('are one after a merge: one name, all addresses, one history, found once; and two again after its undo, unchanged', async () => {
    const { book, handlers } = await aSetting();
    const before = [await findRecord(book, one), await findRecord(book, two)].map((record) => record?.body);
    const { act } = await handlers.linkCustomers({ customer: one, other: two, on: true }, sender);
    for (const id of [one, two]) {
      expect(await findCustomer(book, id)).toMatchObject({ id: one, name: 'Jan-Hendrik Vogelsang' });
      expect((await findCustomer(book, id))?.emails.toSorted()).toEqual(['jhv@gmail.com', 'jhv@kleine-eule.example']);
      expect(await listInteractions(book, id)).toHaveLength(2);
    }
    expect((await findCustomerByEmail(book, 'jhv@gmail.com'))?.id).toBe(one);
    // What is logged goes to the record that has the address, or the undo would leave it with the other.
    expect(await findIdByEmail(book, 'jhv@gmail.com')).toBe(two);
    expect(await listFound(book, 'vogelsang', 10)).toHaveLength(1);
    expect(await listLately(book, 10)).toHaveLength(1);
    await undoAct(book, act, 9_000_000);
    expect([await findRecord(book, one), await findRecord(book, two)].map((record) => record?.body)).toEqual(before);
    expect(await listFound(book, 'vogelsang', 10)).toHaveLength(2);
    expect(await listInteractions(book, one)).toHaveLength(1);
  });

  it('keep the longer form of the name whichever was looked at, and their own names when they are separated', async () => {
    for (const [customer, other] of [
      [two, one],
      [one, two],
    ] as const) {
      const { book, handlers } = await aSetting();
      await handlers.linkCustomers({ customer, other, on: true }, sender);
      expect((await findCustomer(book, one))?.name).toBe('Jan-Hendrik Vogelsang');
      await handlers.linkCustomers({ customer, other, on: false }, sender);
      expect([(await findCustomer(book, one))?.name, (await findCustomer(book, two))?.name]).toEqual(['Jan-Hendrik Vogelsang', 'J. Vogelsang']);
    }
  });

  it('are not suggested again when somebody says that they are different, until that is undone', async () => {
    const { book, handlers } = await aSetting();
    const { act } = await handlers.linkCustomers({ customer: one, other: two, on: false }, sender);
    expect((await handlers.findSimilar({ customer: one, person: null }, sender)).similar).toEqual([]);
    expect((await handlers.findSimilar({ customer: two, person: null }, sender)).similar).toEqual([]);
    await undoAct(book, act, 9_000_000);
    expect((await handlers.findSimilar({ customer: one, person: null }, sender)).similar).toHaveLength(1);
  });

  it('cannot be merged with nobody or with themselves', async () => {
    const { handlers } = await aSetting();
    await expect(handlers.linkCustomers({ customer: one, other: `c${'z'.repeat(26)}`, on: true }, sender)).rejects.toMatchObject({
      code: 'customer-not-found',
    });
    await expect(handlers.linkCustomers({ customer: one, other: one, on: true }, sender)).rejects.toMatchObject({ code: 'customer-not-found' });
  });

  it('200 borrowed names from other companies are never taken for the customer', async () => {
    const { book, handlers } = await aSetting();
    for (let at = 0; at < 200; at += 1) {
      const person = {
        name: at % 2 === 0 ? 'Jan-Hendrik Vogelsang' : 'J. Vogelsang',
        emails: [`jhv@evil-${at}.example`],
        phones: [],
        companyName: null,
        handles: {},
      };
      const { similar } = await handlers.findSimilar({ customer: null, person }, sender);
      // The one that writes from a freemail address may be anybody's: it is shown, with its reason, and nothing more.
      expect(similar.filter(({ customer }) => customer === one)).toEqual([]);
      expect(similar.every(({ share }) => share <= 0.5)).toBe(true);
      expect(await findCustomerByEmail(book, `jhv@evil-${at}.example`)).toBeUndefined();
    }
  });
});
