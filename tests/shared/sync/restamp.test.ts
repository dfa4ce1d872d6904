import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '#shared/sync/outbox.ts';
import { moveBy, restamp } from '#shared/sync/restamp.ts';

const DEVICE = 'beefbeefbeef';
const stampAt = (ms: number): string => `${ms.toString(16).padStart(12, '0')}0000${DEVICE}`;
const anEntry = (n: number, field: string, ms: number, base: string | null = null): OutboxEntry => ({
  n,
  id: 'c1',
  kind: 'c',
  field,
  value: n,
  stamp: stampAt(ms),
  base,
});

describe('moving what waits', () => {
  it('an act keeps one moment, so that record and queue still say the same', () => {
    const { entries, stamps } = restamp([anEntry(1, 'name', 5000), anEntry(2, 'title', 5000), anEntry(3, 'area', 6000)], moveBy(10_000, 20_000));
    expect(new Set(entries.slice(0, 2).map(({ stamp }) => stamp))).toEqual(new Set([stamps.get(stampAt(5000))]));
    expect(entries.map(({ stamp }) => stamp)).toEqual([stampAt(15_000), stampAt(15_000), stampAt(16_000)]);
  });

  it('an act comes after everything that it overwrote', () => {
    const { entries } = restamp([anEntry(1, 'name', 5000, stampAt(90_000)), anEntry(2, 'title', 5000, stampAt(95_000))], moveBy(10_000, 20_000));
    expect(entries.every(({ stamp }) => stamp > stampAt(95_000))).toBe(true);
    expect(entries[0]?.stamp).toBe(entries[1]?.stamp);
  });

  it('whatever was later stays later, and what was of one moment stays so', () => {
    const moments = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (times, sentAt, serverNow) => {
        const before = times.map((ms, at) => anEntry(at + 1, `f${at}`, ms));
        const { entries } = restamp(before, moveBy(sentAt, serverNow));
        for (const [a, one] of before.entries()) {
          for (const [b, other] of before.entries()) {
            const [x, y] = [entries[a]?.stamp ?? '', entries[b]?.stamp ?? ''];
            expect(one.stamp < other.stamp ? x < y : one.stamp > other.stamp ? x > y : x === y).toBe(true);
          }
        }
      }),
    );
  });
});
