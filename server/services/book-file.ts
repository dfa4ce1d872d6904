import { randomUUID } from 'node:crypto';
import { SCOPE_EVERYTHING } from '#shared/access.ts';
import { BOOK_FORMAT, BOOK_FORMAT_VERSION, createBookWriter, type BookEntry, type BookHead, type BookTail } from '#shared/import/book-file.ts';
import { toInstant } from '#shared/model/field.ts';
import { emptyRecord, mergeRecords } from '#shared/sync/merge.ts';
import { hashText } from '../security/hash-text.ts';
import type { Org, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { OPERATOR } from './operate.ts';
import { endsOf, regroupMembers } from './link-members.ts';

const PAGE = 1000;

/**
 * Every record of an organization as the lines of one file, deleted and erased ones too, so that a copy merges as the
 * original does. Passwords, sessions and browsers are not in it, nor the history of each field. Written while the server
 * runs: a record that changes meanwhile is in it as it was or as it is.
 */
export async function* exportBook(deps: Deps, org: Org): AsyncGenerator<string, BookTail> {
  await deps.store.write((tx) => writeAudit(tx, org.id, deps.clock.nowMs(), OPERATOR, 'book-exported', org.id));
  return yield* writeBook(deps, org);
}

/** Reads every record of an organization and tells how many there are and what they come to: the digest of an export. */
export async function countBook(deps: Deps, org: Org): Promise<BookTail> {
  const lines = writeBook(deps, org);
  for (;;) {
    const next = await lines.next();
    if (next.done === true) {
      return next.value;
    }
  }
}

async function* writeBook({ store, clock }: Deps, org: Org): AsyncGenerator<string, BookTail> {
  const writer = createBookWriter(hashText);
  const { id, name, idSalt, currency, timeZone, epoch, shareOnCapture } = org;
  yield writer.head({
    format: BOOK_FORMAT,
    version: BOOK_FORMAT_VERSION,
    exportedAt: toInstant(clock.nowMs()),
    organization: { id, name, idSalt, currency, timeZone, epoch, shareOnCapture },
  });
  for (let after: string | null = ''; after !== null;) {
    const query = { scopes: [SCOPE_EVERYTHING], part: 'all', sinceDay: '0000-00-00', after, limit: PAGE } as const;
    const page: Awaited<ReturnType<typeof store.readSnapshot>> = await store.readSnapshot(org.id, query);
    for (const { record } of page.records) {
      const scopes = Object.fromEntries((await store.listGrants(org.id, record.id)).map(({ scope, level }) => [scope, level]));
      yield writer.entry({ record, scopes });
    }
    after = page.next;
  }
  yield writer.end();
  return writer.tail();
}

/** Where a book is to go: a new organization, the same one again, or nowhere because another lives here. */
export async function findHome({ store }: Deps, head: BookHead): Promise<'new' | 'same' | 'taken'> {
  const orgs = await store.listOrgs();
  if (orgs.length === 0) {
    return 'new';
  }
  return orgs.some(({ id, idSalt }) => id === head.organization.id && idSalt === head.organization.idSalt) ? 'same' : 'taken';
}

/** What an import of a book did: records that were not there, that got something, and that were known as they are. */
export type BookImported = { readonly added: number; readonly changed: number; readonly unchanged: number };

/**
 * Writes the records of a book that was read and checked before. Into an empty place it makes the organization with its
 * id and salt, under a new epoch, since no browser is paired with it yet; into the same organization it merges, so that a
 * second import changes nothing.
 */
export async function importBook(deps: Deps, head: BookHead, entries: AsyncIterable<BookEntry>): Promise<BookImported> {
  const { store, clock } = deps;
  const { id, name, idSalt, currency, timeZone, shareOnCapture } = head.organization;
  if ((await findHome(deps, head)) === 'new') {
    await store.write(async (tx) => {
      await tx.addOrg({ id, name, idSalt, currency, timeZone, shareOnCapture, seq: 0, floorSeq: 0, epoch: randomUUID() }, clock.nowMs());
      await writeAudit(tx, id, clock.nowMs(), OPERATOR, 'book-imported', id);
    });
  }
  const done = { added: 0, changed: 0, unchanged: 0 };
  const joined = new Set<string>();
  let batch: BookEntry[] = [];
  const flush = async (): Promise<void> => {
    const taken = batch;
    batch = [];
    const written = await store.write((tx) => writeBatch(tx, id, taken));
    done.added += written.added;
    done.changed += written.changed;
    done.unchanged += written.unchanged;
    for (const { record } of taken) {
      endsOf(record).forEach((end) => joined.add(end));
    }
  };
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length === PAGE) {
      await flush();
    }
  }
  await flush();
  if (joined.size > 0) {
    await store.write((tx) => regroupMembers(tx, id, [...joined]));
  }
  return done;
}

async function writeBatch(tx: Tx, org: string, batch: readonly BookEntry[]): Promise<BookImported> {
  const held = await tx.lockRecords(
    org,
    batch.map(({ record }) => record.id),
  );
  const writes = batch.map(({ record, scopes }) => {
    const before = held.get(record.id)?.record;
    const merged = mergeRecords(before ?? emptyRecord(record.id, record.kind), record);
    return {
      record: merged.record,
      scopes,
      isNew: before === undefined,
      isChanged: before === undefined || merged.changed.length > 0 || merged.record.floor !== before.floor,
    };
  });
  const changed = writes.filter(({ isChanged }) => isChanged);
  const added = changed.filter(({ isNew }) => isNew).length;
  const done = { added, changed: changed.length - added, unchanged: writes.length - changed.length };
  if (changed.length === 0) {
    return done;
  }
  const first = await tx.takeSeq(org, changed.length);
  for (const [at, { record, scopes }] of changed.entries()) {
    await tx.saveRecord(org, record, first + at);
    for (const [scope, level] of Object.entries(scopes)) {
      await tx.grant(org, scope, record.id, first + at, level);
    }
  }
  return done;
}
