import { describe, expect, test } from 'vitest';
import { readJsonLd } from '#shared/capture/structured/json-ld.ts';
import { readOrders } from '#shared/capture/structured/orders.ts';

function read(value: unknown): ReturnType<typeof readOrders> {
  return readOrders(readJsonLd([JSON.stringify(value)]).items);
}

const order = {
  '@context': 'https://schema.org',
  '@type': 'Order',
  merchant: { '@type': 'Organization', name: 'Brook Shop' },
  orderNumber: 'B-42',
  orderDate: '2026-03-02T09:15:22+01:00',
  orderStatus: 'https://schema.org/OrderInTransit',
  priceCurrency: 'EUR',
  price: '1.029,50',
  acceptedOffer: [
    {
      '@type': 'Offer',
      itemOffered: { '@type': 'Product', name: 'Blue box' },
      price: '12.50',
      priceCurrency: 'EUR',
      eligibleQuantity: { '@type': 'QuantitativeValue', value: 2 },
    },
    {
      '@type': 'Offer',
      itemOffered: { '@type': 'Product', name: 'Red box' },
      priceSpecification: { '@type': 'PriceSpecification', price: 7, priceCurrency: 'EUR' },
    },
  ],
};

const expected = {
  number: 'B-42',
  merchant: 'Brook Shop',
  placedAt: '2026-03-02T08:15:22Z',
  currency: 'EUR',
  totalMinor: 102950,
  status: 'in-transit',
  lines: [
    { product: 'Blue box', quantity: 2, unitPriceMinor: 1250 },
    { product: 'Red box', quantity: null, unitPriceMinor: 700 },
  ],
  confidence: 0.9,
};

describe('a parcel', () => {
  const parcel = {
    '@type': 'ParcelDelivery',
    itemShipped: [
      { '@type': 'Product', name: 'Blue box' },
      { '@type': 'Product', name: 'Red box' },
    ],
  };
  const lines = ['Blue box', 'Red box'].map((product) => ({ product, quantity: null, unitPriceMinor: null }));

  test('says what its order holds, where the order says nothing', () => {
    expect(read({ ...parcel, partOfOrder: { '@type': 'Order', orderNumber: 'B-43' } })[0]?.lines).toEqual(lines);
    expect(
      read([
        { ...parcel, partOfOrder: { '@id': '#o' } },
        { '@id': '#o', '@type': 'Order', orderNumber: 'B-43' },
      ])[0]?.lines,
    ).toEqual(lines);
  });

  test('adds nothing to an order with lines of its own', () => {
    expect(read({ ...parcel, partOfOrder: order })[0]?.lines).toEqual(expected.lines);
  });
});

describe('orders of schema.org markup', () => {
  test('numbers as text, a list of offers, a status as address', () => {
    expect(read(order)).toEqual([expected]);
  });

  test.each([
    [
      'one offer instead of a list, a bare word as status',
      { ...order, acceptedOffer: order.acceptedOffer[0], orderStatus: 'OrderProcessing' },
      { lines: expected.lines.slice(0, 1), status: 'processing' },
    ],
    [
      'the seller where no merchant is named',
      { ...order, merchant: undefined, seller: { '@type': 'Person', name: 'Tom Brook' } },
      { merchant: 'Tom Brook' },
    ],
    [
      'items instead of offers',
      {
        ...order,
        acceptedOffer: undefined,
        orderedItem: { '@type': 'OrderItem', orderQuantity: 3, orderedItem: { '@type': 'Product', name: 'Crate' } },
      },
      { lines: [{ product: 'Crate', quantity: 3, unitPriceMinor: null }] },
    ],
    [
      'a currency without cents',
      { ...order, priceCurrency: 'JPY', price: '1200', acceptedOffer: undefined },
      { currency: 'JPY', totalMinor: 1200, lines: [] },
    ],
    [
      'a price without a currency is no sum of money',
      { ...order, priceCurrency: undefined, acceptedOffer: undefined },
      { currency: null, totalMinor: null, lines: [] },
    ],
    ['a time without a zone is a day', { ...order, orderDate: '2026-03-02T23:15' }, { placedAt: '2026-03-02' }],
    ['a date that is none', { ...order, orderDate: 'soon' }, { placedAt: null }],
  ])('%s', (_what, value, part) => {
    expect(read(value)).toEqual([{ ...expected, ...part }]);
  });

  test('the order that a parcel belongs to, once though named twice', () => {
    expect(read([{ '@type': 'ParcelDelivery', partOfOrder: order }, order])).toEqual([expected]);
  });

  test('what has neither number nor lines is none', () => {
    expect(read({ '@type': 'Order', merchant: { name: 'Brook Shop' } })).toEqual([]);
  });
});
