import { describe, expect, it } from 'vitest';
import { listBuyingDays } from '#shared/analysis/core/buying-days.ts';
import { purchaseDaysOf } from '#shared/analysis/core/purchase-days.ts';
import { indexByCustomer } from '#shared/analysis/core/index-lines.ts';
import { linesByOrder } from '#shared/analysis/core/lines-by-order.ts';
import { tabulatePurchaseDays } from '#shared/analysis/core/purchase-days.ts';
import { gapsOfAll, usualGapOf } from '#shared/analysis/core/usual-gaps.ts';
import { tastes } from '#shared/analysis/profiling/tastes.ts';
import { linesOf } from '../an-order.ts';
import { buys } from '../some-lines.ts';

describe('days of all customers', () => {
  it('a day is one day in whatever currencies, and money is of the one of most orders', () => {
    const lines = linesOf([
      ...buys('a', [10, 20, 30]),
      { customer: 'a', day: 20, order: 'x', currency: 'USD', quantity: 1, amountMinor: 700 },
      { customer: 'a', day: 25, order: 'y', currency: 'EUR', quantity: -1, amountMinor: -300 },
    ]);
    const buying = listBuyingDays(lines, 99);
    expect([...buying.day]).toEqual([10, 20, 25, 30]);
    expect([...buying.orders]).toEqual([1, 2, 0, 1]);
    expect([...buying.netMinor]).toEqual([1000, 1000, -300, 1000]);
    expect([...purchaseDaysOf(buying, 0)]).toEqual([10, 20, 30]);
    expect(tabulatePurchaseDays(buying)).toEqual({ start: Int32Array.of(0, 3), day: Int32Array.of(10, 20, 30) });
    expect(buying).toMatchObject({ currency: 'EUR', otherOrders: 1, firstDay: 10, lastDay: 30 });
  });

  it('later days do not count, and a discount counts its order once', () => {
    const line = { customer: 'a', quantity: 1, amountMinor: 100, discountMinor: 5 };
    const buying = listBuyingDays(
      linesOf([
        { ...line, day: 10, order: 'x' },
        { ...line, day: 10, order: 'x' },
        { ...line, day: 10, order: 'y' },
        { ...line, day: 11, order: 'z' },
      ]),
      10,
    );
    expect([[...buying.day], [...buying.discounted]]).toEqual([[10], [2]]);
  });
});

describe('lines of one order stand together', () => {
  const mixed = linesOf(
    ['x', 'y', 'x', 'y', 'x'].map((order) => ({ customer: 'a', day: 10, order, product: 'tin', channel: 'web', quantity: 1, amountMinor: 100 })),
  );

  it('also where the table has them mixed', () => {
    expect([...linesByOrder(indexByCustomer(mixed), 0)].map((line) => mixed.text.order[line])).toEqual([0, 0, 0, 1, 1]);
  });

  it('so that an order counts a product once', () => {
    const { customers } = tastes.run({ lines: mixed, params: { fromOrders: 2 }, asOf: 99, needs: {} });
    expect(customers[0]).toMatchObject({ orders: 2, channel: { share: { hits: 2, n: 2 } }, products: [{ name: 'tin', share: { hits: 2, n: 2 } }] });
  });
});

describe('usual gaps', () => {
  it('are the upper quartile of one’s own, without the longest from four on, and at most twice the median', () => {
    const nobody = { medianGapDays: null, upperGapDays: null };
    expect(usualGapOf([0, 20, 40, 60], nobody)).toEqual({ gapDays: 20, medianGapDays: 20, basis: 'own', gaps: 3 });
    expect(usualGapOf([0, 20, 40, 60, 400], nobody)).toMatchObject({ gapDays: 20, gaps: 4 });
    expect(usualGapOf([0, 10, 20, 220], nobody)).toMatchObject({ gapDays: 20, medianGapDays: 10 });
    expect(usualGapOf([0, 20], { medianGapDays: 30, upperGapDays: 45 })).toMatchObject({ gapDays: 45, basis: 'all' });
    expect(usualGapOf([0], nobody)).toMatchObject({ gapDays: 90, basis: 'default' });
  });

  it('of all customers are those of the sorted list', () => {
    const buying = listBuyingDays(linesOf([...buys('a', [0, 10, 30]), ...buys('b', [5, 45])]), 99);
    expect(gapsOfAll(buying)).toEqual({ medianGapDays: 20, upperGapDays: 30, gaps: 3 });
  });
});
