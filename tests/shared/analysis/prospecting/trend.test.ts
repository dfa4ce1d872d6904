import { describe, expect, it } from 'vitest';
import { toDay, type DayNumber } from '#shared/analysis/core/calendar.ts';
import { listPeriods, startOfPeriod } from '#shared/analysis/core/periods.ts';
import { stageOf, StageParams } from '#shared/analysis/core/stages.ts';
import { usualGapOf } from '#shared/analysis/core/usual-gaps.ts';
import { findTrend } from '#shared/analysis/prospecting/forecast.ts';
import { lifecycle } from '#shared/analysis/prospecting/lifecycle.ts';
import { trend } from '#shared/analysis/prospecting/trend.ts';
import * as v from 'valibot';
import fc from 'fast-check';
import { aDay, linesOf } from '../an-order.ts';
import { buys } from '../some-lines.ts';

const params = v.parse(StageParams, {});
const all = { medianGapDays: 20, upperGapDays: 30 };
const stageAt = (days: readonly DayNumber[], asOf: DayNumber) => stageOf(days, usualGapOf(days, all), params, asOf)?.stage;

describe('stages', () => {
  it.each([
    [[0], 20, 'first-buyer'],
    [[0], 89, 'first-buyer'],
    [[0], 91, 'lapsed'],
    [[0], 181, 'lost'],
    [[0, 20], 40, 'developing'],
    [[0, 20, 40, 60], 70, 'established'],
    [[0, 20, 40, 60], 91, 'declining'],
    [[0, 20, 40, 60], 120, 'declining'],
    [[0, 20, 40, 60], 121, 'lapsed'],
    [[0, 20, 40, 60], 180, 'lapsed'],
    [[0, 20, 40, 60], 181, 'lost'],
    [[0, 20, 40, 60, 300], 310, 'regained'],
    [[0, 20, 40, 60, 300], 330, 'regained'],
  ] as const)('%j on day %i: %s', (days, asOf, stage) => {
    expect(stageAt(days, asOf)).toBe(stage);
  });

  it('a return is forgotten after a year, and then the customer is like any other', () => {
    const days = [0, 20, 40, 60, 300, 320, 340, 360, 380, 400, 420, 440, 460, 480, 500, 520, 540, 560, 580, 600, 620, 640, 660];
    expect(stageAt(days, 665)).toBe('regained');
    expect(stageAt([...days, 680], 681)).toBe('established');
  });

  it('silence only ever leads away', () => {
    const rank = ['established', 'declining', 'lapsed', 'lost'];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 12 }), fc.integer({ min: 0, max: 900 }), (gaps, silence) => {
        const days = gaps.reduce<number[]>((held, gap) => [...held, (held.at(-1) ?? 0) + gap], [0]);
        const last = days.at(-1) ?? 0;
        const [now, later] = [stageAt(days, last + silence) ?? '', stageAt(days, last + silence + 1) ?? ''];
        fc.pre(rank.includes(now) && rank.includes(later));
        expect(rank.indexOf(later)).toBeGreaterThanOrEqual(rank.indexOf(now));
      }),
    );
  });
});

describe('prospecting.lifecycle', () => {
  it('names the rule with its numbers, and from which gaps the usual one comes', () => {
    const asOf = aDay('2026-06-30');
    const regular = [0, 20, 40, 60].map((day) => asOf - 100 + day);
    const result = lifecycle.run({ lines: linesOf([...buys('own', regular), ...buys('new', [asOf - 3])]), params: {}, asOf, needs: {} });
    expect(result.stages).toMatchObject({ declining: 1, 'first-buyer': 1 });
    expect(result.customers).toMatchObject([
      { customer: 'new', stage: 'first-buyer', reason: { code: 'stage.first-buyer', numbers: { silentDays: 3 } }, basis: 'all', n: 1 },
      {
        customer: 'own',
        stage: 'declining',
        reason: { code: 'stage.declining', numbers: { silentDays: 40, gapDays: 20, ratio: 2 } },
        basis: 'own',
        n: 4,
      },
    ]);
  });
});

describe('periods', () => {
  it('begin and end where the calendar says', () => {
    expect(toDay(startOfPeriod(aDay('2026-03-01'), 'week'))).toBe('2026-02-23');
    expect(toDay(startOfPeriod(aDay('2026-03-01'), 'quarter'))).toBe('2026-01-01');
    const months = listPeriods(aDay('2025-11-20'), aDay('2026-02-27'), 'month');
    expect(months.names).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect([months.isComplete(2), months.isComplete(3)]).toEqual([true, false]);
    expect(listPeriods(aDay('2025-11-20'), aDay('2026-02-28'), 'month').isComplete(3)).toBe(true);
    expect([months.placeOf(aDay('2025-12-01')), months.placeOf(aDay('2025-10-31'))]).toEqual([1, -1]);
  });
});

