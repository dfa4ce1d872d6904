import { isSameName } from '../capture/text/names.ts';
import type { Instant } from '../model/field.ts';
import type { ImportedContact } from '../model/imported.ts';
import { DELETED, isDeleted, toJson, type Json, type StoredRecord } from '../model/record.ts';
import { customerKey, idFromKey, sha256Hex } from '../sync/ids.ts';
import { canonicalJson } from '../sync/merge.ts';
import { IMPORT_DEVICE } from './changes.ts';
import { aliasId, aliasValue, type WantedRecord } from './order-records.ts';

/** What the book knows of the people of some rows, as it stands after the rows before. */
export type KnownCustomers = {
  readonly byExternalId: (externalId: string) => string | undefined;
  readonly byEmail: (email: string) => string | undefined;
  readonly byPhone: (phone: string) => readonly string[];
  readonly record: (id: string) => StoredRecord | undefined;
};

/** What records are made with. */
export type ContactPlace = {
  readonly idSalt: Uint8Array;
  /** Names where the file comes from: ids of one program are told apart from those of another. */
  readonly source: string;
  readonly at: Instant;
  /** The user who imports, where it is one. */
  readonly user: string | undefined;
  /** User id of an address; undefined for people who are no users. */
  readonly userOf: (email: string) => string | undefined;
};

/** By what a row was found to be a customer of the book; `key`: the same row of an earlier import. */
export type MatchedBy = 'external-id' | 'email' | 'phone' | 'key';

/** What one row makes of the book. Fields are names of the model, each once. */
export type ContactPlan = {
  readonly customer: WantedRecord;
  readonly alias: WantedRecord | undefined;
  readonly matchedBy: MatchedBy | undefined;
  /** Fields of a known customer that were empty and have a value now. */
  readonly filled: readonly string[];
  /** Fields of a known customer that hold something else: the book's value stays. */
  readonly kept: readonly string[];
};

/**
 * What a row of contacts changes: all of it for somebody new, empty fields alone for a customer who is known by the
 * number of the other program, by an address, or by a number together with the name. Nothing is ever written over.
 * `deleted-before`: somebody deleted this customer on purpose.
 */
export function planContact(contact: ImportedContact, place: ContactPlace, known: KnownCustomers): ContactPlan | 'deleted-before' {
  const { idSalt, source } = place;
  const [email] = contact.emails;
  const external = contact.externalId === undefined ? undefined : aliasValue(source, contact.externalId);
  const key = email !== undefined ? customerKey(email) : (external ?? contentKey(contact));
  const keyId = idFromKey('c', idSalt, key);
  const found = findMatch(contact, known);
  const id = found?.id ?? keyId;
  const held = known.record(id);
  if (held?.body[DELETED] === true) {
    return 'deleted-before';
  }
  // What an undone import left is not in anybody's view: it is filled as if it were new.
  const isKnown = held !== undefined && !isDeleted(held.body);
  const matchedBy = isKnown ? (found?.by ?? 'key') : undefined;
  const foreign = contact.emails.filter((one) => ![undefined, id].includes(known.byEmail(one)));
  const wanted = wantedFields(contact, place, key, foreign);
  const fields: Record<string, Json> = {};
  const [filled, kept] = [new Set<string>(), new Set<string>(foreign.length > 0 ? ['emails'] : [])];
  const hasAddress = isKnown && Object.entries(held.body).some(([field, value]) => field.startsWith('addresses/') && value !== null);
  for (const [field, value] of wanted) {
    const [name = ''] = field.split('/');
    if (name === 'addresses' && hasAddress) {
      if (held.body[field] === undefined) {
        kept.add(name);
      }
    } else if (isEmpty(held, field, isKnown) && canonicalJson(held?.body[field] ?? null) !== canonicalJson(value)) {
      fields[field] = value;
      fields[`provenance/${field}`] = { reader: 'import', source, at: place.at };
      filled.add(name);
    } else if (canonicalJson(held?.body[field] ?? null) !== canonicalJson(value)) {
      kept.add(name);
    }
  }
  if (held === undefined) {
    Object.assign(fields, {
      capturedAt: place.at,
      ...(place.user === undefined ? {} : { capturedBy: place.user }),
      ...(key.length <= 500 ? { keyedBy: key } : {}),
    });
  }
  const owner = contact.ownerEmail === undefined ? undefined : place.userOf(contact.ownerEmail);
  const reps = owner === undefined ? [] : [owner];
  // One that is known is named again with nothing to write: this import stands by it too.
  const isLinked = known.byExternalId(contact.externalId ?? '') === id;
  const link: Readonly<Record<string, Json>> = external === undefined || isLinked ? {} : { type: 'external', value: external, to: id };
  const alias: WantedRecord | undefined = external === undefined ? undefined : { id: aliasId(idSalt, external), kind: 'a', fields: link, reps: [] };
  return { customer: { id, kind: 'c', fields, reps }, alias, matchedBy, filled: isKnown ? [...filled] : [], kept: isKnown ? [...kept] : [] };
}

