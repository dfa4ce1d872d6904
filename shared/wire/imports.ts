import * as v from 'valibot';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const CurrencyText = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u));

/** A request with a whole table in it may be this large, as sent and again when inflated. */
export const MAX_IMPORT_BYTES = 48 * 1024 * 1024;

/** A table of order lines, as CSV text. */
export const ImportOrdersRequest = v.strictObject({
  csv: v.string(),
  /** Names where the table comes from (a shop, another program); the same order of the same source is the same record. */
  source: v.exactOptional(v.pipe(v.string(), v.regex(/^[\p{L}\p{N}._-]{1,40}$/u))),
  /** What amounts are in where a line does not say. */
  currency: v.exactOptional(CurrencyText),
});
export type ImportOrdersRequest = v.InferOutput<typeof ImportOrdersRequest>;

/** What an import did; `added`, `changed` and `unchanged` count orders. Reasons have sentences in shared/text. */
export const ImportSummary = v.strictObject({
  /** Under which it can be taken back. */
  batch: v.string(),
  lines: Count,
  orders: Count,
  customers: Count,
  added: Count,
  changed: Count,
  unchanged: Count,
  badLines: v.array(v.strictObject({ line: Count, reason: v.string() })),
});
export type ImportSummary = v.InferOutput<typeof ImportSummary>;

/** How far the import that is running now has come; null when none is. */
export const ImportProgress = v.strictObject({ running: v.nullable(v.strictObject({ done: Count, total: Count })) });
export type ImportProgress = v.InferOutput<typeof ImportProgress>;

/** The team's name, the currency of its sums (null until the first orders say), and the zone in which its day begins. */
export const OrganizationReply = v.strictObject({ name: v.string(), currency: v.nullable(v.string()), timeZone: v.string() });
export type OrganizationReply = v.InferOutput<typeof OrganizationReply>;

export const OrganizationRequest = v.strictObject({
  name: v.exactOptional(v.pipe(v.string(), v.regex(/\S/u), v.maxLength(200))),
  currency: v.exactOptional(CurrencyText),
  timeZone: v.exactOptional(v.pipe(v.string(), v.maxLength(60))),
});
export type OrganizationRequest = v.InferOutput<typeof OrganizationRequest>;
