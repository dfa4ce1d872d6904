import { SCOPE_ALL_USERS, scopeOfUser } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { changesOf, IMPORT_DEVICE } from '#shared/import/changes.ts';
import { missingColumns, readOrderLines, type BadLine } from '#shared/import/order-lines.ts';
import { aliasId, aliasValue, normalizeAddress, toRecords, type WantedRecord } from '#shared/import/order-records.ts';
import { toInstant } from '#shared/model/field.ts';
import { createClock, receive, tick, toStamp } from '#shared/sync/clock.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import { emptyRecord, mergeOps } from '#shared/sync/merge.ts';
import type { Op } from '#shared/sync/op.ts';
import type { HistoryRow, Org, Store, Tx } from '../store/port.ts';
import { writeAudit } from './audit.ts';
import type { Deps } from './deps.ts';
import { createGrants } from './share-records.ts';

/** A table of order lines to be imported. */
export type OrderImport = {
  readonly text: string;
  /** Names where the table comes from; the same order of the same source is the same record. */
  readonly source: string;
  /** What amounts are in where a line does not say; the organization's own when missing. */
  readonly currency?: string | undefined;
  /** Who imports: a user's id, or `operator`. */
  readonly actor: string;
  /** Told now and then how many of the records have been looked at. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

/** What an import did. `added`, `changed` and `unchanged` count orders. */
export type ImportSummary = {
  readonly lines: number;
  readonly orders: number;
  readonly customers: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly badLines: readonly BadLine[];
};

/** The source of a table of which nobody says where it comes from. */
export const DEFAULT_SOURCE = 'csv';
/** What amounts are in when neither the table nor the organization says. */
const DEFAULT_CURRENCY = 'EUR';
/** Records written in one transaction: short enough that others write in between. */
const CHUNK = 250;

/**
 * Imports order lines (contracts, section 3). The same table again changes nothing. Bad lines are named and the rest is
 * in. Throws `bad-request` when a needed column is missing.
 */
export async function importOrders(deps: Deps, orgId: string, given: OrderImport): Promise<ImportSummary> {
  const { store, clock } = deps;
  const org = await store.findOrg(orgId);
  if (!org) {
    throw new AppError('not-found');
  }
  const table = readOrderLines(given.text, given.currency ?? org.currency ?? DEFAULT_CURRENCY);
  const missing = missingColumns(table.columns);
  if (missing.length > 0) {
    throw new AppError('bad-request', { reason: 'columns', missing: missing.join(', ') });
  }
  const idSalt = bytesFromHex(org.idSalt);
  const { source } = given;
  const known = await findKnown(store, org, source, new Set(table.rows.map((row) => row.customer)), idSalt);
  const users = new Map((await store.listUsers(orgId)).map((user) => [normalizeAddress(user.email), user.id]));
  const made = toRecords(table.rows, { idSalt, source, users, known, at: toInstant(clock.nowMs()) });
  const wanted = [...made.customers, ...made.aliases, ...made.orders];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  let isTouched = false;
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const chunk = wanted.slice(from, from + CHUNK);
    const outcomes = await store.write((tx) => writeChunk(tx, org, given.actor, clock.nowMs(), chunk));
    chunk.forEach(({ kind }, index) => {
      const outcome = outcomes[index] ?? 'unchanged';
      isTouched ||= outcome !== 'unchanged';
      counts[outcome] += kind === 'o' ? 1 : 0;
    });
    given.onProgress?.(Math.min(wanted.length, from + CHUNK), wanted.length);
  }
  const currency = org.currency ?? given.currency ?? commonest(table.rows.map((row) => row.currency));
  if (isTouched) {
    await store.write(async (tx) => {
      await writeAudit(tx, orgId, clock.nowMs(), given.actor, 'orders-imported', orgId);
      if (currency !== org.currency && currency !== undefined) {
        await tx.saveOrgSettings(orgId, { ...org, currency });
      }
    });
  }
  const badLines = [...table.badLines, ...made.badLines].toSorted((a, b) => a.line - b.line);
  return { lines: table.lines, orders: made.orders.length, customers: made.customers.length, ...counts, badLines };
}

