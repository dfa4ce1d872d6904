import { planContact, type KnownCustomers } from '#shared/import/contact-records.ts';
import { aliasId, aliasValue } from '#shared/import/order-records.ts';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { fieldOf } from '#shared/model/entity.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { calls } from '../messages.ts';
import type { Book } from '../store/database.ts';
import { findRecord, toRecord } from '../store/records.ts';
import { commitAct, type Change } from '../store/write.ts';
import type { Handlers } from '../transport.ts';
import { capturerOf, getIdentity, type Background } from './own.ts';

/** What a file of contacts does to the book of this browser: one act, undone as one. */
export function createImportHandlers(background: Background): Pick<Handlers<typeof calls>, 'importContacts'> {
  const { book, nowMs } = background;
  return {
    async importContacts({ source, contacts }) {
      const capturer = capturerOf(await getIdentity(book), nowMs());
      const known = await readKnown(book, capturer.idSalt, source, contacts);
      const place = { idSalt: capturer.idSalt, source, at: capturer.now, user: capturer.user, userOf: () => undefined };
      const counts = { added: 0, filled: 0, unchanged: 0 };
      const deleted: number[] = [];
      const changes: Change[] = [];
      for (const contact of contacts) {
        const plan = planContact(contact, place, known);
        if (plan === 'deleted-before') {
          deleted.push(contact.line);
          continue;
        }
        const { customer, alias, matchedBy, filled } = plan;
        counts[matchedBy === undefined ? 'added' : filled.length > 0 ? 'filled' : 'unchanged'] += 1;
        for (const { id, kind, fields } of [customer, ...(alias === undefined ? [] : [alias])]) {
          const held = known.record(id);
          // By what is in sight somebody stands already, or everybody does; it must not hang on this act.
          const keeper = held === undefined || isDeleted(held.body) ? { [fieldOf('by', capturer.user)]: true } : {};
          const all = Object.entries({ ...fields, ...keeper });
          changes.push(...all.map(([field, value]): Change => ({ id, kind, field, value })));
          known.write(id, kind, all);
        }
        known.learn(contact, customer.id);
      }
      const act = changes.length === 0 ? null : await commitAct(book, 'importContacts', changes, nowMs());
      background.afterWrite();
      return { act, ...counts, deleted };
    },
  };
}

/** What the book holds of the people of a file, kept up with what its rows write. */
async function readKnown(book: Book, idSalt: Uint8Array, source: string, contacts: readonly ImportedContact[]) {
  const rows = await book.rows('c').toArray();
  const records = new Map(rows.map((row): [string, StoredRecord] => [row.id, toRecord(row)]));
  const [emails, phones, externalIds] = [new Map<string, string>(), new Map<string, Set<string>>(), new Map<string, string>()];
  const addPhone = (phone: string, id: string): void => void phones.set(phone, new Set([...(phones.get(phone) ?? []), id]));
  for (const { id, body } of records.values()) {
    for (const [field, value] of isDeleted(body) ? [] : Object.entries(body)) {
      if (value === true && field.startsWith('emails/')) {
        emails.set(normalizeEmail(field.slice('emails/'.length)) ?? '', id);
      } else if (value === true && field.startsWith('phones/')) {
        addPhone(field.slice('phones/'.length), id);
      }
    }
  }
  for (const { externalId } of contacts) {
    const alias = externalId === undefined ? undefined : await findRecord(book, aliasId(idSalt, aliasValue(source, externalId)));
    const to = alias?.body['to'];
    if (externalId !== undefined && alias !== undefined && typeof to === 'string' && !isDeleted(alias.body)) {
      externalIds.set(externalId, to);
    }
    if (alias !== undefined) {
      records.set(alias.id, alias);
    }
  }
  const known: KnownCustomers = {
    byExternalId: (externalId) => externalIds.get(externalId),
    byEmail: (email) => emails.get(email),
    byPhone: (phone) => [...(phones.get(phone) ?? [])],
    record: (id) => records.get(id),
  };
  return {
    ...known,
    write(id: string, kind: string, fields: readonly (readonly [string, Change['value']])[]): void {
      // Later rows only ask what is there; the real stamps are given when the act is committed.
      const ops = fields.map(([field, value]): Op => [id, kind, field, value, 'f'.repeat(28)]);
      records.set(id, mergeOps(records.get(id) ?? emptyRecord(id, kind), ops).record);
    },
    learn({ externalId, emails: addresses, phones: numbers }: ImportedContact, id: string): void {
      addresses.forEach((email) => emails.set(email, emails.get(email) ?? id));
      numbers.forEach((phone) => addPhone(phone, id));
      if (externalId !== undefined) {
        externalIds.set(externalId, externalIds.get(externalId) ?? id);
      }
    },
  };
}
