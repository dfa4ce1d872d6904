// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { CapturedField } from '#shared/model/capture.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import type { Book } from '../../../extension/store/database.ts';
import { toRecord } from '../../../extension/store/records.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import { anIdentity } from '../../build/book.ts';
import { aBackground, aPanel } from './a-background.ts';

async function listCustomers(book: Book) {
  const rows = await book.rows('c').toArray();
  return rows.filter((row) => row.deleted === 0).map((row) => toView(customers, toRecord(row)));
}

const found = (field: CapturedField['field'], value: string): CapturedField => ({ field, value, confidence: 0.9, source: 'page' });

describe('trap: a lead and a contact with the same address are one customer', () => {
  test('read from a mail, from a page, and typed by hand, in any writing of the address', async () => {
    const { book, panel, open, saveSender } = await aBackground();
    const mail = aMessage({ from: { name: 'Mira Holt', email: 'Mira@Holt-Tools.example' } });
    await open(mail);
    const customer = await saveSender(mail);
    const page = { url: 'https://holt-tools.example/team', kind: 'person' as const, corrected: [], lessons: [] };
    const fromPage = await panel.savePageLead({ ...page, fields: [found('email', 'mira@HOLT-tools.example'), found('title', 'Buyer')] }, aPanel);
    const byHand = await panel.addCustomer({ name: 'M. Holt', email: ' MIRA@holt-tools.example', phone: '+44 20 7946 0123' }, aPanel);
    expect([fromPage.customer, byHand.customer]).toEqual([customer, customer]);
    expect(await listCustomers(book)).toMatchObject([{ name: 'Mira Holt', title: 'Buyer', emails: ['mira@holt-tools.example'] }]);
  });

  test('typed by hand, the second address of a customer leads to that customer', async () => {
    const { book, panel } = await aBackground();
    const first = await panel.addCustomer({ name: 'Mira Holt', email: 'mira@holt-tools.example', phone: null }, aPanel);
    await panel.editField({ id: first.customer ?? '', field: 'emails', was: null, value: 'mira.holt@home.example' }, aPanel);
    const second = await panel.addCustomer({ name: 'Mira at home', email: 'mira.holt@home.example', phone: '+44 20 7946 0123' }, aPanel);
    expect(second.customer).toBe(first.customer);
    expect(await listCustomers(book)).toMatchObject([{ name: 'Mira Holt', phones: ['+44 20 7946 0123'] }]);
  });
});

describe('trap: URL with and without a trailing slash is one page', () => {
  const noAddress = [found('name', 'Linnea Bergström'), found('link', 'https://vinterbarn.example/')];

  test('a person without an address, kept from both, is one lead; so for two reps who never met', async () => {
    const ids: (string | null)[] = [];
    for (const user of [`u${'a'.repeat(26)}`, `u${'b'.repeat(26)}`]) {
      const { book, panel } = await aBackground({ identity: anIdentity({ user: { ...anIdentity().user, id: user } }) });
      for (const url of ['https://vinterbarn.example/team', 'https://vinterbarn.example/team/', 'https://VINTERBARN.example/team/#linnea']) {
        ids.push((await panel.savePageLead({ url, kind: 'person', fields: noAddress, corrected: [], lessons: [] }, aPanel)).customer);
      }
      expect(await listCustomers(book)).toHaveLength(1);
    }
    expect(new Set(ids).size).toBe(1);
  });

  test('another person and another page are another lead', async () => {
    const { book, panel } = await aBackground();
    const page = { url: 'https://vinterbarn.example/team', kind: 'person' as const, corrected: [], lessons: [] };
    await panel.savePageLead({ ...page, fields: noAddress }, aPanel);
    await panel.savePageLead({ ...page, fields: [found('name', 'Nils Bergström')] }, aPanel);
    await panel.savePageLead({ ...page, url: 'https://vinterbarn.example/team?page=2', fields: noAddress }, aPanel);
    expect(await listCustomers(book)).toHaveLength(3);
  });

  test('a link of a customer stands once, read or typed', async () => {
    const { book, panel } = await aBackground();
    const page = { url: 'https://vinterbarn.example/team', kind: 'person' as const, corrected: [], lessons: [] };
    const { customer } = await panel.savePageLead({ ...page, fields: [...noAddress, found('link', 'https://vinterbarn.example')] }, aPanel);
    await panel.editField({ id: customer ?? '', field: 'links', was: null, value: 'https://Vinterbarn.example/' }, aPanel);
    expect((await listCustomers(book))[0]?.links).toEqual(['https://vinterbarn.example']);
  });
});
