import fc from 'fast-check';
import type { Json } from '#shared/model/record.ts';
import type { Op } from '#shared/sync/op.ts';

/** Stamps from few moments and devices, so that equal ones (a forked device) come up often. */
export const aStamp = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb'))
  .map(([ms, counter, device]) => ms.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0') + device);

/** Any JSON value. */
export const aJson = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));

/** Writes to one customer: fields of every merge rule, known and unknown ones. */
export const anOp = fc
  .tuple(fc.constantFrom('name', 'keyedBy', 'capturedAt', 'emails/a@b.example', 'tags/x', 'custom/size', '_del', 'fromTheFuture'), aJson, aStamp)
  .map(([field, value, stamp]): Op => ['caaaaaaaaaaaaaaaaaaaaaaaaaa', 'c', field, value, stamp]);
