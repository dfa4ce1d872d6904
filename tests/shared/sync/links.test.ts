import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELETED, type StoredRecord } from '#shared/model/record.ts';
import { findMembers, foldBook, foldMembers, linkIdOf, rootsOf, type Edge } from '#shared/sync/links.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import { rekey } from '#shared/sync/rekey.ts';
import { anOp } from './arbitraries.ts';

const salt = new Uint8Array(32).fill(7);
const ids = ['ca', 'cb', 'cc', 'cd', 'ce', 'cf'];
const anEdge = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(([one, other]): Edge => ({ one, other }));
const aMember = fc.tuple(fc.constantFrom(...ids), fc.array(anOp, { minLength: 1, maxLength: 8 })).map(
  ([id, ops]) =>
    mergeOps(
      emptyRecord(id, 'c'),
      ops.map(([, kind, field, value, stamp]) => [id, kind, field, value, stamp] as const),
    ).record,
);
const members = fc.uniqueArray(aMember, { minLength: 1, maxLength: 5, selector: ({ id }) => id });

describe('records that are one customer', () => {
  it('get one link, whoever is named first', () => {
    expect(linkIdOf(salt, 'ca', 'cb')).toBe(linkIdOf(salt, 'cb', 'ca'));
    expect(linkIdOf(salt, 'ca', 'cb')).toMatch(/^l[a-z2-7]{26}$/u);
  });

  it('trap: merge cycles: they are found from any of them, in any order, also in a ring', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEdge, { maxLength: 12 }), fc.constantFrom(...ids), async (edges, start) => {
        const found = await findMembers([start], async (asked) => edges.filter(({ one, other }) => asked.includes(one) || asked.includes(other)));
        const roots = rootsOf(edges);
        const root = roots.get(start) ?? start;
        expect(found).toEqual(ids.filter((id) => (roots.get(id) ?? id) === root));
        expect(found[0]).toBe(root);
      }),
    );
  });

  it('have the same roots whatever the order of the links', () => {
    fc.assert(
      fc.property(fc.array(anEdge, { maxLength: 12 }), (edges) => {
        expect(Object.fromEntries(rootsOf(edges.toReversed()))).toEqual(Object.fromEntries(rootsOf(edges)));
      }),
    );
  });

  it('fold to one record in any order, under the smallest id that lives', () => {
    fc.assert(
      fc.property(members, fc.infiniteStream(fc.nat()), (records, random) => {
        const shuffled = records.toSorted(() => (random.next().value % 2 === 0 ? 1 : -1));
        const folded = foldMembers(records);
        expect(foldMembers(shuffled)).toEqual(folded);
        const live = records.filter(({ body }) => body[DELETED] !== true);
        expect(folded.id).toBe((live.length > 0 ? live : records).map(({ id }) => id).toSorted()[0]);
      }),
    );
  });

  it('show what either knows, and the later word on what both know', () => {
    const one: StoredRecord = {
      id: 'ca',
      kind: 'c',
      body: { name: 'J. V.', 'emails/a@b.example': true },
      stamps: { name: '1', 'emails/a@b.example': '1' },
    };
    const other: StoredRecord = { id: 'cb', kind: 'c', body: { name: 'Jan Vogelsang', title: 'Buyer' }, stamps: { name: '2', title: '1' } };
    expect(foldMembers([other, one])).toMatchObject({ id: 'ca', body: { name: 'Jan Vogelsang', title: 'Buyer', 'emails/a@b.example': true } });
  });

  it('leave out who was deleted, unless all were', () => {
    const gone: StoredRecord = { id: 'ca', kind: 'c', body: { name: 'Old', [DELETED]: true }, stamps: { name: '9', [DELETED]: '9' } };
    const here: StoredRecord = { id: 'cb', kind: 'c', body: { name: 'New' }, stamps: { name: '1' } };
    expect(foldMembers([gone, here])).toEqual(here);
    expect(foldMembers([gone])).toEqual(gone);
  });

  it('stay one customer when a local book joins an organization', () => {
    const link: StoredRecord = { id: linkIdOf(salt, 'ca', 'cb'), kind: 'l', body: { one: 'ca', other: 'cb', on: true }, stamps: {} };
    const customer: StoredRecord = { id: 'ca', kind: 'c', body: { keyedBy: 'email:a@b.example' }, stamps: {} };
    const home = new Uint8Array(32).fill(9);
    const [moved, movedLink] = rekey([customer, link], { idSalt: home, device: 'bbbbbbbbbbbb', users: new Map() });
    expect(movedLink?.id).toBe(linkIdOf(home, moved?.id ?? '', 'cb'));
    expect(movedLink?.body['one']).toBe(moved?.id);
  });
});

describe('a book with merged customers', () => {
  const at = `${'0'.repeat(15)}1${'a'.repeat(12)}`;
  const aRecord = (id: string, body: StoredRecord['body']): StoredRecord => ({
    id,
    kind: id.charAt(0),
    body,
    stamps: Object.fromEntries(Object.keys(body).map((field) => [field, at])),
  });
  const [one, other, third] = ['1', '2', '3'].map((digit) => `c${digit.repeat(32)}`) as [string, string, string];
  const book = [
    aRecord(one, { name: 'Ann Lee' }),
    aRecord(other, { title: 'Buyer' }),
    aRecord(third, { name: 'Bo' }),
    aRecord(`o${'1'.repeat(32)}`, { customer: other }),
    aRecord(`i${'1'.repeat(32)}`, { [`participants/${other}`]: true, [`participants/${one}`]: false }),
  ];
  const aLink = (on: boolean): StoredRecord => aRecord(`l${'1'.repeat(32)}`, { one, other, on });

  it('has one record for them, and everything names it', () => {
    const folded = foldBook([...book, aLink(true)]);
    expect(folded.map(({ id }) => id).toSorted()).toEqual([one, third, `i${'1'.repeat(32)}`, `o${'1'.repeat(32)}`].toSorted());
    const find = (id: string) => folded.find((record) => record.id === id)?.body;
    expect(find(one)).toEqual({ name: 'Ann Lee', title: 'Buyer' });
    expect(find(`o${'1'.repeat(32)}`)).toEqual({ customer: one });
    expect(find(`i${'1'.repeat(32)}`)).toEqual({ [`participants/${one}`]: true });
  });

  it('is as it was without a link, or with one that was taken back', () => {
    expect(foldBook(book)).toEqual(book);
    expect(foldBook([...book, aLink(false)])).toEqual(book);
  });
});