function findMatch(contact: ImportedContact, known: KnownCustomers): { readonly id: string; readonly by: MatchedBy } | undefined {
  const external = contact.externalId === undefined ? undefined : known.byExternalId(contact.externalId);
  if (external !== undefined) {
    return { id: external, by: 'external-id' };
  }
  for (const email of contact.emails) {
    const id = known.byEmail(email);
    if (id !== undefined) {
      return { id, by: 'email' };
    }
  }
  // A number may be a whole office's: it needs the name beside it, and to lead to one customer alone.
  const byNumber = new Set(contact.phones.filter((phone) => phone.startsWith('+')).flatMap((phone) => known.byPhone(phone)));
  const called = [...byNumber].filter((id) => isCalled(known.record(id), contact));
  const [only] = called;
  return only !== undefined && called.length === 1 ? { id: only, by: 'phone' } : undefined;
}

function isCalled(held: StoredRecord | undefined, contact: ImportedContact): boolean {
  const name = held?.body['name'];
  return typeof name === 'string' && (name === contact.name || isSameName(name, contact.name));
}

/** The key of a contact that has neither an address nor a number of another program: what it is called, where, and its number. */
function contentKey(contact: ImportedContact): string {
  const parts = [contact.kind, contact.name, contact.companyName ?? '', contact.phones[0] ?? ''];
  return `contact:${parts.map((part) => part.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()).join('|')}`.slice(0, 500);
}

function wantedFields(contact: ImportedContact, place: ContactPlace, key: string, foreign: readonly string[]): readonly (readonly [string, Json])[] {
  const { name, kind, companyName, title, occupation, gender, birthYear, industry, area, wonSource, optOut } = contact;
  const owner = contact.ownerEmail === undefined ? undefined : place.userOf(contact.ownerEmail);
  const single: Readonly<Record<string, Json | undefined>> = {
    name,
    kind,
    companyName,
    title,
    occupation,
    gender,
    birthYear,
    industry,
    area,
    wonSource,
    optOut,
    owner,
  };
  return [
    ...Object.entries(single).flatMap(([field, value]): [string, Json][] => (value === undefined ? [] : [[field, value]])),
    ...contact.emails.filter((email) => !foreign.includes(email)).map((email): [string, Json] => [`emails/${email}`, true]),
    ...contact.phones.map((phone): [string, Json] => [`phones/${phone}`, true]),
    ...contact.links.map((link): [string, Json] => [`links/${link}`, true]),
    ...contact.tags.map((tag): [string, Json] => [`tags/${tag}`, true]),
    ...contact.addresses.map((address): [string, Json] => [`addresses/${sha256Hex(address.text).slice(0, 8)}`, toJson(address)]),
    ...Object.entries(contact.handles ?? {}).map(([kindOf, handle]): [string, Json] => [`handles/${kindOf}`, handle]),
    ...Object.entries(contact.custom ?? {}).map(([column, text]): [string, Json] => [`custom/${column}`, text]),
  ];
}

/** True where nothing or a stopgap stands, or where only an import that was undone took something away. What a person removed from a customer who is in sight stays removed. */
function isEmpty(held: StoredRecord | undefined, field: string, isSeen: boolean): boolean {
  const value = held?.body[field];
  // Who was captured without a name is called by his address until somebody names him.
  if (field === 'name' && typeof value === 'string' && held?.body[`emails/${value}`] === true) {
    return true;
  }
  return (
    value === undefined ||
    ((value === null || (value === false && field.includes('/'))) && (!isSeen || (held?.stamps[field] ?? '').endsWith(IMPORT_DEVICE)))
  );
}
