import * as v from 'valibot';
import { defineEntity, lww, type ViewOf } from './entity.ts';
import { Day, Line } from './field.ts';

/**
 * What an analysis learnt from all records that the server sees (cuts, fitted parameters), small and versioned. It syncs
 * to every device, which then scores any customer with the same code and gets the same number. Written by the server,
 * or by the device itself where there is no server. The id is derived from the analysis id.
 */
export const insights = defineEntity({
  name: 'insights',
  kind: 'x',
  fields: {
    analysis: lww(Line, { indexed: true, serverOwned: true }),
    version: lww(Line, { serverOwned: true }),
    asOf: lww(Day, { serverOwned: true }),
    /** Shape as the analysis's own schema says; parsed by it. */
    learnt: lww(v.looseObject({}), { serverOwned: true }),
  },
});
export type Insight = ViewOf<typeof insights>;
