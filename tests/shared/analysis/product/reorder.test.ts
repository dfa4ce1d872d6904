import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readCsv } from '#shared/import/csv.ts';
import { linesFromCsv } from '#shared/analysis/core/from-csv.ts';
import type { NewLine } from '#shared/analysis/core/lines.ts';
import { reorder } from '#shared/analysis/product/reorder.ts';
import { aDay, linesOf } from '../an-order.ts';
import { areMissing, readCdnowTable, readGroceryTable, readSample, titled } from '../samples.ts';

const first = aDay('2026-01-01');
const buys = (customer: string, days: readonly number[], given: Partial<NewLine> = {}): readonly NewLine[] =>
  days.map((day) => ({ customer, day: first + day, ...given }));
const run = (lines: readonly NewLine[], asOfDay: number, params: unknown = {}) =>
  reorder.run({ lines: linesOf(lines), params, asOf: first + asOfDay, needs: {} });
const dayOf = (day: string | undefined): number => aDay(day ?? '') - first;

describe.skipIf(areMissing)(titled('reorders in the samples'), () => {
  it('remind of the formula as worked by hand', () => {
    const { worked_by_hand: worked }: { worked_by_hand: Record<string, number> & { purchases_days: number[]; gaps: number[] } } = JSON.parse(
      readSample('worked/formula-reorder.json'),
    );
    const [found] = run(buys('A', worked.purchases_days, { product: 'formula' }), 62, { leadDays: worked['lead_days'] }).customers;
    expect([found?.medianGap, dayOf(found?.due), dayOf(found?.remindOn), found?.n]).toEqual([
      worked['median_gap'],
      worked['next_due_day'],
      worked['remind_on_day'],
      worked.gaps.length,
    ]);
  });

  it('predict the grocery log better than its plain median, with a window that holds four in five', () => {
    const { lines, badLines } = linesFromCsv(readCsv(readGroceryTable()));
    const { reorder_baselines: baselines } = JSON.parse(readSample('grocery-log/expected.json'));
    const result = reorder.run({ lines, params: {}, asOf: aDay('2007-12-30'), needs: {} });
    const { accuracy } = result;
    console.info(`samples: grocery log, one step ahead: ${JSON.stringify(accuracy)}`);
    expect([badLines.length, lines.count, accuracy?.n, result.pool.medianGap]).toEqual([0, 10_483, baselines.n, baselines.pool_median_days]);
    expect(accuracy?.mae).toBeLessThan(baselines.MAE_days.median);
    expect(accuracy?.within7Days).toBeGreaterThan(baselines.share_within_7_days.median);
    expect(accuracy?.coverage80).toBeGreaterThan(0.75);
    expect(accuracy?.coverage80).toBeLessThan(0.85);
    expect(v.is(reorder.output, result)).toBe(true);
  });

  it('refuse or widen where records are bought without a rhythm', () => {
    const read = (table: string) => linesFromCsv(readCsv(table)).lines;
    const music = reorder.run({ lines: read(readCdnowTable()), params: {}, asOf: aDay('1998-06-30'), needs: {} });
    const food = reorder.run({ lines: read(readGroceryTable()), params: {}, asOf: aDay('2007-12-30'), needs: {} });
    console.info(`samples: CDNOW, one step ahead: ${JSON.stringify(music.accuracy)}; ${music.irregular} refused, ${music.customers.length} not`);
    expect(music.irregular).toBeGreaterThan(music.customers.length / 2);
    expect(food.irregular).toBeLessThan(food.customers.length / 50);
    expect(music.accuracy?.coverage80).toBeGreaterThan(0.75);
    expect(music.accuracy?.coverage80).toBeLessThan(0.87);
  });
});

describe('when customers order again', () => {
  it('has one rhythm for each product where lines name products, or one for each customer when asked', () => {
    const lines = [...buys('A', [0, 7, 14, 21], { product: 'milk' }), ...buys('A', [0, 30, 60, 90], { product: 'flour' })];
    expect(run(lines, 90).customers.map(({ product, medianGap }) => [product, medianGap])).toEqual([
      ['flour', 30],
      ['milk', 7],
    ]);
    expect(run(lines, 90, { by: 'customer' }).customers.map(({ product, n }) => [product, n])).toEqual([[undefined, 6]]);
  });

  it('gives no date for one or two gaps, and says how many are needed', () => {
    const result = run([...buys('A', [0, 20]), ...buys('B', [0, 20, 40]), ...buys('C', [5])], 60);
    expect(result).toMatchObject({ enough: false, customers: [], tooFewGaps: 2, pool: { medianGap: 20, gaps: 3 }, accuracy: null });
    expect(result.missing).toEqual([{ what: 'gaps', have: 2, needed: 3 }]);
  });

  it('trap: expected order date when silence goes on: the window moves, the day of the reminder stays where it was', () => {
    const lines = buys('A', [0, 20, 41, 62]);
    let before = run(lines, 62).customers[0];
    expect(dayOf(before?.due)).toBe(83);
    for (let today = 63; today < 200; today += 1) {
      const [now] = run(lines, today).customers;
      expect(dayOf(now?.windowFrom)).toBeGreaterThanOrEqual(today);
      expect(dayOf(now?.due)).toBeGreaterThanOrEqual(dayOf(before?.due));
      expect(dayOf(now?.windowTo)).toBeGreaterThanOrEqual(dayOf(before?.windowTo));
      expect(now?.remindOn).toBe(before?.remindOn);
      before = now;
    }
    expect(dayOf(before?.due)).toBeGreaterThan(200);
  });

  it('trap: same-day orders are one, returns are none', () => {
    const plain = run(buys('A', [0, 20, 41, 62]), 70).customers;
    const twice = [...buys('A', [0, 20, 41, 62]), ...buys('A', [20, 62], { order: 'again' })];
    const returned = [...buys('A', [0, 20, 41, 62]), ...buys('A', [25, 66], { quantity: -1 }), ...buys('A', [44], { amountMinor: -500 })];
    expect(run(twice, 70).customers).toEqual(plain);
    expect(run(returned, 70).customers).toEqual(plain);
  });

  it('is not moved by one holiday', () => {
    const [usual] = run(buys('A', [0, 21, 42, 63, 84, 105, 126, 147]), 147).customers;
    const [away] = run(buys('A', [0, 21, 42, 63, 84, 154, 175, 196]), 196).customers;
    expect(dayOf(away?.due) - 196 - (dayOf(usual?.due) - 147)).toBeLessThanOrEqual(2);
  });

  it('follows a customer whose gaps have become longer', () => {
    const [found] = run(buys('A', [0, 10, 20, 30, 40, 50, 60, 90, 120, 150, 180, 210]), 210).customers;
    expect(dayOf(found?.due) - 210).toBeGreaterThan(20);
  });

  it('does not depend on the order of lines, and not on what comes later', () => {
    const lines = Array.from({ length: 40 }, (_, at) => buys(`c${at % 20}`, [0, 3 + at, 30 + 2 * at, 70 + at, 100 + at])).flat();
    const result = run(lines, 160);
    expect(result.pool.basis).toBe('pool');
    expect(run(lines.toReversed(), 160)).toEqual(result);
    expect(run([...lines, ...buys('c3', [170, 171, 172])], 160)).toEqual(result);
  });

  it('needs a date and a customer', () => {
    expect(run([{ order: '1', product: 'beer' }], 0)).toMatchObject({ enough: false, missing: [{ what: 'customer' }, { what: 'date' }] });
  });
});
