import type { CapturedAddress, CapturedContact, CapturedField, CapturedMessage } from '../model/capture.ts';
import { domainOf, isMachineAddress, isSharedMailbox, normalizeEmail } from './addresses.ts';
import { isUnsureReader } from './generic-reader.ts';
import { toLine } from './line.ts';
import { guessCompany } from './text/companies.ts';
import { domainLabel } from './text/domain-label.ts';
import { offeredName } from './text/names.ts';
import { readSignature } from './text/signature-fields.ts';

/** Somebody on the other side of a mail. */
export type Counterpart = { readonly role: 'from' | 'to' | 'cc'; readonly name: string; readonly email: string };

/** The header line says it itself: from the raw message, or as the webmail shows it. */
const RAW_CONFIDENCE = 0.99;
const DOM_CONFIDENCE = 0.95;
/** A page that no adapter knows well: its people are shown, never ticked by themselves. */
const GENERIC_CONFIDENCE = 0.6;
/** A shared mailbox's name is a department's: shown, never ticked by itself. */
const SHARED_NAME_CONFIDENCE = 0.6;
/** Below .5 a value waits under "more". */
const DOMAIN_GUESS_CONFIDENCE = 0.4;

/** Own entries: whole addresses, and domains as `@acme.example` or `acme.example`. An address is never compared as part of another. */
function createOwnTest(ownAddresses: readonly string[]): (email: string) => boolean {
  const addresses = new Set<string>();
  const domains = new Set<string>();
  for (const own of ownAddresses) {
    const entry = own.trim().toLowerCase();
    const address = normalizeEmail(entry);
    if (address !== null) {
      addresses.add(address);
    } else if (/^@?[^\s@]+\.[^\s@]+$/u.test(entry)) {
      domains.add(domainOf(normalizeEmail(`x@${entry.replace(/^@/u, '')}`) ?? ''));
    }
  }
  domains.delete('');
  return (email) => addresses.has(email) || domains.has(domainOf(email));
}

/**
 * The people of a message that are not on our own side. A mail from an own address is outgoing, its people are To and Cc.
 * `ownAddresses` holds whole addresses, and for colleagues domains (`acme.example`); addresses come out normalized.
 */
export function listCounterparts(
  message: Pick<CapturedMessage, 'from' | 'to' | 'cc' | 'ownAddresses'>,
  ownAddresses: readonly string[],
): { readonly direction: 'in' | 'out'; readonly people: readonly Counterpart[] } {
  const isOwn = createOwnTest([...ownAddresses, ...message.ownAddresses]);
  const fromEmail = message.from === null ? null : normalizeEmail(message.from.email);
  const direction = fromEmail !== null && isOwn(fromEmail) ? 'out' : 'in';
  const people: Counterpart[] = [];
  const add = (role: Counterpart['role'], person: CapturedAddress): void => {
    const email = normalizeEmail(person.email);
    if (email !== null && !isOwn(email) && !people.some((known) => known.email === email)) {
      people.push({ role, name: person.name, email });
    }
  };
  if (message.from !== null && direction === 'in') {
    add('from', message.from);
  }
  message.to.forEach((person) => add('to', person));
  message.cc.forEach((person) => add('cc', person));
  return { direction, people };
}

/** The signature belongs to the sender alone, and not where he only passes on what another one wrote. */
function readSenderFields(message: CapturedMessage, person: Counterpart, country: string | null): CapturedField[] {
  return person.role === 'from' && message.signature !== null && !message.automatic ? readSignature(message.signature, person, { country }) : [];
}

/**
 * The lead that a message offers of one of its people, the surest value first for each field. A name that is only the address, or
 * that holds another address, is not offered; a freemail domain names no company.
 */
export function proposeContact(message: CapturedMessage, person: Counterpart, context: { readonly country: string | null }): CapturedContact {
  const source = person.role === 'from' ? 'from-line' : 'to-line';
  const isGeneric = message.messageId === null && isUnsureReader(message.adapter);
  const confidence = message.messageId !== null ? RAW_CONFIDENCE : isGeneric ? GENERIC_CONFIDENCE : DOM_CONFIDENCE;
  const fields: CapturedField[] = [{ field: 'email', value: person.email, confidence, source }];
  const name = offeredName(person.name, person.email);
  if (name !== null && !isMachineAddress(person.email)) {
    fields.unshift({
      field: 'name',
      value: toLine(name),
      confidence: isSharedMailbox(person.email) ? Math.min(SHARED_NAME_CONFIDENCE, confidence) : confidence,
      source,
    });
  }
  const signature = readSenderFields(message, person, context.country).map((field) =>
    isGeneric ? { ...field, confidence: Math.min(field.confidence, GENERIC_CONFIDENCE) } : field,
  );
  fields.push(...signature);
  const label = domainLabel(person.email);
  if (label !== null && !signature.some((field) => field.field === 'companyName')) {
    fields.push({ field: 'companyName', value: guessCompany(label), confidence: DOMAIN_GUESS_CONFIDENCE, source });
  }
  return { fields };
}