describe('prospecting.trend', () => {
  const monthly = (name: string, day: string, months: number) =>
    buys(
      name,
      Array.from({ length: months }, (_, at) => aDay(day) + at * 30),
    );

  it('balances: active are those of the month before, with new and regained, without lapsed', () => {
    const lines = linesOf([
      ...monthly('a', '2025-01-10', 18),
      ...monthly('b', '2025-03-10', 3),
      ...monthly('c', '2025-05-10', 4),
      ...buys('c', [aDay('2026-03-10')]),
    ]);
    const { periods } = trend.run({ lines, params: {}, asOf: aDay('2026-06-05'), needs: {} });
    let before = 0;
    for (const row of periods) {
      expect(row.active).toBe(before + row.new + row.regained - row.lapsed);
      before = row.active;
    }
    // Gone after 3 usual gaps of 30 days: b bought last on 2025-05-09, c on 2025-08-08.
    const events = (what: 'new' | 'lapsed' | 'lost' | 'regained') => periods.filter((row) => row[what] > 0).map((row) => row.period);
    expect(events('new')).toEqual(['2025-01', '2025-03', '2025-05']);
    expect(events('lapsed')).toEqual(['2025-08', '2025-11']);
    expect(events('lost')).toEqual(['2025-11', '2026-02']);
    expect(events('regained')).toEqual(['2026-03']);
    expect(periods.at(-1)).toMatchObject({ period: '2026-06', complete: false, active: 2 });
  });

  it('a month that is not over is no fall: the trend does not see it', () => {
    const lines = linesOf(Array.from({ length: 15 }, (_, at) => monthly(`a${at}`, '2025-01-01', 19)).flat());
    const day = aDay('2026-06-02');
    const { buyers, periods } = trend.run({ lines, params: {}, asOf: day, needs: {} });
    expect(periods.at(-1)?.complete).toBe(false);
    expect(buyers).toMatchObject({ direction: 'steady', slope: { value: 0, n: 17 }, holdout: { mae: 0, periods: 4 } });
    expect(buyers?.forecast[0]).toMatchObject({ ahead: 1, value: 15 });
  });

  it('needs twelve periods, and says how many there are', () => {
    const result = trend.run({ lines: linesOf(monthly('a', '2026-01-01', 6)), params: {}, asOf: aDay('2026-06-15'), needs: {} });
    expect(result).toMatchObject({ enough: false, buyers: null });
    expect(result.missing).toContainEqual({ what: 'periods', have: 5, needed: 12 });
  });

  it('rises where it rises, and tells how far the forecast was off before', () => {
    const found = findTrend(Array.from({ length: 20 }, (_, at) => 100 + 5 * at + ((at * 7) % 3)));
    expect(found?.direction).toBe('rising');
    expect(found?.slope.value).toBeCloseTo(5, 0);
    expect(found?.holdout.mae).toBeLessThan(found?.holdout.naiveMae ?? 0);
    expect(found).toMatchObject({ by: 'holt', holdout: { periods: 5, mae: found?.holdout.holtMae } });
    expect(findTrend([1, 2, 3])).toBeUndefined();
  });

  it('carries the last value on where that foretold better', () => {
    // Rises for long, then stands: a slope foretells what does not come.
    const stood = [...Array.from({ length: 16 }, (_, at) => 10 * at), ...Array.from({ length: 5 }, () => 150)];
    const found = findTrend(stood);
    expect(found).toMatchObject({
      by: 'last',
      holdout: { mae: 0, naiveMae: 0, inside: 5 },
      forecast: [{ ahead: 1, value: 150 }, { value: 150 }, { value: 150 }],
    });
    expect(found?.holdout.holtMae).toBeGreaterThan(10);
    expect(found?.forecast[2]?.high).toBeGreaterThan(found?.forecast[0]?.high ?? Infinity);
  });

  it('tells the kinds by what the first order says', () => {
    const day = aDay('2026-01-05');
    const lines = linesOf([
      ...buys('a', [day, day + 9], { channel: 'web' }),
      ...buys('b', [day], { channel: 'shop' }),
      ...buys('a', [day + 30], { channel: 'shop' }),
    ]);
    expect(trend.run({ lines, params: {}, asOf: day + 31, needs: {} }).kinds).toEqual([
      {
        by: 'channel',
        kinds: [
          { name: 'shop', customers: 1, new: [1, 0] },
          { name: 'web', customers: 1, new: [1, 0] },
        ],
        others: 0,
        unknown: 0,
      },
    ]);
  });
});
