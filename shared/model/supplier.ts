import * as v from 'valibot';
import { defineEntity, lww, set, type ViewOf } from './entity.ts';
import { Currency, Line, Text } from './field.ts';

/** Who delivers to us (A4). */
export const suppliers = defineEntity({
  name: 'suppliers',
  kind: 'r',
  fields: {
    name: lww(Line, { indexed: true }),
    emails: set({ indexed: true, pii: true }),
    phones: set({ indexed: true, pii: true }),
    leadTimeDays: lww(v.pipe(v.number(), v.minValue(0))),
    currency: lww(Currency),
    note: lww(Text),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type Supplier = ViewOf<typeof suppliers>;
