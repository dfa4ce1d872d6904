import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readRawParts } from '#shared/capture/raw/read-raw.ts';
import { listOfferedOrders } from '../../../extension/background/offers.ts';
import { aWorkbook } from '../../shared/import/a-workbook.ts';

beforeEach(() => fakeBrowser.reset());

test('an attached workbook is offered as an order, under the same id in every book', async () => {
  const workbook = aWorkbook({
    Order: [
      ['Item', 'Qty', 'Unit price'],
      ['Oat drink', 24, 1.35],
      ['Rye crackers', 18, 1.1],
    ],
  });
  const raw = [
    'From: Imke <imke@corner-grocer.co.uk>',
    'Subject: Order',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Our order is attached.',
    '--b',
    'Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="order.xlsx"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(workbook).toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
  const parts = await readRawParts(raw, { adapter: 'roundcube@2026-11-01', nativeId: null, ownAddresses: [], cutAtBytes: null });
  const offer = (): ReturnType<typeof listOfferedOrders> => listOfferedOrders(parts.message, parts, 'i'.repeat(27), new Uint8Array([1]));
  const [first] = await offer();
  expect(first?.order.lines.map((line) => [line.product, line.quantity, line.unitPriceMajor])).toEqual([
    ['Oat drink', 24, 1.35],
    ['Rye crackers', 18, 1.1],
  ]);
  expect(first?.order.currency).toBe('GBP');
  expect((await offer())[0]?.id).toBe(first?.id);
});

test('an order that the sender marked up is offered, and says whether he is the shop', async () => {
  const markup = (url: string): string =>
    `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Order","orderNumber":"B-7","merchant":{"@type":"Organization","name":"Brook","url":"${url}"},"acceptedOffer":{"@type":"Offer","itemOffered":{"@type":"Product","name":"Blue box"},"price":"12.50","priceCurrency":"EUR","eligibleQuantity":{"value":2}}}</script><p>Thank you.</p>`;
  const offer = async (from: string): Promise<Awaited<ReturnType<typeof listOfferedOrders>>> => {
    const raw = [
      `From: Brook <${from}>`,
      'Subject: Order',
      'MIME-Version: 1.0',
      'Content-Type: text/html',
      '',
      markup('https://brook.example/'),
    ].join('\r\n');
    const parts = await readRawParts(raw, { adapter: 'roundcube@2026-11-01', nativeId: null, ownAddresses: [], cutAtBytes: null });
    return listOfferedOrders(parts.message, parts, 'i'.repeat(27), new Uint8Array([1]));
  };
  const [own] = await offer('orders@mail.brook.example');
  expect(own?.order).toMatchObject({ number: 'B-7', currency: 'EUR', lines: [{ product: 'Blue box', quantity: 2, unitPriceMajor: 12.5 }] });
  expect(own?.markup).toEqual({ trust: 'sender-is-shop', shop: 'Brook', confidence: 0.9 });
  const [foreign] = await offer('orders@elsewhere.example');
  expect(foreign?.markup?.trust).toBe('sender-is-not-shop');
  expect(foreign?.markup?.confidence).toBeLessThan(0.9);
  expect(foreign?.order.confidence).toBeLessThan(0.9);
});
