import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLocalDate, readShownDate, type DateStyle } from '../../../extension/capture/local-date.ts';

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

// The signs that dates are made of: any text at all would hardly ever come near one.
const sign = fc.constantFrom(
  ...'0 1 2 3 4 5 6 7 8 9 1 2 : / - . , 年 月 日 下 午 a p \u{1F600}'.split(' '),
  ' ',
  '\u202F',
  ' May ',
  ' Mo',
  'Z',
  '2026-',
);

test('any text gives an instant or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 30 }), fc.constantFrom('ymd', 'dmy', 'mdy', null), (text, order) => {
      const instant = readLocalDate(text, { ...style, order });
      expect(instant === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/u.test(instant)).toBe(true);
    }),
  );
});

test.each<[string, string, Partial<DateStyle>, string | null, string]>([
  ['an exact instant', '2026-03-02T08:15:09.000Z', {}, '2026-03-02T08:15:09Z', 'second'],
  ['its own zone', 'Mon, 21 Sep 2026 11:19:09 AM +0530', {}, '2026-09-21T05:49:00Z', 'minute'],
  ['English', 'May 13, 2026, 11:02 PM', {}, at(2026, 5, 13, 23, 2), 'minute'],
  ['noon', 'May 13, 2026, 12:02 PM', {}, at(2026, 5, 13, 12, 2), 'minute'],
  ['German', '13. Mai 2026 um 23:02', { locale: 'de' }, at(2026, 5, 13, 23, 2), 'minute'],
  ['French', 'mer. 13 mai 2026, 09:02', { locale: 'fr' }, at(2026, 5, 13, 9, 2), 'minute'],
  ['Russian', '13 мая 2026 г., 23:02', { locale: 'ru' }, at(2026, 5, 13, 23, 2), 'minute'],
  ['Chinese, afternoon', '2026年5月13日周三 下午11:02', { locale: 'zh-CN' }, at(2026, 5, 13, 23, 2), 'minute'],
  ['Chinese, Taiwan', '2026年5月13日 週三 上午9:02', { locale: 'zh-TW' }, at(2026, 5, 13, 9, 2), 'minute'],
  ['Japanese', '2026年5月13日(水) 23:02', { locale: 'ja' }, at(2026, 5, 13, 23, 2), 'minute'],
  ['Korean', '2026년 5월 13일 (수) 오후 11:02', { locale: 'ko' }, at(2026, 5, 13, 23, 2), 'minute'],
  ['ordinals', 'Monday, March 2nd, 2026 at 9:15 AM', {}, at(2026, 3, 2, 9, 15), 'minute'],
  ['an unknown half of the day', '13 maj 2026 PD 9:02', { locale: 'sq' }, at(2026, 5, 13, 0, 0), 'day'],
  ['an hour that can be only one', '13 maj 2026 PD 21:02', { locale: 'sq' }, at(2026, 5, 13, 21, 2), 'minute'],
  ['a day alone', '13 May 2026', {}, at(2026, 5, 13, 0, 0), 'day'],
  ['a day without a year', '13 May, 09:02', {}, null, ''],
  ['two days', '2026-05-13 to 2026-05-14', {}, null, ''],
])('%s', (_what, shown, change, expected, precision) => {
  const date = readShownDate(shown, { ...style, order: null, ...change });
  expect([date?.at ?? null, date?.precision ?? '']).toEqual([expected, precision]);
});
