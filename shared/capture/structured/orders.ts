import type { CapturedOrder } from '../../model/capture.ts';
import { toInstant } from '../../model/field.ts';
import { indexItems, itemsOf, listPlaced, listPointers, numberOf, textOf, textsOf, typesOf, type ItemIndex } from './items.ts';
import type { JsonLdItem } from './json-ld.ts';

const MAX_LINES = 500;
/** Currencies without cents, and those with thousandths (ISO 4217). */
const NO_MINOR = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THREE_MINOR = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

function toMinor(amount: number | null, currency: string | null): number | null {
  if (amount === null || currency === null) {
    return null;
  }
  return Math.round(amount * (NO_MINOR.has(currency) ? 1 : THREE_MINOR.has(currency) ? 1000 : 100));
}

function toCurrency(text: string | null): string | null {
  const code = text?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/u.test(code) ? code : null;
}

/** An instant where the zone is said, a day where only that is; a time without a zone is not known to the hour. */
function toPlacedAt(text: string | null): string | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/u.exec(text ?? '');
  if (match === null || Number.isNaN(Date.parse(match[1] ?? ''))) {
    return null;
  }
  const at = match[2] === undefined ? Number.NaN : Date.parse((text ?? '').replace(' ', 'T').replace(/\s/gu, ''));
  return Number.isNaN(at) ? (match[1] ?? null) : toInstant(at);
}

