import type { PrintedMeeting } from './cli-mail.ts';
import { listCounterparts, proposeContact } from '#shared/capture/people.ts';
import type { CapturedContact, CapturedField, CapturedMessage, CapturedOrder, CapturedOrganization, CaptureNote } from '#shared/model/capture.ts';

/** The shapes that `npm run capture` prints, made of what the readers give. Only what would be proposed is listed. */

const PROPOSED = 0.5;

type Proof = { readonly confidence: number; readonly source: string };

export type PrintedPerson = {
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly organization: string | null;
  readonly title: string | null;
  readonly address: string | null;
  readonly urls: readonly string[];
  readonly confidence: number;
  readonly fields: Readonly<Record<string, Proof>>;
};

type PrintedOrganization = Omit<PrintedPerson, 'organization' | 'title'>;

/** One line of the output. */
export type Printed = {
  readonly file: string;
  readonly kind: 'page' | 'message' | 'text' | 'vcard' | 'calendar';
  readonly adapter: string | null;
  readonly ms: number;
  readonly messages: readonly PrintedMessage[];
  readonly people: readonly PrintedPerson[];
  readonly organizations: readonly PrintedOrganization[];
  readonly orders: readonly CapturedOrder[];
  /** There only where a message carries an invitation, and for calendar files. */
  readonly meetings?: readonly PrintedMeeting[];
  readonly notes: readonly string[];
};

type PrintedMessage = Omit<CapturedMessage, 'adapter' | 'ownAddresses' | 'notes'>;

/** How the fields of a capture are called in the output. */
const NAMES: ReadonlyMap<CapturedField['field'], string> = new Map([
  ['name', 'name'],
  ['email', 'emails'],
  ['phone', 'phones'],
  ['companyName', 'organization'],
  ['title', 'title'],
  ['address', 'address'],
  ['link', 'urls'],
]);

function proofsOf(fields: readonly CapturedField[]): Record<string, Proof> {
  const proofs: Record<string, Proof> = {};
  for (const { field, confidence, source } of fields) {
    const name = NAMES.get(field) ?? field;
    if (proofs[name] === undefined || proofs[name].confidence < confidence) {
      proofs[name] = { confidence: round(confidence), source };
    }
  }
  return proofs;
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

function surest(fields: readonly CapturedField[]): CapturedField[] {
  return fields.filter((field) => field.confidence >= PROPOSED).toSorted((a, b) => b.confidence - a.confidence);
}

/** A person as printed, or null where nothing is sure enough. */
export function printPerson(contact: CapturedContact): PrintedPerson | null {
  const fields = surest(contact.fields);
  const all = (name: CapturedField['field']): string[] => [...new Set(fields.filter((field) => field.field === name).map((field) => field.value))];
  const one = (name: CapturedField['field']): string | null => all(name)[0] ?? null;
  const key = fields.filter((field) => field.field === 'name' || field.field === 'email');
  if (key.length === 0 && all('phone').length === 0) {
    return null;
  }
  return {
    name: one('name'),
    emails: all('email'),
    phones: all('phone'),
    organization: one('companyName'),
    title: one('title'),
    address: one('address'),
    urls: all('link'),
    confidence: round(Math.max(0, ...(key.length > 0 ? key : fields).map((field) => field.confidence))),
    fields: proofsOf(fields),
  };
}

/** A company as printed, or null where nothing is sure enough. */
export function printOrganization(organization: CapturedOrganization): PrintedOrganization | null {
  const named = organization.fields.map((field): CapturedField => (field.field === 'companyName' ? { ...field, field: 'name' } : field));
  const printed = printPerson({ fields: named });
  if (printed === null) {
    return null;
  }
  const { organization: _company, title: _title, ...rest } = printed;
  return rest;
}

/** A message as printed. */
export function printMessage(message: CapturedMessage): PrintedMessage {
  const { messageId, nativeId, threadId, from, to, cc, replyTo, subject, sentAt, precision, text, signature, automatic } = message;
  return { messageId, nativeId, threadId, from, to, cc, replyTo, subject, sentAt, precision, text, signature, automatic };
}

/** Notes as short sentences: a key with its detail. */
export function printNotes(notes: readonly CaptureNote[]): string[] {
  return notes.map((note) => (note.detail === '' ? note.key : `${note.key}: ${note.detail}`));
}

/**
 * The people whom a message offers. Where the page does not say who its user is, one of the recipients is he: then only the
 * sender is offered. Machine mail offers nobody.
 */
export function peopleOfMessage(message: CapturedMessage, country: string | null): CapturedContact[] {
  if (message.automatic) {
    return [];
  }
  const { people } = listCounterparts(message, []);
  const offered = message.ownAddresses.length > 0 ? people : people.filter((person) => person.role === 'from');
  return offered.slice(0, 30).map((person) => proposeContact(message, person, { country }));
}
