import * as v from 'valibot';
import { defineEntity, fww, lww, map, type ViewOf } from './entity.ts';
import { Currency, Day, Id, Instant, Line, Minor, Share } from './field.ts';

/** One line of an order; a return is a line with negative quantity and amount. Sums are minor units of the order's currency. */
export const OrderLine = v.looseObject({
  product: v.exactOptional(Id),
  productName: Line,
  sku: v.exactOptional(Line),
  category: v.exactOptional(Line),
  quantity: v.number(),
  unit: v.exactOptional(Line),
  unitPriceMinor: v.exactOptional(Minor),
  /** What was charged for the line after discount, as `taxIncluded` says with or without tax. */
  amountMinor: Minor,
  costMinor: v.exactOptional(Minor),
  discountMinor: v.exactOptional(Minor),
  discountReason: v.exactOptional(v.picklist(['tier', 'offer', 'rep'])),
  taxRate: v.exactOptional(Share),
  taxIncluded: v.exactOptional(v.boolean()),
  returnReason: v.exactOptional(Line),
});
export type OrderLine = v.InferOutput<typeof OrderLine>;

/** A purchase with its lines (A2), invoice and due date. Its id comes from source and number. */
export const orders = defineEntity({
  name: 'orders',
  kind: 'o',
  fields: {
    customer: lww(Id, { indexed: true }),
    number: lww(Line, { indexed: true }),
    status: lww(v.picklist(['draft', 'placed', 'confirmed', 'shipped', 'delivered', 'cancelled', 'returned'])),
    placedOn: lww(Day, { indexed: true }),
    placedAt: lww(Instant),
    currency: lww(Currency),
    /** `0`, `1`, … -> line. */
    lines: map(OrderLine),
    channel: lww(Line),
    place: lww(Line),
    area: lww(Line),
    rep: lww(Id),
    campaign: lww(Id),
    invoiceNumber: lww(Line),
    invoicedOn: lww(Day),
    dueOn: lww(Day, { indexed: true }),
    source: fww(Line),
    keyedBy: fww(Line),
  },
});
export type Order = ViewOf<typeof orders>;

/** Money received for an order or an account: an event of its own that never changes. */
export const payments = defineEntity({
  name: 'payments',
  kind: 'y',
  fields: {
    customer: fww(Id, { indexed: true }),
    order: fww(Id, { indexed: true }),
    receivedOn: fww(Day, { indexed: true }),
    amountMinor: fww(Minor),
    currency: fww(Currency),
    method: fww(Line),
    source: fww(Line),
    keyedBy: fww(Line),
  },
});
export type Payment = ViewOf<typeof payments>;
