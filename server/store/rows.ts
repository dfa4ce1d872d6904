import type { Body, Stamp, Stamps, StoredRecord } from '#shared/model/record.ts';
import { unpackStamps } from '#shared/sync/merge.ts';
import type { Level, Org, Sequenced, StoredDevice, StoredText, StoredUser, Visible } from './port.ts';
import type { ImportBatch } from './port-imports.ts';

/** Rows as both databases give them, and what they stand for. */

/** A row of `rec`. */
export type RecRow = StoredText & { readonly seq: number };

/** A record from its row as one reader may see it, parsed when it is first asked for: what is only passed on stays text. */
export function toVisible(row: RecRow, level: Level): Visible {
  return new VisibleRow(row, level);
}

/** A record from its row that somebody is going to write, parsed when it is first asked for: one field is written into its text. */
export function toHeld(row: RecRow): Sequenced {
  return new HeldRow(row);
}

/** A class, since a getter of each object's own costs as much as all else that is done to pass a record on. */
class HeldRow implements Sequenced {
  readonly text: RecRow;
  #parsed: StoredRecord | undefined;

  constructor(row: RecRow) {
    this.text = row;
  }

  get seq(): number {
    return this.text.seq;
  }

  get record(): StoredRecord {
    this.#parsed ??= toSequenced(this.text).record;
    return this.#parsed;
  }
}

class VisibleRow extends HeldRow implements Visible {
  readonly level: Level;

  constructor(row: RecRow, level: Level) {
    super(row);
    this.level = level;
  }
}

/** A record from its row. The JSON was written by `saveRecord` alone, from a parsed record. */
export function toSequenced(row: RecRow): Sequenced {
  const body: Body = JSON.parse(row.b);
  const packed: Stamps = JSON.parse(row.c);
  const floor: { floor?: Stamp } = row.floor === null ? {} : { floor: row.floor };
  return { record: { id: row.id, kind: row.kind, body, stamps: unpackStamps(packed, body), ...floor }, seq: row.seq };
}

/** Where the ids of a kind end: with the letter after its own. */
export function kindAfter(kind: string): string {
  return String.fromCharCode(kind.charCodeAt(0) + 1);
}

export type DeviceRow = Omit<StoredDevice, 'lastBatch'> & {
  readonly batchFrom: number | null;
  readonly batchCount: number | null;
  readonly batchHash: string | null;
  readonly batchReply: string | null;
};

/** A device from its row. */
export function toDevice({ batchFrom, batchCount, batchHash, batchReply, ...device }: DeviceRow): StoredDevice {
  const known = batchFrom !== null && batchCount !== null && batchHash !== null && batchReply !== null;
  return { ...device, lastBatch: known ? { from: batchFrom, count: batchCount, hash: batchHash, reply: batchReply } : null };
}

export type OrgRow = Omit<Org, 'shareOnCapture'> & { readonly shareOnCapture: number };

/** An organization from its row. */
export const toOrg = (row: OrgRow): Org => ({ ...row, shareOnCapture: row.shareOnCapture === 1 });

export type UserRow = Omit<StoredUser, 'disabled'> & { readonly disabled: number | null };

/** A user from its row. */
export const toUser = (row: UserRow): StoredUser => ({ ...row, disabled: row.disabled === 1 });

export type BatchRow = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly actor: string;
  readonly started_at_ms: number;
  readonly ended_at_ms: number | null;
  readonly state: ImportBatch['state'];
  readonly added: number;
  readonly changed: number;
};

/** An import from its row. */
export function toBatch(row: BatchRow): ImportBatch {
  const { started_at_ms: startedAtMs, ended_at_ms: endedAtMs, ...rest } = row;
  return { ...rest, startedAtMs, endedAtMs };
}

/** What rows say, by the id that each has. */
export function byId<R extends { readonly id: string }, T>(rows: readonly R[], read: (row: R) => T): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const known = found.get(row.id);
    if (known) {
      known.push(read(row));
    } else {
      found.set(row.id, [read(row)]);
    }
  }
  return found;
}
