import * as v from 'valibot';
import type { Principal } from '#shared/access.ts';
import { AppError } from '#shared/errors.ts';
import { CONTACT_FIELDS, type ContactMapping } from '#shared/import/contact-fields.ts';
import type {
  BeginImportRequest,
  ImportContactsReply,
  ImportContactsRequest,
  ImportMailsReply,
  ImportMailsRequest,
  ImportOrdersRequest,
  ImportProgress,
  ImportsReply,
  ImportSummary,
  UndoImportReply,
} from '#shared/wire/imports.ts';
import type { Deps } from './deps.ts';
import { beginImport, endImport, listImports } from './import-batch.ts';
import { importContacts } from './import-contacts.ts';
import { importMails } from './import-mail.ts';
import { findMapping, saveMapping } from './import-mapping.ts';
import { DEFAULT_SOURCE, importOrders } from './import-orders.ts';
import { undoImport } from './import-undo.ts';
import type { ImportRun } from './import-write.ts';
import { runAnalyses } from './run-analyses.ts';

const Mapping = v.array(v.nullable(v.strictObject({ field: v.picklist(CONTACT_FIELDS), group: v.number() })));

/** Imports asked for by people of the console; remembers how far the running one of each organization has come. */
export function createImports(deps: Deps) {
  const running = new Map<string, NonNullable<ImportProgress['running']>>();
  return {
    progress: ({ org }: Principal): ImportProgress['running'] => running.get(org) ?? null,
    async run({ org, user }: Principal, request: ImportOrdersRequest): Promise<ImportSummary> {
      running.set(org, { done: 0, total: 0 });
      try {
        const summary = await importOrders(deps, org, {
          text: request.csv,
          source: request.source ?? DEFAULT_SOURCE,
          name: request.name,
          currency: request.currency,
          actor: user,
          onProgress: (done, total) => void running.set(org, { done, total }),
        });
        await runAnalyses(deps, org);
        return { ...summary, badLines: [...summary.badLines] };
      } finally {
        running.delete(org);
      }
    },
    async list({ org }: Principal): Promise<ImportsReply['imports']> {
      const batches = await listImports(deps, org);
      return batches.map(({ id, kind, name, startedAtMs, state, added, changed }) => ({ id, kind, name, startedAtMs, state, added, changed }));
    },
    async begin({ org, user }: Principal, { columns, ...given }: v.InferOutput<typeof BeginImportRequest>): Promise<{ readonly batch: string }> {
      if (columns) {
        const mapping = v.safeParse(Mapping, columns.mapping);
        if (!mapping.success) {
          throw new AppError('bad-request', { at: 'columns' });
        }
        await saveMapping(deps, org, columns.headings, mapping.output);
      }
      const { batch } = await beginImport(deps, org, { ...given, actor: user });
      return { batch };
    },
    async columns({ org }: Principal, headings: string) {
      const mapping: ContactMapping | undefined = await findMapping(deps, org, headings);
      return { mapping: mapping === undefined ? null : [...mapping] };
    },
    async contacts(
      principal: Principal,
      id: string,
      { source, contacts }: v.InferOutput<typeof ImportContactsRequest>,
    ): Promise<ImportContactsReply> {
      const done = await importContacts(deps, await runOf(principal, id), { source, contacts });
      return {
        ...done,
        badLines: [...done.badLines],
        notes: done.notes.map((note) => ({ ...note, filled: [...note.filled], kept: [...note.kept] })),
      };
    },
    async mails(principal: Principal, id: string, { mails, ...given }: v.InferOutput<typeof ImportMailsRequest>): Promise<ImportMailsReply> {
      const done = await importMails(deps, await runOf(principal, id), given, mails);
      return { ...done, leftOut: { ...done.leftOut }, badLines: [...done.badLines], proposals: [...done.proposals] };
    },
    async end(principal: Principal, id: string): Promise<Record<string, never>> {
      const run = await runOf(principal, id);
      const batch = await deps.store.findImportBatch(principal.org, id);
      await endImport(deps, run, (batch?.added ?? 0) + (batch?.changed ?? 0) > 0);
      return {};
    },
    async undo({ org, user }: Principal, id: string): Promise<UndoImportReply> {
      const done = await undoImport(deps, org, id, user);
      return { ...done, keptRecords: done.keptRecords.map((kept) => ({ ...kept, fields: [...kept.fields] })) };
    },
  };

  /** An import that was begun and not ended. Throws `not-found`. */
  async function runOf({ org, user }: Principal, id: string): Promise<ImportRun> {
    const [held, batch] = [await deps.store.findOrg(org), await deps.store.findImportBatch(org, id)];
    if (!held || batch?.state !== 'running') {
      throw new AppError('not-found');
    }
    return { org: held, batch: id, actor: user };
  }
}
