import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addMonths, createDayReader, toDay, toDayNumber } from '#shared/analysis/core/calendar.ts';
import { aDay } from '../an-order.ts';

describe('calendar days', () => {
  it('are read and written alike, each a day after the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 80_000 }), (day) => {
        expect(toDayNumber(toDay(day))).toBe(day);
        expect(new Date(`${toDay(day + 1)}T00:00:00Z`).getTime() - new Date(`${toDay(day)}T00:00:00Z`).getTime()).toBe(86_400_000);
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', 'today', '2026-04-31'])('%j is no day', (text) => {
    expect(toDayNumber(text)).toBeUndefined();
  });

  it('stay in the month when months are added', () => {
    expect(toDay(addMonths(aDay('2024-02-29'), 12))).toBe('2025-02-28');
    expect(toDay(addMonths(aDay('2026-03-31'), -1))).toBe('2026-02-28');
    expect(toDay(addMonths(aDay('2026-11-22'), -12))).toBe('2025-11-22');
  });

  it('are those of the team, not of the server: 23:30 in Berlin is the same day there, and so is 00:30', () => {
    const readDay = createDayReader('Europe/Berlin');
    expect(readDay('2026-07-01T22:30:00Z')).toBe(aDay('2026-07-02'));
    expect(readDay('2026-07-01T21:30:00Z')).toBe(aDay('2026-07-01'));
    expect(createDayReader('UTC')('2026-07-01T22:30:00Z')).toBe(aDay('2026-07-01'));
    expect(readDay('never')).toBeUndefined();
    expect(() => createDayReader('Nowhere/Else')).toThrow(RangeError);
  });
});
