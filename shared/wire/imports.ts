import * as v from 'valibot';
import { CapturedMessage } from '../model/capture.ts';
import { ImportedContact } from '../model/imported.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const CurrencyText = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u));

/** A request with a whole table in it may be this large, as sent and again when inflated. */
export const MAX_IMPORT_BYTES = 48 * 1024 * 1024;

/** A table of order lines, as CSV text. */
export const ImportOrdersRequest = v.strictObject({
  csv: v.string(),
  /** The file's name. */
  name: v.exactOptional(v.pipe(v.string(), v.maxLength(200))),
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

/** A file of edits that a browser could not send before its book was removed; `isRehearsal`: only say whose they are. */
export const ImportUnsentRequest = v.strictObject({ text: v.string(), isRehearsal: v.boolean() });
export type ImportUnsentRequest = v.InferOutput<typeof ImportUnsentRequest>;

/** Whose edits a file holds, and what became of them; `brought` is null where it was only asked. `refused`: edits by the code of their refusal. */
export const ImportUnsentReply = v.strictObject({
  user: v.string(),
  device: v.string(),
  savedAt: v.string(),
  edits: Count,
  brought: v.nullable(v.strictObject({ records: Count, pictures: Count, refused: v.record(v.string(), Count) })),
});
export type ImportUnsentReply = v.InferOutput<typeof ImportUnsentReply>;

/** How far the import that is running now has come; null when none is. */
export const ImportProgress = v.strictObject({ running: v.nullable(v.strictObject({ done: Count, total: Count })) });
export type ImportProgress = v.InferOutput<typeof ImportProgress>;

/** The team's name, the currency of its sums (null until the first orders say), and the zone in which its day begins. */
export const OrganizationReply = v.strictObject({
  name: v.string(),
  currency: v.nullable(v.string()),
  timeZone: v.string(),
  /** Whoever captures a customer of others sees it whole at once; else it is a claim that a lead decides. */
  shareOnCapture: v.boolean(),
});
export type OrganizationReply = v.InferOutput<typeof OrganizationReply>;

export const OrganizationRequest = v.strictObject({
  name: v.exactOptional(v.pipe(v.string(), v.regex(/\S/u), v.maxLength(200))),
  currency: v.exactOptional(CurrencyText),
  timeZone: v.exactOptional(v.pipe(v.string(), v.maxLength(60))),
  shareOnCapture: v.exactOptional(v.boolean()),
});
export type OrganizationRequest = v.InferOutput<typeof OrganizationRequest>;

/** Names where a file comes from; ids of one program are told apart from those of another. */
const Source = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}._-]{1,40}$/u));
const Email = v.pipe(v.string(), v.maxLength(320));
const Emails = v.pipe(v.array(Email), v.maxLength(5000));

/** A chunk of rows or mails may be this large. */
export const MAX_CHUNK_BYTES = 16 * 1024 * 1024;

/** What a column means, as the user said it or the heading told; null: not read. */
const Mapping = v.pipe(
  v.array(
    v.nullable(v.strictObject({ field: v.pipe(v.string(), v.maxLength(40)), group: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)) })),
  ),
  v.maxLength(512),
);

/** Begins an import, or goes on with that of the same file. */
export const BeginImportRequest = v.strictObject({
  kind: v.picklist(['contacts', 'cards', 'mail']),
  name: v.pipe(v.string(), v.maxLength(200)),
  source: Source,
  /** Stands for the content of the file. */
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  /** What is to be remembered of its columns. */
  columns: v.exactOptional(v.strictObject({ headings: v.pipe(v.string(), v.maxLength(100_000)), mapping: Mapping })),
});
export const BeginImportReply = v.strictObject({ batch: v.string() });

/** What the columns under a heading were said to mean the last time; null where nobody said it. */
export const ImportColumnsRequest = v.strictObject({ headings: v.pipe(v.string(), v.maxLength(100_000)) });
export const ImportColumnsReply = v.strictObject({ mapping: v.nullable(Mapping) });

/** Some rows of an import that was begun. */
export const ImportContactsRequest = v.strictObject({ source: Source, contacts: v.pipe(v.array(ImportedContact), v.maxLength(1000)) });
const BadRow = v.strictObject({ line: Count, reason: v.string() });
export const ImportContactsReply = v.strictObject({
  added: Count,
  filled: Count,
  unchanged: Count,
  badLines: v.array(BadRow),
  notes: v.array(
    v.strictObject({ line: Count, customer: v.string(), matchedBy: v.string(), filled: v.array(v.string()), kept: v.array(v.string()) }),
  ),
});

/** Some mails of an import that was begun, already without their attachments. */
export const ImportMailsRequest = v.strictObject({
  mails: v.pipe(v.array(v.strictObject({ number: Count, message: CapturedMessage })), v.maxLength(500)),
  ownAddresses: v.pipe(v.array(Email), v.maxLength(50)),
  neverLog: v.pipe(v.array(Email), v.maxLength(500)),
  /** Who is to become a customer. */
  accept: Emails,
});
export const ImportMailsReply = v.strictObject({
  added: Count,
  changed: Count,
  unchanged: Count,
  customers: Count,
  leftOut: v.record(v.string(), Count),
  badLines: v.array(BadRow),
  proposals: v.array(v.strictObject({ email: v.string(), name: v.string(), mails: Count, firstAt: v.string(), lastAt: v.string() })),
});

/** One import of the list; `running` is one that stopped half-way unless it runs now. */
const ImportRow = v.strictObject({
  id: v.string(),
  kind: v.string(),
  name: v.string(),
  startedAtMs: v.number(),
  state: v.picklist(['running', 'done', 'undoing', 'undone']),
  added: Count,
  changed: Count,
});
export const ImportsReply = v.strictObject({ imports: v.array(ImportRow) });

/** What taking back an import did; the first of what stayed are named. */
export const UndoImportReply = v.strictObject({
  removed: Count,
  restored: Count,
  kept: Count,
  keptRecords: v.array(v.strictObject({ id: v.string(), kind: v.string(), name: v.string(), fields: v.array(v.string()) })),
});
export type ImportContactsReply = v.InferOutput<typeof ImportContactsReply>;
export type ImportMailsReply = v.InferOutput<typeof ImportMailsReply>;
export type ImportsReply = v.InferOutput<typeof ImportsReply>;
export type UndoImportReply = v.InferOutput<typeof UndoImportReply>;
