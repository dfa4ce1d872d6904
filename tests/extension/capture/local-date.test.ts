import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLocalDate, type DateStyle } from '../../../extension/capture/local-date.ts';

// A Monday, in the zone of whoever runs this.
const nowMs = new Date(2026, 10, 16, 12, 0).getTime();
const style: DateStyle = { order: 'ymd', locale: 'en-US', nowMs };

function at(year: number, month: number, day: number, hour: number, minute: number): string {
  return `${new Date(year, month - 1, day, hour, minute).toISOString().slice(0, 19)}Z`;
}

test.each<[string, Partial<DateStyle>, string | null]>([
  ['2026-10-06 15:03', {}, at(2026, 10, 6, 15, 3)],
  ['2026/10/06 3:03 pm', {}, at(2026, 10, 6, 15, 3)],
  ['06.10.2026 15:03', { order: 'dmy' }, at(2026, 10, 6, 15, 3)],
  ['6.10.2026 15:03', { order: 'dmy' }, at(2026, 10, 6, 15, 3)],
  ['10/06/2026 12:03 AM', { order: 'mdy' }, at(2026, 10, 6, 0, 3)],
  ['10/06/2026 12:03 PM', { order: 'mdy' }, at(2026, 10, 6, 12, 3)],
  ['Today 11:30', {}, at(2026, 11, 16, 11, 30)],
  ['Yesterday 11:30', {}, at(2026, 11, 15, 11, 30)],
  ['Sat 05:30', {}, at(2026, 11, 14, 5, 30)],
  ['Heute 08:05', { locale: 'de-DE' }, at(2026, 11, 16, 8, 5)],
  ['Sa 05:30', { locale: 'de-DE' }, at(2026, 11, 14, 5, 30)],
  ['今天 08:05', { locale: 'zh-CN' }, at(2026, 11, 16, 8, 5)],
])('%s', (shown, change, expected) => {
  expect(readLocalDate(shown, { ...style, ...change })).toBe(expected);
});

test.each<[string, string, Partial<DateStyle>]>([
  ['two possible days', '03/04/2026 10:00', { order: null }],
  ['a day without a time', '2026-10-06', {}],
  ['a day that is none', '2026-02-30 10:00', {}],
  ['an absurd year', '20266-05-13 10:00', {}],
  ['a year before mail', '1026-05-13 10:00', {}],
  ['a day far ahead', '2031-05-13 10:00', {}],
  ['an hour that is none', '2026-10-06 25:10', {}],
  ['an unknown word', 'Soon 10:00', {}],
  ['a strange locale', 'Soon 10:00', { locale: '!!' }],
])('%s is not guessed', (_what, shown, change) => {
  expect(readLocalDate(shown, { ...style, ...change })).toBeNull();
});

test('any text gives an instant or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('ymd', 'dmy', 'mdy', null), (text, order) => {
      const instant = readLocalDate(text, { ...style, order });
      expect(instant === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/u.test(instant)).toBe(true);
    }),
  );
});
