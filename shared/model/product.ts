import * as v from 'valibot';
import { defineEntity, lww, map, type ViewOf } from './entity.ts';
import { Currency, Line, Minor, Share } from './field.ts';

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
    serviceIntervalDays: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    warrantyMonths: lww(v.pipe(v.number(), v.integer(), v.minValue(0))),
  },
});
export type Product = ViewOf<typeof products>;
