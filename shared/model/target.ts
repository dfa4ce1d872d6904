import * as v from 'valibot';
import { defineEntity, lww, type ViewOf } from './entity.ts';
import { Currency, Day, Id, Line } from './field.ts';
import { Month } from './service.ts';

/** What is to be reached in a month, or what was reached in the year before the start (A10). Money is minor units net of tax. */
export const targets = defineEntity({
  name: 'targets',
  kind: 'j',
  fields: {
    kind: lww(v.picklist(['target', 'base']), { indexed: true }),
    measure: lww(v.picklist(['revenue', 'margin', 'new-customers', 'contacts', 'selling-cost', 'win-rate', 'satisfaction', 'discount'])),
    month: lww(Month, { indexed: true }),
    rep: lww(Id, { indexed: true }),
    team: lww(Id),
    area: lww(Line),
    product: lww(Line),
    /** Minor units for money, a count for counts, 0 to 1 for shares, 1 to 5 for satisfaction. */
    amount: lww(v.number()),
    /** Of how many the figure is, where it is a share or a mean. */
    of: lww(v.pipe(v.number(), v.minValue(0))),
    currency: lww(Currency),
    keyedBy: lww(Line),
  },
});
export type Target = ViewOf<typeof targets>;

/**
 * A figure that holds from a day on: what one unit of a currency is worth in another, or what an hour or a visit of
 * somebody costs. Sums of several currencies are added by these rates alone.
 */
export const rates = defineEntity({
  name: 'rates',
  kind: 'q',
  fields: {
    what: lww(v.picklist(['exchange', 'hour', 'visit']), { indexed: true }),
    fromDay: lww(Day, { indexed: true }),
    currency: lww(Currency),
    /** Of an exchange rate: the currency in which `rate` says what one of `currency` is worth. */
    into: lww(Currency),
    rate: lww(v.pipe(v.number(), v.gtValue(0))),
    /** Of an hour or a visit: what it costs, for everybody or for one user. */
    costMinor: lww(v.pipe(v.number(), v.integer(), v.minValue(0)), { hiddenFrom: ['service'] }),
    user: lww(Id),
    keyedBy: lww(Line),
  },
});
export type Rate = ViewOf<typeof rates>;
