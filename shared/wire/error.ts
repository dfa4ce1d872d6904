import * as v from 'valibot';

/** The one body of every failure. `message` is for logs and people without our texts; `code` chooses the sentence. */
export const ErrorBody = v.strictObject({
  code: v.string(),
  message: v.string(),
  details: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  requestId: v.string(),
});
export type ErrorBody = v.InferOutput<typeof ErrorBody>;
