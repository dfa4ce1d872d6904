import { describe, expect, test } from 'vitest';
import {
  dayOf,
  daysAgo,
  formatAge,
  formatDayHeading,
  formatFullDay,
  formatMoney,
  formatNear,
  formatNearDay,
  formatRowDay,
  formatShortDay,
  formatSpan,
  formatTime,
} from '#shared/ui/format.ts';
import { langOf } from '#shared/ui/lang-of.ts';
import { NOW } from './gallery/sample.ts';

const london = { locale: 'en-GB', timeZone: 'Europe/London', now: NOW };
const taipei = { locale: 'zh-Hant-TW', timeZone: 'Asia/Taipei', now: NOW };
const shanghai = { locale: 'zh-Hans-CN', timeZone: 'Asia/Shanghai', now: NOW };

describe('dates', () => {
  test('in a row, in full, near, span and time, as the design’s table has them', () => {
    expect(formatRowDay('2026-11-23T09:00:00Z', london)).toBe('Mon 23 Nov');
    expect(formatFullDay('2026-11-23T09:00:00Z', london)).toBe('Monday 23 November 2026');
    expect(formatSpan('2026-11-21', '2026-11-27', london)).toBe('21 to 27 Nov');
    expect(formatTime('2026-11-20T09:38:59Z', london)).toBe('09:38');
    expect(formatNear('2026-11-20T09:38:00Z', london)).toBe('09:38');
    expect(
      ['2026-11-20T00:30:00Z', '2026-11-19T23:30:00Z', '2026-11-18T12:00:00Z', '2026-10-12T12:00:00Z', '2025-10-12T12:00:00Z'].map((at) =>
        formatNearDay(at, london),
      ),
    ).toEqual(['today', 'yesterday', 'Wed', '12 Oct', '12 Oct 2025']);
    expect(formatShortDay('2026-09-02T12:00:00Z', london)).toBe('2 Sep');
  });

  test('in Chinese', () => {
    expect(formatRowDay('2026-11-23T09:00:00Z', shanghai)).toBe('11月23日 周一');
    expect(formatRowDay('2026-11-23T09:00:00Z', taipei)).toBe('11月23日 週一');
    expect(formatNearDay('2026-11-19T09:00:00Z', shanghai)).toBe('昨天');
  });

  test('a plain English locale writes the day before the month', () => {
    expect(formatRowDay('2026-11-23T09:00:00Z', { ...london, locale: 'en' })).toBe('Mon 23 Nov');
  });

  test('the day is that of the reader’s zone', () => {
    expect(dayOf('2026-11-19T23:30:00Z', 'Asia/Taipei')).toBe('2026-11-20');
    expect(daysAgo('2026-11-19T23:30:00Z', taipei)).toBe(0);
    expect(daysAgo('2026-11-19T23:30:00Z', london)).toBe(1);
  });

  test('a day before and after the clocks change is one day away', () => {
    const sunday = { ...london, now: Date.parse('2026-10-25T12:00:00Z') };
    expect(daysAgo('2026-10-24T11:00:00Z', sunday)).toBe(1);
  });

  test('headings name near days and give the year of others', () => {
    expect(formatDayHeading('2026-11-20T09:00:00Z', london)).toEqual({ near: 'Today', day: 'Fri 20 November' });
    expect(formatDayHeading('2025-10-12T09:00:00Z', london)).toEqual({ near: undefined, day: 'Sun 12 October 2025' });
  });

  test('an age is in the largest unit that fits', () => {
    expect(['2026-11-20T08:51:00Z', '2026-11-20T06:40:00Z', '2026-11-18T06:40:00Z'].map((at) => formatAge(at, london))).toEqual([
      '49 minutes',
      '3 hours',
      '2 days',
    ]);
  });
});

describe('money', () => {
  test('own and other currencies, true minus, whole units', () => {
    expect(formatMoney({ minor: 120_450, currency: 'GBP' }, 'en-GB', { own: 'GBP' })).toBe('£1,204.50');
    expect(formatMoney({ minor: 316_000, currency: 'CNY' }, 'en-GB', { own: 'GBP' })).toBe('CN¥3,160.00');
    expect(formatMoney({ minor: -8640, currency: 'GBP' }, 'en-GB', { own: 'GBP' })).toBe('−£86.40');
    expect(formatMoney({ minor: 1_190_000, currency: 'GBP' }, 'en-GB', { own: 'GBP', whole: true })).toBe('£11,900');
    expect(formatMoney({ minor: 500, currency: 'JPY' }, 'en-GB')).toBe('JP¥500');
  });
});

describe('the language of a name', () => {
  test.each([
    ['欧阳娜仁托娅', 'en-GB', 'zh-Hans'],
    ['林佳穎', 'en-GB', 'zh-Hant'],
    ['陳怡君', 'zh-CN', 'zh-Hant'],
    ['周敏', 'en-GB', 'zh-Hans'],
    ['周敏', 'zh-TW', 'zh-Hant'],
    ['周敏', 'ja-JP', 'ja'],
    ['さくら商店', 'en-GB', 'ja'],
    ['김민수', 'en-GB', 'ko'],
    ['Siobhán Ní Dhuibhir', 'en-GB', undefined],
  ])('%s for %s is %s', (name, locale, lang) => {
    expect(langOf(name, locale)).toBe(lang);
  });
});
