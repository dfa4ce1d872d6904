import { describe, expect, it } from 'vitest';
import { findCustomer, listFound, listLately } from '../../../extension/store/customers.ts';
import { findRecord } from '../../../extension/store/records.ts';
import { commitAct, undoAct, type Change } from '../../../extension/store/write.ts';
import { saveSyncState } from '../../../extension/store/meta.ts';
import { aBook, anIdentity } from '../../build/book.ts';

const id = `c${'b'.repeat(26)}`;
const change = (field: string, value: Change['value']): Change => ({ id, kind: 'c', field, value });
const lead = [
  change('name', 'Anna Ä.'),
  change('emails/a@b.example', true),
  change('capturedAt', '2026-11-22T08:00:00Z'),
  change(`by/${anIdentity().user.id}`, true),
];

describe('an act', () => {
  it('is in the book, in the search and in the queue at once', async () => {
    const book = await aBook();
    await commitAct(book, 'saveLead', lead, 1_000);
    expect((await findCustomer(book, id))?.emails).toEqual(['a@b.example']);
    expect((await listFound(book, 'anna a', 10)).map((found) => found.id)).toEqual([id]);
    expect((await listLately(book, 10)).map((found) => found.id)).toEqual([id]);
    const waiting = await book.outbox.orderBy('n').toArray();
    expect(waiting.map((entry) => entry.n)).toEqual([1, 2, 3, 4]);
    // One act is one moment.
    expect(new Set(waiting.map((entry) => entry.stamp)).size).toBe(1);
  });

  it('says what comes second later: of two words on one field, and over what was read from a clock ahead', async () => {
    const book = await aBook();
    await commitAct(book, 'saveLead', [...lead, change('title', 'Buyer'), change('title', 'Owner')], 1_000);
    const first = await findRecord(book, id);
    expect(first?.body['title']).toBe('Owner');
    expect((first?.stamps['title'] ?? '') > (first?.stamps['name'] ?? '')).toBe(true);
    // The device's own time goes back by an hour.
    await commitAct(book, 'editField', [change('title', 'Chef'), change('area', 'Kiel')], 1_000 - 3_600_000);
    const second = await findRecord(book, id);
    expect(second?.body['title']).toBe('Chef');
    expect((second?.stamps['title'] ?? '') > (first?.stamps['title'] ?? '')).toBe(true);
  });

  it('is whole or not at all', async () => {
    const book = await aBook();
    const broken = { ...change('title', 'x'), value: (() => 'no JSON') as unknown as string };
    await expect(commitAct(book, 'saveLead', [...lead, broken], 1_000)).rejects.toThrow();
    expect(await findRecord(book, id)).toBeUndefined();
    expect(await book.outbox.count()).toBe(0);
    expect(await book.acts.count()).toBe(0);
  });

  it('before the first run is refused with a code', async () => {
    const book = await aBook();
    await book.meta.delete('identity');
    await expect(commitAct(book, 'saveLead', lead, 1_000)).rejects.toMatchObject({ code: 'not-paired' });
  });

  it('without a server queues nothing', async () => {
    const book = await aBook(anIdentity({ server: null }));
    await commitAct(book, 'saveLead', lead, 1_000);
    expect(await book.outbox.count()).toBe(0);
    expect((await findCustomer(book, id))?.name).toBe('Anna Ä.');
  });

  it('wins over an earlier one though the clock was set back', async () => {
    const book = await aBook();
    await commitAct(book, 'editField', [change('name', 'first')], 9_000_000);
    await commitAct(book, 'editField', [change('name', 'second')], 1_000);
    expect((await findCustomer(book, id))?.name).toBe('second');
  });
});

describe('edits of one field', () => {
  it('share one place in the queue until they are sent, and keep the stamp that the first overwrote', async () => {
    const book = await aBook();
    await commitAct(book, 'saveLead', lead, 1_000);
    const saved = (await findRecord(book, id))?.stamps['name'];
    await book.outbox.clear();
    await commitAct(book, 'editField', [change('name', 'one')], 2_000);
    await commitAct(book, 'editField', [change('name', 'two')], 3_000);
    const waiting = await book.outbox.toArray();
    expect(waiting.map((entry) => [entry.n, entry.value, entry.base])).toEqual([[5, 'two', saved]]);
  });

  it('never change what is in flight', async () => {
    const book = await aBook();
    await commitAct(book, 'editField', [change('name', 'one')], 1_000);
    await saveSyncState(book, { inFlight: { from: 1, count: 1 } });
    await commitAct(book, 'editField', [change('name', 'two')], 2_000);
    expect((await book.outbox.orderBy('n').toArray()).map((entry) => [entry.n, entry.value])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
  });
});

describe('undo', () => {
  it('puts back each value of an edit, and only once', async () => {
    const book = await aBook();
    await commitAct(book, 'saveLead', lead, 1_000);
    const act = await commitAct(
      book,
      'editField',
      [change('name', 'Wrong'), change('emails/a@b.example', false), change('emails/c@d.example', true)],
      2_000,
    );
    await undoAct(book, act, 3_000);
    const back = await findCustomer(book, id);
    expect([back?.name, back?.emails]).toEqual(['Anna Ä.', ['a@b.example']]);
    await expect(undoAct(book, act, 4_000)).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });

  it('of a capture takes it out of sight and search; capturing again brings it back', async () => {
    const book = await aBook();
    const act = await commitAct(book, 'saveLead', lead, 1_000);
    await undoAct(book, act, 2_000);
    expect(await findCustomer(book, id)).toBeUndefined();
    expect(await listFound(book, 'anna', 10)).toEqual([]);
    expect(await listLately(book, 10)).toEqual([]);
    await commitAct(book, 'saveLead', lead, 3_000);
    expect((await findCustomer(book, id))?.emails).toEqual(['a@b.example']);
  });

  it('of a capture never removes what a colleague captured as well', async () => {
    const book = await aBook();
    await commitAct(book, 'join', [...lead.slice(0, 2), change(`by/u${'z'.repeat(26)}`, true)], 1_000);
    const act = await commitAct(book, 'saveLead', [change(`by/${anIdentity().user.id}`, true)], 2_000);
    await undoAct(book, act, 3_000);
    expect((await findCustomer(book, id))?.name).toBe('Anna Ä.');
  });
});

describe('the search', () => {
  it('puts whoever has the whole address first', async () => {
    const book = await aBook();
    const write = (at: string, fields: Readonly<Record<string, Change['value']>>): Promise<number> =>
      commitAct(
        book,
        'addCustomer',
        Object.entries(fields).map(([field, value]) => ({ id: `c${at.repeat(26)}`, kind: 'c', field, value })),
        1_000,
      );
    await write('c', { name: 'Anna Example', companyName: 'Berg', 'emails/anna.berg@example.example': true });
    await write('d', { name: 'Zoe', 'emails/anna@berg.example': true });
    expect((await listFound(book, 'anna@berg.example', 10)).map((one) => one.name)[0]).toBe('Zoe');
  });
});
