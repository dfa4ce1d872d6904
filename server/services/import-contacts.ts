import { planContact, type ContactPlan, type ContactPlace, type KnownCustomers } from '#shared/import/contact-records.ts';
import type { BadContact } from '#shared/import/contact-rows.ts';
import { aliasId, aliasValue, normalizeAddress } from '#shared/import/order-records.ts';
import { toInstant } from '#shared/model/field.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { bytesFromHex, customerKey, idFromKey } from '#shared/sync/ids.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { countWritten } from './import-batch.ts';
import { importStamp, writeImported, type ImportRun, type RecordWrite } from './import-write.ts';

/** What became of one row: by what a known customer was found, which empty fields it filled, where the book's value stayed. */
export type RowNote = {
  readonly line: number;
  readonly customer: string;
  readonly matchedBy: NonNullable<ContactPlan['matchedBy']>;
  readonly filled: readonly string[];
  readonly kept: readonly string[];
};

/** What some rows of contacts did. Counts are of rows. */
export type ContactsDone = {
  readonly added: number;
  readonly filled: number;
  readonly unchanged: number;
  readonly badLines: readonly BadContact[];
  readonly notes: readonly RowNote[];
};

/** Undoes the transaction of a rehearsal; carries what it would have done. */
class Rehearsed<T> extends Error {
  readonly done: T;
  constructor(done: T) {
    super('rehearsed');
    this.done = done;
  }
}

/** Runs `fn` in a transaction that is rolled back where it is only a rehearsal. */
export async function writeOrRehearse<T>(deps: Deps, isRehearsal: boolean, fn: (tx: Tx) => Promise<T>): Promise<T> {
  if (!isRehearsal) {
    return deps.store.write(fn);
  }
  try {
    return await deps.store.write(async (tx): Promise<T> => {
      throw new Rehearsed(await fn(tx));
    });
  } catch (error) {
    if (error instanceof Rehearsed) {
      return error.done;
    }
    throw error;
  }
}

/** Imports some rows of contacts in one transaction: at most a few hundred, so that others write in between. */
export async function importContacts(
  deps: Deps,
  run: ImportRun,
  given: { readonly source: string; readonly contacts: readonly ImportedContact[]; readonly isRehearsal?: boolean },
): Promise<ContactsDone> {
  return writeOrRehearse(deps, given.isRehearsal === true, (tx) => importChunk(tx, deps, run, given.source, given.contacts));
}

async function importChunk(tx: Tx, deps: Deps, run: ImportRun, source: string, contacts: readonly ImportedContact[]): Promise<ContactsDone> {
  const nowMs = deps.clock.nowMs();
  const users = new Map((await tx.listUsers(run.org.id)).map((user) => [normalizeAddress(user.email), user.id]));
  const place: ContactPlace = {
    idSalt: bytesFromHex(run.org.idSalt),
    source,
    at: toInstant(nowMs),
    user: run.actor.startsWith('u') ? run.actor : undefined,
    userOf: (email) => users.get(email),
  };
  const known = await findKnown(tx, run, place, contacts);
  const writes = createWrites(known, nowMs);
  const counts = { added: 0, filled: 0, unchanged: 0 };
  const badLines: BadContact[] = [];
  const notes: RowNote[] = [];
  for (const contact of contacts) {
    const plan = planContact(contact, place, known);
    if (plan === 'deleted-before') {
      badLines.push({ line: contact.line, reason: plan });
      continue;
    }
    const { customer, alias, matchedBy, filled, kept } = plan;
    writes.add(customer);
    if (alias) {
      writes.add(alias);
      known.learn.externalId(contact.externalId ?? '', customer.id);
    }
    contact.emails.forEach((email) => known.learn.email(email, customer.id));
    contact.phones.forEach((phone) => known.learn.phone(phone, customer.id));
    counts[matchedBy === undefined ? 'added' : filled.length > 0 ? 'filled' : 'unchanged'] += 1;
    if (matchedBy !== undefined && filled.length + kept.length > 0) {
      notes.push({ line: contact.line, customer: customer.id, matchedBy, filled, kept });
    }
  }
  await countWritten(tx, run, await writeImported(tx, run, nowMs, writes.list(), known.before));
  return { ...counts, badLines, notes };
}

