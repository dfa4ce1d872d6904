import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { defineAnalysis, Missing, type Outcome } from '#shared/analysis/core/analysis.ts';
import { EMPTY_BOOK, missingLists, toBook } from '#shared/analysis/core/book.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import type { Json, StoredRecord } from '#shared/model/record.ts';
import { entities } from '#shared/model/registry.ts';
import { linesOf } from '../an-order.ts';

const aRecord = (kind: string, number: number, body: Readonly<Record<string, Json>> = {}): StoredRecord => ({
  id: kind + String(number).repeat(32).slice(0, 32),
  kind,
  body,
  stamps: Object.fromEntries(Object.keys(body).map((field) => [field, '0'.repeat(28)])),
});

describe('a book', () => {
  it('has a list for every entity but those that only lead to others', () => {
    const listed = Object.keys(EMPTY_BOOK).filter((name) => name !== 'zone' && name !== 'currency');
    const lead = ['aliases', 'links', 'insights'];
    expect(listed.toSorted()).toEqual(
      entities
        .map(({ name }) => name)
        .filter((name) => !lead.includes(name))
        .toSorted(),
    );
  });

  it('holds views by rising id, without deleted records and unknown kinds', () => {
    const book = toBook([aRecord('d', 2, { name: 'Later' }), aRecord('d', 1, { name: 'First' }), aRecord('d', 3, { _del: true }), aRecord('z', 1)], {
      zone: 'Europe/Berlin',
      currency: 'EUR',
    });
    expect(book.deals.map(({ name }) => name)).toEqual(['First', 'Later']);
    expect([book.zone, book.currency, book.customers.length]).toEqual(['Europe/Berlin', 'EUR', 0]);
  });

  it('says which lists are empty', () => {
    expect(missingLists(toBook([aRecord('d', 1, { name: 'One' })]), ['deals', 'campaigns'])).toEqual([{ what: 'campaigns', have: 0, needed: 1 }]);
  });

  it('reaches every analysis, and is empty where only lines are given', () => {
    const count = defineAnalysis({
      id: 'a.count',
      version: '1',
      needs: [],
      params: v.object({}),
      output: v.object({ method: v.string(), version: v.string(), enough: v.boolean(), missing: v.array(Missing), deals: v.number() }),
      run: ({ book }): Outcome & { missing: Missing[]; deals: number } => ({
        method: 'count',
        version: '1',
        enough: true,
        missing: [],
        deals: book.deals.length,
      }),
    });
    const lines = linesOf([]);
    expect(runAnalyses(lines, 0, { from: [count] })['a.count']).toMatchObject({ deals: 0 });
    expect(runAnalyses(lines, 0, { from: [count], book: toBook([aRecord('d', 1, { name: 'One' })]) })['a.count']).toMatchObject({ deals: 1 });
  });
});
