import { AppError } from '#shared/errors.ts';
import { changesOf } from '#shared/import/changes.ts';
import { missingColumns, readOrderLines, type BadLine } from '#shared/import/order-lines.ts';
import { aliasId, aliasValue, normalizeAddress, toRecords, type WantedRecord } from '#shared/import/order-records.ts';
import { toInstant } from '#shared/model/field.ts';
import { bytesFromHex, sha256Hex } from '#shared/sync/ids.ts';
import type { Org, Store, Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { beginImport, countWritten, endImport } from './import-batch.ts';
import { writeOrRehearse } from './import-contacts.ts';
import { writeImported, type ImportRun, type Outcome } from './import-write.ts';

/** A table of order lines to be imported. */
export type OrderImport = {
  readonly text: string;
  /** Names where the table comes from; the same order of the same source is the same record. */
  readonly source: string;
  /** What amounts are in where a line does not say; the organization's own when missing. */
  readonly currency?: string | undefined;
  /** The file's name. */
  readonly name?: string | undefined;
  /** Who imports: a user's id, or `operator`. */
  readonly actor: string;
  /** Says what would be done and changes nothing. */
  readonly isRehearsal?: boolean | undefined;
  /** Told now and then how many of the records have been looked at. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

/** What an import did. `added`, `changed` and `unchanged` count orders. */
export type ImportSummary = {
  /** Under which it can be taken back. */
  readonly batch: string;
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
  const isRehearsal = given.isRehearsal === true;
  // The same lines in another order are the same import.
  const fingerprint = sha256Hex(
    given.text
      .split(/\r\n|\n|\r/u)
      .toSorted()
      .join('\n'),
  );
  const of = { kind: 'orders', name: given.name ?? source, source, fingerprint, actor: given.actor } as const;
  const run: ImportRun = isRehearsal ? { org, batch: '', actor: given.actor } : await beginImport(deps, orgId, of);
  let isTouched = false;
  for (let from = 0; from < wanted.length; from += CHUNK) {
    const chunk = wanted.slice(from, from + CHUNK);
    const outcomes = await writeOrRehearse(deps, isRehearsal, (tx) => writeChunk(tx, run, clock.nowMs(), chunk));
    chunk.forEach(({ kind }, index) => {
      const outcome = outcomes[index] ?? 'unchanged';
      isTouched ||= outcome !== 'unchanged';
      counts[outcome] += kind === 'o' ? 1 : 0;
    });
    given.onProgress?.(Math.min(wanted.length, from + CHUNK), wanted.length);
  }
  const currency = org.currency ?? given.currency ?? commonest(table.rows.map((row) => row.currency));
  if (!isRehearsal) {
    await endImport(deps, run, isTouched);
  }
  if (isTouched && !isRehearsal && currency !== org.currency && currency !== undefined) {
    await store.write((tx) => tx.saveOrgSettings(orgId, { ...org, currency }));
  }
  const badLines = [...table.badLines, ...made.badLines].toSorted((a, b) => a.line - b.line);
  return { batch: run.batch, lines: table.lines, orders: made.orders.length, customers: made.customers.length, ...counts, badLines };
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

async function writeChunk(tx: Tx, run: ImportRun, nowMs: number, chunk: readonly WantedRecord[]): Promise<readonly Outcome[]> {
  const held = await tx.lockRecords(
    run.org.id,
    chunk.map(({ id }) => id),
  );
  const find = (id: string) => held.get(id)?.record;
  const writes = chunk.map((wanted) => ({ ...wanted, fields: changesOf(find(wanted.id), wanted) }));
  const outcomes = await writeImported(tx, run, nowMs, writes, find);
  await countWritten(tx, run, outcomes);
  return outcomes;
}

function commonest(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  texts.forEach((text) => counts.set(text, (counts.get(text) ?? 0) + 1));
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