/** Which customers of the source are known under their value, by an earlier import or because somebody put them there. */
async function findKnown(
  store: Store,
  org: Org,
  source: string,
  values: ReadonlySet<string>,
  idSalt: Uint8Array,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const customer of values) {
    const value = aliasValue(source, customer);
    const alias = customer.includes('@') ? undefined : await store.findRecord(org.id, aliasId(idSalt, value));
    const to = alias?.record.body['to'];
    if (typeof to === 'string') {
      known.set(value, to);
    }
  }
  return known;
}

type Outcome = 'added' | 'changed' | 'unchanged';

async function writeChunk(tx: Tx, org: Org, actor: string, nowMs: number, chunk: readonly WantedRecord[]): Promise<readonly Outcome[]> {
  const held = await tx.lockRecords(
    org.id,
    chunk.map(({ id }) => id),
  );
  const changes = chunk.map((wanted) => ({ wanted, fields: changesOf(held.get(wanted.id)?.record, wanted) }));
  const written = changes.filter(({ fields }) => Object.keys(fields).length > 0);
  const first = written.length > 0 ? await tx.takeSeq(org.id, written.length) : 0;
  const seqs = new Map<string, number>();
  const history: HistoryRow[] = [];
  for (const [index, { wanted, fields }] of written.entries()) {
    const { id, kind } = wanted;
    const seq = first + index;
    const before = held.get(id)?.record ?? emptyRecord(id, kind);
    const stamp = toStamp(tick(Object.values(before.stamps).reduce(receive, createClock(IMPORT_DEVICE)), nowMs));
    const ops = Object.entries(fields).map(([field, value]): Op => [id, kind, field, value, stamp]);
    const { record, changed } = mergeOps(before, ops);
    await tx.saveRecord(org.id, record, seq);
    seqs.set(id, seq);
    for (const field of changed) {
      const oldJson = Object.hasOwn(before.body, field) ? JSON.stringify(before.body[field]) : null;
      const newJson = JSON.stringify(record.body[field] ?? null);
      history.push({ seq, id, field, atMs: nowMs, actor, device: IMPORT_DEVICE, oldJson, newJson, stamp: record.stamps[field] ?? '' });
    }
  }
  await tx.addHistory(org.id, history);
  await share(tx, org, chunk, seqs);
  return changes.map(({ wanted, fields }) => (Object.keys(fields).length === 0 ? 'unchanged' : held.has(wanted.id) ? 'changed' : 'added'));
}

/**
 * Who sees what was imported: the reps that the table names; without one everybody, unless the customer is known and has
 * people of its own. Orders are seen by whoever sees their customer, and what happened with a customer by its new reps.
 */
async function share(tx: Tx, org: Org, chunk: readonly WantedRecord[], seqs: ReadonlyMap<string, number>): Promise<void> {
  const grants = createGrants(tx, org.id);
  for (const { id, kind, fields, reps } of chunk) {
    const own = reps.map(scopeOfUser);
    if (kind === 'c') {
      const isKnown = (await grants.scopesOf(id)).size > 0;
      const isGained = await grants.add(id, own.length === 0 && !isKnown ? [SCOPE_ALL_USERS] : own);
      for (const event of isGained && isKnown ? await tx.listEventsOf(org.id, id) : []) {
        const record = (await tx.lockRecords(org.id, [event])).get(event)?.record;
        await grants.add(event, record?.body['private'] === true ? [] : own);
      }
    } else {
      const customer = kind === 'a' ? fields['to'] : fields['customer'];
      await grants.add(id, [...own, ...(typeof customer === 'string' ? await grants.scopesOf(customer) : [])]);
    }
  }
  await grants.save(seqs);
}

function commonest(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  texts.forEach((text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
