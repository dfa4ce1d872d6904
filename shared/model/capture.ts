import * as v from 'valibot';
import { Currency, Day, Instant, Line, Minor, Share } from './field.ts';

/** What readers hand over; untrusted until parsed by these schemas. */

/** How a captured value was found. */
export const CaptureSource = v.picklist(['from-line', 'to-line', 'signature', 'mail-text', 'page', 'structured-data', 'selection', 'corrected']);
export type CaptureSource = v.InferOutput<typeof CaptureSource>;

/** One value found, with where and how sure (0 to 1). */
export const CapturedField = v.strictObject({
  field: v.picklist(['name', 'email', 'companyName', 'title', 'phone', 'link', 'address']),
  value: Line,
  confidence: Share,
  source: CaptureSource,
});
export type CapturedField = v.InferOutput<typeof CapturedField>;

/** A name and address from a message's header; the address is as written, trimmed and in lower case. */
export const CapturedAddress = v.strictObject({ name: Line, email: Line });
export type CapturedAddress = v.InferOutput<typeof CapturedAddress>;

/** A text key with its value: what was left out and why. */
export const CaptureNote = v.strictObject({
  key: v.picklist([
    'text-cut',
    'raw-cut',
    'raw-unavailable',
    'markup-key-refused',
    'markup-too-deep',
    'markup-broken',
    'addresses-hidden',
    'date-missing',
    'date-absurd',
    'sender-differs',
    'newest-of-several',
  ]),
  detail: v.string(),
});
export type CaptureNote = v.InferOutput<typeof CaptureNote>;

/** A message that is open in a webmail. Missing values are null or empty, never guessed. */
export const CapturedMessage = v.strictObject({
  /** Adapter and version that read it, as `roundcube@2026-11-01`. */
  adapter: Line,
  messageId: v.nullable(Line),
  /** The webmail's own id of the message, as `INBOX/42`. */
  nativeId: v.nullable(Line),
  /** The first of the References, else In-Reply-To, else the Message-ID. */
  threadId: v.nullable(Line),
  from: v.nullable(CapturedAddress),
  to: v.array(CapturedAddress),
  cc: v.array(CapturedAddress),
  replyTo: v.array(CapturedAddress),
  subject: v.string(),
  sentAt: v.nullable(Instant),
  precision: v.picklist(['second', 'minute', 'day']),
  /** Visible text without the quoted part, the signature kept. */
  text: v.string(),
  /** That block verbatim, or null. */
  signature: v.nullable(v.string()),
  /** Lists, no-reply and machine mail. */
  automatic: v.boolean(),
  /** Addresses that the webmail shows as the user's own. */
  ownAddresses: v.array(Line),
  /** Sentences, as text keys with their values, on what was left out and why. */
  notes: v.array(CaptureNote),
});
export type CapturedMessage = v.InferOutput<typeof CapturedMessage>;

/** A person offered as a lead, with every value's source and confidence, the surest first for each field. */
export const CapturedContact = v.strictObject({ fields: v.array(CapturedField) });
export type CapturedContact = v.InferOutput<typeof CapturedContact>;

/** A company found in a page or a card; its name is the field `companyName`. The surest value first for each field. */
export const CapturedOrganization = v.strictObject({ fields: v.array(CapturedField) });
export type CapturedOrganization = v.InferOutput<typeof CapturedOrganization>;

/** One line of an order as its markup says it. */
export const CapturedOrderLine = v.strictObject({ product: Line, quantity: v.nullable(v.number()), unitPriceMinor: v.nullable(Minor) });

/** An order that a page or a mail marks up (schema.org Order). It is what the sender says: never applied without confirmation. */
export const CapturedOrder = v.strictObject({
  number: v.nullable(Line),
  merchant: v.nullable(Line),
  placedAt: v.nullable(v.union([Instant, Day])),
  currency: v.nullable(Currency),
  totalMinor: v.nullable(Minor),
  /** The last part of schema.org's OrderStatus in lower case words: `processing`, `in-transit`, `delivered`. */
  status: v.nullable(Line),
  lines: v.array(CapturedOrderLine),
  confidence: Share,
});
export type CapturedOrder = v.InferOutput<typeof CapturedOrder>;

/** Whether the shop that an order's markup names is the one that sent the mail. */
export const MarkupTrust = v.picklist(['sender-is-shop', 'sender-is-not-shop', 'shop-unnamed']);
export type MarkupTrust = v.InferOutput<typeof MarkupTrust>;

/** What a web page offers. An article offers nobody. */
export const PageCapture = v.strictObject({
  url: v.string(),
  title: v.string(),
  people: v.array(CapturedContact),
  /** By falling confidence, the page's own first. */
  organizations: v.array(CapturedOrganization),
  orders: v.array(CapturedOrder),
  notes: v.array(CaptureNote),
  /** A marked text that looks like a talk or an order: it is looked at as a pasted one is. */
  selected: v.exactOptional(v.pipe(v.string(), v.maxLength(500_000))),
});
export type PageCapture = v.InferOutput<typeof PageCapture>;

/** What a column of an order table holds; `other` is read by nobody. */
export const OrderColumnRole = v.picklist(['product', 'sku', 'quantity', 'unit', 'unitPrice', 'amount', 'other']);
export type OrderColumnRole = v.InferOutput<typeof OrderColumnRole>;

/** A line of an order as somebody wrote it. Sums are major units as written: what they are worth hangs on the currency, which a person confirms. */
export const FoundOrderLine = v.strictObject({
  product: Line,
  sku: v.nullable(Line),
  quantity: v.number(),
  unit: v.nullable(Line),
  unitPriceMajor: v.nullable(v.number()),
  amountMajor: v.nullable(v.number()),
});
export type FoundOrderLine = v.InferOutput<typeof FoundOrderLine>;

/** The table that an order was read from, cell by cell, so that its columns can be told anew. */
export const OrderTableCells = v.strictObject({ heading: v.array(Line), rows: v.array(v.array(Line)), roles: v.array(OrderColumnRole) });
export type OrderTableCells = v.InferOutput<typeof OrderTableCells>;

/** An order without markup: a table or a list in a mail, a file or a pasted text. Never sure enough to be applied without confirmation. */
export const FoundOrder = v.strictObject({
  number: v.nullable(Line),
  currency: v.nullable(Currency),
  totalMajor: v.nullable(v.number()),
  lines: v.array(FoundOrderLine),
  table: v.nullable(OrderTableCells),
  confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(0.89)),
});
export type FoundOrder = v.InferOutput<typeof FoundOrder>;
