import Dexie, { type EntityTable, type Table, type Transaction } from 'dexie';
import type { OutboxEntry, RejectedEntry } from '#shared/sync/outbox.ts';
import { customers } from '#shared/model/customer.ts';
import type { Body, Json, Stamps } from '#shared/model/record.ts';
import { entities, findEntity, indexedFields } from '#shared/model/registry.ts';
import type { BlobRow } from './blobs.ts';
import type { Meta } from './meta.ts';
import { toRecord, toRow } from './records.ts';

/** A record as it lies in its kind's table: values, stamps, and the indexed fields beside them. */
export type Row = {
  readonly id: string;
  readonly kind: string;
  readonly b: Body;
  readonly c: Stamps;
  readonly floor?: string;
  /** Search words of a customer. */
  readonly words?: readonly string[];
  /** By what a customer is known beside an address, where it is: numbers, messenger ids, name with district. */
  readonly keys?: readonly string[];
  readonly deleted: 0 | 1;
  readonly [indexed: string]: unknown;
};

/** Something the user did, with what puts it back. */
export type Act = {
  readonly id: number;
  readonly label:
    | 'saveLead'
    | 'logMessage'
    | 'addCustomer'
    | 'addNote'
    | 'addOrder'
    | 'addTalk'
    | 'keepMeeting'
    | 'link'
    | 'editField'
    | 'autoLog'
    | 'join'
    | 'closeTask'
    | 'settleAdvice'
    | 'importContacts'
    | 'earlierMail';
  readonly atMs: number;
  readonly undone: boolean;
  /** Field by field, what was there before; null for nothing. */
  readonly before: readonly { readonly id: string; readonly kind: string; readonly field: string; readonly value: Json }[];
};

/** Records of kinds that this version does not know live here untouched. */
const UNKNOWN_KINDS = 'others';
/** Raised when a declaration below changes; dropped tables and rewritten data need a migration of their own. */
const VERSION = 26112717;

/** The book in this browser. */
export class Book extends Dexie {
  declare readonly outbox: EntityTable<OutboxEntry, 'n'>;
  declare readonly rejected: EntityTable<RejectedEntry, 'n'>;
  declare readonly acts: EntityTable<Act, 'id'>;
  declare readonly blobs: EntityTable<BlobRow, 'hash'>;
  declare readonly meta: Table<Meta, string>;

  constructor(name = 'sidebook') {
    super(name);
    const kinds = entities.map((entity) => {
      const indexes = indexedFields(entity).map((field) => (field.many ? `*${field.name}` : field.name));
      return [entity.name, ['id', ...indexes, ...(entity.name === 'customers' ? ['*words', '*keys'] : [])].join(', ')];
    });
    const version = this.version(VERSION).stores({
      ...Object.fromEntries(kinds),
      [UNKNOWN_KINDS]: 'id',
      outbox: 'n, id',
      rejected: 'n, id',
      acts: '++id',
      blobs: 'hash',
      meta: 'key',
    });
    version.upgrade(async (tx) => {
      await moveKnownKinds(tx);
      await addKeys(tx);
    });
  }

  /** The table that holds records of a kind. */
  rows(kind: string): Table<Row, string> {
    return this.table(findEntity(kind)?.name ?? UNKNOWN_KINDS);
  }

  /** Every table that holds records, for one transaction over all of them. */
  allRows(): readonly Table<Row, string>[] {
    return [...entities.map((entity) => this.rows(entity.kind)), this.table<Row, string>(UNKNOWN_KINDS)];
  }
}

/** Customers of a book from before their keys were kept beside them get them. */
async function addKeys(tx: Transaction): Promise<void> {
  await tx
    .table<Row, string>(customers.name)
    .toCollection()
    .modify((row: Row, context: { value: Row }) => {
      context.value = toRow(toRecord(row));
    });
}

/** A book that was filled before its kinds had tables holds them among the others: they move to where they are looked for. */
async function moveKnownKinds(tx: Transaction): Promise<void> {
  const others = tx.table<Row, string>(UNKNOWN_KINDS);
  for (const row of await others.toArray()) {
    const entity = findEntity(row.kind);
    if (entity) {
      await tx.table<Row, string>(entity.name).put(toRow(toRecord(row)));
      await others.delete(row.id);
    }
  }
}
