import { describe, expect, it } from 'vitest';
import { design } from '#shared/analysis/product/design.ts';
import { answers } from '#shared/model/answer.ts';
import { customers } from '#shared/model/customer.ts';
import { products } from '#shared/model/product.ts';
import type { Json } from '#shared/model/record.ts';
import { cases, equipment } from '#shared/model/service.ts';
import { aBookOf, aView } from '../a-book.ts';
import { aDay, anId, anOrder, anOrderLine, linesOf } from '../an-order.ts';

const run = (lists: Parameters<typeof aBookOf>[0]) =>
  design.run({ lines: linesOf([]), book: aBookOf(lists), params: {}, asOf: aDay('2026-11-16'), needs: {} });
const answer = (number: number, body: Record<string, Json>) =>
  aView(answers, number, { kind: 'product', answeredOn: '2026-06-01', productName: 'Tin', customer: anId('c', 1), ...body });

describe('product.design', () => {
  it('counts faults, wishes, returns and cases by product, whatever a product is called by', () => {
    const result = run({
      products: [aView(products, 1, { name: 'Tin', sku: 'T1' })],
      answers: [
        answer(1, { fault: 'The lid leaks', attribute: 'lid' }),
        answer(2, { fault: 'The lid sticks', attribute: 'lid', wish: 'A smaller tin', answeredOn: '2026-07-01' }),
        answer(3, { fault: 'Long ago', answeredOn: '2024-07-01' }),
        answer(4, { productName: 'Cup', wish: 'In blue', attribute: 'colour' }),
      ],
      orders: [
        ...Array.from({ length: 27 }, (_, n) => anOrder(n + 1, '2026-05-01', { lines: { 0: anOrderLine({ sku: 'T1' }) } })),
        ...['damaged', 'damaged', undefined].map((returnReason, n) =>
          anOrder(100 + n, '2026-05-09', {
            lines: { 0: anOrderLine({ sku: 'T1', quantity: -1, amountMinor: -1000, ...(returnReason === undefined ? {} : { returnReason }) }) },
          }),
        ),
      ],
      equipment: [aView(equipment, 1, { productName: 'Tin' })],
      cases: [
        aView(cases, 1, { kind: 'repair', equipment: anId('e', 1), openedAt: '2026-08-01T09:00:00Z', title: 'Dented' }),
        aView(cases, 2, { kind: 'question', productName: 'Tin', openedAt: '2026-08-01T09:00:00Z' }),
      ],
    });
    const [tin, cup] = result.products;
    expect(tin).toMatchObject({
      product: anId('p', 1),
      name: 'Tin',
      faults: 2,
      wishes: 1,
      returns: 3,
      cases: 1,
      lines: 27,
      returned: { value: 0.1, hits: 3, n: 30 },
    });
    expect(tin?.reasons).toEqual({ damaged: 2, '': 1 });
    expect(tin?.byAttribute).toEqual([{ attribute: 'lid', faults: 2, wishes: 1 }]);
    expect(tin?.faultTexts).toEqual(['The lid sticks', 'The lid leaks']);
    expect(cup).toMatchObject({ product: 'Cup', name: null, wishes: 1, returned: null });
  });

  it('parts them by age band and occupation of who said it', () => {
    const result = run({
      customers: [aView(customers, 1, { birthYear: 1990, occupation: 'Midwife' }), aView(customers, 2, { ageBand: '60+' }), aView(customers, 3, {})],
      answers: [
        answer(1, { fault: 'a' }),
        answer(2, { fault: 'b' }),
        answer(3, { wish: 'c', customer: anId('c', 2) }),
        answer(4, { wish: 'd', customer: anId('c', 3) }),
      ],
    });
    expect(result.byAgeBand).toEqual([
      { group: '30-39', faults: 2, wishes: 0, returns: 0, cases: 0, customers: 1 },
      { group: '60+', faults: 0, wishes: 1, returns: 0, cases: 0, customers: 1 },
    ]);
    expect(result.byOccupation.map(({ group }) => group)).toEqual(['Midwife']);
  });

  it('says what is missing', () => {
    expect(run({})).toMatchObject({ enough: false, products: [], missing: [{ what: 'answers' }, { what: 'orders' }, { what: 'cases' }] });
  });
});
