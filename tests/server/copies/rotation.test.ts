import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseKept, KEPT } from '../../../server/copies/rotation.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-01-01T00:00:00Z');
/** Moments within a year, some in one hour and some far apart. */
const moments = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 365 * DAY_MS }), fc.integer({ min: 0, max: 3 * DAY_MS })), { maxLength: 200 })
  .map((all) => [...new Set(all.map((ms) => START_MS + ms))]);
const sorted = (all: Iterable<number>): readonly number[] => [...all].toSorted((a, b) => a - b);

test('of a year of hourly copies a day by hours, a week by days and five weeks stay', () => {
  const all = Array.from({ length: 365 * 24 }, (_, hour) => START_MS + hour * HOUR_MS);
  const kept = sorted(chooseKept(all)).toReversed();
  const last = all.at(-1) ?? 0;
  expect(kept.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, hour) => last - hour * HOUR_MS));
  // The newest counts as a day and a week too, and one of the days as the week before.
  expect(kept.length).toBe(24 + 6 + 3);
  expect(last - (kept.at(-1) ?? 0)).toBeGreaterThanOrEqual(21 * DAY_MS);
});

test('the newest stays, no more stay than are said, and none is made up', () => {
  fc.assert(
    fc.property(moments, (all) => {
      const kept = chooseKept(all);
      expect([...kept].every((ms) => all.includes(ms))).toBe(true);
      expect(kept.size).toBeLessThanOrEqual(KEPT.hours + KEPT.days + KEPT.weeks);
      expect(all.length === 0 || kept.has(Math.max(...all))).toBe(true);
      expect(all.length <= 1 || kept.size >= 1).toBe(true);
    }),
  );
});

test('of each of the newest hours, days and weeks that have a copy, the newest copy stays', () => {
  fc.assert(
    fc.property(moments, (all) => {
      const kept = chooseKept(all);
      for (const [lengthMs, count] of [
        [HOUR_MS, KEPT.hours],
        [DAY_MS, KEPT.days],
        [7 * DAY_MS, KEPT.weeks],
      ] as const) {
        const spans = sorted(new Set(all.map((ms) => Math.floor(ms / lengthMs)))).slice(-count);
        for (const span of spans) {
          expect(kept.has(Math.max(...all.filter((ms) => Math.floor(ms / lengthMs) === span)))).toBe(true);
        }
      }
    }),
  );
});

test('rotating after each copy leaves what rotating once at the end leaves', () => {
  fc.assert(
    fc.property(moments, (all) => {
      let held: readonly number[] = [];
      for (const ms of sorted(all)) {
        held = [...chooseKept([...held, ms])];
      }
      expect(sorted(held)).toEqual(sorted(chooseKept(all)));
    }),
  );
});
