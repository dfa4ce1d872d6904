import * as v from 'valibot';
import { Line } from '../model/field.ts';

/** A picture may have so many bytes. */
export const MAX_BLOB_BYTES = 5 * 1024 * 1024;

/** The record that names the picture: whoever sees it sees the picture. */
export const BlobQuery = v.strictObject({ record: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/u)) });
export type BlobQuery = v.InferOutput<typeof BlobQuery>;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));

/** How a browser's readers do, by adapter and version: counts since it was paired, and nothing of any mail. */
export const LayoutCounts = v.strictObject({
  adapter: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/u)),
  /** The day of the adapter's version, or empty where none of them could read a message. */
  version: v.pipe(v.string(), v.regex(/^(?:\d{4}-\d\d-\d\d)?$/u)),
  read: Count,
  fellBack: Count,
  failed: Count,
});
export type LayoutCounts = v.InferOutput<typeof LayoutCounts>;

export const HealthRequest = v.strictObject({ layouts: v.pipe(v.array(LayoutCounts), v.maxLength(100)) });
export type HealthRequest = v.InferOutput<typeof HealthRequest>;

/** The counts of all browsers together. */
export const HealthReply = v.strictObject({
  layouts: v.array(v.strictObject({ ...LayoutCounts.entries, browsers: v.number(), toldAt: Line })),
});
export type HealthReply = v.InferOutput<typeof HealthReply>;