/** Gathers what several rows write into one record, and lets each row see what the rows before it wrote. */
export function createWrites(known: { readonly record: KnownCustomers['record']; readonly put: (record: StoredRecord) => void }, nowMs: number) {
  const writes = new Map<string, RecordWrite>();
  return {
    add(write: RecordWrite): void {
      const { id, kind, fields, reps } = write;
      const before = writes.get(id);
      writes.set(id, { id, kind, fields: { ...before?.fields, ...fields }, reps: [...new Set([...(before?.reps ?? []), ...reps])] });
      const record = known.record(id) ?? emptyRecord(id, kind);
      const stamp = importStamp(record, nowMs);
      // In this copy somebody stands by it, so that a row further down finds what this one brings back.
      const ops = Object.entries({ ...fields, 'by/row': true }).map(([field, value]): Op => [id, kind, field, value, stamp]);
      known.put(mergeOps(record, ops).record);
    },
    list: (): readonly RecordWrite[] => [...writes.values()],
  };
}

/** Who of the book may be meant by some rows, read once for all of them. */
async function findKnown(tx: Tx, run: ImportRun, place: ContactPlace, contacts: readonly ImportedContact[]) {
  const org = run.org.id;
  const [emails, phones] = [[...new Set(contacts.flatMap((one) => one.emails))], [...new Set(contacts.flatMap((one) => one.phones))]];
  const aliasIds = new Map(
    contacts.flatMap(({ externalId }): [string, string][] =>
      externalId === undefined ? [] : [[aliasId(place.idSalt, aliasValue(place.source, externalId)), externalId]],
    ),
  );
  const byEmail = await tx.listHolders(org, 'emails', emails);
  const byPhone = await tx.listHolders(org, 'phones', phones);
  const aliases = await tx.lockRecords(org, [...aliasIds.keys()]);
  const externalIds = new Map<string, string>();
  for (const [id, { record }] of aliases) {
    const to = record.body['to'];
    if (typeof to === 'string' && !isDeleted(record.body)) {
      externalIds.set(aliasIds.get(id) ?? '', to);
    }
  }
  const keyIds = emails.map((email) => idFromKey('c', place.idSalt, customerKey(email)));
  const unknown = contacts.filter(({ emails: [first] }) => first === undefined).map((contact) => keyIdOf(contact, place));
  const ids = [...byEmail, ...byPhone].map(({ id }) => id);
  const locked = await tx.lockRecords(org, [...ids, ...externalIds.values(), ...keyIds, ...unknown]);
  return createKnown(new Map([...locked, ...aliases].map(([id, { record }]) => [id, record])), byEmail, byPhone, externalIds);
}

/** The id that a row without an address gets where nobody is found: asked of the plan itself, with nobody known. */
function keyIdOf(contact: ImportedContact, place: ContactPlace): string {
  const plan = planContact(contact, place, { byExternalId: () => undefined, byEmail: () => undefined, byPhone: () => [], record: () => undefined });
  return plan === 'deleted-before' ? '' : plan.customer.id;
}

type Holder = { readonly value: string; readonly id: string };

function createKnown(
  records: ReadonlyMap<string, StoredRecord>,
  byEmail: readonly Holder[],
  byPhone: readonly Holder[],
  externalIds: Map<string, string>,
) {
  const now = new Map(records);
  const isSeen = (id: string): boolean => {
    const record = now.get(id);
    return record !== undefined && !isDeleted(record.body);
  };
  const emails = new Map(byEmail.filter(({ id }) => isSeen(id)).map(({ value, id }): [string, string] => [value, id]));
  const phones = new Map<string, Set<string>>();
  const addPhone = (phone: string, id: string): void => void phones.set(phone, new Set([...(phones.get(phone) ?? []), id]));
  byPhone.filter(({ id }) => isSeen(id)).forEach(({ value, id }) => addPhone(value, id));
  return {
    byExternalId: (externalId: string) => externalIds.get(externalId),
    byEmail: (email: string) => emails.get(email),
    byPhone: (phone: string) => [...(phones.get(phone) ?? [])],
    record: (id: string) => now.get(id),
    /** As it was before the first of these rows. */
    before: (id: string) => records.get(id),
    put: (record: StoredRecord): void => void now.set(record.id, record),
    learn: {
      externalId: (externalId: string, id: string): void => void externalIds.set(externalId, id),
      email: (email: string, id: string): void => void emails.set(email, emails.get(email) ?? id),
      phone: addPhone,
    },
  };
}
