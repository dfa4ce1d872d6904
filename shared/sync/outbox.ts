import { KEPT_BY, type Json, type Stamp } from '../model/record.ts';
import type { Op, RejectCode } from './op.ts';

/** An edit that the server has not acknowledged. `n` counts the device's operations from 1 without a gap. */
export type OutboxEntry = {
  readonly n: number;
  readonly id: string;
  readonly kind: string;
  readonly field: string;
  readonly value: Json;
  readonly stamp: Stamp;
  /** The stamp of the value that this edit overwrote, or null for a new field. */
  readonly base: Stamp | null;
  /** The value that it overwrote, to be shown when the edit is refused; missing where an older version queued it. */
  readonly was?: Json;
};

/** The numbers of the batch whose answer is not known: its operations are frozen and a retry sends them unchanged. */
export type InFlight = { readonly from: number; readonly count: number };

/** At most this many operations and bytes of JSON travel in one push. */
export const MAX_BATCH_OPS = 500;
export const MAX_BATCH_BYTES = 1024 * 1024;

/**
 * The changes of one record as a person counts them, by field: a new customer or a logged mail is one, undefined, however
 * many fields it has, and where a value is from is none.
 */
export function changesOf(group: readonly Pick<OutboxEntry, 'field' | 'value'>[]): readonly (string | undefined)[] {
  return group.some(({ field, value }) => field.startsWith(KEPT_BY) && value === true)
    ? [undefined]
    : [...new Set(group.map(({ field }) => field).filter((field) => !field.startsWith('provenance/')))];
}

/** The operation that an entry stands for. */
export function toOp(entry: OutboxEntry): Op {
  return [entry.id, entry.kind, entry.field, entry.value, entry.stamp];
}

/**
 * Where a new edit of (id, field) goes: onto the entry that already waits for the same field, so that typing does not
 * fill the queue, or undefined for a place of its own. An entry in flight is frozen and never written over.
 */
export function findReplaceable(entries: readonly OutboxEntry[], id: string, field: string, inFlight: InFlight | undefined): OutboxEntry | undefined {
  const frozenTo = inFlight ? inFlight.from + inFlight.count - 1 : 0;
  return entries.find((entry) => entry.id === id && entry.field === field && entry.n > frozenTo);
}

/** The entries that the next push carries: those in flight again, or the longest run from the front within the limits. */
export function nextBatch(entries: readonly OutboxEntry[], inFlight: InFlight | undefined): readonly OutboxEntry[] {
  const waiting = entries.toSorted((a, b) => a.n - b.n);
  if (inFlight) {
    return waiting.filter((entry) => entry.n >= inFlight.from && entry.n < inFlight.from + inFlight.count);
  }
  const batch: OutboxEntry[] = [];
  let bytes = 0;
  for (const entry of waiting) {
    bytes += new TextEncoder().encode(JSON.stringify(toOp(entry))).length + 1;
    if (batch.length === MAX_BATCH_OPS || (batch.length > 0 && bytes > MAX_BATCH_BYTES - 4096)) {
      break;
    }
    batch.push(entry);
  }
  return batch;
}

/** An operation that the server acknowledged but did not take. */
export type RejectedEntry = OutboxEntry & { readonly code: RejectCode };

/** What an answer leaves: the entries still waiting, and those that were refused with the reason. */
export function acknowledge(
  entries: readonly OutboxEntry[],
  lastN: number,
  rejected: readonly (readonly [n: number, code: RejectCode])[],
): { readonly waiting: readonly OutboxEntry[]; readonly refused: readonly RejectedEntry[] } {
  const codes = new Map(rejected);
  return {
    waiting: entries.filter((entry) => entry.n > lastN),
    refused: entries.flatMap((entry) => {
      const code = entry.n <= lastN ? codes.get(entry.n) : undefined;
      return code === undefined ? [] : [{ ...entry, code }];
    }),
  };
}
