import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addMonths, createDayReader, createHourReader, toDay, toDayNumber } from '#shared/analysis/core/calendar.ts';
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

  it('and are those of the system’s calendar, leap years and centuries too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 800_000 }), fc.integer({ min: -6000, max: 6000 }), (day, months) => {
        const from = new Date(day * 86_400_000);
        const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
        const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
        fc.pre(from.getUTCFullYear() > 99 && first.getUTCFullYear() > 99);
        expect(addMonths(day, months)).toBe(first.getTime() / 86_400_000 + Math.min(from.getUTCDate(), last) - 1);
      }),
    );
  });

  it('are those of the team, not of the server: 23:30 in Berlin is the same day there, and so is 00:30', () => {
    const readDay = createDayReader('Europe/Berlin');
    expect(readDay('2026-07-01T22:30:00Z')).toBe(aDay('2026-07-02'));
    expect(readDay('2026-07-01T21:30:00Z')).toBe(aDay('2026-07-01'));
    expect(createDayReader('UTC')('2026-07-01T22:30:00Z')).toBe(aDay('2026-07-01'));
    expect(readDay('never')).toBeUndefined();
    expect(() => createDayReader('Nowhere/Else')).toThrow(RangeError);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Shanghai'])(
    'and hours are those that the system’s calendar says in %s, on days on which clocks change too',
    (zone) => {
      const [readDay, readHour] = [createDayReader(zone), createHourReader(zone)];
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const anyTime = fc.integer({ min: Date.parse('1975-01-01') / 1000, max: Date.parse('2035-01-01') / 1000 });
      const nearChange = fc
        .tuple(
          fc.constantFrom(
            '2026-03-29T01:00:00Z',
            '2026-10-25T01:00:00Z',
            '2026-03-08T07:00:00Z',
            '2026-11-01T06:00:00Z',
            '2026-04-04T15:00:00Z',
            '2011-12-30T10:00:00Z',
          ),
          fc.integer({ min: -50_000, max: 50_000 }),
        )
        .map(([change, seconds]) => Date.parse(change) / 1000 + seconds);
      fc.assert(
        fc.property(fc.oneof(anyTime, nearChange), (seconds) => {
          const instant = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
          const shown = format.format(seconds * 1000);
          expect(toDay(readDay(instant) ?? 0)).toBe(shown.slice(0, 10));
          expect(readHour(instant)).toBe(instant.endsWith('T00:00:00Z') ? undefined : Number(shown.slice(11, 13)));
        }),
        { numRuns: 300 },
      );
    },
  );
});
