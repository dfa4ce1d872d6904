import { readFileSync } from 'node:fs';
import path from 'node:path';
import { countryOfDomain } from '#shared/capture/text/phones.ts';
import { findOrders } from '#shared/capture/orders-in-text.ts';
import { listTextGrids } from '#shared/capture/order-tables/grids.ts';
import { readRawParts } from '#shared/capture/raw/read-raw.ts';
import type { FoundOrder } from '#shared/model/capture.ts';
import type { Measured } from '../figure.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/order-mails');

/** A mail with an order in it, or with none, and the lines that a person would copy out. */
type OrderMailCase = {
  readonly id: string;
  readonly raw: string;
  readonly country: string;
  readonly expected: readonly { readonly product: string; readonly quantity: number; readonly price: number | null }[];
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function toRaw(from: string, kind: string, body: string, csv: string): string {
  const head = `From: ${from}\r\nTo: Rep <rep@shop.example>\r\nSubject: Order\r\nDate: Tue, 3 Nov 2026 09:00:00 +0100\r\nMessage-ID: <1@bench.example>\r\nMIME-Version: 1.0\r\n`;
  const part = (type: string, text: string): string =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n`;
  if (kind !== 'csv') {
    return head + part(kind === 'html' ? 'text/html' : 'text/plain', body);
  }
  return `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${part('text/plain', body)}--b\r\n${part('text/csv; name="order.csv"', csv)}--b--\r\n`;
}

/** The mails written for this bench: tables in HTML and in text, lists, attached files, and mails that hold no order. */
export function listOrderMails(): OrderMailCase[] {
  return ['html', 'text', 'csv'].flatMap((kind) =>
    readFileSync(path.join(fixtures, `${kind}.txt`), 'utf8')
      .split(/^=== /mu)
      .slice(1)
      .map((source): OrderMailCase => {
        const [head = '', body = '', ...rest] = source.split(/^---$/mu);
        const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(head)?.[1]?.trim() ?? '';
        const [csv, said = ''] = kind === 'csv' ? [rest[0] ?? '', rest[1]] : ['', rest[0]];
        const expected = said
          .split('\n')
          .filter((line) => line.includes('|'))
          .map((line) => {
            const [product = '', quantity = '', price = ''] = line.split('|').map((part) => part.trim());
            return { product, quantity: Number(quantity), price: price === '' ? null : Number(price) };
          });
        return {
          id: `${kind}/${head.split('\n')[0]?.trim() ?? ''}`,
          raw: toRaw(header('from'), kind, body.trim(), csv.trim()),
          country: header('country'),
          expected,
        };
      }),
  );
}

/** What the mail page would offer of a mail. */
async function offered(one: OrderMailCase): Promise<readonly FoundOrder[]> {
  const latin1 = Buffer.from(one.raw).toString('latin1');
  const parts = await readRawParts(latin1, { adapter: 'eml', nativeId: null, ownAddresses: [], cutAtBytes: null });
  const sender = parts.message.from?.email ?? '';
  const attached = parts.tables.flatMap((file) => listTextGrids(new TextDecoder().decode(file.bytes)));
  return findOrders({ sender, country: countryOfDomain(sender) ?? one.country, text: parts.message.text, html: parts.html, attached }, []);
}

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Orders in mails without markup: products, quantities and prices line by line, and mails in which none may be seen. */
export async function* measureOrderMails(): AsyncGenerator<Measured> {
  const counts = { product: 0, quantity: 0, price: 0, whole: 0 };
  const wanted = { lines: 0, price: 0 };
  let found = 0;
  let wrongOffers = 0;
  let negatives = 0;
  let mails = 0;
  let surest = 0;
  const missed: string[] = [];
  for (const one of listOrderMails()) {
    const orders = await offered(one);
    surest = Math.max(surest, ...orders.map((order) => order.confidence));
    if (one.expected.length === 0) {
      negatives += 1;
      wrongOffers += orders.length > 0 ? 1 : 0;
      missed.push(...(orders.length > 0 ? [`${one.id}: offered ${JSON.stringify(orders[0]?.lines.slice(0, 2))}`] : []));
      continue;
    }
    mails += 1;
    const lines = orders[0]?.lines ?? [];
    found += lines.length;
    wanted.lines += one.expected.length;
    for (const line of one.expected) {
      const match = lines.find((candidate) => fold(candidate.product) === fold(line.product));
      const isCounted = match?.quantity === line.quantity;
      const isPriced = line.price === null ? match !== undefined && match.unitPriceMajor === null : match?.unitPriceMajor === line.price;
      counts.product += match === undefined ? 0 : 1;
      counts.quantity += isCounted ? 1 : 0;
      counts.price += isPriced ? 1 : 0;
      counts.whole += isCounted && isPriced ? 1 : 0;
      wanted.price += 1;
      if (!isCounted || !isPriced) {
        missed.push(`${one.id}: ${line.product}: ${JSON.stringify(match ?? lines.map((candidate) => candidate.product))}`);
      }
    }
  }
  if (process.env['ACCURACY_DETAILS'] !== undefined) {
    missed.forEach((line) => console.error(line));
  }
  const share = (metric: string, right: number, of: number, atLeast: number): Measured => ({
    metric: `order-mails.${metric}`,
    unit: 'share',
    ours: of === 0 ? null : right / of,
    atLeast,
    note: `${right} of ${of} in ${mails} mails`,
  });
  yield share('products', counts.product, wanted.lines, 0.9);
  yield share('quantities', counts.quantity, wanted.lines, 0.9);
  yield share('prices', counts.price, wanted.price, 0.9);
  yield share('lines', counts.whole, wanted.lines, 0.9);
  yield share('precision', counts.product, found, 0.9);
  yield {
    metric: 'order-mails.false-offers',
    unit: 'share',
    ours: wrongOffers / negatives,
    atMost: 0.1,
    note: `${wrongOffers} of ${negatives} mails without an order`,
  };
  // Nothing is applied without confirmation: what is below .9 is never ticked by itself.
  yield { metric: 'order-mails.surest', unit: 'confidence', ours: surest, atMost: 0.89 };
}
