import * as v from 'valibot';

/** One request of a released browser with the answer of the released server. `body`: its bytes in base64. */
export const Recorded = v.object({
  at: v.number(),
  method: v.string(),
  path: v.string(),
  headers: v.record(v.string(), v.string()),
  body: v.nullable(v.string()),
  status: v.number(),
  reply: v.string(),
});
export type Recorded = v.InferOutput<typeof Recorded>;

/** A released browser's book: every row of every table, as its version declared them. */
export const ReleasedBook = v.object({
  at: v.number(),
  verno: v.number(),
  tables: v.array(v.object({ name: v.string(), schema: v.string(), rows: v.array(v.unknown()) })),
});
export type ReleasedBook = v.InferOutput<typeof ReleasedBook>;
