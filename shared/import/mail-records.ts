import { normalizeEmail } from '../capture/addresses.ts';
import { neverLogReason, type NeverLogRules } from '../capture/never-log.ts';
import { listCounterparts, proposeContact } from '../capture/people.ts';
import type { CapturedMessage } from '../model/capture.ts';
import { cutToField, type Instant } from '../model/field.ts';
import type { ImportedContact } from '../model/imported.ts';
import type { Json, StoredRecord } from '../model/record.ts';
import { idFromKey, messageKey } from '../sync/ids.ts';
import type { WantedRecord } from './order-records.ts';

/** Why a message of a mailbox is not logged. */
export type MailLeftOut = 'rule' | 'automatic' | 'too-many' | 'own-domain' | 'spam' | 'trash' | 'draft' | 'nobody-known' | 'no-sender' | 'no-date';

/** Somebody who wrote or was written to and is no customer yet. */
export type MailProposal = {
  readonly email: string;
  readonly name: string;
  readonly mails: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
};

/** How mail is judged: whose it is, which addresses are ours, what is never logged. */
export type MailPlace = {
  readonly idSalt: Uint8Array;
  /** Whose mailbox it is. */
  readonly user: string | undefined;
  readonly ownAddresses: readonly string[];
  readonly neverLog: NeverLogRules;
};

/** At most this many of a long list of recipients are kept with the mail. */
const PEOPLE_KEPT = 50;
/** A value that a signature gives is taken where it is at least this sure. */
const SURE = 0.5;

/** One message judged: left out with the reason, or who takes part and when it was. */
export type JudgedMail =
  | { readonly leftOut: MailLeftOut }
  | {
      readonly leftOut: undefined;
      readonly sentAt: Instant;
      readonly fromEmail: string;
      readonly people: readonly { readonly email: string; readonly name: string }[];
    };

/** Whether a message may be logged at all; the rules are those of a mail that is open in a webmail. */
export function judgeMail(message: CapturedMessage, place: MailPlace): JudgedMail {
  const fromEmail = message.from === null ? null : (normalizeEmail(message.from.email) ?? message.from.email);
  if (fromEmail === null) {
    return { leftOut: 'no-sender' };
  }
  const reason = neverLogReason(message, place.neverLog, place.ownAddresses);
  if (reason !== null) {
    return { leftOut: reason };
  }
  if (message.sentAt === null) {
    return { leftOut: 'no-date' };
  }
  return { leftOut: undefined, sentAt: message.sentAt, fromEmail, people: listCounterparts(message, place.ownAddresses).people };
}

/** The contact that a message offers of one of its people, for whoever wants him in the book. */
export function contactOf(message: CapturedMessage, email: string, place: MailPlace, line: number): ImportedContact | undefined {
  const person = listCounterparts(message, place.ownAddresses).people.find((one) => one.email === email);
  if (!person) {
    return undefined;
  }
  const fields = proposeContact(message, person, { country: null }).fields.filter(({ confidence }) => confidence >= SURE);
  const values = (field: string): string[] => fields.filter((one) => one.field === field).map(({ value }) => value);
  const [company] = values('companyName');
  const [title] = values('title');
  return {
    line,
    kind: 'person',
    name: values('name')[0] ?? email,
    emails: [email],
    phones: values('phone'),
    addresses: values('address').map((text) => ({ text })),
    links: values('link').slice(0, 20),
    tags: [],
    ...(company === undefined ? {} : { companyName: company }),
    ...(title === undefined ? {} : { title }),
  };
}

/**
 * The interaction that a message is in every book of the organization: its id comes from the Message-ID and the sender,
 * so that a mail that was captured stays one. Of one that is known only the customers who take part are added.
 */
export function planMail(
  message: CapturedMessage,
  judged: Extract<JudgedMail, { leftOut: undefined }>,
  customers: readonly string[],
  place: MailPlace,
  find: (id: string) => StoredRecord | undefined,
): WantedRecord {
  const key = messageKey({
    messageId: message.messageId,
    fromEmail: judged.fromEmail,
    sentAt: message.sentAt,
    subject: message.subject,
    text: message.text,
  });
  const id = idFromKey('i', place.idSalt, key);
  const held = find(id);
  const participants = [...customers, ...(place.user === undefined ? [] : [place.user])].map((one): [string, Json] => [`participants/${one}`, true]);
  if (held !== undefined) {
    const fresh = participants.filter(([field]) => held.body[field] === undefined);
    return { id, kind: 'i', fields: held.body['private'] === true ? {} : Object.fromEntries(fresh), reps: [] };
  }
  const text = cutToField(message.text);
  const notes = message.notes.map((note) => (note.detail === '' ? note.key : `${note.key}: ${note.detail}`));
  const { direction } = listCounterparts(message, place.ownAddresses);
  const fields: Record<string, Json> = {
    channel: 'email',
    direction,
    happenedAt: judged.sentAt,
    precision: message.precision,
    people: peopleOf(message),
    subject: message.subject.slice(0, 500),
    text,
    notes: text.length < message.text.length ? [...notes, `text-cut: ${text.length} of ${message.text.length}`] : notes,
    capturedWith: message.adapter,
    ...(place.user === undefined ? {} : { loggedBy: place.user }),
    keyedBy: key,
    ...(message.messageId === null ? {} : { messageId: message.messageId }),
    ...(message.threadId === null ? {} : { threadId: message.threadId }),
    ...Object.fromEntries(participants),
  };
  return { id, kind: 'i', fields, reps: place.user === undefined ? [] : [place.user] };
}

function peopleOf(message: CapturedMessage): Json {
  return [
    ...(message.from ? [{ role: 'from', ...message.from }] : []),
    ...message.to.map((person) => ({ role: 'to', ...person })),
    ...message.cc.map((person) => ({ role: 'cc', ...person })),
    ...message.replyTo.map((person) => ({ role: 'reply-to', ...person })),
  ].slice(0, PEOPLE_KEPT);
}
