import { isBadContact, type BadContact } from '#shared/import/contact-rows.ts';
import { headingKey, type ContactMapping } from '#shared/import/contact-fields.ts';
import type { EncodingGuess } from '#shared/import/decode.ts';
import type { ImportKind } from '#shared/import/kind.ts';
import type { MailLeftOut, MailProposal } from '#shared/import/mail-records.ts';
import type { ByteSource } from '#shared/import/mbox.ts';
import { eachMail } from '#shared/import/read-mails.ts';
import { eachContact, fingerprintOf, type FileChoice, type OpenedFile } from '#shared/import/open-file.ts';
import { toCsvText } from '#shared/import/read-table.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { beginImport, endImport } from './import-batch.ts';
import { importContacts, type ContactsDone, type RowNote } from './import-contacts.ts';
import { importMails, joinProposals, type MailsDone, type NumberedMail } from './import-mail.ts';
import { DEFAULT_SOURCE, importOrders, type ImportSummary } from './import-orders.ts';
import type { ImportRun } from './import-write.ts';
import type { Deps } from './deps.ts';
import { findMapping, saveMapping } from './import-mapping.ts';

/** What is said of a file beside what stands in it. */
export type ImportOptions = FileChoice & {
  /** Who imports: a user's id, or `operator`. */
  readonly actor: string;
  readonly source?: string | undefined;
  readonly currency?: string | undefined;
  /** Country of numbers without a code, two capitals. */
  readonly country: string | null;
  readonly mailboxOf?: string | undefined;
  readonly ownAddresses: readonly string[];
  readonly neverLog: readonly string[];
  readonly accept: readonly string[] | 'all';
  readonly isRehearsal?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** What came of a file. */
export type FileDone =
  | { readonly kind: 'orders'; readonly summary: ImportSummary }
  | {
      readonly kind: 'contacts' | 'cards';
      readonly batch: string;
      readonly rows: number;
      readonly preset: string | null;
      readonly encoding: EncodingGuess | null;
      readonly done: ContactsDone;
    }
  | { readonly kind: 'mail'; readonly batch: string; readonly messages: number; readonly done: MailsDone };

/** Rows in one transaction: short enough that others write in between. */
const ROWS = 1000;
const MAILS = 100;

/** Imports one opened file. The same file again changes nothing, and goes on where it was stopped. */
export async function runImport(deps: Deps, orgId: string, file: ByteSource, opened: OpenedFile, options: ImportOptions): Promise<FileDone> {
  if (opened.kind === 'orders') {
    const { currency, actor, isRehearsal, onProgress } = options;
    const given = {
      text: toCsvText(opened.table),
      source: options.source ?? DEFAULT_SOURCE,
      name: file.name,
      currency,
      actor,
      isRehearsal,
      onProgress,
    };
    return { kind: 'orders', summary: await importOrders(deps, orgId, given) };
  }
  const source = options.source ?? defaultSource(opened);
  const run = await begin(deps, orgId, file, opened.kind, source, options);
  if (opened.kind === 'mail') {
    const { messages, done } = await runMail(deps, run, file, options);
    await end(deps, run, options, done.added + done.changed + done.customers > 0);
    return { kind: 'mail', batch: run.batch, messages, done };
  }
  const { rows, done } = await runContacts(deps, run, opened, source, options, await rememberedOf(deps, orgId, opened, options));
  await end(deps, run, options, done.added + done.filled > 0);
  const encoding = opened.kind === 'cards' ? opened.encoding : (opened.table.encoding ?? null);
  return { kind: opened.kind, batch: run.batch, rows, preset: opened.kind === 'contacts' ? (opened.preset ?? null) : null, encoding, done };
}

/** Under which name ids of the file are kept where nobody says one. */
export function defaultSource(opened: OpenedFile): string {
  return opened.kind === 'contacts'
    ? (opened.preset ?? DEFAULT_SOURCE)
    : opened.kind === 'cards'
      ? 'vcard'
      : opened.kind === 'mail'
        ? 'mail'
        : DEFAULT_SOURCE;
}

async function begin(deps: Deps, orgId: string, file: ByteSource, kind: ImportKind, source: string, options: ImportOptions): Promise<ImportRun> {
  const org = options.isRehearsal === true ? await deps.store.findOrg(orgId) : undefined;
  return org
    ? { org, batch: '', actor: options.actor }
    : beginImport(deps, orgId, { kind, name: file.name, source, fingerprint: await fingerprintOf(file), actor: options.actor });
}

async function end(deps: Deps, run: ImportRun, options: ImportOptions, isTouched: boolean): Promise<void> {
  if (options.isRehearsal !== true) {
    await endImport(deps, run, isTouched);
  }
}

/** What the columns were said to mean the last time, unless a preset is asked for now: that is remembered for the next. */
async function rememberedOf(deps: Deps, orgId: string, opened: OpenedFile, options: ImportOptions): Promise<ContactMapping | undefined> {
  if (opened.kind !== 'contacts') {
    return undefined;
  }
  const key = headingKey(opened.table.headings);
  if (options.preset === undefined) {
    return findMapping(deps, orgId, key);
  }
  if (options.isRehearsal !== true) {
    await saveMapping(deps, orgId, key, opened.mapping);
  }
  return undefined;
}

async function runContacts(
  deps: Deps,
  run: ImportRun,
  opened: Extract<OpenedFile, { kind: 'contacts' | 'cards' }>,
  source: string,
  options: ImportOptions,
  mapping: ContactMapping | undefined,
): Promise<{ readonly rows: number; readonly done: ContactsDone }> {
  const counts = { added: 0, filled: 0, unchanged: 0 };
  const badLines: BadContact[] = [];
  const notes: RowNote[] = [];
  let rows = 0;
  let chunk: ImportedContact[] = [];
  const flush = async (): Promise<void> => {
    const done = await importContacts(deps, run, { source, contacts: chunk, isRehearsal: options.isRehearsal === true });
    counts.added += done.added;
    counts.filled += done.filled;
    counts.unchanged += done.unchanged;
    badLines.push(...done.badLines);
    notes.push(...done.notes);
    chunk = [];
    options.onProgress?.(rows, rows + 1);
  };
  for (const read of eachContact(opened, { country: options.country }, mapping)) {
    if (read === undefined) {
      continue;
    }
    rows += 1;
    if (isBadContact(read)) {
      badLines.push(read);
    } else {
      chunk.push(read);
    }
    if (chunk.length >= ROWS) {
      await flush();
    }
  }
  if (chunk.length > 0) {
    await flush();
  }
  options.onProgress?.(rows, rows);
  return { rows, done: { ...counts, badLines: badLines.toSorted((a, b) => a.line - b.line), notes } };
}

async function runMail(
  deps: Deps,
  run: ImportRun,
  file: ByteSource,
  options: ImportOptions,
): Promise<{ readonly messages: number; readonly done: MailsDone }> {
  const parts: MailsDone[] = [];
  let messages = 0;
  let chunk: NumberedMail[] = [];
  const discarded: Partial<Record<MailLeftOut, number>> = {};
  const flush = async (readBytes: number): Promise<void> => {
    parts.push(await importMails(deps, run, options, chunk));
    chunk = [];
    options.onProgress?.(readBytes, file.size);
  };
  for await (const { number, readBytes, discarded: reason, message } of eachMail(file)) {
    messages += 1;
    if (message === null) {
      discarded[reason] = (discarded[reason] ?? 0) + 1;
      continue;
    }
    chunk.push({ number, message });
    if (chunk.length >= MAILS) {
      await flush(readBytes);
    }
  }
  if (chunk.length > 0) {
    await flush(file.size);
  }
  return { messages, done: joinMails(parts, discarded) };
}

function joinMails(parts: readonly MailsDone[], discarded: Readonly<Partial<Record<MailLeftOut, number>>>): MailsDone {
  const sum = (pick: (part: MailsDone) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const leftOut: Partial<Record<MailLeftOut, number>> = { ...discarded };
  for (const part of parts) {
    for (const [reason, count] of entriesOf(part.leftOut)) {
      leftOut[reason] = (leftOut[reason] ?? 0) + count;
    }
  }
  const proposals: readonly MailProposal[] = joinProposals(parts.map((part) => part.proposals));
  return {
    added: sum(({ added }) => added),
    changed: sum(({ changed }) => changed),
    unchanged: sum(({ unchanged }) => unchanged),
    customers: sum(({ customers }) => customers),
    leftOut,
    badLines: parts.flatMap(({ badLines }) => badLines),
    proposals,
  };
}

function entriesOf(counts: MailsDone['leftOut']): readonly (readonly [MailLeftOut, number])[] {
  const reasons = ['rule', 'automatic', 'too-many', 'own-domain', 'spam', 'trash', 'draft', 'nobody-known', 'no-sender', 'no-date'] as const;
  return reasons.flatMap((reason): [MailLeftOut, number][] => (counts[reason] === undefined ? [] : [[reason, counts[reason]]]));
}
