import * as v from 'valibot';
import { defineEntity, lww, map, type ViewOf } from './entity.ts';
import { Currency, Day, Id, Line, Minor, Share } from './field.ts';

/** Goods that a supplier delivers; without `arrivedOn` they are ordered and on their way. */
export const Delivery = v.looseObject({
  quantity: v.number(),
  supplier: v.exactOptional(Id),
  orderedOn: v.exactOptional(Day),
  expectedOn: v.exactOptional(Day),
  arrivedOn: v.exactOptional(Day),
  unitCostMinor: v.exactOptional(Minor),
});
export type Delivery = v.InferOutput<typeof Delivery>;

/** Something that is sold (A4). Prices are minor units of `currency` for one `unit`. */
export const products = defineEntity({
  name: 'products',
  kind: 'p',
  fields: {
    name: lww(Line, { indexed: true }),
    sku: lww(Line, { indexed: true }),
    barcode: lww(Line, { indexed: true }),
    category: lww(Line, { indexed: true }),
    attributes: map(Line),
    unit: lww(Line),
    currency: lww(Currency),
    priceMinor: lww(Minor),
    costMinor: lww(Minor, { hiddenFrom: ['service'] }),
    taxRate: lww(Share),
    supplier: lww(Id),
    /** Day of a count -> how many were there in the evening. */
    counted: map(v.number()),
    /** Day (with anything behind it) -> what came in, or is to come. */
    deliveries: map(Delivery),
    serviceIntervalDays: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    warrantyMonths: lww(v.pipe(v.number(), v.integer(), v.minValue(0))),
  },
});
export type Product = ViewOf<typeof products>;