/** `https://schema.org/OrderInTransit` and `OrderInTransit` are `in-transit`. */
function toStatus(text: string | null): string | null {
  const name = (text ?? '').replace(/^.*[/#]/u, '').replace(/^(?:Order|OrderStatus)(?=\p{Lu})/u, '');
  const words = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2').toLowerCase();
  return words === '' || words.length > 40 ? null : words;
}

type Line = CapturedOrder['lines'][number];

/** The lines of an order: ordered items, or offers that were accepted with what they offer. */
function readLines(order: JsonLdItem, index: ItemIndex, currency: string | null): { lines: Line[]; currency: string | null; sellers: string[] } {
  let found = currency;
  const sellers: string[] = [];
  const lines: Line[] = [];
  const add = (item: JsonLdItem, quantity: number | null, priced: JsonLdItem): void => {
    const product = textOf(item, 'name', 'sku') ?? null;
    const spec = [priced, ...itemsOf(priced, index, 'priceSpecification')];
    const own = spec.map((entry) => toCurrency(textOf(entry, 'priceCurrency'))).find((code) => code !== null) ?? null;
    found ??= own;
    const price = spec.map((entry) => numberOf(entry, 'price')).find((value) => value !== null) ?? null;
    if (product !== null) {
      lines.push({ product, quantity, unitPriceMinor: toMinor(price, own ?? found) });
    }
    sellers.push(...textsOf(priced, 'seller'));
  };
  const quantityOf = (entry: JsonLdItem, ...keys: readonly string[]): number | null => {
    const [quantity] = itemsOf(entry, index, ...keys);
    return quantity === undefined ? numberOf(entry, ...keys) : numberOf(quantity, 'value');
  };
  for (const offer of itemsOf(order, index, 'acceptedOffer', 'acceptedOffers').slice(0, MAX_LINES)) {
    const [item] = itemsOf(offer, index, 'itemOffered');
    add(item ?? offer, quantityOf(offer, 'eligibleQuantity', 'orderQuantity', 'quantity'), offer);
  }
  for (const entry of itemsOf(order, index, 'orderedItem', 'orderItem').slice(0, Math.max(0, MAX_LINES - lines.length))) {
    const [item] = itemsOf(entry, index, 'orderedItem', 'item');
    const [offer] = itemsOf(item ?? entry, index, 'offers');
    add(item ?? entry, numberOf(entry, 'orderQuantity', 'quantity'), offer ?? entry);
  }
  return { lines, currency: found, sellers };
}

/** What the parcels of an order carry: their markup says no prices. */
function readShipped(parcels: readonly JsonLdItem[], index: ItemIndex): Line[] {
  return parcels
    .flatMap((parcel) => itemsOf(parcel, index, 'itemShipped'))
    .slice(0, MAX_LINES)
    .flatMap((item) => {
      const product = textOf(item, 'name', 'sku');
      return product === null ? [] : [{ product, quantity: null, unitPriceMinor: null }];
    });
}

function readOrder(order: JsonLdItem, index: ItemIndex, parcels: readonly JsonLdItem[]): CapturedOrder | null {
  const spec = itemsOf(order, index, 'priceSpecification', 'totalPaymentDue', 'partOfInvoice').flatMap((entry) => [
    entry,
    ...itemsOf(entry, index, 'totalPaymentDue'),
  ]);
  const said = [order, ...spec].map((entry) => toCurrency(textOf(entry, 'priceCurrency', 'currency'))).find((code) => code !== null) ?? null;
  const { lines: ordered, currency, sellers } = readLines(order, index, said);
  const lines = ordered.length > 0 ? ordered : readShipped(parcels, index);
  const total = [order, ...spec].map((entry) => numberOf(entry, 'price', 'totalPrice', 'value')).find((value) => value !== null) ?? null;
  const number = textOf(order, 'orderNumber', 'confirmationNumber', 'identifier');
  if (number === null && lines.length === 0) {
    return null;
  }
  return {
    number,
    merchant: textOf(order, 'merchant', 'seller', 'broker', 'provider') ?? sellers[0] ?? null,
    placedAt: toPlacedAt(textOf(order, 'orderDate', 'dateCreated')),
    currency,
    totalMinor: toMinor(total, currency),
    status: toStatus(textOf(order, 'orderStatus')),
    lines,
    confidence: number === null ? 0.7 : 0.9,
  };
}

/** What the markup of an order says of its shop. */
export type ShopClaims = { readonly names: readonly string[]; readonly urls: readonly string[]; readonly emails: readonly string[] };

/** Who sells by an order's markup, with the addresses by which that can be checked. */
function readShop(order: JsonLdItem, index: ItemIndex): ShopClaims {
  const keys = ['merchant', 'seller', 'broker', 'provider'];
  const offers = itemsOf(order, index, 'acceptedOffer', 'acceptedOffers');
  const shops = [order, ...offers].flatMap((item) => itemsOf(item, index, ...keys));
  return {
    names: [...new Set([...textsOf(order, ...keys), ...offers.flatMap((offer) => textsOf(offer, 'seller'))])],
    urls: shops.flatMap((shop) => textsOf(shop, 'url')),
    emails: shops.flatMap((shop) => textsOf(shop, 'email').map((email) => email.replace(/^mailto:/iu, ''))),
  };
}

/** An order of markup, with what the markup says of the shop. */
export type MarkedOrder = { readonly order: CapturedOrder; readonly shop: ShopClaims };

/** The orders of a page's or a mail's markup (schema.org Order; the order that a parcel's markup is part of). */
export function readOrders(items: readonly JsonLdItem[]): CapturedOrder[] {
  return readMarkedOrders(items).map(({ order }) => order);
}

/** The same, each with the shop that it names: whoever reads a mail judges by it (`judgeMarkup`). */
export function readMarkedOrders(items: readonly JsonLdItem[]): MarkedOrder[] {
  const index = indexItems(items);
  const placed = listPlaced(items);
  const pointers = listPointers(placed);
  const orders = placed.flatMap(({ item, path }) => {
    if (!typesOf(item).includes('Order')) {
      return [];
    }
    const id = item.get('@id');
    const parcels = [...path.slice(-1), ...(typeof id === 'string' ? (pointers.get(id) ?? []) : [])].filter(({ key }) => key === 'partOfOrder');
    const order = readOrder(
      item,
      index,
      parcels.map(({ holder }) => holder),
    );
    return order === null ? [] : [{ order, shop: readShop(item, index) }];
  });
  const seen = new Map<string, MarkedOrder>();
  for (const marked of orders) {
    const { order } = marked;
    const key = order.number === null ? JSON.stringify(order) : `${order.number}\n${order.merchant ?? ''}`;
    const known = seen.get(key);
    if (known === undefined || known.order.lines.length < order.lines.length) {
      seen.set(key, marked);
    }
  }
  return [...seen.values()];
}
