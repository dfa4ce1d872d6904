import * as v from 'valibot';
import { defineEntity, fww, lww, set, type ViewOf } from './entity.ts';
import { Id, Instant } from './field.ts';

/**
 * What somebody decided about two customer records: `on` true, they are one customer; false, they are not, and are not
 * suggested again. The records themselves never change by it, so that it can be taken back at any time. Its id comes from
 * both ids, so that two people who decide apart write one record.
 */
export const links = defineEntity({
  name: 'links',
  kind: 'l',
  fields: {
    one: fww(Id, { indexed: true }),
    other: fww(Id, { indexed: true }),
    on: lww(v.boolean(), { indexed: true }),
    decidedBy: lww(Id),
    decidedAt: lww(Instant),
    /** The users who decided so and did not take that back. */
    by: set(),
  },
});
export type Link = ViewOf<typeof links>;
