import { contactOf, judgeMail, planMail, type MailLeftOut, type MailPlace, type MailProposal } from '#shared/import/mail-records.ts';
import { planContact, type ContactPlace, type KnownCustomers } from '#shared/import/contact-records.ts';
import { isFreemail, domainOf } from '#shared/capture/addresses.ts';
import { normalizeAddress } from '#shared/import/order-records.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { toView } from '#shared/model/entity.ts';
import { users } from '#shared/model/user.ts';
import { toInstant } from '#shared/model/field.ts';
import { isDeleted, type StoredRecord } from '#shared/model/record.ts';
import { bytesFromHex, customerKey, idFromKey } from '#shared/sync/ids.ts';
import type { StoredUser, Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { countWritten } from './import-batch.ts';
import { createWrites, writeOrRehearse } from './import-contacts.ts';
import { writeImported, type ImportRun, type RecordWrite } from './import-write.ts';

/** One message with where it stands in its file. */
export type NumberedMail = { readonly number: number; readonly message: CapturedMessage };

/** How a mailbox is imported: whose it is, which further addresses are ours, what is never logged, who is to become a customer. */
export type MailImport = {
  /** Address of the user whose mailbox it is; undefined: of nobody in particular. */
  readonly mailboxOf?: string | undefined;
  readonly ownAddresses: readonly string[];
  readonly neverLog: readonly string[];
  /** Addresses that become customers with their mails, or everybody. */
  readonly accept: readonly string[] | 'all';
  readonly isRehearsal?: boolean;
};

/** What some messages did. Counts are of messages. */
export type MailsDone = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly customers: number;
  readonly leftOut: Readonly<Partial<Record<MailLeftOut, number>>>;
  /** Messages without which something is missing: nobody is named as the sender, or no date can be read. */
  readonly badLines: readonly { readonly line: number; readonly reason: MailLeftOut }[];
  readonly proposals: readonly MailProposal[];
};

/** A mail with more recipients is an announcement. */
const MAX_RECIPIENTS = 20;

/** Imports some messages in one transaction; each is one interaction, also where somebody captured it before. */
export async function importMails(deps: Deps, run: ImportRun, given: MailImport, mails: readonly NumberedMail[]): Promise<MailsDone> {
  return writeOrRehearse(deps, given.isRehearsal === true, (tx) => importChunk(tx, deps, run, given, mails));
}

async function importChunk(tx: Tx, deps: Deps, run: ImportRun, given: MailImport, mails: readonly NumberedMail[]): Promise<MailsDone> {
  const nowMs = deps.clock.nowMs();
  const idSalt = bytesFromHex(run.org.idSalt);
  const team = await tx.listUsers(run.org.id);
  const owner = team.find((user) => user.email === given.mailboxOf || user.id === run.actor);
  const place: MailPlace = {
    idSalt,
    user: owner?.id,
    ownAddresses: [...ownAddressesOf(team, given.mailboxOf ?? owner?.email), ...(await furtherAddresses(tx, run, team)), ...given.ownAddresses],
    neverLog: { rules: [...given.neverLog], maxRecipients: MAX_RECIPIENTS },
  };
  const judged = mails.map(({ number, message }) => ({ number, message, judged: judgeMail(message, place) }));
  const emails = [...new Set(judged.flatMap((one) => (one.judged.leftOut === undefined ? one.judged.people.map(({ email }) => email) : [])))];
  const known = await readKnown(tx, run, emails, idSalt);
  const writes = createWrites(known, nowMs);
  const contactPlace: ContactPlace = { idSalt, source: 'mail', at: toInstant(nowMs), user: place.user, userOf: () => undefined };
  const accepted = given.accept === 'all' ? undefined : new Set(given.accept.map(normalizeAddress));
  const leftOut: Partial<Record<MailLeftOut, number>> = {};
  const proposals = new Map<string, MailProposal>();
  const made = new Set<string>();
  const badLines: { line: number; reason: MailLeftOut }[] = [];
  const leave = (number: number, reason: MailLeftOut): void => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    if (reason === 'no-sender' || reason === 'no-date') {
      badLines.push({ line: number, reason });
    }
  };
  // Somebody may be named in one mail and not in another.
  const named = new Map<string, (typeof judged)[number]>();
  for (const one of judged) {
    for (const { email, name } of one.judged.leftOut === undefined ? one.judged.people : []) {
      const isBetter = !named.has(email) || (name !== '' && !isNamed(named.get(email), email));
      if (isBetter) {
        named.set(email, one);
      }
    }
  }
  const plans: { readonly number: number; readonly message: CapturedMessage; readonly judged: Judged; readonly customers: readonly string[] }[] = [];
  for (const { number, message, judged: one } of judged) {
    if (one.leftOut !== undefined) {
      leave(number, one.leftOut);
      continue;
    }
    const customers: string[] = [];
    for (const { email, name } of one.people) {
      const id = known.byEmail(email);
      if (id !== undefined) {
        customers.push(id);
      } else if (accepted === undefined || accepted.has(email)) {
        const contact = contactOf(named.get(email)?.message ?? message, email, place, number);
        const plan = contact && planContact(contact, contactPlace, known);
        if (plan !== undefined && plan !== 'deleted-before') {
          writes.add({ ...plan.customer, reps: place.user === undefined ? [] : [place.user] });
          known.learn(email, plan.customer.id);
          made.add(plan.customer.id);
          customers.push(plan.customer.id);
        }
      } else {
        proposals.set(email, propose(proposals.get(email), email, name, one.sentAt));
      }
    }
    if (customers.length === 0) {
      leave(number, 'nobody-known');
    } else {
      plans.push({ number, message, judged: one, customers });
    }
  }
  // Which messages are in the book is asked for once their ids are known.
  const ids = plans.map(({ message, judged: one, customers }) => planMail(message, one, customers, place, () => undefined).id);
  const held = await tx.lockRecords(run.org.id, ids);
  held.forEach(({ record }) => known.keep(record));
  const mailIds = new Set<string>();
  for (const { message, judged: one, customers } of plans) {
    const write = planMail(message, one, customers, place, (id) => known.record(id));
    writes.add(write);
    mailIds.add(write.id);
  }
  const list: readonly RecordWrite[] = writes.list();
  const outcomes = await writeImported(tx, run, nowMs, list, known.before);
  await countWritten(tx, run, outcomes);
  const counts = { added: 0, changed: 0, unchanged: 0 };
  list.forEach(({ id }, index) => {
    counts[outcomes[index] ?? 'unchanged'] += mailIds.has(id) ? 1 : 0;
  });
  return { ...counts, customers: made.size, leftOut, badLines, proposals: [...proposals.values()] };
}

