import type { StoredRecord } from '#shared/model/record.ts';
import { receive, type Clock } from '#shared/sync/clock.ts';
import { emptyRecord, mergeOps, mergeRecords } from '#shared/sync/merge.ts';
import { toOp } from '#shared/sync/outbox.ts';
import type { RecordLine } from '#shared/wire/sync.ts';
import type { Book } from '../store/database.ts';
import { getClock } from '../store/meta.ts';
import { putRecords, toRecord } from '../store/records.ts';
import { toStored } from './lines.ts';

/** Puts lines of the server into the book, in the transaction that runs. What still waits to be sent stays laid over them. */
export async function mergeLines(book: Book, device: string, lines: readonly RecordLine[]): Promise<void> {
  const changed: StoredRecord[] = [];
  for (const [kind, group] of Map.groupBy(lines, (line) => line.i.charAt(0))) {
    const held = await book.rows(kind).bulkGet(group.map((line) => line.i));
    for (const [at, line] of group.entries()) {
      const incoming = toStored(line);
      const row = held[at];
      if (line.lvl === 'stub') {
        // Of this record the server shows a part: a fuller copy of an earlier day is not ours any more.
        changed.push(await layOver(book, incoming));
        continue;
      }
      const merged = mergeRecords(row ? toRecord(row) : emptyRecord(incoming.id, incoming.kind), incoming);
      if (merged.changed.length > 0 || !row || row.floor !== incoming.floor) {
        changed.push(merged.record);
      }
    }
  }
  await putRecords(book, changed);
  await seeStamps(book, device, lines.map(toStored));
}

/** The server's copy with what still waits for that record laid over it. */
export async function layOver(book: Book, copy: StoredRecord): Promise<StoredRecord> {
  const waiting = await book.outbox.where('id').equals(copy.id).toArray();
  return waiting.length === 0 ? copy : mergeOps(copy, waiting.map(toOp)).record;
}

/**
 * Takes a record out of the book that the server does not show us, or not any more. What still waits to be sent of it is the
 * user's own word and stays: the server judges it, and its answer says what we see then.
 */
export async function dropCopy(book: Book, id: string): Promise<void> {
  const [first] = await book.outbox.where('id').equals(id).toArray();
  if (first) {
    await putRecords(book, [await layOver(book, emptyRecord(id, first.kind))]);
  } else {
    await book.rows(id.charAt(0)).delete(id);
  }
}

/** Moves the clock past every stamp of these records: the user's next word on them is later. */
export async function seeStamps(book: Book, device: string, records: readonly StoredRecord[]): Promise<void> {
  const state = await getClock(book, device);
  let { clock }: { clock: Clock } = state;
  for (const stamp of new Set(records.flatMap(({ stamps, floor }) => [...Object.values(stamps), ...(floor === undefined ? [] : [floor])]))) {
    clock = receive(clock, stamp);
  }
  await book.meta.put({ ...state, clock });
}
