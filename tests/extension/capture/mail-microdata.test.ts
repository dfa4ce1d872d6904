// @vitest-environment jsdom
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readMailMicrodata } from '#shared/capture/structured/mail-microdata.ts';
import { readOrders } from '#shared/capture/structured/orders.ts';
import { readMicrodata } from '../../../extension/capture/microdata.ts';
import { hasSamples, listFiles } from '../../bench/capture-accuracy/samples.ts';

const order = `<div itemscope itemtype="http://schema.org/Order">
  <div itemprop="merchant" itemscope itemtype="http://schema.org/Organization"><meta itemprop="name" content="Brook &amp; Co"/>
    <link itemprop="url" href="https://brook-shop.example/"></div>
  <p>Order <b itemprop="orderNumber">B-<i>42</i></b><p>of <time itemprop="orderDate" datetime="2026-03-02">Monday</time>
  <table><tr itemprop="acceptedOffer" itemscope itemtype="http://schema.org/Offer"><td itemprop="itemOffered" itemscope><span itemprop="name">Blue box</span>
    <td><span itemprop="price">12.50</span> <meta itemprop="priceCurrency" content="EUR">
    <span itemprop="eligibleQuantity" itemscope><meta itemprop="value" content="2"></span></table></div>`;

function inDocument(html: string) {
  return readMicrodata(new DOMParser().parseFromString(html, 'text/html'), 'https://mail.invalid/');
}

describe('microdata of a mail, without a document', () => {
  test('is read as in a document, unclosed cells and all', () => {
    expect(readOrders(readMailMicrodata(order))).toEqual(readOrders(inDocument(order)));
    expect(readOrders(readMailMicrodata(order))).toEqual([
      expect.objectContaining({
        number: 'B-42',
        merchant: 'Brook & Co',
        currency: 'EUR',
        lines: [{ product: 'Blue box', quantity: 2, unitPriceMinor: 1250 }],
      }),
    ]);
  });

  test('whatever the text is, reading ends and names no property of objects', () => {
    const pieces = fc.constantFrom(
      '<div itemscope>',
      '<p itemprop="name">',
      '</div>',
      '</p>',
      '<meta itemprop=__proto__ content=x>',
      'text',
      '<a itemprop=url href=x>',
      '<',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        expect(Array.isArray(readMailMicrodata(parts.join('')))).toBe(true);
      }),
    );
    const started = performance.now();
    readMailMicrodata('<div itemscope><p itemprop=a>x'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(3000);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  it.skipIf(!hasSamples)('gives the orders of the documented examples, as the document’s reader does', () => {
    const files = listFiles('order-markup', '.microdata.html');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const html = readFileSync(file, 'utf8');
      expect(readOrders(readMailMicrodata(html)), file).toEqual(readOrders(inDocument(html)));
    }
  });
});
