import { describe, expect, it } from 'vitest';
import { bookQuality } from '#shared/analysis/performance/book-quality.ts';
import { customers } from '#shared/model/customer.ts';
import { interactions } from '#shared/model/interaction.ts';
import { users } from '#shared/model/user.ts';
import { aView, withLines } from '../a-book.ts';
import { aDay, anId, anOrder, linesOf } from '../an-order.ts';

const run = (lists: Parameters<typeof withLines>[0]) => bookQuality.run({ ...withLines(lists), params: {}, asOf: aDay('2026-11-16'), needs: {} });

describe('performance.book-quality', () => {
  it('counts what is filled in, what bounced, who cannot be reached, and what may be double', () => {
    const result = run({
      customers: [
        aView(customers, 1, { name: 'Ann Lee', companyName: 'Acme', 'emails/a@x.example': true, capturedAt: '2026-11-10T09:00:00Z' }),
        aView(customers, 2, { name: 'ANN LEE', companyName: 'acme', 'phones/+441': true, capturedAt: '2024-01-01T09:00:00Z' }),
        aView(customers, 3, { name: 'Bo', 'emails/b@x.example': true, 'bounced/b@x.example': true }),
        aView(customers, 4, { name: 'Cy', 'emails/A@x.example': true, 'phones/+44 1': true }),
      ],
    });
    const filled = Object.fromEntries(result.completeness.map(({ field, filled: { hits } }) => [field, hits]));
    expect(filled).toMatchObject({ name: 4, emails: 3, phones: 2, companyName: 2, area: 0 });
    expect(result).toMatchObject({
      n: 4,
      bounced: { customers: 1, addresses: 1, ofAddresses: 3 },
      unreachable: 1,
      age: { medianDays: 528, overOneYear: { hits: 1, n: 2 } },
    });
    expect(result.duplicates).toMatchObject({ groups: 3, customers: 3 });
    expect(result.duplicates.some.map(({ by }) => by).toSorted()).toEqual(['email', 'name', 'phone']);
  });

  it('takes a number of many people for a switchboard', () => {
    const many = [1, 2, 3, 4, 5].map((number) => aView(customers, number, { name: `P${number}`, 'phones/+44 20': true }));
    expect(run({ customers: many }).duplicates.groups).toBe(0);
  });

  it('finds buyers of whom no contact is in the book, and who uses it', () => {
    const result = run({
      users: [aView(users, 1, { name: 'Rep' }), aView(users, 2, { name: 'Idle' }), aView(users, 3, { name: 'Gone', disabled: true })],
      customers: [aView(customers, 1, {}), aView(customers, 2, {})],
      orders: [anOrder(1, '2026-11-01'), anOrder(2, '2026-11-02', { customer: anId('c', 2) }), anOrder(3, '2026-01-02', { customer: anId('c', 3) })],
      interactions: [
        aView(interactions, 1, {
          happenedAt: '2026-11-03T09:00:00Z',
          loggedBy: anId('u', 1),
          [`by/${anId('u', 1)}`]: true,
          [`participants/${anId('c', 1)}`]: true,
        }),
        aView(interactions, 2, { happenedAt: '2026-11-03T10:00:00Z', loggedBy: anId('u', 1) }),
        aView(interactions, 3, { happenedAt: '2026-01-03T10:00:00Z', loggedBy: anId('u', 2), [`participants/${anId('c', 2)}`]: true }),
      ],
    });
    expect(result.contactsCaptured).toMatchObject({ hits: 1, n: 2 });
    expect(result.use).toEqual([
      { user: anId('u', 1), name: 'Rep', contacts: 2, days: 1, lastOn: '2026-11-03' },
      { user: anId('u', 2), name: 'Idle', contacts: 0, days: 0, lastOn: null },
    ]);
    expect(result.usedBy).toMatchObject({ hits: 1, n: 2 });
  });

  it('says which records are missing', () => {
    expect(bookQuality.run({ lines: linesOf([]), params: {}, asOf: 0, needs: {} })).toMatchObject({
      enough: false,
      missing: [{ what: 'customers' }, { what: 'users' }],
    });
  });
});
