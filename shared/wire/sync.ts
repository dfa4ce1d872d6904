import * as v from 'valibot';
import type { Json } from '../model/record.ts';

/**
 * The bodies of sync. Envelopes are strict: an unknown key is refused. Operations and records inside are judged one by
 * one, so an unknown kind or field of a newer device is stored and handed back as it is.
 */

/** Any JSON value. Plain, so that OpenAPI can be written from it; depth and size are judged by `checkField`. */
/** Any value that JSON has. */
export const JsonValue: v.GenericSchema<Json> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(JsonValue), v.record(v.string(), JsonValue)]),
);

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const StampText = v.pipe(v.string(), v.regex(/^[0-9a-f]{28}$/u));
const RecordId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{1,63}$/u));
const Scope = v.pipe(v.string(), v.maxLength(80));

/** `[id, kind, field, value, stamp]`, see shared/sync/op.ts. What is wrong inside is answered per operation. */
export const OpTuple = v.tuple([v.string(), v.string(), v.string(), JsonValue, v.string()]);

export const PushRequest = v.strictObject({
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/u)),
  /** The history of the server's database that the device last met; null before the first answer. */
  epoch: v.nullable(v.string()),
  proto: Count,
  schema: Count,
  /** The device's own idea of now, milliseconds since 1970. */
  sentAt: v.number(),
  /** The number of the first operation; operation i has number from + i. */
  from: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ops: v.pipe(v.array(OpTuple), v.maxLength(500)),
  /** The lowest of the device's cursors, when it would not mind to be told that it has seen more by now. */
  cursor: v.exactOptional(Count),
});
export type PushRequest = v.InferOutput<typeof PushRequest>;

export const PushReply = v.strictObject({
  /** The last operation of this device that the server has judged. */
  lastN: Count,
  /** Operations that were acknowledged and not taken. */
  rejected: v.array(v.tuple([Count, v.picklist(['future', 'tooOld', 'forbidden', 'invalid'])])),
  epoch: v.string(),
  serverNow: v.number(),
  /** What all cursors of the device may be from now on: nothing came behind the one that it told but what it wrote in this batch. */
  cursor: v.exactOptional(Count),
});
export type PushReply = v.InferOutput<typeof PushReply>;

export const PullRequest = v.strictObject({
  epoch: v.nullable(v.string()),
  proto: Count,
  schema: Count,
  /** Scope -> the last sequence number seen. Scopes come from the token; unknown ones here are dropped. */
  cursors: v.record(Scope, Count),
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
});
export type PullRequest = v.InferOutput<typeof PullRequest>;

/** One record: id, kind, sequence number, values, stamps (packed), erasure floor, how much of it the scope may see. */
export const RecordLine = v.strictObject({
  i: RecordId,
  k: v.string(),
  s: Count,
  b: v.record(v.string(), JsonValue),
  c: v.record(v.string(), StampText),
  floor: v.exactOptional(StampText),
  lvl: v.exactOptional(v.picklist(['full', 'stub'])),
});
export type RecordLine = v.InferOutput<typeof RecordLine>;

/** A record that the scope no longer holds. */
export const GoneLine = v.strictObject({ i: RecordId, s: Count, gone: v.literal(1) });
export type GoneLine = v.InferOutput<typeof GoneLine>;

/** The last line of every page; a page without it is thrown away. */
export const EndLine = v.strictObject({
  end: v.strictObject({
    cursors: v.record(Scope, Count),
    more: v.boolean(),
    head: Count,
    addScopes: v.array(Scope),
    dropScopes: v.array(Scope),
    epoch: v.string(),
    serverNow: v.number(),
  }),
});
export type EndLine = v.InferOutput<typeof EndLine>;

export const PullLine = v.union([RecordLine, GoneLine, EndLine]);
export type PullLine = v.InferOutput<typeof PullLine>;

/** Records by id, for the copies that must replace a refused edit. */
export const RecordsRequest = v.strictObject({ ids: v.pipe(v.array(RecordId), v.maxLength(500)) });
export type RecordsRequest = v.InferOutput<typeof RecordsRequest>;
export const RecordsReply = v.strictObject({ records: v.array(RecordLine) });
export type RecordsReply = v.InferOutput<typeof RecordsReply>;

const Digits = v.pipe(v.string(), v.regex(/^\d{1,9}$/u));

/**
 * A page of everything that the device may see, by rising id (sync design 2.15). `part`: `first` what a panel needs to be
 * useful, `rest` the older events, `all` (when left out) both. `after`: `next` of the page before.
 */
export const SnapshotRequest = v.strictObject({
  part: v.exactOptional(v.picklist(['first', 'rest', 'all'])),
  proto: v.exactOptional(Digits),
  schema: v.exactOptional(Digits),
  epoch: v.exactOptional(v.pipe(v.string(), v.maxLength(80))),
  after: v.exactOptional(RecordId),
  limit: v.exactOptional(Digits),
});
export type SnapshotRequest = v.InferOutput<typeof SnapshotRequest>;

/** The last line of a page of a snapshot. What changed while the pages were read comes with a pull from the first page's cursors. */
export const SnapshotEnd = v.strictObject({
  end: v.strictObject({
    next: v.nullable(RecordId),
    cursors: v.record(Scope, Count),
    epoch: v.string(),
    serverNow: v.number(),
  }),
});
export const SnapshotLine = v.union([RecordLine, SnapshotEnd]);
export type SnapshotLine = v.InferOutput<typeof SnapshotLine>;

/** The digest of what the device may see (2.20), or with `bucket` (0 to 255) the records of one bucket. */
export const DigestRequest = v.strictObject({ proto: v.exactOptional(Digits), schema: v.exactOptional(Digits), bucket: v.exactOptional(Digits) });
export type DigestRequest = v.InferOutput<typeof DigestRequest>;
export const DigestReply = v.strictObject({
  /** The number of the newest change; null when something changed while it was reckoned, so that it says nothing. */
  head: v.nullable(Count),
  epoch: v.string(),
  /** 256 times the sum (16 hex digits) and the count (8). Empty when one bucket was asked for. */
  buckets: v.string(),
  /** The records of the bucket that was asked for, each with its hash in 16 hex digits. */
  records: v.array(v.tuple([RecordId, v.string()])),
});
export type DigestReply = v.InferOutput<typeof DigestReply>;

/** What a device found different and put right, so that the server's operator sees it in the metrics. */
export const RepairedRequest = v.strictObject({ records: Count });
export type RepairedRequest = v.InferOutput<typeof RepairedRequest>;

/** Who wrote what into a record, the last first; `below`: `seq` of the last row of the page before. */
export const HistoryRequest = v.strictObject({ below: v.exactOptional(Digits), limit: v.exactOptional(Digits) });
export type HistoryRequest = v.InferOutput<typeof HistoryRequest>;
const HistoryRow = v.strictObject({
  seq: Count,
  at: v.string(),
  /** A user's id, or `server`. */
  actor: v.string(),
  device: v.string(),
  field: v.string(),
  /** Null where there was nothing. */
  before: JsonValue,
  after: JsonValue,
});
export const HistoryReply = v.strictObject({
  rows: v.array(HistoryRow),
  users: v.array(v.strictObject({ id: v.string(), name: v.string() })),
  more: v.boolean(),
});
export type HistoryReply = v.InferOutput<typeof HistoryReply>;

/** The number of the organization's newest change; it says nothing of what changed. */
export const LiveHead = v.strictObject({ head: Count });
export type LiveHead = v.InferOutput<typeof LiveHead>;
