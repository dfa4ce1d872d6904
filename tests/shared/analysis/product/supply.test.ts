import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK, type Book } from '#shared/analysis/core/book.ts';
import { supply } from '#shared/analysis/product/supply.ts';
import { toView } from '#shared/model/entity.ts';
import { products } from '#shared/model/product.ts';
import { suppliers } from '#shared/model/supplier.ts';
import { aDay, anId, linesOf } from '../an-order.ts';

const tin = anId('p', 1);
const house = anId('r', 1);
const asOf = aDay('2026-06-30');

/** Pieces on the tenth of each month from 2024-01 on. */
const sold = (pieces: readonly number[], product = tin, priceMinor = 100) =>
  pieces.map((quantity, at) => ({
    customer: 'a',
    product,
    day: aDay(`${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-10`),
    quantity,
    amountMinor: quantity * priceMinor,
    currency: 'EUR',
  }));
const steady = Array.from({ length: 30 }, () => 100);
const book: Book = {
  ...EMPTY_BOOK,
  products: [
    toView(products, {
      id: tin,
      body: {
        name: 'Tin',
        supplier: house,
        'counted/2026-05-31': 150,
        'deliveries/2026-06-05': { quantity: 40, arrivedOn: '2026-06-05' },
        'deliveries/2026-07-05': { quantity: 30, orderedOn: '2026-06-28' },
        'deliveries/2026-05-01': { quantity: 500, arrivedOn: '2026-05-01' },
      },
    }),
  ],
  suppliers: [toView(suppliers, { id: house, body: { name: 'Mill', leadTimeDays: 20 } })],
};

describe('product.supply', () => {
  it('expects what was sold, over the time until the next delivery can be there', () => {
    const { products: rows } = supply.run({ lines: linesOf(sold(steady)), book, params: { reviewDays: 10 }, asOf, needs: {} });
    // 100 a month of 30.4375 days, for 20 days of lead time and 10 until the next look.
    expect(rows[0]?.demand?.value).toBeCloseTo((100 * 30) / 30.4375, 3);
    expect(rows[0]).toMatchObject({ product: tin, name: 'Tin', coverDays: 30, leadFrom: 'supplier', class: 'A', share: 1, season: 1, error: 0 });
  });

  it('knows a product by its name too, as orders of other programs call it', () => {
    const [byName] = supply.run({ lines: linesOf(sold(steady, 'Tin')), book, params: {}, asOf, needs: {} }).products;
    const [byId] = supply.run({ lines: linesOf(sold(steady)), book, params: {}, asOf, needs: {} }).products;
    expect(byName).toEqual({ ...byId, product: 'Tin' });
    expect(byName?.stock).not.toBeNull();
  });

  it('knows the stock: the count, less what was sold, plus what came in since', () => {
    const { products: rows } = supply.run({ lines: linesOf(sold(steady)), book, params: {}, asOf, needs: {} });
    expect(rows[0]?.stock).toEqual({ now: 90, onTheWay: 30, countedOn: '2026-05-31' });
  });

  it('proposes what is missing up to the level that lasts, by supplier', () => {
    const result = supply.run({ lines: linesOf(sold(steady)), book, params: { reviewDays: 40, service: 0.9 }, asOf, needs: {} });
    const [row] = result.products;
    expect(row?.propose).toBe(Math.ceil((row?.demand?.high ?? 0) - 120));
    expect(result.proposals).toEqual([{ supplier: house, products: [{ product: tin, quantity: row?.propose }] }]);
  });

  it('proposes nothing where no stock is known, and says which records are missing', () => {
    const result = supply.run({ lines: linesOf(sold(steady)), params: {}, asOf, needs: {} });
    expect(result.products[0]).toMatchObject({ stock: null, propose: null, leadFrom: 'setting' });
    expect(result.missing.map(({ what }) => what)).toEqual(['products', 'suppliers']);
    const given = supply.run({ lines: linesOf(sold(steady)), params: { stock: { [tin]: 0 } }, asOf, needs: {} });
    expect(given.products[0]?.propose).toBeGreaterThan(60);
  });

  it('sees the season from two years on', () => {
    const summer = Array.from({ length: 30 }, (_, at) => (at % 12 >= 5 && at % 12 <= 7 ? 300 : 100));
    const at = (days: number) => supply.run({ lines: linesOf(sold(summer)), params: { leadDays: days, reviewDays: 0 }, asOf, needs: {} }).products[0];
    expect(at(31)?.season).toBeGreaterThan(1.3);
    expect(at(31)?.demand?.value).toBeGreaterThan(180);
    const young = supply.run({ lines: linesOf(sold(summer.slice(0, 20))), params: {}, asOf: aDay('2025-08-31'), needs: {} });
    expect(young.products[0]?.season).toBeNull();
  });

  it('calls A what brings most', () => {
    const lines = linesOf([...sold(steady, 'big', 900), ...sold(steady, 'middle', 150), ...sold(steady, 'small', 20)]);
    const { products: rows } = supply.run({ lines, params: {}, asOf, needs: {} });
    expect(rows.map(({ product, class: of }) => [product, of])).toEqual([
      ['big', 'A'],
      ['middle', 'B'],
      ['small', 'C'],
    ]);
  });

  it('expects nothing of five months, and of what nobody buys any more', () => {
    const few = supply.run({ lines: linesOf(sold([9, 9, 9, 9, 9])), params: {}, asOf: aDay('2024-05-31'), needs: {} });
    expect(few).toMatchObject({ enough: false, products: [{ demand: null }] });
    expect(few.missing).toContainEqual({ what: 'months', have: 5, needed: 6 });
    expect(supply.run({ lines: linesOf(sold(steady.slice(0, 10))), params: {}, asOf, needs: {} }).products[0]?.demand).toBeNull();
  });
});
