import * as v from 'valibot';
import { Line } from '../model/field.ts';

/** Why there is no copy. `no-folder`: the place is missing or read-only; `damaged`: the book or the copy cannot be read. */
export const CopyFaultCode = v.picklist(['no-room', 'no-folder', 'damaged', 'other']);
export type CopyFaultCode = v.InferOutput<typeof CopyFaultCode>;

/**
 * How the server's own copies of the book do. `by`: the server makes them, nobody does because they are switched off, or
 * PostgreSQL's own tools have to. Moments are UTC instants; paths and sizes are for the command line.
 */
export const CopiesReply = v.strictObject({
  by: v.picklist(['server', 'nobody', 'postgres']),
  lastGoodAt: v.nullable(Line),
  fault: v.nullable(CopyFaultCode),
  /** Null: no second place was named. */
  second: v.nullable(v.strictObject({ lastGoodAt: v.nullable(Line), fault: v.nullable(CopyFaultCode) })),
});
export type CopiesReply = v.InferOutput<typeof CopiesReply>;
