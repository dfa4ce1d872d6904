import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledge, findReplaceable, MAX_BATCH_BYTES, MAX_BATCH_OPS, nextBatch, toOp, type OutboxEntry } from '#shared/sync/outbox.ts';

const anEntry = (n: number, value: string = 'x'): OutboxEntry => ({
  n,
  id: `c${n}`,
  kind: 'c',
  field: 'name',
  value,
  stamp: '0'.repeat(28),
  base: null,
});

describe('the outbox', () => {
  it('sends from the front without a gap and within the limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6_000 }), (count, first, size) => {
        const entries = Array.from({ length: count }, (_, at) => anEntry(first + at, 'y'.repeat(size)));
        const batch = nextBatch(entries.toReversed(), undefined);
        expect(batch.map((entry) => entry.n)).toEqual(Array.from({ length: batch.length }, (_, at) => first + at));
        expect(batch.length).toBeLessThanOrEqual(MAX_BATCH_OPS);
        expect(batch.length > 0).toBe(count > 0);
        expect(JSON.stringify(batch.map(toOp)).length).toBeLessThanOrEqual(MAX_BATCH_BYTES);
      }),
    );
  });

  it('sends a frozen batch again as it was, though more has come since', () => {
    const entries = [anEntry(4), anEntry(5), anEntry(6)];
    expect(nextBatch(entries, { from: 4, count: 2 }).map((entry) => entry.n)).toEqual([4, 5]);
  });

  it('never writes over an entry in flight', () => {
    const entries = [anEntry(4)];
    expect(findReplaceable(entries, 'c4', 'name', { from: 4, count: 1 })).toBeUndefined();
    expect(findReplaceable(entries, 'c4', 'name', undefined)?.n).toBe(4);
    expect(findReplaceable(entries, 'c4', 'title', undefined)).toBeUndefined();
  });

  it('a refused operation is acknowledged and does not hold up the next', () => {
    const { waiting, refused } = acknowledge([anEntry(1), anEntry(2), anEntry(3)], 2, [[1, 'forbidden']]);
    expect(waiting.map((entry) => entry.n)).toEqual([3]);
    expect(refused.map((entry) => [entry.n, entry.code])).toEqual([[1, 'forbidden']]);
  });
});