function isNamed(one: { readonly judged: ReturnType<typeof judgeMail> } | undefined, email: string): boolean {
  return one?.judged.leftOut === undefined && one?.judged.people.some((person) => person.email === email && person.name !== '') === true;
}

type Judged = Extract<ReturnType<typeof judgeMail>, { leftOut: undefined }>;

/** Our own side: every user's address, and the domain of the mailbox where it is not one of a provider for everybody. */
function ownAddressesOf(team: readonly StoredUser[], mailbox: string | undefined): readonly string[] {
  const addresses = [...team.map(({ email }) => email), ...(mailbox === undefined ? [] : [mailbox])];
  const domains = new Set(addresses.map(domainOf).filter((domain) => domain !== '' && !isFreemail(domain)));
  return [...addresses, ...domains];
}

/** Addresses beside the first that a user has: mail from them is ours too. */
async function furtherAddresses(tx: Tx, run: ImportRun, found: readonly StoredUser[]): Promise<readonly string[]> {
  const records = await tx.lockRecords(
    run.org.id,
    found.map(({ id }) => id),
  );
  return [...records.values()].flatMap(({ record }) => toView(users, record).addresses);
}

function propose(before: MailProposal | undefined, email: string, name: string, sentAt: string): MailProposal {
  return {
    email,
    name: before?.name || name,
    mails: (before?.mails ?? 0) + 1,
    firstAt: before === undefined || sentAt < before.firstAt ? sentAt : before.firstAt,
    lastAt: before === undefined || sentAt > before.lastAt ? sentAt : before.lastAt,
  };
}

/** Proposals of several chunks as one list, those with the most mails first. */
export function joinProposals(lists: readonly (readonly MailProposal[])[]): readonly MailProposal[] {
  const joined = new Map<string, MailProposal>();
  for (const proposal of lists.flat()) {
    const before = joined.get(proposal.email);
    const [first, last] = [
      propose(before, proposal.email, proposal.name, proposal.firstAt),
      propose(before, proposal.email, proposal.name, proposal.lastAt),
    ];
    joined.set(proposal.email, { ...last, firstAt: first.firstAt, mails: (before?.mails ?? 0) + proposal.mails });
  }
  return [...joined.values()].toSorted((a, b) => b.mails - a.mails || (a.email < b.email ? -1 : 1));
}

async function readKnown(tx: Tx, run: ImportRun, emails: readonly string[], idSalt: Uint8Array) {
  const holders = await tx.listHolders(run.org.id, 'emails', emails);
  const keyIds = emails.map((email) => idFromKey('c', idSalt, customerKey(email)));
  const locked = await tx.lockRecords(run.org.id, [...holders.map(({ id }) => id), ...keyIds]);
  const before = new Map([...locked].map(([id, { record }]): [string, StoredRecord] => [id, record]));
  const now = new Map(before);
  const isSeen = (id: string): boolean => {
    const record = before.get(id);
    return record !== undefined && !isDeleted(record.body);
  };
  const byEmail = new Map(holders.filter(({ id }) => isSeen(id)).map(({ value, id }): [string, string] => [value, id]));
  const known: KnownCustomers = {
    byExternalId: () => undefined,
    byEmail: (email) => byEmail.get(email),
    byPhone: () => [],
    record: (id) => now.get(id),
  };
  return {
    ...known,
    before: (id: string) => before.get(id),
    put: (record: StoredRecord): void => void now.set(record.id, record),
    /** A record that was read later, as the book has it. */
    keep: (record: StoredRecord): void => {
      before.set(record.id, record);
      now.set(record.id, record);
    },
    learn: (email: string, id: string): void => void byEmail.set(email, id),
  };
}
