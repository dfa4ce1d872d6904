import type { CapturedField, CapturedMessage } from '#shared/model/capture.ts';
import type { Customer } from '#shared/model/customer.ts';
import { fieldOf } from '#shared/model/entity.ts';
import { cutToField, type Instant } from '#shared/model/field.ts';
import { customerKey, idFromKey, messageKey, sha256Hex } from '#shared/sync/ids.ts';
import { isSharedMailbox, normalizeEmail } from '#shared/capture/addresses.ts';
import { pageAddress } from '#shared/capture/page-address.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import type { Change } from '../store/write.ts';

/** Who captures, and when. `idSalt` is the organization's, in bytes. */
export type Capturer = { readonly user: string; readonly idSalt: Uint8Array; readonly now: Instant };

/** The id that a message has in every book of the organization; null when nobody is named as its sender. */
export function interactionIdOf(message: CapturedMessage, idSalt: Uint8Array): string | null {
  return message.from && idFromKey('i', idSalt, keyOf(message, message.from.email));
}

function keyOf(message: CapturedMessage, fromEmail: string): string {
  // The page shows a domain in its own letters, the source in punycode: one mail, one key.
  return messageKey({
    messageId: message.messageId,
    fromEmail: normalizeEmail(fromEmail) ?? fromEmail,
    sentAt: message.sentAt,
    subject: message.subject,
    text: message.text,
  });
}

/** Somebody who may become a customer: under an id that every browser of the organization derives from `key`. */
export type Lead = { readonly id: string; readonly key: string; readonly email: string | null; readonly kind: 'person' | 'company' };

/** Who a lead with an address is: a person, or a company for a shared mailbox. */
export function leadOf(email: string, idSalt: Uint8Array): Lead {
  const key = customerKey(email);
  return { id: idFromKey('c', idSalt, key), key, email, kind: isSharedMailbox(email) ? 'company' : 'person' };
}

/** Who a lead without an address is: whoever has this name on this page, however often and by whom the page is read. */
export function leadOfPage(url: string, kind: Lead['kind'], name: string, idSalt: Uint8Array): Lead {
  const key = `page:${pageAddress(url)}|${kind}|${name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase()}`;
  return { id: idFromKey('c', idSalt, key), key, email: null, kind };
}

/** What turns an offered person into a customer. Values that the book already has are never written over. */
export function toLeadChanges(
  lead: Lead,
  fields: readonly CapturedField[],
  corrected: ReadonlySet<string>,
  known: Customer | undefined,
  source: { readonly interaction: string | null; readonly direction: 'in' | 'out' | null },
  capturer: Capturer,
): { readonly customer: string; readonly changes: readonly Change[] } {
  const { email } = lead;
  const customer = known?.id ?? lead.id;
  const changes: Change[] = [];
  const write = (field: string, value: Change['value']): void => {
    changes.push({ id: customer, kind: 'c', field, value });
  };
  const writeFound = (field: string, value: Change['value'], found: CapturedField | undefined): void => {
    write(field, value);
    write(fieldOf('provenance', field), {
      reader: !found || corrected.has(found.field) || found.source === 'corrected' ? 'hand' : found.source,
      at: capturer.now,
      ...(source.interaction === null ? {} : { source: source.interaction }),
      ...(found ? { confidence: found.confidence } : {}),
    });
  };
  if (!known) {
    write('kind', lead.kind);
    write('keyedBy', lead.key);
    write('capturedAt', capturer.now);
    write('capturedBy', capturer.user);
    if (source.direction === 'in') {
      write('lawfulBasis', 'enquiry');
    }
  }
  write(fieldOf('by', capturer.user), true);
  if (email !== null && !known?.emails.includes(email)) {
    writeFound(
      fieldOf('emails', email),
      true,
      fields.find((found) => found.field === 'email'),
    );
  }
  for (const found of fields) {
    const target = targetOf(found, known);
    if (target) {
      writeFound(target.field, target.value, found);
    }
  }
  if (!known && !changes.some((change) => change.field === 'name')) {
    writeFound('name', email ?? fields[0]?.value ?? '', undefined);
  }
  return { customer, changes };
}

function targetOf(found: CapturedField, known: Customer | undefined): { readonly field: string; readonly value: Change['value'] } | undefined {
  const value = found.field === 'link' ? pageAddress(found.value) : found.value.trim();
  switch (found.field) {
    case 'name':
    case 'title':
    case 'companyName':
      return value === '' || known?.[found.field] !== undefined ? undefined : { field: found.field, value };
    case 'phone':
      return value === '' || known?.phones.includes(value) ? undefined : { field: fieldOf('phones', value), value: true };
    case 'link':
      return value === '' || known?.links.some((link) => pageAddress(link) === value) ? undefined : { field: fieldOf('links', value), value: true };
    case 'address':
      return value === '' ? undefined : { field: fieldOf('addresses', sha256Hex(value).slice(0, 8)), value: { text: value } };
    case 'email':
      return undefined;
  }
}

/**
 * What logs an open message: its content, who took part, who logged it. The same mail logged by a colleague has the
 * same id, so that this only adds the colleague's name to it.
 */
export function toLogChanges(
  message: CapturedMessage,
  customers: readonly string[],
  ownAddresses: readonly string[],
  capturer: Capturer,
): { readonly interaction: string; readonly changes: readonly Change[] } | undefined {
  const { from } = message;
  const interaction = interactionIdOf(message, capturer.idSalt);
  if (!from || interaction === null) {
    return undefined;
  }
  const text = cutToField(message.text);
  const notes = message.notes.map((note) => (note.detail === '' ? note.key : `${note.key}: ${note.detail}`));
  const fields: readonly (readonly [string, Change['value']])[] = [
    ['channel', 'email'],
    ['direction', listCounterparts(message, ownAddresses).direction],
    ['happenedAt', message.sentAt ?? capturer.now],
    ['precision', message.sentAt === null ? 'day' : message.precision],
    ['people', toPeople(message)],
    ['subject', message.subject.slice(0, 500)],
    ['text', text],
    ['notes', text.length < message.text.length ? [...notes, `text-cut: ${text.length} of ${message.text.length}`] : notes],
    ['capturedWith', message.adapter],
    ['loggedBy', capturer.user],
    ['keyedBy', keyOf(message, from.email)],
    ...(message.messageId === null ? [] : [['messageId', message.messageId] as const]),
    ...(message.threadId === null ? [] : [['threadId', message.threadId] as const]),
    ...customers.map((customer) => [fieldOf('participants', customer), true] as const),
    [fieldOf('participants', capturer.user), true],
    [fieldOf('by', capturer.user), true],
  ];
  return { interaction, changes: fields.map(([field, value]) => ({ id: interaction, kind: 'i', field, value })) };
}

/** At most this many of a long Cc list are kept with the mail. */
const PEOPLE_KEPT = 50;

function toPeople(message: CapturedMessage): { role: 'from' | 'to' | 'cc' | 'reply-to'; name: string; email: string }[] {
  const list = [
    ...(message.from ? [{ role: 'from' as const, ...message.from }] : []),
    ...message.to.map((person) => ({ role: 'to' as const, ...person })),
    ...message.cc.map((person) => ({ role: 'cc' as const, ...person })),
    ...message.replyTo.map((person) => ({ role: 'reply-to' as const, ...person })),
  ];
  return list.slice(0, PEOPLE_KEPT);
}
